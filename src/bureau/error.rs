//! What can go wrong with a call, told apart by what it means for the file that was being sent.

use super::answer::RawAnswer;
use super::call::Call;
use super::endpoint::Endpoint;
use super::transport::Failure;
use crate::archive;
use crate::order::Bilingual;

/// Why a call gave no answer that can be used. A refusal by `msg_code` is an answer, not an error.
///
/// No variant shows a password, a hash of one, or any content of a file or an answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The carrier's configuration is wrong; nothing was sent. The operator has to mend it.
    #[error("the configuration of bureau \"{bureau}\" is wrong: {why}: correct it")]
    Configuration {
        /// The bureau's name in the configuration.
        bureau: String,
        /// What is wrong.
        why: String,
    },
    /// The bureau could not be reached: nothing was sent, or the answer to a call that may be repeated was lost.
    /// Never the result of an upload that may have left this machine. The call may be made again as it is.
    #[error(
        "bureau \"{bureau}\" cannot be reached ({method}): {why}: check the network and try again"
    )]
    NotReached {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The method that was to be called.
        method: &'static str,
        /// What failed.
        why: String,
        /// Whether the same call may work a little later.
        may_pass: bool,
    },
    /// An upload left this machine and no readable answer came back: it may have been taken. Ask with
    /// `isp_querypreviousupload` before anything else is uploaded.
    #[error(
        "{method} was sent to bureau \"{bureau}\" and no readable answer came back: {why}: settle the outcome before uploading again"
    )]
    OutcomeUnknown {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The method that was called.
        method: &'static str,
        /// What was seen instead of an answer.
        why: String,
        /// Whether the same call may be answered a little later.
        may_pass: bool,
        /// What came back, if anything did, to be kept for the bureau's technicians.
        answer: Option<RawAnswer>,
    },
    /// The bureau describes or answers a call in a way that the interface does not allow. The bureau has to mend
    /// it, or the operator overrides its description. Never the result of an upload that was sent.
    #[error(
        "{method} of bureau \"{bureau}\" breaks the interface: {why}: call the bureau's technical support"
    )]
    Protocol {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The method concerned.
        method: &'static str,
        /// What is broken.
        why: String,
        /// Whether the same call may be answered a little later, as when a gateway answered in the bureau's place.
        may_pass: bool,
        /// What came back, if anything did.
        answer: Option<RawAnswer>,
    },
    /// What was to be sent or what was received could not be kept in the archive. What could not be kept was not sent, and
    /// an answer that could not be kept counts as one that did not come. This machine has to be mended.
    #[error(
        "{method} of bureau \"{bureau}\" was not carried out, because it could not be kept: {source}"
    )]
    NotKept {
        /// The bureau's name in the configuration.
        bureau: String,
        /// The method concerned.
        method: &'static str,
        /// Whether it is the answer to an upload that was made.
        outcome_unknown: bool,
        /// Why.
        source: Box<archive::Error>,
    },
}

impl Bilingual for CallError {
    fn zh(&self) -> String {
        match self {
            Self::Configuration { bureau, why } => {
                format!("管局「{bureau}」配置有误：{why}；请修改配置")
            }
            Self::NotReached {
                bureau,
                method,
                why,
                ..
            } => format!("管局「{bureau}」无法连接（{method}）：{why}；请检查网络后重试"),
            Self::OutcomeUnknown {
                bureau,
                method,
                why,
                ..
            } => format!(
                "管局「{bureau}」的 {method} 已发出但没有可读的应答：{why}；上报前须先核对结果"
            ),
            Self::Protocol {
                bureau,
                method,
                why,
                ..
            } => format!("管局「{bureau}」的 {method} 不符合接口规范：{why}；请联系管局技术支持"),
            Self::NotKept {
                bureau,
                method,
                source,
                ..
            } => format!(
                "管局「{bureau}」的 {method} 无法存档，未执行：{}",
                source.zh()
            ),
        }
    }
}

impl CallError {
    pub(super) fn configuration(endpoint: &Endpoint, why: String) -> CallError {
        CallError::Configuration {
            bureau: endpoint.name.clone(),
            why,
        }
    }

    pub(super) fn not_reached(endpoint: &Endpoint, call: Call, failure: Failure) -> CallError {
        CallError::NotReached {
            bureau: endpoint.name.clone(),
            method: call.method(),
            why: failure.why,
            may_pass: failure.may_pass,
        }
    }

    /// What was seen in the place of an answer, where the line or the bureau may be well again a little later without anybody
    /// mending anything.
    pub fn passing(&self) -> Option<&str> {
        match self {
            CallError::NotReached { may_pass, why, .. }
            | CallError::OutcomeUnknown { may_pass, why, .. }
            | CallError::Protocol { may_pass, why, .. } => may_pass.then_some(why),
            CallError::Configuration { .. } | CallError::NotKept { .. } => None,
        }
    }

    /// Whether an upload may have been taken without this side having learned of it.
    pub fn outcome_unknown(&self) -> bool {
        matches!(
            self,
            CallError::OutcomeUnknown { .. }
                | CallError::NotKept {
                    outcome_unknown: true,
                    ..
                }
        )
    }

    /// Whether this machine has to be mended, and neither the configuration nor the bureau.
    pub fn is_of_the_machine(&self) -> bool {
        matches!(self, CallError::NotKept { .. })
    }

    /// The bytes that came back in place of an answer.
    pub fn answer(&self) -> Option<&RawAnswer> {
        match self {
            CallError::OutcomeUnknown { answer, .. } | CallError::Protocol { answer, .. } => {
                answer.as_ref()
            }
            CallError::Configuration { .. }
            | CallError::NotReached { .. }
            | CallError::NotKept { .. } => None,
        }
    }
}
