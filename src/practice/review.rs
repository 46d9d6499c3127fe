//! Decides what becomes of a record.

use md5::{Digest as _, Md5};

use super::records::{Kind, Record, domains};
use super::rules::Reason;
use super::scenario::{Rule, Scenario};

/// What the bureau makes of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Results, opinion and filing follow.
    Approved,
    /// The data checks refuse it for these reasons.
    Refused(Vec<Reason>),
    /// The audit refuses it for this reason.
    AuditRefused(String),
    /// The audit refuses the sites in these places, for this reason, and approves the others.
    Partial {
        /// Places among the record's sites, from 0.
        refused: Vec<usize>,
        /// The reason.
        opinion: String,
    },
    /// No answer yet.
    Pending,
}

/// The reason when the scenario gives none.
const NO_REASON: &str = "演习：该网站信息未通过审核";

/// The first rule of the scenario that fits decides; without one the record is approved, as far as it is up to the
/// scenario.
pub(super) fn review(record: &Record, scenario: &Scenario) -> Verdict {
    match { scenario.answers.iter() }.find(|rule| fits(rule, record, scenario.seed)) {
        Some(rule) => verdict(rule, record),
        None => Verdict::Approved,
    }
}

fn fits(rule: &Rule, record: &Record, seed: u64) -> bool {
    let holds = |condition: &Option<String>, test: &dyn Fn(&str) -> bool| match condition {
        Some(wanted) => test(wanted),
        None => true,
    };
    rule.kind.is_none_or(|kind| kind == record.kind)
        && (rule.partial.is_empty() || record.kind == Kind::NewSite)
        && holds(&rule.domain, &|wanted| {
            record
                .domains()
                .any(|domain| domain.eq_ignore_ascii_case(wanted))
        })
        && holds(&rule.domain_contains, &|wanted| {
            record.domains().any(|domain| domain.contains(wanted))
        })
        && holds(&rule.organizer_contains, &|wanted| {
            let name = { record.organizer() }.and_then(|organizer| organizer.value("Dwmc"));
            name.is_some_and(|name| name.contains(wanted))
        })
        && holds(&rule.filing_number, &|wanted| {
            record.filing_number() == Some(wanted)
        })
        && rule
            .bureau_id
            .is_none_or(|id| record.bureau_id() == Some(id))
        && rule
            .own_id
            .is_none_or(|id| record.holds_own_id(&id.to_string()))
        && rule
            .share
            .is_none_or(|share| percentile(record, seed) < share)
}

fn verdict(rule: &Rule, record: &Record) -> Verdict {
    if rule.approve {
        return Verdict::Approved;
    }
    if rule.pending {
        return Verdict::Pending;
    }
    if !rule.codes.is_empty() {
        let reasons = rule.codes.iter().map(|code| Reason::new(*code, ""));
        return Verdict::Refused(reasons.collect());
    }
    let opinion = rule.opinion.clone().unwrap_or_else(|| NO_REASON.to_owned());
    if rule.partial.is_empty() {
        return Verdict::AuditRefused(opinion);
    }
    let named = |domain: &str| {
        rule.partial
            .iter()
            .any(|one| one.eq_ignore_ascii_case(domain))
    };
    let refused = record
        .sites()
        .enumerate()
        .filter(|(_, site)| domains(site).any(named));
    Verdict::Partial {
        refused: refused.map(|(place, _)| place).collect(),
        opinion,
    }
}

/// 0 to 99, from the seed and the record's own id or what it refers to: the same share is hit however often the record
/// comes.
fn percentile(record: &Record, seed: u64) -> u32 {
    let own = record.own_id().map(str::to_owned);
    let referred = || record.bureau_id().map(|id| id.to_string());
    let name = own
        .or_else(referred)
        .or(record.filing_number().map(str::to_owned));
    let digest = Md5::digest(format!("{seed} {}", name.unwrap_or_default()));
    u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]) % 100
}

#[cfg(test)]
mod tests {
    use super::super::records::read;
    use super::*;

