//! Reads from a WSDL how a bureau wants a method called.
//!
//! Bureaus run different SOAP servers: document style with named, numbered (`arg0`, `in0`) or differently spelt
//! parameters, schemas inside the WSDL or imported, RPC style with typed parts. What is looked for is only the
//! wrapper's name and namespace, the parameters' names in order, and whether they are qualified.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::endpoint::Overrides;
use super::tree::Element;

/// The namespace of a bureau that serves no WSDL and for which none is configured.
const DEFAULT_NAMESPACE: &str = "urn:beian:isp:V.3.0";

/// The two styles of SOAP 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// The wrapper is an element of the bureau's schema.
    Document,
    /// The wrapper is the method, in the binding's namespace.
    Rpc,
}

/// How to call one method of one bureau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    pub namespace: String,
    pub wrapper: String,
    pub style: Style,
    /// Whether parameters need an `xsi:type` (RPC style, `use="encoded"`).
    pub typed: bool,
    /// Whether parameters are in the namespace as well.
    pub qualified: bool,
    pub soap_action: String,
    /// The bureau's spelling of each parameter and the place of its value in the interface's order.
    pub parameters: Vec<(String, usize)>,
}

impl Operation {
    /// The interface's own description, for a bureau that gives none.
    pub fn by_default(call: Call) -> Operation {
        let names = call
            .parameters()
            .iter()
            .map(|parameter| parameter.name.clone());
        Operation {
            namespace: DEFAULT_NAMESPACE.to_owned(),
            wrapper: call.method().to_owned(),
            style: Style::Document,
            typed: false,
            qualified: false,
            soap_action: String::new(),
            parameters: names.zip(0..).collect(),
        }
    }

    /// The description in `documents`: a WSDL and what it imports. `Err` says what is missing or odd.
    pub fn from_wsdl(call: Call, documents: &[Element]) -> Result<Operation, String> {
        let method = call.method();
        let all = || documents.iter().flat_map(Element::descendants);
        let message_name = all()
            .filter(|element| element.name == "portType")
            .flat_map(|port| port.children("operation"))
            .find(|operation| operation.attribute("name") == Some(method))
            .and_then(|operation| operation.child("input")?.attribute("message"))
            .ok_or("the WSDL does not describe the method")?;
        let message = all()
            .find(|element| {
                element.name == "message" && element.attribute("name") == Some(local(message_name))
            })
            .ok_or("the WSDL lacks the method's input message")?;
        let binding = all()
            .filter(|element| element.name == "binding")
            .find(|binding| {
                binding
                    .children("operation")
                    .any(|one| one.attribute("name") == Some(method))
            });
        let bound = binding.and_then(|binding| {
            binding
                .children("operation")
                .find(|one| one.attribute("name") == Some(method))
        });
        let soap_action = bound
            .and_then(|operation| operation.child("operation")?.attribute("soapAction"))
            .unwrap_or_default()
            .to_owned();

        let parts: Vec<&Element> = message.children("part").collect();
        let wrapper = parts.iter().find_map(|part| part.attribute("element"));
        let (namespace, wrapper, qualified, typed, names) = match wrapper {
            Some(wrapper) => {
                let wrapper = local(wrapper);
                let (schema, names) = document_parameters(documents, wrapper)?;
                let namespace = schema
                    .attribute("targetNamespace")
                    .unwrap_or_default()
                    .to_owned();
                let qualified = schema.attribute("elementFormDefault") == Some("qualified");
                (namespace, wrapper.to_owned(), qualified, false, names)
            }
            None => {
                let body = bound.and_then(|operation| operation.child("input")?.child("body"));
                let namespace = body
                    .and_then(|body| body.attribute("namespace"))
                    .or_else(|| documents.first()?.attribute("targetNamespace"))
                    .unwrap_or_default()
                    .to_owned();
                let typed = body.and_then(|body| body.attribute("use")) == Some("encoded");
                let names = parts
                    .iter()
                    .filter_map(|part| part.attribute("name"))
                    .map(str::to_owned)
                    .collect();
                (namespace, method.to_owned(), false, typed, names)
            }
        };
        let style = if parts.iter().any(|part| part.attribute("element").is_some()) {
            Style::Document
        } else {
            Style::Rpc
        };
        let parameters = match_parameters(call, names)?;
        Ok(Operation {
            namespace,
            wrapper,
            style,
            typed,
            qualified,
            soap_action,
            parameters,
        })
    }

