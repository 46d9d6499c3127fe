//! The plain values of an order: codes, ids, lists, flags, dates.

use chrono::NaiveDate;

use super::column::Column;
use super::field::{Lookup, Read, Tables, Value};

/// A code of one of the bureau's tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The id that is transmitted.
    pub id: u32,
    /// How sure the bundled tables are of it.
    pub standing: Standing,
}

/// How sure the tables are of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A row of the table.
    Listed,
    /// No bundled row, but the bureau may know it.
    Possible,
    /// The name belongs to several rows, of which `id` is the first; another field must decide.
    Ambiguous(Box<[u32]>),
}

/// Several codes of one table, in the operator's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes(pub Vec<Code>);

/// Several texts in one cell, separated by `;`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List(pub Vec<String>);

/// A record id of carrier or bureau: `xs:long`, 1 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

/// A small count or position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub u32);

/// 是 or 否.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag(pub bool);

/// What stands in a cell of a proposed order that a person has to fill in.
pub const TO_FILL_IN: &str = "（待填写）";

/// The separators that operators type between the values of one cell, beside the interface's own `;`.
pub const LOOSE_SEPARATORS: [char; 5] = ['；', '、', '\n', '\r', '，'];

/// The parts of a cell with several values, without blanks and empty parts.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| c == ';' || LOOSE_SEPARATORS.contains(&c))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

impl List {
    /// The form in which the interface takes several values: joined by `;`.
    pub fn joined(&self) -> String {
        self.0.join(";")
    }
}

impl Codes {
    /// The ids in the operator's order.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|code| code.id)
    }
}

/// A text means what it says.
impl Read for Box<str> {
    fn read(_: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        None
    }

    fn itself(value: &Value) -> Option<&Self> {
        Some(&value.text)
    }
}

impl Read for List {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        let parts: Vec<String> = split(text).map(str::to_owned).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    fn written(&self) -> Option<String> {
        Some(self.joined())
    }
}

impl Read for Code {
    fn read(text: &str, column: &Column, tables: &dyn Tables) -> Option<Self> {
        match tables.code(column.table, text) {
            Lookup::Found(id) => Some(Self {
                id,
                standing: Standing::Listed,
            }),
            Lookup::Possible(id) => Some(Self {
                id,
                standing: Standing::Possible,
            }),
            Lookup::Ambiguous(ids) => ids.first().map(|&id| Self {
                id,
                standing: Standing::Ambiguous(ids.clone().into()),
            }),
            Lookup::Unknown => None,
        }
    }

    fn written(&self) -> Option<String> {
        Some(self.id.to_string())
    }

    fn codes(&self) -> &[Code] {
        std::slice::from_ref(self)
    }
}

impl Read for Codes {
    fn read(text: &str, column: &Column, tables: &dyn Tables) -> Option<Self> {
        let codes: Option<Vec<Code>> = split(text)
            .map(|part| Code::read(part, column, tables))
            .collect();
        codes.filter(|codes| !codes.is_empty()).map(Self)
    }

    fn codes(&self) -> &[Code] {
        &self.0
    }
}

impl Read for Id {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let id = text
            .parse()
            .ok()
            .filter(|id| plain && (1..=i64::MAX as u64).contains(id))?;
        Some(Self(id))
    }
}

impl Read for Number {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl Read for Flag {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "是" | "yes" | "y" | "true" | "1" => Some(Self(true)),
            "否" | "no" | "n" | "false" | "0" => Some(Self(false)),
            _ => None,
        }
    }

    fn written(&self) -> Option<String> {
        Some(u8::from(self.0).to_string())
    }
}

impl Read for NaiveDate {
    fn read(text: &str, _: &Column, _: &dyn Tables) -> Option<Self> {
        let day = text.split([' ', 'T']).next()?;
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(day, form).ok())
    }

    fn written(&self) -> Option<String> {
        Some(self.format("%Y-%m-%d").to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoTables;
    impl Tables for NoTables {
        fn code(&self, _: &str, _: &str) -> Lookup {
            Lookup::Unknown
        }
    }

    fn read<T: Read>(text: &str) -> Option<T> {
        T::read(text, &Column::BLANK, &NoTables)
    }

    #[test]
    fn a_list_is_split_at_every_separator_operators_type() {
        assert_eq!(
            read::<List>("a；b、c\nd; e")
                .map(|list| list.joined())
                .as_deref(),
            Some("a;b;c;d;e")
        );
        assert_eq!(read::<List>("；;"), None);
    }

    #[test]
    fn an_id_is_a_positive_xs_long() {
        assert_eq!(
            read::<Id>("9223372036854775807"),
            Some(Id(9_223_372_036_854_775_807))
        );
        for wrong in ["0", "-1", "+1", "9223372036854775808", "1.0", "一"] {
            assert_eq!(read::<Id>(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_are_read_in_the_forms_that_spreadsheets_show() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5);
        for text in [
            "2026-01-05",
            "2026/1/5",
            "2026年1月5日",
            "20260105",
            "2026-01-05 12:30:00",
        ] {
            assert_eq!(read::<NaiveDate>(text), day, "{text}");
        }
        assert_eq!(read::<NaiveDate>("2026-02-30"), None);
    }
}
