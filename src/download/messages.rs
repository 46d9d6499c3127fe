//! A document's records, one after the other, as they are read.

use std::io::Read;

use super::audit::{AccessAudit, AuditFinding, SiteAudit, SubjectAudit};
use super::blacklist::{BlacklistEntry, IllegalAccess};
use super::cancelled::Cancellation;
use super::code_row::{self, CodeRow, ReportingUnit};
use super::domain_record::DomainRecord;
use super::domain_result::DomainResult;
use super::element::Element;
use super::ip_audit::IpAuditFinding;
use super::ip_record::IpRecord;
use super::ip_result::{IpPart, IpResult};
use super::notice::RectificationNotice;
use super::published::PublishedRecord;
use super::result::{OpinionRecord, ResultRecord};
use super::source::{Record, Source, Step};
use super::unfiled::UnfiledSite;
use super::{Content, Error, Message};
use crate::order::Text;

/// Reads a `DownloadData` document in GBK or UTF-8, and gives each record as soon as it is complete. Holds one record at a
/// time, however large the document is.
///
/// A document that is broken or cut off gives the records before the place, then an error, then nothing: whether it is
/// whole is known at its end only.
pub struct Messages<R> {
    source: Source<R>,
    /// The elements around the present place, the root left out.
    open: Vec<String>,
    stage: Stage,
    number: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    Within,
    After,
    Over,
}

impl<R: Read> Messages<R> {
    /// Nothing is read yet.
    pub fn new(source: R) -> Messages<R> {
        Messages {
            source: Source::new(source),
            open: Vec::new(),
            stage: Stage::Before,
            number: 0,
        }
    }

    fn next_message(&mut self) -> Result<Option<Message>, Error> {
        loop {
            match (self.stage, self.source.step_between()?) {
                (Stage::Before, Step::Open(name)) if name == "DownloadData" => {
                    self.stage = Stage::Within;
                }
                (Stage::Before, Step::Open(name)) => return Err(Error::Root(name)),
                (Stage::Before, Step::End) => return Err(Error::Empty),
                (Stage::Within, Step::Open(name)) => {
                    self.open.push(name);
                    if !is_container(&self.open) {
                        let name = self.open.pop().unwrap_or_default();
                        let record = self.source.record(name.clone())?;
                        return self.message(&name, record).map(Some);
                    }
                }
                (Stage::Within, Step::Close) => {
                    if self.open.pop().is_none() {
                        self.stage = Stage::After;
                    }
                }
                (_, Step::Text(text)) if !text.trim().is_empty() => {
                    return self.stray(text).map(Some);
                }
                (Stage::Within, Step::End) => {
                    let innermost = self.open.pop();
                    let innermost = innermost.unwrap_or_else(|| "DownloadData".to_owned());
                    return Err(Error::Truncated(innermost));
                }
                (Stage::After | Stage::Over, Step::End) => return Ok(None),
                (Stage::After | Stage::Over, Step::Open(_)) => return Err(Error::Trailing),
                (_, Step::Text(_) | Step::Close) => {}
            }
        }
    }

    fn message(&mut self, name: &str, record: Record) -> Result<Message, Error> {
        let Some(element) = record.element else {
            let why = Text::new(
                "这条记录超过 16 MiB 或 100000 个元素，只保留开头",
                "this record is larger than 16 MiB or 100000 elements; only its beginning is kept",
            );
            return self.number(Content::Unread(why), record.raw, Vec::new());
        };
        let path: Vec<&str> = self.path().chain([name]).collect();
        let content = content(&path, &element);
        let unknown = match &content {
            Ok(_) => element
                .unread()
                .into_iter()
                .map(|unread| unread.span.clone())
                .collect(),
            // All of it is.
            Err(_) => Vec::new(),
        };
        let content = content.unwrap_or_else(Content::Unread);
        self.number(content, record.raw, unknown)
    }

    /// A text between records, where the interface has none.
    fn stray(&mut self, text: String) -> Result<Message, Error> {
        let why = Text::new(
            "记录之间出现了文字，接口没有定义",
            "a text between records, where the interface defines none",
        );
        self.number(Content::Unread(why), text, Vec::new())
    }

    fn number(
        &mut self,
        content: Content,
        raw: String,
        unknown: Vec<std::ops::Range<usize>>,
    ) -> Result<Message, Error> {
        self.number = self.number.checked_add(1).ok_or(Error::Bound {
            zh: "记录超过 4294967295 条",
            en: "there are more than 4294967295 records",
        })?;
        Ok(Message {
            number: self.number,
            family: family(&self.open),
            content,
            raw,
            unknown,
        })
    }

    /// The names around the present place. Code tables are the same within a full copy and alone.
    fn path(&self) -> impl Iterator<Item = &str> {
        let skipped = usize::from(is_copy_of_codes(&self.open));
        self.open.iter().skip(skipped).map(String::as_str)
    }
}

impl<R: Read> Iterator for Messages<R> {
    type Item = Result<Message, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stage == Stage::Over {
            return None;
        }
        let next = self.next_message();
        if !matches!(next, Ok(Some(_))) {
            self.stage = Stage::Over;
        }
        next.transpose()
    }
}

