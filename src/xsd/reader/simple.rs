//! Simple types of the schema, and what names of types refer to.

use std::sync::Arc;

use super::super::Error;
use super::super::derivation::Derivations;
use super::super::facets::{self, Facet, Refusal};
use super::super::lexical::Lexical;
use super::super::model::Type;
use super::super::names::{Name, SCHEMA};
use super::super::node::Node;
use super::super::simple::{Simple, Variety};
use super::{Kind, Reader, invalid, misplaced, prefixes, unsupported};

impl<'s> Reader<'s> {
    /// The type that a `type` or `base` attribute names.
    pub(super) fn type_by_name(&mut self, text: &str, node: &Node) -> Result<Type, Error> {
        let name = self.reference(text, node)?;
        self.named_type(&name, node)
    }

    /// The type of this name, made when it is first needed.
    pub(super) fn named_type(&mut self, name: &Name, node: &Node) -> Result<Type, Error> {
        if let Some(known) = self.types.get(name) {
            return Ok(*known);
        }
        if name.space == SCHEMA {
            return match (name.local.as_str(), Simple::builtin(&name.local)) {
                ("anyType", _) => Ok(Type::Any),
                (_, Some(index)) => Ok(Type::Simple(index)),
                (local, None) => Err(invalid(node, &format!("there is no type xs:{local}"))),
            };
        }
        let found = self.globals.get(&(Kind::Type, name.clone())).copied();
        let kind = match found {
            Some(own) if own.tag == "simpleType" => {
                self.enter(Kind::Type, name, own)?;
                let simple = self.simple_type(own)?;
                self.leave(Kind::Type, name);
                Type::Simple(simple)
            }
            Some(own) => Type::Complex(self.postpone(own)?),
            None => {
                let shown = self.model.spaces.shown(name);
                return Err(invalid(node, &format!("no type {shown} is defined")));
            }
        };
        self.types.insert(name.clone(), kind);
        Ok(kind)
    }

    /// The simple type of this name, for attributes and derivations.
    pub(super) fn simple_by_name(&mut self, text: &str, node: &Node) -> Result<usize, Error> {
        match self.type_by_name(text, node)? {
            Type::Simple(simple) => Ok(simple),
            _ => Err(invalid(node, "a simple type is wanted here")),
        }
    }

    /// Makes a simple type out of its definition.
    pub(super) fn simple_type(&mut self, node: &'s Node) -> Result<usize, Error> {
        let allowed = Derivations::RESTRICTION | Derivations::LIST | Derivations::UNION;
        let default = self.document(node).finals;
        let finals = Self::derivations(node, "final", default, allowed)?;
        let [own] = &node.children[..] else {
            return Err(invalid(
                node,
                "a simple type is one restriction, list or union",
            ));
        };
        let made = match own.tag.as_str() {
            "restriction" => {
                let (base, facets) = self.restriction_base(own)?;
                self.restricted(base, facets, own)?
            }
            "list" => self.list(own)?,
            "union" => self.union(own)?,
            _ => return Err(misplaced(own)),
        };
        Ok(self.store(Simple { finals, ..made }))
    }

    /// The base of a restriction, named or inline, and the nodes behind it.
    fn restriction_base(&mut self, node: &'s Node) -> Result<(usize, &'s [Node]), Error> {
        match (node.attribute("base"), &node.children[..]) {
            (Some(name), facets) => Ok((self.simple_by_name(name, node)?, facets)),
            (None, [inline, facets @ ..]) if inline.tag == "simpleType" => {
                Ok((self.inline_simple(inline)?, facets))
            }
            _ => Err(invalid(node, "the restriction has no base")),
        }
    }

    /// A simple type without a name.
    pub(super) fn inline_simple(&mut self, node: &'s Node) -> Result<usize, Error> {
        if node.attribute("name").or(node.attribute("final")).is_some() {
            return Err(invalid(node, "an inline type has neither name nor final"));
        }
        self.simple_type(node)
    }

