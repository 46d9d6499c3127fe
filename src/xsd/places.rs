//! A first look at a schema's text: is it well-formed, does it use only what we support, and where does everything
//! stand?
//!
//! Every element and attribute is held against `vocabulary.csv`, annotations too, as far as they are not free; every node of the tree knows its place in the file and
//! the namespace declarations in force there, because names stand in attribute values too.

use std::collections::HashSet;
use std::sync::Arc;

use super::attributes::Attribute;
use super::chars;
use super::encoding::Utf8;
use super::error::Place;
use super::lexer::{Halt, Lexer};
use super::limits;
use super::node::{NAMESPACE, Node, Scope, uri};
use super::vocabulary;
use super::wording::{self, Wording};
use super::{Error, Message};

/// Reads the tree of a schema's text, from behind its XML declaration.
pub(crate) fn tree(text: &str, start: usize, file: &str, document: usize) -> Result<Node, Error> {
    Look {
        document,
        lexer: Lexer::new(text.as_bytes(), start),
        file,
        line: 1,
        counted: 0,
        line_start: 0,
        open: Vec::new(),
        annotation: None,
        root: None,
        ids: HashSet::new(),
    }
    .document()
}

struct Look<'t> {
    lexer: Lexer<'t, Utf8>,
    document: usize,
    file: &'t str,
    line: u32,
    /// How far line ends have been counted, and where the line began.
    counted: usize,
    line_start: usize,
    /// The elements around, each with whether it has had an annotation; annotations themselves do not count.
    open: Vec<(Node, bool)>,
    annotation: Option<Annotation>,
    root: Option<Node>,
    /// The values of `id`, which are unique in a document.
    ids: HashSet<String>,
}

/// An annotation that is being read.
struct Annotation {
    scope: Scope,
    /// Open elements, the annotation included. From the third on anything may stand.
    depth: usize,
}

impl<'t> Look<'t> {
    fn document(mut self) -> Result<Node, Error> {
        let mut names: Vec<&'t [u8]> = Vec::new();
        let mut found: Vec<Attribute> = Vec::new();
        loop {
            self.text()?;
            let at = self.lexer.at;
            if self.lexer.peek().is_none() {
                break;
            } else if self.lexer.follows(b"<!--") {
                self.lexer.at += 4;
                let read = self.lexer.comment();
                read.map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"<![CDATA[") && self.is_free() {
                self.lexer.at += 9;
                self.lexer.cdata().map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"<!") {
                return Err(self.refuse(at, wording::message(&Wording::Doctype)));
            } else if self.lexer.follows(b"<?") {
                self.lexer.at += 2;
                let read = self.lexer.instruction();
                read.map_err(|fault| self.malformed(&fault))?;
            } else if self.lexer.follows(b"</") {
                self.lexer.at += 2;
                self.end_tag(names.pop())?;
                self.end();
            } else {
                self.lexer.at += 1;
                if self.root.is_some() {
                    return Err(self.refuse(at, wording::message(&Wording::OutsideRoot)));
                }
                if names.len() == limits::DEPTH {
                    let (rule, limit) = ("limit-depth", limits::DEPTH);
                    let reason = wording::message(&Wording::Limit { rule, limit });
                    return Err(self.refuse(at, reason));
                }
                let (name, empty) = self.start_tag(&mut found)?;
                self.begin(at, name, &found)?;
                if empty {
                    self.end();
                } else {
                    names.push(name);
                }
            }
        }
        let at = self.lexer.at;
        match self.root.take() {
            Some(root) if names.is_empty() => Ok(root),
            _ => Err(self.refuse(at, wording::message(&Wording::EndOfDocument))),
        }
    }

    /// Whether we are where an annotation may hold anything.
    fn is_free(&self) -> bool {
        self.annotation.as_ref().is_some_and(|open| open.depth > 1)
    }

    /// Passes over text and references, which only annotations may hold.
    fn text(&mut self) -> Result<(), Error> {
        loop {
            let run = self.lexer.text().map_err(|fault| self.malformed(&fault))?;
            let text = run.span.of(self.lexer.bytes);
            let reference = self.lexer.peek() == Some(b'&');
            let blank = !reference && text.iter().all(|&byte| chars::is_space(byte));
            if !blank && !self.is_free() {
                return Err(self.invalid(run.span.start, "text stands between the elements"));
            }
            if !reference {
                return Ok(());
            }
            let read = self.lexer.reference();
            read.map_err(|fault| self.malformed(&fault))?;
        }
    }

