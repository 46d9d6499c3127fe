//! A compiled schema as bytes, so that it can be compiled once, when a program is built, and used without being read.
//!
//! The form is for the same version of this room that wrote it: it has no version of its own and is no format for
//! files that travel. Lists are written with their lengths, numbers in as many bytes as they need, names as they are;
//! whatever can be worked out from the rest (maps, keys of edges, automata of patterns) is left out.

mod plain;

use self::plain::pack_text;
use super::datum::{Datum, Value};
use super::derivation::{Base, Derivations};
use super::identity::{Constraint, Path, Rule, Test};
use super::lexical::Lexical;
use super::model::{Attribute, Preset, Type};
use super::moment::Parts;
use super::names::Name;
use super::outline::OutlineLine;
use super::pattern::Pattern;
use super::shortcut::Shortcut;
use super::simple::{Bound, Listed, Simple, Variety, White};
use super::tables::{ComplexRow, ContentRow, ElementRow, StateRow};
use super::wildcard::{Allowed, Process, Wildcard};

/// What can be written as bytes and made again from them.
pub(crate) trait Packed: Sized {
    /// Appends the bytes.
    fn pack(&self, out: &mut Vec<u8>);
    /// Takes what [`Packed::pack`] wrote; `None` when the bytes are something else.
    fn unpack(bytes: &mut Bytes) -> Option<Self>;
}

/// Bytes that are still to be unpacked. What is unpacked from them may go on pointing to them.
pub(crate) struct Bytes(pub(crate) &'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }
}

/// Implements [`Packed`] field by field. All fields and variants must be named, so that none can be forgotten.
macro_rules! packed {
    ($(struct $type:ident { $($field:ident),* $(,)? })*) => { $(
        impl Packed for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $( $field.pack(out); )*
            }

            fn unpack(bytes: &mut Bytes) -> Option<Self> {
                $( let $field = Packed::unpack(bytes)?; )*
                Some(Self { $($field),* })
            }
        }
    )* };
    ($(enum $type:ident {
        $( $variant:ident $( ( $($place:ident),* ) )? $( { $($field:ident),* } )? = $tag:literal ),* $(,)?
    })*) => { $(
        impl Packed for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                match self {
                    $( Self::$variant $( ( $($place),* ) )? $( { $($field),* } )? => {
                        out.push($tag);
                        $( $( $place.pack(out); )* )?
                        $( $( $field.pack(out); )* )?
                    } )*
                }
            }

            fn unpack(bytes: &mut Bytes) -> Option<Self> {
                Some(match bytes.byte()? {
                    $( $tag => {
                        $( $( let $place = Packed::unpack(bytes)?; )* )?
                        $( $( let $field = Packed::unpack(bytes)?; )* )?
                        Self::$variant $( ( $($place),* ) )? $( { $($field),* } )?
                    } )*
                    _ => return None,
                })
            }
        }
    )* };
}
pub(crate) use packed;

packed! {
    struct Attribute { name, simple, required, preset }
    struct Base { kind, method }
    struct Bound { text, datum, inclusive }
    struct ComplexRow { content, mixed, attributes, wildcard, base, is_abstract, block, slots }
    struct Constraint { name, rule, selector, fields }
    struct ElementRow { kind, nillable, preset, is_abstract, block, constraints }
    struct Listed { texts, values }
    struct Name { space, local }
    struct Path { anywhere, steps, attribute }
    struct Preset { fixed, text, value }
    struct Simple {
        base, variety, lexical, white, length, min_length, max_length, min, max, total_digits, fraction_digits, patterns,
        enumeration, fixed, tracked, ancestor, members, finals, shortcut,
    }
    struct StateRow { first, last, accepting, counting, own, wild_first, wild_last, min, max }
    struct Value { family, datum }
    struct Wildcard { allowed, process }
}

packed! {
    enum Allowed { Any = 0, Not(space) = 1, These(spaces) = 2 }
    enum ContentRow { Empty = 0, Simple(simple) = 1, States(start) = 2, All { first, last, required, optional } = 3 }
    enum Datum {
        Text(text) = 0, Boolean(value) = 1, Decimal(text) = 2, Number(value) = 3, Moment(moment) = 4,
        Duration(duration) = 5, Octets(octets) = 6, Name(space, local) = 7, List(values) = 8,
    }
    enum Lexical {
        String = 0, Language = 1, Nmtoken = 2, Name = 3, Ncname = 4, Uri = 5, Qname = 6, Notation = 7, Boolean = 8,
        Base64 = 9, Hex = 10, Float = 11, Double = 12, Duration = 13, Moment(parts) = 14, Decimal = 15, Integer = 16,
    }
    enum Parts { DateTime = 0, Time = 1, Date = 2, YearMonth = 3, Year = 4, MonthDay = 5, Day = 6, Month = 7 }
    enum Process { Strict = 0, Lax = 1, Skip = 2 }
    enum Rule { Unique = 0, Key = 1, Reference(key) = 2 }
    enum Shortcut { None = 0, Length { min, max } = 1, Integer { min, max } = 2 }
    enum Test { Any = 0, Space(space) = 1, Name(name) = 2 }
    enum Type { Any = 0, Simple(index) = 1, Complex(index) = 2 }
    enum Variety { Atomic = 0, List(item) = 1, Union(members) = 2 }
    enum White { Preserve = 0, Replace = 1, Collapse = 2 }
}

impl Packed for Derivations {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(self.0);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        bytes.byte().map(Self)
    }
}

/// Patterns are unpacked without their automata, which are large and often not needed; see [`Pattern`].
impl Packed for Pattern {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(&self.text, out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        <&'static str>::unpack(bytes).map(|text| Self::known(text.into()))
    }
}

/// Writes an outline. Its lines repeat most of each other's paths: only what differs from the line before is written.
pub(crate) fn pack_outline(lines: &[OutlineLine], out: &mut Vec<u8>) {
    lines.len().pack(out);
    let mut before = "";
    for line in lines {
        let OutlineLine {
            path,
            occurs,
            kind,
            base,
            facets,
        } = line;
        let same = path.chars().zip(before.chars());
        let same = same.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
        let shared: usize = same.sum();
        shared.pack(out);
        pack_text(&path[shared..], out);
        occurs.pack(out);
        kind.pack(out);
        base.pack(out);
        facets.pack(out);
        before = path;
    }
}

/// Takes what [`pack_outline`] wrote.
pub(crate) fn unpack_outline(bytes: &mut Bytes) -> Option<Vec<OutlineLine>> {
    let mut lines: Vec<OutlineLine> = Vec::new();
    for _ in 0..usize::unpack(bytes)? {
        let shared = usize::unpack(bytes)?;
        let before = lines.last().map_or("", |line| &line.path);
        let path = before.get(..shared)?.to_owned() + <&'static str>::unpack(bytes)?;
        lines.push(OutlineLine {
            path,
            occurs: Packed::unpack(bytes)?,
            kind: Packed::unpack(bytes)?,
            base: Packed::unpack(bytes)?,
            facets: Packed::unpack(bytes)?,
        });
    }
    Some(lines)
}
