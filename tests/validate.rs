//! `beian validate`, run as operators and scripts run it.

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use beian::report::json_schema::Shape;
use serde_json::Value;
use support::json_lines;
use tempfile::TempDir;

/// A folder with documents.
struct Folder(TempDir);

const VALID: &str =
    "<UploadData version=\"V.3.0\"><ICP><Qqdwid>330000000001</Qqdwid></ICP></UploadData>";

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for documents"))
    }

    fn with(self, name: &str, document: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the document");
        fs::write(path, document).expect("the document is written");
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = support::beian();
        command
            .current_dir(self.0.path())
            .arg("validate")
            .args(arguments);
        // A later option overrides none of the caller's.
        if !arguments.contains(&"--lang") {
            command.args(["--lang", "en"]);
        }
        command
    }

    fn validate(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .output()
            .expect("the program starts")
    }
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn assert_exit(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{:?}", said(output));
}

/// An upload in GBK whose subject has this name, and nothing else that a filing needs.
fn gbk(name: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?>\n<UploadData version=\"V.3.0\"><ICP><Qqdwid>1</Qqdwid><XZBA>\n  <Baxx><Zt_xx><Dwmc>{name}</Dwmc><Dwxz>1000</Dwxz></Zt_xx></Baxx>\n</XZBA></ICP></UploadData>\n"
    );
    encoding_rs::GBK.encode(&text).0.into_owned()
}

