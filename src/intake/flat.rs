//! The flat layout: one row for each site of an order, in a sheet 扁平 or in a CSV file.
//!
//! The cells of order and subject stand in the order's first row; later rows repeat them or leave them blank. A row with
//! cells of a site is a new site, unless its 网站序号 is known already; a row without any continues the last site. One cell
//! may hold several domains, IP ranges or paths, separated by `;`: each becomes a part of its own that keeps the cell. When
//! the other cells of domains or ranges hold as many values, each part gets its own, else all get the whole cell.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::convention;
use super::headers::Target;
use super::link::{Orders, SiteAt, fill, merge};
use super::part::PartKind;
use super::sheets;
use super::table::Row;
use crate::codes::Lookup;
use crate::codes::ids::owner_type;
use crate::order::values::split;
use crate::order::{
    Access, Address, AnyField, Attachment, Domain, Number, Part, Preapproval, Site, Value,
};

/// What the rows of a flat table have said so far.
#[derive(Default)]
pub(super) struct Flat {
    /// The last site of every order.
    last: HashMap<usize, usize>,
    /// Fingerprints of the rows of every order.
    rows: HashSet<(usize, u64)>,
    /// Domains, ranges and files that an order or site has already.
    values: HashSet<(usize, Option<usize>, &'static str, Box<str>)>,
}

impl Flat {
    /// Puts one row into its order.
    pub(super) fn row(&mut self, orders: &mut Orders<'_>, row: &Row<'_>) {
        let order = match orders.find(&row.number.text) {
            Some(order) => {
                if !self.rows.insert((order, fingerprint(row))) {
                    orders.duplicate(order, &row.number);
                    return;
                }
                let parent = &mut orders.orders[order];
                let mut conflicts = merge(&mut parent.header, PartKind::Order, row, orders.memo);
                conflicts.extend(merge(
                    &mut parent.subject,
                    PartKind::Subject,
                    row,
                    orders.memo,
                ));
                orders.conflict(order, &conflicts);
                order
            }
            None => {
                let order = orders.start(row.number.clone());
                self.rows.insert((order, fingerprint(row)));
                let parent = &mut orders.orders[order];
                fill(&mut parent.header, PartKind::Order, row, orders.memo);
                fill(&mut parent.subject, PartKind::Subject, row, orders.memo);
                order
            }
        };
        orders.flaws(order, row);
        if let Some((site, repeated)) = self.site(orders, order, row) {
            self.domains(orders, site, repeated, row);
            self.access(orders, site, repeated, row);
            let mut preapproval = Preapproval::default();
            fill(&mut preapproval, PartKind::Preapproval, row, orders.memo);
            if has(row, PartKind::Preapproval)
                && (self.is_new(site, "preapproval", preapproval.number.text()) || !repeated)
            {
                orders.orders[order].sites[site.1]
                    .preapprovals
                    .push(preapproval);
            }
        }
        self.attachments(orders, order, row);
        for part in PartKind::ALL {
            // What stands once in an order is repeated in each of its rows.
            if part.reports().is_some() && self.is_new_row(order, part, row) {
                sheets::report(orders, order, part, row);
            }
        }
    }

    /// Whether the row's cells of `part` say something that no earlier row of the order has said.
    fn is_new_row(&mut self, order: usize, part: PartKind, row: &Row<'_>) -> bool {
        let mut said = String::new();
        for (target, cell) in row.cells() {
            if let Target::Column(of, position) = target
                && *of == part
            {
                said.push_str(&format!("{position} {}\n", cell.text));
            }
        }
        let key = (order, None, part.sheet(), said.into());
        self.values.insert(key)
    }

    /// The site of the row, and whether an earlier row has spoken of it.
    fn site(
        &mut self,
        orders: &mut Orders<'_>,
        order: usize,
        row: &Row<'_>,
    ) -> Option<(SiteAt, bool)> {
        let children = [
            PartKind::Preapproval,
            PartKind::Domain,
            PartKind::Access,
            PartKind::Address,
        ];
        let (index, repeated) = if has(row, PartKind::Site) {
            let mut site = Site::default();
            fill(&mut site, PartKind::Site, row, orders.memo);
            match orders.site(order, site) {
                Ok(new) => (new, false),
                Err(known) => {
                    let conflicts = merge(
                        &mut orders.orders[order].sites[known],
                        PartKind::Site,
                        row,
                        orders.memo,
                    );
                    orders.conflict(order, &conflicts);
                    (known, true)
                }
            }
        } else if let Some(last) = self.last.get(&order) {
            (*last, true)
        } else if children.iter().any(|part| has(row, *part)) {
            (
                orders
                    .site(order, Site::default())
                    .unwrap_or_else(|known| known),
                false,
            )
        } else {
            return None;
        };
        self.last.insert(order, index);
        Some(((order, index), repeated))
    }

    fn domains(&mut self, orders: &mut Orders<'_>, site: SiteAt, repeated: bool, row: &Row<'_>) {
        for domain in several::<Domain>(
            PartKind::Domain,
            PartKind::Domain.column("name"),
            row,
            orders,
        ) {
            if self.is_new(site, "domain", domain.name.text()) || !repeated {
                orders.orders[site.0].sites[site.1].domains.push(domain);
            }
        }
    }

