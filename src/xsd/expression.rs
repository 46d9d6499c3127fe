//! The grammar of XML Schema's regular expressions.
//!
//! They look like everybody's regular expressions and are not: `^` and `$` are ordinary characters, `[a-z-[aeiou]]`
//! subtracts, `\i` and `\c` are the characters of names, `.` leaves out both line ends, and there are no lazy
//! quantifiers, anchors, or groups that remember.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, Repetition};

use super::classes;

/// How deeply groups may be nested.
const DEPTH: usize = 200;

/// Why there is no pattern.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It breaks the grammar: what and where, in characters from 1.
    Wrong(String),
    /// It needs more memory than we give it.
    TooLarge,
}

/// Reads a whole expression.
pub(crate) fn read(text: &str) -> Result<Hir, Refusal> {
    let chars: Vec<char> = text.chars().collect();
    let mut reader = Reader {
        chars: &chars,
        at: 0,
        depth: 0,
    };
    let read = reader.expression()?;
    if reader.at < chars.len() {
        return reader.wrong("a group is closed that was not opened");
    }
    Ok(read)
}

struct Reader<'t> {
    chars: &'t [char],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let there = self.peek() == Some(c);
        self.at += usize::from(there);
        there
    }

    fn wrong<T>(&self, reason: &str) -> Result<T, Refusal> {
        Err(Refusal::Wrong(format!(
            "pattern, character {}: {reason}",
            self.at + 1
        )))
    }

    /// Branches separated by `|`, up to the end or a closing bracket.
    fn expression(&mut self) -> Result<Hir, Refusal> {
        let mut branches = vec![self.branch()?];
        while self.take('|') {
            branches.push(self.branch()?);
        }
        Ok(Hir::alternation(branches))
    }

    fn branch(&mut self) -> Result<Hir, Refusal> {
        let mut pieces = Vec::new();
        while let Some(c) = self.peek().filter(|&c| c != '|' && c != ')') {
            let atom = self.atom(c)?;
            pieces.push(self.quantified(atom)?);
        }
        Ok(Hir::concat(pieces))
    }

    fn atom(&mut self, c: char) -> Result<Hir, Refusal> {
        self.at += 1;
        let set = match c {
            '(' => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Refusal::TooLarge);
                }
                let inner = self.expression()?;
                self.depth -= 1;
                if !self.take(')') {
                    return self.wrong("a group is not closed");
                }
                return Ok(inner);
            }
            '.' => classes::not(classes::of(&['\n', '\r'])),
            '\\' => self.escape()?.0,
            '[' => self.class()?,
            '?' | '*' | '+' | '{' | '}' | ']' => {
                self.at -= 1;
                return self.wrong(&format!("{c} must be written \\{c} here"));
            }
            c => classes::of(&[c]),
        };
        Ok(Hir::class(Class::Unicode(set)))
    }

    fn quantified(&mut self, atom: Hir) -> Result<Hir, Refusal> {
        let (min, max) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.at += 1;
                let min = self.number()?;
                let max = if !self.take(',') {
                    Some(min)
                } else if self.peek() == Some('}') {
                    None
                } else {
                    Some(self.number()?)
                };
                if self.peek() != Some('}') {
                    return self.wrong("} is wanted");
                }
                if max.is_some_and(|max| max < min) {
                    return self.wrong("the smaller number comes first");
                }
                (min, max)
            }
            _ => return Ok(atom),
        };
        self.at += 1;
        Ok(Hir::repetition(Repetition {
            min,
            max,
            greedy: true,
            sub: Box::new(atom),
        }))
    }

    fn number(&mut self) -> Result<u32, Refusal> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.chars[start..self.at].iter().collect();
        if digits.is_empty() {
            return self.wrong("a number is wanted");
        }
        digits.parse().map_err(|_| Refusal::TooLarge)
    }

    /// What a backslash begins, from behind it: a set, and the character if it is a single one.
    fn escape(&mut self) -> Result<(ClassUnicode, Option<char>), Refusal> {
        let Some(c) = self.peek() else {
            return self.wrong("nothing follows the backslash");
        };
        self.at += 1;
        let single = match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' => c,
            'p' | 'P' => {
                let rest = &self.chars[self.at..];
                let end = rest.iter().position(|&c| c == '}');
                let Some((end, '{')) = end.zip(rest.first().copied()) else {
                    return self.wrong("{ and } are wanted");
                };
                let name: String = rest[1..end].iter().collect();
                let Some(set) = classes::property(&name) else {
                    return self.wrong(&format!("there is no category or block {name}"));
                };
                self.at += end + 1;
                return Ok((if c == 'P' { classes::not(set) } else { set }, None));
            }
            c => match classes::escape(c) {
                Some(set) => return Ok((set, None)),
                None => return self.wrong(&format!("\\{c} means nothing")),
            },
        };
        Ok((classes::of(&[single]), Some(single)))
    }

    /// A set in brackets, from behind the `[`.
    fn class(&mut self) -> Result<ClassUnicode, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Refusal::TooLarge);
        }
        let negative = self.take('^');
        let mut set = ClassUnicode::empty();
        let mut members = 0;
        let mut removed = None;
        loop {
            match self.peek() {
                None => return self.wrong("a set is not closed"),
                Some(']') if members > 0 => break,
                Some(']') => return self.wrong("a set has at least one member"),
                Some('[') => return self.wrong("[ must be written \\[ here"),
                Some('-') if members > 0 && self.chars.get(self.at + 1) == Some(&'[') => {
                    self.at += 2;
                    removed = Some(self.class()?);
                    if self.peek() != Some(']') {
                        return self.wrong("nothing can follow what is subtracted");
                    }
                    break;
                }
                Some(_) => self.member(&mut set, members == 0)?,
            }
            members += 1;
        }
        self.at += 1;
        self.depth -= 1;
        if negative {
            set.negate();
        }
        if let Some(removed) = removed {
            set.difference(&removed);
        }
        Ok(set)
    }

    /// One character, range or escape of a set.
    fn member(&mut self, set: &mut ClassUnicode, first: bool) -> Result<(), Refusal> {
        let start = self.at;
        let (low, plain_dash) = match self.end_of_range()? {
            (escaped, None) => {
                set.union(&escaped);
                return Ok(());
            }
            (_, Some(c)) => (c, c == '-' && self.at == start + 1),
        };
        let next = |offset: usize| self.chars.get(self.at + offset).copied();
        let last = next(0) == Some(']');
        let subtracts = next(0) == Some('-') && next(1) == Some('[');
        if plain_dash {
            if !first && !last && !subtracts {
                self.at = start;
                return self.wrong("- stands first or last, or is written \\-");
            }
            // `[--z]` would begin a range with the dash, which must be escaped for that.
            if next(0) == Some('-') && !matches!(next(1), Some(']' | '[')) {
                return self.wrong("- stands first or last, or is written \\-");
            }
            set.push(ClassUnicodeRange::new('-', '-'));
            return Ok(());
        }
        if next(0) != Some('-') || matches!(next(1), Some(']' | '[')) {
            set.push(ClassUnicodeRange::new(low, low));
            return Ok(());
        }
        self.at += 1;
        let from = self.at;
        let (_, high) = self.end_of_range()?;
        match high {
            Some('-') if self.at == from + 1 => self.wrong("a range cannot end with -"),
            Some(high) if low <= high => {
                set.push(ClassUnicodeRange::new(low, high));
                Ok(())
            }
            Some(_) => self.wrong("the range is empty"),
            None => self.wrong("a range ends with a character"),
        }
    }

    fn end_of_range(&mut self) -> Result<(ClassUnicode, Option<char>), Refusal> {
        match self.peek() {
            None => self.wrong("a set is not closed"),
            Some('\\') => {
                self.at += 1;
                self.escape()
            }
            Some('[') => self.wrong("[ must be written \\[ here"),
            Some(c) => {
                self.at += 1;
                Ok((ClassUnicode::empty(), Some(c)))
            }
        }
    }
}
