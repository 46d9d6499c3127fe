//! What went wrong on the way to the bureaus or back: each is told, and the most urgent one decides how the command ends.

use super::{Exit, Failure, Session};
use crate::bureau::SendError;
use crate::nightly::{FetchError, Trouble};

/// Says what went wrong; the most urgent exit, if anything did.
pub(super) fn tell(troubles: Vec<Trouble>, session: &Session) -> Option<Exit> {
    let exits = troubles
        .into_iter()
        .map(|trouble| told(trouble).tell(session.lang));
    exits.max_by_key(|exit| URGENCY.iter().position(|other| other == exit))
}

/// Exits of a run that met with trouble, the most urgent one last: what must be settled before anything is sent comes
/// before what only delays it.
const URGENCY: [Exit; 5] = [
    Exit::Findings,
    Exit::Bureau,
    Exit::Usage,
    Exit::Machine,
    Exit::Unknown,
];

fn told(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::Send(error) => of_sending(error),
        Trouble::Fetch(error) => match error {
            FetchError::Disk(_) | FetchError::Ledger(_) | FetchError::Ingest(_) => {
                Failure::machine(error)
            }
            FetchError::Call(ref call) if call.is_of_the_machine() => Failure::machine(error),
            FetchError::Call(_)
            | FetchError::Refused { .. }
            | FetchError::Spent { .. }
            | FetchError::GivenAgain { .. } => Failure::bureau(error),
            FetchError::Unsettled { .. } => Failure::unknown(error),
            FetchError::Unusable { .. } => Failure::findings(error),
        },
    }
}

/// Who must act on what stopped an upload.
pub(super) fn of_sending(error: SendError) -> Failure {
    match error {
        SendError::Ledger(_) | SendError::Missing { .. } | SendError::Damaged { .. } => {
            Failure::machine(error)
        }
        SendError::Unknown { .. } | SendError::Ahead { .. } | SendError::Foreign { .. } => {
            Failure::unknown(error)
        }
        SendError::Envelope(_) | SendError::NoBureau { .. } => Failure::usage(error),
        // Orders wait, as they were told to; nobody has to mend anything.
        SendError::Closed { .. } | SendError::Behind { .. } => Failure::findings(error),
        SendError::Call(ref call) if call.is_of_the_machine() => Failure::machine(error),
        SendError::Call(_)
        | SendError::Lost { .. }
        | SendError::Refused { .. }
        | SendError::Spent { .. }
        | SendError::NoSequence { .. }
        | SendError::NoSuchFile { .. } => Failure::bureau(error),
    }
}
