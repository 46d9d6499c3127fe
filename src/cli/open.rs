//! `beian open FILE…`: an envelope opened by hand, and what is in it. Nothing is taken into the ledger: `ingest` does that.
//!
//! Key and initialisation vector come from where the configuration says, never from the command line.

use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use super::by_hand::{Output, file_name, read};
use super::exit::unless_reader_left;
use super::nightly::failure;
use super::whom::Whom;
use super::{Exit, Failure, Session};
use crate::bureau::{Delivered, SavedAnswer};
use crate::config::Bureau;
use crate::envelope::{AesKey, Archive, Limits, OpenError, unseal};
use crate::nightly::NightError;
use crate::nightly::office;
use crate::order::{Bilingual as _, Text};

/// Arguments of `open`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 保存的调用答复（SOAP 或 return 文档）、压缩文件或 XML / saved answers of calls (SOAP or the `return` document), archives, or XML
    #[arg(required = true)]
    file: Vec<PathBuf>,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    output: Output,
}

/// What was found in a file.
#[derive(Default)]
struct Found {
    /// What stands around the document: names of the interface, and their values.
    fields: Vec<(&'static str, String)>,
    /// Name and bytes of the document.
    document: Option<(String, Vec<u8>)>,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let bureaus = arguments.whom.of(session)?;
    let mut exit = Exit::Clean;
    for path in &arguments.file {
        let content = read(path)?;
        let mut found = Found::default();
        let opened = look(&content, path, &bureaus, session, &mut found)?;
        unless_reader_left(print(path, &found, session))?;
        if let Some((name, document)) = &found.document {
            let name = safe_name(name);
            let written = arguments
                .output
                .write(&name, arguments.file.len(), document)?;
            if let Some(path) = written {
                let path = path.display();
                session.talk(&format!("已写入 {path}"), &format!("written to {path}"));
            }
        }
        if let Err(why) = opened {
            let shown = path.display();
            session.warn(
                &format!("{shown}：{}", why.zh),
                &format!("{shown}: {}", why.en),
            );
            exit = Exit::Findings;
        }
    }
    Ok(exit)
}

/// Opens what there is; `Ok(Err)` says why it cannot be opened, beside what was found all the same.
fn look(
    content: &[u8],
    path: &Path,
    bureaus: &[&Bureau],
    session: &Session,
    found: &mut Found,
) -> Result<Result<(), Text>, Failure> {
    if content.starts_with(b"PK") {
        let archive = Archive::in_memory(content.to_vec(), &Limits::default());
        return Ok(archive
            .and_then(|archive| unpack(&archive, found))
            .map_err(|error| error.text()));
    }
    let answer = match SavedAnswer::read(content) {
        Ok(answer) => answer,
        Err(_) if is_document(content) => {
            found.document = Some((file_name(path), content.to_vec()));
            return Ok(Ok(()));
        }
        Err(why) => {
            return Ok(Err(Text::new(
                format!("既不是保存的调用答复，也不是压缩文件或数据文件（{why}）"),
                format!(
                    "it is neither a saved answer of a call nor an archive nor a data file ({why})"
                ),
            )));
        }
    };
    let fields = &mut found.fields;
    fields.extend(answer.code.map(|code| ("msg_code", code.to_string())));
    if !answer.msg.is_empty() {
        fields.push(("msg", answer.msg.clone()));
    }
    fields.extend(
        answer
            .sequence
            .map(|sequence| ("dataSequence", sequence.to_string())),
    );
    if !answer.missing.is_empty() {
        let missing: Vec<String> = answer.missing.iter().map(u32::to_string).collect();
        fields.push(("dataSequences", missing.join(", ")));
    }
    let Some(file) = &answer.file else {
        return Ok(Ok(()));
    };
    fields.push(("return_FileName", file.name.clone()));
    fields.push(("encryptAlgorithm", file.encrypt.to_string()));
    fields.push(("hashAlgorithm", file.hash_algorithm.to_string()));
    fields.push(("compressionFormat", file.compression.to_string()));
    fields.push(("beianInfoHash", file.hash.clone()));
    let keys = match file.encrypt {
        0 => Vec::new(),
        _ => keys(bureaus, session)?,
    };
    Ok(open_with(file, &keys)
        .and_then(|archive| unpack(&archive, found))
        .map_err(|error| error.text()))
}

/// The keys of the bureaus that have one.
fn keys(bureaus: &[&Bureau], session: &Session) -> Result<Vec<AesKey>, Failure> {
    let keys = bureaus
        .iter()
        .map(|bureau| office::key(&session.config, bureau));
    let keys: Result<Vec<_>, _> = keys.collect();
    let keys = keys.map_err(|error| failure(NightError::Office(error)))?;
    Ok(keys.into_iter().flatten().collect())
}

/// Tries every key; the failure of the last one tells why none fits.
fn open_with(file: &Delivered, keys: &[AesKey]) -> Result<Archive, OpenError> {
    let limits = Limits::default();
    let open = |key| unseal(&file.info, &file.hash, file.encrypt, key, &limits);
    let mut opened = open(keys.first());
    for key in keys.iter().skip(1) {
        if opened.is_err() {
            opened = open(Some(key));
        }
    }
    opened
}

fn unpack(archive: &Archive, found: &mut Found) -> Result<(), OpenError> {
    let mut document = Vec::new();
    archive
        .open()
        .and_then(|mut packed| packed.read_to_end(&mut document))
        .map_err(OpenError::from_reading)?;
    found.document = Some((archive.name().to_owned(), document));
    Ok(())
}

fn is_document(content: &[u8]) -> bool {
    matches!(
        elements(content).first().map(String::as_str),
        Some("UploadData" | "DownloadData")
    )
}

/// The names of the first elements, as far as they lead from the root to the first record: they say what a document is, and
/// nothing of whom it is about.
fn elements(content: &[u8]) -> Vec<String> {
    let head = &content[..content.len().min(4096)];
    let tags = head.split(|byte| *byte == b'<').skip(1);
    let names = tags.filter_map(|tag| {
        let end = tag
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
        let name = &tag[..end.unwrap_or(tag.len())];
        (!name.is_empty()).then(|| String::from_utf8_lossy(name).into_owned())
    });
    names.take(4).collect()
}

/// A name from inside an archive, as far as a file can be called so.
fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let name = name.trim_start_matches('.');
    if name.is_empty() {
        "document.xml".to_owned()
    } else {
        name.to_owned()
    }
}

fn print(path: &Path, found: &Found, session: &Session) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", path.display())?;
    for (name, value) in &found.fields {
        writeln!(out, "  {name:<18} {value}")?;
    }
    if let Some((name, document)) = &found.document {
        let bytes = document.len();
        let elements = elements(document).join(" / ");
        let (entry, length) = session
            .say("文件 字节", "file bytes")
            .split_once(' ')
            .unwrap_or_default();
        writeln!(
            out,
            "  {entry:<18} {name}\n  {length:<18} {bytes}\n  XML                {elements}"
        )?;
    }
    Ok(())
}
