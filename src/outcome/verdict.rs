//! From all that is known about the last upload of an order to its state.
//!
//! The answers are weighed together, not one after the other, so that their order does not matter:
//!
//! - several codes in one record: the worst counts;
//! - an order of several parts (sites, accesses) is decided when every part is, or a code decides it as a whole;
//!   parts decided differently make it approved in part;
//! - approval and refusal of the same thing contradict each other, unless the auditors' times show that the refusal
//!   is the older one.

use std::collections::BTreeSet;

use crate::codes::{self, ResultCodes, Retry, Who};
use crate::ledger::{CodeRecord, Evidence, KeyTag, OpinionRecord, State};
use crate::order::{Kind, Lang, Object, Text};

pub(super) const APPROVED: u32 = 1001;
pub(super) const REFUSED: u32 = 1002;
/// The site, the access, its domains or its addresses have been reported already.
const REPETITIONS: [u32; 4] = [1037, 1038, 1039, 1040];

/// What the answers amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The state they ask for.
    pub state: State,
    /// What a person has to know about it.
    pub note: Option<Text>,
}

impl Verdict {
    fn plain(state: State) -> Verdict {
        Verdict { state, note: None }
    }

    fn noted(state: State, zh: impl Into<String>, en: impl Into<String>) -> Verdict {
        Verdict {
            state,
            note: Some(Text::new(zh.into(), en.into())),
        }
    }
}

/// Decides; none while the answers decide nothing.
pub(super) fn decide(evidence: &Evidence, results: &ResultCodes) -> Option<Verdict> {
    let opinions = Opinions::weigh(&evidence.opinions);
    let mut codes = Codes::sort(&evidence.codes, &opinions, results);
    let arrived_before = evidence.doubted && codes.drop_repetitions();
    let approved: BTreeSet<Object> = codes
        .successes
        .iter()
        .map(|code| code.object)
        .chain(opinions.approved.iter().copied())
        .collect();
    let refused: BTreeSet<Object> = codes
        .failures
        .iter()
        .map(|(object, _)| *object)
        .chain(opinions.refused.iter().copied())
        .collect();

    if let Some(object) = opinions
        .contested
        .iter()
        .chain(approved.intersection(&refused))
        .next()
    {
        return Some(contradiction(*object));
    }
    let parts = parts(evidence);
    let is_part = |object: &&Object| **object != Object::Subject;
    if parts.len() > 1
        && approved.iter().any(|o| is_part(&o))
        && refused.iter().any(|o| is_part(&o))
    {
        let whole_is_summary = codes
            .failures
            .iter()
            .all(|(object, code)| *object != Object::Subject || code.code == REFUSED);
        return Some(if whole_is_summary {
            in_part(&refused)
        } else {
            contradiction(Object::Subject)
        });
    }
    if !approved.is_empty() && !refused.is_empty() {
        return Some(contradiction(Object::Subject));
    }
    if !refused.is_empty() {
        return covers(&refused, &parts).then(|| Verdict::plain(refusal(&codes.failures, results)));
    }
    if let Some(code) = codes.unheard_of {
        return Some(Verdict::noted(
            State::AwaitingDecision,
            format!("管局返回了未知的结果代码 {code}，请向管局核实"),
            format!(
                "the bureau answered with code {code}, which the interface does not define: ask the bureau"
            ),
        ));
    }
    if !approved.is_empty() && covers(&approved, &parts) {
        let state = approval(evidence.kind);
        return Some(if opinions.outdated.is_empty() {
            Verdict::plain(state)
        } else {
            Verdict::noted(
                state,
                "一条早于审核通过的退回意见已不采用",
                "a refusal that is older than the approval was left aside",
            )
        });
    }
    (arrived_before && evidence.state.awaits_answer()).then(|| {
        Verdict::noted(
            evidence.state,
            "管局称已报备：上次结果未知的上报其实已送达，两次合并为一，等待审核，不要重报",
            "the bureau has it already: the upload whose outcome was unknown did arrive; both count as one and the review goes on. Do not send it again",
        )
    })
}

/// The auditors' opinions, object by object.
struct Opinions {
    approved: BTreeSet<Object>,
    refused: BTreeSet<Object>,
    /// Approved and refused, and the refusal is not the older one.
    contested: BTreeSet<Object>,
    /// Answer files whose refusals are all older than an approval.
    outdated: BTreeSet<i64>,
}

impl Opinions {
    fn weigh(opinions: &[OpinionRecord]) -> Opinions {
        let mut weighed = Opinions {
            approved: BTreeSet::new(),
            refused: BTreeSet::new(),
            contested: BTreeSet::new(),
            outdated: BTreeSet::new(),
        };
        let objects: BTreeSet<Object> = opinions.iter().map(|opinion| opinion.object).collect();
        let mut counting = BTreeSet::new();
        for object in objects {
            let about = || {
                opinions
                    .iter()
                    .filter(move |opinion| opinion.object == object)
            };
            let approvals: Vec<_> = about().filter(|opinion| opinion.approved).collect();
            let (old, fresh): (Vec<_>, Vec<_>) = about()
                .filter(|opinion| !opinion.approved)
                .partition(|refusal| approvals.iter().any(|approval| is_older(refusal, approval)));
            let file_of = |refusal: &&OpinionRecord| refusal.answer.map(|(file, _)| file);
            counting.extend(fresh.iter().filter_map(file_of));
            weighed.outdated.extend(old.iter().filter_map(file_of));
            match (approvals.is_empty(), fresh.is_empty()) {
                (false, false) => weighed.contested.insert(object),
                (false, true) => weighed.approved.insert(object),
                (true, _) => weighed.refused.insert(object),
            };
        }
        weighed
            .outdated
            .retain(|download| !counting.contains(download));
        weighed
    }
}

