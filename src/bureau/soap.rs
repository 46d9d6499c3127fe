//! Writes a SOAP 1.1 request and finds the document in a SOAP answer.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::call::Call;
use super::tree::{self, Element};
use super::wsdl::{Operation, Style};

const ENVELOPE_NAMESPACE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The longest text in an answer: the base64 of a full copy of a carrier's data, sent as one string.
const TEXT_LIMIT: usize = 1 << 30;

const NO_DOCUMENT: &str = "there is no document in it";

/// What came in the place of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unread {
    /// What was found, without quoting it.
    pub why: String,
    /// Whether the same call may be answered a little later: what was cut off, a gateway's page, a fault of the server.
    pub may_pass: bool,
}

impl Unread {
    pub fn passing(why: String) -> Unread {
        Unread {
            why,
            may_pass: true,
        }
    }

    pub fn lasting(why: &str) -> Unread {
        Unread {
            why: why.to_owned(),
            may_pass: false,
        }
    }

    /// The same under an HTTP status. One that says that the request is wrong, 408 and 429 apart, says so the next time too.
    pub fn with_status(self, status: u16) -> Unread {
        let is_refusal = (300..500).contains(&status) && !matches!(status, 408 | 429);
        Unread {
            why: format!("HTTP {status}, {}", self.why),
            may_pass: self.may_pass && !is_refusal,
        }
    }
}

/// The request's document. `values` stand in the interface's order.
pub(super) fn request(call: Call, operation: &Operation, values: &[&str]) -> String {
    let mut document =
        String::with_capacity(1024 + values.iter().map(|value| value.len()).sum::<usize>());
    let _ = write!(
        document,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soapenv:Envelope xmlns:soapenv=\"{ENVELOPE_NAMESPACE}\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:isp=\"{}\"><soapenv:Body><isp:{}{}>",
        escape(&operation.namespace),
        operation.wrapper,
        if operation.style == Style::Rpc && operation.typed {
            format!(
                " soapenv:encodingStyle=\"{}\"",
                "http://schemas.xmlsoap.org/soap/encoding/"
            )
        } else {
            String::new()
        },
    );
    let prefix = if operation.qualified { "isp:" } else { "" };
    for (name, place) in &operation.parameters {
        let kind = if operation.typed {
            format!(" xsi:type=\"xsd:{}\"", call.parameters()[*place].kind)
        } else {
            String::new()
        };
        let _ = write!(
            document,
            "<{prefix}{name}{kind}>{}</{prefix}{name}>",
            escape(values[*place])
        );
    }
    let _ = write!(
        document,
        "</isp:{}></soapenv:Body></soapenv:Envelope>",
        operation.wrapper
    );
    document
}

/// The `return` document inside an HTTP answer: as a string, escaped or in CDATA, or as plain elements.
/// `Err` says what was found instead, without quoting it.
pub(super) fn answer(body: &[u8]) -> Result<Element, Unread> {
    let unread = |error: &dyn std::fmt::Display| Unread::passing(error.to_string());
    let text = tree::decode(body).map_err(|error| unread(&error))?;
    let message = tree::parse(&text, TEXT_LIMIT).map_err(|error| unread(&error))?;
    drop(text);
    if let Some(fault) = message
        .descendants()
        .find(|element| element.name == "Fault")
    {
        return Err(Unread {
            why: "it is a SOAP fault".to_owned(),
            may_pass: !blames_the_caller(fault),
        });
    }
    if message.descendants().any(is_document) {
        return into_document(message).ok_or_else(|| unread(&NO_DOCUMENT));
    }
    let string = message
        .descendants()
        .map(|element| element.text.trim())
        .find(|text| text.trim_start_matches('\u{feff}').starts_with('<'))
        .ok_or_else(|| unread(&NO_DOCUMENT))?;
    let document = tree::parse(string, TEXT_LIMIT)
        .map_err(|error| Unread::passing(format!("in the document it carries, {error}")))?;
    into_document(document)
        .ok_or_else(|| Unread::lasting("the document it carries has no msg_code"))
}

/// Whether a fault says that the request itself is wrong: the same one would be refused again.
fn blames_the_caller(fault: &Element) -> bool {
    let code = fault.value("faultcode").unwrap_or_default();
    let code = code.rsplit_once(':').map_or(code, |(_, local)| local);
    ["Client", "VersionMismatch", "MustUnderstand"]
        .iter()
        .any(|of_caller| code.starts_with(of_caller))
}

