//! Which column a header means: Chinese header, interface tag, English name or alias, alone or after the sheet and a dot.
//!
//! Blanks, width and case do not count, nor does a `*` that marks a required column. In the flat layout several parts know
//! the same tag (`Fzr_xm`); an undotted name then means the first part in the order of [`PartKind::ALL`], so the subject
//! before the site, and the others need the dotted form (`网站.Fzr_xm`). So do the columns of orders that are no filings: an
//! undotted 备注 beside a filing must not become a report. Only those of a cancellation may stand alone (记录Id).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::convention;
use super::part::PartKind;
use crate::codes::fold;
use crate::order::{Column, Lookup, Tables};

/// What a column of a sheet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The column at this position of a part.
    Column(PartKind, usize),
    /// Paths of attachments with this purpose, in the flat layout.
    Attachments(Box<str>),
}

/// The order number, which every sheet has.
pub(super) const NUMBER: Target = Target::Column(PartKind::Order, 0);

/// The headers of one layout.
pub(super) struct Headers {
    part: Option<PartKind>,
    targets: HashMap<String, Target>,
    names: Vec<&'static str>,
}

static SHEETS: LazyLock<Vec<Headers>> =
    LazyLock::new(|| PartKind::ALL.into_iter().map(Headers::for_part).collect());
static FLAT: LazyLock<Headers> = LazyLock::new(Headers::for_flat);

impl Headers {
    /// The headers of a part's own sheet.
    pub(super) fn of(part: PartKind) -> &'static Self {
        &SHEETS[part as usize]
    }

    /// The headers of the flat layout.
    pub(super) fn flat() -> &'static Self {
        &FLAT
    }

    fn for_part(part: PartKind) -> Self {
        let mut headers = Self {
            part: Some(part),
            targets: HashMap::new(),
            names: Vec::new(),
        };
        headers.add_columns(part);
        let number = &PartKind::Order.columns()[0];
        for name in std::iter::once(&number.header).chain(number.aliases) {
            headers.add(name, fold(name), NUMBER);
        }
        headers
    }

    fn for_flat() -> Self {
        let mut headers = Self {
            part: None,
            targets: HashMap::new(),
            names: Vec::new(),
        };
        for part in PartKind::ALL {
            match part {
                PartKind::Attachment => {}
                PartKind::Cancellation => headers.add_columns(part),
                part if part.reports().is_some() => headers.add_dotted(part),
                part => headers.add_columns(part),
            }
        }
        headers
    }

    fn add_columns(&mut self, part: PartKind) {
        self.add_dotted(part);
        for (position, column) in part.columns().iter().enumerate() {
            for name in column.names() {
                self.add(name, fold(name), Target::Column(part, position));
            }
        }
    }

    fn add_dotted(&mut self, part: PartKind) {
        for (position, column) in part.columns().iter().enumerate() {
            for name in column.names().map(fold) {
                for sheet in part.names() {
                    self.targets
                        .entry(format!("{sheet}.{name}"))
                        .or_insert(Target::Column(part, position));
                }
            }
        }
    }

    fn add(&mut self, name: &'static str, folded: String, target: Target) {
        self.targets.entry(folded).or_insert_with(|| {
            self.names.push(name);
            target
        });
    }

    /// What `header` means.
    pub(super) fn find(&self, header: &str, tables: &dyn Tables) -> Option<Target> {
        let folded =
            fold(header.trim_matches(|c: char| c == '*' || c == '＊' || c.is_whitespace()));
        if let Some(target) = self.targets.get(&folded) {
            return Some(target.clone());
        }
        let (sheet, purpose) = folded.split_once('.')?;
        let known = || {
            convention::is_purpose(purpose)
                || tables.code("attachment_purpose", purpose) != Lookup::Unknown
        };
        let attachments =
            self.part.is_none() && PartKind::Attachment.names().contains(&sheet) && known();
        attachments.then(|| Target::Attachments(purpose.into()))
    }

    /// What `key` means below a nested table of an order folder (`principal`, `review`): the name with the table's
    /// before it, in English or Chinese, or else a name of its own.
    pub(super) fn find_nested(&self, part: PartKind, table: &str, key: &str) -> Option<Target> {
        let (table, key) = (fold(table), fold(key));
        let chinese = if table == "principal" {
            "负责人"
        } else {
            &table
        };
        [
            format!("{table}_{key}"),
            format!("{table}{key}"),
            format!("{}{chinese}{key}", part.sheet()),
            key,
        ]
        .into_iter()
        .find_map(|name| self.targets.get(&name).cloned())
    }

    /// The known name that is most like `header`, when one is like it at all.
    pub(super) fn nearest(&self, header: &str) -> Option<&'static str> {
        let folded = fold(header);
        let name = folded.rsplit('.').next().unwrap_or(&folded);
        self.names
            .iter()
            .map(|known| {
                (
                    strsim::normalized_damerau_levenshtein(name, &fold(known)),
                    *known,
                )
            })
            .filter(|(likeness, _)| *likeness >= 0.5)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, known)| known)
    }
}

