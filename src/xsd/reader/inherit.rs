//! The attributes of a derived type: its base's and its own, and whether a restriction allows no more than its base.

use std::sync::Arc;

use super::super::Error;
use super::super::derivation::derived;
use super::super::model::{Attribute, Type};
use super::super::node::Node;
use super::super::restriction;
use super::super::wildcard::Wildcard;
use super::attributes::Uses;
use super::redefinition::Narrowed;
use super::{Kind, Reader, invalid};

/// The attributes of a type, and those allowed beyond them.
type Allowed = (Vec<Attribute>, Option<Arc<Wildcard>>);

impl Reader<'_> {
    /// What an extension allows.
    pub(super) fn extended(
        &self,
        base: Allowed,
        uses: Uses,
        node: &Node,
    ) -> Result<Allowed, Error> {
        let (mut attributes, wildcard) = base;
        for attribute in uses.attributes {
            if attributes.iter().any(|known| known.name == attribute.name) {
                let name = &attribute.name.local;
                return Err(invalid(node, &format!("the base has the attribute {name}")));
            }
            attributes.push(attribute);
        }
        let wildcard = match (uses.wildcard, wildcard) {
            (Some(own), Some(base)) => {
                let allowed = own.allowed.union(&base.allowed).ok_or_else(|| {
                    invalid(node, "no wildcard can say what either of these allows")
                })?;
                let process = own.process;
                Some(Arc::new(Wildcard { allowed, process }))
            }
            (own, base) => own.or(base),
        };
        Ok((attributes, wildcard))
    }

    /// What a restriction of this allows; `None` is a restriction of `xs:anyType`.
    pub(super) fn narrowed(
        &self,
        base: Option<Allowed>,
        uses: Uses,
        node: &Node,
    ) -> Result<Allowed, Error> {
        let of_any = base.is_none();
        let any = || (Vec::new(), Some(Arc::new(Wildcard::any())));
        let (mut attributes, wildcard) = base.unwrap_or_else(any);
        for name in &uses.prohibited {
            if let Some(at) = attributes.iter().position(|known| known.name == *name) {
                if attributes[at].required {
                    let name = &name.local;
                    return Err(invalid(node, &format!("the base requires {name}")));
                }
                attributes.remove(at);
            }
        }
        for attribute in uses.attributes {
            let known = |known: &Attribute| known.name == attribute.name;
            if let Some(at) = attributes.iter().position(known) {
                self.check_narrower(&attribute, &attributes[at], node)?;
                attributes[at] = attribute;
                continue;
            }
            let admits = |base: &Arc<Wildcard>| base.allowed.admits(attribute.name.space);
            if !wildcard.as_ref().is_some_and(admits) {
                let name = &attribute.name.local;
                let reason = format!("the base does not allow the attribute {name}");
                return Err(invalid(node, &reason));
            }
            attributes.push(attribute);
        }
        if let Some(own) = &uses.wildcard {
            let within = |base: &Arc<Wildcard>| own.allowed.is_within(&base.allowed);
            if !wildcard.as_ref().is_some_and(within) {
                let reason = "xs:anyAttribute allows more than the base's";
                return Err(invalid(node, reason));
            }
            let strict = |base: &Arc<Wildcard>| restriction::as_strict(own.process, base.process);
            if !of_any && !wildcard.as_ref().is_some_and(strict) {
                let reason = "xs:anyAttribute is less strict than the base's";
                return Err(invalid(node, reason));
            }
        }
        Ok((attributes, uses.wildcard))
    }

    /// An attribute of a restriction must allow no more than the base's.
    fn check_narrower(&self, own: &Attribute, base: &Attribute, node: &Node) -> Result<(), Error> {
        let kind = derived(
            &self.model,
            Type::Simple(own.simple),
            Type::Simple(base.simple),
        );
        let fixed = base.preset.as_ref().is_none_or(|base| {
            !base.fixed
                || own
                    .preset
                    .as_ref()
                    .is_some_and(|own| own.fixed && own.value == base.value)
        });
        if kind.is_none() || (base.required && !own.required) || !fixed {
            let name = &own.name.local;
            let reason = format!("the attribute {name} allows more than the base's");
            return Err(invalid(node, &reason));
        }
        Ok(())
    }

    /// Holds every content that restricts another against that, once everything is known.
    pub(super) fn check_restrictions(&mut self) -> Result<(), Error> {
        for (own, base, node) in std::mem::take(&mut self.restrictions) {
            let Some(base) = &self.model.complexes[base].written else {
                continue;
            };
            restriction::check(&self.model, &own, base).map_err(|rule| {
                let reason = format!("the content is no valid restriction of the base's ({rule})");
                invalid(node, &reason)
            })?;
        }
        for Narrowed {
            kind,
            name,
            original,
        } in std::mem::take(&mut self.redefined)
        {
            let node = self.globals[&(kind, name.clone())];
            if kind == Kind::Group {
                let (own, base) = (self.group(&name, node)?, self.group(&original, node)?);
                restriction::check(&self.model, &own, &base).map_err(|rule| {
                    let reason = format!("the group is no valid restriction ({rule})");
                    invalid(node, &reason)
                })?;
                continue;
            }
            let own = self.attribute_group(&name, node)?;
            let base = self.attribute_group(&original, node)?;
            let required = base
                .attributes
                .iter()
                .filter(|attribute| attribute.required);
            for missing in required.map(|attribute| &attribute.name) {
                if !own.attributes.iter().any(|known| known.name == *missing) {
                    let reason = format!("what it redefines requires {}", missing.local);
                    return Err(invalid(node, &reason));
                }
            }
            self.narrowed(Some((base.attributes, base.wildcard)), own, node)?;
        }
        Ok(())
    }
}
