//! One of our schemas beside the published ones that it stands for, and documents for both.

use std::path::{Path, PathBuf};

use beian::xsd::Schema;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::differences::{self, Difference};
use crate::generate::{self, Plan};
use crate::mutate;

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
}
