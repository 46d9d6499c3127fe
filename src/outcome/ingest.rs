//! Taking in an answer file: each record finds its order or is kept, and every order it touches is decided anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::advice::advice;
use super::{passwords, published, results, verdict};
use crate::codes::{Codes, Scope};
use crate::download::{self, Content, Download, Message};
use crate::ledger::{
    Answers, Candidate, ContentHash, Import, KeptReason, Ledger, Moment, Result, State, Tally,
};
use crate::order::Text;

/// What an answer file came to, as `ingest` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IngestLine {
    /// The file.
    pub file: String,
    /// The families in it, separated by blanks.
    pub family: String,
    /// Records in it; matched + unmatched + ambiguous.
    pub records: u32,
    /// Records that found their order.
    pub matched: u32,
    /// Records that found none, or that nobody can read.
    pub unmatched: u32,
    /// Records that found several.
    pub ambiguous: u32,
    /// Why the file could not be read to its end; nothing of it was used then.
    pub error: Option<String>,
    /// Whether it had been taken in before, so that nothing was done; the counts are those of the first time.
    #[serde(skip)]
    pub repeated: bool,
}

impl IngestLine {
    /// Whether a person has nothing to do about it.
    pub fn is_clean(&self) -> bool {
        self.unmatched == 0 && self.ambiguous == 0 && self.error.is_none()
    }

    fn new(file: &str, tally: Tally, repeated: bool) -> IngestLine {
        IngestLine {
            file: file.to_owned(),
            family: tally.family,
            records: tally.records,
            matched: tally.matched,
            unmatched: tally.unmatched,
            ambiguous: tally.ambiguous,
            error: tally.error,
            repeated,
        }
    }
}

/// How much of an unreadable file is kept as text in the ledger.
const KEPT_BYTES: usize = 1 << 20;

/// Takes in an answer file: a `DownloadData` document in GBK or UTF-8. All of it, or nothing, becomes durable.
///
/// `name` and the bytes' hash tell whether it was taken in before. A file that cannot be read is kept and reported in
/// the line; an error means that the ledger could not be written.
pub fn ingest(
    ledger: &mut Ledger,
    name: &str,
    bytes: &[u8],
    codes: &Codes,
    now: Moment,
) -> Result<IngestLine> {
    let answers = match ledger.import(name, ContentHash::of(bytes), now)? {
        Import::Known(tally) => return Ok(IngestLine::new(name, tally, true)),
        Import::New(answers) => answers,
    };
    let text = download::decode(bytes).into_owned();
    let tally = match download::read(text) {
        Ok(download) => Session::new(&answers, codes).take_in(&download)?,
        Err(error) => {
            let text = download::decode(&bytes[..bytes.len().min(KEPT_BYTES)]);
            let why = Text::new(format!("文件无法读取：{error}"), error.to_string());
            answers.keep(0, KeptReason::Unread, "", &why, &text, &[])?;
            Tally {
                error: Some(error.to_string()),
                ..Tally::default()
            }
        }
    };
    answers.finish(&tally)?;
    Ok(IngestLine::new(name, tally, false))
}

/// What became of one record.
#[derive(Debug)]
pub(super) enum Fate {
    /// It found its order, or orders.
    Matched,
    /// It found none.
    Unmatched(Text),
    /// It found several.
    Ambiguous(Text, Vec<Candidate>),
}

/// Several notes as one.
fn joined(notes: impl Iterator<Item = Text>) -> Option<Text> {
    notes.reduce(|first, second| {
        Text::new(
            format!("{}；{}", first.zh, second.zh),
            format!("{}; {}", first.en, second.en),
        )
    })
}

/// One answer file being taken in.
pub(super) struct Session<'a> {
    pub answers: &'a Answers<'a>,
    pub codes: &'a Codes,
    /// Attempts to be decided anew, with what a person has to know about how they were found.
    touched: BTreeMap<i64, Option<Text>>,
    /// Attempts about which this file holds an opinion, and which way.
    pub opinions: BTreeSet<(i64, bool)>,
}

