//! One code table: ids, names, and what an id implies.
//!
//! A table answers two questions: what an id means, and which id an operator's word means. Bundled tables are
//! known to be incomplete in places; an id in such a known gap, and every id of a table that has no rows, is
//! [`Lookup::Possible`]: nobody can say that it is wrong.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::names::{as_id, fold};
use crate::order::Text;

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The id that is sent.
    pub id: u32,
    /// Its name.
    pub name: Text,
    /// For `certificate_type`: the `unit_nature` (Dwxz) it belongs to, where known.
    pub nature: Option<u32>,
    /// For `server_location`: the province's code (GB/T 2260).
    pub province: Option<u32>,
    /// For `attachment_purpose`: the `owner_type` in upload numbering (1 subject, 2 website).
    pub owner: Option<u32>,
    /// The bit value (Ysid) under which the bureau's own system knows the id, where known.
    pub bit: Option<u64>,
}

/// What a word or an id means in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'t> {
    /// One row.
    Found(&'t Row),
    /// Several rows bear the name; for certificates the unit's nature decides among them.
    Ambiguous(Vec<&'t Row>),
    /// An id that the table does not list, but may exist: it lies in a known gap, or the table has no rows.
    Possible(u32),
    /// Neither an id nor a name of this table.
    Unknown,
}

/// A code table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name here and in `beian codes`, for example `certificate_type`.
    pub name: String,
    /// What it is called towards people.
    pub title: Text,
    /// The interface's element that carries its ids; empty when V.3.0 has none.
    pub tag: String,
    rows: Vec<Row>,
    gaps: Vec<RangeInclusive<u32>>,
    /// Positions in `rows` by id.
    ids: HashMap<u32, usize>,
    /// Positions in `rows` by folded name, English name and alias.
    names: HashMap<String, Vec<usize>>,
}

impl Table {
    /// A table without rows, to be filled line by line.
    pub(super) fn new(name: String, title: Text, tag: String) -> Table {
        Table {
            name,
            title,
            tag,
            rows: Vec::new(),
            gaps: Vec::new(),
            ids: HashMap::new(),
            names: HashMap::new(),
        }
    }

    /// Adds a row; an id may occur once only.
    pub(super) fn push(&mut self, row: Row) -> Result<(), String> {
        let position = self.rows.len();
        if self.ids.insert(row.id, position).is_some() {
            return Err(format!("{} has id {} twice", self.name, row.id));
        }
        if row.name.zh.is_empty() || row.name.en.is_empty() {
            return Err(format!(
                "{} {} lacks a name in Chinese or English",
                self.name, row.id
            ));
        }
        for name in [&row.name.zh, &row.name.en] {
            let positions = self.names.entry(fold(name)).or_default();
            if !positions.contains(&position) {
                positions.push(position);
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// Makes `alias` another name of the row `id`.
    pub(super) fn push_alias(&mut self, alias: &str, id: u32) -> Result<(), String> {
        let position = *self
            .ids
            .get(&id)
            .ok_or_else(|| format!("{} has no id {id} for {alias}", self.name))?;
        match self.names.insert(fold(alias), vec![position]) {
            None => Ok(()),
            Some(_) => Err(format!("{alias} is a name in {} already", self.name)),
        }
    }

    /// Marks ids that may exist although no row lists them.
    pub(super) fn push_gap(&mut self, gap: RangeInclusive<u32>) -> Result<(), String> {
        if gap.is_empty() || gap.clone().any(|id| self.ids.contains_key(&id)) {
            return Err(format!("{} {gap:?} is not a gap", self.name));
        }
        self.gaps.push(gap);
        Ok(())
    }

    /// Other names that mean one code, folded, with the code.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (&str, u32)> {
        self.names.iter().filter_map(|(name, positions)| {
            let [position] = positions.as_slice() else {
                return None;
            };
            Some((name.as_str(), self.rows[*position].id))
        })
    }

    /// The rows, in the table's order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether no ids are known at all: the operator, or an imported table, supplies them.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row of an id.
    pub fn by_id(&self, id: u32) -> Option<&Row> {
        self.ids.get(&id).map(|&position| &self.rows[position])
    }

    /// Whether an id without a row may exist all the same.
    pub fn is_possible(&self, id: u32) -> bool {
        self.is_empty() || self.gaps.iter().any(|gap| gap.contains(&id))
    }

    /// The rows with an id, or with a part of a name or alias; spelling is compared as [`fold`] says. In the table's order.
    pub fn search(&self, text: &str) -> Vec<&Row> {
        let folded = fold(text);
        if let Some(id) = as_id(&folded) {
            return self.by_id(id).into_iter().collect();
        }
        let named = self.names.iter();
        let mut positions: Vec<usize> = named
            .filter(|(name, _)| name.contains(&folded))
            .flat_map(|(_, positions)| positions.iter().copied())
            .collect();
        positions.sort_unstable();
        positions.dedup();
        positions.into_iter().map(|row| &self.rows[row]).collect()
    }

    /// What a cell means: an id in digits, a Chinese or English name, or an alias. Spelling is compared as
    /// [`fold`] says.
    pub fn find(&self, text: &str) -> Lookup<'_> {
        let folded = fold(text);
        if let Some(id) = as_id(&folded) {
            return match self.by_id(id) {
                Some(row) => Lookup::Found(row),
                None if self.is_possible(id) => Lookup::Possible(id),
                None => Lookup::Unknown,
            };
        }
        match self.names.get(&folded).map(Vec::as_slice) {
            None => Lookup::Unknown,
            Some([position]) => Lookup::Found(&self.rows[*position]),
            Some(positions) => Lookup::Ambiguous(
                positions
                    .iter()
                    .map(|&position| &self.rows[position])
                    .collect(),
            ),
        }
    }
}