#[test]
fn a_valid_document_is_said_to_be_valid() {
    let folder = Folder::new().with("a.xml", VALID);
    let output = folder.validate(&["a.xml"]);
    assert_exit(&output, 0);
    assert_eq!(
        said(&output),
        (
            "a.xml: valid\n".into(),
            "1 file: 1 valid, 0 invalid\n".into()
        )
    );
    let output = folder.validate(&["a.xml", "--lang", "zh"]);
    assert_eq!(
        said(&output),
        ("a.xml: 有效\n".into(), "1 个文件：有效 1，无效 0\n".into())
    );
    let output = folder.validate(&["a.xml", "--quiet"]);
    assert_eq!(said(&output), (String::new(), String::new()));
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_a_mark_below_the_place() {
    let folder = Folder::new().with("a.xml", gbk("杭州青杉网络有限公司"));
    let output = folder.validate(&["a.xml", "--unmask"]);
    assert_exit(&output, 1);
    let (shown, talk) = said(&output);
    let expected = "\
a.xml:3:39: the value must be at most 999 [cvc-maxInclusive-valid]
  /UploadData/ICP/XZBA/Baxx/Zt_xx/Dwxz
     3 |   <Baxx><Zt_xx><Dwmc>杭州青杉网络有限公司</Dwmc><Dwxz>1000</Dwxz></Zt_xx></Baxx>
       |                                                 ^^^^^^
";
    assert!(shown.starts_with(expected), "{shown}");
    assert!(talk.starts_with("1 file: 0 valid, 1 invalid ("), "{talk}");
    let (chinese, _) = said(&folder.validate(&["a.xml", "--lang", "zh"]));
    assert!(
        chinese.contains("a.xml:3:39: 值不得大于 999 [cvc-maxInclusive-valid]"),
        "{chinese}"
    );
}

#[test]
fn the_line_of_a_long_document_is_cut_around_the_place() {
    let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' type='xs:int' maxOccurs='unbounded'/></xs:sequence></xs:complexType></xs:element></xs:schema>";
    let document = format!("<a>{}<b x='1'>7</b></a>", "<b>7</b>".repeat(60_000));
    assert!(document.len() > 400_000, "longer than a window");
    let folder = Folder::new()
        .with("long.xml", &document)
        .with("a.xsd", schema);
    let output = folder.validate(&["long.xml", "--schema", "a.xsd"]);
    let (shown, _) = said(&output);
    let column = document.find("x='1'").expect("it is there") + 1;
    let lines: Vec<&str> = shown.lines().collect();
    assert!(
        lines[0].starts_with(&format!("long.xml:1:{column}: ")),
        "{shown}"
    );
    assert_eq!(lines[1], "  /a/b[60001]/@x");
    assert!(
        lines[2].starts_with("     1 | ...") && lines[2].ends_with("<b>7</b><b x='1'>7</b></a>"),
        "{shown}"
    );
    let under = lines[3].find('^').expect("a mark");
    assert_eq!(&lines[2][under..under + 1], "x");
}

#[test]
fn personal_data_is_masked_in_the_line_unless_asked_for() {
    let folder = Folder::new().with("a.xml", gbk("杭州青杉网络有限公司"));
    let (shown, talk) = said(&folder.validate(&["a.xml"]));
    assert!(
        shown.contains("<Dwmc>杭*********</Dwmc><Dwxz>1000</Dwxz>"),
        "{shown}"
    );
    assert!(
        !shown.contains("青杉") && talk.contains("--unmask"),
        "{talk}"
    );
    let (shown, talk) = said(&folder.validate(&["a.xml", "--unmask"]));
    assert!(
        shown.contains("青杉") && !talk.contains("--unmask"),
        "{talk}"
    );
}

#[test]
fn validation_goes_on_after_an_error_up_to_the_bound_and_counts_the_rest() {
    let row = "<Zt_xx/>";
    let document = VALID.replace(
        "</ICP>",
        &format!(
            "<XZBA>{}</XZBA></ICP>",
            format!("<Baxx>{row}</Baxx>").repeat(700)
        ),
    );
    let folder = Folder::new().with("a.xml", &document);
    let output = folder.validate(&["a.xml", "--format", "json"]);
    assert_exit(&output, 1);
    let line = &json_lines(&output)[0];
    assert_eq!(line["errors"].as_array().map(Vec::len), Some(1000));
    let total = line["total"].as_u64().expect("a count");
    assert!(total >= 1400, "{total}");

    let output = folder.validate(&["a.xml", "--max-errors", "3"]);
    let (shown, talk) = said(&output);
    assert_eq!(shown.matches("[cvc-").count(), 3, "{shown}");
    assert!(
        shown.ends_with(&format!("a.xml: further errors: {}\n", total - 3)),
        "{shown}"
    );
    assert!(talk.contains(&format!("({total} errors)")), "{talk}");
}

#[test]
fn a_schema_that_cannot_be_loaded_ends_the_run_with_construct_and_place() {
    let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n  <xs:element name='a' type='Missing'/>\n</xs:schema>";
    let folder = Folder::new()
        .with("a.xml", "<a/>")
        .with("wrong.xsd", schema)
        .with(
            "broken.xsd",
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element",
        )
        .with(
            "foreign.xsd",
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n <xs:assert/>\n</xs:schema>",
        );
    for (file, place, words) in [
        ("wrong.xsd", "wrong.xsd:2:3", "Missing"),
        ("broken.xsd", "broken.xsd:2:", ""),
        ("foreign.xsd", "foreign.xsd:2:2", "xs:assert"),
        ("none.xsd", "none.xsd", ""),
    ] {
        let output = folder.validate(&["a.xml", "--schema", file]);
        assert_exit(&output, 2);
        let (shown, talk) = said(&output);
        assert_eq!(shown, "");
        assert!(
            talk.contains(place) && talk.contains(words),
            "{file}: {talk}"
        );
        let is_chinese = talk.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!is_chinese, "{talk}");
    }
}

#[test]
fn any_schema_can_be_named_and_the_documents_own_hint_is_ignored() {
    let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>";
    let hint = "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='none.xsd'>7</a>";
    let folder = Folder::new()
        .with("a.xml", hint)
        .with("b.xml", "<a>x</a>")
        .with("int.xsd", schema);
    assert_exit(&folder.validate(&["a.xml", "--schema", "int.xsd"]), 0);
    let output = folder.validate(&["b.xml", "--schema", "int.xsd"]);
    assert_exit(&output, 1);
    assert!(said(&output).0.contains("[cvc-datatype-valid.1.2.1]"));
}

