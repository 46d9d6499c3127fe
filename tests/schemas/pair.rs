//! One of our schemas beside the published ones that it stands for, and what both say of documents.

use std::path::{Path, PathBuf};

use beian::xsd::{Options, Outcome, Schema};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::differences::{self, Difference};
use crate::generate::{self, Plan};
use crate::{mutate, xmllint};

/// Our schemas, with the published ones and the differences between them.
pub const ALL: [(&str, &[&str], &[Difference]); 3] = [
    ("upload.xsd", &["upload.xsd"], differences::UPLOAD),
    ("download.xsd", &["download.xsd"], differences::DOWNLOAD),
    (
        "answers.xsd",
        &[
            "return-upload.xsd",
            "return-download.xsd",
            "return-downloadack.xsd",
            "return-querypreviousupload.xsd",
            "return-querybeianstatus.xsd",
        ],
        differences::ANSWERS,
    ),
];

/// A schema with its file.
pub struct Read {
    pub path: PathBuf,
    pub schema: Schema,
}

impl Read {
    fn file(path: PathBuf) -> Self {
        let schema = Schema::read_file(&path).expect("the schema loads");
        Self { path, schema }
    }

    /// What may stand in a document.
    pub fn plan(&self) -> Plan {
        Plan::forest(&self.schema.outline(), false).swap_remove(0)
    }
}

/// Our schema, and the published ones: a document is right by those when it is right by one of them.
pub struct Pair {
    pub name: &'static str,
    pub ours: Read,
    pub published: Vec<Read>,
    pub differences: &'static [Difference],
}

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

/// The folder of our schemas.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/v3.0")
}

/// All pairs; none where the published schemas are absent.
pub fn all() -> Vec<Pair> {
    let theirs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/xsd");
    let Ok(theirs) = theirs.canonicalize() else {
        println!("skipped: the published schemas are not beside the checkout");
        return Vec::new();
    };
    ALL.map(|(name, published, differences)| Pair {
        name,
        ours: Read::file(folder().join(name)),
        published: published
            .iter()
            .map(|file| Read::file(theirs.join(file)))
            .collect(),
        differences,
    })
    .into()
}

impl Pair {
    /// Every schema of the pair, ours first.
    pub fn schemas(&self) -> impl Iterator<Item = &Read> {
        std::iter::once(&self.ours).chain(&self.published)
    }

    /// Random documents, as many from each schema: two of five right, the others with one to three changes.
    pub fn random(&self, count: usize, seed: u64) -> Vec<Vec<u8>> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let names: Vec<String> = self
            .schemas()
            .flat_map(|read| generate::names(&read.schema.outline()))
            .collect();
        let plans: Vec<Plan> = self.schemas().map(Read::plan).collect();
        // Ours counts as much as all published ones together.
        let plan = |number: usize| match number % 2 {
            0 => &plans[0],
            _ => &plans[1 + number / 2 % (plans.len() - 1)],
        };
        (0..count)
            .map(|number| mutate::document(plan(number), &names, 0.6, &mut rng))
            .collect()
    }

    /// Holds documents against both sides, and every `nth` of them with `xmllint` too.
    pub fn compare(&self, documents: &[Vec<u8>], nth: usize) -> Tally {
        let mut tally = Tally::default();
        let mut asked = Vec::new();
        for (number, bytes) in documents.iter().enumerate() {
            let (accepts, explained) = self.judge(bytes, &mut tally);
            if number % nth == 0 {
                asked.push((bytes, accepts, explained));
            }
        }
        if xmllint::is_installed() {
            asked
                .chunks(1000)
                .for_each(|chunk| self.ask(chunk, &mut tally));
        }
        tally
    }

    /// Our engine's verdicts: whether ours accepts, and whether it alone does so, on purpose.
    fn judge(&self, bytes: &[u8], tally: &mut Tally) -> (bool, bool) {
        let verdict = |read: &Read| read.schema.validate(bytes, &Options::default());
        let ours = verdict(&self.ours);
        let theirs: Vec<Outcome> = self.published.iter().map(verdict).collect();
        let accepted = theirs.iter().any(Outcome::is_valid);
        let mut explanations = theirs.iter();
        let explained = ours.is_valid()
            && !accepted
            && explanations.any(|outcome| differences::explain(self.differences, outcome));
        tally.documents += 1;
        tally.valid += usize::from(ours.is_valid());
        tally.explained += usize::from(explained);
        if ours.is_valid() != accepted && !explained {
            tally.disagree("the engine", bytes, ours.is_valid(), &theirs);
        }
        (ours.is_valid(), explained)
    }

    /// The same by `xmllint`. What it is known to read wrongly does not count.
    fn ask(&self, documents: &[(&Vec<u8>, bool, bool)], tally: &mut Tally) {
        let folder = tempfile::tempdir().expect("a folder for the documents");
        for (number, (bytes, ..)) in documents.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{number}.xml")), bytes)
                .expect("the folder can be written to");
        }
        let ask = |read: &Read| xmllint::verdicts(&read.path, folder.path(), documents.len());
        let (ours, theirs) = (ask(&self.ours), self.published.iter().map(ask));
        let theirs: Vec<_> = theirs.collect();
        for (number, (bytes, accepts, explained)) in documents.iter().enumerate() {
            tally.asked += 1;
            let accepted = theirs.iter().any(|verdicts| verdicts[number].is_none());
            let agree = match (ours[number].is_none(), accepted) {
                (true, false) => *explained,
                (ours, theirs) => ours == theirs,
            };
            let mut complaints = std::iter::once(&ours).chain(&theirs);
            let mut mistaken = || {
                *accepts
                    && complaints.any(|verdicts| {
                        let complaints = verdicts[number].as_deref();
                        complaints.is_some_and(|said| xmllint::excused(said, bytes))
                    })
            };
            if !agree && !mistaken() {
                let theirs: Vec<_> = theirs.iter().map(|verdicts| &verdicts[number]).collect();
                tally.disagree("xmllint", bytes, ours[number].is_none(), &theirs);
            }
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
