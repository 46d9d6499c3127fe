//! The long path of a start tag: attributes, namespaces, the place among its siblings.

use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode, mode_of};
use super::super::lexer::{Result, Span};
use super::super::lexical::Lexical;
use super::super::model::{Attribute as Declared, Preset, Type};
use super::super::namespaces::Belongs;
use super::super::value::{self, shortened};
use super::super::wording::Wording;
use super::super::{limits, simple::White};
use super::Validator;

/// The four attributes of XML Schema itself that may stand on any element.
const INSTANCE: [&[u8]; 4] = [
    b"type",
    b"nil",
    b"schemaLocation",
    b"noNamespaceSchemaLocation",
];

impl<'d, 's, E: Encoding> Validator<'d, 's, E> {
    /// Reads a start tag from its `<` and opens the element. `unknown` is the mode of an element without declaration.
    pub(super) fn start_tag(&mut self, unknown: Mode) -> Result<()> {
        let start = self.lexer.at;
        self.lexer.expect(b'<', "<")?;
        let name = self.lexer.name()?;
        let mut attributes = std::mem::take(&mut self.attributes);
        let empty = self.lexer.attributes(&mut attributes)?;
        self.attributes = attributes;
        if self.frames.len() >= limits::DEPTH {
            return self.lexer.beyond(start, "limit-depth", limits::DEPTH);
        }
        let outside = self.namespaces.len();
        if !self.attributes.is_empty() {
            self.namespaces.declare(&self.lexer, &self.attributes)?;
            self.namespaces.distinct(&self.lexer, &self.attributes)?;
        }
        let (belongs, local) = self.namespaces.element(&self.lexer, name)?;
        let number = if belongs == Belongs::Nowhere {
            self.number(local)
        } else {
            None
        };
        let (element, mode) = self.placed(start, name, number, unknown);
        self.open_outside(name, element, mode, empty, outside)
    }

    /// The number of a name that belongs to no namespace.
    fn number(&mut self, name: Span) -> Option<u32> {
        let bytes = name.of(self.lexer.bytes);
        match std::str::from_utf8(bytes) {
            Ok(name) if name.is_ascii() => self.tables.name(name),
            _ => self.tables.name(&self.decoded(name)),
        }
    }

    /// Finds the declaration of a child of the innermost open element, and reports one that may not stand there.
    fn placed(
        &mut self,
        start: usize,
        name: Span,
        number: Option<u32>,
        unknown: Mode,
    ) -> (Option<u32>, Mode) {
        let ordinal = self.ordinal;
        let tables = self.tables;
        let root = number
            .and_then(|number| tables.roots.iter().find(|(name, _)| *name == number))
            .map(|root| root.1);
        let Some(mut frame) = self.frames.last().copied() else {
            if root.is_none() {
                let known: Vec<&str> = tables
                    .roots
                    .iter()
                    .map(|root| tables.names[root.0 as usize].as_str())
                    .collect();
                let (name, known) = (self.decoded(name), shortened(&known));
                self.report(
                    start,
                    ordinal,
                    None,
                    "cvc-elt.1",
                    &Wording::UnknownRoot {
                        name: &name,
                        known: &known,
                    },
                );
            }
            return (root, unknown);
        };
        let mut found = None;
        let mut mode = Mode::Skip;
        match frame.mode {
            Mode::Skip => {}
            Mode::Any => (found, mode) = (root, Mode::Any),
            Mode::Empty { nil: false } => {
                self.report(
                    start,
                    ordinal,
                    None,
                    "cvc-complex-type.2.1",
                    &Wording::NotEmpty,
                );
            }
            Mode::Empty { nil: true } => {
                self.report(
                    start,
                    ordinal,
                    None,
                    "cvc-elt.3.2.1",
                    &Wording::NilWithContent,
                );
            }
            Mode::Value { complex, .. } => {
                frame.damaged = true;
                let rule = if complex {
                    "cvc-complex-type.2.2"
                } else {
                    "cvc-type.3.1.2"
                };
                let name = self.decoded(name);
                self.report(
                    start,
                    ordinal,
                    None,
                    rule,
                    &Wording::ChildInValue { name: &name },
                );
            }
            Mode::States { .. } | Mode::All { .. } => {
                let edge = number.and_then(|number| frame.step(tables, number));
                found = edge.map(|edge| edge.element);
                if found.is_none() {
                    let (name, expected) = (self.decoded(name), shortened(&frame.expected(tables)));
                    let (rule, wording) = if expected.is_empty() {
                        ("cvc-complex-type.2.4.d", Wording::NoChild { name: &name })
                    } else {
                        (
                            "cvc-complex-type.2.4.a",
                            Wording::UnexpectedChild {
                                name: &name,
                                expected: &expected,
                            },
                        )
                    };
                    self.report(start, ordinal, None, rule, &wording);
                    // Looking for a place to go on is worth it only while somebody reads the result.
                    if self.found.len() < self.options.max_violations {
                        found = number.and_then(|number| frame.resume(tables, number));
                    }
                    frame.damaged = true;
                }
            }
        }
        if let Some(last) = self.frames.last_mut() {
            *last = frame;
        }
        (found, mode)
    }

