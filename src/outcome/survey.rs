//! The first reading of an answer file, to its end: whether it is whole, what it holds, and its hash. Nothing is done with
//! it before that.

use std::collections::BTreeSet;
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

use crate::download::{Content, Document, Error, Messages};
use crate::ledger::ContentHash;
use crate::order::{Bilingual as _, Text};

/// What an answer file holds.
#[derive(Debug)]
pub(super) struct Survey {
    /// Hash of its bytes; of a file that could not be read to its end, of those that could.
    pub hash: ContentHash,
    /// Its families in the order in which they first come, separated by blanks.
    pub family: String,
    /// Which kinds of record it holds.
    pub kinds: BTreeSet<Kind>,
    /// Why it is not whole.
    pub error: Option<Error>,
}

/// Kinds of record that are taken in one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Opinions that name their object: they help to tell apart what results name by the subject.
    Opinion,
    /// Results.
    Result,
    /// Opinions that belong to a result of the same file.
    OpinionOfResult,
    /// Everything else, when the orders that the file answers have been decided.
    Rest,
}

impl Kind {
    /// The kind of a record.
    pub fn of(content: &Content) -> Kind {
        match content {
            Content::Opinion(opinion) if opinion.about.is_some() => Kind::Opinion,
            Content::Opinion(_) => Kind::OpinionOfResult,
            Content::Result(_) | Content::IpResult(_) | Content::DomainResult(_) => Kind::Result,
            _ => Kind::Rest,
        }
    }
}

/// How many families are named; a real file has one or two.
const NAMED_FAMILIES: usize = 20;

impl Survey {
    /// Reads a document to its end. An error means that this machine could not read it.
    pub fn of<D: Document + ?Sized>(document: &D) -> io::Result<Survey> {
        let mut source = Hashing {
            source: document.open()?,
            hash: Sha256::new(),
        };
        let mut families: Vec<String> = Vec::new();
        let mut kinds = BTreeSet::new();
        let mut error = None;
        for message in Messages::new(&mut source) {
            match message {
                Ok(message) => {
                    kinds.insert(Kind::of(&message.content));
                    let is_new = !families.contains(&message.family);
                    if is_new && families.len() < NAMED_FAMILIES {
                        families.push(message.family);
                    }
                }
                Err(broken) => match broken.of_machine() {
                    Some(trouble) => return Err(io::Error::new(trouble.kind(), broken)),
                    None => error = Some(broken),
                },
            }
        }
        // What lies behind a broken place belongs to the hash all the same.
        if !matches!(error, Some(Error::Read(_))) {
            io::copy(&mut source, &mut io::sink())?;
        }
        Ok(Survey {
            hash: source.digest(),
            family: families.join(" "),
            kinds,
            error,
        })
    }
}

/// The families of a document, separated by blanks, or why it is not whole. It is read to its end.
pub fn families<D: Document + ?Sized>(document: &D) -> io::Result<Result<String, Text>> {
    let survey = Survey::of(document)?;
    Ok(match survey.error {
        None => Ok(survey.family),
        Some(error) => Err(error.text()),
    })
}

/// The hash of a file's bytes.
pub(super) fn hash<D: Document + ?Sized>(file: &D) -> io::Result<ContentHash> {
    let mut source = Hashing {
        source: file.open()?,
        hash: Sha256::new(),
    };
    io::copy(&mut source, &mut io::sink())?;
    Ok(source.digest())
}

/// Hashes what is read through it.
struct Hashing<R> {
    source: R,
    hash: Sha256,
}

impl<R> Hashing<R> {
    fn digest(self) -> ContentHash {
        <[u8; 32]>::from(self.hash.finalize()).into()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}
