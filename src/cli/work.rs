//! What lies beside the reports of a night: the work lists, the letters to customers, the forms to print.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Failure, Session};
use crate::codes::Codes;
use crate::config::{Config, Error};
use crate::disk::{self, DiskError};
use crate::ledger::Ledger;
use crate::order::Text;
use crate::report::forms::{self, Page};
use crate::report::night::Night;
use crate::report::notices::{self, Notice, Sender, Template, Templates};
use crate::report::table::Table;
use crate::report::work_lists::work_lists;

/// The letters that the configuration names, the bundled ones for the rest.
pub(super) fn templates(config: &Config) -> Result<Templates, Failure> {
    let mut templates = Templates::default();
    let own = &config.notices;
    let [refused_zh, refused_en] = &mut templates.refused;
    let [sms_zh, sms_en] = &mut templates.sms;
    for (path, template) in [
        (&own.refused_zh, refused_zh),
        (&own.refused_en, refused_en),
        (&own.sms_zh, sms_zh),
        (&own.sms_en, sms_en),
    ] {
        let Some(path) = path else { continue };
        let path = config.path(path);
        let text = fs::read_to_string(&path).map_err(|source| {
            let path = path.clone();
            Failure::usage(Error::Unreadable { path, source })
        })?;
        *template = Template::read(&text).map_err(|error| {
            let (path, why) = (path.display(), Text::from(error));
            Failure::usage(Text::new(
                format!("{path}：{}", why.zh),
                format!("{path}: {}", why.en),
            ))
        })?;
    }
    Ok(templates)
}

/// What there is to do beside the orders.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// The lists.
    pub lists: Vec<Table>,
    /// The letters.
    pub notices: Vec<Notice>,
    /// The forms.
    pub forms: Vec<Page>,
}

impl Work {
    /// The lists and letters of a night.
    pub(super) fn of(
        night: &Night,
        ledger: &Ledger,
        codes: &Codes,
        templates: &Templates,
        session: &Session,
    ) -> Result<Self, Failure> {
        let config = &session.config;
        let lists = work_lists(ledger, night, config.carrier.isp_id, session.lang);
        let sender = Sender {
            carrier: &config.carrier.name,
            contact: &config.notices.contact,
            reply_days: config.notices.reply_days,
        };
        let notices = notices::notices(night, ledger, codes, templates, sender);
        Ok(Self {
            lists: lists.map_err(Failure::machine)?,
            notices: notices.map_err(Failure::machine)?,
            forms: Vec::new(),
        })
    }

    /// Writes everything below `folder`, in the place of what an earlier run of the same night left there: a letter about
    /// an order that is through by now must not be sent.
    pub(super) fn write(&self, folder: &Path, carrier: &str) -> Result<(), DiskError> {
        let lists = folder.join("lists");
        clear(&lists)?;
        for list in self.lists.iter().filter(|list| !list.rows.is_empty()) {
            let path = lists.join(format!("{}.csv", list.id));
            disk::write_with(&path, |out| list.csv(out))?;
        }
        if !self.forms.is_empty() {
            let path = lists.join("verification-forms.html");
            disk::write_with(&path, |out| forms::write(&self.forms, carrier, out))?;
        }
        let letters = folder.join("notices");
        clear(&letters)?;
        let mut taken = BTreeSet::new();
        for Notice { order, text } in &self.notices {
            let stem = file_name(order, &mut taken);
            for (lang, words) in [("zh", &text.zh), ("en", &text.en)] {
                let path = letters.join(format!("{stem}.{lang}.txt"));
                disk::write(&path, words.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Says what was written.
    pub(super) fn tell(&self, folder: &Path, session: &Session) {
        let lists = self.lists.iter().filter(|list| !list.rows.is_empty());
        let counts = |lang| -> String {
            let lists = lists
                .clone()
                .map(|list| format!("{} {}", list.named(lang), list.rows.len()));
            lists.collect::<Vec<_>>().join(", ")
        };
        let counts = counts(session.lang);
        if !counts.is_empty() {
            let folder = folder.join("lists");
            let folder = folder.display();
            session.talk(
                &format!("工作清单：{folder}（{counts}）"),
                &format!("work lists: {folder} ({counts})"),
            );
        }
        if !self.forms.is_empty() {
            let path = folder.join("lists/verification-forms.html");
            let (path, count) = (path.display(), self.forms.len());
            session.talk(
                &format!("待打印的核验单 {count} 张：{path}"),
                &format!("{count} verification forms to print: {path}"),
            );
        }
        if !self.notices.is_empty() {
            let folder = folder.join("notices");
            let (folder, count) = (folder.display(), self.notices.len());
            session.talk(
                &format!("客户通知 {count} 份：{folder}"),
                &format!("{count} notices to customers: {folder}"),
            );
        }
    }
}

/// Removes what a run of this program wrote into a folder.
fn clear(folder: &Path) -> Result<(), DiskError> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let is_ours = [".zh.txt", ".en.txt", ".csv", "verification-forms.html"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if is_ours {
            fs::remove_file(&path).map_err(|source| DiskError { path, source })?;
        }
    }
    Ok(())
}

/// The order number as the name of a file, unlike all before it.
fn file_name(order: &str, taken: &mut BTreeSet<String>) -> String {
    let kept = order.chars().map(|c| match c {
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => c,
        _ => '_',
    });
    let stem: String = kept.take(100).collect();
    let mut name = stem.clone();
    let mut number = 1;
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{stem}-{number}");
    }
    name
}

/// The folder of a night's lists and letters, beside its reports.
pub(super) fn folder_of(night: &Night, reports: &Path) -> PathBuf {
    reports.join(night.began.date_naive().to_string())
}
