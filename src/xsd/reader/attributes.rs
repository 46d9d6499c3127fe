//! Attributes, attribute groups and attribute wildcards.

use std::sync::Arc;

use super::super::Error;
use super::super::model::{Attribute, Preset};
use super::super::names::{INSTANCE, NOWHERE, Name};
use super::super::node::Node;
use super::super::value::{self, How};
use super::super::wildcard::{Allowed, Process, Wildcard};
use super::{Kind, Reader, invalid, misplaced, only_refers, prefixes};

/// What a type, or an attribute group, says about attributes.
#[derive(Debug, Clone, Default)]
pub(super) struct Uses {
    pub(super) attributes: Vec<Attribute>,
    pub(super) wildcard: Option<Arc<Wildcard>>,
    /// Attributes that a restriction takes away.
    pub(super) prohibited: Vec<Name>,
}

impl<'s> Reader<'s> {
    /// Reads the attributes, attribute groups and the wildcard at the end of a definition.
    pub(super) fn uses(&mut self, nodes: &'s [Node]) -> Result<Uses, Error> {
        let mut uses = Uses::default();
        let mut own: Option<Wildcard> = None;
        for (n, node) in nodes.iter().enumerate() {
            match node.tag.as_str() {
                "attribute" => self.attribute(node, &mut uses)?,
                "attributeGroup" => {
                    let group = self.attribute_group_ref(node)?;
                    for attribute in group.attributes {
                        add(attribute, &mut uses, node)?;
                    }
                    uses.wildcard = match (uses.wildcard, group.wildcard) {
                        (Some(a), Some(b)) => Some(meet(&a, &b, node)?),
                        (a, b) => a.or(b),
                    };
                }
                "anyAttribute" if n + 1 == nodes.len() => own = Some(self.wildcard(node)?),
                _ => return Err(misplaced(node)),
            }
        }
        if let Some(own) = own {
            uses.wildcard = match uses.wildcard {
                Some(groups) => Some(meet(&own, &groups, &nodes[nodes.len() - 1])?),
                None => Some(Arc::new(own)),
            };
        }
        let ids = uses.attributes.iter().filter(|attribute| {
            let simple = &self.model.simples[attribute.simple];
            simple.base == "ID"
        });
        if ids.count() > 1 {
            return Err(invalid(
                nodes.first().expect("there are attributes"),
                "a type can have one attribute of type xs:ID only",
            ));
        }
        Ok(uses)
    }

    /// Reads `xs:any` or `xs:anyAttribute`.
    pub(super) fn wildcard(&mut self, node: &'s Node) -> Result<Wildcard, Error> {
        if let Some(child) = node.children.first() {
            return Err(misplaced(child));
        }
        let process = match node.attribute("processContents").map(str::trim) {
            None | Some("strict") => Process::Strict,
            Some("lax") => Process::Lax,
            Some("skip") => Process::Skip,
            Some(_) => return Err(invalid(node, "processContents is strict, lax or skip")),
        };
        let target = self.document(node).target;
        let allowed = match node.attribute("namespace").map(str::trim) {
            None | Some("##any") => Allowed::Any,
            Some("##other") => Allowed::Not(target),
            Some(listed) => {
                let mut spaces = Vec::new();
                for word in listed.split_ascii_whitespace() {
                    spaces.push(match word {
                        "##targetNamespace" => target,
                        "##local" => NOWHERE,
                        word if word.starts_with("##") => {
                            return Err(invalid(node, &format!("namespace cannot be {word}")));
                        }
                        uri => self.model.spaces.number(uri),
                    });
                }
                Allowed::These(spaces)
            }
        };
        Ok(Wildcard { allowed, process })
    }

    fn attribute(&mut self, node: &'s Node, out: &mut Uses) -> Result<(), Error> {
        let mut attribute = match node.attribute("ref") {
            Some(name) => {
                only_refers(node, &["name", "type", "form"])?;
                let name = self.reference(name, node)?;
                self.global_attribute(&name, node)?
            }
            None => {
                let default = self.document(node).qualified_attributes;
                let name = self.own_name(node, Self::is_qualified(node, default)?)?;
                self.declared_attribute(name, node)?
            }
        };
        if node.attribute("ref").is_some()
            && let Some(own) = self.preset(attribute.simple, node)?
        {
            let changes = attribute
                .preset
                .as_ref()
                .is_some_and(|known| known.fixed && (!own.fixed || own.value != known.value));
            if changes {
                return Err(invalid(
                    node,
                    "the attribute it refers to has a fixed value",
                ));
            }
            attribute.preset = Some(own);
        }
        let usage = node.attribute("use").map_or("optional", str::trim);
        if !matches!(usage, "optional" | "required" | "prohibited") {
            return Err(invalid(node, "use is optional, required or prohibited"));
        }
        attribute.required = usage == "required";
        if node.attribute("default").is_some() && usage != "optional" {
            let reason = "an attribute with a default must be optional";
            return Err(invalid(node, reason));
        }
        if usage == "prohibited" {
            out.prohibited.push(attribute.name);
            return Ok(());
        }
        add(attribute, out, node)
    }