    fn record(sites: &[&str]) -> Record {
        let sites: String = sites
            .iter()
            .zip(11..)
            .map(|(domain, id)| {
                format!("<Wz_xx><IspWzid>{id}</IspWzid><Ym_xx><Ym>{domain}</Ym></Ym_xx></Wz_xx>")
            })
            .collect();
        let file = format!("<UploadData><ICP><XZWZ><Xzxx>{sites}</Xzxx></XZWZ></ICP></UploadData>");
        read(file.as_bytes()).unwrap().records.remove(0)
    }

    fn verdict_of(scenario: &str, sites: &[&str]) -> Verdict {
        review(&record(sites), &Scenario::parse(scenario).unwrap())
    }

    #[test]
    fn without_a_rule_everything_is_approved() {
        assert_eq!(verdict_of("", &["a.example.cn"]), Verdict::Approved);
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let scenario = "[[answer]]\ndomain = \"A.example.cn\"\napprove = true\n\
                        [[answer]]\ndomain_contains = \"example\"\ncodes = [1003, 1005]";
        assert_eq!(verdict_of(scenario, &["a.example.cn"]), Verdict::Approved);
        assert_eq!(
            verdict_of(scenario, &["b.example.cn"]),
            Verdict::Refused([1003, 1005].map(|code| Reason::new(code, "")).into())
        );
        assert_eq!(verdict_of(scenario, &["b.practice.cn"]), Verdict::Approved);
    }

    #[test]
    fn conditions_must_all_hold() {
        let scenario = "[[answer]]\nkind = \"XZWZ\"\nown_id = 12\nopinion = \"请更换照片\"";
        let refused = Verdict::AuditRefused("请更换照片".to_owned());
        assert_eq!(
            verdict_of(scenario, &["a.example.cn", "b.example.cn"]),
            refused
        );
        assert_eq!(verdict_of(scenario, &["a.example.cn"]), Verdict::Approved);
        let other = scenario.replace("XZWZ", "XZBA");
        assert_eq!(
            verdict_of(&other, &["a.example.cn", "b.example.cn"]),
            Verdict::Approved
        );
    }

    #[test]
    fn a_partial_approval_names_the_refused_sites() {
        let scenario = "[[answer]]\npartial = [\"b.example.cn\"]\nopinion = \"域名已转让\"";
        let partial = Verdict::Partial {
            refused: vec![1],
            opinion: "域名已转让".to_owned(),
        };
        assert_eq!(
            verdict_of(scenario, &["a.example.cn", "b.example.cn"]),
            partial
        );
    }

    #[test]
    fn a_seed_chooses_the_share_and_the_same_seed_the_same() {
        let hit = |seed: u64| -> Vec<bool> {
            let scenario = format!("seed = {seed}\n[[answer]]\nshare = 50\npending = true");
            let scenario = Scenario::parse(&scenario).unwrap();
            let file = |id| {
                format!(
                    "<UploadData><ICP><XZWZ><Xzxx><Wz_xx><IspWzid>{id}</IspWzid></Wz_xx></Xzxx></XZWZ></ICP></UploadData>"
                )
            };
            let verdicts = (1..=40).map(|id| {
                let record = read(file(id).as_bytes()).unwrap().records.remove(0);
                review(&record, &scenario) == Verdict::Pending
            });
            verdicts.collect()
        };
        assert_eq!(hit(1), hit(1));
        assert_ne!(hit(1), hit(2));
        let count = hit(1).into_iter().filter(|hit| *hit).count();
        assert!((10..=30).contains(&count), "{count} of 40");
    }

    #[test]
    fn a_share_hits_all_or_none_at_its_ends() {
        let scenario = |share| format!("[[answer]]\nshare = {share}\npending = true");
        assert_eq!(
            verdict_of(&scenario(100), &["a.example.cn"]),
            Verdict::Pending
        );
        assert_eq!(
            verdict_of(&scenario(0), &["a.example.cn"]),
            Verdict::Approved
        );
    }
}
