//! Documents held against ours and the published schemas, by our engine and by `xmllint`.

use beian::xsd::{Options, Outcome, Violation};

use crate::differences;
use crate::pair::{Pair, Read};
use crate::xmllint;

/// What came of many documents.
#[derive(Debug, Default)]
pub struct Tally {
    pub documents: usize,
    pub valid: usize,
    pub explained: usize,
    /// Documents on which `xmllint` was asked too.
    pub asked: usize,
    pub disagreements: Vec<String>,
}

/// What both sides say of a document.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    ours: bool,
    /// Whether it is right by one of the published schemas.
    published: bool,
    /// Whether ours alone accepts it, and everything that one of the published schemas finds is a difference we want.
    explained: bool,
}

/// Holds documents against both sides, and every `nth` of them with `xmllint` too.
pub fn compare(pair: &Pair, documents: &[Vec<u8>], nth: usize) -> Tally {
    let mut tally = Tally::default();
    let mut asked = Vec::new();
    for (number, bytes) in documents.iter().enumerate() {
        let validate = |read: &Read| read.schema.validate(bytes, &Options::default());
        let ours = validate(&pair.ours);
        let theirs: Vec<Outcome> = pair.published.iter().map(validate).collect();
        let verdict = weigh(pair, &ours, &theirs, |_| false);
        tally.documents += 1;
        tally.valid += usize::from(verdict.ours);
        tally.explained += usize::from(verdict.explained);
        if verdict.ours != verdict.published && !verdict.explained {
            tally.disagree("the engine", bytes, verdict.ours, &theirs);
        }
        if number % nth == 0 {
            asked.push((bytes, weigh(pair, &ours, &theirs, xmllint_passes_over)));
        }
    }
    if xmllint::is_installed() {
        asked
            .chunks(1000)
            .for_each(|chunk| ask(pair, chunk, &mut tally));
    }
    tally
}

/// libxml2 skips what is no base64 in base64.
fn xmllint_passes_over(violation: &Violation) -> bool {
    let last = violation.path.rsplit('/').next().unwrap_or_default();
    let base64 = last.starts_with("beianInfo");
    base64 && violation.rule.starts_with("cvc-datatype-valid")
}

/// The verdict of someone who passes over some violations.
fn weigh(
    pair: &Pair,
    ours: &Outcome,
    theirs: &[Outcome],
    passes_over: fn(&Violation) -> bool,
) -> Verdict {
    let nothing_but = |outcome: &Outcome, fine: &dyn Fn(&Violation) -> bool| {
        let all = outcome.total == outcome.violations.len() as u64;
        all && outcome
            .violations
            .iter()
            .all(|one| passes_over(one) || fine(one))
    };
    let accepts = nothing_but(ours, &|_| false);
    let published = theirs
        .iter()
        .any(|outcome| nothing_but(outcome, &|_| false));
    let wanted = |violation: &Violation| differences::explain(pair.differences, violation);
    let explained = theirs.iter().any(|outcome| nothing_but(outcome, &wanted));
    Verdict {
        ours: accepts,
        published,
        explained: accepts && !published && explained,
    }
}

/// The same by `xmllint`, with the verdicts expected of it. What it is known to read wrongly does not count.
fn ask(pair: &Pair, documents: &[(&Vec<u8>, Verdict)], tally: &mut Tally) {
    let folder = tempfile::tempdir().expect("a folder for the documents");
    for (number, (bytes, _)) in documents.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.xml")), bytes)
            .expect("the folder can be written to");
    }
    let verdicts = |read: &Read| xmllint::verdicts(&read.path, folder.path(), documents.len());
    let ours = verdicts(&pair.ours);
    let theirs: Vec<_> = pair.published.iter().map(verdicts).collect();
    for (number, (bytes, expected)) in documents.iter().enumerate() {
        tally.asked += 1;
        let accepted = theirs.iter().any(|verdicts| verdicts[number].is_none());
        let agree = match (ours[number].is_none(), accepted) {
            (true, false) => expected.explained,
            (ours, theirs) => ours == theirs,
        };
        let mut complaints = std::iter::once(&ours).chain(&theirs);
        let mut mistaken = || {
            expected.ours
                && complaints.any(|verdicts| {
                    let said = verdicts[number].as_deref();
                    said.is_some_and(|said| xmllint::excused(said, bytes))
                })
        };
        if !agree && !mistaken() {
            let theirs: Vec<_> = theirs.iter().map(|verdicts| &verdicts[number]).collect();
            tally.disagree("xmllint", bytes, ours[number].is_none(), &theirs);
        }
    }
}

impl Tally {
    fn disagree(&mut self, judge: &str, bytes: &[u8], ours: bool, theirs: &dyn std::fmt::Debug) {
        let document = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
        self.disagreements.push(format!(
            "by {judge} ours accepts: {ours}; published: {theirs:?}; document: {document}"
        ));
    }

    /// Prints the figures, and fails if there is a disagreement, or if too few documents are right or wrong.
    pub fn check(&self, what: &str) {
        println!(
            "{what}: {} documents, {} of them right, {} by a deliberate difference only; xmllint saw {}; {} disagreements",
            self.documents,
            self.valid,
            self.explained,
            self.asked,
            self.disagreements.len()
        );
        let first: Vec<_> = self.disagreements.iter().take(5).cloned().collect();
        assert!(first.is_empty(), "{what}: {}", first.join("\n"));
        let wrong = self.documents - self.valid;
        assert!(
            self.valid * 8 > self.documents && wrong * 8 > self.documents,
            "{what}: too one-sided to mean anything"
        );
    }
}
