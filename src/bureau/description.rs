//! How a bureau wants to be called: its WSDL, under the operator's settings. Read once for each method.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::call::Call;
use super::endpoint::{Endpoint, Timeouts};
use super::error::CallError;
use super::transport::{Failure, Transport};
use super::tree::{self, Element};
use super::wsdl::Operation;

/// How many documents a WSDL may consist of, imports included.
const DOCUMENTS_AT_MOST: usize = 16;

/// The descriptions that were read of one bureau.
pub(super) struct Descriptions {
    transport: Transport,
    operations: Mutex<HashMap<Call, Operation>>,
}

impl Descriptions {
    /// Connects to nothing yet.
    pub fn of(endpoint: &Endpoint) -> Descriptions {
        let timeouts = short(&endpoint.timeouts);
        Descriptions {
            transport: Transport::new(&timeouts, endpoint.authorities.as_ref()),
            operations: Mutex::default(),
        }
    }

    /// How this bureau wants the method called: its WSDL, under the operator's settings.
    pub fn operation(&self, endpoint: &Endpoint, call: Call) -> Result<Operation, CallError> {
        let mut operations = self
            .operations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(operation) = operations.get(&call) {
            return Ok(operation.clone());
        }
        let described = if endpoint.overrides.ignore_wsdl {
            Operation::by_default(call)
        } else {
            let documents = self.documents(endpoint, call)?;
            if documents.is_empty() {
                tracing::warn!(
                    bureau = endpoint.name,
                    method = call.method(),
                    "no WSDL is served: the interface's own names are used"
                );
                Operation::by_default(call)
            } else {
                Operation::from_wsdl(call, &documents).map_err(|why| CallError::Protocol {
                    bureau: endpoint.name.clone(),
                    method: call.method(),
                    why,
                    may_pass: false,
                    answer: None,
                })?
            }
        };
        let operation = described
            .with(call, &endpoint.overrides)
            .map_err(|why| CallError::configuration(endpoint, why))?;
        operations.insert(call, operation.clone());
        Ok(operation)
    }

    /// The WSDL and what it imports, the WSDL first; empty when none is served.
    fn documents(&self, endpoint: &Endpoint, call: Call) -> Result<Vec<Element>, CallError> {
        let service = endpoint.url(call);
        let mut pending = vec![format!("{service}?wsdl")];
        let mut seen = pending.clone();
        let mut documents = Vec::new();
        while let Some(url) = pending.pop() {
            let reply = self
                .transport
                .get(&url)
                .map_err(|failure| CallError::not_reached(endpoint, call, failure))?;
            if (300..400).contains(&reply.status) {
                let why = format!(
                    "{service} answers with a redirect (HTTP {}): set the address it leads to",
                    reply.status
                );
                return Err(CallError::configuration(endpoint, why));
            }
            let document = tree::decode(&reply.body)
                .and_then(|text| tree::parse(&text, text.len()))
                .ok()
                .filter(|document| matches!(&*document.name, "definitions" | "schema"));
            let Some(document) = document else {
                // A gateway's page says nothing about what lies behind it.
                if reply.status >= 500 {
                    let why = format!("HTTP {} in place of its description", reply.status);
                    let failure = Failure {
                        nothing_sent: true,
                        may_pass: true,
                        why,
                    };
                    return Err(CallError::not_reached(endpoint, call, failure));
                }
                continue;
            };
            for import in document.descendants() {
                let location = match import.name.as_str() {
                    "import" | "include" => import
                        .attribute("schemaLocation")
                        .or_else(|| import.attribute("location")),
                    _ => None,
                };
                let Some(location) = location else { continue };
                let url = same_origin(&service, location);
                if seen.len() < DOCUMENTS_AT_MOST && !seen.contains(&url) {
                    seen.push(url.clone());
                    pending.push(url);
                }
            }
            documents.push(document);
        }
        Ok(documents)
    }
}

/// How long a description may take: it is small, and nothing is lost by asking again.
fn short(timeouts: &Timeouts) -> Timeouts {
    let short = Duration::from_secs(30);
    Timeouts {
        answer: timeouts.answer.min(short),
        send: timeouts.send.min(short),
        ..*timeouts
    }
}

/// An imported document's address, always at the bureau's own: what a WSDL says of hosts is often an address
/// behind the bureau's gateway, and nothing else may be asked.
fn same_origin(service: &str, location: &str) -> String {
    let origin_of = |url: &str| {
        let start = url.find("://").map_or(0, |at| at + 3);
        url[start..].find('/').map_or(url.len(), |at| start + at)
    };
    let origin = &service[..origin_of(service)];
    if location.contains("://") {
        format!("{origin}{}", &location[origin_of(location)..])
    } else if location.starts_with('/') {
        format!("{origin}{location}")
    } else if location.starts_with('?') {
        format!("{service}{location}")
    } else {
        let folder = service.rfind('/').map_or(service, |at| &service[..at]);
        format!("{folder}/{location}")
    }
}
