//! The bureau's lists that concern no order of their own: the blacklist and accesses to be cut.

use super::session::{Fate, Session};
use crate::download::{BlacklistChange, BlacklistEntry, Blacklisted, IllegalAccess};
use crate::ledger::{BlacklistKey, Result, Task, TaskList};
use crate::order::Text;

/// Takes in an entry of the blacklist. Orders that it concerns are held back by the checks from then on.
pub(super) fn blacklist(session: &Session<'_>, entry: &BlacklistEntry, raw: &str) -> Result<Fate> {
    let (keys, name) = match &entry.listed {
        Blacklisted::Subject {
            name, certificate, ..
        } => {
            let keys = certificate.number.iter().cloned();
            (keys.map(BlacklistKey::Subject).collect(), name)
        }
        Blacklisted::Site { name, domains, .. } if domains.is_empty() => {
            let names = name.iter().flat_map(|name| name.split(';'));
            let keys = names.map(|name| BlacklistKey::Site(name.to_owned()));
            (keys.collect(), name)
        }
        Blacklisted::Site { name, domains, .. } => {
            let keys = domains.iter().cloned().map(BlacklistKey::Domain);
            (keys.collect::<Vec<_>>(), name)
        }
    };
    if keys.is_empty() {
        return Ok(Fate::Unmatched(Text::new(
            "黑名单条目既没有证件号码，也没有域名或名称",
            "the entry has neither a certificate number nor a domain or a name",
        )));
    }
    for key in &keys {
        match entry.change {
            BlacklistChange::Add | BlacklistChange::Modify => {
                session.answers.blacklist(key, name.as_deref(), raw)?;
            }
            BlacklistChange::Remove => {
                session.answers.strike_off(key)?;
            }
        }
    }
    Ok(Fate::Matched)
}

/// Takes in a domain that is connected illegally.
pub(super) fn illegal_access(
    session: &Session<'_>,
    access: &IllegalAccess,
    raw: &str,
) -> Result<Fate> {
    let domain = access.domain.as_deref().unwrap_or("—");
    let address = access
        .address
        .map_or_else(|| "—".to_owned(), |address| address.to_string());
    session.answers.add_task(&Task {
        list: TaskList::IllegalAccess,
        key: format!("{domain} {address}"),
        title: Text::new(
            format!("切断 {domain}（{address}）的接入"),
            format!("cut the access of {domain} ({address})"),
        ),
        rows: Vec::new(),
        raw: raw.to_owned(),
    })?;
    Ok(Fate::Matched)
}
