//! What is fuzzed: every reader of bytes that came from outside, each as a function that takes any bytes and panics only
//! when a promise is broken.
//!
//! The fuzzer calls them with what it invents (`cargo fuzz`, see `docs/hardening.md`), and `tests/fuzz_targets.rs` with bent
//! fixtures, in every run of the tests. They use the public face of the program only.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Write as _};
use std::panic;
use std::path::PathBuf;
use std::sync::{Mutex, Once};

use beian::bureau::SavedAnswer;
use beian::codes::Codes;
use beian::config::{self, Config};
use beian::download::{self, Messages};
use beian::envelope::{AesKey, Archive, FileName, Limits, Sealed, open, unseal};
use beian::intake::{self, Batch, Bounds, Options};
use beian::recompress::Recompressor;
use beian::schemas;
use beian::workbook::{self, Edits, Tone};
use beian::xsd::{self, Schema};
use zip::write::SimpleFileOptions;

/// Between the parts of a workbook; see [`workbook`].
pub const SEAM: &[u8] = b"\0--\0";

/// A schema is loaded, or refused with a reason; one that is loaded can be described, packed and used.
pub fn schema(bytes: &[u8]) {
    let Ok(schema) = Schema::read(bytes, "fuzzed.xsd") else {
        return;
    };
    schema.describe();
    schema.packed();
    for root in schema.root_names() {
        let document = format!("<{root}><a>1</a></{root}>");
        schema.validate(document.as_bytes(), &xsd::Options::default());
    }
}

/// A document gets the same outcome in one piece and through the smallest windows.
pub fn validator(bytes: &[u8]) {
    for bundled in schemas::ALL {
        let whole = xsd::Options {
            max_violations: 50,
            ..xsd::Options::default()
        };
        let pieces = xsd::Options { window: 1, ..whole };
        let at_once = bundled.schema().validate(bytes, &whole);
        let piecewise = bundled
            .schema()
            .validate_reader(Drops(bytes), &pieces)
            .expect("bytes in memory can be read");
        assert_eq!(at_once, piecewise, "{}", bundled.file);
    }
}

/// A bureau's document gives the same messages however it arrives.
pub fn download(bytes: &[u8]) {
    let transcript = |messages: &mut dyn Iterator<Item = _>| -> Vec<String> {
        messages
            .map(|message: Result<download::Message, download::Error>| format!("{message:?}"))
            .collect()
    };
    let at_once = transcript(&mut Messages::new(bytes));
    let piecewise = transcript(&mut Messages::new(Drops(bytes)));
    assert_eq!(at_once, piecewise);
    let _ = download::root(bytes);
}

/// A call's answer that was saved is understood, or refused in words.
pub fn answer(bytes: &[u8]) {
    if let Ok(answer) = SavedAnswer::read(bytes)
        && let Some(file) = answer.file
    {
        let _ = open(&file.info, &file.hash, file.encrypt, None, &small());
    }
}

/// A CSV file is read, or refused with a finding; its records put together are its text.
pub fn csv(bytes: &[u8]) {
    let path = Scratch::file("flat.csv", bytes);
    read(&path);
    if let Ok(survey) = intake::survey(&path, Codes::bundled(), &bounds())
        && let Some((text, _)) = survey.text
    {
        let mut whole = String::new();
        intake::records(&text, |raw, _| whole.push_str(raw));
        assert_eq!(whole, text);
    }
}

/// A workbook is read and written into, or refused with a finding. The bytes are a file, or the parts of a package with
/// [`SEAM`] between them, in the order of [`PARTS`].
pub fn workbook(bytes: &[u8]) {
    let packed;
    let bytes = if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf") {
        bytes
    } else {
        packed = package(bytes);
        &packed
    };
    let path = Scratch::file("book.xlsx", bytes);
    read(&path);
    let mut edits = Edits::default();
    for name in ["订单", "扁平", "Sheet1"] {
        let sheet = edits.sheets.entry(name.into()).or_default();
        sheet.marks.insert((0, 0), (Tone::Wrong, "a".to_owned()));
        sheet.texts.insert((1, 1), "b".to_owned());
    }
    if let Ok(file) = File::open(&path) {
        let _ = workbook::edit(file, &edits, &mut Cursor::new(Vec::new()));
    }
}

/// The parts of a workbook that orders depend on.
pub const PARTS: [&str; 5] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
];

/// An order file is read as each of the three languages, or refused with a finding.
pub fn folder(bytes: &[u8]) {
    for name in ["order.toml", "order.yaml", "order.json"] {
        let path = Scratch::file(name, bytes);
        read(&path);
        fs::remove_file(path).expect("the scratch folder is ours");
    }
}

