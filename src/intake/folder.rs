//! Order folders: one order in `order.toml`, `order.yaml` or `order.json`, its attachments beside it.
//!
//! Keys are Chinese headers, interface tags or English names; `principal` and `review` may be tables of their own, sites,
//! domains, accesses, IP ranges, pre-approvals and attachments are lists of tables. The place of a value is its key path as
//! the operator spelt it, with positions from 1 (`site[2].domain[1].Ym`). The order number is the folder's name unless the
//! file gives one.

use std::sync::Arc;

use super::cell::{Flaw, is_destroyed};
use super::document::Node;
use super::headers::{Headers, NUMBER, Target};
use super::link::Orders;
use super::part::PartKind;
use super::{rules, table};
use crate::codes::fold;
use crate::order::{
    Access, Address, AnyField, Attachment, Domain, Part, Place, Preapproval, ReportRow, Site, Spot,
    Subject, Text, Value,
};

type Rows = [(String, Node)];

/// Reads one order document into `orders`.
pub(super) struct Document<'d, 'a> {
    pub orders: &'d mut Orders<'a>,
    pub file: Arc<str>,
    order: usize,
}

impl<'d, 'a> Document<'d, 'a> {
    /// Starts the order of `root`, numbered `name` unless it says otherwise.
    pub(super) fn read(orders: &'d mut Orders<'a>, file: Arc<str>, name: &str, root: &Rows) {
        let headers = Headers::of(PartKind::Order);
        let own_tables = PartKind::Order.names();
        let nested = root
            .iter()
            .filter(|(key, _)| own_tables.contains(&fold(key).as_str()));
        let nested = nested.filter_map(|(key, node)| match node {
            Node::Table(rows) => Some((format!("{key}."), rows.as_slice())),
            _ => None,
        });
        let given = std::iter::once((String::new(), root))
            .chain(nested)
            .find_map(|(path, rows)| {
                rows.iter().find_map(|(key, node)| match node {
                    Node::Scalar(text, _) if headers.find(key, orders.memo) == Some(NUMBER) => {
                        Some(Value {
                            text: text.as_str().into(),
                            place: at(&file, format!("{path}{key}")),
                        })
                    }
                    _ => None,
                })
            });
        let number = given.unwrap_or_else(|| Value {
            text: name.into(),
            place: Place::whole(file.clone()),
        });
        let order = orders.start(number);
        Self {
            orders,
            file,
            order,
        }
        .root(root);
    }

    /// The order's own fields first: findings about the others name the kind.
    fn root(&mut self, root: &Rows) {
        let mut header = std::mem::take(&mut self.orders.orders[self.order].header);
        for (key, node) in root {
            match (part_of(key, node), node) {
                (Some(PartKind::Order), Node::Table(rows)) => {
                    self.fields(&mut header, PartKind::Order, &format!("{key}."), rows)
                }
                (Some(PartKind::Subject | PartKind::Site | PartKind::Attachment), _) => {}
                (Some(part), _) if part.reports().is_some() => {}
                _ => self.field(&mut header, PartKind::Order, "", key, node),
            }
        }
        self.orders.orders[self.order].header = header;
        for (key, node) in root {
            match part_of(key, node) {
                Some(PartKind::Subject) => {
                    let subject = self.row::<Subject>(PartKind::Subject, "name", key, node);
                    self.orders.orders[self.order].subject = subject;
                }
                Some(PartKind::Site) => {
                    for (path, node) in items(key, node) {
                        self.site(&path, node);
                    }
                }
                Some(PartKind::Attachment) => {
                    for (path, node) in items(key, node) {
                        self.attachment(None, &path, node);
                    }
                }
                Some(part) => {
                    for (path, node) in items(key, node) {
                        self.report(part, &path, node);
                    }
                }
                None => {}
            }
        }
    }

