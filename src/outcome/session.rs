//! One answer file being taken in: what becomes of each record in it, and which orders are to be decided anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::advice::advice;
use super::ingest::IngestError;
use super::survey::{Kind, Survey};
use super::verdict::Verdict;
use super::{
    cancelled, changes, code_tables, lists, passwords, published, report_records, reports, results,
    tasks, verdict,
};
use crate::codes::{Codes, Scope};
use crate::download::{Content, Document, Message, Messages};
use crate::ledger::mirror::{Record, RecordKind};
use crate::ledger::{Answers, Candidate, KeptReason, Result, State, Tally};
use crate::order::Text;

/// What became of one record.
#[derive(Debug)]
pub(super) enum Fate {
    /// It found its order, or orders.
    Matched,
    /// It found none.
    Unmatched(Text),
    /// It found several.
    Ambiguous(Text, Vec<Candidate>),
    /// It found these, and what becomes of them is left to a person.
    Undecided(Text, Vec<Candidate>),
}

/// Takes over a report from a full copy.
fn copy(session: &Session<'_>, record: Option<Record>) -> Result<Fate> {
    match record {
        Some(record) => {
            session.answers.publish_copy(&record)?;
            Ok(Fate::Matched)
        }
        None => Ok(Fate::Unmatched(Text::new(
            "没有省局记录 Id",
            "it has no id of the bureau",
        ))),
    }
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

/// An attempt to be decided anew.
#[derive(Debug, Default)]
struct Touched {
    /// What a person has to know about how it was found.
    note: Option<Text>,
    /// The records of this file that are about it.
    records: Vec<u32>,
}

/// Records of a file that leave something to a person: why, and the attempts.
type Undecided = BTreeMap<u32, (Text, Vec<i64>)>;

/// One answer file being taken in.
pub(super) struct Session<'a> {
    pub answers: &'a Answers<'a>,
    pub codes: &'a Codes,
    touched: BTreeMap<i64, Touched>,
    /// Attempts about which this file holds an opinion, and which way.
    pub opinions: BTreeSet<(i64, bool)>,
    tally: Tally,
}

