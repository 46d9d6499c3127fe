//! The room's front: a loaded schema, what to demand of a document, and what came of it.

use std::io::{self, Read};
use std::path::Path;

use super::model::Model;
use super::outline::{self, OutlineLine};
use super::packed::{self, Bytes, Packed as _};
use super::tables::Tables;
use super::{Error, Message, reader, validate};

/// How the length of a text is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Length {
    /// Characters, as the specification says.
    #[default]
    CodePoints,
    /// UTF-16 units, as Java counts; a character beyond U+FFFF counts twice.
    Utf16,
    /// Right by either count: a maximum holds in UTF-16 units, a minimum in characters.
    Both,
}

/// What to demand of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How lengths are counted.
    pub length: Length,
    /// How many violations are kept; all are counted.
    pub max_violations: usize,
    /// How many bytes of a document that is read piece by piece are seen at a time; more where a tag is longer. The
    /// outcome does not depend on it.
    pub window: usize,
}

impl Default for Options {
    /// The specification's lengths, up to 1000 violations, and windows of 256 KiB.
    fn default() -> Self {
        Self {
            length: Length::default(),
            max_violations: 1000,
            window: 1 << 18,
        }
    }
}

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Offset in bytes, from 0.
    pub offset: u64,
    /// The number of the start tag it belongs to, from 0 in the order of the document. Of a child that may not stand
    /// where it stands, the child's own; of something missing, the element's in which it is missing.
    pub element: u32,
    /// The element's path; `[n]` from the second sibling of the same name on; `/@name` for an attribute.
    pub path: String,
    /// The XML Schema specification's name of the rule, such as `cvc-maxLength-valid`; `xml-wellformed` when the
    /// document is no XML; `limit-…` when it demands too much.
    pub rule: &'static str,
    /// What is wrong, without quoting the document's values.
    pub message: Message,
}

/// What came of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The violations, in the order of the document, as many as were to be kept.
    pub violations: Vec<Violation>,
    /// How many there are in all.
    pub total: u64,
    /// How many start tags were read.
    pub elements: u32,
}

impl Outcome {
    /// Whether the document is right in every respect.
    pub fn is_valid(&self) -> bool {
        self.total == 0
    }
}

/// A schema, loaded and compiled. It can be used from many threads at once.
pub struct Schema {
    tables: Tables,
    origin: Origin,
}

/// Where the outline comes from, which is made only when it is asked for.
enum Origin {
    Model(Box<Model>),
    /// The bytes of the outline.
    Packed(&'static [u8]),
}

impl std::fmt::Debug for Schema {
    /// The global elements; the rest is too much for a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema")
            .field("roots", &self.root_names())
            .finish_non_exhaustive()
    }
}

impl Schema {
    /// Loads a schema from its bytes, in GBK or UTF-8 as its XML declaration says. `name` is what errors call it.
    /// It cannot include other files: there is no folder to look for them.
    ///
    /// # Errors
    ///
    /// The schema is malformed, wrong, or uses something that is not supported.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Error> {
        Self::load(bytes, name, None)
    }

    fn load(bytes: &[u8], name: &str, path: Option<&Path>) -> Result<Self, Error> {
        let model = reader::read(bytes, name, path)?;
        let tables = Tables::compile(&model)?;
        let origin = Origin::Model(Box::new(model));
        Ok(Self { tables, origin })
    }

    /// The compiled schema as bytes for [`Schema::from_packed`]: a program can have its own schemas compiled when it is
    /// built, and at run time they are ready in microseconds. The same schema always gives the same bytes.
    pub fn packed(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let roots = self.root_names().into_iter();
        roots
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .pack(&mut bytes);
        self.tables.pack(&mut bytes);
        packed::pack_outline(&self.outline(), &mut bytes);
        bytes
    }

    /// The schema that [`Schema::packed`] of the same version of this code made the bytes from; `None` when they do not
    /// even look like it. Automata of patterns are made when they are first needed.
    pub fn from_packed(bytes: &'static [u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let _roots = Vec::<&str>::unpack(&mut bytes)?;
        let tables = Tables::unpack(&mut bytes)?;
        let origin = Origin::Packed(bytes.0);
        Some(Self { tables, origin })
    }

    /// The [`Schema::root_names`] of a packed schema, which is not unpacked for that.
    pub fn packed_root_names(bytes: &'static [u8]) -> Option<Vec<&'static str>> {
        Vec::unpack(&mut Bytes(bytes))
    }

    /// Loads a schema from a file, with the files that it includes and imports.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or [`Schema::read`] fails.
    pub fn read_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::load(&bytes, &path.display().to_string(), Some(path))
    }

    /// Holds a document against the schema. The encoding is the one that the document declares.
    pub fn validate(&self, bytes: &[u8], options: &Options) -> Outcome {
        validate::validate(&self.tables, bytes, options)
    }

    /// Holds a document against the schema as it is read, without ever having it whole: memory does not grow with it,
    /// except by what the schema asks to compare across the document (`xs:ID`, identity constraints). A tag must fit
    /// into memory, and so must a value with a pattern, an enumeration or a datatype other than text and base64 data;
    /// both have a limit. The outcome is that of [`Schema::validate`].
    ///
    /// # Errors
    ///
    /// The document cannot be read.
    pub fn validate_reader(&self, reader: impl Read, options: &Options) -> io::Result<Outcome> {
        validate::validate_reader(&self.tables, reader, options)
    }

    /// The local names of the elements a document may begin with, in the order of the schema.
    pub fn root_names(&self) -> Vec<&str> {
        let roots = self.tables.roots.iter();
        roots
            .map(|&(name, _)| self.tables.names[name as usize].local.as_str())
            .collect()
    }

    /// What the schema allows, with names resolved and derivations merged; see [`OutlineLine`].
    pub fn outline(&self) -> Vec<OutlineLine> {
        match &self.origin {
            Origin::Model(model) => outline::outline(model),
            Origin::Packed(bytes) => packed::unpack_outline(&mut Bytes(bytes))
                .expect("the outline lies behind the tables, which were whole"),
        }
    }

    /// The outline as text, a line for each of its lines.
    pub fn describe(&self) -> String {
        self.outline()
            .iter()
            .map(|line| format!("{line}\n"))
            .collect()
    }
}
