//! The carrier's own ids: which objects of an order need one, and where it comes from.
//!
//! An id that the operator wrote into the sheet is used as it is; all others are allocated by the ledger and stay the
//! same for the life of the order, so that the bureau's answers can mean only one thing.

use std::collections::HashMap;

use crate::order::{Field, Id, Kind, Object, Operation, Order};

/// The ids of one order's objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities(HashMap<Object, Id>);

impl Identities {
    /// The objects of `order` for which the operator gave no id, in the order of the record.
    pub fn missing(order: &Order) -> Vec<Object> {
        Self::objects(order)
            .into_iter()
            .filter(|(_, field)| field.get().is_none())
            .map(|(object, _)| object)
            .collect()
    }

    /// The operator's own ids of `order`, completed by `allocated`.
    pub fn new(order: &Order, allocated: impl IntoIterator<Item = (Object, Id)>) -> Self {
        let given = Self::objects(order)
            .into_iter()
            .filter_map(|(object, field)| Some((object, *field.get()?)));
        Self(allocated.into_iter().chain(given).collect())
    }

    /// The id of `object`.
    pub fn get(&self, object: Object) -> Option<Id> {
        self.0.get(&object).copied()
    }

    fn objects(order: &Order) -> Vec<(Object, &Field<Id>)> {
        if Kind::REPORTS.contains(&order.kind().unwrap_or(Kind::NewFiling)) {
            let added = order.operation() == Some(Operation::Add);
            return { order.reported() }
                .filter(|_| added)
                .filter_map(|(number, row)| Some((Object::Record(number), row.own_id()?)))
                .collect();
        }
        let sent = |tag: &str| order.element(tag).is_some();
        let (sites, domains) = (sent("Wz_xx/IspWzid"), sent("Wz_xx/Ym_xx/IspYmid"));
        let accesses = sent("Wz_xx/Jr_xx/IspJrid");
        let addresses = sent("Wz_xx/Jr_xx/Ip_xx/IspIpid");
        let mut objects = Vec::new();
        if sent("Zt_xx/IspZtid") {
            objects.push((Object::Subject, &order.subject.own_id));
        }
        for (site_number, site) in (1..).zip(&order.sites) {
            if sites {
                objects.push((Object::Site(site_number), &site.own_id));
            }
            for (number, domain) in (1..).zip(&site.domains).filter(|_| domains) {
                objects.push((Object::Domain(site_number, number), &domain.own_id));
            }
            for (access_number, access) in (1..).zip(&site.accesses) {
                if accesses {
                    objects.push((Object::Access(site_number, access_number), &access.own_id));
                }
                for (number, address) in (1..).zip(&access.addresses).filter(|_| addresses) {
                    let object = Object::Ip(site_number, access_number, number);
                    objects.push((object, &address.own_id));
                }
            }
        }
        objects
    }
}