#[test]
fn without_a_schema_the_root_decides_and_an_unknown_root_is_told_what_to_do() {
    let folder = Folder::new()
        .with("upload.xml", VALID)
        .with("note.xml", "<?xml version='1.0'?>\n<note><to/></note>")
        .with("text.xml", "no markup");
    let output = folder.validate(&["note.xml", "upload.xml", "text.xml", "--format", "json"]);
    assert_exit(&output, 1);
    let lines = json_lines(&output);
    let [note, upload, text] = &lines[..] else {
        panic!("{lines:#?}")
    };
    assert_eq!(upload["valid"], true);
    assert_eq!(note["total"], 1);
    let error = &note["errors"][0];
    assert_eq!((&error["line"], &error["column"]), (&2.into(), &1.into()));
    assert_eq!(
        (&error["rule"], &error["path"]),
        (&"cvc-elt.1".into(), &"/note".into())
    );
    for word in ["note", "UploadData", "--schema"] {
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|said| said.contains(word)),
            "{error}"
        );
    }
    assert_eq!(text["errors"][0]["rule"], "xml-wellformed");
}

#[test]
fn documents_in_utf8_and_gbk_may_be_mixed_and_come_from_standard_input() {
    let utf8 = String::from_utf8(
        encoding_rs::GBK
            .decode(&gbk("林"))
            .0
            .into_owned()
            .into_bytes(),
    )
    .expect("text")
    .replace("GBK", "UTF-8");
    let folder = Folder::new()
        .with("gbk.xml", gbk("林"))
        .with("utf8.xml", utf8);
    let output = folder.validate(&["gbk.xml", "utf8.xml", "--format", "json"]);
    let lines = json_lines(&output);
    assert_eq!(
        lines[0]["errors"], lines[1]["errors"],
        "columns count characters"
    );

    let mut command = folder.command(&["-", "gbk.xml", "--format", "json"]);
    let output = command
        .write_stdin(gbk("林"))
        .output()
        .expect("the program starts");
    assert_exit(&output, 1);
    let lines = json_lines(&output);
    assert_eq!(lines[0]["file"], "-");
    assert_eq!(lines[0]["errors"], lines[1]["errors"]);
}