    fn site(&mut self, path: &str, node: &Node) {
        let Node::Table(rows) = node else {
            return self.unknown(PartKind::Site, path);
        };
        let children = [
            PartKind::Domain,
            PartKind::Access,
            PartKind::Preapproval,
            PartKind::Attachment,
        ];
        let child =
            |key: &str, node: &Node| part_of(key, node).filter(|part| children.contains(part));
        let path = format!("{path}.");
        let mut site = Site::default();
        for (key, node) in rows {
            if child(key, node).is_none() && !is_domain_list(key, node) {
                self.field(&mut site, PartKind::Site, &path, key, node);
            }
        }
        let added = self.orders.site(self.order, site);
        let index = added.unwrap_or_else(|known| known);
        if added.is_err() {
            self.repeated(PartKind::Site, &path);
        }
        for (key, node) in rows {
            let part = if is_domain_list(key, node) {
                Some(PartKind::Domain)
            } else {
                child(key, node)
            };
            let Some(part) = part else { continue };
            for (path, node) in items(&format!("{path}{key}"), node) {
                match part {
                    PartKind::Domain => {
                        let domain = self.row::<Domain>(part, "name", &path, node);
                        self.site_at(index).domains.push(domain);
                    }
                    PartKind::Preapproval => {
                        let preapproval = self.row::<Preapproval>(part, "category", &path, node);
                        self.site_at(index).preapprovals.push(preapproval);
                    }
                    PartKind::Access => self.access(index, &path, node),
                    _ => self.attachment(Some(index), &path, node),
                }
            }
        }
    }

    fn site_at(&mut self, index: usize) -> &mut Site {
        &mut self.orders.orders[self.order].sites[index]
    }

    fn access(&mut self, site: usize, path: &str, node: &Node) {
        let Node::Table(rows) = node else {
            return self.unknown(PartKind::Access, path);
        };
        let is_address = |key: &str| PartKind::Address.names().contains(&fold(key).as_str());
        let path = format!("{path}.");
        let mut access = Access::default();
        for (key, node) in rows {
            if is_address(key) {
                for (path, node) in items(&format!("{path}{key}"), node) {
                    let address = self.row::<Address>(PartKind::Address, "first", &path, node);
                    access.addresses.push(address);
                }
            } else {
                self.field(&mut access, PartKind::Access, &path, key, node);
            }
        }
        if self.orders.access((self.order, site), access).is_err() {
            self.repeated(PartKind::Access, &path);
        }
    }

    fn attachment(&mut self, site: Option<usize>, path: &str, node: &Node) {
        let mut attachment = self.row::<Attachment>(PartKind::Attachment, "file", path, node);
        let order = &mut self.orders.orders[self.order];
        if let Some(number) = site.and_then(|site| order.sites[site].position.get().copied())
            && attachment.site.is_absent()
        {
            let value = Value {
                text: number.0.to_string().into(),
                place: at(&self.file, path.to_owned()),
            };
            attachment.site.set(value, number);
        }
        order.attachments.push(attachment);
    }

    fn report(&mut self, part: PartKind, path: &str, node: &Node) {
        let Some(mut report) = part.reports().and_then(ReportRow::new) else {
            return;
        };
        let Node::Table(rows) = node else {
            return self.unknown(part, path);
        };
        self.fields(report.part_mut(), part, &format!("{path}."), rows);
        self.orders.orders[self.order].reports.push(report);
    }

    /// A part that is a table, or a bare value of its column `key`.
    fn row<P: Part + Default>(&mut self, kind: PartKind, key: &str, path: &str, node: &Node) -> P {
        let mut part = P::default();
        match node {
            Node::Table(rows) => self.fields(&mut part, kind, &format!("{path}."), rows),
            node => self.fill(
                &mut part,
                &Target::Column(kind, kind.column(key)),
                path.to_owned(),
                node,
            ),
        }
        part
    }

    fn fields(&mut self, part: &mut (impl Part + ?Sized), kind: PartKind, path: &str, rows: &Rows) {
        for (key, node) in rows {
            self.field(part, kind, path, key, node);
        }
    }

