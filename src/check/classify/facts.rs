//! What is known of an order: whether its subject and its domains are filed, and from where that is known.

use crate::order::{AnyField, Field, Flag, Order, Site, Text};

/// Where a fact comes from. Of two, the later one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Filing numbers that the order names.
    Numbers,
    /// The order's own columns 主体已备案 and 域名已备案.
    Columns,
    /// What the ledger knows to be filed.
    Ledger,
    /// The bureau's public query.
    Bureau,
}

/// Something that is known, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// What is known.
    pub value: T,
    /// From where.
    pub basis: Basis,
}

/// How many of an order's domains are filed, and whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domains {
    /// None of them.
    None,
    /// Some, and others not.
    Some,
    /// All of them, for the order's subject as far as anybody knows.
    All,
    /// One at least for another subject.
    OfAnother,
}

/// What is known of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the subject is filed.
    pub subject: Option<Fact<bool>>,
    /// Which domains are.
    pub domains: Option<Fact<Domains>>,
    /// Whether this carrier serves a site of the subject.
    pub at_home: Option<bool>,
    /// Whether this carrier serves the sites of the domains already.
    pub is_served: bool,
}

impl Facts {
    /// What the order itself says: its columns, and the numbers of filings that it names.
    pub fn told(order: &Order) -> Self {
        let has_number = |site: &Site| {
            let numbers: [&dyn AnyField; 2] = [&site.filing_number, &site.bureau_id];
            numbers.iter().any(|field| !field.is_absent())
        };
        let of_sites = !order.sites.is_empty() && order.sites.iter().all(has_number);
        let numbers: [&dyn AnyField; 2] = [&order.subject.filing_number, &order.subject.bureau_id];
        let of_subject = of_sites || numbers.iter().any(|field| !field.is_absent());
        let named = |is_named: bool| is_named.then_some(true);
        let by_numbers = Self::answered(named(of_subject), named(of_sites), Basis::Numbers);
        by_numbers.and(Self::of_columns(order))
    }

    /// What the columns 主体已备案 and 域名已备案 say.
    pub fn of_columns(order: &Order) -> Self {
        let answer = |field: &Field<Flag>| field.get().map(|flag| flag.0);
        let header = &order.header;
        let (subject, domain) = (answer(&header.subject_filed), answer(&header.domain_filed));
        Self::answered(subject, domain, Basis::Columns)
    }

    /// Whether subject and domains are filed, by one source.
    pub fn answered(subject: Option<bool>, domain: Option<bool>, basis: Basis) -> Self {
        let domains = |filed| if filed { Domains::All } else { Domains::None };
        Self {
            subject: subject.map(|value| Fact { value, basis }),
            domains: domain.map(|filed| Fact {
                value: domains(filed),
                basis,
            }),
            ..Self::default()
        }
    }

    /// These facts, and beyond them what another source knows: where both know, the better source counts.
    pub fn and(self, other: Self) -> Self {
        fn better<T>(one: Option<Fact<T>>, other: Option<Fact<T>>) -> Option<Fact<T>> {
            match (one, other) {
                (Some(one), Some(other)) if other.basis > one.basis => Some(other),
                (None, other) => other,
                (one, _) => one,
            }
        }
        Self {
            subject: better(self.subject, other.subject),
            domains: better(self.domains, other.domains),
            at_home: other.at_home.or(self.at_home),
            is_served: self.is_served || other.is_served,
        }
    }

    /// The sources that the class rests on.
    pub fn basis(&self) -> Vec<Basis> {
        let subject = self.subject.map(|fact| fact.basis);
        let mut basis: Vec<Basis> = subject.into_iter().collect();
        basis.extend(self.domains.map(|fact| fact.basis));
        basis.dedup();
        basis
    }
}

impl Domains {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::All => "all",
            Self::OfAnother => "of_another",
        }
    }
}

impl Basis {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Columns => "columns",
            Self::Ledger => "ledger",
            Self::Bureau => "bureau",
        }
    }

    /// What it is called towards people.
    pub fn name(self) -> Text {
        match self {
            Self::Numbers => Text::new("订单中的备案号", "the order's filing numbers"),
            Self::Columns => Text::new("订单中的查询结果", "the order's columns"),
            Self::Ledger => Text::new("台账", "the ledger"),
            Self::Bureau => Text::new("管局查询", "the bureau"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Class;
    use super::*;
    use crate::check::sample::Sample;
    use crate::order::Kind;

    #[test]
    fn the_bureau_knows_better_than_the_ledger_and_the_ledger_than_the_columns() {
        let told = Facts::answered(Some(false), Some(false), Basis::Columns);
        let known = Facts {
            subject: Some(Fact {
                value: true,
                basis: Basis::Ledger,
            }),
            ..Facts::default()
        };
        for both in [told.and(known), known.and(told)] {
            assert_eq!(both.class(), Class::NewSite);
            assert_eq!(both.basis(), [Basis::Ledger, Basis::Columns]);
        }
    }

    #[test]
    fn an_order_that_names_filing_numbers_says_what_is_filed() {
        let class = |sample: &Sample| Facts::told(&sample.order).class();
        assert_eq!(class(&Sample::new_access()), Class::Kind(Kind::NewAccess));
        let mut sample = Sample::new_site();
        assert_eq!(class(&sample), Class::DomainsUnknown);
        sample.set("订单.域名已备案", "否");
        assert_eq!(class(&sample), Class::NewSite);
        assert_eq!(class(&Sample::unit()), Class::SubjectUnknown);
    }
}