    /// Opens the element whose start tag has been read.
    fn begin(&mut self, at: usize, name: &[u8], found: &[Attribute]) -> Result<(), Error> {
        if self.is_free() {
            if let Some(annotation) = &mut self.annotation {
                annotation.depth += 1;
            }
            return Ok(());
        }
        let around = match (&self.annotation, self.open.last()) {
            (Some(annotation), _) => annotation.scope.clone(),
            (None, Some((parent, _))) => parent.scope.clone(),
            (None, None) => Scope::default(),
        };
        let scope = self.scope(&around, found, at)?;
        let local = self.schema_name(name, &scope, at)?;
        let inside = matches!(local.as_str(), "appinfo" | "documentation");
        if inside != self.annotation.is_some() {
            return Err(self.invalid(at, &format!("xs:{local} cannot stand here")));
        }
        if let Some(annotation) = &mut self.annotation {
            annotation.depth += 1;
            self.permitted(at, &local, found, &scope)?;
        } else if local == "annotation" {
            self.permitted(at, &local, found, &scope)?;
            let fits = self.open.last_mut().is_some_and(|(parent, annotated)| {
                let many = matches!(parent.tag.as_str(), "schema" | "redefine");
                let first = !std::mem::replace(annotated, true) && parent.children.is_empty();
                many || first
            });
            if !fits {
                let reason = "an annotation stands once, before everything else in its element";
                return Err(self.invalid(at, reason));
            }
            self.annotation = Some(Annotation { scope, depth: 1 });
        } else {
            let node = self.node(at, local, found, scope)?;
            self.open.push((node, false));
        }
        Ok(())
    }

    /// Closes the innermost open element: it is hung into the one around it, or becomes the root.
    fn end(&mut self) {
        if let Some(annotation) = &mut self.annotation {
            annotation.depth -= 1;
            if annotation.depth == 0 {
                self.annotation = None;
            }
            return;
        }
        let Some((node, _)) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some((parent, _)) => parent.children.push(node),
            None => self.root = Some(node),
        }
    }

    fn start_tag(&mut self, found: &mut Vec<Attribute>) -> Result<(&'t [u8], bool), Error> {
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
        Err(self.refuse(at, wording::message(&Wording::EndTag { open: &open })))
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
                let reason = wording::message(&Wording::ReservedNamespace);
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
                let reason = wording::message(&Wording::UnboundPrefix(prefix));
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
    ) -> Result<Node, Error> {
        let attributes = self.permitted(at, &tag, found, &scope)?;
        let mut place = self.place(at);
        let label = attributes
            .iter()
            .find(|(name, _)| name == "name" || name == "ref")
            .map(|(_, value)| value.as_str());
        let parent = self.open.last();
        let around = parent.map_or("", |(parent, _)| parent.place.path.as_str());
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
            redefinitions: 0,
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
        let Some(word) = vocabulary::attributes(tag) else {
            return Err(self.invalid(at, &format!("xs:{tag} is no element of XML Schema 1.0")));
        };
        let mut attributes = Vec::with_capacity(found.len());
        for attribute in found {
            let name = String::from_utf8_lossy(attribute.name.of(self.lexer.bytes)).into_owned();
            let mut value = String::new();
            self.lexer.attribute_value(attribute.value, &mut value);
            let at = attribute.name.start;
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            if let Some(reason) = vocabulary::wrong(tag, &name, value.trim()) {
                return Err(self.invalid(at, &reason));
            }
            if name == "id" && !self.ids.insert(value.trim().to_owned()) {
                return Err(self.invalid(at, "another element has this id"));
            }
            if let Some((prefix, _)) = name.split_once(':') {
                match uri(scope, prefix) {
                    Some(NAMESPACE) => {
                        return Err(self.invalid(at, &format!("xs:{tag} has no attribute {name}")));
                    }
                    Some(_) => continue,
                    None => {
                        let reason = wording::message(&Wording::UnboundPrefix(prefix));
                        return Err(self.refuse(at, reason));
                    }
                }
            }
            if !word.contains(&name.as_str()) {
                return Err(self.invalid(at, &format!("xs:{tag} has no attribute {name}")));
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

    fn malformed(&mut self, halt: &Halt) -> Error {
        match halt {
            Halt::Fault(fault) => self.refuse(fault.offset as usize, fault.message.clone()),
            Halt::Starved => unreachable!("the lexer has been shown the whole text"),
        }
    }

    fn refuse(&mut self, at: usize, reason: Message) -> Error {
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
}
