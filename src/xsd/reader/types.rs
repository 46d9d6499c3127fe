//! Complex types, attributes and attribute groups.

use xsd_parser::models::schema::QName;
use xsd_parser::models::schema::xs::{
    AttributeGroupType, AttributeGroupTypeContent, AttributeType, ComplexBaseType,
    ComplexBaseTypeContent, ComplexContentContent, ExtensionType, ExtensionTypeContent,
    SchemaContent, SimpleContentContent, Use,
};

use super::super::Error;
use super::super::model::{Attribute, Complex, Content, Particle, Preset, Term, Type};
use super::super::places::Node;
use super::super::simple::Simple;
use super::{Reader, Space, invalid, pair, reference, unsupported};

/// How far a complex type has come. Content is read late, because types may contain each other.
#[derive(Clone, Copy)]
pub(super) enum State<'s> {
    Waiting(&'s ComplexBaseType, &'s Node),
    Busy,
    Done,
}

impl<'s> Reader<'s> {
    /// Gives the type its index and leaves its content for later.
    pub(super) fn postpone(&mut self, part: &'s ComplexBaseType, node: &'s Node) -> usize {
        self.model.complexes.push(Complex {
            place: node.place.clone(),
            ..Complex::default()
        });
        self.pending.push(State::Waiting(part, node));
        self.pending.len() - 1
    }

    /// Reads the content of a type if that has not happened yet.
    pub(super) fn complete(&mut self, index: usize) -> Result<(), Error> {
        let State::Waiting(part, node) = self.pending[index] else {
            return Ok(());
        };
        self.pending[index] = State::Busy;
        let complex = self.complex_type(part, node)?;
        self.model.complexes[index] = Complex {
            place: node.place.clone(),
            ..complex
        };
        self.pending[index] = State::Done;
        Ok(())
    }

    fn complex_type(
        &mut self,
        part: &'s ComplexBaseType,
        node: &'s Node,
    ) -> Result<Complex, Error> {
        use ComplexBaseTypeContent as C;
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        let parts = pair(content, node, &node.children)?;
        let mut mixed = part.mixed.unwrap_or(false);
        let mut complex = Complex::default();
        let mut particle = None;
        for (n, (part, own)) in parts.iter().copied().enumerate() {
            match part {
                C::SimpleContent(content) if parts.len() == 1 => {
                    let inner = content
                        .content
                        .iter()
                        .filter(|part| !matches!(part, SimpleContentContent::Annotation(_)));
                    return match pair(inner, own, &own.children)?[..] {
                        [(SimpleContentContent::Extension(extension), own)] => {
                            self.simple_extension(extension, own)
                        }
                        _ => Err(unsupported(own, "xs:restriction in xs:simpleContent")),
                    };
                }
                C::ComplexContent(content) if parts.len() == 1 => {
                    mixed = content.mixed.unwrap_or(mixed);
                    let inner = content
                        .content
                        .iter()
                        .filter(|part| !matches!(part, ComplexContentContent::Annotation(_)));
                    return match pair(inner, own, &own.children)?[..] {
                        [(ComplexContentContent::Extension(extension), own)] => {
                            self.complex_extension(extension, own, mixed)
                        }
                        _ => Err(unsupported(own, "xs:restriction in xs:complexContent")),
                    };
                }
                C::Sequence(group) | C::Choice(group) | C::All(group) | C::Group(group)
                    if n == 0 =>
                {
                    particle = self.model_group(group, own, true)?;
                }
                C::Attribute(attribute) => {
                    self.attribute(attribute, own, &mut complex.attributes)?
                }
                C::AttributeGroup(group) => {
                    self.attribute_group_ref(group, own, &mut complex.attributes)?
                }
                _ => return Err(invalid(own, &format!("xs:{} cannot stand here", own.tag))),
            }
        }
        complex.content = content_of(particle, mixed);
        Ok(complex)
    }

    fn simple_extension(
        &mut self,
        part: &'s ExtensionType,
        node: &'s Node,
    ) -> Result<Complex, Error> {
        let mut complex = match self.base(&part.base, node)? {
            (Type::Simple(simple), _) => Complex {
                content: Content::Simple(simple),
                ..Complex::default()
            },
            (_, Some(base)) if matches!(base.content, Content::Simple(_)) => base,
            _ => return Err(invalid(node, "the base has no simple content")),
        };
        if self
            .extension(part, node, &mut complex.attributes)?
            .is_some()
        {
            return Err(invalid(node, "simple content cannot have children"));
        }
        Ok(complex)
    }

