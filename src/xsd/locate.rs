//! Finds line, column and path of what was found wrong, in a second look at the document.
//!
//! The validator notes only byte offsets and the numbers of start tags, so that right documents cost nothing. This
//! look happens only when there is something to locate, and ends at the last place wanted.

use std::collections::HashMap;

use super::attributes::Attribute;
use super::encoding::Encoding;
use super::lexer::{Lexer, Result, Span};
use super::{Message, Violation, prolog};

/// A problem as the validator notes it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) offset: usize,
    /// The number of the start tag it belongs to.
    pub(crate) ordinal: u32,
    /// The attribute it is about.
    pub(crate) attribute: Option<Span>,
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

/// Turns what was found into violations, in the order of the document.
pub(crate) fn locate<E: Encoding>(bytes: &[u8], mut found: Vec<Found>) -> Vec<Violation> {
    if found.is_empty() {
        return Vec::new();
    }
    found.sort_by_key(|found| found.offset);
    let mut ordinals: Vec<u32> = found.iter().map(|found| found.ordinal).collect();
    ordinals.sort_unstable();
    ordinals.dedup();
    let mut paths = Paths {
        wanted: &ordinals,
        made: HashMap::new(),
        open: vec![Level::default()],
        path: Vec::new(),
    };
    let start = prolog::prolog(bytes).map_or(bytes.len(), |prolog| prolog.end);
    // What follows a fault of well-formedness is not looked at, so a fault here only means the end has come.
    let _ = paths.walk(&mut Lexer::<E>::new(bytes, start, false));
    let mut ruler = Ruler {
        bytes,
        at: 0,
        line: 1,
        column: 1,
    };
    found
        .into_iter()
        .map(
            |Found {
                 offset,
                 ordinal,
                 attribute,
                 rule,
                 message,
             }| {
                let (line, column) = ruler.measure::<E>(offset);
                let mut path = paths
                    .made
                    .get(&ordinal)
                    .cloned()
                    .unwrap_or_else(|| "/".to_owned());
                if let Some(attribute) = attribute {
                    path.push_str("/@");
                    E::decode(attribute.of(bytes), &mut path);
                }
                Violation {
                    line,
                    column,
                    offset: offset as u64,
                    element: ordinal,
                    path,
                    rule,
                    message,
                }
            },
        )
        .collect()
}

/// Siblings seen so far in an open element, by name.
#[derive(Default)]
struct Level<'d> {
    counts: HashMap<&'d [u8], u32>,
}

struct Paths<'d, 'o> {
    /// The numbers of the start tags still to find, rising.
    wanted: &'o [u32],
    made: HashMap<u32, String>,
    open: Vec<Level<'d>>,
    /// Name and place among siblings of the same name, for each open element.
    path: Vec<(&'d [u8], u32)>,
}

impl<'d> Paths<'d, '_> {
    fn walk<E: Encoding>(&mut self, lexer: &mut Lexer<'d, E>) -> Result<()> {
        let mut attributes: Vec<Attribute> = Vec::new();
        let mut ordinal = 0;
        while !self.wanted.is_empty() {
            lexer.text()?;
            if lexer.peek() == Some(b'&') {
                lexer.reference()?;
            } else if lexer.follows(b"<!--") {
                lexer.at += 4;
                lexer.comment()?;
            } else if lexer.follows(b"<![CDATA[") {
                lexer.at += 9;
                lexer.cdata()?;
            } else if lexer.follows(b"<?") {
                lexer.at += 2;
                lexer.instruction()?;
            } else if lexer.follows(b"</") {
                lexer.at += 2;
                lexer.name()?;
                lexer.space();
                lexer.expect(b'>', ">")?;
                self.leave();
            } else {
                lexer.expect(b'<', "<")?;
                let name = lexer.name()?.of(lexer.bytes);
                let empty = lexer.attributes(&mut attributes)?;
                self.enter::<E>(name, ordinal);
                if empty {
                    self.leave();
                }
                ordinal += 1;
            }
        }
        Ok(())
    }

    fn enter<E: Encoding>(&mut self, name: &'d [u8], ordinal: u32) {
        if let Some(level) = self.open.last_mut() {
            let count = level.counts.entry(name).or_insert(0);
            *count += 1;
            self.path.push((name, *count));
        }
        self.open.push(Level::default());
        if let [first, rest @ ..] = self.wanted
            && *first == ordinal
        {
            self.wanted = rest;
            let mut text = String::new();
            for (name, count) in &self.path {
                text.push('/');
                E::decode(name, &mut text);
                if *count > 1 {
                    text.push_str(&format!("[{count}]"));
                }
            }
            self.made.insert(ordinal, text);
        }
    }

    fn leave(&mut self) {
        self.open.pop();
        self.path.pop();
    }
}

/// Counts lines and columns, forwards only.
struct Ruler<'d> {
    bytes: &'d [u8],
    at: usize,
    line: u64,
    column: u64,
}

impl Ruler<'_> {
    /// Line and column of an offset that is not before the last one asked for. Columns count characters.
    fn measure<E: Encoding>(&mut self, offset: usize) -> (u64, u64) {
        while self.at < offset.min(self.bytes.len()) {
            let byte = self.bytes[self.at];
            let ends =
                byte == b'\n' || (byte == b'\r' && self.bytes.get(self.at + 1) != Some(&b'\n'));
            (self.line, self.column) = if ends {
                (self.line + 1, 1)
            } else {
                (self.line, self.column + 1)
            };
            self.at += if byte < 0x80 {
                1
            } else {
                E::wide(self.bytes, self.at).unwrap_or(1)
            };
        }
        (self.line, self.column)
    }
}
