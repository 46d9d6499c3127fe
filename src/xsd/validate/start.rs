//! The long path of a start tag: attributes, namespaces, the place among its siblings.

use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode, Step, mode_of};
use super::super::lexer::{Result, Span};
use super::super::limits;
use super::super::model::{Attribute as Declared, Type};
use super::super::names::{INSTANCE, Name};
use super::super::value::shortened;
use super::super::wildcard::{Process, Wildcard};
use super::super::wording::Wording;
use super::values::Given;
use super::{Validator, instance};

/// What is expected of an element where it stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Index of its declaration.
    element: Option<u32>,
    /// What to do when it has none.
    process: Process,
    /// Whether it is the root, which must be declared.
    root: bool,
}

impl Place {
    const SKIPPED: Self = Self {
        element: None,
        process: Process::Skip,
        root: false,
    };
}

impl<'d, 's, E: Encoding> Validator<'d, 's, E> {
    /// Reads a start tag from its `<` and opens the element.
    pub(super) fn start_tag(&mut self) -> Result<()> {
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
            let spaces = &self.tables.spaces;
            self.namespaces
                .declare(&self.lexer, &self.attributes, spaces)?;
            self.namespaces.distinct(&self.lexer, &self.attributes)?;
        }
        let (space, local) = self.namespaces.element(&self.lexer, name)?;
        let number = self.number(space, local);
        let place = self.placed(start, name, space, number);
        self.open_at(name, (space, local), place, outside)?;
        if empty {
            self.close(name.start - 1)
        } else {
            Ok(())
        }
    }

    /// Opens an element without attributes or prefix whose declaration is known.
    pub(super) fn open(&mut self, name: Span, element: Option<u32>) -> Result<()> {
        if self.frames.len() >= limits::DEPTH {
            return self.lexer.beyond(name.start, "limit-depth", limits::DEPTH);
        }
        let place = Place {
            element,
            ..Place::SKIPPED
        };
        let outside = self.namespaces.len();
        self.open_at(name, (self.namespaces.default, name), place, outside)
    }

    /// The number of a name.
    fn number(&mut self, space: u32, local: Span) -> Option<u32> {
        let bytes = local.of(self.lexer.bytes);
        match std::str::from_utf8(bytes) {
            Ok(name) if name.is_ascii() => self.tables.name(space, name),
            _ => self.tables.name(space, &self.decoded(local)),
        }
    }

    /// Finds the declaration of a child of the innermost open element, and reports one that may not stand there.
    fn placed(&mut self, start: usize, name: Span, space: u32, number: Option<u32>) -> Place {
        let ordinal = self.ordinal;
        let tables = self.tables;
        let global = number.and_then(|number| tables.global(number));
        let Some(mut frame) = self.frames.last().copied() else {
            return Place {
                element: global,
                process: Process::Strict,
                root: true,
            };
        };
        let mut place = Place::SKIPPED;
        if frame.exact {
            frame.damaged = true;
            let value = match frame.element {
                u32::MAX => "",
                element => tables.elements[element as usize]
                    .preset
                    .as_ref()
                    .map_or("", |preset| preset.text.as_str()),
            };
            let rule = "cvc-elt.5.2.2.1";
            self.report(start, ordinal, None, rule, &Wording::Fixed { value });
        }
        match frame.mode {
            Mode::Skip => {}
            Mode::Any => {
                place = Place {
                    element: global,
                    process: Process::Lax,
                    root: false,
                };
            }
            Mode::Empty { nil } => {
                let (rule, wording) = if nil {
                    ("cvc-elt.3.2.1", Wording::NilWithContent)
                } else {
                    ("cvc-complex-type.2.1", Wording::NotEmpty)
                };
                self.report(start, ordinal, None, rule, &wording);
            }
            Mode::Value { complex, .. } => {
                frame.damaged = true;
                let rule = if complex {
                    "cvc-complex-type.2.2"
                } else {
                    "cvc-type.3.1.2"
                };
                let name = self.decoded(name);
                let wording = Wording::ChildInValue { name: &name };
                self.report(start, ordinal, None, rule, &wording);
            }
            Mode::States { .. } | Mode::All { .. } => match frame.step(tables, number, space) {
                Some(Step::Edge(edge)) => place.element = Some(edge.element),
                Some(Step::Wild(process)) => {
                    place = Place {
                        element: global.filter(|_| process != Process::Skip),
                        process,
                        root: false,
                    };
                }
                None => {
                    let (name, expected) = (self.decoded(name), shortened(&frame.expected(tables)));
                    let (name, expected) = (name.as_str(), expected.as_str());
                    let (rule, wording) = if expected.is_empty() {
                        ("cvc-complex-type.2.4.d", Wording::NoChild { name })
                    } else {
                        let wording = Wording::UnexpectedChild { name, expected };
                        ("cvc-complex-type.2.4.a", wording)
                    };
                    self.report(start, ordinal, None, rule, &wording);
                    // Looking for a place to go on is worth it only while somebody reads the result.
                    if self.found.len() < self.options.max_violations {
                        place.element = number.and_then(|number| frame.resume(tables, number));
                    }
                    frame.damaged = true;
                }
            },
        }
        if let Some(last) = self.frames.last_mut() {
            *last = frame;
        }
        place
    }

    fn open_at(
        &mut self,
        name: Span,
        (space, local): (u32, Span),
        place: Place,
        outside: usize,
    ) -> Result<()> {
        let ordinal = self.ordinal;
        let tables = self.tables;
        let skipped = place.element.is_none() && matches!(place.process, Process::Skip);
        let mut kind = place
            .element
            .map(|element| tables.elements[element as usize].kind);
        if !skipped && !self.attributes.is_empty() {
            kind = self.type_named(place.element, kind)?.or(kind);
        }
        let mut frame = match kind {
            Some(kind) => {
                let (mode, mixed) = mode_of(tables, kind);
                let mut frame = Frame::new(name, ordinal, mode, outside);
                frame.mixed = mixed;
                frame
            }
            None if skipped => Frame::new(name, ordinal, Mode::Skip, outside),
            None => self.undeclared(name, place, outside),
        };
        frame.element = place.element.unwrap_or(u32::MAX);
        self.check_abstract(&frame, kind);
        self.ordinal += 1;
        if self.watch.is_some() {
            let local = self.decoded(local);
            self.enter(&frame, space, local);
        }
        if frame.mode == Mode::Skip {
            // Names must make sense even where the schema is silent.
            for index in 0..self.attributes.len() {
                self.namespaces
                    .attribute(&self.lexer, self.attributes[index].name)?;
            }
        } else {
            if frame.mixed && frame.element != u32::MAX {
                let preset = &tables.elements[frame.element as usize].preset;
                frame.exact = preset.as_ref().is_some_and(|preset| preset.fixed);
            }
            self.check_attributes(&mut frame, kind.unwrap_or(Type::Any))?;
        }
        if frame.exact || matches!(frame.mode, Mode::Value { .. }) {
            self.value.clear();
        }
        self.frames.push(frame);
        Ok(())
    }

    /// An element that must or may have a declaration and has none.
    fn undeclared(&mut self, name: Span, place: Place, outside: usize) -> Frame {
        let (at, ordinal) = (name.start - 1, self.ordinal);
        let tables = self.tables;
        if place.process == Process::Lax {
            let mut frame = Frame::new(name, ordinal, Mode::Any, outside);
            frame.mixed = true;
            return frame;
        }
        let shown = self.decoded(name);
        if place.root {
            let known: Vec<&str> = tables
                .roots
                .iter()
                .map(|root| tables.names[root.0 as usize].local.as_str())
                .collect();
            let known = shortened(&known);
            let wording = Wording::UnknownRoot {
                name: &shown,
                known: &known,
            };
            self.report(at, ordinal, None, "cvc-elt.1", &wording);
        } else {
            let wording = Wording::NoDeclaration { name: &shown };
            self.report(at, ordinal, None, "cvc-complex-type.2.4.c", &wording);
        }
        Frame::new(name, ordinal, Mode::Skip, outside)
    }

    /// Neither the declaration nor the type may be abstract.
    fn check_abstract(&mut self, frame: &Frame, kind: Option<Type>) {
        let tables = self.tables;
        let element =
            frame.element != u32::MAX && tables.elements[frame.element as usize].is_abstract;
        let rule = if element {
            "cvc-elt.2"
        } else if let Some(Type::Complex(index)) = kind
            && tables.complexes[index].is_abstract
        {
            "cvc-type.2"
        } else {
            return;
        };
        let name = self.decoded(frame.name);
        let wording = Wording::Abstract { name: &name };
        self.report(frame.name.start - 1, frame.ordinal, None, rule, &wording);
    }

    /// Holds the attributes against the element's type; `xsi:nil` may change the frame's mode.
    fn check_attributes(&mut self, frame: &mut Frame, kind: Type) -> Result<()> {
        let tables = self.tables;
        let any = Wildcard::any();
        let (declared, wildcard): (&'s [Declared], Option<&Wildcard>) = match kind {
            Type::Any => (&[], Some(&any)),
            Type::Simple(_) => (&[], None),
            Type::Complex(index) => {
                let row = &tables.complexes[index];
                (&row.attributes, row.wildcard.as_deref())
            }
        };
        if self.attributes.is_empty() && declared.is_empty() {
            return Ok(());
        }
        self.check_nil(frame)?;
        let ordinal = frame.ordinal;
        let mut given = vec![false; declared.len()];
        let has_id = |declared: &Declared| tables.simples[declared.simple].base == "ID";
        let mut ids = declared.iter().filter(|one| has_id(one)).count();
        for index in 0..self.attributes.len() {
            let attribute = self.attributes[index];
            let found = self.namespaces.attribute(&self.lexer, attribute.name)?;
            let Some((space, local)) = found else {
                continue;
            };
            let name = Name {
                space,
                local: self.decoded(local),
            };
            if space == INSTANCE && instance::LOCAL.contains(&local.of(self.lexer.bytes)) {
                // They are attributes too where a field asks for any.
                let value = self.value_of("", 0);
                self.watch_attribute(space, &name.local, value);
                continue;
            }
            let place = Given {
                at: attribute.name.start,
                ordinal,
                attribute: Some(attribute.name),
            };
            let known = declared.iter().position(|declared| declared.name == name);
            let declaration = match known {
                Some(known) => {
                    given[known] = true;
                    &declared[known]
                }
                None => match self.through(wildcard, &name, kind, place) {
                    Some(declaration) => {
                        if has_id(declaration) {
                            ids += 1;
                            if ids > 1 && kind != Type::Any {
                                let rule = "cvc-complex-type.5";
                                let name = Some(attribute.name);
                                self.report(place.at, ordinal, name, rule, &Wording::SecondId);
                            }
                        }
                        declaration
                    }
                    None => continue,
                },
            };
            let mut text = std::mem::take(&mut self.attribute);
            self.lexer.attribute_value(attribute.value, &mut text);
            let fixed = declaration.preset.as_ref().filter(|preset| preset.fixed);
            let simple = declaration.simple;
            if self.check_value(&text, place, simple, fixed) && self.watch.is_some() {
                let value = self.value_of(&text, simple);
                self.watch_attribute(space, &name.local, value);
            }
            self.attribute = text;
        }
        for (declared, _) in declared.iter().zip(given).filter(|(_, given)| !given) {
            if declared.required {
                let name = &declared.name.local;
                let wording = Wording::MissingAttribute { name };
                let at = frame.name.start - 1;
                self.report(at, ordinal, None, "cvc-complex-type.4", &wording);
            } else if let Some(preset) = &declared.preset {
                let name = &declared.name;
                if tables.simples[declared.simple].tracked {
                    // What is not written refers to IDs all the same.
                    let place = Given {
                        at: frame.name.start - 1,
                        ordinal,
                        attribute: None,
                    };
                    self.check_value(&preset.text, place, declared.simple, None);
                }
                self.watch_attribute(name.space, &name.local, preset.value.clone());
            }
        }
        Ok(())
    }

    /// An attribute that the type does not name: the global declaration to hold it against, if its wildcard lets it
    /// through and there is one.
    fn through(
        &mut self,
        wildcard: Option<&Wildcard>,
        name: &Name,
        kind: Type,
        place: Given,
    ) -> Option<&'s Declared> {
        let tables = self.tables;
        let admitted = wildcard.filter(|wildcard| wildcard.allowed.admits(name.space));
        let process = admitted.map(|wildcard| wildcard.process);
        if process == Some(Process::Skip) {
            return None;
        }
        let global = tables.attributes.iter().find(|known| known.name == *name);
        if process == Some(Process::Lax) || (process.is_some() && global.is_some()) {
            return global;
        }
        let shown = place
            .attribute
            .map_or_else(String::new, |span| self.decoded(span));
        let (rule, wording) = if process.is_some() {
            let wording = Wording::NoDeclaration { name: &shown };
            ("cvc-complex-type.3.2.2", wording)
        } else {
            let rule = if matches!(kind, Type::Simple(_)) {
                "cvc-type.3.1.1"
            } else {
                "cvc-complex-type.3.2.2"
            };
            (rule, Wording::ForeignAttribute { name: &shown })
        };
        self.report(place.at, place.ordinal, place.attribute, rule, &wording);
        None
    }
}
