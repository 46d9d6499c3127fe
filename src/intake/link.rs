//! Orders under construction: which order, site and access a row belongs to, and what happens when two rows say something
//! about the same part.

use std::collections::HashMap;

use super::cell::Flaw;
use super::headers::Target;
use super::memo::Memo;
use super::part::PartKind;
use super::rules;
use super::table::{Row, flawed};
use crate::order::{Access, AnyField, Field, Finding, Number, Order, Part, Site, Text, Value};

/// The orders of one file, or of several that belong together.
pub(super) struct Orders<'a> {
    pub memo: &'a Memo<'a>,
    pub orders: Vec<Order>,
    pub findings: Vec<Finding>,
    numbers: HashMap<Box<str>, usize>,
    /// Sites by order and number, accesses by order, site and number.
    sites: Positions<usize>,
    accesses: Positions<(usize, usize)>,
}

/// Where a site stands: positions of its order, and of itself in the order.
pub(super) type SiteAt = (usize, usize);

/// Children by the number that operators give them.
struct Positions<Parent> {
    known: HashMap<(Parent, u32), usize>,
    highest: HashMap<Parent, u32>,
}

impl<Parent: Copy + Eq + std::hash::Hash> Positions<Parent> {
    fn new() -> Self {
        Self {
            known: HashMap::new(),
            highest: HashMap::new(),
        }
    }

    fn next(&self, parent: Parent) -> u32 {
        self.highest
            .get(&parent)
            .map_or(1, |highest| highest.saturating_add(1))
    }

    fn find(&self, parent: Parent, number: u32) -> Option<usize> {
        self.known.get(&(parent, number)).copied()
    }

    fn insert(&mut self, parent: Parent, number: u32, index: usize) {
        self.known.insert((parent, number), index);
        let highest = self.highest.entry(parent).or_default();
        *highest = number.max(*highest);
    }
}

impl<'a> Orders<'a> {
    pub(super) fn new(memo: &'a Memo<'a>) -> Self {
        Self {
            memo,
            orders: Vec::new(),
            findings: Vec::new(),
            numbers: HashMap::new(),
            sites: Positions::new(),
            accesses: Positions::new(),
        }
    }

    /// The order with this number.
    pub(super) fn find(&self, number: &str) -> Option<usize> {
        self.numbers.get(number).copied()
    }

    /// A new order; the number is not yet taken.
    pub(super) fn start(&mut self, number: Value) -> usize {
        let index = self.orders.len();
        self.numbers.insert(number.text.clone(), index);
        let mut order = Order::new(number.clone());
        order.header.fill(0, number, self.memo);
        self.orders.push(order);
        index
    }

    /// Adds a site, or finds the one that has its number already.
    pub(super) fn site(&mut self, order: usize, mut site: Site) -> Result<usize, usize> {
        let parent = &mut self.orders[order];
        let index = parent.sites.len();
        if let Some(number) = numbered(&mut site.position, &parent.number, || {
            self.sites.next(order)
        }) {
            if let Some(known) = self.sites.find(order, number) {
                return Err(known);
            }
            self.sites.insert(order, number, index);
        }
        parent.sites.push(site);
        Ok(index)
    }

    /// Adds an access to a site, or finds the one that has its number already.
    pub(super) fn access(&mut self, site: SiteAt, mut access: Access) -> Result<usize, usize> {
        let order = &mut self.orders[site.0];
        let accesses = &mut order.sites[site.1].accesses;
        let index = accesses.len();
        if let Some(number) = numbered(&mut access.position, &order.number, || {
            self.accesses.next(site)
        }) {
            if let Some(known) = self.accesses.find(site, number) {
                return Err(known);
            }
            self.accesses.insert(site, number, index);
        }
        accesses.push(access);
        Ok(index)
    }

    /// The site that a row belongs to by its 网站序号; a blank one means the only site. Says so when there is none.
    pub(super) fn site_of(&mut self, order: usize, link: &Field<Number>) -> Option<SiteAt> {
        let sites = self.orders[order].sites.len();
        let found = match link.get() {
            Some(number) => self.sites.find(order, number.0),
            None if link.is_absent() && sites == 1 => Some(0),
            None => None,
        };
        if found.is_none() {
            self.orphan(order, link, sites, ("网站", "site"));
        }
        found.map(|site| (order, site))
    }

    /// The access that a row belongs to by its 接入序号; a blank one means the only access. Says so when there is none.
    pub(super) fn access_of(&mut self, site: SiteAt, link: &Field<Number>) -> Option<usize> {
        let accesses = self.orders[site.0].sites[site.1].accesses.len();
        let found = match link.get() {
            Some(number) => self.accesses.find(site, number.0),
            None if link.is_absent() && accesses == 1 => Some(0),
            None => None,
        };
        if found.is_none() {
            self.orphan(site.0, link, accesses, ("接入", "access"));
        }
        found
    }

