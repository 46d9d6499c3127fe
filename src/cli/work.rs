//! What lies beside the reports of a night: the work lists, the letters to customers, the forms to print.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{Failure, Session};
use crate::codes::Codes;
use crate::config::{Config, Error};
use crate::disk::{self, DiskError};
use crate::ledger::{Ledger, Part};
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
    /// The forms; `None` where nobody has read the orders, whose forms the ledger does not hold.
    pub forms: Option<Vec<Page>>,
}

impl Work {
    /// The letters of a night. They tell customers what was said of their own order, so `night` holds it in full.
    pub(super) fn letters_of(
        night: &Night,
        ledger: &Ledger,
        codes: &Codes,
        templates: &Templates,
        config: &Config,
    ) -> Result<Self, Failure> {
        let sender = Sender {
            carrier: &config.carrier.name,
            contact: &config.notices.contact,
            reply_days: config.notices.reply_days,
        };
        let notices = notices::notices(night, ledger, codes, templates, sender);
        Ok(Self {
            notices: notices.map_err(Failure::machine)?,
            ..Self::default()
        })
    }

    /// With the lists of a night, which its workbook holds too.
    pub(super) fn with_lists(
        mut self,
        night: &Night,
        ledger: &Ledger,
        session: &Session,
    ) -> Result<Self, Failure> {
        let carrier = session.config.carrier.isp_id;
        let lists = work_lists(ledger, night, carrier, session.lang);
        self.lists = lists.map_err(Failure::machine)?;
        Ok(self)
    }

    /// With the forms that are to be printed for orders which have not gone to the bureau.
    pub(super) fn with_forms(mut self, pages: Vec<Page>, night: &Night) -> Self {
        let has_gone: HashSet<&str> = { night.outcomes.iter() }
            .filter(|outcome| {
                !matches!(outcome.latest.state.part(), Part::HeldBack | Part::Waiting)
            })
            .map(|outcome| outcome.order.as_str())
            .collect();
        let mut pages = pages;
        pages.retain(|page| !has_gone.contains(page.order.as_str()));
        self.forms = Some(pages);
        self
    }

    /// Writes everything below `folder`, in the place of what an earlier run of the same night left there: a letter about
    /// an order that is through by now must not be sent.
    pub(super) fn write(&self, folder: &Path, carrier: &str) -> Result<(), DiskError> {
        let lists = folder.join("lists");
        let names: Vec<String> = { self.lists.iter() }
            .map(|list| format!("{}.csv", list.id))
            .collect();
        clear(&lists, |name| names.iter().any(|own| own == name))?;
        for (list, name) in self.lists.iter().zip(&names) {
            if !list.rows.is_empty() {
                disk::write_with(&lists.join(name), |out| list.csv(out))?;
            }
        }
        if let Some(pages) = &self.forms {
            clear(&lists, |name| name == FORMS)?;
            if !pages.is_empty() {
                write_forms(pages, carrier, &lists.join(FORMS))?;
            }
        }
        let letters = folder.join("notices");
        clear(&letters, |name| {
            name.ends_with(".zh.txt") || name.ends_with(".en.txt")
        })?;
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
        if let Some(pages @ [_, ..]) = self.forms.as_deref() {
            tell_forms(pages, &folder.join("lists").join(FORMS), session);
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

/// The name of the forms to print.
const FORMS: &str = "verification-forms.html";

/// Writes forms to print.
pub(super) fn write_forms(pages: &[Page], carrier: &str, path: &Path) -> Result<(), DiskError> {
    disk::write_with(path, |out| forms::write(pages, carrier, out))
}

/// Says where the forms to print lie.
pub(super) fn tell_forms(pages: &[Page], path: &Path, session: &Session) {
    let (path, count) = (path.display(), pages.len());
    session.talk(
        &format!("待打印的核验单 {count} 张：{path}"),
        &format!("{count} verification forms to print: {path}"),
    );
}

/// Removes the files of a folder whose names are those of an earlier run.
fn clear(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Result<(), DiskError> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(&is_ours) {
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
