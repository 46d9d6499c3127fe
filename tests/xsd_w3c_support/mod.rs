//! The catalogue of the W3C XML Schema test suite, as far as it is about XML Schema 1.0 and one schema document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Sets about XML Schema 1.1 only are left out by their contributors' folders.
const CONTRIBUTORS: [&str; 5] = ["msMeta", "sunMeta", "boeingMeta", "wgMeta", "common"];
/// The set whose catalogue we do without: its files' names say what it says.
pub const NIST: &str = "nistData";

/// Something that the suite expects to be valid or not: a schema, or an instance of one.
#[derive(Debug, Clone)]
pub struct Test {
    pub name: String,
    pub file: PathBuf,
    pub valid: bool,
}

/// A schema document and what belongs to it.
#[derive(Debug, Clone)]
pub struct Group {
    pub set: String,
    /// The tests of the schema itself; usually one. Valid or not, there may be instances.
    pub schema: Test,
    /// Whether the suite says what it expects of the schema.
    pub stated: bool,
    pub instances: Vec<Test>,
}

/// All groups of the suite in this folder.
pub fn groups(folder: &Path) -> Vec<Group> {
    let mut all = nist(&folder.join(NIST));
    let suite = std::fs::read_to_string(folder.join("suite.xml")).expect("the suite is there");
    for part in suite.split("testSetRef xlink:href=\"").skip(1) {
        let set = part.split('"').next().unwrap_or_default();
        if CONTRIBUTORS.contains(&set.split('/').next().unwrap_or_default()) {
            all.extend(listed(&folder.join(set), set));
        }
    }
    all
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Whether versions such as `1.0 1.1` include ours; none means all.
fn ours(versions: Option<&str>) -> bool {
    versions.is_none_or(|versions| {
        let mut words = versions.split_whitespace();
        words.any(|word| word == "1.0" || word == "Unicode_6.0.0")
            || !versions.contains("1.1") && !versions.contains("Unicode")
    })
}

/// A test as far as it has been read.
#[derive(Default)]
struct Open {
    name: String,
    files: Vec<PathBuf>,
    valid: Option<bool>,
    applies: bool,
}

impl Open {
    /// The test, if it is about one file that is there and says what it expects.
    fn test(self) -> Option<Test> {
        let [file] = <[PathBuf; 1]>::try_from(self.files).ok()?;
        let there = self.applies && file.is_file();
        there.then_some(Test {
            name: self.name,
            file,
            valid: self.valid?,
        })
    }
}

/// The groups of one test set.
fn listed(file: &Path, set: &str) -> Vec<Group> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let folder = file.parent().expect("a file lies in a folder");
    let mut reader = Reader::from_str(&text);
    let mut groups = Vec::new();
    let mut applies = vec![true];
    let (mut schema, mut instances): (Option<Open>, Vec<Test>) = (None, Vec::new());
    let mut open = Open::default();
    while let Ok(event) = reader.read_event() {
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let path = || attribute(tag, "href").map(|href| folder.join(href));
                match tag.local_name().as_ref() {
                    "testSet" | "testGroup" | "instanceTest" | "schemaTest" => {
                        let inside = applies.last() == Some(&true);
                        let applies_too = inside && ours(attribute(tag, "version").as_deref());
                        applies.push(applies_too);
                        open = Open {
                            name: attribute(tag, "name").unwrap_or_default(),
                            applies: applies_too,
                            ..Open::default()
                        };
                    }
                    "schemaDocument" | "instanceDocument" => open.files.extend(path()),
                    "expected" if ours(attribute(tag, "version").as_deref()) => {
                        open.valid = match attribute(tag, "validity").as_deref() {
                            Some("valid") => Some(true),
                            Some("invalid") => Some(false),
                            _ => None,
                        };
                    }
                    _ => {}
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "schemaTest" => {
                    applies.pop();
                    schema = Some(std::mem::take(&mut open));
                }
                "instanceTest" => {
                    applies.pop();
                    instances.extend(std::mem::take(&mut open).test());
                }
                "testGroup" => {
                    applies.pop();
                    let instances = std::mem::take(&mut instances);
                    if let Some(schema) = schema.take().and_then(Open::test) {
                        groups.push(Group {
                            set: set.to_owned(),
                            schema,
                            stated: true,
                            instances,
                        });
                    }
                }
                "testSet" => drop(applies.pop()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    groups
}

/// NIST's instances: `NISTXML-SV-IV-…-2-3.xml` belongs to `NISTSchema-SV-IV-…-2.xsd`, and is valid by its `IV`.
fn nist(folder: &Path) -> Vec<Group> {
    let mut groups: BTreeMap<PathBuf, Group> = BTreeMap::new();
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    for file in files.filter(|file| file.path().extension().is_some_and(|end| end == "xml")) {
        let file = file.path().to_owned();
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.unwrap_or_default().to_owned();
        let Some((schema, _)) = name.rsplit_once('-') else {
            continue;
        };
        let Some(schema) = schema.strip_prefix("NISTXML-") else {
            continue;
        };
        let path = file.with_file_name(format!("NISTSchema-{schema}.xsd"));
        if !path.is_file() {
            continue;
        }
        let valid = schema.starts_with("SV-IV-");
        let group = groups.entry(path.clone()).or_insert_with(|| Group {
            set: NIST.to_owned(),
            schema: Test {
                name: schema.to_owned(),
                file: path,
                valid: true,
            },
            stated: false,
            instances: Vec::new(),
        });
        group.instances.push(Test { name, file, valid });
    }
    groups.into_values().collect()
}