    fn access(&mut self, orders: &mut Orders<'_>, site: SiteAt, repeated: bool, row: &Row<'_>) {
        if !has(row, PartKind::Access) && !has(row, PartKind::Address) {
            return;
        }
        let mut addresses = several::<Address>(
            PartKind::Address,
            PartKind::Address.column("first"),
            row,
            orders,
        );
        let given = addresses.len();
        addresses.retain(|address| self.is_new(site, "address", address.first.text()) || !repeated);
        if repeated && given > 0 && addresses.is_empty() {
            return;
        }
        let mut access = Access::default();
        fill(&mut access, PartKind::Access, row, orders.memo);
        let known = orders.orders[site.0].sites[site.1].accesses.len();
        let index = if !has(row, PartKind::Access) && known > 0 {
            known - 1
        } else {
            orders.access(site, access).unwrap_or_else(|known| {
                let access = &mut orders.orders[site.0].sites[site.1].accesses[known];
                let conflicts = merge(access, PartKind::Access, row, orders.memo);
                orders.conflict(site.0, &conflicts);
                known
            })
        };
        orders.orders[site.0].sites[site.1].accesses[index]
            .addresses
            .extend(addresses);
    }

    fn attachments(&mut self, orders: &mut Orders<'_>, order: usize, row: &Row<'_>) {
        for (target, cell) in row.cells() {
            let Target::Attachments(purpose) = target else {
                continue;
            };
            let site = if is_of_site(orders, purpose) {
                self.last.get(&order).copied()
            } else {
                None
            };
            let cell = row.value(cell);
            for path in cell
                .text
                .split([';', '；', '\n'])
                .map(str::trim)
                .filter(|path| !path.is_empty())
            {
                if !self
                    .values
                    .insert((order, site, "file", format!("{purpose} {path}").into()))
                {
                    continue;
                }
                let value = |text: &str| Value {
                    text: text.into(),
                    place: cell.place.clone(),
                };
                let mut attachment = Attachment::default();
                attachment.fill(
                    PartKind::Attachment.column("usage"),
                    value(purpose),
                    orders.memo,
                );
                attachment.fill(
                    PartKind::Attachment.column("file"),
                    value(path),
                    orders.memo,
                );
                let parent = &mut orders.orders[order];
                if let Some(number) = site.and_then(|site| parent.sites[site].position.get()) {
                    attachment
                        .site
                        .set(value(&number.0.to_string()), Number(number.0));
                }
                parent.attachments.push(attachment);
            }
        }
    }

    fn is_new(&mut self, site: SiteAt, what: &'static str, text: &str) -> bool {
        self.values
            .insert((site.0, Some(site.1), what, text.into()))
    }
}

fn has(row: &Row<'_>, part: PartKind) -> bool {
    row.cells()
        .any(|(target, _)| matches!(target, Target::Column(of, _) if *of == part))
}

/// One part for every value of the column `key`, or one part when that column is blank and another is not.
fn several<P: Part + Default>(
    kind: PartKind,
    key: usize,
    row: &Row<'_>,
    orders: &Orders<'_>,
) -> Vec<P> {
    let of_kind = |target: &Target| matches!(target, Target::Column(of, _) if *of == kind);
    let cells: Vec<(usize, Value)> = row
        .cells()
        .filter(|(target, _)| of_kind(target))
        .filter_map(|(target, cell)| match target {
            Target::Column(_, position) => Some((*position, row.value(cell))),
            Target::Attachments(_) => None,
        })
        .collect();
    if cells.is_empty() {
        return Vec::new();
    }
    let count = cells
        .iter()
        .find(|(position, _)| *position == key)
        .map_or(1, |(_, value)| split(&value.text).count().max(1));
    let mut parts: Vec<P> = (0..count).map(|_| P::default()).collect();
    for (position, value) in cells {
        let pieces: Vec<&str> = split(&value.text).collect();
        for (index, part) in parts.iter_mut().enumerate() {
            let text = if pieces.len() == count {
                pieces[index]
            } else {
                &value.text
            };
            part.fill(
                position,
                Value {
                    text: text.into(),
                    place: value.place.clone(),
                },
                orders.memo,
            );
        }
    }
    parts
}

/// Whether files of this purpose belong to a site, by the table of purposes or else by convention.
fn is_of_site(orders: &Orders<'_>, purpose: &str) -> bool {
    let owner = orders
        .memo
        .codes()
        .table("attachment_purpose")
        .and_then(|table| match table.find(purpose) {
            Lookup::Found(row) => row.owner,
            _ => None,
        });
    owner.map_or(!convention::is_of_subject(purpose), |owner| {
        owner == owner_type::SITE
    })
}

/// Tells rows apart by what their cells say.
fn fingerprint(row: &Row<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (target, cell) in row.cells() {
        target.column().header.hash(&mut hasher);
        cell.column.hash(&mut hasher);
        cell.text.hash(&mut hasher);
    }
    hasher.finish()
}
