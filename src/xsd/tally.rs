//! Judges values piece by piece where their type allows it, so that long ones need never be held whole.
//!
//! These are texts that have at most a length, and base64 data. Patterns, enumerations and all other datatypes look at
//! the whole value.

use super::Length;
use super::bounds;
use super::chars;
use super::encoding::Encoding;
use super::lexer::Run;
use super::lexical::{Base64, Lexical};
use super::simple::{Simple, Variety, White};
use super::value::{self, Broken};

/// What is known of a value as far as it has gone by.
#[derive(Debug)]
pub(crate) enum Tally {
    /// Of a text whose white space all counts.
    Text {
        points: u64,
        astral: u64,
    },
    /// Of a text whose white space is collapsed.
    Words {
        points: u64,
        astral: u64,
        /// Whether white space has come after the last word.
        gap: bool,
    },
    Base64(Base64),
}

impl Tally {
    /// An empty tally for values of this type; none if they must be seen whole.
    pub(crate) fn of(simple: &Simple) -> Option<Self> {
        if !simple.patterns.is_empty()
            || simple.enumeration.is_some()
            || simple.tracked
            || !matches!(simple.variety, Variety::Atomic)
        {
            return None;
        }
        let (points, astral) = (0, 0);
        match (simple.lexical, simple.white) {
            (Lexical::String, White::Preserve | White::Replace) => {
                Some(Self::Text { points, astral })
            }
            (Lexical::String, White::Collapse) => Some(Self::Words {
                points,
                astral,
                gap: false,
            }),
            (Lexical::Base64, _) => Some(Self::Base64(Base64::default())),
            _ => None,
        }
    }

    /// Takes in a run of text; `bytes` are the window's.
    pub(crate) fn run<E: Encoding>(&mut self, run: &Run, bytes: &[u8]) {
        let bytes = run.span.of(bytes);
        match self {
            Self::Text { points, astral } => {
                *points += run.characters as u64;
                *astral += run.astral as u64;
            }
            Self::Words {
                points,
                astral,
                gap,
            } => {
                *astral += run.astral as u64;
                // White space is never part of a character of several bytes.
                for piece in
                    bytes.chunk_by(|&one, &two| chars::is_space(one) == chars::is_space(two))
                {
                    if chars::is_space(piece[0]) {
                        *gap = true;
                    } else {
                        *points += u64::from(*gap && *points > 0) + E::count(piece) as u64;
                        *gap = false;
                    }
                }
            }
            Self::Base64(base64) => bytes.iter().for_each(|&byte| base64.take(byte)),
        }
    }

    /// Takes in a character that was written as a reference.
    pub(crate) fn character(&mut self, c: char) {
        let wide = u64::from(c > '\u{FFFF}');
        match self {
            Self::Text { points, astral } => (*points, *astral) = (*points + 1, *astral + wide),
            Self::Words { gap, .. } if matches!(c, ' ' | '\t' | '\n' | '\r') => *gap = true,
            Self::Words {
                points,
                astral,
                gap,
            } => {
                *points += 1 + u64::from(*gap && *points > 0);
                *astral += wide;
                *gap = false;
            }
            // What is not ASCII is no part of base64, whichever byte stands for it.
            Self::Base64(base64) => base64.take(u8::try_from(c).unwrap_or(u8::MAX)),
        }
    }

    /// Holds the whole value against its type.
    pub(crate) fn check(&self, simple: &Simple, length: Length) -> Result<(), Broken> {
        match self {
            Self::Text { points, astral } | Self::Words { points, astral, .. } => {
                bounds::characters(simple, *points, *astral, length)
            }
            Self::Base64(base64) => match base64.octets() {
                Some(octets) => bounds::length(simple, octets, octets, None),
                None => value::not_of(simple, "cvc-datatype-valid.1.2.1"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::Utf8;
    use super::super::lexer::Lexer;
    use super::super::sample::derive;
    use super::super::value::How;
    use super::*;

    /// The rule that a value breaks, taken in as pieces of which those that are one character are references.
    fn rule(simple: &Simple, pieces: &[&str]) -> &'static str {
        let mut tally = Tally::of(simple).expect("needs no whole value");
        for piece in pieces {
            let mut chars = piece.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                tally.character(c);
                continue;
            }
            let run = Lexer::<Utf8>::new(piece.as_bytes(), 0).text();
            tally.run::<Utf8>(&run.expect("legal text"), piece.as_bytes());
        }
        let checked = tally.check(simple, Length::Both);
        checked.err().map_or("", |broken| broken.rule)
    }

    #[test]
    fn pieces_get_the_verdict_of_the_whole() {
        let bounds = [("minLength", "3"), ("maxLength", "5")];
        let types = ["string", "normalizedString", "token", "base64Binary"];
        for simple in types.map(|base| derive(base, &bounds)) {
            for pieces in [
                &["ab", "c", "de"][..],
                &["ab", " ", " ", "c"],
                &["  ab", "\t\t", " cd  "],
                &["\u{20000}a", "\u{20000}", "bb"],
                &["QU", "J", "D", " QUJD\t"],
                &["QU", "JDQ", "=="],
                &["QUJD", "é"],
                &["QUJDé="],
                &[],
            ] {
                let how = How {
                    length: Length::Both,
                    ..How::default()
                };
                let whole = value::check(&simple, &pieces.concat(), &mut String::new(), &how);
                let whole = whole.err().map_or("", |broken| broken.rule);
                assert_eq!(rule(&simple, pieces), whole, "{} {pieces:?}", simple.base);
            }
        }
    }

    #[test]
    fn what_must_be_seen_whole_has_no_tally() {
        assert!(Tally::of(&derive("string", &[("pattern", "a*")])).is_none());
        assert!(Tally::of(&derive("string", &[("enumeration", "a")])).is_none());
        for base in ["long", "NMTOKEN", "NMTOKENS", "ID", "anyURI", "hexBinary"] {
            assert!(Tally::of(&derive(base, &[])).is_none(), "{base}");
        }
    }
}