/// The name of a document's root element, without reading on.
pub fn root(source: impl Read) -> Result<String, Error> {
    let mut source = Source::new(source);
    loop {
        match source.step_between()? {
            Step::Open(name) => return Ok(name),
            Step::End => return Err(Error::Empty),
            Step::Text(_) | Step::Close => {}
        }
    }
}

fn is_copy_of_codes(open: &[String]) -> bool {
    matches!(open, [group, copied, ..] if group == "SJTB" && copied == "JCDM")
}

/// The family of the records within `open`.
fn family(open: &[String]) -> String {
    let length = match open.first().map(String::as_str) {
        Some("JCDM") => 1,
        _ => 2,
    };
    open[..open.len().min(length)].join("/")
}

/// Whether the innermost element of a path holds records instead of being one.
fn is_container(path: &[String]) -> bool {
    let skipped = usize::from(is_copy_of_codes(path));
    let path: Vec<&str> = path.iter().skip(skipped).map(String::as_str).collect();
    match path.as_slice() {
        [_] | [_, _] => true,
        ["ICP", "BAJG", "GJSHS"] | ["ICP" | "IP", "HCJG", "Jgxx"] => true,
        ["JCDM", "Jcdm_xx", list] => code_row::is_list(list),
        ["SJTB", "IP", "Iply" | "Ipfp" | "Ipgb" | "Zdip"] => true,
        _ => false,
    }
}

/// Reads a record by where it stands.
fn content(path: &[&str], record: &Element) -> Result<Content, Text> {
    let published = || PublishedRecord::read(record).map(Box::new);
    match path {
        ["ICP", "BASJ", "Baxx"] | ["SJTB", "ICP", "Baxx"] => published().map(Content::Published),
        ["ICP", "ZXSJ", "Zxxx"] => Cancellation::read(record).map(Content::Cancelled),
        ["ICP", "HMDLB", "Zthmdxxs"] => {
            BlacklistEntry::read_subject(record).map(Content::Blacklist)
        }
        ["ICP", "HMDLB", "Wzhmdxxs"] => BlacklistEntry::read_site(record).map(Content::Blacklist),
        ["ICP", "FFJRHMD", "Ffjrxx"] => IllegalAccess::read(record).map(Content::IllegalAccess),
        ["ICP", "WBAWZLB", "Wbawz_xx"] => UnfiledSite::read(record).map(Content::UnfiledSite),
        ["ICP", "BAJG", "Jg_xx"] => ResultRecord::read(record).map(Content::Result),
        ["ICP", "BAJG", .., "Gjsh"] => OpinionRecord::read(record).map(Content::Opinion),
        ["ICP", "HSRW", "Baxx"] => published().map(Content::VerificationTask),
        ["ICP", "HCJG", .., audit] => {
            let finding = match *audit {
                "Zthc" => SubjectAudit::read(record).map(AuditFinding::Subject),
                "Jrhc" => AccessAudit::read(record).map(AuditFinding::Access),
                "Kkwzhc" => SiteAudit::read_empty(record).map(AuditFinding::EmptySite),
                "Wzch" => SiteAudit::read_liveness(record).map(AuditFinding::Liveness),
                _ => Err(undefined()),
            };
            finding.map(Content::Audit)
        }
        ["ICP", "XGTZ", "Tzxx"] => RectificationNotice::read(record).map(Content::Notice),
        ["IP", "BAJG", result] => {
            let part = match *result {
                "Lyjg" => IpPart::Source,
                "Fpjg" => IpPart::Allocation,
                "Gbjs" => IpPart::Broadcast,
                "Zdip" => IpPart::Own,
                _ => return Err(undefined()),
            };
            IpResult::read(part, record).map(Content::IpResult)
        }
        ["IP", "HCJG", .., audit] => {
            let finding = match *audit {
                "Yj" => IpAuditFinding::read_out_of_range(record),
                "Ct" => IpAuditFinding::read_conflict(record),
                "Wb" => IpAuditFinding::read_unreported(record),
                _ => Err(undefined()),
            };
            finding.map(Content::IpAudit)
        }
        ["YM", "BAJG", "Jg_xx"] => DomainResult::read(record).map(Content::DomainResult),
        ["JCDM", "Bbdwlb", "Bbdw"] => ReportingUnit::read(record).map(Content::Unit),
        ["JCDM", "Jcdm_xx", list, row] => {
            let table = code_row::table_of(list, row).ok_or_else(undefined)?;
            CodeRow::read(table, record).map(Content::Code)
        }
        ["SJTB", "IP", list, row] => {
            let part = match (*list, *row) {
                ("Iply", "Lyxx") => IpPart::Source,
                ("Ipfp", "Fpxx") => IpPart::Allocation,
                ("Ipgb", "Gbxx") => IpPart::Broadcast,
                ("Zdip", "Zdxx") => IpPart::Own,
                _ => return Err(undefined()),
            };
            IpRecord::read(part, record).map(Content::IpRecord)
        }
        ["SJTB", "YM", "Ymxx"] => {
            let domain = DomainRecord::read(record).map(Box::new);
            domain.map(Content::Domain)
        }
        _ => Err(undefined()),
    }
}

fn undefined() -> Text {
    Text::new(
        "接口没有定义这类记录",
        "the interface does not define records of this kind",
    )
}