    fn orphan(&mut self, order: usize, link: &Field<Number>, count: usize, (zh, en): (&str, &str)) {
        let order = &self.orders[order];
        let message = if !link.is_absent() {
            let number = link.text();
            Text::new(
                format!("订单没有序号为“{number}”的{zh}，这一行没有归属"),
                format!("the order has no {en} \"{number}\": the row belongs to nothing"),
            )
        } else if count == 0 {
            Text::new(
                format!("订单没有任何{zh}行，这一行没有归属"),
                format!("the order has no {en} at all: the row belongs to nothing"),
            )
        } else {
            Text::new(
                format!("订单有 {count} 个{zh}，这一行没有写明属于哪一个"),
                format!(
                    "the order has {count} {en} rows, and the row does not say which one it belongs to"
                ),
            )
        };
        let value = link.value().unwrap_or(&order.number);
        self.findings
            .push(rules::ORPHAN_ROW.of(order, link.column(), value, message));
    }

    /// Reports cells that contradict what an earlier row said: one finding for each row, at the first of them.
    pub(super) fn conflict(&mut self, order: usize, conflicts: &[Conflict]) {
        let Some(first) = conflicts.first() else {
            return;
        };
        let headers: Vec<&str> = conflicts
            .iter()
            .map(|conflict| conflict.target.column().header)
            .collect();
        let headers = headers.join("、");
        let message = Text::new(
            format!("与 {} 填写的内容不同：{headers}", first.earlier.place),
            format!("not what {} says: {headers}", first.earlier.place),
        );
        let order = &self.orders[order];
        self.findings.push(rules::CONFLICTING_ROWS.of(
            order,
            first.target.column(),
            &first.later,
            message,
        ));
    }

    /// An order number that another order has already.
    pub(super) fn duplicate(&mut self, order: usize, later: &Value) {
        self.findings.push(duplicate(&self.orders[order], later));
    }

    /// Findings about cells that a spreadsheet has damaged.
    pub(super) fn flaws(&mut self, order: usize, row: &Row<'_>) {
        row.flaws(&self.orders[order], &mut self.findings);
    }

    /// A finding about one damaged value.
    pub(super) fn flaw(&mut self, order: usize, target: &Target, value: &Value, flaw: Flaw) {
        self.findings
            .push(flawed(&self.orders[order], target.column(), value, flaw));
    }

    /// Says which attachments belong to no site, and puts sites and accesses in the order of their numbers.
    pub(super) fn finish(&mut self) {
        for order in 0..self.orders.len() {
            for attachment in 0..self.orders[order].attachments.len() {
                let site = self.orders[order].attachments[attachment].site.clone();
                if !site.is_absent() {
                    self.site_of(order, &site);
                }
            }
        }
        for order in &mut self.orders {
            order
                .sites
                .sort_by_key(|site| site.position.get().map_or(u32::MAX, |number| number.0));
            for site in &mut order.sites {
                site.accesses.sort_by_key(|access| {
                    access.position.get().map_or(u32::MAX, |number| number.0)
                });
            }
        }
    }
}

/// The number of a new part: its own, or the next one when the cell is blank; `None` when the cell is unreadable.
fn numbered(field: &mut Field<Number>, number: &Value, next: impl FnOnce() -> u32) -> Option<u32> {
    if field.is_absent() {
        let next = next();
        field.set(
            Value {
                text: next.to_string().into(),
                place: number.place.clone(),
            },
            Number(next),
        );
    }
    field.get().map(|number| number.0)
}

/// The finding about an order number that stands in a second place.
pub(super) fn duplicate(first: &Order, later: &Value) -> Finding {
    let message = Text::new(
        format!(
            "订单号“{}”已经在 {} 用过，这里的订单没有读取",
            later.text, first.number.place
        ),
        format!(
            "order number \"{}\" is already used in {}; the order here was not read",
            later.text, first.number.place
        ),
    );
    let column = &PartKind::Order.columns()[0];
    rules::DUPLICATE_ORDER_NUMBER.of(first, column, later, message)
}

/// Two rows that disagree about a column.
pub(super) struct Conflict {
    target: Target,
    earlier: Value,
    later: Value,
}

/// Reads the row's cells of `kind` into `part`.
pub(super) fn fill(
    part: &mut (impl Part + ?Sized),
    kind: PartKind,
    row: &Row<'_>,
    memo: &Memo<'_>,
) {
    for (target, cell) in row.cells() {
        if let Target::Column(of, position) = target
            && *of == kind
        {
            part.fill(*position, row.value(cell), memo);
        }
    }
}

/// Reads the row's cells of `kind` into `part` where it has none; hands back those that differ from what it has.
pub(super) fn merge(
    part: &mut impl Part,
    kind: PartKind,
    row: &Row<'_>,
    memo: &Memo<'_>,
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let mut missing = Vec::new();
    {
        let fields = part.fields();
        for (target, cell) in row.cells() {
            let Target::Column(of, position) = target else {
                continue;
            };
            if *of != kind {
                continue;
            }
            let later = row.value(cell);
            match fields[*position].value() {
                None => missing.push((*position, later)),
                Some(earlier) if earlier.text == later.text => {}
                Some(earlier) => conflicts.push(Conflict {
                    target: target.clone(),
                    earlier: earlier.clone(),
                    later,
                }),
            }
        }
    }
    for (position, value) in missing {
        part.fill(position, value, memo);
    }
    conflicts
}