/// The outermost element that is a document; moved, because it may carry a whole file.
fn into_document(element: Element) -> Option<Element> {
    if is_document(&element) {
        return Some(element);
    }
    element.children.into_iter().find_map(into_document)
}

/// What every answer has is `msg_code`. `isp_verifybamm` has no schema, and its answer may do without; and whoever saved an
/// answer may have kept only the file in it.
fn is_document(element: &Element) -> bool {
    let marks = ["msg_code", "VerifyRes", "fileInfos"];
    marks.iter().any(|mark| element.child(mark).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"GBK\"?><return><msg_code>0</msg_code><msg>操作成功</msg></return>";

    fn message(content: &str) -> String {
        format!(
            "<s:Envelope xmlns:s=\"{ENVELOPE_NAMESPACE}\"><s:Body><r:isp_downloadResponse xmlns:r=\"urn:x\">\
             <return>{content}</return></r:isp_downloadResponse></s:Body></s:Envelope>"
        )
    }

    #[test]
    fn the_document_is_found_escaped_in_cdata_or_as_elements() {
        let bare = DOCUMENT.split_once("?>").unwrap().1;
        let inner = bare
            .trim_start_matches("<return>")
            .trim_end_matches("</return>");
        for content in [
            escape(DOCUMENT).into_owned(),
            format!("<![CDATA[{DOCUMENT}]]>"),
            bare.to_owned(),
            inner.to_owned(),
        ] {
            let document = answer(message(&content).as_bytes()).unwrap();
            assert_eq!(document.value("msg_code"), Some("0"));
            assert_eq!(document.value("msg"), Some("操作成功"));
        }
    }

    #[test]
    fn an_answer_in_gbk_is_read_whatever_it_declares() {
        let message = message(&escape(DOCUMENT));
        let (gbk, _, _) = encoding_rs::GBK.encode(&message);
        assert_eq!(answer(&gbk).unwrap().value("msg"), Some("操作成功"));
    }

    #[test]
    fn faults_pages_and_fragments_are_no_answers() {
        assert!(answer(message("<Fault><faultstring>x</faultstring></Fault>").as_bytes()).is_err());
        assert!(answer(b"<html><body><p>502 Bad Gateway</p></body></html>").is_err());
        assert!(answer(&message(&escape(DOCUMENT)).as_bytes()[..300]).is_err());
        assert!(answer(message("&lt;return&gt;&lt;msg_code&gt;0").as_bytes()).is_err());
        assert!(answer(b"").is_err());
    }

    #[test]
    fn values_are_escaped_and_stand_in_the_bureaus_order_and_spelling() {
        let operation = Operation {
            namespace: "urn:a&b".to_owned(),
            qualified: true,
            parameters: vec![("userName".to_owned(), 1), ("ispID".to_owned(), 0)],
            ..Operation::by_default(Call::Download)
        };
        let document = request(Call::Download, &operation, &["7", "a<b"]);
        assert!(document.contains("xmlns:isp=\"urn:a&amp;b\""));
        assert!(document.contains(
            "<isp:isp_download><isp:userName>a&lt;b</isp:userName><isp:ispID>7</isp:ispID></isp:isp_download>"
        ));
    }

    #[test]
    fn what_was_cut_off_or_came_from_a_gateway_may_pass_and_what_blames_the_caller_stays() {
        let of = |body: &str, status| answer(body.as_bytes()).unwrap_err().with_status(status);
        let fault = |code: &str| {
            format!(
                "<s:Envelope xmlns:s=\"{ENVELOPE_NAMESPACE}\"><s:Body><s:Fault><faultcode>{code}</faultcode>\
                 </s:Fault></s:Body></s:Envelope>"
            )
        };
        let page = "<html><body>later</body></html>";
        let half = &message("x")[..80];
        for (body, status) in [
            (page, 200),
            (page, 502),
            (page, 429),
            (half, 200),
            (&fault("s:Server"), 500),
        ] {
            assert!(of(body, status).may_pass, "{status} {body}");
        }
        for (body, status) in [
            (page, 404),
            (page, 302),
            (&fault("s:Client"), 500),
            (&fault("Client.Authentication"), 500),
        ] {
            assert!(!of(body, status).may_pass, "{status} {body}");
        }
    }
}