/// An archive gives one document within the limits, or is refused; so does the envelope around it, encrypted or not.
pub fn envelope(bytes: &[u8]) {
    let limits = small();
    let alone = Archive::in_memory(bytes.to_vec(), &limits)
        .ok()
        .and_then(|archive| {
            let mut document = Vec::new();
            archive.open().ok()?.read_to_end(&mut document).ok()?;
            assert!(document.len() as u64 <= limits.bytes);
            Some(document)
        });
    let name: FileName = "XZBA20180528000001.xml".parse().expect("a file name");
    let key = AesKey::new("0123456789abcdef", "fedcba9876543210").expect("a key");
    for (encrypt, key) in [(0, None), (1, Some(&key))] {
        let sealed = Sealed::from_zip(name.clone(), bytes.to_vec(), key);
        let opened = open(&sealed.info, &sealed.hash, encrypt, key, &limits);
        assert_eq!(opened.ok().map(|opened| opened.xml), alone);
    }
    // Bytes that are no archive of ours: as text, and as something encrypted.
    let text = String::from_utf8_lossy(bytes);
    let _ = unseal(&text, &text, 0, None, &limits);
    let sealed = Sealed::from_zip(name, bytes.to_vec(), None);
    let _ = unseal(&sealed.info, &sealed.hash, 1, Some(&key), &limits);
}

/// A configuration is read and explained, or refused with its line.
pub fn config(bytes: &[u8]) {
    let path = Scratch::file("beian.toml", bytes);
    match Config::read(&path) {
        Ok(config) => {
            config::entries(&config, &String::from_utf8_lossy(bytes));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A picture is recognized, and made to fit or refused.
pub fn picture(bytes: &[u8]) {
    const MOST: u64 = 20_000;
    intake::inspect_bytes(bytes);
    let recompressor = Recompressor::reading(PathBuf::from("no such folder"));
    if let Ok(fitted) = recompressor.fit(bytes, MOST) {
        assert!(fitted.content.len() as u64 <= MOST);
    }
}

/// Smaller than the real ones, so that reaching them is quick.
fn small() -> Limits {
    Limits {
        bytes: 1 << 20,
        ..Limits::default()
    }
}

fn bounds() -> Bounds {
    Bounds {
        cells: 100_000,
        expanded_bytes: 8 << 20,
        ..Bounds::default()
    }
}

/// Intake turns a panic into a finding, for the sake of the libraries that read workbooks: one of ours must not hide there.
fn read(path: &PathBuf) -> Batch {
    static WATCH: Once = Once::new();
    static OURS: Mutex<Option<String>> = Mutex::new(None);
    WATCH.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info
                .location()
                .map_or_else(String::new, ToString::to_string);
            if !place.contains("/calamine-") {
                *OURS.lock().expect("nobody panics while holding it") = Some(place);
                before(info);
            }
        }));
    });
    let options = Options {
        codes: Codes::bundled(),
        bounds: bounds(),
    };
    let batch = intake::read(std::slice::from_ref(path), &options, &|_| {}).unwrap_or_default();
    let ours = OURS.lock().expect("nobody panics while holding it").take();
    assert_eq!(ours, None, "a panic of ours");
    batch
}

fn package(bytes: &[u8]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut rest = bytes;
    for name in PARTS {
        let at = rest.windows(SEAM.len()).position(|window| window == SEAM);
        let part = &rest[..at.unwrap_or(rest.len())];
        rest = at.map_or(&[], |at| &rest[at + SEAM.len()..]);
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let written = package
            .start_file(name, options)
            .map_err(io::Error::from)
            .and_then(|()| package.write_all(part));
        written.expect("a package in memory can be written");
    }
    let whole = package
        .finish()
        .expect("a package in memory can be written");
    whole.into_inner()
}

/// A folder for one file at a time, one for each thread.
struct Scratch;

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

impl Scratch {
    fn file(name: &str, bytes: &[u8]) -> PathBuf {
        FOLDER.with_borrow_mut(|folder| {
            let folder = folder
                .get_or_insert_with(|| tempfile::tempdir().expect("a folder for scratch files"));
            let path = folder.path().join(name);
            fs::write(&path, bytes).expect("the scratch folder can be written to");
            path
        })
    }
}

/// Gives bytes in small and uneven pieces.
struct Drops<'b>(&'b [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = 1 + self.0.len() % 7;
        let count = most.min(buffer.len()).min(self.0.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}
