//! An answer file as it was received: an XML document, an archive of one, or a call's answer with a sealed archive inside.
//! Which of them it is shows in what it holds, not in its name. However large its document is, nothing of that is held.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::bureau::{Delivered, SavedAnswer};
use crate::download::{self, Document};
use crate::envelope::{AesKey, Archive, Limits, OpenError, unseal};
use crate::order::{Bilingual, Text};

/// A document that came in, and its name.
#[derive(Debug)]
pub struct AnswerFile {
    /// The name by which it is known when it comes again: the bureau's where a call delivered it, else the file's own.
    pub name: String,
    /// Whether the bureau gave it that name: what comes under it again is the same file.
    pub(super) is_named_by_bureau: bool,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    Archive(Archive),
}

/// What a file turned out to be.
#[derive(Debug)]
pub enum Received {
    /// A document.
    Answer(AnswerFile),
    /// A call's answer with a sealed document, to be opened with [`AnswerFile::unseal`].
    Sealed(Delivered),
    /// A call's answer that says that there was nothing to give.
    Nothing,
    /// Nothing that could hold an answer; why.
    Unusable(Text),
}

/// The largest call's answer that is looked into. It is in memory as long as it is.
const LARGEST_CALL: u64 = 1 << 30;

/// What an archive begins with, that of an empty one included.
const ARCHIVE_MARKS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

impl Document for AnswerFile {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        match &self.place {
            Place::File(path) => path.open(),
            Place::Archive(archive) => archive.open(),
        }
    }
}

impl AnswerFile {
    /// Looks at a file on disk. An error means that this machine could not read it.
    pub fn receive(path: &Path) -> io::Result<Received> {
        let mut beginning = Vec::new();
        File::open(path)?.take(4).read_to_end(&mut beginning)?;
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let answer = |place| {
            Received::Answer(AnswerFile {
                name,
                is_named_by_bureau: false,
                place,
            })
        };
        if ARCHIVE_MARKS.contains(&&*beginning) {
            return match Archive::in_file(path, &Limits::default()) {
                Ok(archive) => Ok(answer(Place::Archive(archive))),
                Err(OpenError::Read(error)) => Err(error),
                Err(error) => Ok(Received::Unusable(error.text())),
            };
        }
        match download::root(File::open(path)?) {
            Ok(root) if root != "DownloadData" => receive_call(path, &root),
            // What is no XML is reported by whoever reads it as a document.
            _ => Ok(answer(Place::File(path.to_owned()))),
        }
    }

    /// Opens what a call delivered, with the key among `keys` that fits where it is encrypted.
    pub fn unseal(file: &Delivered, keys: &[AesKey]) -> Result<AnswerFile, OpenError> {
        let open = |key| {
            unseal(
                &file.info,
                &file.hash,
                file.encrypt,
                key,
                &Limits::default(),
            )
        };
        let mut opened = open(keys.first());
        for key in keys.iter().skip(1) {
            if !matches!(opened, Err(OpenError::Decrypt | OpenError::Hash)) {
                break;
            }
            opened = open(Some(key));
        }
        Ok(AnswerFile {
            name: file.name.clone(),
            is_named_by_bureau: true,
            place: Place::Archive(opened?),
        })
    }
}

/// Looks into what may be a call's answer.
fn receive_call(path: &Path, root: &str) -> io::Result<Received> {
    let unusable = |zh: String, en: String| Ok(Received::Unusable(Text::new(zh, en)));
    let mut bytes = Vec::new();
    let length = File::open(path)?
        .take(LARGEST_CALL + 1)
        .read_to_end(&mut bytes)?;
    if length as u64 > LARGEST_CALL {
        return unusable(
            format!("根元素是 <{root}>，而调用答复不应超过 1 GiB"),
            format!("the root element is <{root}>, and no answer to a call is larger than 1 GiB"),
        );
    }
    let answer = match SavedAnswer::read(&bytes) {
        Ok(answer) => answer,
        Err(why) => {
            return unusable(
                format!("根元素是 <{root}>，既不是 <DownloadData>，也不是可读的调用答复：{why}"),
                format!(
                    "the root element is <{root}>: neither <DownloadData> nor a call's answer that can be read: {why}"
                ),
            );
        }
    };
    if answer.is_empty_handed() {
        return Ok(Received::Nothing);
    }
    match answer.file {
        Some(mut file) => {
            if file.name.is_empty() {
                let name = path.file_name().unwrap_or_default();
                file.name = name.to_string_lossy().into_owned();
            }
            Ok(Received::Sealed(file))
        }
        None => {
            let code = answer
                .code
                .map_or_else(String::new, |code| code.to_string());
            let msg = answer.msg;
            unusable(
                format!("调用答复中没有文件（返回码 {code} {msg}）"),
                format!("the call's answer carries no file (code {code} {msg})"),
            )
        }
    }
}
