//! Documents that would have a parser read a file, ask the network or fill the memory: every reader of XML refuses them, and
//! neither happens. The parts of workbooks have the same in `tests/intake_packages.rs`.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use beian::bureau::{CallError, Client, Endpoint, Overrides, SavedAnswer};
use beian::download::{Error, Messages};
use beian::schemas;
use beian::xsd::{Options, Schema};
use night_support::{SmallNight, client};

/// Stands in the file that nobody must read.
const SECRET: &str = "KANARIE";

/// A web server that nobody must ask, but for the bureau's services; it remembers who did, and answers everything alike.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
    answer: Arc<Mutex<String>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(Mutex::new(String::new()));
        let server = Server { url, asked, answer };
        let (asked, answer) = (server.asked.clone(), server.answer.clone());
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (asked, answer) = (asked.clone(), answer.clone());
                thread::spawn(move || serve(connection.unwrap(), &asked, &answer));
            }
        });
        server
    }

    /// What was asked for that is none of the bureau's services.
    fn strays(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        let strays = asked
            .iter()
            .filter(|path| !path.starts_with("/ISPWebService/"));
        strays.cloned().collect()
    }
}

fn serve(connection: TcpStream, asked: &Mutex<Vec<String>>, answer: &Mutex<String>) {
    let mut lines = BufReader::new(&connection);
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(path);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap() == 0 || line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap();
        }
    }
    std::io::copy(
        &mut std::io::Read::take(&mut lines, length),
        &mut std::io::sink(),
    )
    .unwrap();
    let body = answer.lock().unwrap().clone();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n";
    let _ = write!(
        &connection,
        "{head}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
}

/// What stands before the root element, and what stands in it: document types and entities of every kind.
fn hostile(server: &Server, file: &str) -> Vec<(&'static str, String, &'static str)> {
    let web = format!("{}/canary", server.url);
    let lol: String = (1..10)
        .map(|level| {
            let before = format!("&l{};", level - 1).repeat(10);
            format!("<!ENTITY l{level} \"{before}\">")
        })
        .collect();
    vec![
        ("a bare DOCTYPE", "<!DOCTYPE r>".to_owned(), ""),
        (
            "a DTD in a file",
            format!("<!DOCTYPE r SYSTEM \"file://{file}\">"),
            "",
        ),
        (
            "a DTD on the web",
            format!("<!DOCTYPE r SYSTEM \"{web}\">"),
            "",
        ),
        (
            "a public DTD",
            format!("<!DOCTYPE r PUBLIC \"-//x//y\" \"{web}\">"),
            "",
        ),
        (
            "an entity",
            "<!DOCTYPE r [<!ENTITY x \"y\">]>".to_owned(),
            "&x;",
        ),
        (
            "an entity from a file",
            format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"file://{file}\">]>"),
            "&x;",
        ),
        (
            "an entity from the web",
            format!("<!DOCTYPE r [<!ENTITY x SYSTEM \"{web}\">]>"),
            "&x;",
        ),
        (
            "a parameter entity",
            format!("<!DOCTYPE r [<!ENTITY % x SYSTEM \"{web}\"> %x;]>"),
            "",
        ),
        (
            "a billion laughs",
            format!("<!DOCTYPE r [<!ENTITY l0 \"lol\">{lol}]>"),
            "&l9;",
        ),
        (
            "a default attribute",
            "<!DOCTYPE r [<!ATTLIST r a CDATA \"x\">]>".to_owned(),
            "",
        ),
    ]
}

fn with_canary(look: impl FnOnce(&Server, Vec<(&'static str, String, &'static str)>)) {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("canary.txt");
    std::fs::write(&file, SECRET).unwrap();
    look(&server, hostile(&server, &file.display().to_string()));
    assert_eq!(server.strays(), Vec::<String>::new());
}

#[test]
fn a_document_under_validation_is_refused_at_its_document_type() {
    with_canary(|_, documents| {
        for (name, prolog, body) in documents {
            for (bundled, root) in [
                (&schemas::UPLOAD, "UploadData"),
                (&schemas::DOWNLOAD, "DownloadData"),
                (&schemas::ANSWERS, "return"),
            ] {
                let document = format!("<?xml version=\"1.0\"?>{prolog}<{root}>{body}</{root}>");
                let outcome = bundled
                    .schema()
                    .validate(document.as_bytes(), &Options::default());
                let first = &outcome.violations[0];
                assert_eq!((outcome.total, first.rule), (1, "xml-wellformed"), "{name}");
                assert!(
                    first.message.en.contains("DOCTYPE"),
                    "{name}: {:?}",
                    first.message
                );
            }
        }
    });
}

