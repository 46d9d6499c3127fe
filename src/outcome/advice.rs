//! What a person should know about a refusal beyond what its codes say: that another kind of order is called for
//! (`conversions.csv`), that only a short message was missed, that the ledger's own picture explains it.

use std::sync::OnceLock;

use serde::Deserialize;

use super::aliases::filings_of;
use super::passwords::WRONG_PASSWORD;
use super::session::Session;
use super::sms;
use super::verdict::Verdict;
use crate::bundled;
use crate::ledger::mirror::{Record, RecordState};
use crate::ledger::{Evidence, KeyTag, Result, State};
use crate::order::{FilingNumber, Kind, Text};

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
pub fn conversion(kind: Option<Kind>, codes: &[u32]) -> Option<Kind> {
    static TABLE: OnceLock<Vec<Conversion>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let records = bundled::rows(include_str!("conversions.csv")).into_iter();
        records
            .map(|record: ConversionRecord| {
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
    if codes.contains(&WRONG_PASSWORD) {
        return password(session, evidence).map(Some);
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

/// How a lost filing password is recovered: with what, and where the new one goes, as far as the ledger knows.
fn password(session: &Session<'_>, evidence: &Evidence) -> Result<Text> {
    let filing = filings_of(session, &evidence.keys)?.into_iter().next();
    let field = |path: &str| filing.as_ref().and_then(|filing| filing.fields.first(path));
    let named = evidence.keys.iter().find_map(|key| match key.tag {
        KeyTag::Ztbah | KeyTag::Wzbah => FilingNumber::parse(&key.value),
        _ => None,
    });
    let number = named.map(|number| number.subject().to_owned());
    let number = number
        .or_else(|| filing.as_ref()?.number.clone())
        .unwrap_or_default();
    let (certificate, mobile) = (field("Zt_xx/Zj/Zjhm"), field("Zt_xx/Fzr/Fzr_sjhm"));
    let letter = number.chars().next().map(String::from).unwrap_or_default();
    let province = session.codes.provinces().by_abbreviation(&letter);
    let (zh_other, en_other) = if province.is_some_and(|province| province.password_online_only) {
        (
            "该省只能线上找回",
            "this province gives it out in no other way",
        )
    } else {
        (
            "不成时向管局邮寄找回申请表",
            "if that fails, mail the form to the bureau",
        )
    };
    let ending = |text: Option<&str>| ending(text.unwrap_or_default());
    let ((zh_certificate, en_certificate), (zh_mobile, en_mobile)) =
        (ending(certificate), ending(mobile));
    Ok(Text::new(
        format!(
            "凭主体备案号 {number} 和主办单位证件号码{zh_certificate}在工信部网站找回备案密码，新密码发到登记的手机{zh_mobile}和邮箱；{zh_other}"
        ),
        format!(
            "recover the password on the ministry's site with the filing number {number} and the organizer's certificate{en_certificate}; the new one goes to the recorded mobile{en_mobile} and mailbox; {en_other}"
        ),
    ))
}

/// The last characters of a private number, by which its owner knows it again.
fn ending(number: &str) -> (String, String) {
    const SHOWN: usize = 4;
    let first = number.split(';').next().unwrap_or_default();
    match first.char_indices().rev().nth(SHOWN - 1) {
        Some((start, _)) if start > 0 => {
            let end = &first[start..];
            (format!("（尾号 {end}）"), format!(" (ending in {end})"))
        }
        _ => Default::default(),
    }
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
