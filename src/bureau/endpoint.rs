//! Where a bureau is, who the carrier is to it, and what is known about its dialect.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::authorities::Authorities;
use super::call::Call;
use super::hours::Hours;
use super::patience::Patience;
use super::wsdl::Style;
use crate::envelope::AesKey;
use crate::order::Text;

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
    /// The certificates that vouch for the bureau's, in the place of those that browsers trust.
    pub authorities: Option<Authorities>,
    /// When files may be sent; always when absent.
    pub hours: Option<Hours>,
    /// What is done when the bureau says "not now".
    pub patience: Patience,
}

impl Endpoint {
    /// Where a method is called: at its own address when one is set, else at the interface's path below the bureau's.
    pub(super) fn url(&self, call: Call) -> String {
        let set = self.overrides.endpoints.get(call.method());
        set.cloned().unwrap_or_else(|| {
            let base = self.base_url.trim_end_matches('/');
            format!("{base}/{}", call.service())
        })
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Overrides {
    /// Leaves the WSDL unread; the settings below and the interface's table are all there is.
    #[serde(rename = "ignore")]
    pub ignore_wsdl: bool,
    /// The namespace of the wrapper element.
    pub namespace: Option<String>,
    /// Document or RPC style.
    pub style: Option<Style>,
    /// Whether parameters carry the namespace too.
    pub qualified: Option<bool>,
    /// `SOAPAction`, without quotation marks; `{method}` stands for the method's name.
    pub soap_action: Option<String>,
    /// By method name: the whole address it is called at, where that is not the interface's own path below the base address.
    pub endpoints: BTreeMap<String, String>,
    /// By method name: the wrapper element, where it is not the method itself.
    pub wrappers: BTreeMap<String, String>,
    /// By method name: the parameters' names in the interface's order.
    pub parameters: BTreeMap<String, Vec<String>>,
}

impl Overrides {
    /// What no bureau could mean: a method that the interface has not got, an address that is none, or another number of
    /// parameters than the interface gives the method.
    pub fn mistake(&self) -> Option<Text> {
        let named = { self.endpoints.keys() }
            .chain(self.wrappers.keys())
            .chain(self.parameters.keys());
        let call_of = |name: &str| Call::ALL.into_iter().find(|call| call.method() == name);
        for name in named {
            if call_of(name).is_none() {
                let nearest = Call::ALL.into_iter().map(Call::method).max_by(|a, b| {
                    strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b))
                });
                let nearest = nearest.unwrap_or_default();
                return Some(Text::new(
                    format!("wsdl 中的 {name} 不是接口的方法，最接近的是 {nearest}"),
                    format!("wsdl: {name} is no method of the interface, the nearest is {nearest}"),
                ));
            }
        }
        for (name, address) in &self.endpoints {
            if !is_address(address) {
                return Some(Text::new(
                    format!("wsdl.endpoints.{name} = \"{address}\" 不是 http:// 或 https:// 地址"),
                    format!(
                        "wsdl.endpoints.{name} = \"{address}\" is no http:// or https:// address"
                    ),
                ));
            }
        }
        for (name, names) in &self.parameters {
            let known = call_of(name).map_or(0, |call| call.parameters().len());
            if names.len() != known {
                let given = names.len();
                return Some(Text::new(
                    format!(
                        "wsdl.parameters.{name} 有 {given} 个名称，接口中该方法有 {known} 个参数"
                    ),
                    format!(
                        "wsdl.parameters.{name} has {given} names, the interface gives the method {known} parameters"
                    ),
                ));
            }
        }
        None
    }
}

/// Whether a text can be called by HTTP.
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_no_bureau_could_mean_is_told_before_any_call() {
        let mistake = |text: &str| {
            toml::from_str::<Overrides>(text)
                .unwrap()
                .mistake()
                .map(|why| why.en.into_owned())
        };
        let method = mistake("[wrappers]\nisp_uplod = \"x\"").unwrap();
        assert!(method.contains("isp_upload"), "{method}");
        let names = mistake("[parameters]\nisp_download = [\"a\"]").unwrap();
        assert!(names.contains("5 parameters"), "{names}");
        assert!(mistake("[endpoints]\nisp_download = \"bureau/x\"").is_some());
        assert_eq!(
            mistake("soap_action = \"urn:{method}\"\nstyle = \"rpc\"\nignore = true"),
            None
        );
    }
}
