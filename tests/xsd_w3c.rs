//! The W3C XML Schema test suite (w3c/xsdtests), run from a folder that `XSD_W3C_SUITE` names:
//!
//! ```text
//! git clone https://github.com/w3c/xsdtests DIR
//! XSD_W3C_SUITE=DIR cargo test --release --test xsd_w3c -- --nocapture
//! ```
//!
//! The last line it prints is the whole result.
//!
//! What counts is every instance of the sets of XML Schema 1.0 whose group has one schema document, which is expected
//! to be a valid schema; and every schema document that stands alone in its group. The verdicts are counted by test
//! set; every wrong one, and every schema that is refused, must be in `xsd_w3c.csv` with its reason, and nothing may be
//! there that is right. The suite is not part of the repository; without it the test says so and passes.
//!
//! NIST's instances are counted too, without their list: the names say `SV-IV` of the valid and `SV-II` of the others.

mod xsd_w3c_support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use beian::xsd::{Error, Options, Schema};
use rayon::prelude::*;

use xsd_w3c_support::{Group, NIST, Test};

/// What came of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    AcceptedWrongly,
    RefusedWrongly,
    /// Of an instance: its schema is refused, rightly or not.
    BehindRefused,
    /// Of a schema: it uses something that we do not support.
    Unsupported,
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::AcceptedWrongly => "accepted wrongly",
            Self::RefusedWrongly => "refused wrongly",
            Self::BehindRefused => "behind refused schema",
            Self::Unsupported => "not supported",
        }
    }

    fn of(ours: bool, theirs: bool) -> Self {
        match (ours, theirs) {
            (ours, theirs) if ours == theirs => Self::Right,
            (true, _) => Self::AcceptedWrongly,
            (false, _) => Self::RefusedWrongly,
        }
    }
}

/// The verdict on a test, and what we said.
struct Judged<'g> {
    group: &'g Group,
    test: &'g Test,
    verdict: Verdict,
    said: String,
}

fn judge(group: &Group) -> Vec<Judged<'_>> {
    let judged = |test, verdict, said| Judged {
        group,
        test,
        verdict,
        said,
    };
    let schema = Schema::read_file(&group.schema.file);
    let said = schema.as_ref().err().map(ToString::to_string);
    let verdict = match &schema {
        Err(Error::Unsupported { .. }) => Verdict::Unsupported,
        read => Verdict::of(read.is_ok(), group.schema.valid),
    };
    let mut all = Vec::new();
    if group.stated {
        all.push(judged(
            &group.schema,
            verdict,
            said.clone().unwrap_or_default(),
        ));
    }
    if !group.schema.valid {
        return all;
    }
    for test in &group.instances {
        let Ok(schema) = &schema else {
            all.push(judged(
                test,
                Verdict::BehindRefused,
                said.clone().unwrap_or_default(),
            ));
            continue;
        };
        let bytes = std::fs::read(&test.file).expect("the instance is there");
        let outcome = schema.validate(&bytes, &Options::default());
        let said = outcome
            .violations
            .first()
            .map(|first| format!("{} {} {}", first.path, first.rule, first.message.en));
        let verdict = Verdict::of(outcome.is_valid(), test.valid);
        all.push(judged(test, verdict, said.unwrap_or_default()));
    }
    all
}

/// What is known to be wrong, and why: set and test to verdict.
fn known() -> BTreeMap<(String, String), String> {
    let text = include_str!("xsd_w3c.csv");
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("xsd_w3c.csv is well written"));
    rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[2].to_owned()))
        .collect()
}

type Counts = BTreeMap<Verdict, usize>;

fn line(counts: &Counts, what: &str) -> String {
    let total: usize = counts.values().sum();
    let parts = counts
        .iter()
        .map(|(verdict, n)| format!("{n} {}", verdict.name()));
    format!("{total} {what}, {}", parts.collect::<Vec<_>>().join(", "))
}

#[test]
fn every_wrong_answer_to_the_suite_is_explained() {
    let Ok(folder) = std::env::var("XSD_W3C_SUITE") else {
        eprintln!("skipped: XSD_W3C_SUITE names no copy of w3c/xsdtests");
        return;
    };
    let groups = xsd_w3c_support::groups(&PathBuf::from(folder));
    let judged: Vec<Judged<'_>> = groups.par_iter().flat_map_iter(judge).collect();
    let mut known = known();
    let mut by_set: BTreeMap<&str, Counts> = BTreeMap::new();
    let (mut schemas, mut instances, mut nist) = (Counts::new(), Counts::new(), Counts::new());
    let mut unexplained = Vec::new();
    for Judged {
        group,
        test,
        verdict,
        said,
    } in &judged
    {
        let of_schema = std::ptr::eq(*test, &group.schema);
        let sum = match group.set.as_str() {
            NIST => &mut nist,
            _ if of_schema => &mut schemas,
            set => {
                *by_set.entry(set).or_default().entry(*verdict).or_default() += 1;
                &mut instances
            }
        };
        *sum.entry(*verdict).or_default() += 1;
        if *verdict == Verdict::Right {
            continue;
        }
        let explained = known.remove(&(group.set.clone(), test.name.clone()));
        if explained.as_deref() != Some(verdict.name()) {
            let (set, name, file) = (&group.set, &test.name, test.file.display());
            let kind = if of_schema { "schema" } else { "instance" };
            unexplained.push(format!(
                "{set},{name},{}: {kind} {file} {said}",
                verdict.name()
            ));
        }
    }
    for (set, counts) in &by_set {
        println!("{set}: {}", line(counts, "instances"));
    }
    println!(
        "W3C XML Schema 1.0: {}; {}; NIST: {}",
        line(&instances, "instances"),
        line(&schemas, "schema documents"),
        line(&nist, "instances")
    );
    assert!(
        unexplained.is_empty(),
        "not in xsd_w3c.csv:\n{}",
        unexplained.join("\n")
    );
    assert!(known.is_empty(), "in xsd_w3c.csv, but right: {known:?}");
}