    /// Opens an element whose start tag has been read; `empty` closes it at once.
    pub(super) fn open(
        &mut self,
        name: Span,
        element: Option<u32>,
        unknown: Mode,
        empty: bool,
    ) -> Result<()> {
        if self.frames.len() >= limits::DEPTH {
            return self.lexer.beyond(name.start, "limit-depth", limits::DEPTH);
        }
        let outside = self.namespaces.len();
        self.open_outside(name, element, unknown, empty, outside)
    }

    fn open_outside(
        &mut self,
        name: Span,
        element: Option<u32>,
        unknown: Mode,
        empty: bool,
        outside: usize,
    ) -> Result<()> {
        let ordinal = self.ordinal;
        self.ordinal += 1;
        let mut frame = Frame::new(name, ordinal, unknown, outside);
        let tables = self.tables;
        if let Some(index) = element {
            let row = &tables.elements[index as usize];
            let (mode, mixed) = mode_of(tables, row.kind);
            frame = Frame {
                element: index,
                mixed,
                ..Frame::new(name, ordinal, mode, outside)
            };
            self.check_attributes(&mut frame, row.kind)?;
        } else if unknown == Mode::Any {
            self.check_attributes(&mut frame, Type::Any)?;
        } else if !self.attributes.is_empty() {
            // Names must make sense even where the schema is silent.
            for index in 0..self.attributes.len() {
                self.namespaces
                    .attribute(&self.lexer, self.attributes[index].name)?;
            }
        }
        if matches!(frame.mode, Mode::Value { .. }) {
            self.value.clear();
        }
        self.frames.push(frame);
        if empty {
            self.close(name.start - 1)
        } else {
            Ok(())
        }
    }

