//! What answers tell about filing passwords: 1018 says that the one that was sent is wrong, an approval that it is right.

use super::aliases::filings_of;
use super::session::Session;
use crate::ledger::mirror::PasswordState;
use crate::ledger::{Evidence, Result, State};
use crate::order::Kind;

/// ICP备案密码错误.
pub(super) const WRONG_PASSWORD: u32 = 1018;

/// Notes at the subjects of an order what became of their password.
pub(super) fn note(session: &Session<'_>, evidence: &Evidence, state: State) -> Result<()> {
    let is_wrong = evidence
        .codes
        .iter()
        .any(|code| code.code == WRONG_PASSWORD);
    let is_right = matches!(state, State::Approved | State::Completed);
    for filing in filings_of(session, &evidence.keys)? {
        let told = match filing.password {
            _ if is_wrong => PasswordState::Wrong,
            // The bureau sends the password to the principal with the first approval.
            PasswordState::Unknown if is_right && evidence.kind == Some(Kind::NewFiling) => {
                PasswordState::Issued
            }
            PasswordState::Wrong if is_right => PasswordState::Issued,
            known => known,
        };
        if told != filing.password {
            session.answers.note_password(filing.id, told)?;
        }
    }
    Ok(())
}
