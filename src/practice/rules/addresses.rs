//! The IP ranges of accesses.

use std::net::Ipv4Addr;

use super::Reason;
use crate::bureau::tree::Element;
use crate::practice::Error;
use crate::practice::records::Record;
use crate::practice::register::Register;
use crate::practice::reports::are_reported;

pub(super) fn check(
    register: &Register<'_>,
    record: &Record,
    reasons: &mut Vec<Reason>,
) -> Result<(), Error> {
    for access in record.accesses() {
        let mut before: Vec<(u32, u32)> = Vec::new();
        for range in access.children("Ip_xx") {
            let Some((first, last)) = ends(range) else {
                continue;
            };
            let (from, to) = (Ipv4Addr::from_bits(first), Ipv4Addr::from_bits(last));
            if first > last || is_special(from) || is_special(to) {
                reasons.push(Reason::new(
                    1006,
                    format!("{from}-{to} 不是有效的公网地址段"),
                ));
                continue;
            }
            if before
                .iter()
                .any(|(from, to)| *from <= last && first <= *to)
            {
                reasons.push(Reason::new(
                    1024,
                    format!("{from}-{to} 与同一接入的另一段重叠"),
                ));
            }
            before.push((first, last));
            if register.scenario.register.compare_ips
                && !are_reported(register, first.into(), last.into())?
            {
                let words = format!("{from}-{to} 不在本单位已报备的地址段内");
                reasons.push(Reason::new(1063, words));
            }
        }
    }
    Ok(())
}

fn ends(range: &Element) -> Option<(u32, u32)> {
    let end = |tag| range.value(tag)?.parse().ok();
    Some((end("Qsip")?, end("Zzip")?))
}

/// Addresses that nobody reaches over the Internet. Those set aside for documents stand for public ones in a rehearsal.
fn is_special(address: Ipv4Addr) -> bool {
    address.octets()[0] == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.octets()[0] >= 224
}
