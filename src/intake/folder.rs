//! Order folders: one order in `order.toml`, `order.yaml` or `order.json`, its attachments beside it.
//!
//! Keys are Chinese headers, interface tags or English names; `principal` and `review` may be tables of their own, sites,
//! domains, accesses, IP ranges, pre-approvals and attachments are lists of tables. The place of a value is its key path as
//! the operator spelt it, with positions from 1 (`site[2].domain[1].Ym`). The order number is the folder's name unless the
//! file gives one. When it lists no attachments, the file names below `attachments/` say what they are.

use std::path::Path;
use std::sync::Arc;

use super::cell::{Flaw, is_destroyed};
use super::convention::{self, Named};
use super::document::Node;
use super::headers::{Headers, NUMBER, Target};
use super::link::Orders;
use super::part::{LATER_SHEETS, LATER_TABLES, PartKind};
use super::{rules, table};
use crate::codes::fold;
use crate::order::{
    Access, Address, AnyField, Attachment, Domain, Number, Part, Place, Preapproval, Site, Spot, Text, Value,
};

/// Name of the folder of attachments.
pub(super) const ATTACHMENTS: &str = "attachments";

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
        let nested = root.iter().filter(|(key, _)| own_tables.contains(&fold(key).as_str()));
        let nested = nested.filter_map(|(key, node)| match node {
            Node::Table(rows) => Some((format!("{key}."), rows.as_slice())),
            _ => None,
        });
        let given = std::iter::once((String::new(), root)).chain(nested).find_map(|(path, rows)| {
            rows.iter().find_map(|(key, node)| match node {
                Node::Scalar(text, _) if headers.find(key, orders.memo) == Some(NUMBER) => {
                    Some(Value { text: text.as_str().into(), place: at(&file, format!("{path}{key}")) })
                }
                _ => None,
            })
        });
        let number = given.unwrap_or_else(|| Value { text: name.into(), place: Place::whole(file.clone()) });
        let order = orders.start(number);
        Self { orders, file, order }.root(root);
    }

    fn root(&mut self, root: &Rows) {
        let mut header = std::mem::take(&mut self.orders.orders[self.order].header);
        for (key, node) in root {
            match (part_of(key, node), node) {
                (Some(PartKind::Order), Node::Table(rows)) => self.fields(&mut header, PartKind::Order, &format!("{key}."), rows),
                (Some(PartKind::Subject), Node::Table(rows)) => {
                    let mut subject = std::mem::take(&mut self.orders.orders[self.order].subject);
                    self.fields(&mut subject, PartKind::Subject, &format!("{key}."), rows);
                    self.orders.orders[self.order].subject = subject;
                }
                (Some(PartKind::Site), node) => {
                    for (path, node) in items(key, node) {
                        self.site(&path, node);
                    }
                }
                (Some(PartKind::Attachment), node) => {
                    for (path, node) in items(key, node) {
                        self.attachment(None, &path, node);
                    }
                }
                _ => self.field(&mut header, PartKind::Order, "", key, node),
            }
        }
        self.orders.orders[self.order].header = header;
    }

    fn site(&mut self, path: &str, node: &Node) {
        let Node::Table(rows) = node else {
            return self.unknown(PartKind::Site, path);
        };
        let children = [PartKind::Domain, PartKind::Access, PartKind::Preapproval, PartKind::Attachment];
        let child = |key: &str, node: &Node| part_of(key, node).filter(|part| children.contains(part));
        let path = format!("{path}.");
        let mut site = Site::default();
        for (key, node) in rows {
            if child(key, node).is_none() && !is_domain_list(key, node) {
                self.field(&mut site, PartKind::Site, &path, key, node);
            }
        }
        let position = self.orders.site(self.order, site);
        let index = position.unwrap_or_else(|known| known);
        if position.is_err() {
            self.unknown(PartKind::Site, path.trim_end_matches('.'));
        }
        for (key, node) in rows {
            let part = if is_domain_list(key, node) { Some(PartKind::Domain) } else { child(key, node) };
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
            self.unknown(PartKind::Access, path.trim_end_matches('.'));
        }
    }

    fn attachment(&mut self, site: Option<usize>, path: &str, node: &Node) {
        let mut attachment = self.row::<Attachment>(PartKind::Attachment, "file", path, node);
        let order = &mut self.orders.orders[self.order];
        if let Some(number) = site.and_then(|site| order.sites[site].position.get().copied())
            && attachment.site.is_absent()
        {
            let value = Value { text: number.0.to_string().into(), place: at(&self.file, path.to_owned()) };
            attachment.site.set(value, number);
        }
        order.attachments.push(attachment);
    }

    /// A part that is a table, or a bare value of its column `key`.
    fn row<P: Part>(&mut self, kind: PartKind, key: &str, path: &str, node: &Node) -> P {
        let mut part = P::default();
        match node {
            Node::Table(rows) => self.fields(&mut part, kind, &format!("{path}."), rows),
            node => self.fill(&mut part, &Target::Column(kind, kind.column(key)), path.to_owned(), node),
        }
        part
    }

    fn fields(&mut self, part: &mut impl Part, kind: PartKind, path: &str, rows: &Rows) {
        for (key, node) in rows {
            self.field(part, kind, path, key, node);
        }
    }

    fn field(&mut self, part: &mut impl Part, kind: PartKind, path: &str, key: &str, node: &Node) {
        let headers = Headers::of(kind);
        let here = format!("{path}{key}");
        if let Node::Table(rows) = node {
            if is_later(key) {
                return self.later(key, here);
            }
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
            None if is_later(key) => self.later(key, here),
            None => self.unknown(kind, &here),
        }
    }

    fn fill(&mut self, part: &mut impl Part, target: &Target, path: String, node: &Node) {
        let Target::Column(kind, position) = target else { return };
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
        let value = Value { text: text.into(), place: at(&self.file, path) };
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

    fn later(&mut self, key: &str, path: String) {
        let message = Text::new(
            format!("表“{key}”属于暂不读取的订单类型，没有读取"),
            format!("the table \"{key}\" belongs to a kind of order that is not read yet"),
        );
        let place = at(&self.file, path);
        let mut finding = rules::SHEET_NOT_READ.at(place, message);
        finding.order = Some(self.orders.orders[self.order].number.text.clone());
        self.orders.findings.push(finding);
    }
}

