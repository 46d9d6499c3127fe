//! Elements and model groups: what may stand in an element, how often, and in which order.

use std::sync::Arc;

use super::super::Error;
use super::super::derivation::Derivations;
use super::super::limits;
use super::super::model::{Content, Element, Particle, Preset, Term, Type};
use super::super::names::Name;
use super::super::node::Node;
use super::{Kind, Reader, attributes, invalid, misplaced, only_refers, unsupported};

impl<'s> Reader<'s> {
    /// The particle that begins a content model, if there is one, and the nodes behind it.
    pub(super) fn particle_of(
        &mut self,
        nodes: &'s [Node],
    ) -> Result<(Option<Particle>, &'s [Node]), Error> {
        match nodes {
            [first, rest @ ..]
                if matches!(first.tag.as_str(), "sequence" | "choice" | "all" | "group") =>
            {
                Ok((self.model_group(first, true)?, rest))
            }
            _ => Ok((None, nodes)),
        }
    }

    /// A sequence, choice, all, or a reference to a named group. `None` when it cannot occur.
    /// `xs:all` is allowed only at the `top` of a content model.
    fn model_group(&mut self, node: &'s Node, top: bool) -> Result<Option<Particle>, Error> {
        let (min, max) = occurs(node)?;
        let mut particle = if node.tag == "group" {
            match (
                node.attribute("ref"),
                node.attribute("name"),
                &node.children[..],
            ) {
                (Some(name), None, []) => {
                    let name = self.reference(name, node)?;
                    self.group(&name, node)?
                }
                _ => return Err(invalid(node, "a group inside a type must be a reference")),
            }
        } else {
            Particle::once(self.term(node)?)
        };
        if matches!(particle.term, Term::All(_)) && (!top || min > 1 || max != Some(1)) {
            return Err(invalid(
                node,
                "xs:all can only be a whole content model, once",
            ));
        }
        (particle.min, particle.max) = (min, max);
        Ok((max != Some(0)).then_some(particle))
    }

    /// A named group, occurring once.
    pub(super) fn group(&mut self, name: &Name, node: &Node) -> Result<Particle, Error> {
        if let Some(known) = self.groups.get(name) {
            return Ok(known.clone());
        }
        let found = self.globals.get(&(Kind::Group, name.clone())).copied();
        let own = found.ok_or_else(|| {
            let shown = self.model.spaces.shown(name);
            invalid(node, &format!("no group {shown} is defined"))
        })?;
        self.enter(Kind::Group, name, own)?;
        let term = match &own.children[..] {
            [inner] if matches!(inner.tag.as_str(), "sequence" | "choice" | "all") => {
                if inner
                    .attribute("minOccurs")
                    .or(inner.attribute("maxOccurs"))
                    .is_some()
                {
                    return Err(invalid(
                        inner,
                        "the content of a named group has no occurrence bounds",
                    ));
                }
                self.term(inner)?
            }
            _ => {
                return Err(invalid(
                    own,
                    "a named group holds one sequence, choice or all",
                ));
            }
        };
        self.leave(Kind::Group, name);
        let particle = Particle::once(term);
        // A few groups that each hold the one before twice would come to more than any memory.
        if parts(&particle) > limits::POSITIONS {
            return Err(unsupported(own, "a group of this size"));
        }
        self.groups.insert(name.clone(), particle.clone());
        Ok(particle)
    }

    fn term(&mut self, node: &'s Node) -> Result<Term, Error> {
        let all = node.tag == "all";
        let mut parts = Vec::new();
        for own in &node.children {
            match own.tag.as_str() {
                "element" => {
                    let (min, max) = occurs(own)?;
                    if all && max.is_none_or(|max| max > 1) {
                        return Err(invalid(own, "an element of xs:all occurs at most once"));
                    }
                    let term = Term::Element(self.local_element(own)?);
                    parts.push(Particle { min, max, term });
                }
                "any" if !all => {
                    let (min, max) = occurs(own)?;
                    let term = Term::Wildcard(Arc::new(self.wildcard(own)?));
                    parts.push(Particle { min, max, term });
                }
                "sequence" | "choice" | "all" | "group" if !all => {
                    parts.extend(self.model_group(own, false)?);
                }
                _ => return Err(misplaced(own)),
            }
        }
        Ok(match node.tag.as_str() {
            "sequence" => Term::Sequence(parts),
            "choice" => Term::Choice(parts),
            _ => Term::All(parts),
        })
    }

    fn local_element(&mut self, node: &'s Node) -> Result<usize, Error> {
        let globals = ["substitutionGroup", "final", "abstract"];
        if let Some(global) = globals.iter().find(|a| node.attribute(a).is_some()) {
            return Err(invalid(node, &format!("a local element has no {global}")));
        }
        let Some(name) = node.attribute("ref") else {
            let default = self.document(node).qualified_elements;
            let name = self.own_name(node, Self::is_qualified(node, default)?)?;
            return self.declare(name, node);
        };
        only_refers(
            node,
            &[
                "name", "type", "nillable", "default", "fixed", "form", "block",
            ],
        )?;
        let name = self.reference(name, node)?;
        self.global_element(&name, node)
    }

