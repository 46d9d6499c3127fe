//! What is to be done in the morning beside mending orders, as lists: websites to block, to unblock, to cut off, to transfer,
//! short messages that run out, customers to call.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::concerned::Concerned;
use super::night::{Night, Turn};
use super::table::{Cell, Table};
use crate::ledger::{KeptField, Ledger, Part, Result, Served, TaskList};
use crate::order::{Kind, Lang, Text};
use crate::outcome::{self, Outcome};

/// Every list of a night, also the empty ones; `carrier` is who we are.
pub fn work_lists(ledger: &Ledger, night: &Night, carrier: u64, lang: Lang) -> Result<Vec<Table>> {
    let [block, unblock] = websites(ledger, night, carrier, lang)?;
    Ok(vec![
        block,
        unblock,
        cut_off(night, ledger, lang)?,
        transfer(night, ledger, lang)?,
        short_messages(night, ledger, lang)?,
        calls(night, ledger, lang)?,
    ])
}

/// Why a domain may be served, or not.
pub fn why_served(served: Served) -> Text {
    match served {
        Served::Filed => Text::new("已备案且由本公司接入", "filed and served by this carrier"),
        Served::AccessUnderway => Text::new(
            "接入备案已通过初审",
            "an access has passed the first review",
        ),
        Served::WithoutAccess => Text::new(
            "未在本公司接入，需报接入备案",
            "no access of this carrier: file one",
        ),
        Served::Cancelled => Text::new("备案已注销", "the filing is cancelled"),
        Served::Forbidden => Text::new(
            "在黑名单中，或管局要求切断",
            "on the blacklist, or the bureau wants it cut",
        ),
    }
}

/// The websites that may be served no more since this night, and those that may be served now; unfiled ones are blocked
/// as long as the bureau's list names them. The first column is what a system can block: a domain, or the address or the name
/// under which the bureau found a site without one.
fn websites(ledger: &Ledger, night: &Night, carrier: u64, lang: Lang) -> Result<[Table; 2]> {
    let columns = [
        ("domain", "域名", "domain", 34),
        ("filing_number", "备案号", "filing number", 24),
        ("reason", "原因", "reason", 60),
        ("ip", "IP", "IP", 34),
    ];
    let mut block = Table::new("block", Text::new("要拦截", "to block"), &columns);
    let mut unblock = Table::new("unblock", Text::new("要放行", "to unblock"), &columns);
    for domain in ledger.domains_turned(night.began.date_naive(), carrier)? {
        let list = match domain.served.is_allowed() {
            true => &mut unblock,
            false => &mut block,
        };
        list.push(vec![
            domain.domain.into(),
            Cell::maybe(domain.number),
            why_served(domain.served).get(lang).into(),
            Cell::EMPTY,
        ]);
    }
    for task in night
        .tasks
        .iter()
        .filter(|task| task.list == TaskList::Unfiled)
    {
        let title = task.text();
        let concerned = Concerned::by(task, ledger)?;
        let names = concerned.to_block();
        // One that nobody named is still to be found.
        let names = if names.is_empty() { vec![""] } else { names };
        for name in names {
            block.push(vec![
                name.into(),
                Cell::EMPTY,
                title.get(lang).into(),
                concerned.addresses.join(" ").into(),
            ]);
        }
    }
    Ok([block, unblock])
}

/// Accesses that the bureau wants cut, and those of filings that it has cancelled on its own.
fn cut_off(night: &Night, ledger: &Ledger, lang: Lang) -> Result<Table> {
    let mut table = Table::new(
        "cut-off",
        Text::new("要切断", "to cut off"),
        &[
            ("task", "编号", "number", 8),
            ("list", "清单", "list", 14),
            ("since", "收到", "since", 12),
            ("what", "切断什么", "what", 90),
            ("domain", "域名", "domain", 34),
            ("ip", "IP", "IP", 34),
            ("filing_number", "备案号", "filing number", 24),
        ],
    );
    let lists = [TaskList::IllegalAccess, TaskList::CancelledByBureau];
    for task in night.tasks.iter().filter(|task| lists.contains(&task.list)) {
        let concerned = Concerned::by(task, ledger)?;
        table.push(vec![
            task.id.unsigned_abs().into(),
            task.list.name().get(lang).into(),
            task.opened.date_naive().into(),
            task.title.get(lang).into(),
            concerned.domains.join(" ").into(),
            concerned.addresses.join(" ").into(),
            Cell::maybe(concerned.number),
        ]);
    }
    Ok(table)
}