impl Target {
    /// The column of the order model.
    pub(super) fn column(&self) -> &'static Column {
        match self {
            Self::Column(part, position) => &part.columns()[*position],
            Self::Attachments(_) => {
                &PartKind::Attachment.columns()[PartKind::Attachment.column("file")]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;

    fn english(headers: &Headers, header: &str) -> Option<String> {
        match headers.find(header, Codes::bundled())? {
            Target::Column(part, position) => Some(format!(
                "{}.{}",
                part.sheet(),
                part.columns()[position].english
            )),
            Target::Attachments(purpose) => Some(format!("附件:{purpose}")),
        }
    }

    #[test]
    fn a_header_is_known_in_chinese_as_tag_in_english_and_dotted() {
        let site = Headers::of(PartKind::Site);
        for header in [
            "网站名称",
            " 网站 名称* ",
            "Wzmc",
            "ＷＺＭＣ",
            "name",
            "网站.网站名称",
            "网站．Wzmc",
            "site.name",
        ] {
            assert_eq!(
                english(site, header).as_deref(),
                Some("网站.name"),
                "{header}"
            );
        }
        assert_eq!(english(site, "订单号").as_deref(), Some("订单.number"));
        assert_eq!(english(site, "主体.主办单位名称"), None);
    }

    #[test]
    fn an_undotted_tag_of_several_parts_means_the_subject_in_a_flat_sheet() {
        let flat = Headers::flat();
        assert_eq!(
            english(flat, "Fzr_xm").as_deref(),
            Some("主体.principal_name")
        );
        assert_eq!(
            english(flat, "网站.Fzr_xm").as_deref(),
            Some("网站.principal_name")
        );
        assert_eq!(english(flat, "域名").as_deref(), Some("域名.name"));
        assert_eq!(english(flat, "IP").as_deref(), Some("IP地址.first"));
        assert_eq!(
            english(flat, "服务器放置地").as_deref(),
            Some("接入.location")
        );
    }

    #[test]
    fn a_flat_sheet_has_a_column_for_every_purpose_of_an_attachment() {
        let flat = Headers::flat();
        assert_eq!(english(flat, "附件.核验单").as_deref(), Some("附件:核验单"));
        assert_eq!(english(flat, "附件.授权书").as_deref(), Some("附件:授权书"));
        assert_eq!(english(flat, "附件.合影"), None);
    }

    #[test]
    fn the_nearest_known_header_is_suggested() {
        assert_eq!(
            Headers::of(PartKind::Subject).nearest("主办单位名秤"),
            Some("主办单位名称")
        );
        assert_eq!(Headers::of(PartKind::Subject).nearest("销售员"), None);
    }

    #[test]
    fn nested_tables_of_an_order_folder_lend_their_name_to_their_keys() {
        let subject = Headers::of(PartKind::Subject);
        let english = |table, key| {
            subject
                .find_nested(PartKind::Subject, table, key)
                .map(|target| target.column().english)
        };
        assert_eq!(english("principal", "name"), Some("principal_name"));
        assert_eq!(english("principal", "Fzr_xm"), Some("principal_name"));
        assert_eq!(english("principal", "姓名"), Some("principal_name"));
        assert_eq!(english("负责人", "姓名"), Some("principal_name"));
        assert_eq!(english("主体负责人", "姓名"), Some("principal_name"));
        let order = Headers::of(PartKind::Order);
        let review = order
            .find_nested(PartKind::Order, "review", "photo")
            .map(|target| target.column().english);
        assert_eq!(review, Some("photo_method"));
    }
}
