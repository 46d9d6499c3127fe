//! Identity constraints as the schema writes them.

use super::super::Error;
use super::super::identity::{self, Constraint, Rule};
use super::super::node::Node;
use super::{Reader, invalid, misplaced};

impl<'s> Reader<'s> {
    /// Reads `xs:unique`, `xs:key` or `xs:keyref`; gives its index.
    pub(super) fn constraint(&mut self, node: &'s Node) -> Result<usize, Error> {
        let rule = match node.tag.as_str() {
            "unique" => Rule::Unique,
            "key" => Rule::Key,
            "keyref" => Rule::Reference(usize::MAX),
            _ => return Err(misplaced(node)),
        };
        let name = self.own_name(node, true)?;
        let [selector, fields @ ..] = &node.children[..] else {
            return Err(invalid(node, "it has a selector and fields"));
        };
        if selector.tag != "selector" || fields.is_empty() {
            return Err(invalid(node, "it has a selector and fields"));
        }
        let selector = self.paths(selector, false)?;
        let mut read = Vec::with_capacity(fields.len());
        for field in fields {
            if field.tag != "field" {
                return Err(misplaced(field));
            }
            read.push(self.paths(field, true)?);
        }
        let index = self.model.constraints.len();
        self.model.constraints.push(Constraint {
            name: name.local.clone(),
            rule,
            selector,
            fields: read,
        });
        if self.constraints.insert(name.clone(), index).is_some() {
            return Err(invalid(
                node,
                "an identity constraint has that name already",
            ));
        }
        match (rule, node.attribute("refer")) {
            (Rule::Reference(_), Some(refer)) => {
                let refer = self.reference(refer, node)?;
                self.references.push((index, refer, node));
            }
            (Rule::Reference(_), None) => return Err(invalid(node, "refer is missing")),
            _ => {}
        }
        Ok(index)
    }

    fn paths(&mut self, node: &Node, field: bool) -> Result<Vec<identity::Path>, Error> {
        if let Some(child) = node.children.first() {
            return Err(misplaced(child));
        }
        let text = node
            .attribute("xpath")
            .ok_or_else(|| invalid(node, "xpath is missing"))?;
        let spaces = &mut self.model.spaces;
        let mut space = |prefix: &str| node.uri(prefix).map(|uri| spaces.number(uri));
        identity::parse(text, field, &mut space)
            .ok_or_else(|| invalid(node, &format!("{text:?} is no path that XML Schema allows")))
    }

    /// Finds the keys that references are about, once all are known.
    pub(super) fn resolve_references(&mut self) -> Result<(), Error> {
        for (index, refer, node) in std::mem::take(&mut self.references) {
            let found = self.constraints.get(&refer).copied();
            let fields = |index: usize| self.model.constraints[index].fields.len();
            let fits = found.filter(|&key| {
                !matches!(self.model.constraints[key].rule, Rule::Reference(_))
                    && fields(key) == fields(index)
            });
            let Some(key) = fits else {
                let local = &refer.local;
                let reason = format!("there is no key {local} with as many fields");
                return Err(invalid(node, &reason));
            };
            self.model.constraints[index].rule = Rule::Reference(key);
        }
        Ok(())
    }
}
