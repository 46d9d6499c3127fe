//! The bureau's own tables, once it has sent them, in the place of the bundled ones.
//!
//! A table that came is taken as it is: a code that it does not list, or lists as not valid, is no code any more. What it
//! does not tell (English names, other names that operators write, which unit a certificate belongs to) is kept from the
//! bundled row of the same code and the same Chinese name. Regions are brought up to date one by one: a bureau's list has
//! been seen to hold its own province only.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::table::{Lookup, Row, Table};
use super::{Codes, Region, Regions};
use crate::order::Text;

/// A row that the bureau sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRow {
    /// The table, by the name of the bundled one.
    pub table: String,
    /// The code.
    pub id: u64,
    /// Its Chinese name.
    pub name: String,
    /// Whether it may be used.
    pub valid: bool,
    /// The value by which several codes are combined `Ysid`.
    pub bit: Option<u64>,
    /// Of an attachment's purpose whom it belongs to `Ssdxlx`, counted from 0 or from 1.
    pub owner: Option<u32>,
    /// Of a region whether it is a province (1), a city (2) or a county (3) `Lx`.
    pub level: Option<u32>,
}

/// A code that means something else after an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeChange {
    /// The table.
    pub table: String,
    /// The code.
    pub id: u32,
    /// What it meant; none for a new code.
    pub before: Option<String>,
    /// What it means; none for one that is no code any more.
    pub after: Option<String>,
}

/// The name under which regions come and are shown.
pub const REGIONS: &str = "regions";

impl Codes {
    /// These tables with the bureau's rows in the place of those tables that it has sent.
    pub fn with_imported(&self, rows: &[ImportedRow]) -> Codes {
        let mut codes = self.clone();
        let mut by_table: BTreeMap<&str, Vec<&ImportedRow>> = BTreeMap::new();
        for row in rows {
            by_table.entry(&row.table).or_default().push(row);
        }
        for table in &mut codes.tables {
            if let Some(rows) = by_table.get(table.name.as_str()) {
                *table = replaced(table, rows);
            }
        }
        if let Some(rows) = by_table.get(REGIONS) {
            codes.regions = codes.regions.updated(rows);
        }
        codes
    }

    /// What is different in `after`, by table and code.
    pub fn changes_to(&self, after: &Codes) -> Vec<CodeChange> {
        let mut changes = Vec::new();
        for old in self.tables() {
            if let Some(new) = after.table(&old.name) {
                let names = |table: &Table| -> BTreeMap<u32, String> {
                    let rows = table.rows().iter();
                    rows.map(|row| (row.id, row.name.zh.to_string())).collect()
                };
                compare(&old.name, &names(old), &names(new), &mut changes);
            }
        }
        let names = |regions: &Regions| -> BTreeMap<u32, String> {
            let live = regions.iter().filter(|region| !region.historical);
            live.map(|region| (region.code, region.name.clone()))
                .collect()
        };
        compare(
            REGIONS,
            &names(&self.regions),
            &names(&after.regions),
            &mut changes,
        );
        changes
    }
}

fn compare(
    table: &str,
    before: &BTreeMap<u32, String>,
    after: &BTreeMap<u32, String>,
    changes: &mut Vec<CodeChange>,
) {
    let ids: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    for id in ids {
        let (was, is) = (before.get(&id), after.get(&id));
        if was != is {
            changes.push(CodeChange {
                table: table.to_owned(),
                id,
                before: was.cloned(),
                after: is.cloned(),
            });
        }
    }
}

fn replaced(bundled: &Table, rows: &[&ImportedRow]) -> Table {
    let mut table = Table::new(
        bundled.name.clone(),
        bundled.title.clone(),
        bundled.tag.clone(),
    );
    // Purposes count their owners from 0 where any of them says 0.
    let owners_from_zero = rows.iter().any(|row| row.owner == Some(0));
    for row in rows.iter().filter(|row| row.valid) {
        let Ok(id) = u32::try_from(row.id) else {
            continue;
        };
        let known = bundled.by_id(id).filter(|known| known.name.zh == row.name);
        let name = match known {
            Some(known) => known.name.clone(),
            None => Text::new(row.name.clone(), row.name.clone()),
        };
        let owner = row.owner.map(|owner| owner + u32::from(owners_from_zero));
        // A code that stands there twice keeps its first meaning.
        let _ = table.push(Row {
            id,
            name,
            nature: known.and_then(|known| known.nature),
            province: known.and_then(|known| known.province),
            owner: owner.or(known.and_then(|known| known.owner)),
            bit: row.bit.or(known.and_then(|known| known.bit)),
        });
    }
    for (alias, id) in bundled.aliases() {
        let is_unchanged =
            bundled.by_id(id).map(|row| &row.name.zh) == table.by_id(id).map(|row| &row.name.zh);
        if is_unchanged && table.find(alias) == Lookup::Unknown {
            let _ = table.push_alias(alias, id);
        }
    }
    table
}

