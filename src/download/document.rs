//! A whole document: its families and their records, each as one message.

use std::ops::Range;

use super::element::{Element, Source, Step};
use super::published::PublishedRecord;
use super::result::{OpinionRecord, ResultRecord};
use super::{Error, known};
use crate::order::Text;

/// A document and its messages.
#[derive(Clone, Debug)]
pub struct Download {
    text: String,
    /// The messages, in the document's order.
    pub messages: Vec<Message>,
}

/// One record of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The family it came in, as a path: `ICP/BAJG`, `SJTB/ICP`, `JCDM`.
    pub family: String,
    /// What it says.
    pub content: Content,
    /// Elements in it that the interface does not define.
    unknown: Vec<Range<usize>>,
    span: Range<usize>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `BAJG/Jg_xx`: result codes.
    Result(ResultRecord),
    /// `BAJG/GJSHS/Gjsh`: an auditor's opinion.
    Opinion(OpinionRecord),
    /// `BASJ/Baxx`: a published filing.
    Published(PublishedRecord),
    /// Nothing that this program reads; why.
    Unread(Text),
}

impl Download {
    /// A message as it was received.
    pub fn raw(&self, message: &Message) -> &str {
        &self.text[message.span.clone()]
    }

    /// The elements of a message that the interface does not define, as they were received.
    pub fn unknown<'d>(&'d self, message: &'d Message) -> impl Iterator<Item = &'d str> {
        message.unknown.iter().map(|span| &self.text[span.clone()])
    }

    /// The families in it, each once, in the document's order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for message in &self.messages {
            if !families.contains(&message.family.as_str()) {
                families.push(&message.family);
            }
        }
        families
    }
}

/// Reads the text of a `DownloadData` document.
pub fn read(text: String) -> Result<Download, Error> {
    let messages = messages(&text)?;
    Ok(Download { text, messages })
}

/// Family of the containers whose children are records of their own.
const OPINIONS: &str = "GJSHS";

fn messages(text: &str) -> Result<Vec<Message>, Error> {
    let mut source = Source::new(text);
    let mut open: Vec<String> = Vec::new();
    let mut begun = false;
    let mut messages = Vec::new();
    loop {
        match source.step()? {
            Step::Open(name, start) => {
                if !begun && name != "DownloadData" {
                    return Err(Error::Root(name));
                }
                begun = true;
                if is_container(&open, &name) {
                    open.push(name);
                } else {
                    let element = source.element(name, start)?;
                    messages.push(message(&open, &element));
                }
            }
            Step::Close => {
                open.pop();
            }
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    match open.pop() {
        Some(name) => Err(Error::Truncated(name)),
        None if begun => Ok(messages),
        None => Err(Error::Empty),
    }
}

/// Whether an element below `open` holds records instead of being one: the root, `ICP`, `BAJG`, `GJSHS`. `JCDM` has no
/// families of its own.
fn is_container(open: &[String], name: &str) -> bool {
    match open {
        [] | [_] => true,
        [_, group] => group != "JCDM",
        [_, group, family] => group == "ICP" && family == "BAJG" && name == OPINIONS,
        _ => false,
    }
}

fn message(open: &[String], element: &Element) -> Message {
    let families: Vec<&str> = open
        .iter()
        .skip(1)
        .map(String::as_str)
        .filter(|family| *family != OPINIONS)
        .collect();
    let content = match (families.as_slice(), element.name.as_str()) {
        (["ICP", "BAJG"], "Jg_xx") => ResultRecord::read(element).map(Content::Result),
        (["ICP", "BAJG"], "Gjsh") => OpinionRecord::read(element).map(Content::Opinion),
        (["ICP", "BASJ"], "Baxx") => Ok(Content::Published(PublishedRecord::read(element))),
        _ => Err(Text::new(
            "本程序尚不读取这类数据",
            "this program does not read records of this kind",
        )),
    };
    let unknown = match &content {
        Ok(_) => known::unknown_in(element)
            .into_iter()
            .map(|unknown| unknown.span.clone())
            .collect(),
        Err(_) => Vec::new(),
    };
    Message {
        family: families.join("/"),
        content: content.unwrap_or_else(Content::Unread),
        unknown,
        span: element.span.clone(),
    }
}