    fn complex_extension(
        &mut self,
        part: &'s ExtensionType,
        node: &'s Node,
        mixed: bool,
    ) -> Result<Complex, Error> {
        let (_, Some(mut complex)) = self.base(&part.base, node)? else {
            return Err(unsupported(
                node,
                "xs:complexContent without a complex base",
            ));
        };
        let own = self
            .extension(part, node, &mut complex.attributes)?
            .and_then(Particle::normalised);
        let all = |particle: &Particle| matches!(particle.term, Term::All(_));
        complex.content = match (complex.content, own) {
            (Content::Simple(_), _) => return Err(invalid(node, "the base has simple content")),
            (Content::Empty, own) => content_of(own, mixed),
            (Content::Elements { mixed: base, .. }, _) if base != mixed => {
                return Err(invalid(
                    node,
                    "base and extension must both be mixed or both not",
                ));
            }
            (content, None) => content,
            (Content::Elements { particle, .. }, Some(own)) => {
                if all(&particle) || all(&own) {
                    return Err(invalid(node, "xs:all cannot be extended"));
                }
                let both = Term::Sequence(vec![particle, own]);
                content_of(
                    Some(Particle {
                        min: 1,
                        max: Some(1),
                        term: both,
                    }),
                    mixed,
                )
            }
        };
        Ok(complex)
    }

    /// The base of an extension, and its content when it is a complex type.
    fn base(&mut self, name: &QName, node: &Node) -> Result<(Type, Option<Complex>), Error> {
        let kind = self.type_by_name(name, node)?;
        let Type::Complex(index) = kind else {
            return Ok((kind, None));
        };
        if matches!(self.pending[index], State::Busy) {
            return Err(invalid(node, "the type is derived from itself"));
        }
        self.complete(index)?;
        Ok((kind, Some(self.model.complexes[index].clone())))
    }

    /// What an extension adds: its particle, and its attributes to `attributes`.
    fn extension(
        &mut self,
        part: &'s ExtensionType,
        node: &'s Node,
        attributes: &mut Vec<Attribute>,
    ) -> Result<Option<Particle>, Error> {
        use ExtensionTypeContent as C;
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        let mut particle = None;
        for (n, (part, own)) in pair(content, node, &node.children)?.into_iter().enumerate() {
            match part {
                C::Sequence(group) | C::Choice(group) | C::All(group) | C::Group(group)
                    if n == 0 =>
                {
                    particle = self.model_group(group, own, true)?;
                }
                C::Attribute(attribute) => self.attribute(attribute, own, attributes)?,
                C::AttributeGroup(group) => self.attribute_group_ref(group, own, attributes)?,
                _ => return Err(invalid(own, &format!("xs:{} cannot stand here", own.tag))),
            }
        }
        Ok(particle)
    }

    fn attribute(
        &mut self,
        part: &'s AttributeType,
        node: &'s Node,
        out: &mut Vec<Attribute>,
    ) -> Result<(), Error> {
        let mut attribute = match &part.ref_ {
            Some(name) => {
                if let Some(other) = ["name", "type", "form"]
                    .iter()
                    .find(|a| node.attribute(a).is_some())
                {
                    return Err(invalid(
                        node,
                        &format!("ref and {other} exclude each other"),
                    ));
                }
                let (local, built_in) = reference(name, node)?;
                if built_in || !node.children.is_empty() {
                    return Err(invalid(
                        node,
                        "the reference names no attribute of the schema",
                    ));
                }
                self.global_attribute(&local, node)?
            }
            None => self.declared_attribute(part, node)?,
        };
        let own = preset(node)?;
        if own.is_some() && attribute.preset.is_some() && own != attribute.preset {
            return Err(unsupported(
                node,
                "a reference that changes default or fixed",
            ));
        }
        attribute.preset = own.or(attribute.preset);
        attribute.required = part.use_ == Use::Required;
        if matches!(attribute.preset, Some(Preset::Default(_))) && part.use_ != Use::Optional {
            return Err(invalid(
                node,
                "an attribute with a default must be optional",
            ));
        }
        if part.use_ == Use::Prohibited {
            return Ok(());
        }
        if out.iter().any(|known| known.name == attribute.name) {
            return Err(invalid(
                node,
                &format!("the attribute {} stands twice", attribute.name),
            ));
        }
        out.push(attribute);
        Ok(())
    }

