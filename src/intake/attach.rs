//! Attaches the files beside an order that lists no attachments: their names say what they are (see `convention`).

use std::fs;
use std::path::Path;

use super::convention::{self, Named, Owner};
use super::link::Orders;
use super::part::PartKind;
use super::rules;
use crate::order::{
    AnyField, Attachment, Number, Order, Part, Place, Preapproval, Spot, Text, Value,
};

/// Name of the folder of attachments.
pub(super) const ATTACHMENTS: &str = "attachments";

/// Attaches the files below `attachments/` by their names, when the order lists none itself.
pub(super) fn attach(orders: &mut Orders<'_>, folder: &Path) {
    let memo = orders.memo;
    let Some(order) = orders.orders.last_mut() else {
        return;
    };
    if !order.attachments.is_empty() {
        return;
    }
    let only_site = match order.sites.as_slice() {
        [site] => site.position.get().copied(),
        _ => None,
    };
    let listed = listed(order);
    let mut strangers = Vec::new();
    for name in &names_in(folder) {
        let path = format!("{ATTACHMENTS}/{name}");
        if listed.contains(&path) {
            continue;
        }
        let place = Place::whole(folder.join(&path).display().to_string().into());
        let value = |text: &str| Value {
            text: text.into(),
            place: place.clone(),
        };
        match convention::parse(name) {
            Some(Named::Scan { site, approval })
                if approval_of(order, site, approval).is_some() =>
            {
                let Some(preapproval) = approval_of(order, site, approval) else {
                    continue;
                };
                // Files that the order lists have a key; these have none.
                if preapproval
                    .files
                    .value()
                    .is_none_or(|files| files.place.spot == Spot::Whole)
                {
                    let files = [preapproval.files.text(), &path]
                        .into_iter()
                        .filter(|text| !text.is_empty());
                    let files = files.collect::<Vec<_>>().join(";");
                    preapproval.fill(PartKind::Preapproval.column("files"), value(&files), memo);
                }
            }
            Some(Named::Attachment {
                owner,
                purpose,
                side,
            }) if owner != Owner::OnlySite || only_site.is_some() => {
                let mut attachment = Attachment::default();
                attachment.fill(PartKind::Attachment.column("usage"), value(purpose), memo);
                attachment.fill(PartKind::Attachment.column("file"), value(&path), memo);
                if let Some(side) = side {
                    attachment.fill(PartKind::Attachment.column("side"), value(side), memo);
                }
                let site = match owner {
                    Owner::Subject => None,
                    Owner::Site(number) => Some(Number(number)),
                    Owner::OnlySite => only_site,
                };
                if let Some(number) = site {
                    attachment.site.set(value(&number.0.to_string()), number);
                }
                order.attachments.push(attachment);
            }
            _ => strangers.push(value(name)),
        }
    }
    for value in strangers {
        let message = Text::new(
            format!("看不出附件“{}”的用途，没有读取", value.text),
            format!(
                "the name \"{}\" does not say what the attachment is; it was not read",
                value.text
            ),
        );
        let mut finding = rules::UNKNOWN_ATTACHMENT.about(&value, message);
        finding.order = orders.orders.last().map(|order| order.number.text.clone());
        orders.findings.push(finding);
    }
}

/// The files that the order lists as scans of its pre-approvals.
fn listed(order: &Order) -> Vec<String> {
    let preapprovals = order.sites.iter().flat_map(|site| &site.preapprovals);
    preapprovals
        .filter_map(|preapproval| preapproval.files.get())
        .flat_map(|files| files.0.iter().map(|path| path.replace('\\', "/")))
        .collect()
}

/// A pre-approval of a site, both counted from 1.
fn approval_of(order: &mut Order, site: u32, approval: usize) -> Option<&mut Preapproval> {
    let site = order
        .sites
        .iter_mut()
        .find(|known| known.position.get() == Some(&Number(site)))?;
    site.preapprovals.get_mut(approval.checked_sub(1)?)
}

/// The names of an order folder's attachments, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join(ATTACHMENTS)) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !name.eq_ignore_ascii_case("thumbs.db"))
        .collect();
    names.sort_unstable();
    names
}