impl Regions {
    /// These regions with the names and codes that a bureau sent. One that it calls not valid is historical.
    fn updated(&self, rows: &[&ImportedRow]) -> Regions {
        let mut by_code: BTreeMap<u32, Region> = { self.iter() }
            .map(|region| (region.code, region.clone()))
            .collect();
        let mut rows: Vec<&&ImportedRow> = rows.iter().collect();
        // What contains others has the lower code.
        rows.sort_by_key(|row| row.id);
        for row in rows {
            let Ok(code) = u32::try_from(row.id) else {
                continue;
            };
            match by_code.get_mut(&code) {
                Some(known) => {
                    known.name.clone_from(&row.name);
                    known.historical = !row.valid;
                }
                None => {
                    if let Some(region) = new_region(row, code, &by_code) {
                        by_code.insert(code, region);
                    }
                }
            }
        }
        Regions::of(by_code)
    }
}

/// A region that was not known; none where nothing is known that it could lie in.
fn new_region(row: &ImportedRow, code: u32, known: &BTreeMap<u32, Region>) -> Option<Region> {
    use super::Level::{City, County, Province};
    let level = match row.level {
        Some(1) => Province,
        Some(2) => City,
        Some(3) => County,
        _ if code.is_multiple_of(10_000) => Province,
        _ if code.is_multiple_of(100) => City,
        _ => County,
    };
    let (city, province) = (code / 100 * 100, code / 10_000 * 10_000);
    let around = match level {
        Province => None,
        City => Some(province),
        County if city != province && known.contains_key(&city) => Some(city),
        County => Some(province),
    };
    let is_placed = around.is_none_or(|around| known.contains_key(&around));
    ((100_000..1_000_000).contains(&code) && is_placed && !row.name.is_empty()).then(|| Region {
        code,
        name: row.name.clone(),
        level,
        parent: around,
        historical: !row.valid,
        official: true,
    })
}

/// The bundled tables, or those that stand in their place.
pub fn effective(rows: &[ImportedRow]) -> Cow<'static, Codes> {
    match rows {
        [] => Cow::Borrowed(Codes::bundled()),
        rows => Cow::Owned(Codes::bundled().with_imported(rows)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(table: &str, id: u64, name: &str) -> ImportedRow {
        ImportedRow {
            table: table.to_owned(),
            id,
            name: name.to_owned(),
            valid: true,
            ..ImportedRow::default()
        }
    }

    fn found(codes: &Codes, table: &str, text: &str) -> Option<u32> {
        match codes.table(table).unwrap().find(text) {
            Lookup::Found(row) => Some(row.id),
            _ => None,
        }
    }

    #[test]
    fn a_table_that_came_takes_the_place_of_the_bundled_one() {
        let mut gone = row("unit_nature", 6, "社会团体");
        gone.valid = false;
        let rows = [
            row("unit_nature", 4, "企业"),
            row("unit_nature", 5, "自然人"),
            gone,
            row("cancel_reason", 1, "主动申请注销"),
        ];
        let codes = Codes::bundled().with_imported(&rows);
        assert_eq!(found(&codes, "unit_nature", "自然人"), Some(5));
        assert_eq!(found(&codes, "unit_nature", "6"), None);
        assert_eq!(found(&codes, "cancel_reason", "主动申请注销"), Some(1));
        let table = codes.table("cancel_reason").unwrap();
        assert!(!table.is_possible(2), "what it does not list is no code");
        assert_eq!(
            codes.table("language").unwrap().rows(),
            Codes::bundled().table("language").unwrap().rows()
        );
        let english = &codes
            .table("unit_nature")
            .unwrap()
            .by_id(4)
            .unwrap()
            .name
            .en;
        assert_eq!(
            english,
            &Codes::bundled()
                .table("unit_nature")
                .unwrap()
                .by_id(4)
                .unwrap()
                .name
                .en
        );
    }

    #[test]
    fn other_names_stay_only_while_their_code_means_the_same() {
        let same = Codes::bundled().with_imported(&[row("certificate_type", 2, "居民身份证")]);
        let bundled = found(Codes::bundled(), "certificate_type", "身份证");
        assert_eq!(bundled, Some(2));
        assert_eq!(found(&same, "certificate_type", "身份证"), Some(2));
        let other = Codes::bundled().with_imported(&[row("certificate_type", 2, "护照")]);
        assert_eq!(found(&other, "certificate_type", "身份证"), None);
    }

    #[test]
    fn what_changed_is_told_code_by_code() {
        let rows = [
            row("domain_type", 1, "英文域名"),
            row("regions", 320_199, "青杉新区"),
        ];
        let codes = Codes::bundled().with_imported(&rows);
        let changes = Codes::bundled().changes_to(&codes);
        assert_eq!(changes.len(), 2, "{changes:?}");
        assert_eq!(
            (changes[0].table.as_str(), changes[0].id),
            ("domain_type", 1)
        );
        assert_eq!(changes[0].before, None);
        let region = codes.regions().get(320_199).unwrap();
        assert_eq!(region.parent, Some(320_100));
        assert!(codes.changes_to(&codes).is_empty());
    }

    #[test]
    fn owners_are_counted_from_one_whatever_the_bureau_counts_from() {
        let owned = |owner| ImportedRow {
            owner: Some(owner),
            ..row("attachment_purpose", u64::from(owner) + 1, "材料")
        };
        let codes = Codes::bundled().with_imported(&[owned(0), owned(1)]);
        let owners: Vec<Option<u32>> = { codes.table("attachment_purpose").unwrap().rows() }
            .iter()
            .map(|row| row.owner)
            .collect();
        assert_eq!(owners, [Some(1), Some(2)]);
    }
}
