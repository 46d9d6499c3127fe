//! Simple types of the schema, and what names of types refer to.

use xsd_parser::models::schema::QName;
use xsd_parser::models::schema::xs::{
    Facet, RestrictionContent, SchemaContent, SimpleBaseType, SimpleBaseTypeContent,
};

use super::super::Error;
use super::super::facets;
use super::super::model::Type;
use super::super::places::Node;
use super::super::simple::Simple;
use super::{Reader, Space, invalid, pair, reference, unsupported};

impl<'s> Reader<'s> {
    /// The type that a `type` or `base` attribute names.
    pub(super) fn type_by_name(&mut self, name: &QName, node: &Node) -> Result<Type, Error> {
        let (local, built_in) = reference(name, node)?;
        if !built_in {
            return self.named_type(&local, node);
        }
        let key = format!("xs:{local}");
        if let Some(known) = self.types.get(&key) {
            return Ok(*known);
        }
        let kind = match local.as_str() {
            "anyType" => Type::Any,
            _ => {
                let simple = Simple::builtin(&local).ok_or_else(|| unsupported(node, &key))?;
                Type::Simple(self.store(simple))
            }
        };
        self.types.insert(key, kind);
        Ok(kind)
    }

    /// A type that the schema defines under this name.
    pub(super) fn named_type(&mut self, name: &str, node: &Node) -> Result<Type, Error> {
        if let Some(known) = self.types.get(name) {
            return Ok(*known);
        }
        let found = self.globals.get(&(Space::Type, name.to_owned())).copied();
        let kind = match found {
            Some((SchemaContent::SimpleType(part), own)) => {
                self.enter(Space::Type, name, own)?;
                let simple = self.simple_type(part, own)?;
                self.leave(Space::Type, name);
                Type::Simple(simple)
            }
            Some((SchemaContent::ComplexType(part), own)) => {
                Type::Complex(self.postpone(part, own))
            }
            _ => return Err(invalid(node, &format!("no type {name} is defined"))),
        };
        self.types.insert(name.to_owned(), kind);
        Ok(kind)
    }

    /// The simple type of this name, for attributes and derivations.
    pub(super) fn simple_by_name(&mut self, name: &QName, node: &Node) -> Result<usize, Error> {
        match self.type_by_name(name, node)? {
            Type::Simple(simple) => Ok(simple),
            _ => Err(invalid(node, "a simple type is wanted here")),
        }
    }

    /// Makes a simple type out of its definition.
    pub(super) fn simple_type(
        &mut self,
        part: &'s SimpleBaseType,
        node: &'s Node,
    ) -> Result<usize, Error> {
        let content = part
            .content
            .iter()
            .filter(|part| !matches!(part, SimpleBaseTypeContent::Annotation(_)));
        let parts = pair(content, node, &node.children)?;
        let [(SimpleBaseTypeContent::Restriction(restriction), own)] = parts[..] else {
            return Err(unsupported(
                node,
                "xs:simpleType without exactly one xs:restriction",
            ));
        };
        let content = restriction
            .content
            .iter()
            .filter(|part| !matches!(part, RestrictionContent::Annotation(_)));
        let mut base = match &restriction.base {
            Some(name) if reference(name, own)? == ("anySimpleType".to_owned(), true) => {
                return Err(invalid(own, "xs:anySimpleType cannot be restricted"));
            }
            Some(name) => Some(self.simple_by_name(name, own)?),
            None => None,
        };
        let mut listed = Vec::new();
        for (n, (part, inner)) in pair(content, own, &own.children)?.into_iter().enumerate() {
            match part {
                RestrictionContent::SimpleType(inline) if base.is_none() && n == 0 => {
                    base = Some(self.simple_type(inline, inner)?);
                }
                RestrictionContent::Facet(facet) => listed.push(facet_of(facet, inner)?),
                _ => return Err(invalid(inner, "the restriction has a base already")),
            }
        }
        let base = base.ok_or_else(|| invalid(own, "the restriction has no base"))?;
        let derived = facets::restrict(&self.model.simples[base], &listed);
        let derived = derived.map_err(|reason| invalid(own, &reason))?;
        Ok(self.store(derived))
    }

    /// Keeps a simple type and gives its index.
    pub(super) fn store(&mut self, simple: Simple) -> usize {
        self.model.simples.push(simple);
        self.model.simples.len() - 1
    }
}

/// Name and value of a facet.
fn facet_of(facet: &Facet, node: &Node) -> Result<facets::Facet, Error> {
    let (name, facet) = match facet {
        Facet::MinExclusive(facet) => ("minExclusive", facet),
        Facet::MinInclusive(facet) => ("minInclusive", facet),
        Facet::MaxExclusive(facet) => ("maxExclusive", facet),
        Facet::MaxInclusive(facet) => ("maxInclusive", facet),
        Facet::TotalDigits(facet) => ("totalDigits", facet),
        Facet::FractionDigits(facet) => ("fractionDigits", facet),
        Facet::Length(facet) => ("length", facet),
        Facet::MinLength(facet) => ("minLength", facet),
        Facet::MaxLength(facet) => ("maxLength", facet),
        Facet::Enumeration(facet) => ("enumeration", facet),
        Facet::WhiteSpace(facet) => ("whiteSpace", facet),
        _ => return Err(unsupported(node, &format!("xs:{}", node.tag))),
    };
    // A fixed facet only forbids later steps to change it, and they can only narrow it.
    if facet.fixed {
        return Err(unsupported(node, &format!("@fixed (xs:{name})")));
    }
    let value = node
        .attribute("value")
        .ok_or_else(|| invalid(node, "the facet has no value"))?;
    if node.tag != name || facet.value != value {
        return Err(invalid(node, "the facet was read wrongly"));
    }
    Ok((name.to_owned(), facet.value.clone()))
}
