//! Elements and model groups: what may stand in an element, how often, and in which order.

use xsd_parser::models::schema::MaxOccurs;
use xsd_parser::models::schema::xs::{
    ElementType, ElementTypeContent, GroupType, GroupTypeContent, SchemaContent,
};

use super::super::model::{Content, Element, Particle, Preset, Term, Type};
use super::super::places::Node;
use super::super::{Error, Length, value};
use super::{Reader, Space, invalid, pair, reference, types, unsupported};

impl<'s> Reader<'s> {
    /// A sequence, choice, all, or a reference to a named group. `None` when it cannot occur.
    /// `xs:all` is allowed only at the `top` of a content model.
    pub(super) fn model_group(
        &mut self,
        part: &'s GroupType,
        node: &'s Node,
        top: bool,
    ) -> Result<Option<Particle>, Error> {
        let (min, max) = occurs(part.min_occurs, part.max_occurs, node)?;
        let mut particle = match (&part.ref_, node.tag.as_str()) {
            (Some(name), "group") if part.name.is_none() && node.children.is_empty() => {
                let (local, _) = reference(name, node)?;
                self.group(&local, node)?
            }
            (None, "sequence" | "choice" | "all") => Particle {
                min,
                max,
                term: self.term(part, node)?,
            },
            _ => return Err(invalid(node, "a group inside a type must be a reference")),
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
    pub(super) fn group(&mut self, name: &str, node: &Node) -> Result<Particle, Error> {
        let found = self.globals.get(&(Space::Group, name.to_owned())).copied();
        let Some((SchemaContent::Group(part), own)) = found else {
            return Err(invalid(node, &format!("no group {name} is defined")));
        };
        self.enter(Space::Group, name, own)?;
        use GroupTypeContent as C;
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        let term = match pair(content, own, &own.children)?[..] {
            [(C::Sequence(inner) | C::Choice(inner) | C::All(inner), inner_node)] => {
                if inner_node
                    .attribute("minOccurs")
                    .or(inner_node.attribute("maxOccurs"))
                    .is_some()
                {
                    return Err(invalid(
                        inner_node,
                        "the content of a named group has no occurrence bounds",
                    ));
                }
                self.term(inner, inner_node)?
            }
            _ => {
                return Err(invalid(
                    own,
                    "a named group holds one sequence, choice or all",
                ));
            }
        };
        self.leave(Space::Group, name);
        Ok(Particle {
            min: 1,
            max: Some(1),
            term,
        })
    }

    fn term(&mut self, part: &'s GroupType, node: &'s Node) -> Result<Term, Error> {
        use GroupTypeContent as C;
        let all = node.tag == "all";
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        let mut parts = Vec::new();
        for (part, own) in pair(content, node, &node.children)? {
            match part {
                C::Element(element) => {
                    let (min, max) = occurs(element.min_occurs, element.max_occurs, own)?;
                    if all && max.is_none_or(|max| max > 1) {
                        return Err(invalid(own, "an element of xs:all occurs at most once"));
                    }
                    let term = Term::Element(self.local_element(element, own)?);
                    parts.push(Particle { min, max, term });
                }
                C::Sequence(group) | C::Choice(group) | C::All(group) | C::Group(group) if !all => {
                    let none = Particle {
                        min: 0,
                        max: Some(0),
                        term: Term::Sequence(Vec::new()),
                    };
                    parts.push(self.model_group(group, own, false)?.unwrap_or(none));
                }
                _ => return Err(invalid(own, &format!("xs:{} cannot stand here", own.tag))),
            }
        }
        Ok(match node.tag.as_str() {
            "sequence" => Term::Sequence(parts),
            "choice" => Term::Choice(parts),
            _ => Term::All(parts),
        })
    }

    fn local_element(&mut self, part: &'s ElementType, node: &'s Node) -> Result<usize, Error> {
        let Some(name) = &part.ref_ else {
            return self.declare(part, node);
        };
        let others = ["name", "type", "nillable", "default", "fixed", "form"];
        if let Some(other) = others.iter().find(|a| node.attribute(a).is_some()) {
            return Err(invalid(
                node,
                &format!("ref and {other} exclude each other"),
            ));
        }
        let (local, built_in) = reference(name, node)?;
        if built_in || !node.children.is_empty() {
            return Err(invalid(
                node,
                "the reference names no element of the schema",
            ));
        }
        self.global_element(&local, node)
    }

    /// A global element, made when it is first needed.
    pub(super) fn global_element(&mut self, name: &str, node: &Node) -> Result<usize, Error> {
        if let Some(&known) = self.elements.get(name) {
            return Ok(known);
        }
        match self
            .globals
            .get(&(Space::Element, name.to_owned()))
            .copied()
        {
            Some((SchemaContent::Element(part), own)) => {
                let element = self.declare(part, own)?;
                self.elements.insert(name.to_owned(), element);
                Ok(element)
            }
            _ => Err(invalid(node, &format!("no element {name} is defined"))),
        }
    }

    fn declare(&mut self, part: &'s ElementType, node: &'s Node) -> Result<usize, Error> {
        use ElementTypeContent as C;
        let name = part
            .name
            .as_deref()
            .ok_or_else(|| invalid(node, "the element has no name"))?
            .trim()
            .to_owned();
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        let kind = match (&part.type_, &pair(content, node, &node.children)?[..]) {
            (None, []) => Type::Any,
            (Some(name), []) => self.type_by_name(name, node)?,
            (None, [(C::SimpleType(inline), own)]) => Type::Simple(self.simple_type(inline, own)?),
            (None, [(C::ComplexType(inline), own)]) => {
                if inline.name.is_some() {
                    return Err(invalid(own, "a type inside an element has no name"));
                }
                Type::Complex(self.postpone(inline, own))
            }
            _ => return Err(invalid(node, "an element has one type")),
        };
        let preset = types::preset(node)?;
        let place = node.place.clone();
        self.model.elements.push(Element {
            name,
            kind,
            nillable: part.nillable.unwrap_or(false),
            preset,
            place,
        });
        Ok(self.model.elements.len() - 1)
    }

    /// Holds every element's `default` or `fixed` against its type, once all types are known.
    pub(super) fn check_presets(&mut self) -> Result<(), Error> {
        for element in &self.model.elements {
            if element.preset.is_none() {
                continue;
            }
            let node = Node {
                tag: String::new(),
                attributes: Vec::new(),
                place: element.place.clone(),
                children: Vec::new(),
            };
            let simple = match element.kind {
                Type::Simple(simple) => simple,
                Type::Complex(index) => match self.model.complexes[index].content {
                    Content::Simple(simple) => simple,
                    _ => {
                        return Err(unsupported(
                            &node,
                            "@default or @fixed on an element with children",
                        ));
                    }
                },
                Type::Any => return Err(unsupported(&node, "@default or @fixed on xs:anyType")),
            };
            self.check_preset(simple, element.preset.as_ref(), &node)?;
        }
        Ok(())
    }

    /// A `default` or `fixed` value must be a value of the type.
    pub(super) fn check_preset(
        &self,
        simple: usize,
        preset: Option<&Preset>,
        node: &Node,
    ) -> Result<(), Error> {
        let Some(Preset::Default(text) | Preset::Fixed(text)) = preset else {
            return Ok(());
        };
        value::check(
            &self.model.simples[simple],
            text,
            &mut String::new(),
            Length::CodePoints,
        )
        .map_err(|broken| invalid(node, &broken.message.to_string()))
    }
}

fn occurs(min: usize, max: MaxOccurs, node: &Node) -> Result<(u32, Option<u32>), Error> {
    let number = |count: usize| {
        u32::try_from(count).map_err(|_| unsupported(node, "an occurrence bound beyond 2^32"))
    };
    let max = match max {
        MaxOccurs::Unbounded => None,
        MaxOccurs::Bounded(max) => Some(number(max)?),
    };
    let min = number(min)?;
    if max.is_some_and(|max| min > max) {
        return Err(invalid(node, "minOccurs is more than maxOccurs"));
    }
    Ok((min, max))
}
