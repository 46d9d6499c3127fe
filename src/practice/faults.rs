//! Which fault of the scenario strikes a call, and what it does to the answer.

use std::time::Duration;

use super::Error;
use super::answer::{Answer, Refusal};
use super::connection::Cut;
use super::scenario::{Action, Fault, Scenario};
use super::soap::Request;
use super::state::State;
use crate::bureau::Call;

/// A page as a gateway before a bureau gives it.
const PAGE: &str = "<html><head><title>Error</title></head><body><h1>The service is not available</h1></body></html>";

/// How a call's answer reaches the carrier, or does not.
pub(super) struct Outgoing {
    pub status: u16,
    pub body: String,
    pub cut: Cut,
    pub delay: Duration,
}

impl Outgoing {
    /// As it should be.
    pub fn whole(body: String) -> Outgoing {
        Outgoing {
            status: 200,
            body,
            cut: Cut::Never,
            delay: Duration::ZERO,
        }
    }

    /// As the fault makes it.
    pub fn struck_by(fault: &Fault, body: String) -> Outgoing {
        let whole = Outgoing::whole(body);
        match fault.action {
            Action::Drop => Outgoing {
                cut: Cut::AtOnce,
                ..whole
            },
            Action::CutOff => Outgoing {
                cut: Cut::InTheMiddle,
                ..whole
            },
            Action::Garbage | Action::Http500 | Action::Http502 | Action::Http503 => Outgoing {
                status: match fault.action {
                    Action::Http500 => 500,
                    Action::Http502 => 502,
                    Action::Http503 => 503,
                    _ => whole.status,
                },
                body: PAGE.to_owned(),
                ..whole
            },
            Action::Slow => Outgoing {
                delay: Duration::from_millis(fault.delay_ms),
                ..whole
            },
            _ => whole,
        }
    }
}

/// The first fault that strikes this call. Counts the call for every fault it fits, struck or not.
pub(super) fn striking<'a>(
    scenario: &'a Scenario,
    state: &State,
    request: &Request,
) -> Result<Option<&'a Fault>, Error> {
    let sequence = request.number("dataSequence");
    let mut striking = None;
    for (place, fault) in scenario.faults.iter().enumerate() {
        let fits = fault.call == request.call.method()
            && fault
                .sequence
                .is_none_or(|wanted| sequence == Some(wanted.into()));
        if !fits {
            continue;
        }
        let count = state.count(&format!("fault {place}"))?;
        if count >= fault.from && count - fault.from < fault.times {
            striking = striking.or(Some(fault));
        }
    }
    Ok(striking)
}

/// The answer a fault gives in place of the call's own; `None` when the call is answered all the same.
pub(super) fn answer_instead(fault: &Fault, call: Call) -> Option<Answer> {
    match fault.action {
        Action::Maintenance if call == Call::Upload => Some(Refusal::UploadMaintenance.into()),
        Action::Maintenance => Some(Refusal::DownloadMaintenance.into()),
        Action::Window => Some(Refusal::Window.into()),
        Action::Limit => Some(Refusal::Limit.into()),
        Action::Code => Some(Answer::new(
            fault.code.unwrap_or(Refusal::Other as u32),
            "演习",
        )),
        Action::Drop
        | Action::CutOff
        | Action::Garbage
        | Action::Http500
        | Action::Http502
        | Action::Http503
            if !fault.taken =>
        {
            Some(Refusal::Other.into())
        }
        _ => None,
    }
}