/// Attaches the files below `attachments/` by their names, when the order lists none itself.
pub(super) fn attach_by_name(orders: &mut Orders<'_>, folder: &Path, names: &[String]) {
    let memo = orders.memo;
    let Some(order) = orders.orders.last_mut() else { return };
    if !order.attachments.is_empty() {
        return;
    }
    let mut strangers = Vec::new();
    for name in names {
        let path = format!("{ATTACHMENTS}/{name}");
        let place = Place::whole(folder.join(&path).display().to_string().into());
        let value = |text: &str| Value { text: text.into(), place: place.clone() };
        let scan_of = |order: &mut crate::order::Order, site: u32, approval: usize| {
            let site = order.sites.iter_mut().find(|known| known.position.get() == Some(&Number(site)))?;
            let preapproval = site.preapprovals.get_mut(approval.checked_sub(1)?)?;
            let listed = preapproval.files.value().is_some_and(|files| files.place.spot != Spot::Whole);
            if !listed {
                let files = [preapproval.files.text(), &path].into_iter().filter(|text| !text.is_empty());
                let files = files.collect::<Vec<_>>().join(";");
                preapproval.fill(PartKind::Preapproval.column("files"), value(&files), memo);
            }
            Some(())
        };
        match convention::parse(name) {
            Some(Named::Scan { site, approval }) if scan_of(order, site, approval).is_some() => {}
            Some(Named::Attachment { site, purpose, side }) => {
                let mut attachment = Attachment::default();
                attachment.fill(PartKind::Attachment.column("usage"), value(purpose), memo);
                attachment.fill(PartKind::Attachment.column("file"), value(&path), memo);
                if let Some(side) = side {
                    attachment.fill(PartKind::Attachment.column("side"), value(side), memo);
                }
                if let Some(site) = site {
                    attachment.site.set(value(&site.to_string()), Number(site));
                }
                order.attachments.push(attachment);
            }
            _ => strangers.push(value(name)),
        }
    }
    for value in strangers {
        let message = Text::new(
            format!("看不出附件“{}”的用途，没有读取", value.text),
            format!("the name \"{}\" does not say what the attachment is; it was not read", value.text),
        );
        let mut finding = rules::UNKNOWN_ATTACHMENT.about(&value, message);
        finding.order = orders.orders.last().map(|order| order.number.text.clone());
        orders.findings.push(finding);
    }
}

fn at(file: &Arc<str>, path: String) -> Place {
    Place { file: file.clone(), sheet: None, spot: Spot::Key(path.into()) }
}

/// The part that a key opens: a table, or a list of tables.
fn part_of(key: &str, node: &Node) -> Option<PartKind> {
    let opens = match node {
        Node::Table(_) => true,
        Node::List(items) => items.iter().any(|item| matches!(item, Node::Table(_))),
        Node::Absent | Node::Scalar(..) => false,
    };
    let key = fold(key);
    PartKind::ALL.into_iter().find(|part| opens && part.names().contains(&key.as_str()))
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
        Node::List(items) => items.iter().zip(1..).map(|(node, position)| (format!("{path}[{position}]"), node)).collect(),
        Node::Absent => Vec::new(),
        node => vec![(path.to_owned(), node)],
    }
}

fn is_later(key: &str) -> bool {
    let key = fold(key);
    LATER_TABLES.contains(&key.as_str()) || LATER_SHEETS.iter().any(|sheet| fold(sheet) == key)
}