impl<'a> Session<'a> {
    pub fn new(answers: &'a Answers<'a>, codes: &'a Codes) -> Session<'a> {
        Session {
            answers,
            codes,
            touched: BTreeMap::new(),
            opinions: BTreeSet::new(),
            tally: Tally::default(),
        }
    }

    /// One reading of the document for each kind of record that is in it.
    pub fn take_in<D: Document + ?Sized>(
        mut self,
        document: &D,
        survey: &Survey,
    ) -> std::result::Result<Tally, IngestError> {
        self.tally.family.clone_from(&survey.family);
        let mut audited = results::Audited::default();
        for kind in &survey.kinds {
            if *kind == Kind::Rest {
                self.decide_all(document)?;
            }
            for message in Messages::new(document.open()?) {
                // The document was whole when it was surveyed: now it could not be read.
                let message = message.map_err(io::Error::other)?;
                if Kind::of(&message.content) == *kind {
                    let fate = self.fate(&message, &mut audited)?;
                    self.settle(&message, fate)?;
                }
            }
        }
        if !survey.kinds.contains(&Kind::Rest) {
            self.decide_all(document)?;
        }
        for family in survey.family.split(' ') {
            let kinds = match family {
                "SJTB/ICP" => RecordKind::FILINGS,
                "SJTB/IP" => RecordKind::IP_REPORTS,
                "SJTB/YM" => &[RecordKind::DomainReport],
                _ => continue,
            };
            self.answers.finish_copy(kinds)?;
        }
        Ok(self.tally)
    }

    fn fate(&mut self, message: &Message, audited: &mut results::Audited) -> Result<Fate> {
        let number = message.number;
        match &message.content {
            Content::Opinion(opinion) if Kind::of(&message.content) == Kind::Opinion => {
                results::opinion(self, number, opinion)
            }
            Content::Opinion(opinion) => {
                results::opinion_without_id(self, number, opinion, audited)
            }
            Content::Result(result) => results::result(self, number, result, audited),
            Content::Published(record) => published::apply(self, record, message.is_copy()),
            Content::Cancelled(cancellation) => cancelled::apply(self, cancellation, &message.raw),
            Content::Blacklist(entry) => lists::blacklist(self, entry, &message.raw),
            Content::IllegalAccess(access) => lists::illegal_access(self, access, &message.raw),
            Content::IpResult(result) => reports::ip(self, number, result),
            Content::DomainResult(result) => reports::domain(self, number, result),
            Content::VerificationTask(record) => tasks::verification(self, record, &message.raw),
            Content::UnfiledSite(site) => tasks::unfiled(self, site, &message.raw),
            Content::Audit(finding) => tasks::audit(self, finding, &message.raw),
            Content::Notice(notice) => changes::notice(self, notice, &message.raw),
            Content::IpAudit(finding) => tasks::ip_audit(self, finding, &message.raw),
            Content::Code(row) => code_tables::row(self, row),
            Content::Unit(unit) => code_tables::unit(self, unit),
            Content::IpRecord(record) => copy(self, report_records::ip(record)),
            Content::Domain(record) => copy(self, report_records::domain(record)),
            Content::Unread(why) => Ok(Fate::Unmatched(why.clone())),
        }
    }

    /// What a code decides about; none for a code that the interface does not define.
    pub fn scope(&self, code: u32) -> Option<Scope> {
        self.codes.results().get(code).map(|code| code.scope)
    }

    /// Marks an attempt to be decided anew, because of a record of this file.
    pub fn touch(&mut self, candidate: &Candidate, record: u32, note: Option<Text>) {
        if candidate.latest {
            let touched = self.touched.entry(candidate.attempt).or_default();
            touched.records.push(record);
            if note.is_some() {
                touched.note = note;
            }
        }
    }

    /// Decides every touched attempt. The records that leave it to a person are kept as they were received; they are
    /// read once more for that, because none is held.
    fn decide_all<D: Document + ?Sized>(
        &mut self,
        document: &D,
    ) -> std::result::Result<(), IngestError> {
        let undecided = self.decide_touched()?;
        if undecided.is_empty() {
            return Ok(());
        }
        for message in Messages::new(document.open()?) {
            let message = message.map_err(io::Error::other)?;
            if let Some((why, attempts)) = undecided.get(&message.number) {
                self.tally.matched -= 1;
                self.tally.ambiguous += 1;
                self.keep(&message, KeptReason::Undecided, why, attempts)?;
            }
        }
        Ok(())
    }

    fn decide_touched(&self) -> Result<Undecided> {
        let mut undecided = Undecided::new();
        for (attempt, touched) in &self.touched {
            let verdict = self.decide(*attempt, touched.note.as_ref())?;
            let Some(verdict) = verdict.filter(|verdict| verdict.state == State::AwaitingDecision)
            else {
                continue;
            };
            for record in &touched.records {
                let why = verdict.note.clone().unwrap_or_default();
                let (_, attempts) = undecided.entry(*record).or_insert((why, Vec::new()));
                attempts.push(*attempt);
            }
        }
        Ok(undecided)
    }

    /// Decides an attempt by all that is known about it; what came of it, if anything. What is completed stays so: a later
    /// answer concerns the record, not the order. `found` is what a person has to know about how the answer was matched.
    pub fn decide(&self, attempt: i64, found: Option<&Text>) -> Result<Option<Verdict>> {
        let evidence = self.answers.evidence(attempt)?;
        let Some(verdict) = verdict::decide(&evidence, self.codes.results()) else {
            return Ok(None);
        };
        passwords::note(self, &evidence, verdict.state)?;
        let notes = [
            verdict.note.clone(),
            found.cloned(),
            advice(self, &evidence, &verdict)?,
        ];
        let note = joined(notes.into_iter().flatten());
        if evidence.state == verdict.state || evidence.state.may_become(verdict.state) {
            self.answers
                .move_to(attempt, verdict.state, note.as_ref())?;
            return Ok(Some(verdict));
        }
        if evidence.state == State::Completed && verdict.state != State::Approved {
            let note = Text::new(
                "完成之后管局又有答复，涉及备案记录而非本订单，请查看审核意见",
                "the bureau answered again after completion: this concerns the record, see the opinion",
            );
            self.answers
                .move_to(attempt, State::Completed, Some(&note))?;
        }
        Ok(None)
    }

    /// Counts a record, and keeps of it what a person has to look at.
    fn settle(&mut self, message: &Message, fate: Fate) -> Result<()> {
        self.tally.records += 1;
        match fate {
            Fate::Matched => self.tally.matched += 1,
            Fate::Ambiguous(why, candidates) => {
                self.tally.ambiguous += 1;
                self.keep(message, KeptReason::Ambiguous, &why, &attempts(&candidates))?;
            }
            Fate::Undecided(why, candidates) => {
                self.tally.ambiguous += 1;
                self.keep(message, KeptReason::Undecided, &why, &attempts(&candidates))?;
            }
            Fate::Unmatched(why) => {
                self.tally.unmatched += 1;
                let reason = match message.content {
                    Content::Unread(_) => KeptReason::Unread,
                    _ => KeptReason::Unmatched,
                };
                self.keep(message, reason, &why, &[])?;
            }
        }
        let why = Text::new(
            "接口未定义或形式不对的元素，原文保留",
            "an element that the interface does not define, or whose value has another form",
        );
        for unknown in message.unknown() {
            let (number, family) = (message.number, &message.family);
            self.answers
                .keep(number, KeptReason::Unread, family, &why, unknown, &[])?;
        }
        Ok(())
    }

    fn keep(
        &self,
        message: &Message,
        reason: KeptReason,
        why: &Text,
        attempts: &[i64],
    ) -> Result<()> {
        let (number, family) = (message.number, &message.family);
        self.answers
            .keep(number, reason, family, why, &message.raw, attempts)
    }
}

fn attempts(candidates: &[Candidate]) -> Vec<i64> {
    let attempts = candidates.iter().map(|candidate| candidate.attempt);
    attempts.collect()
}
