//! Holds one document against its schema: the one that was named, or the bundled one for the document's root.

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

/// Bytes in which a document's root must begin.
const OPENING: usize = 64 << 10;

impl Judge<'_> {
    pub(super) fn judge(&self, input: Input) -> Validation {
        let (file, named, verdict) = match input {
            Input::Standard => ("-".to_owned(), false, self.standard()),
            Input::File { path, named } => {
                let file = path.display().to_string();
                (
                    file,
                    named,
                    File::open(path).and_then(|file| self.document(file)),
                )
            }
            Input::Lost { path, error } => (path.display().to_string(), false, Err(error)),
        };
        let verdict = verdict.unwrap_or_else(|error| Verdict::Unreadable {
            reason: error.to_string(),
            missing: named && error.kind() == io::ErrorKind::NotFound,
        });
        Validation { file, verdict }
    }

    fn standard(&self) -> io::Result<Verdict> {
        let mut document = Vec::new();
        io::stdin().lock().read_to_end(&mut document)?;
        self.document(Cursor::new(document))
    }

    fn document(&self, mut document: impl Read + Seek) -> io::Result<Verdict> {
        let mut bytes = Vec::new();
        document.read_to_end(&mut bytes)?;
        let opening = Opening::of(&bytes[..bytes.len().min(OPENING)]);
        let bundled = || opening.root().and_then(schemas::with_root);
        let outcome = match self.schema.or_else(bundled) {
            Some(schema) => schema.validate(&bytes, &self.options),
            None => self.unknown(&opening, &bytes),
        };
        let excerpts = if self.excerpts {
            let places = outcome.violations.iter().map(|violation| violation.offset);
            places
                .map(|offset| Excerpt::read(&mut document, &opening, offset))
                .collect::<io::Result<_>>()?
        } else {
            Vec::new()
        };
        Ok(Verdict::Judged { outcome, excerpts })
    }

    /// A document that no bundled schema is about: any of them finds its root wrong, or that it is no XML.
    fn unknown(&self, opening: &Opening, bytes: &[u8]) -> Outcome {
        let mut outcome = schemas::UPLOAD.schema().validate(bytes, &self.options);
        for violation in &mut outcome.violations {
            if violation.rule == "cvc-elt.1"
                && let Some(root) = opening.root()
            {
                violation.message = no_schema_for(root);
            }
        }
        outcome
    }
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
