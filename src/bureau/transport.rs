//! HTTP under the calls: blocking, one connection for each request, and honest about whether anything was sent.
//!
//! Connections are not kept: a server that closes a kept connection just as a request goes out would leave the
//! outcome of that request unknown for no reason. Redirects are not followed, and the status is not trusted.

use std::io;

use ureq::config::Config;
use ureq::tls::TlsConfig;
use ureq::{Agent, Error, Timeout};

use super::authorities::Authorities;
use super::endpoint::Timeouts;
use super::proxy::proxy_for;

/// The largest answer that is read, in bytes.
const ANSWER_LIMIT: u64 = 2 << 30;

/// A WSDL is small; a server that sends more has something else there.
const WSDL_LIMIT: u64 = 16 << 20;

/// A request that got no whole answer.
#[derive(Debug)]
pub(super) struct Failure {
    /// Whether it is certain that nothing was sent.
    pub nothing_sent: bool,
    /// Whether the same request may work a little later.
    pub may_pass: bool,
    /// What failed; names no header and no content.
    pub why: String,
}

/// An HTTP answer.
pub(super) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

pub(super) struct Transport {
    agent: Agent,
}

impl Transport {
    /// Trusts the bureau's own authorities, or else those that browsers trust.
    pub fn new(timeouts: &Timeouts, authorities: Option<&Authorities>) -> Transport {
        let mut config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .user_agent(concat!("beian/", env!("CARGO_PKG_VERSION")))
            // Which one it is depends on the address that is called.
            .proxy(None)
            .timeout_resolve(Some(timeouts.connect))
            .timeout_connect(Some(timeouts.connect))
            .timeout_send_request(Some(timeouts.send))
            .timeout_send_body(Some(timeouts.send))
            .timeout_recv_response(Some(timeouts.answer))
            .timeout_recv_body(Some(timeouts.answer));
        if let Some(authorities) = authorities {
            let tls = TlsConfig::builder().root_certs(authorities.roots());
            config = config.tls_config(tls.build());
        }
        Transport {
            agent: config.build().new_agent(),
        }
    }

    /// Fetches a description.
    pub fn get(&self, url: &str) -> Result<Reply, Failure> {
        let proxy = proxy(url)?;
        let request = self.agent.get(url).config().proxy(proxy).build();
        let mut response = request.call().map_err(failure)?;
        let status = response.status().as_u16();
        let body = response
            .body_mut()
            .with_config()
            .limit(WSDL_LIMIT)
            .read_to_vec()
            .map_err(failure)?;
        Ok(Reply { status, body })
    }

    /// Sends a SOAP request.
    pub fn post(&self, url: &str, soap_action: &str, document: &str) -> Result<Reply, Failure> {
        let proxy = proxy(url)?;
        let request = self
            .agent
            .post(url)
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", format!("\"{soap_action}\""))
            .config()
            .proxy(proxy)
            .build();
        let mut response = request.send(document).map_err(failure)?;
        let status = response.status().as_u16();
        let body = response
            .body_mut()
            .with_config()
            .limit(ANSWER_LIMIT)
            .read_to_vec()
            .map_err(|error| Failure {
                nothing_sent: false,
                ..failure(error)
            })?;
        Ok(Reply { status, body })
    }
}

fn proxy(url: &str) -> Result<Option<ureq::Proxy>, Failure> {
    proxy_for(url, &|name| std::env::var(name).ok()).map_err(|why| Failure {
        nothing_sent: true,
        may_pass: false,
        why,
    })
}

/// Certain that nothing was sent is only what fails before a connection stands.
fn failure(error: Error) -> Failure {
    let is_distrusted = is_distrusted(&error);
    let nothing_sent = match &error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::BadUri(_)
        | Error::InvalidProxyUrl
        | Error::ConnectProxyFailed(_)
        | Error::Http(_)
        | Error::TlsRequired
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        Error::Io(error) => match error.kind() {
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::AddrNotAvailable => true,
            _ => is_distrusted,
        },
        _ => false,
    };
    // What is configured wrongly here, or nobody vouches for, stays so.
    let is_lasting = matches!(
        error,
        Error::BadUri(_) | Error::InvalidProxyUrl | Error::Http(_) | Error::TlsRequired
    );
    Failure {
        nothing_sent,
        may_pass: !is_lasting && !is_distrusted,
        why: error.to_string(),
    }
}

/// Whether the bureau's certificate was refused, which is before a request could be written.
fn is_distrusted(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::InvalidData
        && error.to_string().contains("peer certificate"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_port_means_that_nothing_was_sent() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let failure = Transport::new(&Timeouts::default(), None)
            .post(&url, "", "<x/>")
            .err()
            .unwrap();
        assert!(failure.nothing_sent, "{}", failure.why);
        assert!(failure.may_pass);
    }

    #[test]
    fn a_connection_closed_without_an_answer_leaves_the_outcome_open() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || drop(listener.accept().unwrap()));
        let failure = Transport::new(&Timeouts::default(), None)
            .post(&url, "", "<x/>")
            .err()
            .unwrap();
        server.join().unwrap();
        assert!(!failure.nothing_sent);
        assert!(failure.may_pass);
    }

    #[test]
    fn an_address_that_is_none_is_not_waited_for() {
        let failure = Transport::new(&Timeouts::default(), None)
            .post("http://", "", "<x/>")
            .err()
            .unwrap();
        assert!(failure.nothing_sent && !failure.may_pass, "{}", failure.why);
    }
}