    /// A global attribute, for references to it.
    pub(super) fn global_attribute(&mut self, name: &str, node: &Node) -> Result<Attribute, Error> {
        match self
            .globals
            .get(&(Space::Attribute, name.to_owned()))
            .copied()
        {
            Some((SchemaContent::Attribute(part), own)) => self.declared_attribute(part, own),
            _ => Err(invalid(node, &format!("no attribute {name} is defined"))),
        }
    }

    fn declared_attribute(
        &mut self,
        part: &'s AttributeType,
        node: &'s Node,
    ) -> Result<Attribute, Error> {
        let name = part
            .name
            .as_deref()
            .ok_or_else(|| invalid(node, "the attribute has no name"))?
            .trim()
            .to_owned();
        if name == "xmlns" {
            return Err(invalid(node, "an attribute cannot be called xmlns"));
        }
        let simple = match (&part.type_, &part.simple_type, &node.children[..]) {
            (Some(name), None, []) => self.simple_by_name(name, node)?,
            (None, Some(inline), [own]) => self.simple_type(inline, own)?,
            (None, None, []) => {
                let any = Simple::builtin("anySimpleType")
                    .ok_or_else(|| unsupported(node, "xs:anySimpleType"))?;
                self.store(any)
            }
            _ => return Err(invalid(node, "an attribute has one type")),
        };
        let preset = preset(node)?;
        self.check_preset(simple, preset.as_ref(), node)?;
        Ok(Attribute {
            name,
            simple,
            required: false,
            preset,
        })
    }

    fn attribute_group_ref(
        &mut self,
        part: &'s AttributeGroupType,
        node: &'s Node,
        out: &mut Vec<Attribute>,
    ) -> Result<(), Error> {
        match &part.ref_ {
            Some(name) if part.name.is_none() && node.children.is_empty() => {
                let (local, _) = reference(name, node)?;
                self.attribute_group(&local, node, out)
            }
            _ => Err(invalid(
                node,
                "an attribute group inside a type must be a reference",
            )),
        }
    }

    /// Adds the attributes of a named group to `out`.
    pub(super) fn attribute_group(
        &mut self,
        name: &str,
        node: &Node,
        out: &mut Vec<Attribute>,
    ) -> Result<(), Error> {
        use AttributeGroupTypeContent as C;
        let found = self
            .globals
            .get(&(Space::AttributeGroup, name.to_owned()))
            .copied();
        let Some((SchemaContent::AttributeGroup(part), own)) = found else {
            return Err(invalid(
                node,
                &format!("no attribute group {name} is defined"),
            ));
        };
        self.enter(Space::AttributeGroup, name, own)?;
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, C::Annotation(_)));
        for (part, node) in pair(content, own, &own.children)? {
            match part {
                C::Attribute(attribute) => self.attribute(attribute, node, out)?,
                C::AttributeGroup(group) => self.attribute_group_ref(group, node, out)?,
                _ => return Err(unsupported(node, &format!("xs:{}", node.tag))),
            }
        }
        self.leave(Space::AttributeGroup, name);
        Ok(())
    }
}

/// The content that a particle makes.
fn content_of(particle: Option<Particle>, mixed: bool) -> Content {
    let nothing = || Particle {
        min: 1,
        max: Some(1),
        term: Term::Sequence(Vec::new()),
    };
    match particle.and_then(Particle::normalised) {
        Some(particle) => Content::Elements { particle, mixed },
        None if mixed => Content::Elements {
            particle: nothing(),
            mixed,
        },
        None => Content::Empty,
    }
}

/// The `default` or `fixed` value of a declaration.
pub(super) fn preset(node: &Node) -> Result<Option<Preset>, Error> {
    match (node.attribute("default"), node.attribute("fixed")) {
        (None, None) => Ok(None),
        (Some(value), None) => Ok(Some(Preset::Default(value.to_owned()))),
        (None, Some(value)) => Ok(Some(Preset::Fixed(value.to_owned()))),
        (Some(_), Some(_)) => Err(invalid(node, "default and fixed exclude each other")),
    }
}