#[test]
fn a_schema_is_refused_at_its_document_type_and_asks_the_network_for_nothing() {
    with_canary(|server, documents| {
        for (name, prolog, body) in documents {
            let schema = format!(
                "<?xml version=\"1.0\"?>{prolog}<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{body}</xs:schema>"
            );
            let error = Schema::read(schema.as_bytes(), "hostile.xsd").unwrap_err();
            assert!(error.to_string().contains("DOCTYPE"), "{name}: {error}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("asks.xsd");
        for reference in [
            "<xs:include schemaLocation=\"{web}\"/>",
            "<xs:redefine schemaLocation=\"{web}\"/>",
            "<xs:import namespace=\"urn:a\" schemaLocation=\"{web}\"/><xs:element name=\"a\" type=\"xs:string\"/>",
        ] {
            let reference = reference.replace("{web}", &format!("{}/canary.xsd", server.url));
            let schema = format!(
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{reference}</xs:schema>"
            );
            std::fs::write(&path, schema).unwrap();
            // An import may be left out, as the specification has it; the others are refused.
            assert_eq!(
                Schema::read_file(&path).is_ok(),
                reference.contains("xs:import"),
                "{reference}"
            );
        }
    });
}

#[test]
fn where_a_document_says_its_schema_lies_is_not_looked_at() {
    with_canary(|server, _| {
        let document = format!(
            "<?xml-stylesheet href=\"{0}/canary.xsl\"?><return xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xsi:noNamespaceSchemaLocation=\"{0}/canary.xsd\" xsi:schemaLocation=\"urn:a {0}/canary.xsd\">\
             <xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{0}/canary.xml\"/></return>",
            server.url
        );
        let schema = schemas::ANSWERS.schema();
        schema.validate(document.as_bytes(), &Options::default());
        let _ = SavedAnswer::read(document.as_bytes());
        for message in Messages::new(document.replace("return", "DownloadData").as_bytes()) {
            message.unwrap();
        }
    });
}

#[test]
fn an_answer_file_is_refused_and_kept_for_a_person() {
    with_canary(|_, documents| {
        let night = SmallNight::of(&[]);
        for (name, prolog, body) in documents {
            let document = format!(
                "<?xml version=\"1.0\"?>{prolog}<DownloadData><ICP><BAJG><Jg_xx>{body}</Jg_xx></BAJG></ICP></DownloadData>"
            );
            let mut messages = Messages::new(document.as_bytes());
            assert!(
                matches!(messages.next(), Some(Err(Error::DocumentType))),
                "{name}"
            );
            assert!(messages.next().is_none(), "{name}");
            let (exit, line) = night.ingest(
                &format!("{}.xml", name.replace(' ', "-")),
                document.as_bytes(),
            );
            assert_eq!(exit, 1, "{name}");
            assert!(
                line["error"].as_str().unwrap().contains("document type"),
                "{name}: {line}"
            );
            assert!(!line.to_string().contains(SECRET));
        }
    });
}

#[test]
fn a_calls_answer_is_refused_whether_saved_or_from_the_bureau_itself() {
    with_canary(|server, documents| {
        for (name, prolog, body) in documents {
            let inner =
                format!("{prolog}<return><msg_code>0{body}</msg_code><msg>{body}</msg></return>");
            let soap = |prolog: &str, inside: &str| {
                format!(
                    "<?xml version=\"1.0\"?>{prolog}<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\
                     <s:Body><r>{inside}</r></s:Body></s:Envelope>"
                )
            };
            let escaped = inner.replace('&', "&amp;").replace('<', "&lt;");
            let outside = soap(
                &prolog,
                &format!("<return><msg_code>0{body}</msg_code></return>"),
            );
            for document in [
                inner,
                soap("", &format!("<return>{escaped}</return>")),
                outside,
            ] {
                assert!(
                    SavedAnswer::read(document.as_bytes()).is_err(),
                    "{name}: {document}"
                );
                *server.answer.lock().unwrap() = document;
                let error = client(&server.url).query_previous().unwrap_err();
                assert!(
                    matches!(error, CallError::Protocol { .. }),
                    "{name}: {error}"
                );
                assert!(!error.to_string().contains(SECRET));
            }
        }
    });
}

#[test]
fn a_description_is_left_aside_and_only_the_bureau_itself_is_asked_for_what_it_imports() {
    let elsewhere = Server::start();
    with_canary(|server, documents| {
        let described = |documents: &str| {
            *server.answer.lock().unwrap() = documents.to_owned();
            let endpoint = Endpoint {
                overrides: Overrides::default(),
                ..client(&server.url).endpoint().clone()
            };
            // The answer is the description again, which is none.
            Client::new(endpoint).query_previous().unwrap_err()
        };
        for (name, prolog, body) in documents {
            let error = described(&format!(
                "<?xml version=\"1.0\"?>{prolog}<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\">{body}</definitions>"
            ));
            assert!(!error.to_string().contains(SECRET), "{name}: {error}");
        }
        let import = format!(
            "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"><import location=\"{}/ISPWebService/other.wsdl\"/>\
             <import location=\"file:///ISPWebService/etc/passwd\"/></definitions>",
            elsewhere.url
        );
        described(&import);
    });
    assert_eq!(*elsewhere.asked.lock().unwrap(), Vec::<String>::new());
}
