//! Which kind of order each of a batch is, by all that is known: its own cells, the ledger, and where that is wanted the
//! bureau's public query.

use std::collections::HashMap;
use std::path::PathBuf;

use super::examine::{ExamineError, read};
use super::filed::Known;
use super::progress::Progress;
use crate::bureau::{CallError, Client, FilingStatus};
use crate::check::{Basis, Classified, Domains, Fact, Facts};
use crate::config::Config;
use crate::intake::Batch;
use crate::order::{Code, Order};

/// What came of classifying a batch.
#[derive(Debug)]
pub struct Classification {
    /// Every order, by number.
    pub orders: Vec<Classified>,
    /// Orders about which the bureau was not asked, because the budget was used up.
    pub not_asked: usize,
    /// What ended the questions early.
    pub trouble: Option<CallError>,
    /// What was read.
    pub batch: Batch,
}

/// Asks the bureau's public query about subjects and domains, about each once.
pub struct Inquiry<'c> {
    client: &'c Client,
    left: u32,
    known: HashMap<(u32, String), Option<FilingStatus>>,
}

/// `queryConditionType` of a domain.
pub const DOMAIN: u32 = 0;
/// The types of certificates that can be asked about have the numbers of the certificate table.
pub const CERTIFICATES: std::ops::RangeInclusive<u32> = 1..=11;

/// The budget is used up.
struct Spent;

impl<'c> Inquiry<'c> {
    /// May make `budget` calls.
    pub fn new(client: &'c Client, budget: u32) -> Self {
        Self {
            client,
            left: budget,
            known: HashMap::new(),
        }
    }

    /// What the bureau says of an order, as far as `known` leaves it open.
    fn ask(&mut self, order: &Order, known: &Facts) -> Result<Result<Facts, Spent>, CallError> {
        let wanted = |basis: Option<Basis>| basis.is_none_or(|basis| basis < Basis::Ledger);
        let mut facts = Facts::default();
        let mut own =
            { order.subject.filing_number.get() }.map(|number| number.subject().to_owned());
        if wanted(known.subject.map(|fact| fact.basis))
            && let Some((kind, number)) = certificate(order)
        {
            let Ok(status) = self.status(kind, number)? else {
                return Ok(Err(Spent));
            };
            if let Some(filed) = status.as_ref().and_then(|status| status.filed) {
                facts.subject = Some(of_bureau(filed));
                let told = status.and_then(|status| status.subject_number);
                own = own.or(told).filter(|_| filed);
            }
        }
        if wanted(known.domains.map(|fact| fact.basis)) {
            let names = order.domains().filter_map(|domain| domain.name.get());
            let mut answers = Vec::new();
            for name in names {
                let Ok(status) = self.status(DOMAIN, name.ascii().to_owned())? else {
                    return Ok(Err(Spent));
                };
                answers.extend(status);
            }
            facts.domains = domains(&answers, own.as_deref()).map(of_bureau);
        }
        Ok(Ok(facts))
    }

    fn status(
        &mut self,
        kind: u32,
        condition: String,
    ) -> Result<Result<Option<FilingStatus>, Spent>, CallError> {
        let key = (kind, condition);
        if let Some(known) = self.known.get(&key) {
            return Ok(Ok(known.clone()));
        }
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(Err(Spent));
        };
        self.left = left;
        let answer = self.client.query_status(kind, &key.1)?;
        let status = answer.status.filter(|_| answer.code == 0);
        self.known.insert(key, status.clone());
        Ok(Ok(status))
    }
}

/// Type and number of the organizer's certificate, where the bureau can be asked about them.
fn certificate(order: &Order) -> Option<(u32, String)> {
    let subject = &order.subject;
    let Code { id, .. } = subject.certificate_type.get()?;
    let number = subject.certificate_number.get()?;
    CERTIFICATES.contains(id).then(|| (*id, number.to_string()))
}

fn of_bureau<T>(value: T) -> Fact<T> {
    Fact {
        value,
        basis: Basis::Bureau,
    }
}

