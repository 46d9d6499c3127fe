//! Answer files on their way to the carrier, and what a scenario does to them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

use super::answer::{Answer, File, Refusal};
use super::calls::wrapped;
use super::scenario::{Action, Fault};
use super::soap::Request;
use super::state::{Delivery, State};
use super::{Error, Settings, publications};
use crate::envelope::{AesKey, FileName, Limits, SealOptions, Sealed, open, seal};

/// A key that no carrier has, with its initialisation vector.
const FOREIGN_KEY: (&str, &str) = ("practice-foreign", "not-even-this-iv");

/// A document that is none of the interface.
const FOREIGN_DOCUMENT: &[u8] =
    b"<?xml version=\"1.0\" encoding=\"GBK\"?>\n<catalogue><book>1</book></catalogue>\n";

/// Gives the next answer file.
pub(super) fn download(
    settings: &Settings,
    state: &mut State,
    fault: Option<&Fault>,
) -> Result<Answer, Error> {
    publications::publish_what_is_due(settings, state)?;
    let action = fault.map(|fault| fault.action);
    if action == Some(Action::Withhold) {
        return Ok(Answer::nothing());
    }
    let again = match action {
        Some(Action::Repeat) => state.last_acknowledged()?,
        _ => None,
    };
    let newest = action == Some(Action::NewestFirst);
    let waiting = state.next_delivery((settings.today)(), newest)?;
    let (file, more) = match (again, waiting) {
        (Some(again), waiting) => (again, waiting.is_some()),
        (None, Some((file, count))) => (file, count > 1),
        (None, None) => return Ok(Answer::nothing()),
    };
    let entry: FileName = file.name.parse()?;
    let zip = match action {
        Some(Action::Truncated) => with_document(&file, |xml| xml.truncate(xml.len() / 2))?,
        Some(Action::Foreign) => with_document(&file, |xml| *xml = FOREIGN_DOCUMENT.to_vec())?,
        _ => file.zip,
    };
    let foreign_key = match action {
        Some(Action::WrongKey) => Some(AesKey::new(FOREIGN_KEY.0, FOREIGN_KEY.1)?),
        _ => None,
    };
    let key = foreign_key.as_ref().or(settings.key.as_ref());
    let mut sealed = Sealed::from_zip(entry, zip, key);
    match action {
        Some(Action::WrongHash) => sealed.hash = STANDARD.encode(Md5::digest(b"another file")),
        Some(Action::BrokenZip) => {
            let broken = b"PK\x03\x04 is all there is of this archive".to_vec();
            sealed = Sealed::from_zip(sealed.name, broken, key);
        }
        _ => {}
    }
    let info = wrapped(settings, &sealed.info);
    Ok(Answer::file(
        more,
        &File {
            name: &file.name,
            info: &info,
            hash: &sealed.hash,
            encrypt: u32::from(sealed.encrypted),
            sequence: None,
        },
    ))
}

/// An archive with another document in it.
fn with_document(file: &Delivery, change: impl FnOnce(&mut Vec<u8>)) -> Result<Vec<u8>, Error> {
    let entry: FileName = file.name.parse()?;
    let whole = Sealed::from_zip(entry.clone(), file.zip.clone(), None);
    let opened = open(&whole.info, &whole.hash, 0, None, &Limits::default());
    let mut xml = opened.map(|opened| opened.xml).unwrap_or_default();
    change(&mut xml);
    Ok(seal(&xml, &entry, &SealOptions::default())?.zip)
}

/// Takes an acknowledgement.
pub(super) fn acknowledge(state: &State, request: &Request) -> Result<Answer, Error> {
    let name = request.text("fileName");
    if name.is_empty() {
        return Ok(Refusal::NoFileName.into());
    }
    if state.acknowledge(name)? {
        Ok(Answer::done())
    } else {
        Ok(Answer::new(Refusal::Other as u32, "没有该名称的数据文件"))
    }
}