impl<'a> Session<'a> {
    fn new(answers: &'a Answers<'a>, codes: &'a Codes) -> Session<'a> {
        Session {
            answers,
            codes,
            touched: BTreeMap::new(),
            opinions: BTreeSet::new(),
        }
    }

    /// Opinions first: they name single sites, and so help to tell apart what results name by the subject.
    fn take_in(mut self, download: &Download) -> Result<Tally> {
        let mut fates: BTreeMap<u32, Fate> = BTreeMap::new();
        let records: Vec<(u32, &Content)> = (1..)
            .zip(download.messages.iter().map(|message| &message.content))
            .collect();
        for (number, content) in &records {
            if let Content::Opinion(opinion) = content {
                fates.insert(*number, results::opinion(&mut self, *number, opinion)?);
            }
        }
        let mut audited = results::Audited::default();
        for (number, content) in &records {
            if let Content::Result(result) = content {
                let fate = results::result(&mut self, *number, result, &mut audited)?;
                fates.insert(*number, fate);
            }
        }
        for (number, content) in &records {
            if let Content::Opinion(opinion) = content
                && let Some(fate) =
                    results::opinion_without_id(&mut self, *number, opinion, &audited)?
            {
                fates.insert(*number, fate);
            }
        }
        self.decide()?;
        for (number, content) in &records {
            let fate = match content {
                Content::Published(record) => published::apply(&self, record)?,
                Content::Unread(why) => Fate::Unmatched(why.clone()),
                Content::Result(_) | Content::Opinion(_) => continue,
            };
            fates.insert(*number, fate);
        }
        self.tally(download, fates)
    }

    /// What a code decides about; none for a code that the interface does not define.
    pub fn scope(&self, code: u32) -> Option<Scope> {
        self.codes.results().get(code).map(|code| code.scope)
    }

    /// Marks an attempt to be decided anew.
    pub fn touch(&mut self, candidate: &Candidate, note: Option<Text>) {
        if candidate.latest {
            let known = self.touched.entry(candidate.attempt).or_default();
            if note.is_some() {
                *known = note;
            }
        }
    }

    /// Decides every touched attempt. What is completed stays so: a later answer concerns the record, not the order.
    fn decide(&self) -> Result<()> {
        for (attempt, found) in &self.touched {
            let evidence = self.answers.evidence(*attempt)?;
            let Some(verdict) = verdict::decide(&evidence, self.codes.results()) else {
                continue;
            };
            passwords::note(self, &evidence, verdict.state)?;
            let notes = [
                verdict.note.clone(),
                found.clone(),
                advice(self, &evidence, &verdict)?,
            ];
            let note = joined(notes.into_iter().flatten());
            if evidence.state == verdict.state || evidence.state.may_become(verdict.state) {
                self.answers
                    .move_to(*attempt, verdict.state, note.as_ref())?;
            } else if evidence.state == State::Completed && verdict.state != State::Approved {
                let note = Text::new(
                    "完成之后管局又有答复，涉及备案记录而非本订单，请查看审核意见",
                    "the bureau answered again after completion: this concerns the record, see the opinion",
                );
                self.answers
                    .move_to(*attempt, State::Completed, Some(&note))?;
            }
        }
        Ok(())
    }

    fn tally(&self, download: &Download, fates: BTreeMap<u32, Fate>) -> Result<Tally> {
        let mut tally = Tally {
            family: download.families().join(" "),
            ..Tally::default()
        };
        for (message, (number, fate)) in download.messages.iter().zip(fates) {
            tally.records += 1;
            match fate {
                Fate::Matched => tally.matched += 1,
                Fate::Ambiguous(why, candidates) => {
                    tally.ambiguous += 1;
                    let reason = KeptReason::Ambiguous;
                    self.keep(download, message, number, reason, &why, &candidates)?;
                }
                Fate::Unmatched(why) => {
                    tally.unmatched += 1;
                    let unread = matches!(message.content, Content::Unread(_));
                    let reason = if unread {
                        KeptReason::Unread
                    } else {
                        KeptReason::Unmatched
                    };
                    self.keep(download, message, number, reason, &why, &[])?;
                }
            }
            for unknown in download.unknown(message) {
                let why = Text::new(
                    "接口未定义的元素，原文保留",
                    "an element that the interface does not define",
                );
                self.answers.keep(
                    number,
                    KeptReason::Unread,
                    &message.family,
                    &why,
                    unknown,
                    &[],
                )?;
            }
        }
        Ok(tally)
    }

    fn keep(
        &self,
        download: &Download,
        message: &Message,
        number: u32,
        reason: KeptReason,
        why: &Text,
        candidates: &[Candidate],
    ) -> Result<()> {
        self.answers.keep(
            number,
            reason,
            &message.family,
            why,
            download.raw(message),
            candidates,
        )
    }
}
