//! What a column is: its names, where its value goes in the upload, and how long it may be.
//!
//! A column is declared once, beside its field (see [`super::parts`]); headers, findings, the record writer and the
//! empty workbook all read this declaration.

/// One column of the order model.
#[derive(Debug)]
pub struct Column {
    /// Name of the sheet, which is also the first part of a dotted alias (`网站.网站名称`).
    pub sheet: &'static str,
    /// Chinese header.
    pub header: &'static str,
    /// Element path in a new filing's record (`Zt_xx/Zj/Zjlx`); empty when the value stays with the carrier.
    pub path: &'static str,
    /// Further tags under which the interface knows the value (`Baxh` beside `Ztbah`).
    pub tags: &'static [&'static str],
    /// English name, which is also the field's name.
    pub english: &'static str,
    /// Further headers that operators use.
    pub aliases: &'static [&'static str],
    /// The code table that the value comes from; empty for free values.
    pub table: &'static str,
    /// Shortest and longest text in characters; `(0, 0)` when the interface sets no bound.
    pub length: (u32, u32),
    /// What the value tells about a person.
    pub privacy: Privacy,
}

/// Headers of the columns that reports add to the operator's own tables; when a table comes back with them, they are none
/// of the order's.
pub const ANSWERS: [&str; 5] = [
    "检查结果",
    "上报结果",
    "上报备案号",
    "上报返回码",
    "上报处理办法",
];

/// Sheets of the empty workbook that hold no orders: notes, and the words of the code tables.
pub const BESIDE_ORDERS: [&str; 2] = ["说明", "代码表"];

/// What a value tells about a person; decides how it is masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// Nothing: shown as it is.
    #[default]
    Open,
    /// A person's or organizer's name.
    Name,
    /// A certificate or licence number.
    Number,
    /// A telephone number.
    Phone,
    /// An e-mail address or messenger account.
    Email,
    /// A postal address.
    Address,
    /// Somebody's own words: telephone numbers, numbers of persons' certificates and e-mail addresses in them.
    Words,
    /// A password: never shown, not even unmasked.
    Secret,
}

impl Column {
    /// A column without any property, to be filled in by a declaration.
    pub const BLANK: Column = Column {
        sheet: "",
        header: "",
        path: "",
        tags: &[],
        english: "",
        aliases: &[],
        table: "",
        length: (0, 0),
        privacy: Privacy::Open,
    };

    /// The element's own tag (`Zjlx`), or nothing when the value is not transmitted.
    pub fn tag(&self) -> &'static str {
        self.path.rsplit('/').next().unwrap_or("")
    }

    /// Every name under which a header may call this column.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.header, self.tag(), self.english]
            .into_iter()
            .chain(self.tags.iter().copied())
            .chain(self.aliases.iter().copied())
            .filter(|name| !name.is_empty())
    }
}
