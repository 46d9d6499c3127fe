//! What an order says, in one hash: the same cells and the same files give the same hash, whatever their place.
//!
//! By it the ledger knows whether a night's order is one that it has sent already. A changed picture changes the order.

use std::fs;

use sha2::{Digest, Sha256};

use crate::order::{Order, Part};

/// The hash of what the operator wrote as 64 hexadecimal digits: the bureau's record, from which an order may have been
/// completed, changes meanwhile.
pub fn fingerprint(order: &Order) -> String {
    if let Some(completion) = &order.completion {
        return completion.content.clone();
    }
    let mut hash = Sha256::new();
    part(&mut hash, &order.header);
    part(&mut hash, &order.subject);
    for site in &order.sites {
        part(&mut hash, site);
        site.preapprovals
            .iter()
            .for_each(|preapproval| part(&mut hash, preapproval));
        site.domains
            .iter()
            .for_each(|domain| part(&mut hash, domain));
        for access in &site.accesses {
            part(&mut hash, access);
            access
                .addresses
                .iter()
                .for_each(|address| part(&mut hash, address));
        }
    }
    order
        .attachments
        .iter()
        .for_each(|attachment| part(&mut hash, attachment));
    order
        .reports
        .iter()
        .for_each(|row| part(&mut hash, row.part()));
    for picture in order.pictures() {
        // A file that cannot be read holds the order back; it has no content to tell apart.
        piece(&mut hash, &fs::read(&picture.path).unwrap_or_default());
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn part(hash: &mut Sha256, part: &(impl Part + ?Sized)) {
    for field in part.fields() {
        if let Some(value) = field.value() {
            piece(hash, field.column().english.as_bytes());
            piece(hash, value.text.as_bytes());
        }
    }
    // An end mark, so that a value cannot move from one part to the next unseen.
    piece(hash, &[]);
}

fn piece(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::check::sample::Sample;

    #[test]
    fn a_changed_cell_changes_the_hash_and_its_place_does_not() {
        let mut moved = Sample::unit();
        moved.order.number.place.file = "another.xlsx".into();
        assert_eq!(
            fingerprint(&Sample::unit().order),
            fingerprint(&moved.order)
        );
        let mut changed = Sample::unit();
        changed.set("网站.网站名称", "青杉溪网络服务网站");
        assert_ne!(
            fingerprint(&Sample::unit().order),
            fingerprint(&changed.order)
        );
    }

    #[test]
    fn a_value_that_moves_to_the_next_part_changes_the_hash() {
        let with = |cell| {
            let mut sample = Sample::unit();
            sample.set("域名[2].域名", "qingshanxi-shop.cn");
            sample.set(cell, "2030-01-01");
            fingerprint(&sample.order)
        };
        assert_ne!(with("域名[1].域名到期日"), with("域名[2].域名到期日"));
    }
}
