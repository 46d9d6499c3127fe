//! Identity constraints (`xs:unique`, `xs:key`, `xs:keyref`) and the small part of XPath they are written in.

use super::names::{NOWHERE, Name};

/// An identity constraint of an element.
#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) name: String,
    pub(crate) rule: Rule,
    pub(crate) selector: Vec<Path>,
    pub(crate) fields: Vec<Vec<Path>>,
}

/// What an identity constraint demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// No two selected elements have the same values, as far as all their fields are there.
    Unique,
    /// The same, and all fields must be there.
    Key,
    /// The values occur in the constraint of this index.
    Reference(usize),
}

/// What one step of a path lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Any,
    Space(u32),
    Name(Name),
}

impl Test {
    /// Whether the step lets a name through.
    pub(crate) fn admits(&self, space: u32, local: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Space(only) => *only == space,
            Self::Name(name) => name.space == space && name.local == local,
        }
    }
}

/// A path from an element to elements below it, or to an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// Whether it begins at any depth (`.//`).
    pub(crate) anywhere: bool,
    pub(crate) steps: Vec<Test>,
    /// The attribute of the element reached, if it is about one.
    pub(crate) attribute: Option<Test>,
}

impl Path {
    /// Whether the path leads along these names, outermost first.
    pub(crate) fn leads(&self, names: &[(u32, String)]) -> bool {
        let fits = if self.anywhere {
            names.len() >= self.steps.len()
        } else {
            names.len() == self.steps.len()
        };
        fits && names[names.len() - self.steps.len()..]
            .iter()
            .zip(&self.steps)
            .all(|((space, local), test)| test.admits(*space, local))
    }
}

/// Reads a selector or a field. `space` gives the namespace of a prefix; names without one have none.
pub(crate) fn parse(
    text: &str,
    field: bool,
    space: &mut dyn FnMut(&str) -> Option<u32>,
) -> Option<Vec<Path>> {
    text.split('|')
        .map(|path| self::path(path.trim_matches([' ', '\t', '\n', '\r']), field, space))
        .collect()
}

fn path(text: &str, field: bool, space: &mut dyn FnMut(&str) -> Option<u32>) -> Option<Path> {
    let mut path = Path {
        anywhere: false,
        steps: Vec::new(),
        attribute: None,
    };
    let trim = |text: &str| text.trim_matches([' ', '\t', '\n', '\r']).to_owned();
    let mut rest = text;
    if let Some(below) = text.strip_prefix('.')
        && let Some(below) = below.trim_start().strip_prefix("//")
    {
        path.anywhere = true;
        rest = below;
    }
    let steps: Vec<String> = rest.split('/').map(trim).collect();
    for (n, step) in steps.iter().enumerate() {
        let last = n + 1 == steps.len();
        if step == "." {
            continue;
        }
        let axis = step
            .split_once("::")
            .map(|(axis, test)| (trim(axis), trim(test)));
        let (attribute, name) = match (&axis, step.strip_prefix('@')) {
            (Some((axis, test)), None) if axis == "child" => (false, test.clone()),
            (Some((axis, test)), None) if axis == "attribute" => (true, test.clone()),
            (None, Some(test)) => (true, trim(test)),
            (None, None) => (false, step.clone()),
            _ => return None,
        };
        let test = self::test(&name, space)?;
        if !attribute {
            path.steps.push(test);
        } else if field && last {
            path.attribute = Some(test);
        } else {
            return None;
        }
    }
    Some(path)
}

fn test(name: &str, space: &mut dyn FnMut(&str) -> Option<u32>) -> Option<Test> {
    let ncname = super::letters::is_ncname;
    Some(match name.split_once(':') {
        None if name == "*" => Test::Any,
        None => Test::Name(Name {
            space: NOWHERE,
            local: ncname(name).then(|| name.to_owned())?,
        }),
        Some((prefix, "*")) => Test::Space(space(prefix)?),
        Some((prefix, local)) => Test::Name(Name {
            space: space(prefix)?,
            local: ncname(local).then(|| local.to_owned())?,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, field: bool) -> Option<Vec<Path>> {
        parse(text, field, &mut |prefix| (prefix == "p").then_some(7))
    }

    #[test]
    fn paths_lead_where_they_say() {
        let names: Vec<(u32, String)> = vec![(0, "a".to_owned()), (7, "b".to_owned())];
        for (text, leads) in [
            ("a/p:b", true),
            (".//p:b", true),
            (". // p:*", true),
            ("child::a / *", true),
            ("x | a/p:b", true),
            ("./a/./p:b", true),
            ("a", false),
            ("p:b", false),
            ("a/b", false),
            (".", false),
        ] {
            let paths = read(text, false).expect(text);
            assert_eq!(paths.iter().any(|path| path.leads(&names)), leads, "{text}");
        }
        assert!(read(".", false).expect("legal")[0].leads(&[]));
    }

    #[test]
    fn only_fields_end_in_attributes() {
        assert!(read("a/@b", true).is_some() && read("attribute::p:b", true).is_some());
        for (text, field) in [
            ("@b", false),
            ("@a/b", true),
            ("", false),
            ("a//b", false),
            ("/a", false),
            ("//a", false),
            ("..", false),
            ("q:a", false),
            ("a[1]", false),
            ("parent::a", false),
            ("a|", false),
        ] {
            assert!(read(text, field).is_none(), "{text}");
        }
    }
}