/// Whether the times of two opinions show that the first is older.
fn is_older(first: &OpinionRecord, second: &OpinionRecord) -> bool {
    let digits = |opinion: &OpinionRecord| -> String {
        opinion
            .time
            .iter()
            .flat_map(|time| time.chars())
            .filter(char::is_ascii_digit)
            .collect()
    };
    let (first, second) = (digits(first), digits(second));
    // A day is eight digits; a time of day counts where both have one.
    let length = first.len().min(second.len());
    length >= 8 && first.is_char_boundary(length) && first[..length] < second[..length]
}

/// The bureau's codes, by what they mean.
struct Codes<'a> {
    failures: Vec<(Object, &'a codes::ResultCode)>,
    successes: Vec<&'a CodeRecord>,
    unheard_of: Option<u32>,
}

impl<'a> Codes<'a> {
    /// Leaves aside codes by which the bureau only says that it has something already; whether there were any.
    fn drop_repetitions(&mut self) -> bool {
        let before = self.failures.len();
        self.failures
            .retain(|(_, code)| !REPETITIONS.contains(&code.code));
        self.failures.len() < before
    }

    fn sort(records: &'a [CodeRecord], opinions: &Opinions, results: &'a ResultCodes) -> Codes<'a> {
        let mut sorted = Codes {
            failures: Vec::new(),
            successes: Vec::new(),
            unheard_of: None,
        };
        let mut failed = BTreeSet::new();
        for record in records {
            match results.get(record.code) {
                None => sorted.unheard_of = sorted.unheard_of.or(Some(record.code)),
                Some(code) => match code.kind {
                    codes::Kind::Info => {}
                    codes::Kind::Success => sorted.successes.push(record),
                    codes::Kind::Failure => {
                        let outdated =
                            code.code == REFUSED && opinions.outdated.contains(&record.answer.0);
                        if !outdated {
                            sorted.failures.push((record.object, code));
                            failed.insert((record.answer, code.code));
                        }
                    }
                },
            }
        }
        // In one record the worst counts, but 1001 beside 1002 is no record that could be believed.
        sorted.successes.retain(|success| {
            let beside: Vec<u32> = failed
                .iter()
                .filter(|(answer, _)| *answer == success.answer)
                .map(|(_, code)| *code)
                .collect();
            beside.is_empty() || (success.code == APPROVED && beside.contains(&REFUSED))
        });
        sorted
    }
}

/// The parts of which each gets an answer of its own.
fn parts(evidence: &Evidence) -> Vec<Object> {
    let tags: &[KeyTag] = match evidence.kind {
        Some(Kind::NewSite | Kind::NewSiteElsewhere) => &[KeyTag::IspWzid],
        Some(Kind::NewAccess) => &[KeyTag::IspJrid],
        Some(Kind::VerificationMaterial) => &[KeyTag::Jlid, KeyTag::Baxh],
        Some(kind) if Kind::REPORTS.contains(&kind) => &[KeyTag::IspId, KeyTag::Id, KeyTag::Ym],
        _ => return Vec::new(),
    };
    let objects = evidence.keys.iter().filter(|key| tags.contains(&key.tag));
    let objects: BTreeSet<Object> = objects.map(|key| key.object).collect();
    objects.into_iter().collect()
}

/// Whether what was said decides the whole order.
fn covers(said: &BTreeSet<Object>, parts: &[Object]) -> bool {
    let said_about = |part: &Object| match part {
        Object::Access(site, _) => said.contains(part) || said.contains(&Object::Site(*site)),
        _ => said.contains(part),
    };
    parts.len() <= 1 || said.contains(&Object::Subject) || parts.iter().all(said_about)
}

/// Only kinds that the bureau reviews wait for a published record after their approval.
fn approval(kind: Option<Kind>) -> State {
    match kind.map(Kind::family) {
        Some("XZBA" | "XZWZ" | "XZJR" | "BGBA" | "ZXBA") => State::Approved,
        _ => State::Completed,
    }
}

/// A refusal without a code counts as 1002. What may be sent again unchanged waits only if nothing else is wrong.
fn refusal(failures: &[(Object, &codes::ResultCode)], results: &ResultCodes) -> State {
    let spoken: Vec<&codes::ResultCode> = match failures {
        [] => results.get(REFUSED).into_iter().collect(),
        _ => failures.iter().map(|(_, code)| *code).collect(),
    };
    if spoken.iter().all(|code| code.retry == Retry::Later) {
        State::AwaitingRetry
    } else if spoken
        .iter()
        .any(|code| code.retry != Retry::Later && code.who == Who::Customer)
    {
        State::ReturnedToCustomer
    } else {
        State::ReturnedToCarrier
    }
}

fn in_part(refused: &BTreeSet<Object>) -> Verdict {
    let refused = refused.iter().filter(|object| **object != Object::Subject);
    let names: Vec<Text> = refused.map(|object| object.name()).collect();
    let joined = |glue: &str, lang| {
        let names: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        names.join(glue)
    };
    Verdict::noted(
        State::PartlyApproved,
        format!(
            "被拒绝的部分：{}。请改正后仅就这些部分再报",
            joined("、", Lang::Zh)
        ),
        format!(
            "refused: {}. Mend these and send only them again",
            joined(", ", Lang::En)
        ),
    )
}

fn contradiction(object: Object) -> Verdict {
    Verdict::noted(
        State::AwaitingDecision,
        format!("管局对{}既通过又拒绝，请人工核对", object.name().zh),
        format!(
            "the bureau both approved and refused the {}: a person has to decide",
            object.name().en
        ),
    )
}