/// Websites filed through another carrier that are to be given an access here: refused first filings whose codes say so,
/// and accesses that an audit misses.
fn transfer(night: &Night, ledger: &Ledger, lang: Lang) -> Result<Table> {
    let mut table = Table::new(
        "transfer",
        Text::new("要转接入", "to transfer"),
        &[
            ("order", "订单", "order", 20),
            ("kind", "改报", "file instead", 14),
            ("what", "说明", "what", 80),
            ("domain", "域名", "domain", 34),
            ("filing_number", "备案号", "filing number", 24),
        ],
    );
    let refused = shown(night).filter(|outcome| outcome.latest.state.part() == Part::Refused);
    for outcome in refused {
        let codes = outcome.latest.codes.iter().filter_map(|code| code.code);
        let codes: Vec<u32> = codes.collect();
        let to = outcome::conversion(outcome.latest.kind, &codes);
        if let Some(to @ (Kind::NewAccess | Kind::NewSiteElsewhere)) = to {
            let remedy = outcome.latest.codes.first();
            let concerned = Concerned::by_order(&outcome.order, ledger)?;
            table.push(vec![
                (&outcome.order).into(),
                to.named(lang).into(),
                Cell::maybe(remedy.map(|code| code.remedy.get(lang))),
                concerned.domains.join(" ").into(),
                Cell::maybe(concerned.number),
            ]);
        }
    }
    for task in &night.tasks {
        if task.list == TaskList::Audit && task.proposes(Kind::NewAccess) {
            let concerned = Concerned::by(task, ledger)?;
            table.push(vec![
                Cell::maybe(task.order.as_deref()),
                Kind::NewAccess.named(lang).into(),
                task.title.get(lang).into(),
                concerned.domains.join(" ").into(),
                Cell::maybe(concerned.number),
            ]);
        }
    }
    Ok(table)
}

/// Orders whose people have to answer the bureau's short message, by when that ends.
fn short_messages(night: &Night, ledger: &Ledger, lang: Lang) -> Result<Table> {
    let mut table = Table::new(
        "sms",
        Text::new("短信核验", "short messages"),
        &[
            ("order", "订单", "order", 20),
            ("until", "截至", "until", 18),
            ("hours_left", "剩余小时", "hours left", 10),
            ("who", "谁", "who", 60),
            ("mobile", "手机（隐去部分）", "mobile, masked", 20),
            ("mobile_cell", "手机所在单元格", "cell of the mobile", 34),
            ("source", "出处", "source", 34),
        ],
    );
    for outcome in &night.sms {
        let Some(uploaded) = outcome.latest.uploaded else {
            continue;
        };
        let end = uploaded + TimeDelta::hours(48);
        // Whole hours; none once it has run out.
        let left = u64::try_from((end - night.as_of).num_hours()).unwrap_or_default();
        let note = outcome.latest.note.as_ref();
        let [mobile, place] = mobile(&ledger.fields_of(&outcome.order)?);
        table.push(vec![
            (&outcome.order).into(),
            end.format("%Y-%m-%d %H:%M").to_string().into(),
            left.into(),
            Cell::maybe(note.map(|note| note.get(lang))),
            mobile,
            place,
            outcome.latest.place.to_string().into(),
        ]);
    }
    Ok(table)
}

/// Customers to call: somebody waits for them, the longest first.
fn calls(night: &Night, ledger: &Ledger, lang: Lang) -> Result<Table> {
    let mut table = Table::new(
        "call",
        Text::new("要致电的客户", "customers to call"),
        &[
            ("order", "订单", "order", 20),
            ("kind", "类型", "kind", 12),
            ("state", "状态", "state", 20),
            ("about", "事由", "about", 60),
            ("due", "期限", "due", 12),
            ("site", "网站", "website", 26),
            ("mobile", "手机（隐去部分）", "mobile, masked", 20),
            ("mobile_cell", "手机所在单元格", "cell of the mobile", 34),
            ("source", "出处", "source", 34),
        ],
    );
    let mut seen = BTreeSet::new();
    let waiting = shown(night).chain(&night.overdue).chain(&night.sms);
    let mut waiting: Vec<&Outcome> = waiting
        .filter(|outcome| Turn::after(&outcome.latest) == Turn::Customer)
        .filter(|outcome| seen.insert(outcome.order.as_str()))
        .collect();
    waiting.sort_by_key(|outcome| (outcome.latest.due.is_none(), outcome.latest.due));
    for outcome in waiting {
        let latest = &outcome.latest;
        let fields = ledger.fields_of(&outcome.order)?;
        let site = field(&fields, "网站名称").map(|field| field.shown.clone());
        let [mobile, place] = mobile(&fields);
        let reasons = latest.codes.iter().map(|code| code.message.get(lang));
        let refusals = latest.opinions.iter().filter(|opinion| !opinion.approved);
        let opinions = refusals.filter_map(|opinion| opinion.text.as_deref());
        let note = latest.note.as_ref().map(|note| note.get(lang));
        let about: Vec<&str> = reasons.chain(opinions).chain(note).collect();
        table.push(vec![
            (&outcome.order).into(),
            latest.kind.map_or("", |kind| kind.named(lang)).into(),
            latest.state.name(lang).into(),
            about.join(" | ").into(),
            Cell::maybe(latest.due),
            Cell::maybe(site),
            mobile,
            place,
            latest.place.to_string().into(),
        ]);
    }
    Ok(table)
}

fn shown(night: &Night) -> impl Iterator<Item = &Outcome> {
    night.outcomes.iter().chain(&night.earlier)
}

/// The first field under a header.
fn field<'f>(fields: &'f [KeptField], header: &str) -> Option<&'f KeptField> {
    let ending = format!(".{header}");
    fields.iter().find(|field| field.field.ends_with(&ending))
}

/// The principal's mobile number, masked as the ledger keeps it, and the cell where it stands in full.
fn mobile(fields: &[KeptField]) -> [Cell; 2] {
    let found = field(fields, "主体负责人手机").or_else(|| field(fields, "网站负责人手机"));
    let shown = found.map(|field| field.shown.clone());
    let place = found.map(|field| field.place.clone());
    [Cell::maybe(shown), Cell::maybe(place)]
}