/// What the answers about an order's domains amount to; `own` is the filing number of its subject. None where an answer is
/// missing that would tell.
fn domains(answers: &[FilingStatus], own: Option<&str>) -> Option<Domains> {
    let mut filed = 0;
    for answer in answers {
        if answer.filed? {
            filed += 1;
            let owner = answer.subject_number.as_deref();
            if owner.zip(own).is_some_and(|(owner, own)| owner != own) {
                return Some(Domains::OfAnother);
            }
        }
    }
    match filed {
        _ if answers.is_empty() => None,
        0 => Some(Domains::None),
        filed if filed == answers.len() => Some(Domains::All),
        _ => Some(Domains::Some),
    }
}

/// Reads the batch and says which kind of order each is. Without `inquiry` nobody is asked.
pub fn classify(
    inputs: &[PathBuf],
    config: &Config,
    known: &mut Known<'_>,
    mut inquiry: Option<Inquiry<'_>>,
    progress: &dyn Progress,
) -> Result<Classification, ExamineError> {
    let batch = read(inputs, config, known, progress)?;
    known.learn(&batch.orders, config.carrier.isp_id)?;
    let settings = config.settings()?;
    let context = known.context(&settings, config);
    let mut orders: Vec<&Order> = batch.orders.iter().collect();
    orders.sort_by(|one, other| one.number.text.cmp(&other.number.text));
    let mut classified = Vec::new();
    let (mut not_asked, mut trouble) = (0, None);
    for order in orders {
        let facts = Facts::told(order).and(Facts::filed(order, &context));
        let mut one = Classified::new(order, facts);
        if let (Some(asking), true) = (&mut inquiry, one.class.is_some()) {
            match asking.ask(order, &facts) {
                Ok(Ok(told)) => one = Classified::new(order, facts.and(told)),
                Ok(Err(Spent)) => not_asked += 1,
                Err(error) => {
                    trouble = Some(error);
                    inquiry = None;
                }
            }
        }
        classified.push(one);
    }
    Ok(Classification {
        orders: classified,
        not_asked,
        trouble,
        batch,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;
    use crate::order::{AnyField as _, Field, Place, Value};

    fn status(filed: Option<bool>, subject: Option<&str>) -> FilingStatus {
        FilingStatus {
            condition_type: Some(DOMAIN),
            condition: None,
            filed,
            site_name: None,
            subject_number: subject.map(str::to_owned),
            site_number: None,
        }
    }

    #[test]
    fn certificates_are_asked_about_under_the_number_of_their_type() {
        let asked = |category: &str, number: &str| {
            let mut order = order();
            let subject = &mut order.subject;
            let value = |text: &str| Value {
                text: text.into(),
                place: order.number.place.clone(),
            };
            let kind = value(category);
            subject.certificate_type =
                Field::read(subject.certificate_type.column(), kind, Codes::bundled());
            subject.certificate_number.set(value(number), number.into());
            certificate(&order)
        };
        let licence = asked("营业执照", "91330100MA00000072");
        assert_eq!(licence, Some((1, "91330100MA00000072".to_owned())));
        assert_eq!(
            asked("2", "110101199003070003").map(|asked| asked.0),
            Some(2)
        );
        assert_eq!(asked("11", "12345678").map(|asked| asked.0), Some(11));
        assert_eq!(asked("13", "12330000000000000X"), None);
    }

    fn order() -> Order {
        Order::new(Value {
            text: "D0001".into(),
            place: Place::whole("orders.csv".into()),
        })
    }

    #[test]
    fn the_answers_about_all_domains_are_taken_together() {
        let own = Some("浙ICP备99000123号");
        let filed = status(Some(true), own);
        let free = status(Some(false), None);
        let unknown = status(None, None);
        let of_another = status(Some(true), Some("苏ICP备99000001号"));
        let domains = |answers: &[&FilingStatus]| {
            let answers: Vec<FilingStatus> = answers.iter().copied().cloned().collect();
            super::domains(&answers, own)
        };
        assert_eq!(domains(&[&free, &free]), Some(Domains::None));
        assert_eq!(domains(&[&filed, &filed]), Some(Domains::All));
        assert_eq!(domains(&[&filed, &free]), Some(Domains::Some));
        assert_eq!(domains(&[&of_another, &free]), Some(Domains::OfAnother));
        assert_eq!(domains(&[&unknown]), None);
        assert_eq!(domains(&[]), None);
    }
}
