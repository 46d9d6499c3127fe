//! What else a record is called: a bureau may answer with another id or number than the one that was sent, and of a
//! cancellation with the subject's id instead of the site's or the access's.

use super::session::Session;
use crate::ledger::mirror::{Record, RecordKey, RecordKind};
use crate::ledger::{Key, KeyTag, Result};

/// The names under which orders may hold what an answer named otherwise, the nearest first: the record's own, those of
/// what lies below it, those of what it lies in.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    pub same: Vec<(KeyTag, String)>,
    pub below: Vec<(KeyTag, String)>,
    pub above: Vec<(KeyTag, String)>,
}

/// The other names of what `tag` with `value` names; none when the ledger keeps no such record.
pub(super) fn aliases(session: &Session<'_>, tag: KeyTag, value: &str) -> Result<Aliases> {
    let mut aliases = Aliases::default();
    let Some(key) = record_key(tag, value) else {
        return Ok(aliases);
    };
    for filing in session.answers.filings(key)? {
        collect(&filing, tag, value, &mut Vec::new(), &mut aliases);
    }
    Ok(aliases)
}

/// The filings that an order's keys name.
pub(super) fn filings_of(session: &Session<'_>, keys: &[Key]) -> Result<Vec<Record>> {
    let keys = keys.iter();
    let keys = keys.filter_map(|key| record_key(key.tag, &key.value));
    session.answers.filings_of(keys)
}

fn record_key(tag: KeyTag, value: &str) -> Option<RecordKey<'_>> {
    match tag {
        KeyTag::Ztbah | KeyTag::Wzbah | KeyTag::Baxh => Some(RecordKey::Number(value)),
        tag if tag.is_own() => value.parse().ok().map(RecordKey::Own),
        tag => {
            let kind = RecordKind::ALL
                .into_iter()
                .find(|kind| kind.bureau_tag() == tag)?;
            Some(RecordKey::Id(kind, value.parse().ok()?))
        }
    }
}

/// Walks down a filing; `way` are the records above the one that is looked at.
fn collect<'r>(
    record: &'r Record,
    tag: KeyTag,
    value: &str,
    way: &mut Vec<&'r Record>,
    aliases: &mut Aliases,
) {
    if is_called(record, tag, value) {
        aliases.same.extend(names(record));
        aliases
            .above
            .extend(way.iter().rev().flat_map(|above| names(above)));
        record.parts.iter().for_each(|part| below(part, aliases));
        return;
    }
    way.push(record);
    for part in &record.parts {
        collect(part, tag, value, way, aliases);
    }
    way.pop();
}

fn below(record: &Record, aliases: &mut Aliases) {
    aliases.below.extend(names(record));
    record.parts.iter().for_each(|part| below(part, aliases));
}

fn is_called(record: &Record, tag: KeyTag, value: &str) -> bool {
    match tag {
        KeyTag::Ztbah | KeyTag::Wzbah | KeyTag::Baxh => record.number.as_deref() == Some(value),
        tag if tag == record.kind.own_tag() => {
            record.own.is_some_and(|own| own.to_string() == value)
        }
        tag => tag == record.kind.bureau_tag() && record.id.to_string() == value,
    }
}

/// Every name of a record, also those that attachments use.
fn names(record: &Record) -> Vec<(KeyTag, String)> {
    let id = record.id.to_string();
    let mut names = vec![(record.kind.bureau_tag(), id.clone()), (KeyTag::Jlid, id)];
    if let (Some(tag), Some(number)) = (record.kind.number_tag(), &record.number) {
        names.push((tag, number.clone()));
        names.push((KeyTag::Baxh, number.clone()));
    }
    names
}
