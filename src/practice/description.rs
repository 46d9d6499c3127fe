//! The WSDLs of the three services, in the style and spelling the scenario asks for.

use std::fmt::Write as _;

use super::scenario::{Description, Spelling, Style};
use crate::bureau::{Call, Parameter};

/// The namespace of the practice bureau's services.
pub(super) const NAMESPACE: &str = "http://practice.beian.example/isp";

/// This bureau's spelling of a parameter. It takes no other.
pub(super) fn spelling(call: Call, parameter: &Parameter, description: &Description) -> String {
    let upper = match description.spelling {
        Spelling::Mixed => matches!(call, Call::Upload | Call::VerifyPassword),
        Spelling::Id => false,
        Spelling::ID => true,
    };
    if upper && parameter.name == "ispId" {
        "ispID".to_owned()
    } else {
        parameter.name.clone()
    }
}

/// The WSDL of the service at `address`, which offers `calls`.
pub(super) fn wsdl(calls: &[Call], description: &Description, address: &str) -> String {
    let mut types = String::new();
    let mut messages = String::new();
    let mut operations = String::new();
    let mut bindings = String::new();
    let (style, body) = match description.style {
        Style::Document => ("document", "<soap:body use=\"literal\"/>".to_owned()),
        Style::Rpc => (
            "rpc",
            format!("<soap:body use=\"literal\" namespace=\"{NAMESPACE}\"/>"),
        ),
    };
    for call in calls {
        let method = call.method();
        let (request, response) = match description.style {
            Style::Document => {
                let parameters: String = call
                    .parameters()
                    .iter()
                    .map(|parameter| {
                        let name = spelling(*call, parameter, description);
                        format!(
                            "<xsd:element name=\"{name}\" type=\"xsd:{}\" minOccurs=\"0\"/>",
                            parameter.kind
                        )
                    })
                    .collect();
                let answer = "<xsd:element name=\"return\" type=\"xsd:string\" minOccurs=\"0\"/>";
                for (element, content) in [
                    (method.to_owned(), &*parameters),
                    (format!("{method}Response"), answer),
                ] {
                    let _ = write!(
                        types,
                        "<xsd:element name=\"{element}\"><xsd:complexType><xsd:sequence>{content}\
                         </xsd:sequence></xsd:complexType></xsd:element>"
                    );
                }
                (
                    format!("<wsdl:part name=\"parameters\" element=\"tns:{method}\"/>"),
                    format!("<wsdl:part name=\"parameters\" element=\"tns:{method}Response\"/>"),
                )
            }
            Style::Rpc => {
                let part = |parameter: &Parameter| {
                    let name = spelling(*call, parameter, description);
                    format!(
                        "<wsdl:part name=\"{name}\" type=\"xsd:{}\"/>",
                        parameter.kind
                    )
                };
                (
                    call.parameters().iter().map(part).collect(),
                    "<wsdl:part name=\"return\" type=\"xsd:string\"/>".to_owned(),
                )
            }
        };
        let _ = write!(
            messages,
            "<wsdl:message name=\"{method}\">{request}</wsdl:message>\
             <wsdl:message name=\"{method}Response\">{response}</wsdl:message>"
        );
        let _ = write!(
            operations,
            "<wsdl:operation name=\"{method}\"><wsdl:input message=\"tns:{method}\"/>\
             <wsdl:output message=\"tns:{method}Response\"/></wsdl:operation>"
        );
        let _ = write!(
            bindings,
            "<wsdl:operation name=\"{method}\"><soap:operation soapAction=\"\"/>\
             <wsdl:input>{body}</wsdl:input><wsdl:output>{body}</wsdl:output></wsdl:operation>"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" \
         xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:tns=\"{NAMESPACE}\" targetNamespace=\"{NAMESPACE}\">\
         <wsdl:types><xsd:schema targetNamespace=\"{NAMESPACE}\" elementFormDefault=\"unqualified\">{types}\
         </xsd:schema></wsdl:types>{messages}<wsdl:portType name=\"Isp\">{operations}</wsdl:portType>\
         <wsdl:binding name=\"IspSoap\" type=\"tns:Isp\">\
         <soap:binding style=\"{style}\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>{bindings}\
         </wsdl:binding><wsdl:service name=\"IspService\"><wsdl:port name=\"IspPort\" binding=\"tns:IspSoap\">\
         <soap:address location=\"{address}\"/></wsdl:port></wsdl:service></wsdl:definitions>\n"
    )
}