    /// Puts the operator's settings over the description. `Err` says which setting cannot be used.
    pub fn with(mut self, call: Call, overrides: &Overrides) -> Result<Operation, String> {
        let replace = |value: &mut String, setting: &Option<String>| {
            if let Some(setting) = setting {
                value.clone_from(setting);
            }
        };
        replace(&mut self.namespace, &overrides.namespace);
        let action = &overrides.soap_action;
        replace(
            &mut self.soap_action,
            &{ action.as_ref() }.map(|action| action.replace("{method}", call.method())),
        );
        replace(
            &mut self.wrapper,
            &overrides.wrappers.get(call.method()).cloned(),
        );
        self.style = overrides.style.unwrap_or(self.style);
        self.qualified = overrides.qualified.unwrap_or(self.qualified);
        if let Some(names) = overrides.parameters.get(call.method()) {
            if names.len() != call.parameters().len() {
                return Err(format!(
                    "{} parameters are configured for {}, the interface has {}",
                    names.len(),
                    call.method(),
                    call.parameters().len()
                ));
            }
            self.parameters = names.iter().cloned().zip(0..).collect();
        }
        Ok(self)
    }
}

/// Schema and parameter names of a document-style wrapper element.
fn document_parameters<'a>(
    documents: &'a [Element],
    wrapper: &str,
) -> Result<(&'a Element, Vec<String>), String> {
    let schemas: Vec<&Element> = documents
        .iter()
        .flat_map(Element::descendants)
        .filter(|element| element.name == "schema")
        .collect();
    let global = |kind: &str, name: &str| {
        schemas.iter().find_map(|schema| {
            let found = schema
                .children
                .iter()
                .find(|child| child.name == kind && child.attribute("name") == Some(name))?;
            Some((*schema, found))
        })
    };
    let (schema, element) =
        global("element", wrapper).ok_or("the WSDL's schema lacks the method's element")?;
    let content = match element.attribute("type") {
        Some(named) => global("complexType", local(named)).map(|(_, content)| content),
        None => element.child("complexType"),
    }
    .ok_or("the WSDL's schema lacks the type of the method's element")?;
    let names = content
        .descendants()
        .filter(|inner| inner.name == "element")
        .filter_map(|inner| {
            inner
                .attribute("name")
                .or_else(|| inner.attribute("ref").map(local))
        })
        .map(str::to_owned)
        .collect();
    Ok((schema, names))
}

/// Finds the interface's parameters under the bureau's names: by name whatever the case, else by position.
fn match_parameters(call: Call, names: Vec<String>) -> Result<Vec<(String, usize)>, String> {
    let ours = call.parameters();
    let named: Vec<(String, usize)> = names
        .iter()
        .filter_map(|name| {
            let place = ours
                .iter()
                .position(|parameter| parameter.name.eq_ignore_ascii_case(name))?;
            Some((name.clone(), place))
        })
        .collect();
    if named.len() == ours.len() {
        Ok(named)
    } else if names.len() == ours.len() {
        Ok(names.into_iter().zip(0..).collect())
    } else {
        Err(format!(
            "the WSDL gives it {} parameters, the interface {}",
            names.len(),
            ours.len()
        ))
    }
}