#[test]
fn lengths_are_counted_as_asked() {
    let schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:simpleType><xs:restriction base='xs:string'><xs:maxLength value='1'/></xs:restriction></xs:simpleType></xs:element></xs:schema>";
    let folder = Folder::new()
        .with("a.xml", "<a>𠀀</a>")
        .with("a.xsd", schema);
    for (length, code) in [("codepoints", 0), ("utf16", 1)] {
        assert_exit(
            &folder.validate(&["a.xml", "--schema", "a.xsd", "--length", length]),
            code,
        );
    }
    assert_exit(&folder.validate(&["a.xml", "--schema", "a.xsd"]), 0);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_are_judged() {
    let folder = Folder::new()
        .with("a.xml", VALID)
        .with("b.xml", "<x/>")
        .with("c.xml/inner.xml", VALID);
    let output = folder.validate(&["none.xml", "b.xml", "a.xml", "--format", "json"]);
    // Nothing is there under a name that was given: the command line is to be mended.
    assert_exit(&output, 2);
    let lines = json_lines(&output);
    let valid: Vec<&Value> = lines.iter().map(|line| &line["valid"]).collect();
    assert_eq!(valid, [false, false, true]);
    assert_eq!(lines[0]["errors"][0]["rule"], "unreadable");
    let (_, talk) = said(&output);
    assert!(talk.contains("beian: none.xml: cannot be read"), "{talk}");
    assert!(
        talk.ends_with("3 files: 1 valid, 1 invalid (1 error), 1 unreadable\n"),
        "{talk}"
    );
    let output = folder.validate(&["none.xml", "a.xml"]);
    assert_eq!(said(&output).0, "a.xml: valid\n");
}

/// Links to themselves can be opened by nobody, also not by root, for whom permissions do not count.
#[cfg(unix)]
#[test]
fn what_the_machine_cannot_read_is_the_machines_fault() {
    let folder = Folder::new().with("d/a.xml", VALID).with("d/z.xml", "<x/>");
    let own = folder.0.path().join("d/own.xml");
    std::os::unix::fs::symlink("own.xml", &own).expect("a link");
    let output = folder.validate(&["d/own.xml", "d"]);
    assert_exit(&output, 3);
    let (shown, talk) = said(&output);
    assert!(
        shown.starts_with("d/a.xml: valid\n") && shown.contains("d/z.xml:1:1:"),
        "{shown}"
    );
    assert!(talk.contains("beian: d/own.xml: cannot be read"), "{talk}");
}

#[test]
fn thousands_of_small_files_come_in_order_and_in_little_time() {
    const FILES: usize = 4000;
    let folder = Folder::new();
    fs::create_dir(folder.0.path().join("many")).expect("a folder");
    for n in 0..FILES {
        let wrong = if n % 100 == 7 { "<Qqdwid/>" } else { "" };
        let document = VALID.replace("<ICP>", &format!("<ICP>{wrong}"));
        fs::write(folder.0.path().join(format!("many/{n:04}.xml")), document).expect("a document");
    }
    let folder = folder
        .with("many/readme.txt", "no document")
        .with("first.xml", VALID);
    let begun = Instant::now();
    let output = folder.validate(&["first.xml", "many", "--format", "json"]);
    let took = begun.elapsed();
    assert_exit(&output, 1);
    let lines = json_lines(&output);
    let files: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["file"].as_str())
        .collect();
    let expected: Vec<String> = (0..FILES)
        .map(|n| {
            Path::new("many")
                .join(format!("{n:04}.xml"))
                .display()
                .to_string()
        })
        .collect();
    assert_eq!(files[0], "first.xml");
    assert_eq!(&files[1..], expected);
    let invalid = lines.iter().filter(|line| line["valid"] == false).count();
    assert_eq!(invalid, FILES / 100);
    assert!(
        said(&output)
            .1
            .starts_with("4001 files: 3961 valid, 40 invalid")
    );
    // A tenth of a second where nothing else runs; the bound is for machines that are busy.
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[test]
fn lines_are_as_their_schema_says() {
    let folder = Folder::new().with("a.xml", VALID).with("b.xml", "<x/>");
    let printed = folder.validate(&["--print-schema"]);
    let schema: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    assert_eq!(schema, Shape::Validation.schema());
    let keys = |schema: &Value| -> Vec<String> {
        let keys = schema["properties"].as_object().expect("properties");
        keys.keys().cloned().collect()
    };
    let own = |line: &Value| -> Vec<String> {
        line.as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    let output = folder.validate(&["a.xml", "b.xml", "none.xml", "--format", "json"]);
    let lines = json_lines(&output);
    assert_eq!(lines.len(), 3);
    for line in &lines {
        assert_eq!(own(line), keys(&schema));
        for error in line["errors"].as_array().expect("a list") {
            assert_eq!(own(error), keys(&schema["properties"]["errors"]["items"]));
        }
    }
}

#[test]
fn a_reader_that_leaves_changes_nothing_about_the_end() {
    let folder = Folder::new();
    for n in 0..300 {
        fs::write(folder.0.path().join(format!("{n}.xml")), "<x/>").expect("a document");
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_beian"));
    command
        .current_dir(folder.0.path())
        .args(["validate", ".", "--quiet"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_exit(&output, 1);
    assert_eq!(said(&output).1, "");
}

#[test]
fn colours_are_for_those_who_ask() {
    let folder = Folder::new().with("a.xml", "<x/>").with("b.xml", VALID);
    let plain = folder.validate(&["a.xml", "b.xml"]);
    assert!(!plain.stdout.contains(&0x1b));
    let colored = folder.validate(&["a.xml", "b.xml", "--color", "always"]);
    let (shown, _) = said(&colored);
    for painted in [
        "\x1b[1ma.xml:1:1:\x1b[0m",
        "\x1b[32mvalid\x1b[0m",
        "\x1b[31m^^\x1b[0m",
    ] {
        assert!(shown.contains(painted), "{shown}");
    }
}

#[test]
fn output_is_shown_as_soon_as_it_is_known() {
    let folder = Folder::new().with("a.xml", VALID);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_beian"));
    command
        .current_dir(folder.0.path())
        .args(["validate", "a.xml", "-", "--format", "json", "--quiet"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut lines =
        std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("piped")));
    // The second document has not even begun.
    let first = lines.next().expect("a line").expect("UTF-8");
    assert!(first.contains("\"a.xml\""), "{first}");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(VALID.as_bytes()).expect("it reads");
    drop(input);
    assert!(
        lines
            .next()
            .expect("a line")
            .expect("UTF-8")
            .contains("\"-\"")
    );
    assert!(child.wait().expect("it ends").success());
}
