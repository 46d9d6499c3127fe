//! A second reader's opinion: the `xsd-parser` crate finds the same elements, as often, in the same places, as ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use beian::xsd::Schema;
use xsd_parser::Parser;
use xsd_parser::models::schema::MaxOccurs;
use xsd_parser::models::schema::xs::{
    ComplexBaseType, ComplexBaseTypeContent, ElementType, ElementTypeContent, GroupType,
    GroupTypeContent, SchemaContent,
};

/// How often an element may occur, by its path.
type Elements = BTreeMap<String, (u64, Option<u64>)>;

struct Walk<'s> {
    types: BTreeMap<&'s str, &'s ComplexBaseType>,
    found: Elements,
}

impl<'s> Walk<'s> {
    fn element(&mut self, around: &str, element: &'s ElementType, occurs: (u64, Option<u64>)) {
        let path = format!(
            "{around}/{}",
            element
                .name
                .as_deref()
                .expect("the schemas refer to no element")
        );
        self.found.insert(path.clone(), occurs);
        let named = element.type_.as_ref().and_then(|name| {
            let local = std::str::from_utf8(name.local_name()).expect("UTF-8");
            self.types.get(local).copied()
        });
        let own = element.content.iter().find_map(|content| match content {
            ElementTypeContent::ComplexType(own) => Some(own),
            _ => None,
        });
        if let Some(complex) = own.or(named) {
            self.complex(&path, complex);
        }
    }

    fn complex(&mut self, path: &str, complex: &'s ComplexBaseType) {
        for content in &complex.content {
            use ComplexBaseTypeContent as C;
            if let C::All(group) | C::Choice(group) | C::Sequence(group) = content {
                self.group(path, group);
            }
        }
    }

    fn group(&mut self, path: &str, group: &'s GroupType) {
        for content in &group.content {
            use GroupTypeContent as C;
            match content {
                C::Element(element) => self.element(path, element, occurs(element)),
                C::All(inner) | C::Choice(inner) | C::Sequence(inner) => self.group(path, inner),
                _ => {}
            }
        }
    }
}

fn occurs(element: &ElementType) -> (u64, Option<u64>) {
    let most = match element.max_occurs {
        MaxOccurs::Bounded(most) => Some(most as u64),
        MaxOccurs::Unbounded => None,
    };
    (element.min_occurs as u64, most)
}

fn theirs(text: &str) -> Elements {
    let body = text.split_once("?>").map_or(text, |(_, body)| body);
    let parser = Parser::new()
        .resolve_includes(false)
        .add_schema_from_str(body);
    let schemas = parser.expect("the second reader reads the schema").finish();
    let (_, source) = schemas.schemas().next().expect("one schema");
    let contents = &source.schema.content;
    let types = contents.iter().filter_map(|content| match content {
        SchemaContent::ComplexType(complex) => Some((complex.name.as_deref()?, complex)),
        _ => None,
    });
    let mut walk = Walk {
        types: types.collect(),
        found: Elements::new(),
    };
    for content in contents {
        if let SchemaContent::Element(root) = content {
            walk.element("", root, (1, Some(1)));
        }
    }
    walk.found
}

fn ours(schema: &Schema) -> Elements {
    let elements = schema
        .outline()
        .into_iter()
        .filter(|line| line.kind == "element");
    elements
        .map(|line| {
            let steps = line.path.split('/').filter(|step| !step.starts_with('('));
            let (least, most) = line.occurs;
            (
                steps.collect::<Vec<&str>>().join("/"),
                (u64::from(least), most.map(u64::from)),
            )
        })
        .collect()
}

#[test]
fn both_readers_find_the_same_elements_in_our_schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/v3.0");
    for (name, least) in [
        ("upload.xsd", 500),
        ("download.xsd", 700),
        ("answers.xsd", 15),
    ] {
        let text = fs::read_to_string(folder.join(name)).expect("our schemas are UTF-8");
        let schema = Schema::read_file(folder.join(name)).expect("our schema loads");
        let (theirs, ours) = (theirs(&text), ours(&schema));
        assert!(ours.len() > least, "{name}: {}", ours.len());
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn both_readers_find_the_same_elements_in_the_official_schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd");
    if !folder.exists() {
        eprintln!("skipped: the official schemas are not beside this checkout");
        return;
    }
    for name in ["upload.xsd", "download.xsd"] {
        let bytes = fs::read(folder.join(name)).expect("a readable schema");
        let (text, _, damaged) = encoding_rs::GBK.decode(&bytes);
        assert!(!damaged);
        let schema = Schema::read(&bytes, name).expect("the official schema loads");
        let (theirs, ours) = (theirs(&text), ours(&schema));
        assert!(ours.len() > 400, "{name}");
        assert_eq!(ours, theirs, "{name}");
    }
}