    fn field(
        &mut self,
        part: &mut (impl Part + ?Sized),
        kind: PartKind,
        path: &str,
        key: &str,
        node: &Node,
    ) {
        let headers = Headers::of(kind);
        let here = format!("{path}{key}");
        if let Node::Table(rows) = node {
            for (inner, node) in rows {
                let there = format!("{here}.{inner}");
                match headers.find_nested(kind, key, inner) {
                    Some(target) => self.fill(part, &target, there, node),
                    None => self.unknown(kind, &there),
                }
            }
            return;
        }
        match headers.find(key, self.orders.memo) {
            Some(target) => self.fill(part, &target, here, node),
            None => self.unknown(kind, &here),
        }
    }

    fn fill(
        &mut self,
        part: &mut (impl Part + ?Sized),
        target: &Target,
        path: String,
        node: &Node,
    ) {
        let Target::Column(kind, position) = target else {
            return;
        };
        let (text, flaw) = match node {
            Node::Absent => return,
            Node::Scalar(text, flaw) => (text.clone(), *flaw),
            Node::List(items) => {
                let mut texts = Vec::new();
                let mut worst = Flaw::None;
                for item in items {
                    match item {
                        Node::Scalar(text, flaw) => {
                            texts.push(text.as_str());
                            worst = if *flaw == Flaw::None { worst } else { *flaw };
                        }
                        Node::Absent => {}
                        Node::List(_) | Node::Table(_) => return self.unknown(*kind, &path),
                    }
                }
                if texts.is_empty() {
                    return;
                }
                (texts.join(";"), worst)
            }
            Node::Table(_) => return self.unknown(*kind, &path),
        };
        let value = Value {
            text: text.into(),
            place: at(&self.file, path),
        };
        if flaw != Flaw::None || is_destroyed(&value.text, target.column()) {
            self.orders.flaw(self.order, target, &value, flaw);
        }
        part.fill(*position, value, self.orders.memo);
    }

    fn unknown(&mut self, kind: PartKind, path: &str) {
        let place = at(&self.file, path.to_owned());
        let key = path.rsplit('.').next().unwrap_or(path);
        let mut finding = table::unknown(Headers::of(kind), key, place);
        finding.order = Some(self.orders.orders[self.order].number.text.clone());
        self.orders.findings.push(finding);
    }

    /// Two tables of one part with the same number.
    fn repeated(&mut self, kind: PartKind, path: &str) {
        let place = at(&self.file, path.trim_end_matches('.').to_owned());
        let sheet = kind.sheet();
        let message = Text::new(
            format!("这个{sheet}的序号在同一订单里已经用过，它自己的内容没有读取"),
            format!(
                "the number of this {} is already used in the order; its own fields were not read",
                kind.names()[1]
            ),
        );
        let mut finding = rules::CONFLICTING_ROWS.at(place, message);
        finding.order = Some(self.orders.orders[self.order].number.text.clone());
        self.orders.findings.push(finding);
    }
}

fn at(file: &Arc<str>, path: String) -> Place {
    Place {
        file: file.clone(),
        sheet: None,
        spot: Spot::Key(path.into()),
    }
}

/// The part that a key opens: a table, or a list of tables.
fn part_of(key: &str, node: &Node) -> Option<PartKind> {
    let opens = match node {
        Node::Table(_) => true,
        Node::List(items) => items.iter().any(|item| matches!(item, Node::Table(_))),
        Node::Absent | Node::Scalar(..) => false,
    };
    let key = fold(key);
    PartKind::ALL
        .into_iter()
        .find(|part| opens && part.names().contains(&key.as_str()))
}

/// Whether a key of a site lists its domains as bare texts.
fn is_domain_list(key: &str, node: &Node) -> bool {
    let bare = matches!(node, Node::Scalar(..) | Node::List(_));
    let key = fold(key);
    bare && (key == "ym" || PartKind::Domain.names().contains(&key.as_str()))
}

/// The elements of a list with their paths; anything else is its own only element.
fn items<'n>(path: &str, node: &'n Node) -> Vec<(String, &'n Node)> {
    match node {
        Node::List(items) => items
            .iter()
            .zip(1..)
            .map(|(node, position)| (format!("{path}[{position}]"), node))
            .collect(),
        Node::Absent => Vec::new(),
        node => vec![(path.to_owned(), node)],
    }
}