/// The part of a qualified name behind its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;

    const NUMBERED: &str = r#"
        <definitions targetNamespace="urn:service" xmlns:t="urn:types">
          <types><schema><import namespace="urn:types" schemaLocation="?xsd=1"/></schema></types>
          <message name="ack"><part name="parameters" element="t:isp_downloadack"/></message>
          <portType name="P">
            <operation name="isp_downloadack"><input message="tns:ack"/></operation>
          </portType>
          <binding name="B">
            <operation name="isp_downloadack">
              <operation soapAction="urn:ack"/><input><body use="literal"/></input>
            </operation>
          </binding>
        </definitions>"#;

    const NUMBERED_TYPES: &str = r#"
        <schema targetNamespace="urn:types" elementFormDefault="unqualified">
          <element name="isp_downloadack" type="t:isp_downloadack"/>
          <complexType name="isp_downloadack"><sequence>
            <element name="arg0"/><element name="arg1"/><element name="arg2"/>
            <element name="arg3"/><element name="arg4"/><element name="arg5"/>
          </sequence></complexType>
        </schema>"#;

    const TYPED: &str = r#"
        <definitions targetNamespace="urn:service">
          <message name="in">
            <part name="userName" type="xsd:string"/><part name="ispID" type="xsd:long"/>
            <part name="randVal" type="xsd:string"/><part name="pwdHash" type="xsd:string"/>
            <part name="hashAlgorithm" type="xsd:int"/>
          </message>
          <portType name="P"><operation name="isp_download"><input message="tns:in"/></operation></portType>
          <binding name="B">
            <binding style="rpc"/>
            <operation name="isp_download">
              <input><body use="encoded" namespace="urn:body"/></input>
            </operation>
          </binding>
        </definitions>"#;

    fn trees(documents: &[&str]) -> Vec<Element> {
        documents
            .iter()
            .map(|document| parse(document, 10_000).unwrap())
            .collect()
    }

    #[test]
    fn numbered_parameters_of_an_imported_schema_are_taken_by_position() {
        let documents = trees(&[NUMBERED, NUMBERED_TYPES]);
        let operation = Operation::from_wsdl(Call::Acknowledge, &documents).unwrap();
        assert_eq!(
            (&*operation.namespace, operation.style),
            ("urn:types", Style::Document)
        );
        assert_eq!(operation.soap_action, "urn:ack");
        assert_eq!(operation.parameters[5], ("arg5".to_owned(), 5));
    }

    #[test]
    fn named_parts_are_taken_by_name_in_the_bureaus_order_and_spelling() {
        let operation = Operation::from_wsdl(Call::Download, &trees(&[TYPED])).unwrap();
        assert_eq!(
            (&*operation.namespace, operation.style, operation.typed),
            ("urn:body", Style::Rpc, true)
        );
        assert_eq!(
            operation.parameters[..2],
            [("userName".to_owned(), 1), ("ispID".to_owned(), 0)]
        );
    }

    #[test]
    fn a_method_that_is_missing_or_has_another_number_of_parameters_is_named() {
        let missing = Operation::from_wsdl(Call::Upload, &trees(&[TYPED])).unwrap_err();
        assert!(missing.contains("does not describe"), "{missing}");
        let short = TYPED.replace(r#"<part name="randVal" type="xsd:string"/>"#, "");
        let short = Operation::from_wsdl(Call::Download, &trees(&[&short])).unwrap_err();
        assert!(short.contains("4 parameters"), "{short}");
    }

    #[test]
    fn the_operators_settings_win() {
        let overrides = Overrides {
            namespace: Some("urn:mine".to_owned()),
            qualified: Some(true),
            wrappers: [("isp_download".to_owned(), "download".to_owned())].into(),
            ..Overrides::default()
        };
        let operation = Operation::by_default(Call::Download)
            .with(Call::Download, &overrides)
            .unwrap();
        assert_eq!(
            (&*operation.namespace, &*operation.wrapper),
            ("urn:mine", "download")
        );
        assert!(operation.qualified);
    }
}
