//! Complex types: their content and attributes, and what they inherit.

use std::sync::Arc;

use super::super::Error;
use super::super::derivation::{Base, Derivations, derived};
use super::super::model::{Complex, Content, Particle, Term, Type};
use super::super::node::Node;
use super::super::simple::Simple;
use super::super::wildcard::Wildcard;
use super::attributes::Uses;
use super::simple::is_facet;
use super::{Reader, invalid, misplaced, unsupported};

/// How far a complex type has come. Content is read late, because types may contain each other.
#[derive(Clone, Copy)]
pub(super) enum State<'s> {
    Waiting(&'s Node),
    Busy,
    Done,
}

/// What the definition says before it is put together with its base.
struct Own<'s> {
    node: &'s Node,
    method: Derivations,
    mixed: bool,
    kind: Type,
    /// The base's content, if it is a complex type.
    base: Complex,
}

/// Types that may wait for each other's content. Each takes room on the stack, and no schema needs more than a few.
const STEPS: usize = 64;

impl<'s> Reader<'s> {
    /// Gives the type its index and leaves its content for later.
    pub(super) fn postpone(&mut self, node: &'s Node) -> Result<usize, Error> {
        let document = self.document(node);
        let both = Derivations::EXTENSION | Derivations::RESTRICTION;
        self.model.complexes.push(Complex {
            place: node.place.clone(),
            is_abstract: Self::flag(node, "abstract"),
            block: Self::derivations(node, "block", document.block, both)?,
            finals: Self::derivations(node, "final", document.finals, both)?,
            ..Complex::default()
        });
        self.pending.push(State::Waiting(node));
        Ok(self.pending.len() - 1)
    }

    /// Reads the content of a type if that has not happened yet.
    pub(super) fn complete(&mut self, index: usize) -> Result<(), Error> {
        let State::Waiting(node) = self.pending[index] else {
            return Ok(());
        };
        if self.completing == STEPS {
            return Err(unsupported(node, "types derived over more than 64 steps"));
        }
        self.pending[index] = State::Busy;
        self.completing += 1;
        let made = self.complex_type(node)?;
        self.completing -= 1;
        let kept = &mut self.model.complexes[index];
        kept.content = made.content;
        kept.written = made.written;
        kept.attributes = made.attributes;
        kept.wildcard = made.wildcard;
        kept.base = made.base;
        self.pending[index] = State::Done;
        Ok(())
    }

    fn complex_type(&mut self, node: &'s Node) -> Result<Complex, Error> {
        let mixed = Self::flag(node, "mixed");
        match &node.children[..] {
            [content] if matches!(content.tag.as_str(), "simpleContent" | "complexContent") => {
                let [own] = &content.children[..] else {
                    return Err(invalid(content, "it holds one restriction or extension"));
                };
                let method = match own.tag.as_str() {
                    "extension" => Derivations::EXTENSION,
                    "restriction" => Derivations::RESTRICTION,
                    _ => return Err(misplaced(own)),
                };
                let mixed = match content.attribute("mixed") {
                    Some(_) => Self::flag(content, "mixed"),
                    None => mixed,
                };
                let (kind, base) = self.base(own, method)?;
                let own = Own {
                    node: own,
                    method,
                    mixed,
                    kind,
                    base,
                };
                if content.tag == "simpleContent" {
                    self.simple_content(own)
                } else {
                    self.complex_content(own)
                }
            }
            nodes => {
                let (particle, rest) = self.particle_of(nodes)?;
                let uses = self.uses(rest)?;
                Ok(Complex {
                    content: content_of(particle.clone(), mixed),
                    written: particle,
                    attributes: uses.attributes,
                    wildcard: uses.wildcard,
                    ..Complex::default()
                })
            }
        }
    }

    /// The base of a derivation, and its content when it is a complex type.
    fn base(&mut self, node: &'s Node, method: Derivations) -> Result<(Type, Complex), Error> {
        let name = node
            .attribute("base")
            .ok_or_else(|| invalid(node, "the derivation has no base"))?;
        let kind = self.type_by_name(name, node)?;
        let Type::Complex(index) = kind else {
            return Ok((kind, Complex::default()));
        };
        if matches!(self.pending[index], State::Busy) {
            return Err(invalid(node, "the type is derived from itself"));
        }
        self.complete(index)?;
        let base = self.model.complexes[index].clone();
        if base.finals.meets(method) {
            return Err(invalid(node, "the base is final"));
        }
        Ok((kind, base))
    }

