//! The carrier's own ids: each names one thing for ever, and one that comes again was reported before.

use rusqlite::params;

use super::Reason;
use crate::bureau::tree::Element;
use crate::practice::Error;
use crate::practice::records::{Kind, Record};
use crate::practice::register::Register;

/// The tags, with the code for an id that was reported before.
const TAGS: [(&str, u32); 5] = [
    ("IspZtid", 1003),
    ("IspWzid", 1037),
    ("IspJrid", 1038),
    ("IspYmid", 1039),
    ("IspIpid", 1040),
];

/// The ids of what is new in an element: a part that brings the bureau's id is not.
fn new_ids(element: &Element) -> impl Iterator<Item = (&'static str, u32, &str)> {
    element.descendants().flat_map(|part| {
        let is_filed = ["Ymid", "Ipid", "Jrid", "Wzid"]
            .iter()
            .any(|tag| part.value(tag).is_some());
        let ids = TAGS.into_iter().filter(move |_| !is_filed);
        ids.filter_map(|(tag, code)| part.value(tag).map(|id| (tag, code, id)))
    })
}

pub(super) fn check(
    register: &Register<'_>,
    record: &Record,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    if record.kind == Kind::Verification {
        return Ok(());
    }
    let mut statement = register
        .connection
        .prepare_cached("SELECT 1 FROM own_id WHERE tag = ?1 AND id = ?2")?;
    let mut seen = Vec::new();
    for (tag, code, id) in new_ids(&record.element) {
        if seen.contains(&(tag, id)) || statement.exists(params![tag, id])? {
            reasons.push(Reason::new(code, format!("{tag} {id} 已经报备")));
        }
        seen.push((tag, id));
    }
    Ok(())
}

impl Register<'_> {
    /// Remembers the own ids of what was taken: all of the record but the sites in the places `refused`.
    pub(in crate::practice) fn note_own_ids(
        &self,
        record: &Record,
        refused: &[usize],
    ) -> Result<(), Error> {
        let statement = "INSERT OR IGNORE INTO own_id (tag, id) VALUES (?1, ?2)";
        let mut statement = self.connection.prepare_cached(statement)?;
        let left_out: Vec<&Element> = { record.sites().enumerate() }
            .filter(|(place, _)| refused.contains(place))
            .map(|(_, site)| site)
            .collect();
        for part in std::iter::once(&record.element) {
            for (tag, _, id) in new_ids(part) {
                let of_a_refused_site = left_out
                    .iter()
                    .any(|site| new_ids(site).any(|(other, _, it)| (other, it) == (tag, id)));
                if !of_a_refused_site {
                    statement.execute(params![tag, id])?;
                }
            }
        }
        Ok(())
    }
}
