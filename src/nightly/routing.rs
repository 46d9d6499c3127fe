//! Which bureau an order goes to: the first one whose families contain it.

use super::pages;
use crate::check::Verdict;
use crate::config::{Bureau, Config};
use crate::order::{AnyField as _, Finding, Kind, Order, Privacy, Severity, Text};
use crate::upload::Proven;

/// The bureau that takes an order of this kind.
fn bureau_of(config: &Config, kind: Kind) -> Option<&Bureau> {
    config.bureau.iter().find(|bureau| bureau.takes(kind))
}

/// Holds an order back that no bureau takes. One of no readable kind has a finding already.
pub(super) fn hold_back_unrouted(verdict: Verdict, config: &Config) -> Verdict {
    let order = verdict.order();
    match order.kind() {
        Some(kind) if bureau_of(config, kind).is_none() => {
            let finding = no_bureau(order, kind);
            verdict.hold_back(vec![finding])
        }
        _ => verdict,
    }
}

/// Takes those out of `proven` that go to `bureau`, in their order.
pub(super) fn take_for(bureau: &Bureau, config: &Config, proven: &mut Vec<Proven>) -> Vec<Proven> {
    let is_for_it = |one: &mut Proven| {
        bureau_of(config, one.record().kind()).is_some_and(|found| found.name == bureau.name)
    };
    proven.extract_if(.., is_for_it).collect()
}

fn no_bureau(order: &Order, kind: Kind) -> Finding {
    let field = &order.header.kind;
    Finding {
        order: Some(order.number.text.clone()),
        rule: pages::NO_BUREAU.into(),
        severity: Severity::Error,
        code: None,
        place: field
            .value()
            .map_or_else(|| order.number.place.clone(), |value| value.place.clone()),
        field: field.column().header.into(),
        tag: "".into(),
        value: Some(kind.name().into()),
        privacy: Privacy::Open,
        message: Text::new(
            format!("配置中没有受理{}的管局", kind.name()),
            format!("no bureau of the configuration takes {}", kind.name()),
        ),
        remedy: pages::remedy(pages::NO_BUREAU),
    }
}
