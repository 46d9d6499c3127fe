//! Holds one document against its schema: the one that was named, or the bundled one for the document's root.
//!
//! A small document is read at once, a larger one through a window, so that it need not fit into memory. The line around
//! a place is read again where it lies; standard input can be read only once, so that as much of it is kept as a usual
//! upload has, and of a longer document no lines are shown.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};

use super::files::Input;
use crate::report::validation::{Validation, Verdict};
use crate::schemas;
use crate::xsd::{Excerpt, Message, Opening, Options, Outcome, Schema};

/// What every document of a run is held against.
pub(super) struct Judge<'s> {
    /// The schema that was named.
    pub(super) schema: Option<&'s Schema>,
    pub(super) options: Options,
    /// Whether the text around what is wrong is wanted.
    pub(super) excerpts: bool,
}

/// A file up to this long is read at once. The root of a document must begin within so many bytes.
const SMALL: usize = 64 << 10;
/// So much of standard input is kept.
const KEPT: usize = 50_000_000;

impl Judge<'_> {
    pub(super) fn judge(&self, input: Input) -> Validation {
        let (file, named, verdict) = match input {
            Input::Standard => ("-".to_owned(), false, self.standard()),
            Input::File { path, named } => {
                let file = path.display().to_string();
                let verdict = File::open(path).and_then(|file| self.file(file));
                (file, named, verdict)
            }
            Input::Lost { path, error } => (path.display().to_string(), false, Err(error)),
        };
        let verdict = verdict.unwrap_or_else(|error| Verdict::Unreadable {
            reason: error.to_string(),
            missing: named && error.kind() == io::ErrorKind::NotFound,
        });
        Validation { file, verdict }
    }

    fn file(&self, mut file: File) -> io::Result<Verdict> {
        let head = head(&mut file, SMALL)?;
        if head.len() < SMALL {
            return self.whole(head);
        }
        let opening = Opening::of(&head);
        let outcome = self.by(&opening, |schema| {
            schema.validate_reader(head.chain(&mut file), &self.options)
        })?;
        let excerpts = self.excerpts(&opening, &outcome, file);
        Ok(Verdict::Judged { outcome, excerpts })
    }

    fn standard(&self) -> io::Result<Verdict> {
        let mut input = io::stdin().lock();
        let head = head(&mut input, KEPT)?;
        if head.len() < KEPT {
            return self.whole(head);
        }
        let opening = Opening::of(&head[..SMALL]);
        let outcome = self.by(&opening, |schema| {
            schema.validate_reader(head.chain(input), &self.options)
        })?;
        let excerpts = Vec::new();
        Ok(Verdict::Judged { outcome, excerpts })
    }

    fn whole(&self, document: Vec<u8>) -> io::Result<Verdict> {
        let opening = Opening::of(&document[..document.len().min(SMALL)]);
        let outcome = self.by(&opening, |schema| {
            Ok(schema.validate(&document, &self.options))
        })?;
        let excerpts = self.excerpts(&opening, &outcome, Cursor::new(document));
        Ok(Verdict::Judged { outcome, excerpts })
    }

    /// What a validation by the document's schema gives. A document that no bundled schema is about can be held against
    /// any: each finds its root wrong, or that it is no XML.
    fn by(
        &self,
        opening: &Opening,
        validate: impl FnOnce(&Schema) -> io::Result<Outcome>,
    ) -> io::Result<Outcome> {
        let bundled = || opening.root().and_then(schemas::with_root);
        if let Some(schema) = self.schema.or_else(bundled) {
            return validate(schema);
        }
        let mut outcome = validate(schemas::UPLOAD.schema())?;
        for violation in &mut outcome.violations {
            if violation.rule == "cvc-elt.1"
                && let Some(root) = opening.root()
            {
                violation.message = no_schema_for(root);
            }
        }
        Ok(outcome)
    }

    /// The lines in which something is wrong; a document that is gone meanwhile has been judged all the same.
    fn excerpts(
        &self,
        opening: &Opening,
        outcome: &Outcome,
        mut document: impl Read + Seek,
    ) -> Vec<Excerpt> {
        let wanted = outcome.violations.iter().filter(|_| self.excerpts);
        wanted
            .map(|violation| Excerpt::read(&mut document, opening, violation.offset))
            .collect::<io::Result<_>>()
            .unwrap_or_default()
    }
}

/// The first bytes of a document, fewer than `most` only if these are all.
fn head(document: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    document.take(most as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn no_schema_for(root: &str) -> Message {
    let known: Vec<&str> = schemas::ALL
        .iter()
        .flat_map(|bundled| bundled.roots())
        .collect();
    let known = known.join(", ");
    Message::new(
        format!("内置模式中没有根元素 {root}（已知：{known}）；请用 --schema 指定模式文件"),
        format!("no bundled schema has the root {root} (known: {known}); name one with --schema"),
    )
}
