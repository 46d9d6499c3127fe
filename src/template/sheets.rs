//! Which sheets and columns orders of some kinds have, and what is to be said about each column.

use crate::order::{Column, Element, Kind, Lang, Operation, Presence, columns};

/// One sheet.
pub(super) struct Sheet {
    pub name: &'static str,
    pub columns: Vec<&'static Column>,
    kinds: Vec<Kind>,
}

const ORDERS: &str = "订单";
const ATTACHMENTS: &str = "附件";
/// Sheets whose rows are linked to the order's by its number.
const NUMBER: &str = "订单号";

/// The sheets of orders of these kinds, in the order of the order model.
pub(super) fn of(kinds: &[Kind]) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let number = columns().find(|column| column.sheet == ORDERS && column.header == NUMBER);
    for column in columns() {
        let kinds: Vec<Kind> = { kinds.iter().copied() }
            .filter(|kind| has_sheet(*kind, column.sheet))
            .collect();
        let is_sent = !column.path.is_empty();
        let used = kinds
            .iter()
            .any(|kind| !is_sent || presence(*kind, column).is_some() || is_tagged(column));
        if kinds.is_empty() || !used {
            continue;
        }
        if sheets.last().is_none_or(|sheet| sheet.name != column.sheet) {
            let linked = number.filter(|_| column.sheet != ORDERS);
            sheets.push(Sheet {
                name: column.sheet,
                columns: linked.into_iter().collect(),
                kinds,
            });
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.columns.push(column);
        }
    }
    sheets
}

/// Whether a column is known by further tags: other records have its value in another place.
fn is_tagged(column: &Column) -> bool {
    !column.tags.is_empty() || column.sheet == ATTACHMENTS
}

/// Whether orders of a kind have rows in a sheet.
fn has_sheet(kind: Kind, sheet: &str) -> bool {
    if sheet == ORDERS {
        return true;
    }
    if sheet == ATTACHMENTS {
        return Kind::WITH_ATTACHMENTS.contains(&kind);
    }
    let sent = |column: &&'static Column| column.sheet == sheet && !column.path.is_empty();
    columns()
        .filter(sent)
        .any(|column| presence(kind, column).is_some())
}

/// What a column is in the records of a kind; the strictest of what its operations ask for.
fn presence(kind: Kind, column: &Column) -> Option<Presence> {
    let operations = [None]
        .into_iter()
        .chain(Operation::ALL.iter().copied().map(Some));
    let mut found = None;
    for operation in operations {
        if let Some(element) = Element::find(kind, operation, column.path) {
            found = match (found, element.presence) {
                (Some(Presence::Required), _) | (_, Presence::Required) => Some(Presence::Required),
                (known, new) => known.or(Some(new)),
            };
        }
    }
    found
}

impl Sheet {
    /// Whether every kind needs the column.
    pub(super) fn is_required(&self, column: &Column) -> bool {
        let is_key = column.header == NUMBER || column.header == "订单类型";
        let required = |kind: &Kind| {
            !column.path.is_empty() && presence(*kind, column) == Some(Presence::Required)
        };
        is_key || self.kinds.iter().all(required)
    }

    /// What the header's note says.
    pub(super) fn note(&self, column: &Column, lang: Lang) -> String {
        let say = |zh: String, en: String| match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let mut lines = vec![column.header.to_owned()];
        if column.path.is_empty() {
            lines.push(say("不上报".into(), "Not sent to the bureau".into()));
        } else {
            let tag = column.tag();
            lines.push(say(format!("接口标签 {tag}"), format!("Tag {tag}")));
        }
        let with = |wanted: &[Presence]| -> Vec<&str> {
            { self.kinds.iter() }
                .filter(|kind| {
                    !column.path.is_empty()
                        && presence(**kind, column).is_some_and(|found| wanted.contains(&found))
                })
                .map(|kind| kind.name())
                .collect()
        };
        for (wanted, zh, en) in [
            (&[Presence::Required][..], "必填", "Required"),
            (&[Presence::Choice], "选填其一", "One of several"),
            (&[Presence::Optional], "可填", "Optional"),
            (
                &[Presence::Allocated],
                "可空，由程序填写",
                "Filled in when empty",
            ),
        ] {
            let kinds = with(wanted);
            if !kinds.is_empty() {
                let kinds = kinds.join("、");
                lines.push(say(format!("{zh}：{kinds}"), format!("{en}: {kinds}")));
            }
        }
        match column.length {
            (0, 0) => {}
            (least, most) => lines.push(say(
                format!("长度 {least} 到 {most} 个字符"),
                format!("{least} to {most} characters"),
            )),
        }
        if !column.table.is_empty() {
            lines.push(say(
                format!("填名称或编号，见 beian codes {}", column.table),
                format!("A name or an id, see `beian codes {}`", column.table),
            ));
        }
        lines.join("\n")
    }
}
