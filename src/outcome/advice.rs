//! What a person should know about a refusal beyond what its codes say: that another kind of order is called for
//! (`conversions.csv`), that only a short message was missed, that the ledger's own picture explains it.

use std::sync::OnceLock;

use serde::Deserialize;

use super::aliases::filings_of;
use super::ingest::Session;
use super::sms;
use super::verdict::Verdict;
use crate::ledger::mirror::{Record, RecordState};
use crate::ledger::{Evidence, KeyTag, Result, State};
use crate::order::{Kind, Text};

/// 备案申请中的数据在备案信息库中不存在.
const DATA_NOT_FOUND: u32 = 1016;
/// 您试图操作的不是您接入的备案.
const NOT_ACCESSED_HERE: u32 = 1048;

#[derive(Deserialize)]
struct ConversionRecord {
    codes: String,
    from: String,
    to: String,
}

struct Conversion {
    codes: Vec<u32>,
    from: Kind,
    to: Kind,
}

/// The kind of order that a refused one should become, by its codes taken together.
pub(super) fn conversion(kind: Option<Kind>, codes: &[u32]) -> Option<Kind> {
    static TABLE: OnceLock<Vec<Conversion>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        csv::Reader::from_reader(include_str!("conversions.csv").as_bytes())
            .deserialize()
            .map(|record: csv::Result<ConversionRecord>| {
                let record =
                    record.expect("the table is built into the program, and a test reads it");
                let code = |code: &str| code.parse().expect("conversions.csv names codes");
                Conversion {
                    codes: record.codes.split_whitespace().map(code).collect(),
                    from: named(&record.from),
                    to: named(&record.to),
                }
            })
            .collect()
    });
    table
        .iter()
        .find(|row| Some(row.from) == kind && row.codes.iter().all(|code| codes.contains(code)))
        .map(|row| row.to)
}

fn named(name: &str) -> Kind {
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name() == name)
        .expect("conversions.csv names kinds that exist")
}

/// What to tell about a verdict; none when its codes say it all.
pub(super) fn advice(
    session: &Session<'_>,
    evidence: &Evidence,
    verdict: &Verdict,
) -> Result<Option<Text>> {
    if !matches!(
        verdict.state,
        State::ReturnedToCarrier | State::ReturnedToCustomer | State::AwaitingRetry
    ) {
        return Ok(None);
    }
    let codes: Vec<u32> = evidence.codes.iter().map(|code| code.code).collect();
    if codes.iter().all(|code| *code == super::verdict::REFUSED) && sms::is_timeout(evidence) {
        return Ok(situation(session, "sms_timeout"));
    }
    if let Some(to) = conversion(evidence.kind, &codes) {
        return Ok(Some(Text::new(
            format!("建议改报{}", to.name()),
            format!("file {} instead", to.name()),
        )));
    }
    if codes.contains(&DATA_NOT_FOUND) && evidence.kind == Some(Kind::Change) {
        return Ok(Some(Text::new(
            "省局记录号可能已变：先取管局全量数据（SJTB）或最新备案数据更新台账，再将主体和全部网站重报",
            "the bureau's ids may have changed: bring the ledger up to date by a full copy (SJTB) or the latest publication, then send the subject and all sites again",
        )));
    }
    if codes.contains(&NOT_ACCESSED_HERE) && own_cancellation(session, evidence)? {
        return Ok(Some(Text::new(
            "数据无误：本公司此前已取消该备案的接入，留下空壳。空壳主体请管局注销，空壳网站先新增接入",
            "the data is right: this carrier cancelled its own access before, and an empty record is left. Ask the bureau to cancel an empty subject; give an empty site an access first",
        )));
    }
    Ok(None)
}

/// Whether the record that an order names is empty, or lost an access by an order of this ledger.
fn own_cancellation(session: &Session<'_>, evidence: &Evidence) -> Result<bool> {
    for filing in filings_of(session, &evidence.keys)? {
        let empty = |record: &Record| record.state == RecordState::Empty;
        if empty(&filing) || filing.sites().any(empty) {
            return Ok(true);
        }
        for access in filing.sites().flat_map(Record::accesses) {
            let holders = session
                .answers
                .holders(KeyTag::Jrid, &access.id.to_string())?;
            let done = [State::Approved, State::Completed];
            if holders.iter().any(|candidate| {
                candidate.kind == Some(Kind::CancelAccess) && done.contains(&candidate.state)
            }) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn situation(session: &Session<'_>, name: &str) -> Option<Text> {
    let situation = session
        .codes
        .results()
        .situations()
        .find(|situation| situation.name == name)?;
    Some(Text::new(
        format!("{}：{}", situation.title.zh, situation.remedy.zh),
        format!("{}. {}", situation.title.en, situation.remedy.en),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_filing_of_a_filed_subject_becomes_a_new_site_and_with_its_domain_filed_a_new_access()
    {
        let of = |codes: &[u32]| conversion(Some(Kind::NewFiling), codes);
        assert_eq!(of(&[1003]), Some(Kind::NewSiteElsewhere));
        assert_eq!(of(&[1005, 1062, 1003]), Some(Kind::NewAccess));
        assert_eq!(of(&[1005]), None);
        assert_eq!(conversion(Some(Kind::Change), &[1003]), None);
    }
}
