//! A first look at a schema's text: is it well-formed, does it use only what we support, and where does everything
//! stand?
//!
//! Every element and attribute is held against `vocabulary.csv`; every node of the tree knows its place in the file and
//! the namespace declarations in force there, because names stand in attribute values too.

use std::sync::Arc;

use super::Error;
use super::attributes::Attribute;
use super::chars;
use super::encoding::Utf8;
use super::error::Place;
use super::lexer::{Fault, Lexer};
use super::limits;
use super::node::{NAMESPACE, Node, Scope, uri};
use super::vocabulary;
use super::wording::{self, Wording};

/// Reads the tree of a schema's text, from behind its XML declaration.
pub(crate) fn tree(text: &str, start: usize, file: &str, document: usize) -> Result<Node, Error> {
    let mut look = Look {
        document,
        lexer: Lexer::new(text.as_bytes(), start, false),
        file,
        line: 1,
        counted: 0,
        line_start: 0,
    };
    look.document()
}

struct Look<'t> {
    lexer: Lexer<'t, Utf8>,
    document: usize,
    file: &'t str,
    line: u32,
    /// How far line ends have been counted, and where the line began.
    counted: usize,
    line_start: usize,
}

impl Look<'_> {
    fn document(&mut self) -> Result<Node, Error> {
        let mut open: Vec<Node> = Vec::new();
        let mut names: Vec<&[u8]> = Vec::new();
        let mut found: Vec<Attribute> = Vec::new();
        let mut root = None;
        // Inside an annotation anything may stand; this is how many elements are open there.
        let mut annotated = 0_usize;
        let outermost = Scope::default();
        loop {
            let run = self.lexer.text().map_err(|fault| self.malformed(&fault))?;
            let blank = run
                .span
                .of(self.lexer.bytes)
                .iter()
                .all(|&byte| chars::is_space(byte));
            if !blank && annotated == 0 {
                return Err(self.invalid(run.span.start, "text stands between the elements"));
            }
            let at = self.lexer.at;
            if self.lexer.peek() == Some(b'&') {
                self.lexer
                    .reference()
                    .map_err(|fault| self.malformed(&fault))?;
                if annotated == 0 {
                    return Err(self.invalid(at, "text stands between the elements"));
                }
            } else if self.lexer.peek().is_none() {
                break;
            } else if self.lexer.follows(b"<!--") {
                self.lexer.at += 4;
                self.lexer
                    .comment()
                    .map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"<![CDATA[") && annotated > 0 {
                self.lexer.at += 9;
                self.lexer.cdata().map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"<!") {
                return Err(self.refuse(at, wording::message(&Wording::Doctype).to_string()));
            } else if self.lexer.follows(b"<?") {
                self.lexer.at += 2;
                self.lexer
                    .instruction()
                    .map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"</") {
                self.lexer.at += 2;
                self.end_tag(names.pop())?;
                annotated = annotated.saturating_sub(1);
                if annotated == 0 && names.len() < open.len() {
                    close(&mut open, &mut root);
                }
            } else {
                self.lexer.at += 1;
                if root.is_some() || names.len() == limits::DEPTH {
                    return Err(
                        self.refuse(at, "more than one root, or nested too deeply".to_owned())
                    );
                }
                let (name, empty) = self.start_tag(&mut found)?;
                if annotated == 0 {
                    let around = open.last().map_or(&outermost, |parent| &parent.scope);
                    let scope = self.scope(around, &found, at)?;
                    let local = self.schema_name(name, &scope, at)?;
                    if local == "annotation" {
                        annotated = usize::from(!empty);
                        self.permitted(at, &local, &found, &scope)?;
                    } else {
                        let node = self.node(at, local, &found, scope, open.last())?;
                        open.push(node);
                        if empty {
                            close(&mut open, &mut root);
                        }
                    }
                } else {
                    annotated += usize::from(!empty);
                }
                if !empty {
                    names.push(name);
                }
            }
        }
        let at = self.lexer.at;
        if !names.is_empty() {
            return Err(self.refuse(at, wording::message(&Wording::EndOfDocument).to_string()));
        }
        root.ok_or_else(|| self.refuse(at, wording::message(&Wording::EndOfDocument).to_string()))
    }

    fn start_tag<'s>(&mut self, found: &mut Vec<Attribute>) -> Result<(&'s [u8], bool), Error>
    where
        Self: 's,
    {
        let read = self
            .lexer
            .name()
            .and_then(|name| self.lexer.attributes(found).map(|empty| (name, empty)));
        let (name, empty) = read.map_err(|fault| self.malformed(&fault))?;
        Ok((name.of(self.lexer.bytes), empty))
    }

    fn end_tag(&mut self, open: Option<&[u8]>) -> Result<(), Error> {
        let at = self.lexer.at;
        let name = self.lexer.name().map_err(|fault| self.malformed(&fault))?;
        self.lexer.space();
        self.lexer
            .expect(b'>', ">")
            .map_err(|fault| self.malformed(&fault))?;
        if open == Some(name.of(self.lexer.bytes)) {
            return Ok(());
        }
        let open = String::from_utf8_lossy(open.unwrap_or_default()).into_owned();
        Err(self.refuse(
            at,
            wording::message(&Wording::EndTag { open: &open }).to_string(),
        ))
    }

    /// The declarations in force inside a start tag.
    fn scope(&mut self, around: &Scope, found: &[Attribute], at: usize) -> Result<Scope, Error> {
        let mut scope = around.clone();
        for attribute in found {
            let name = attribute.name.of(self.lexer.bytes);
            let prefix = match name.strip_prefix(b"xmlns") {
                Some([]) => "",
                Some([b':', prefix @ ..]) => std::str::from_utf8(prefix).unwrap_or_default(),
                _ => continue,
            };
            let mut value = String::new();
            self.lexer.attribute_value(attribute.value, &mut value);
            if name.len() > 5 && (value.is_empty() || prefix == "xmlns") {
                let reason = wording::message(&Wording::ReservedNamespace).to_string();
                return Err(self.refuse(at, reason));
            }
            Arc::make_mut(&mut scope).push((prefix.to_owned(), value));
        }
        Ok(scope)
    }

    /// The local name of an element that must belong to XML Schema.
    fn schema_name(&mut self, name: &[u8], scope: &Scope, at: usize) -> Result<String, Error> {
        let name = String::from_utf8_lossy(name).into_owned();
        let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
        match uri(scope, prefix) {
            Some(NAMESPACE) => Ok(local.to_owned()),
            Some(_) => Err(self.invalid(
                at,
                &format!("{name} does not belong to http://www.w3.org/2001/XMLSchema"),
            )),
            None => {
                let reason = wording::message(&Wording::UnboundPrefix(prefix)).to_string();
                Err(self.refuse(at, reason))
            }
        }
    }

    /// Makes the node and holds it against the vocabulary.
    fn node(
        &mut self,
        at: usize,
        tag: String,
        found: &[Attribute],
        scope: Scope,
        parent: Option<&Node>,
    ) -> Result<Node, Error> {
        let attributes = self.permitted(at, &tag, found, &scope)?;
        let mut place = self.place(at);
        let label = attributes
            .iter()
            .find(|(name, _)| name == "name" || name == "ref")
            .map(|(_, value)| value.as_str());
        let around = parent.map_or("", |parent| parent.place.path.as_str());
        place.path = match (around, label) {
            (around, None) => around.to_owned(),
            ("", Some(label)) => label.to_owned(),
            (around, Some(label)) => format!("{around}/{label}"),
        };
        Ok(Node {
            tag,
            attributes,
            place,
            children: Vec::new(),
            scope,
            document: self.document,
        })
    }

    /// The attributes that belong to XML Schema, held against the vocabulary. Attributes of other namespaces are
    /// annotations.
    fn permitted(
        &mut self,
        at: usize,
        tag: &str,
        found: &[Attribute],
        scope: &Scope,
    ) -> Result<Vec<(String, String)>, Error> {
        let Some(word) = vocabulary::word(tag) else {
            return Err(self.invalid(at, &format!("xs:{tag} is no element of XML Schema 1.0")));
        };
        if !word.supported {
            return Err(self.unsupported(at, &format!("xs:{tag}")));
        }
        let mut attributes = Vec::with_capacity(found.len());
        for attribute in found {
            let name = String::from_utf8_lossy(attribute.name.of(self.lexer.bytes)).into_owned();
            let mut value = String::new();
            self.lexer.attribute_value(attribute.value, &mut value);
            let at = attribute.name.start;
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            if let Some((prefix, _)) = name.split_once(':') {
                match uri(scope, prefix) {
                    Some(NAMESPACE) => {
                        return Err(self.invalid(at, &format!("xs:{tag} has no attribute {name}")));
                    }
                    Some(_) => continue,
                    None => {
                        let reason = wording::message(&Wording::UnboundPrefix(prefix)).to_string();
                        return Err(self.refuse(at, reason));
                    }
                }
            }
            if !word.attributes.contains(&name.as_str()) {
                return Err(self.invalid(at, &format!("xs:{tag} has no attribute {name}")));
            }
            if let Some(reason) = vocabulary::wrong(tag, &name, value.trim()) {
                return Err(self.invalid(at, &reason));
            }
            attributes.push((name, value));
        }
        Ok(attributes)
    }

    /// Where an offset lies; offsets are asked for in rising order, except by a fault, which is the last.
    fn place(&mut self, offset: usize) -> Place {
        let bytes = self.lexer.bytes;
        for at in self.counted..offset {
            if bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                self.line += 1;
                self.line_start = at + 1;
            }
        }
        self.counted = self.counted.max(offset);
        let before = &bytes[self.line_start.min(offset)..offset];
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32 + 1;
        Place {
            file: self.file.to_owned(),
            line: self.line,
            column,
            path: String::new(),
        }
    }

    fn malformed(&mut self, fault: &Fault) -> Error {
        self.refuse(fault.offset, fault.message.to_string())
    }

    fn refuse(&mut self, at: usize, reason: String) -> Error {
        Error::Malformed {
            place: self.place(at),
            reason,
        }
    }

    fn invalid(&mut self, at: usize, reason: &str) -> Error {
        Error::Invalid {
            place: self.place(at),
            reason: reason.to_owned(),
        }
    }

    fn unsupported(&mut self, at: usize, construct: &str) -> Error {
        Error::Unsupported {
            place: self.place(at),
            construct: construct.to_owned(),
        }
    }
}

/// Hangs the innermost open node into the one around it, or makes it the root.
fn close(open: &mut Vec<Node>, root: &mut Option<Node>) {
    let Some(node) = open.pop() else { return };
    match open.last_mut() {
        Some(parent) => parent.children.push(node),
        None => *root = Some(node),
    }
}
