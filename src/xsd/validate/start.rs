//! The long path of a start tag: namespaces, the place among its siblings, its declaration.

use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode, Opened, Step, mode_of};
use super::super::lexer::{Lexer, Result, Span};
use super::super::limits;
use super::super::model::Type;
use super::super::tag::Tag;
use super::super::value::shortened;
use super::super::wildcard::Process;
use super::super::wording::Wording;
use super::Validator;

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

impl<E: Encoding> Validator<'_, E> {
    /// Reads a start tag from its `<` and opens the element.
    pub(super) fn start_tag(&mut self, lexer: &mut Lexer<'_, E>) -> Result<()> {
        let start = lexer.at;
        lexer.expect(b'<', "<")?;
        let name = lexer.name()?;
        let mut attributes = std::mem::take(&mut self.attributes);
        let empty = lexer.attributes(&mut attributes);
        self.attributes = attributes;
        let empty = empty?;
        lexer.keep();
        let offset = lexer.offset(start);
        if self.frames.len() >= limits::DEPTH {
            return lexer.beyond(offset, "limit-depth", limits::DEPTH);
        }
        let outside = self.namespaces.len();
        if !self.attributes.is_empty() {
            let spaces = &self.tables.spaces;
            self.namespaces.declare(lexer, &self.attributes, spaces)?;
            self.namespaces.distinct(lexer, &self.attributes)?;
        }
        let (space, local) = self.namespaces.element(lexer, name)?;
        let raw = name.of(lexer.bytes);
        let opened = Opened {
            place: self.trail.count_named(self.tables, &self.frames, raw),
            name: self.trail.push(raw),
            tag: Tag::new(raw),
            start: offset,
            ordinal: self.ordinal,
        };
        self.opening = Some(opened);
        let local = local.of(lexer.bytes);
        let number = self.number(space, local);
        let place = self.placed(opened, space, number);
        self.open_at(lexer, opened, (space, local), place, outside)?;
        if empty {
            self.close(offset);
        }
        Ok(())
    }

    /// Opens an element without attributes or prefix whose declaration is known.
    pub(super) fn open(
        &mut self,
        lexer: &Lexer<'_, E>,
        opened: Opened,
        element: Option<u32>,
    ) -> Result<()> {
        self.opening = Some(opened);
        let place = Place {
            element,
            ..Place::SKIPPED
        };
        let outside = self.namespaces.len();
        // Nobody asks for the name: identity constraints take the long path from the beginning.
        self.open_at(
            lexer,
            opened,
            (self.namespaces.default, &[]),
            place,
            outside,
        )
    }

    /// The number of a name.
    fn number(&self, space: u32, local: &[u8]) -> Option<u32> {
        match std::str::from_utf8(local) {
            Ok(name) if name.is_ascii() => self.tables.name(space, name),
            _ => self.tables.name(space, &self.decoded(local)),
        }
    }

    /// Finds the declaration of a child of the innermost open element, and reports one that may not stand there.
    fn placed(&mut self, opened: Opened, space: u32, number: Option<u32>) -> Place {
        let Opened { start, ordinal, .. } = opened;
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
            Mode::Empty => {
                let rule = "cvc-complex-type.2.1";
                self.report(start, ordinal, None, rule, &Wording::NotEmpty);
            }
            Mode::Nil { .. } => {
                let rule = "cvc-elt.3.2.1";
                self.report(start, ordinal, None, rule, &Wording::NilWithContent);
            }
            Mode::Value { complex, .. } => {
                frame.damaged = true;
                let rule = if complex {
                    "cvc-complex-type.2.2"
                } else {
                    "cvc-type.3.1.2"
                };
                let name = self.shown(opened.name);
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
                    let name = self.shown(opened.name);
                    let expected = shortened(&frame.expected(tables));
                    let (name, expected) = (name.as_str(), expected.as_str());
                    let (rule, wording) = if expected.is_empty() {
                        ("cvc-complex-type.2.4.d", Wording::NoChild { name })
                    } else {
                        let wording = Wording::UnexpectedChild { name, expected };
                        ("cvc-complex-type.2.4.a", wording)
                    };
                    self.report(start, ordinal, None, rule, &wording);
                    // Looking for a place to go on is worth it only while somebody reads the result.
                    if self.is_kept() {
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
        lexer: &Lexer<'_, E>,
        opened: Opened,
        (space, local): (u32, &[u8]),
        place: Place,
        outside: usize,
    ) -> Result<()> {
        let tables = self.tables;
        let skipped = place.element.is_none() && matches!(place.process, Process::Skip);
        let mut kind = place
            .element
            .map(|element| tables.elements[element as usize].kind);
        if !skipped && !self.attributes.is_empty() {
            kind = self.type_named(lexer, place.element, kind)?.or(kind);
        }
        let mut frame = match kind {
            Some(kind) => {
                let (mode, mixed) = mode_of(tables, kind);
                let mut frame = Frame::new(opened, mode, outside);
                frame.mixed = mixed;
                frame
            }
            None if skipped => Frame::new(opened, Mode::Skip, outside),
            None => self.undeclared(opened, place, outside),
        };
        let mut slots = 0;
        if let Some(Type::Complex(index)) = kind {
            frame.complex = index as u32;
            slots = tables.complexes[index].slots.len();
        }
        frame.counts = self.trail.enter(slots);
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
                    .attribute(lexer, self.attributes[index].name)?;
            }
        } else {
            if frame.mixed && frame.element != u32::MAX {
                let preset = &tables.elements[frame.element as usize].preset;
                frame.exact = preset.as_ref().is_some_and(|preset| preset.fixed);
            }
            self.check_attributes(lexer, &mut frame, kind.unwrap_or(Type::Any))?;
        }
        self.begin_value(&frame);
        self.frames.push(frame);
        Ok(())
    }

    /// An element that must or may have a declaration and has none.
    fn undeclared(&mut self, opened: Opened, place: Place, outside: usize) -> Frame {
        let Opened { start, ordinal, .. } = opened;
        let tables = self.tables;
        if place.process == Process::Lax {
            let mut frame = Frame::new(opened, Mode::Any, outside);
            frame.mixed = true;
            return frame;
        }
        let shown = self.shown(opened.name);
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
            self.report(start, ordinal, None, "cvc-elt.1", &wording);
        } else {
            let wording = Wording::NoDeclaration { name: &shown };
            self.report(start, ordinal, None, "cvc-complex-type.2.4.c", &wording);
        }
        Frame::new(opened, Mode::Skip, outside)
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
        let name = self.shown(frame.name);
        let wording = Wording::Abstract { name: &name };
        self.report(frame.start, frame.ordinal, None, rule, &wording);
    }

    /// The characters of a name of the trail.
    fn shown(&self, name: Span) -> String {
        self.decoded(self.trail.name(name))
    }
}
