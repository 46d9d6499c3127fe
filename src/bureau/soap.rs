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
pub(super) fn answer(body: &[u8]) -> Result<Element, String> {
    let text = tree::decode(body).map_err(|error| error.to_string())?;
    let message = tree::parse(&text, TEXT_LIMIT).map_err(|error| error.to_string())?;
    drop(text);
    if message.descendants().any(|element| element.name == "Fault") {
        return Err("it is a SOAP fault".to_owned());
    }
    if message.descendants().any(is_document) {
        return into_document(message).ok_or_else(|| NO_DOCUMENT.to_owned());
    }
    let string = message
        .descendants()
        .map(|element| element.text.trim())
        .find(|text| text.trim_start_matches('\u{feff}').starts_with('<'))
        .ok_or(NO_DOCUMENT)?;
    let document = tree::parse(string, TEXT_LIMIT)
        .map_err(|error| format!("in the document it carries, {error}"))?;
    into_document(document).ok_or_else(|| "the document it carries has no msg_code".to_owned())
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
}
