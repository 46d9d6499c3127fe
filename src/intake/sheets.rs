//! The layout with one sheet for each part of an order: rows are linked by 订单号, 网站序号 and 接入序号.
//!
//! Sheets are read parents first, whatever their order in the workbook, so that every row finds what it belongs to.

use super::headers::Target;
use super::link::{Orders, fill, merge};
use super::part::PartKind;
use super::rules;
use super::table::Row;
use crate::order::{Access, Address, Attachment, Domain, Preapproval, ReportRow, Site, Text};

/// Puts one row of the sheet of `part` into its order.
pub(super) fn row(orders: &mut Orders<'_>, part: PartKind, row: &Row<'_>) {
    let known = orders.find(&row.number.text);
    if part == PartKind::Order {
        match known {
            Some(order) => orders.duplicate(order, &row.number),
            None => {
                let order = orders.start(row.number.clone());
                fill(&mut orders.orders[order].header, part, row, orders.memo);
                orders.flaws(order, row);
            }
        }
        return;
    }
    let Some(order) = known else {
        let message = Text::new(
            format!("订单表里没有订单号“{}”，这一行没有归属", row.number.text),
            format!(
                "the sheet 订单 has no order number \"{}\": the row belongs to nothing",
                row.number.text
            ),
        );
        orders
            .findings
            .push(rules::ORPHAN_ROW.about(&row.number, message));
        return;
    };
    orders.flaws(order, row);
    match part {
        PartKind::Order => {}
        PartKind::Subject => {
            let conflicts = merge(&mut orders.orders[order].subject, part, row, orders.memo);
            orders.conflict(order, &conflicts);
        }
        PartKind::Site => {
            let mut site = Site::default();
            fill(&mut site, part, row, orders.memo);
            if let Err(known) = orders.site(order, site) {
                let conflicts = merge(
                    &mut orders.orders[order].sites[known],
                    part,
                    row,
                    orders.memo,
                );
                orders.conflict(order, &conflicts);
            }
        }
        PartKind::Preapproval => {
            let mut preapproval = Preapproval::default();
            fill(&mut preapproval, part, row, orders.memo);
            if let Some((order, site)) = orders.site_of(order, &preapproval.site) {
                orders.orders[order].sites[site]
                    .preapprovals
                    .push(preapproval);
            }
        }
        PartKind::Domain => {
            let mut domain = Domain::default();
            fill(&mut domain, part, row, orders.memo);
            if let Some((order, site)) = orders.site_of(order, &domain.site) {
                orders.orders[order].sites[site].domains.push(domain);
            }
        }
        PartKind::Access => {
            let mut access = Access::default();
            fill(&mut access, part, row, orders.memo);
            if let Some(site) = orders.site_of(order, &access.site)
                && let Err(known) = orders.access(site, access)
            {
                let access = &mut orders.orders[site.0].sites[site.1].accesses[known];
                let conflicts = merge(access, part, row, orders.memo);
                orders.conflict(order, &conflicts);
            }
        }
        PartKind::Address => {
            let mut address = Address::default();
            fill(&mut address, part, row, orders.memo);
            if let Some(site) = orders.site_of(order, &address.site)
                && let Some(access) = orders.access_of(site, &address.access)
            {
                orders.orders[site.0].sites[site.1].accesses[access]
                    .addresses
                    .push(address);
            }
        }
        PartKind::Attachment => {
            let mut attachment = Attachment::default();
            fill(&mut attachment, part, row, orders.memo);
            orders.orders[order].attachments.push(attachment);
        }
        PartKind::IpSource
        | PartKind::IpAllocation
        | PartKind::IpBroadcast
        | PartKind::IpOwn
        | PartKind::DomainReport
        | PartKind::Cancellation
        | PartKind::Verification
        | PartKind::UnfiledSite => report(orders, order, part, row),
    }
}

/// Adds the row's report to its order, where the row has a cell of the sheet of `part`.
pub(super) fn report(orders: &mut Orders<'_>, order: usize, part: PartKind, row: &Row<'_>) {
    let says_something = row
        .cells()
        .any(|(target, _)| matches!(target, Target::Column(of, _) if *of == part));
    if says_something && let Some(mut report) = part.reports().and_then(ReportRow::new) {
        fill(report.part_mut(), part, row, orders.memo);
        orders.orders[order].reports.push(report);
    }
}