    /// A global element, made when it is first needed.
    pub(super) fn global_element(&mut self, name: &Name, node: &Node) -> Result<usize, Error> {
        if let Some(&known) = self.elements.get(name) {
            return Ok(known);
        }
        let found = self.globals.get(&(Kind::Element, name.clone())).copied();
        let own = found.ok_or_else(|| {
            let shown = self.model.spaces.shown(name);
            invalid(node, &format!("no element {shown} is defined"))
        })?;
        self.enter(Kind::Element, name, own)?;
        let element = self.declare(name.clone(), own)?;
        self.leave(Kind::Element, name);
        self.elements.insert(name.clone(), element);
        Ok(element)
    }

    fn declare(&mut self, name: Name, node: &'s Node) -> Result<usize, Error> {
        let head = match node.attribute("substitutionGroup") {
            Some(head) => {
                let head = self.reference(head, node)?;
                Some(self.global_element(&head, node)?)
            }
            None => None,
        };
        let (inline, rest) = match &node.children[..] {
            [first, rest @ ..] if matches!(first.tag.as_str(), "simpleType" | "complexType") => {
                (Some(first), rest)
            }
            rest => (None, rest),
        };
        let kind = match (node.attribute("type"), inline) {
            (None, None) => head.map_or(Type::Any, |head| self.model.elements[head].kind),
            (Some(name), None) => self.type_by_name(name, node)?,
            (None, Some(own)) if own.tag == "simpleType" => Type::Simple(self.inline_simple(own)?),
            (None, Some(own)) => {
                let globals = ["name", "abstract", "final", "block"];
                if globals.iter().any(|a| own.attribute(a).is_some()) {
                    let reason = "a type inside an element has no name, abstract, final or block";
                    return Err(invalid(own, reason));
                }
                Type::Complex(self.postpone(own)?)
            }
            _ => return Err(invalid(node, "an element has one type")),
        };
        let mut constraints = Vec::new();
        for own in rest {
            constraints.push(self.constraint(own)?);
        }
        let document = self.document(node);
        let both = Derivations::EXTENSION | Derivations::RESTRICTION;
        let all = both | Derivations::SUBSTITUTION;
        self.model.elements.push(Element {
            name,
            kind,
            nillable: Self::flag(node, "nillable"),
            preset: attributes::preset(node)?,
            is_abstract: Self::flag(node, "abstract"),
            block: Self::derivations(node, "block", document.block, all)?,
            finals: Self::derivations(node, "final", document.finals, both)?,
            head,
            constraints,
            place: node.place.clone(),
            scope: node.scope.clone(),
        });
        Ok(self.model.elements.len() - 1)
    }

    /// Holds every element's `default` or `fixed` against its type, once all types are known.
    pub(super) fn check_presets(&mut self) -> Result<(), Error> {
        for index in 0..self.model.elements.len() {
            let element = &self.model.elements[index];
            let Some(Preset { text, .. }) = &element.preset else {
                continue;
            };
            let node = Node {
                tag: String::new(),
                attributes: Vec::new(),
                place: element.place.clone(),
                children: Vec::new(),
                scope: element.scope.clone(),
                document: 0,
                redefinitions: 0,
            };
            let simple = match element.kind {
                Type::Any => None,
                Type::Simple(simple) => Some(simple),
                Type::Complex(index) => match &self.model.complexes[index].content {
                    Content::Simple(simple) => Some(*simple),
                    Content::Elements {
                        particle,
                        mixed: true,
                    } if particle.is_emptiable() => None,
                    _ => {
                        let reason = "an element with children has neither default nor fixed";
                        return Err(invalid(&node, reason));
                    }
                },
            };
            if let Some(simple) = simple {
                let value = self.preset_value(simple, text, &node)?;
                if let Some(preset) = &mut self.model.elements[index].preset {
                    preset.value = value;
                }
            }
        }
        Ok(())
    }
}

/// `minOccurs` and `maxOccurs`.
fn occurs(node: &Node) -> Result<(u32, Option<u32>), Error> {
    let number = |attribute: &str| match node.attribute(attribute).map(str::trim) {
        None => Ok(Some(1)),
        Some("unbounded") if attribute == "maxOccurs" => Ok(None),
        Some(text) => {
            let digits = text.strip_prefix('+').unwrap_or(text);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(invalid(node, &format!("{attribute} is no number")));
            }
            match digits.parse() {
                Ok(number) => Ok(Some(number)),
                // No document that we read has as many elements, so the bound bounds nothing.
                Err(_) if attribute == "maxOccurs" => Ok(None),
                Err(_) => Err(unsupported(node, "minOccurs beyond 2^32")),
            }
        }
    };
    let (min, max) = (number("minOccurs")?.unwrap_or(1), number("maxOccurs")?);
    if max.is_some_and(|max| min > max) {
        return Err(invalid(node, "minOccurs is more than maxOccurs"));
    }
    Ok((min, max))
}

/// The parts of a particle, groups included.
fn parts(particle: &Particle) -> usize {
    match &particle.term {
        Term::Element(_) | Term::Wildcard(_) => 1,
        Term::Sequence(inner) | Term::Choice(inner) | Term::All(inner) => {
            1 + inner.iter().map(parts).sum::<usize>()
        }
    }
}
