//! Reports of IP ranges and domains: each record is checked at once, and its result is all that comes of it.
//!
//! Records of the carrier's past need not be reported first: a change or deletion of an id that this bureau never gave out
//! is taken as one of those. An id that it gave out and that was deleted since does not exist any more.

mod domain;
mod ip;

use rusqlite::{Connection, params};

use super::Error;
use super::filed::{FiledRange, RangeList};
use super::register::Register;
use super::results::queue;
use super::rules;
use super::scenario::{Review, Rule, Scenario};
use super::state::next;
use super::xml::{copy, leaf, wrap};
use crate::bureau::tree::Element;

/// Where the records of one kind stand, and what answers call them.
struct Kind {
    /// `IP` or `YM`.
    root: &'static str,
    operation: &'static str,
    /// The element that gathers the records of an IP report.
    wrapper: &'static str,
    record: &'static str,
    /// The list of results: `Lyjg`, `Fpjg`, `Gbjs`, `Zdip`, `Jg_xx`.
    list: &'static str,
    /// `Czlx`: 1 added, 2 changed, 3 deleted.
    code: u32,
}

macro_rules! kinds {
    ($( $root:literal $operation:literal $wrapper:literal $record:literal => $list:literal $code:literal; )*) => {
        &[$( Kind { root: $root, operation: $operation, wrapper: $wrapper, record: $record, list: $list, code: $code } ),*]
    };
}

const KINDS: &[Kind] = kinds! {
    "IP" "XZBA" "Xzly" "Ly" => "Lyjg" 1;
    "IP" "XGBA" "Xgly" "Ly_xx" => "Lyjg" 2;
    "IP" "SCBA" "Scly" "Ly" => "Lyjg" 3;
    "IP" "XZBA" "Xzfp" "Fpsy" => "Fpjg" 1;
    "IP" "XGBA" "Xgfp" "Fpsy" => "Fpjg" 2;
    "IP" "SCBA" "Scfp" "Fpsy" => "Fpjg" 3;
    "IP" "XZBA" "Xzgbjs" "Jsxx" => "Gbjs" 1;
    "IP" "XGBA" "Xggbjs" "Jsxx" => "Gbjs" 2;
    "IP" "SCBA" "Scgbjs" "Jsxx" => "Gbjs" 3;
    "IP" "XZBA" "Zdip" "Zdxx" => "Zdip" 1;
    "IP" "XGBA" "XgZd" "Zdxx" => "Zdip" 2;
    "IP" "SCBA" "Sczd" "Zdxx" => "Zdip" 3;
    "YM" "XZBA" "" "Xzxx" => "Jg_xx" 1;
    "YM" "XGBA" "" "Xzxx" => "Jg_xx" 2;
    "YM" "SCBA" "" "Scxx" => "Jg_xx" 3;
};

const ADDED: u32 = 1;
const DELETED: u32 = 3;

/// One record of a report.
pub(super) struct Reported {
    kind: &'static Kind,
    element: Element,
}

/// Whether an element gathers records instead of being one.
pub(super) fn is_wrapper(root: &str, tag: &str) -> bool {
    let mut kinds = KINDS.iter();
    kinds.any(|kind| kind.root == root && kind.wrapper == tag)
}

impl Reported {
    /// The record that stands below these elements, when this bureau knows it.
    pub fn new(path: &[String], element: Element) -> Option<Self> {
        let path: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
        let kind = KINDS.iter().find(|kind| {
            let around = [kind.root, kind.operation, kind.wrapper];
            around
                .into_iter()
                .filter(|tag| !tag.is_empty())
                .eq(path.iter().copied())
                && kind.record == element.name
        })?;
        Some(Self { kind, element })
    }

    fn number(&self, tag: &str) -> Option<i64> {
        self.element.value(tag)?.parse().ok()
    }

    /// What stands in the record between its ids and `until`, or behind `after`.
    fn fragment(&self, after: Option<&str>, until: Option<&str>) -> String {
        let mut fragment = String::new();
        let mut is_reached = after.is_none();
        for child in &self.element.children {
            if Some(child.name.as_str()) == until {
                break;
            }
            if is_reached && !["Id", "IspId"].contains(&child.name.as_str()) {
                copy(&mut fragment, child);
            }
            is_reached |= Some(child.name.as_str()) == after;
        }
        fragment
    }