    /// Holds the attributes against the element's type; `xsi:nil` may change the frame's mode.
    fn check_attributes(&mut self, frame: &mut Frame, kind: Type) -> Result<()> {
        let tables = self.tables;
        let declared: &'s [Declared] = match kind {
            Type::Any => &tables.attributes,
            Type::Simple(_) => &[],
            Type::Complex(index) => &tables.complexes[index].attributes,
        };
        if self.attributes.is_empty() && declared.is_empty() {
            return Ok(());
        }
        let ordinal = frame.ordinal;
        let mut given = vec![false; declared.len()];
        for index in 0..self.attributes.len() {
            let attribute = self.attributes[index];
            let (belongs, local) = self.namespaces.attribute(&self.lexer, attribute.name)?;
            let bytes = local.of(self.lexer.bytes);
            let known = match belongs {
                Belongs::Declaration => continue,
                Belongs::Instance if INSTANCE.contains(&bytes) => {
                    self.check_instance(frame, attribute.name, attribute.value, local);
                    continue;
                }
                Belongs::Nowhere => {
                    let name = self.decoded(local);
                    declared.iter().position(|declared| declared.name == name)
                }
                _ => None,
            };
            let at = attribute.name.start;
            let Some(known) = known else {
                if kind != Type::Any {
                    let simple = matches!(kind, Type::Simple(_));
                    let rule = if simple {
                        "cvc-type.3.1.1"
                    } else {
                        "cvc-complex-type.3.2.2"
                    };
                    let name = self.decoded(attribute.name);
                    self.report(
                        at,
                        ordinal,
                        Some(attribute.name),
                        rule,
                        &Wording::ForeignAttribute { name: &name },
                    );
                }
                continue;
            };
            given[known] = true;
            let declared = &declared[known];
            let mut text = std::mem::take(&mut self.attribute);
            self.lexer.attribute_value(attribute.value, &mut text);
            self.check_value(
                &text,
                at,
                ordinal,
                Some(attribute.name),
                declared.simple,
                declared.preset.as_ref(),
            );
            self.attribute = text;
        }
        if kind != Type::Any {
            for (declared, _) in declared
                .iter()
                .zip(given)
                .filter(|(declared, given)| declared.required && !given)
            {
                let wording = Wording::MissingAttribute {
                    name: &declared.name,
                };
                self.report(
                    frame.name.start - 1,
                    ordinal,
                    None,
                    "cvc-complex-type.4",
                    &wording,
                );
            }
        }
        Ok(())
    }

    /// One of the `xsi:` attributes.
    fn check_instance(&mut self, frame: &mut Frame, name: Span, value: Span, local: Span) {
        let (at, ordinal) = (name.start, frame.ordinal);
        match local.of(self.lexer.bytes) {
            b"type" => self.report(at, ordinal, Some(name), "cvc-elt.4", &Wording::TypeNamed),
            b"nil" => {
                let mut text = String::new();
                self.lexer.attribute_value(value, &mut text);
                let mut scratch = String::new();
                let text = White::Collapse.normalise(&text, &mut scratch);
                if !Lexical::Boolean.allows(text) {
                    let wording = Wording::NotOfType { base: "xs:boolean" };
                    self.report(
                        at,
                        ordinal,
                        Some(name),
                        "cvc-datatype-valid.1.2.1",
                        &wording,
                    );
                } else if frame.element == u32::MAX {
                    // Without a declaration there is nothing to be nil.
                } else if !self.tables.elements[frame.element as usize].nillable {
                    self.report(
                        at,
                        ordinal,
                        Some(name),
                        "cvc-elt.3.1",
                        &Wording::NotNillable,
                    );
                } else if matches!(text, "true" | "1") {
                    let preset = &self.tables.elements[frame.element as usize].preset;
                    if let Some(Preset::Fixed(value)) = preset {
                        self.report(
                            at,
                            ordinal,
                            Some(name),
                            "cvc-elt.3.2.2",
                            &Wording::Fixed { value },
                        );
                    }
                    frame.mode = Mode::Empty { nil: true };
                }
            }
            _ => {}
        }
    }

    /// Holds a value against its type and its fixed value.
    pub(super) fn check_value(
        &mut self,
        text: &str,
        at: usize,
        ordinal: u32,
        attribute: Option<Span>,
        simple: usize,
        preset: Option<&Preset>,
    ) {
        let simple = &self.tables.simples[simple];
        let mut scratch = std::mem::take(&mut self.scratch);
        if let Err(broken) = value::check(simple, text, &mut scratch, self.options.length) {
            self.total += 1;
            if self.found.len() < self.options.max_violations {
                let value::Broken { rule, message } = broken;
                self.found.push(super::Found {
                    offset: at,
                    ordinal,
                    attribute,
                    rule,
                    message,
                });
            }
        } else if let Some(Preset::Fixed(fixed)) = preset {
            let value = simple.white.normalise(text, &mut scratch).to_owned();
            if !simple
                .lexical
                .same(&value, simple.white.normalise(fixed, &mut String::new()))
            {
                let rule = if attribute.is_some() {
                    "cvc-attribute.4"
                } else {
                    "cvc-elt.5.2.2.2.2"
                };
                self.report(
                    at,
                    ordinal,
                    attribute,
                    rule,
                    &Wording::Fixed { value: fixed },
                );
            }
        }
        self.scratch = scratch;
    }
}