    /// A global attribute, for references to it.
    pub(super) fn global_attribute(
        &mut self,
        name: &Name,
        node: &Node,
    ) -> Result<Attribute, Error> {
        let found = self.globals.get(&(Kind::Attribute, name.clone())).copied();
        if let Some(own) = found {
            return self.declared_attribute(name.clone(), own);
        }
        let shown = self.model.spaces.shown(name);
        Err(invalid(node, &format!("no attribute {shown} is defined")))
    }

    fn declared_attribute(&mut self, name: Name, node: &'s Node) -> Result<Attribute, Error> {
        if name.local == "xmlns" || name.space == INSTANCE {
            return Err(invalid(node, "an attribute cannot be called so"));
        }
        let simple = match (node.attribute("type"), &node.children[..]) {
            (Some(name), []) => self.simple_by_name(name, node)?,
            (None, [inline]) if inline.tag == "simpleType" => self.inline_simple(inline)?,
            (None, []) => 0,
            _ => return Err(invalid(node, "an attribute has one type")),
        };
        let preset = self.preset(simple, node)?;
        Ok(Attribute {
            name,
            simple,
            required: false,
            preset,
        })
    }

    /// The `default` or `fixed` value of an attribute, which must be a value of its type.
    fn preset(&self, simple: usize, node: &Node) -> Result<Option<Preset>, Error> {
        let Some(mut preset) = preset(node)? else {
            return Ok(None);
        };
        preset.value = self.preset_value(simple, &preset.text, node)?;
        Ok(Some(preset))
    }

    /// What the text of a `default` or `fixed` means.
    pub(super) fn preset_value(
        &self,
        simple: usize,
        text: &str,
        node: &Node,
    ) -> Result<Option<super::super::datum::Value>, Error> {
        let simple = &self.model.simples[simple];
        if simple.base == "ID" {
            return Err(invalid(node, "an xs:ID has neither default nor fixed"));
        }
        let prefixes = prefixes(node);
        let how = How {
            prefixes: &prefixes,
            ..How::default()
        };
        value::check(simple, text, &mut String::new(), &how)
            .map_err(|broken| invalid(node, &broken.message.to_string()))?;
        Ok(value::value_of(simple, text, &prefixes))
    }

    fn attribute_group_ref(&mut self, node: &'s Node) -> Result<Uses, Error> {
        match (
            node.attribute("ref"),
            node.attribute("name"),
            &node.children[..],
        ) {
            (Some(name), None, []) => {
                let name = self.reference(name, node)?;
                self.attribute_group(&name, node)
            }
            _ => Err(invalid(
                node,
                "an attribute group inside a type must be a reference",
            )),
        }
    }

    /// What a named group says about attributes.
    pub(super) fn attribute_group(&mut self, name: &Name, node: &Node) -> Result<Uses, Error> {
        if let Some(known) = self.attribute_groups.get(name) {
            return Ok(known.clone());
        }
        let found = self
            .globals
            .get(&(Kind::AttributeGroup, name.clone()))
            .copied();
        let own = found.ok_or_else(|| {
            let shown = self.model.spaces.shown(name);
            invalid(node, &format!("no attribute group {shown} is defined"))
        })?;
        self.enter(Kind::AttributeGroup, name, own)?;
        let uses = self.uses(&own.children)?;
        self.leave(Kind::AttributeGroup, name);
        self.attribute_groups.insert(name.clone(), uses.clone());
        Ok(uses)
    }
}

fn add(attribute: Attribute, out: &mut Uses, node: &Node) -> Result<(), Error> {
    if out
        .attributes
        .iter()
        .any(|known| known.name == attribute.name)
    {
        let name = &attribute.name.local;
        return Err(invalid(node, &format!("the attribute {name} stands twice")));
    }
    out.attributes.push(attribute);
    Ok(())
}

fn meet(a: &Wildcard, b: &Wildcard, node: &Node) -> Result<Arc<Wildcard>, Error> {
    let allowed = a
        .allowed
        .intersection(&b.allowed)
        .ok_or_else(|| invalid(node, "no wildcard can say what these have in common"))?;
    let process = a.process;
    Ok(Arc::new(Wildcard { allowed, process }))
}

/// The `default` or `fixed` text of a declaration.
pub(super) fn preset(node: &Node) -> Result<Option<Preset>, Error> {
    let (text, fixed) = match (node.attribute("default"), node.attribute("fixed")) {
        (None, None) => return Ok(None),
        (Some(text), None) => (text, false),
        (None, Some(text)) => (text, true),
        (Some(_), Some(_)) => {
            return Err(invalid(node, "default and fixed exclude each other"));
        }
    };
    Ok(Some(Preset {
        fixed,
        text: text.to_owned(),
        value: None,
    }))
}