    /// The bureau's id that the record names; new records have none.
    fn id(&self) -> Option<i64> {
        self.number("Id").filter(|_| self.kind.code != ADDED)
    }
}

/// What becomes of a record.
enum Verdict {
    /// Accepted, as the record with this id.
    Accepted(i64),
    /// Refused for these reasons.
    Refused(Vec<Reason>),
    /// No answer yet.
    Pending,
}

/// Why a record is refused.
struct Reason {
    code: u32,
    words: String,
    /// Another record that has something to do with it.
    related: Option<Related>,
}

/// A range that is filed already.
struct Related {
    id: i64,
    first: i64,
    last: i64,
}

impl Reason {
    fn new(code: u32, words: impl Into<String>) -> Self {
        Self {
            code,
            words: words.into(),
            related: None,
        }
    }
}

/// Adds what the code tables say against a record.
fn check_code_tables(
    register: &Register<'_>,
    part: rules::Part,
    record: &Reported,
    reasons: &mut Vec<Reason>,
) {
    let mut found = Vec::new();
    rules::check_code_tables(register.scenario, part, &record.element, &mut found);
    let found = found.into_iter();
    reasons.extend(found.map(|reason| Reason::new(reason.code, reason.words)));
}

/// Whether this carrier reported that every address of a range is its own: allocated, or brought by a customer.
pub(super) fn are_reported(register: &Register<'_>, first: i64, last: i64) -> Result<bool, Error> {
    ip::cover(register, &["Fpjg", "Zdip"], first, last)
}

/// Files a range that the scenario says was reported before, unless it is known.
pub(super) fn file_the_past(register: &Register<'_>, range: &FiledRange) -> Result<(), Error> {
    let carrier = range.carrier.unwrap_or(register.carrier);
    let carrier = i64::try_from(carrier).unwrap_or(i64::MAX);
    let (first, last) = (range.first.to_bits(), range.last.to_bits());
    let query = "SELECT 1 FROM ip_range WHERE id = ?1
                 OR (list = ?2 AND carrier = ?3 AND first = ?4 AND last = ?5)";
    let mut statement = register.connection.prepare_cached(query)?;
    let list = range.list.tag();
    if statement.exists(params![range.id, list, carrier, first, last])? {
        return Ok(());
    }
    let id = match range.id {
        Some(id) => id,
        None => new_id(register.connection)?,
    };
    let (before, fragment) = match range.list {
        RangeList::Source => ("", "<Lydw>1</Lydw>"),
        RangeList::Allocation => ("", "<Fpfs>4</Fpfs>"),
        RangeList::Broadcast => ("<Gbdw>1</Gbdw><Sqdw>2</Sqdw>", "<Bz>演习</Bz>"),
        // Nothing short could be published of it.
        RangeList::Own => ("", ""),
    };
    let statement = "INSERT INTO ip_range (id, carrier, list, first, last, before, fragment)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![id, carrier, list, first, last, before, fragment];
    register.connection.execute(statement, values)?;
    Ok(())
}

/// Checks the records of a file one after the other, each beside those before it, and puts the results into the queue.
pub(super) fn answer(register: &Register<'_>, reports: &[Reported]) -> Result<(), Error> {
    let scenario = register.scenario;
    let mut results = [String::new(), String::new()];
    for record in reports {
        let is_ip = record.kind.root == "IP";
        let verdict = match by_scenario(record, scenario) {
            Some(verdict) => verdict,
            None if is_ip => ip::check(register, record)?,
            None => domain::check(register, record)?,
        };
        let verdict = match verdict {
            Some(verdict) => verdict,
            None if is_ip => Verdict::Accepted(ip::file(register, record)?),
            None => Verdict::Accepted(domain::file(register.connection, record)?),
        };
        result(&mut results[usize::from(!is_ip)], record, &verdict);
    }
    let Review { result_days, .. } = scenario.review;
    for (root, results) in ["IP", "YM"].into_iter().zip(results) {
        if !results.is_empty() {
            let mut document = String::new();
            wrap(&mut document, "BAJG", |out| out.push_str(&results));
            let name = format!("{root}BAJG");
            queue(
                register.connection,
                root,
                &name,
                register.today,
                result_days,
                &document,
            )?;
        }
    }
    Ok(())
}