    /// The type with these facets.
    pub(super) fn restricted(
        &mut self,
        base: usize,
        nodes: &'s [Node],
        node: &'s Node,
    ) -> Result<Simple, Error> {
        if base == 0 {
            return Err(invalid(node, "xs:anySimpleType cannot be restricted"));
        }
        self.not_final(base, Derivations::RESTRICTION, node)?;
        let mut facets = Vec::with_capacity(nodes.len());
        for inner in nodes {
            facets.push(facet(inner)?);
        }
        let of = &self.model.simples[base];
        let notation = matches!(of.variety, Variety::Atomic) && of.lexical == Lexical::Notation;
        let scope = nodes.first().unwrap_or(node);
        let made = facets::restrict(of, base, &facets, &prefixes(scope));
        let made = made.map_err(|refusal| match refusal {
            Refusal::Invalid(reason) => invalid(node, &reason),
            Refusal::TooLarge => unsupported(node, "a pattern of this size"),
        })?;
        if notation {
            for inner in nodes.iter().filter(|inner| inner.tag == "enumeration") {
                let text = inner.attribute("value").unwrap_or_default();
                let name = self.reference(text, inner)?;
                if !self.globals.contains_key(&(Kind::Notation, name)) {
                    return Err(invalid(inner, &format!("no notation {text} is defined")));
                }
            }
        }
        Ok(made)
    }

    fn list(&mut self, node: &'s Node) -> Result<Simple, Error> {
        let item = match (node.attribute("itemType"), &node.children[..]) {
            (Some(name), []) => self.simple_by_name(name, node)?,
            (None, [inline]) if inline.tag == "simpleType" => self.inline_simple(inline)?,
            _ => return Err(invalid(node, "a list has one type of items")),
        };
        self.not_final(item, Derivations::LIST, node)?;
        let of = &self.model.simples[item];
        let lists = |simple: &Simple| matches!(simple.variety, Variety::List(_));
        let nested = match &of.variety {
            Variety::Union(members) => members.iter().any(|member| lists(member)),
            _ => lists(of),
        };
        if nested {
            return Err(invalid(node, "the items of a list cannot be lists"));
        }
        Ok(Simple::list(of))
    }

    fn union(&mut self, node: &'s Node) -> Result<Simple, Error> {
        let mut indexes = Vec::new();
        for name in node
            .attribute("memberTypes")
            .unwrap_or_default()
            .split_ascii_whitespace()
        {
            indexes.push(self.simple_by_name(name, node)?);
        }
        for inline in &node.children {
            if inline.tag != "simpleType" {
                return Err(misplaced(inline));
            }
            indexes.push(self.inline_simple(inline)?);
        }
        if indexes.is_empty() {
            return Err(invalid(node, "a union has at least one member"));
        }
        let mut members = Vec::with_capacity(indexes.len());
        for &index in &indexes {
            self.not_final(index, Derivations::UNION, node)?;
            members.push(Arc::new(self.model.simples[index].clone()));
        }
        Ok(Simple::union(members, indexes))
    }

    fn not_final(&self, base: usize, way: Derivations, node: &Node) -> Result<(), Error> {
        if self.model.simples[base].finals.meets(way) {
            return Err(invalid(node, "the base is final"));
        }
        Ok(())
    }

    /// Keeps a simple type and gives its index.
    pub(super) fn store(&mut self, simple: Simple) -> usize {
        self.model.simples.push(simple);
        self.model.simples.len() - 1
    }
}

/// Whether a child of a restriction is a facet.
pub(super) fn is_facet(node: &Node) -> bool {
    matches!(
        node.tag.as_str(),
        "length"
            | "minLength"
            | "maxLength"
            | "minInclusive"
            | "minExclusive"
            | "maxInclusive"
            | "maxExclusive"
            | "totalDigits"
            | "fractionDigits"
            | "enumeration"
            | "whiteSpace"
            | "pattern"
    )
}

fn facet(node: &Node) -> Result<Facet, Error> {
    if !is_facet(node) || !node.children.is_empty() {
        return Err(misplaced(node));
    }
    let text = node
        .attribute("value")
        .ok_or_else(|| invalid(node, "the facet has no value"))?;
    Ok(Facet {
        name: node.tag.clone(),
        text: text.to_owned(),
        fixed: Reader::flag(node, "fixed"),
    })
}
