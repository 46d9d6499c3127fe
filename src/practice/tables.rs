//! The code tables that this bureau judges by and publishes, from the interface's own data files.
//!
//! A table of which no rows are public takes every id, and so does a known gap: nobody can say that it is wrong. A
//! scenario can fill such a table.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::scenario::Scenario;

/// One row of a code table.
pub(super) struct Row {
    pub id: u32,
    pub name: String,
    /// `Ysid`: the bit the bureau's own system has for it.
    pub bit: Option<u32>,
    /// The unit nature that a certificate belongs to, or the kind of owner that a purpose of attachments has.
    pub belongs: Option<u32>,
}

/// One region.
pub(super) struct Region {
    pub name: String,
    /// 1 province, 2 city, 3 county.
    pub level: u32,
    pub parent: Option<u32>,
}

macro_rules! tables {
    ($($name:literal),*) => {
        [$(($name, include_str!(concat!("../../schemas/v3.0/codes/", $name, ".csv")))),*]
    };
}

/// The data files of the tables that are judged by or published.
const FILES: [(&str, &str); 13] = tables!(
    "access_mode",
    "attachment_format",
    "attachment_purpose",
    "cancel_reason",
    "certificate_type",
    "domain_type",
    "industry",
    "language",
    "preapproval_type",
    "server_location",
    "service_content",
    "unit_category",
    "unit_nature"
);

/// Handling results of unfiled sites have no columns but these either.
const HANDLING: (&str, &str) = (
    "unregistered_site_status",
    include_str!("../../schemas/v3.0/codes/unregistered_site_status.csv"),
);

const GAPS: &str = include_str!("../../schemas/v3.0/codes/gaps.csv");
const REGIONS: &str = include_str!("../../schemas/v3.0/codes/regions.csv");

/// A data file's lines, each by its column names.
fn lines(text: &'static str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize().collect::<Result<_, _>>();
    lines.expect("the bundled data files are read by a test")
}

fn number(line: &HashMap<String, String>, column: &str) -> Option<u32> {
    line.get(column)?.parse().ok()
}

fn row(line: &HashMap<String, String>) -> Option<Row> {
    Some(Row {
        id: number(line, "id")?,
        name: line.get("name_zh")?.clone(),
        bit: number(line, "ysid"),
        belongs: number(line, "nature").or_else(|| number(line, "owner")),
    })
}

static TABLES: LazyLock<HashMap<&str, Vec<Row>>> = LazyLock::new(|| {
    let files = FILES.into_iter().chain([HANDLING]);
    files
        .map(|(name, text)| (name, lines(text).iter().filter_map(row).collect()))
        .collect()
});

static GAPS_OF: LazyLock<Vec<(String, u32, u32)>> = LazyLock::new(|| {
    let gap = |line: &HashMap<String, String>| {
        let table = line.get("table")?.clone();
        Some((table, number(line, "first")?, number(line, "last")?))
    };
    lines(GAPS).iter().filter_map(gap).collect()
});

static REGIONS_BY_CODE: LazyLock<BTreeMap<u32, Region>> = LazyLock::new(|| {
    let region = |line: &HashMap<String, String>| {
        // A code that is no longer in force is none; one that the State's list does not have is in use all the same.
        if line.get("standing").is_some_and(|it| it == "historical") {
            return None;
        }
        let level = match line.get("level")?.as_str() {
            "province" => 1,
            "city" => 2,
            _ => 3,
        };
        let region = Region {
            name: line.get("name")?.clone(),
            level,
            parent: number(line, "parent"),
        };
        Some((number(line, "code")?, region))
    };
    lines(REGIONS).iter().filter_map(region).collect()
});

/// The rows of a table that are public.
pub(super) fn rows(table: &str) -> &'static [Row] {
    TABLES.get(table).map_or(&[], Vec::as_slice)
}

/// All regions in force, by code.
pub(super) fn regions() -> &'static BTreeMap<u32, Region> {
    &REGIONS_BY_CODE
}

/// The tables that a scenario can fill: those of which no rows are public.
pub(super) fn are_not_public() -> impl Iterator<Item = &'static str> {
    let tables = TABLES.iter();
    tables
        .filter(|(_, rows)| rows.is_empty())
        .map(|(name, _)| *name)
}

/// Whether an id may stand in a table.
pub(super) fn allows(scenario: &Scenario, table: &str, id: u32) -> bool {
    if let Some(own) = scenario.codes.get(table) {
        return own.contains_key(&id.to_string());
    }
    let rows = rows(table);
    let in_a_gap = || {
        let mut gaps = GAPS_OF.iter();
        gaps.any(|(name, first, last)| name == table && (*first..=*last).contains(&id))
    };
    rows.is_empty() || rows.iter().any(|row| row.id == id) || in_a_gap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_tables_their_gaps_and_tables_without_rows_are_allowed() {
        let plain = Scenario::default();
        assert!(allows(&plain, "unit_nature", 4) && !allows(&plain, "unit_nature", 998));
        assert!(allows(&plain, "certificate_type", 29), "a known gap");
        assert!(allows(&plain, "cancel_reason", 998), "no rows are public");
        let own = Scenario::parse("[codes.cancel_reason]\n1 = \"主动注销\"").unwrap();
        assert!(allows(&own, "cancel_reason", 1) && !allows(&own, "cancel_reason", 2));
    }

    #[test]
    fn regions_know_what_they_lie_in() {
        let hangzhou = &regions()[&330_100];
        assert_eq!((hangzhou.level, hangzhou.parent), (2, Some(330_000)));
        assert_eq!(regions()[&330_000].parent, None);
    }

    #[test]
    fn a_scenario_can_fill_the_tables_that_are_not_public() {
        let mut tables: Vec<_> = are_not_public().collect();
        tables.sort_unstable();
        assert_eq!(
            tables,
            ["cancel_reason", "domain_type", "unregistered_site_status"]
        );
    }
}