    fn simple_content(&mut self, own: Own<'s>) -> Result<Complex, Error> {
        let node = own.node;
        let restricts = own.method == Derivations::RESTRICTION;
        let inherited = match (own.kind, &own.base.content) {
            (Type::Simple(simple), _) if !restricts => Some(simple),
            (Type::Complex(_), Content::Simple(simple)) => Some(*simple),
            (
                Type::Complex(_),
                Content::Elements {
                    particle,
                    mixed: true,
                },
            ) if restricts && particle.is_emptiable() => None,
            _ => return Err(invalid(node, "the base has no simple content")),
        };
        let mut nodes = &node.children[..];
        let mut simple = inherited;
        if restricts {
            if let [inline, rest @ ..] = nodes
                && inline.tag == "simpleType"
            {
                let inner = self.inline_simple(inline)?;
                if let Some(outer) = inherited
                    && derived(&self.model, Type::Simple(inner), Type::Simple(outer)).is_none()
                {
                    return Err(invalid(inline, "the type is not derived from the base's"));
                }
                simple = Some(inner);
                nodes = rest;
            }
            let facets = nodes.iter().take_while(|inner| is_facet(inner)).count();
            let base = simple.ok_or_else(|| invalid(node, "a simple type is wanted here"))?;
            if facets > 0 {
                let made = self.restricted(base, &nodes[..facets], node)?;
                simple = Some(self.store(Simple {
                    finals: Derivations::default(),
                    ..made
                }));
            }
            nodes = &nodes[facets..];
        }
        let simple = simple.ok_or_else(|| invalid(node, "a simple type is wanted here"))?;
        let uses = self.uses(nodes)?;
        let mut complex = self.inherit(&own, uses)?;
        complex.content = Content::Simple(simple);
        Ok(complex)
    }

    fn complex_content(&mut self, own: Own<'s>) -> Result<Complex, Error> {
        let (node, mixed) = (own.node, own.mixed);
        let restricts = own.method == Derivations::RESTRICTION;
        let (particle, rest) = self.particle_of(&node.children)?;
        let uses = self.uses(rest)?;
        let written = particle.clone();
        let particle = particle.and_then(Particle::normalised);
        let base = match own.kind {
            Type::Simple(_) => return Err(invalid(node, "the base is no complex type")),
            Type::Any => anything(),
            Type::Complex(_) => own.base.content.clone(),
        };
        let content = match (base, particle) {
            // An extension by nothing keeps the content that there is.
            (Content::Simple(simple), None) if !restricts && !mixed => Content::Simple(simple),
            (Content::Simple(_), _) => return Err(invalid(node, "the base has simple content")),
            (base, particle) if restricts => {
                let wrong = match &base {
                    Content::Empty => mixed || particle.is_some(),
                    Content::Elements { mixed: false, .. } => mixed,
                    _ => false,
                };
                if wrong {
                    return Err(invalid(node, "the restriction allows more than its base"));
                }
                if let (Content::Elements { particle: base, .. }, None) = (&base, &particle)
                    && !base.is_emptiable()
                {
                    return Err(invalid(node, "the base cannot be empty"));
                }
                content_of(particle, mixed)
            }
            (Content::Empty, own) => content_of(own, mixed),
            (content, None) if !mixed => content,
            (Content::Elements { mixed: base, .. }, _) if base != mixed => {
                let reason = "base and extension must both be mixed or both not";
                return Err(invalid(node, reason));
            }
            (content, None) => content,
            (Content::Elements { particle, .. }, Some(own)) => {
                let all = |particle: &Particle| matches!(particle.term, Term::All(_));
                if all(&particle) || all(&own) {
                    return Err(invalid(node, "xs:all cannot be extended"));
                }
                let both = Particle::once(Term::Sequence(vec![particle, own]));
                content_of(Some(both), mixed)
            }
        };
        if let (true, Type::Complex(base), Some(written)) = (restricts, own.kind, &written) {
            self.restrictions.push((written.clone(), base, node));
        }
        let mut complex = self.inherit(&own, uses)?;
        complex.content = content;
        complex.written = match (&own.base.written, written) {
            (_, written) if restricts => written,
            (None, written) => written,
            (Some(base), None) => Some(base.clone()),
            (Some(base), Some(own)) => {
                Some(Particle::once(Term::Sequence(vec![base.clone(), own])))
            }
        };
        Ok(complex)
    }

    /// Puts the base's attributes and the type's own together.
    fn inherit(&self, own: &Own<'s>, uses: Uses) -> Result<Complex, Error> {
        let node = own.node;
        let base = (own.base.attributes.clone(), own.base.wildcard.clone());
        let (attributes, wildcard) = match (own.method, own.kind) {
            (Derivations::EXTENSION, Type::Any) => {
                let base = (Vec::new(), Some(Arc::new(Wildcard::any())));
                self.extended(base, uses, node)?
            }
            (Derivations::EXTENSION, _) => self.extended(base, uses, node)?,
            (_, Type::Any) => self.narrowed(None, uses, node)?,
            _ => self.narrowed(Some(base), uses, node)?,
        };
        let mut ids = attributes
            .iter()
            .filter(|attribute| self.model.simples[attribute.simple].base == "ID");
        if ids.nth(1).is_some() {
            let reason = "a type can have one attribute of type xs:ID only";
            return Err(invalid(node, reason));
        }
        Ok(Complex {
            attributes,
            wildcard,
            base: Base {
                kind: own.kind,
                method: own.method,
            },
            ..Complex::default()
        })
    }
}

/// The content of `xs:anyType`.
pub(super) fn anything() -> Content {
    Content::Elements {
        particle: Particle {
            min: 0,
            max: None,
            term: Term::Wildcard(Arc::new(Wildcard::any())),
        },
        mixed: true,
    }
}

/// The content that a particle makes.
fn content_of(particle: Option<Particle>, mixed: bool) -> Content {
    match particle.and_then(Particle::normalised) {
        Some(particle) => Content::Elements { particle, mixed },
        None if mixed => Content::Elements {
            particle: Particle::once(Term::Sequence(Vec::new())),
            mixed,
        },
        None => Content::Empty,
    }
}
