//! The catalogue on the fixture batch: what it says of wrong orders is said once, and gives nothing private away.

use std::collections::BTreeMap;
use std::path::Path;

use beian::check::{self, Context, Filed, Settings, Verdict};
use beian::codes::Codes;
use beian::intake::{Bounds, Options, read};
use beian::order::{Privacy, Severity};
use chrono::NaiveDate;

fn verdicts() -> Vec<Verdict> {
    let orders = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/first-night/orders");
    let options = Options {
        codes: Codes::bundled(),
        bounds: Bounds::default(),
    };
    let batch = read(&[orders], &options, &|_| ()).expect("the fixture");
    let settings = Settings::default();
    let context = Context {
        codes: Codes::bundled(),
        settings: &settings,
        filed: &Filed::default(),
        today: NaiveDate::from_ymd_opt(2026, 9, 18).expect("a day of the calendar"),
    };
    check::run(batch.orders, &batch.findings, &context, &|| ())
}

#[test]
fn a_cell_hears_of_its_fault_once() {
    let mut said = 0;
    for verdict in verdicts() {
        let mut cells: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for finding in &verdict.findings {
            if finding.severity > Severity::Info {
                let cell = format!("{} {}", finding.place, finding.field);
                cells.entry(cell).or_default().push(&finding.rule);
                said += 1;
            }
        }
        cells.retain(|_, rules| rules.len() > 1);
        assert!(
            cells.is_empty(),
            "{}: {cells:#?}",
            verdict.order().number.text
        );
    }
    assert!(said >= 50, "{said}");
}

#[test]
fn messages_hold_no_private_value() {
    for verdict in verdicts() {
        let fields = verdict.order().fields();
        let private = fields
            .iter()
            .filter(|field| field.column().privacy != Privacy::Open)
            .map(|field| field.text())
            .filter(|text| text.chars().count() > 1);
        let private: Vec<&str> = private.collect();
        for finding in &verdict.findings {
            for text in [&finding.message, &finding.remedy] {
                let told = private
                    .iter()
                    .find(|value| text.zh.contains(**value) || text.en.contains(**value));
                assert_eq!(told, None, "{finding:#?}");
            }
        }
    }
}
