//! Reads SOAP requests and writes SOAP answers: the practice bureau's own, apart from the client's.

use std::collections::HashMap;

use quick_xml::escape::escape;

use super::description::{NAMESPACE, spelling};
use super::scenario::{Description, Reply};
use crate::bureau::tree;
use crate::bureau::{Call, tree::Element};

/// A request: the call and its parameters under the interface's names. What was not sent under this bureau's
/// spelling is absent.
pub(super) struct Request {
    pub call: Call,
    parameters: HashMap<&'static str, String>,
}

impl Request {
    /// Reads a request's body; `None` when it is not one for this service.
    pub fn read(body: &[u8], offered: &[Call], description: &Description) -> Option<Request> {
        let text = tree::decode(body).ok()?;
        let mut envelope = tree::parse(&text, text.len()).ok()?;
        drop(text);
        let soap_body = envelope
            .children
            .iter_mut()
            .find(|child| child.name == "Body")?;
        let mut wrapper: Element = soap_body.children.pop()?;
        let call = *offered.iter().find(|call| call.method() == wrapper.name)?;
        let mut parameters = HashMap::new();
        for parameter in call.parameters() {
            let name = spelling(call, parameter, description);
            if let Some(found) = wrapper.children.iter_mut().find(|child| child.name == name) {
                parameters.insert(parameter.name.as_str(), std::mem::take(&mut found.text));
            }
        }
        Some(Request { call, parameters })
    }

    /// A parameter's value without outer blanks, empty when absent.
    pub fn text(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", |value| value.trim())
    }

    /// A parameter's value as a number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name).parse().ok()
    }
}

/// The message that carries an answer's document as a string.
pub(super) fn answer(call: Call, document: &str, reply: &Reply) -> String {
    let document = if reply.cdata {
        format!("<![CDATA[{document}]]>")
    } else {
        escape(document).into_owned()
    };
    envelope(&format!(
        "<ns:{method}Response xmlns:ns=\"{NAMESPACE}\"><return>{document}</return></ns:{method}Response>",
        method = call.method()
    ))
}

/// The message for a request that could not be read.
pub(super) fn fault() -> String {
    envelope(
        "<soap:Fault><faultcode>soap:Client</faultcode><faultstring>unknown request</faultstring></soap:Fault>",
    )
}

fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>{body}\
         </soap:Body></soap:Envelope>"
    )
}
