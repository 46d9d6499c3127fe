//! Where a bureau is, who the carrier is to it, and what is known about its dialect.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;

use super::wsdl::Style;
use crate::envelope::AesKey;

/// One bureau, as configured. Holds secrets, so it cannot be printed:
///
/// ```compile_fail,E0277
/// fn print(bureau: &beian::bureau::Endpoint) {
///     println!("{bureau:?}");
/// }
/// ```
#[derive(Clone)]
pub struct Endpoint {
    /// The operator's name for the bureau, used in messages.
    pub name: String,
    /// `http://host[:port]` or `https://host[:port]`, with a path before the services' own if the bureau has one.
    pub base_url: String,
    /// `ispId`: the carrier's number at the bureau.
    pub isp_id: u64,
    /// `userName`.
    pub user: String,
    /// The password that `pwdHash` is made from.
    pub password: SecretString,
    /// Key and IV when the bureau encrypts (`encryptAlgorithm` 1).
    pub key: Option<AesKey>,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// What the operator knows better than the bureau's WSDL.
    pub overrides: Overrides,
}

/// How long each part of a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Finding and connecting to the host, TLS included. When it runs out, nothing was sent.
    pub connect: Duration,
    /// Sending the request. When it runs out, the outcome is unknown.
    pub send: Duration,
    /// From the last byte sent to the last byte of the answer. When it runs out, the outcome is unknown.
    pub answer: Duration,
    /// From the begin of one call to the begin of the next, at least.
    pub interval: Duration,
}

impl Default for Timeouts {
    /// 30 seconds to connect, 10 minutes to send 50 MB over a slow line, 10 minutes for the bureau to answer.
    fn default() -> Self {
        Timeouts {
            connect: Duration::from_secs(30),
            send: Duration::from_secs(600),
            answer: Duration::from_secs(600),
            interval: Duration::ZERO,
        }
    }
}

/// Settings that win over the WSDL, for a bureau that serves none or a wrong one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Leaves the WSDL unread; the settings below and the interface's table are all there is.
    pub ignore_wsdl: bool,
    /// The namespace of the wrapper element.
    pub namespace: Option<String>,
    /// Document or RPC style.
    pub style: Option<Style>,
    /// Whether parameters carry the namespace too.
    pub qualified: Option<bool>,
    /// `SOAPAction`, without quotation marks.
    pub soap_action: Option<String>,
    /// By method name: the wrapper element, where it is not the method itself.
    pub wrappers: BTreeMap<String, String>,
    /// By method name: the parameters' names in the interface's order.
    pub parameters: BTreeMap<String, Vec<String>>,
}
