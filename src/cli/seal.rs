//! `beian seal FILE…`: the envelope of an upload by hand, as `isp_upload` would carry it. Nothing is sent or noted.
//!
//! Key and initialisation vector come from where the configuration says, never from the command line.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::by_hand::{Output, file_name, read};
use super::exit::unless_reader_left;
use super::format::Format;
use super::nightly::failure;
use super::whom::Whom;
use super::{Exit, Failure, Session};
use crate::envelope::{AesKey, Archive, FileName, Limits, Sealed, zip};
use crate::nightly::NightError;
use crate::nightly::office::{self, OfficeError};
use crate::order::{Lang, Text};

/// Arguments of `seal`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 上报文件 XML，或已压缩的 zip / files to upload, as XML or already as zip
    #[arg(required = true)]
    file: Vec<PathBuf>,
    /// 不加密，即使该管局配置为加密 / without encryption, even where the bureau wants it
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    output: Output,
    /// 输出格式；json 含完整的 beianInfo / form of the output; json holds the whole beianInfo
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let config = &session.config;
    let bureaus = arguments.whom.of(session)?;
    let of_office = |error: OfficeError| failure(NightError::Office(error));
    let key = match bureaus.first() {
        Some(bureau) if bureau.encrypt && !arguments.plain => {
            let half = || OfficeError::HalfAKey(bureau.name.clone());
            let key = office::key(config, bureau).and_then(|key| key.ok_or_else(half));
            Some(key.map_err(of_office)?)
        }
        _ => None,
    };
    for path in &arguments.file {
        let shown = path.display().to_string();
        let (sealed, bytes) = seal(
            &read(path)?,
            &file_name(path),
            key.as_ref(),
            config.output.compression,
        )
        .map_err(|why| {
            Failure::usage(Text::new(
                format!("{shown}：{}", why.zh),
                format!("{shown}: {}", why.en),
            ))
        })?;
        let name = format!("{}.return.xml", sealed.name.stem());
        let written =
            arguments
                .output
                .write(&name, arguments.file.len(), document(&sealed).as_bytes())?;
        unless_reader_left(print(&sealed, bytes, arguments.format, session.lang))?;
        if let Some(path) = written {
            let path = path.display();
            session.talk(&format!("已写入 {path}"), &format!("written to {path}"));
        }
    }
    Ok(Exit::Clean)
}

/// Seals a document or an archive of one; how long the document is.
fn seal(
    content: &[u8],
    name: &str,
    key: Option<&AesKey>,
    level: u8,
) -> Result<(Sealed, u64), Text> {
    if content.starts_with(b"PK") {
        let limits = Limits {
            ratio: u64::MAX,
            ..Limits::default()
        };
        let archive = Archive::in_memory(content.to_vec(), &limits)?;
        let mut document = archive.open().map_err(io_text)?;
        let bytes = io::copy(&mut document, &mut io::sink()).map_err(io_text)?;
        let name: FileName = archive.name().parse()?;
        return Ok((Sealed::from_zip(name, content.to_vec(), key), bytes));
    }
    let name: FileName = name.parse()?;
    let archive = zip(content, &name, Some(level))?;
    Ok((Sealed::from_zip(name, archive, key), content.len() as u64))
}

fn io_text(error: io::Error) -> Text {
    crate::envelope::OpenError::from_reading(error).into()
}

/// The parameters of the call that carry the file, in the form in which answers carry theirs, so that `open` reads it.
fn document(sealed: &Sealed) -> String {
    let Sealed {
        name,
        info,
        hash,
        encrypted,
        ..
    } = sealed;
    let encrypt = u8::from(*encrypted);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><fileInfos><hashAlgorithm>0</hashAlgorithm><compressionFormat>0</compressionFormat><encryptAlgorithm>{encrypt}</encryptAlgorithm><return_FileName>{name}</return_FileName><beianInfo>{info}</beianInfo><beianInfoHash>{hash}</beianInfoHash></fileInfos></return>\n"
    )
}

fn print(sealed: &Sealed, bytes: u64, format: Format, lang: Lang) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let Sealed {
        name,
        zip,
        info,
        hash,
        encrypted,
    } = sealed;
    let encrypt = u8::from(*encrypted);
    if format == Format::Json {
        let line = json!({
            "name": name.as_str(),
            "bytes": bytes,
            "zip_bytes": zip.len(),
            "encryptAlgorithm": encrypt,
            "hashAlgorithm": 0,
            "compressionFormat": 0,
            "beianInfoHash": hash,
            "beianInfo": info,
        });
        return writeln!(out, "{line}");
    }
    let (zip, info) = (zip.len(), info.len());
    match lang {
        Lang::Zh => writeln!(out, "{name}：XML {bytes} 字节，压缩后 {zip} 字节")?,
        Lang::En => writeln!(out, "{name}: {bytes} bytes of XML, {zip} bytes packed")?,
    }
    let length = match lang {
        Lang::Zh => format!("{info} 个字符"),
        Lang::En => format!("{info} characters"),
    };
    writeln!(
        out,
        "  encryptAlgorithm   {encrypt}\n  hashAlgorithm      0\n  compressionFormat  0"
    )?;
    writeln!(
        out,
        "  beianInfoHash      {hash}\n  beianInfo          {length}"
    )
}