/// What the first rule of the scenario that fits decides: nothing where none fits, and of an exception that it is checked
/// like any other.
fn by_scenario(record: &Reported, scenario: &Scenario) -> Option<Option<Verdict>> {
    let rule = scenario.answers.iter().find(|rule| fits(rule, record))?;
    if rule.approve {
        return None;
    }
    if rule.pending {
        return Some(Some(Verdict::Pending));
    }
    let reasons = rule.codes.iter().map(|code| Reason::new(*code, "演习场景"));
    Some(Some(Verdict::Refused(reasons.collect())))
}

/// Conditions of filings are met by no report, and codes of filings are no answer to one.
fn fits(rule: &Rule, record: &Reported) -> bool {
    let of_filings = rule.kind.is_some()
        || rule.organizer_contains.is_some()
        || rule.filing_number.is_some()
        || rule.bureau_id.is_some()
        || rule.share.is_some()
        || rule.opinion.is_some()
        || !rule.partial.is_empty();
    let first_digit = if record.kind.root == "IP" { 2 } else { 3 };
    let name = record.element.value("Ym");
    let holds = |condition: &Option<String>, test: &dyn Fn(&str, &str) -> bool| {
        let wanted = condition.as_deref();
        wanted.is_none_or(|wanted| name.is_some_and(|name| test(name, wanted)))
    };
    let own_id = record.number("IspId");
    !of_filings
        && rule.codes.iter().all(|code| code / 1000 == first_digit)
        && holds(&rule.domain, &str::eq_ignore_ascii_case)
        && holds(&rule.domain_contains, &|name, wanted| name.contains(wanted))
        && rule
            .own_id
            .is_none_or(|id| own_id == i64::try_from(id).ok())
}

/// A result: a new record by the carrier's id, and by the bureau's once it has one; others by the bureau's.
fn result(out: &mut String, record: &Reported, verdict: &Verdict) {
    let accepted = match verdict {
        Verdict::Accepted(id) => Some(*id),
        Verdict::Refused(_) => None,
        Verdict::Pending => return,
    };
    let is_ip = record.kind.root == "IP";
    let reason = |out: &mut String, code: u32, words: &str, related: Option<&Related>| {
        wrap(out, "Jgxx", |out| {
            leaf(out, "Jgdm", code.to_string());
            leaf(out, "Dmms", words);
            if let Some(Related { id, first, last }) = related {
                wrap(out, "Xgsj", |out| {
                    leaf(out, "Id", id.to_string());
                    leaf(out, "Qsip", first.to_string());
                    leaf(out, "Zzip", last.to_string());
                });
            }
        });
    };
    wrap(out, record.kind.list, |out| {
        match verdict {
            Verdict::Refused(reasons) => {
                for one in reasons {
                    reason(out, one.code, &one.words, one.related.as_ref());
                }
            }
            _ if is_ip => reason(out, ip::ACCEPTED, "IP备案操作成功", None),
            _ => reason(out, domain::ACCEPTED, "域名备案操作成功", None),
        }
        if let Some(id) = accepted.or_else(|| record.id()) {
            leaf(out, "Id", id.to_string());
        }
        leaf(out, "Czlx", record.kind.code.to_string());
        if let Some(own) = record.number("IspId") {
            leaf(out, "IspId", own.to_string());
        }
    });
}

/// Ids given out are above this, and so not easily taken for counts or sequence numbers.
const FIRST_ID: i64 = 700_000;

/// The id of the next record of a report.
fn new_id(connection: &Connection) -> Result<i64, Error> {
    Ok(FIRST_ID + next(connection, "report")?)
}

/// Whether this bureau gave the id out.
fn was_given_out(connection: &Connection, id: i64) -> Result<bool, Error> {
    let query = "SELECT coalesce((SELECT value FROM counter WHERE name = 'report'), 0)";
    let last: i64 = connection.query_row(query, [], |row| row.get(0))?;
    Ok((FIRST_ID + 1..=FIRST_ID + last).contains(&id))
}
