//! What a value has to look like: contacts, identity cards, days, regions. The bureau's own reading of them, apart from the
//! carrier's checks.

use super::tables::regions;
use crate::bureau::tree::Element;

/// Weights of the first 17 digits of an identity card's number, and its last character by the sum's remainder.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const LAST: &[u8; 11] = b"10X98765432";

/// Whether a value looks as it has to.
pub(super) type Form = fn(&str) -> bool;

/// Whether each of the values between semicolons fits.
fn each(text: &str, fits: impl Fn(&str) -> bool) -> bool {
    text.split(';').all(|one| fits(one.trim()))
}

/// E-mail addresses.
pub(super) fn are_mails(text: &str) -> bool {
    each(text, |one| {
        one.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && !one.contains(char::is_whitespace)
                && host
                    .rsplit_once('.')
                    .is_some_and(|(rest, end)| !rest.is_empty() && end.len() > 1)
        })
    })
}

/// Telephone numbers: digits in groups joined by hyphens.
pub(super) fn are_telephones(text: &str) -> bool {
    each(text, |one| {
        let digits = one.bytes().filter(u8::is_ascii_digit).count();
        let groups =
            |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
        digits >= 7 && one.split('-').all(groups)
    })
}

/// Numbers of mobile telephones.
pub(super) fn are_mobiles(text: &str) -> bool {
    each(text, |one| {
        one.len() == 11 && one.starts_with('1') && one.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The number of an identity card, with its check character.
pub(super) fn is_identity_card(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |count: usize| bytes[..count].iter().all(u8::is_ascii_digit);
    match bytes.len() {
        15 => digits(15),
        18 if digits(17) => {
            let sum: u32 = bytes
                .iter()
                .zip(WEIGHTS)
                .map(|(byte, weight)| u32::from(byte - b'0') * weight)
                .sum();
            bytes[17] == LAST[sum as usize % 11]
        }
        _ => false,
    }
}

/// A day as YYYY-MM-DD.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()
}

/// What is wrong with a province, city and county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrongRegion {
    /// There is no such province.
    Province,
    /// There is no such city.
    City,
    /// There is no such county.
    County,
    /// One does not lie in the other.
    Nesting,
}

/// Holds region codes, outer before inner, against the table of those in force.
pub(super) fn wrong_region(element: &Element, tags: &[&str]) -> Option<WrongRegion> {
    const WRONG: [WrongRegion; 3] = [
        WrongRegion::Province,
        WrongRegion::City,
        WrongRegion::County,
    ];
    let mut outer = None;
    for ((tag, wrong), level) in tags.iter().zip(WRONG).zip(1..) {
        let Some(text) = element.value(tag) else {
            continue;
        };
        let code = text.parse().ok();
        let Some(region) = code.and_then(|code| regions().get(&code)) else {
            return Some(wrong);
        };
        if region.level != level {
            return Some(wrong);
        }
        if outer.is_some() && region.parent != outer {
            return Some(WrongRegion::Nesting);
        }
        outer = code;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_judged_one_by_one() {
        assert!(are_mails("a@b.cn;c.d@e.com.cn"));
        for wrong in ["a@b", "a.cn", "a@b.cn;", "@b.cn", "a b@c.cn", "a@b@c.cn"] {
            assert!(!are_mails(wrong), "{wrong}");
        }
        assert!(are_telephones("086-0571-86013388") && are_telephones("0571-86013388-8"));
        assert!(!are_telephones("0571 86013388") && !are_telephones("086--86013388"));
        assert!(are_mobiles("13812345670;13912345671"));
        assert!(!are_mobiles("23812345670") && !are_mobiles("1381234567"));
    }

    #[test]
    fn an_identity_card_has_its_check_character() {
        assert!(is_identity_card("330102198803050003"));
        assert!(!is_identity_card("330102198803050004"));
        assert!(!is_identity_card("33010219880305000x"));
        assert!(!is_identity_card("33010219880305000三"));
    }

    #[test]
    fn regions_have_to_exist_and_lie_in_each_other() {
        let address = |codes: [&str; 3]| {
            let tags = ["Shengid", "Shiid", "Xianid"];
            let children = tags.into_iter().zip(codes).map(|(name, text)| Element {
                name: name.to_owned(),
                text: text.to_owned(),
                ..Element::default()
            });
            let element = Element {
                children: children.collect(),
                ..Element::default()
            };
            wrong_region(&element, &tags)
        };
        assert_eq!(address(["330000", "330100", "330106"]), None);
        assert_eq!(address(["330000", "330100", ""]), None);
        assert_eq!(
            address(["990000", "330100", "330106"]),
            Some(WrongRegion::Province)
        );
        assert_eq!(
            address(["330000", "330199", "330106"]),
            Some(WrongRegion::City)
        );
        // Merged into another district in 2021.
        assert_eq!(
            address(["330000", "330100", "330103"]),
            Some(WrongRegion::County)
        );
        assert_eq!(
            address(["330000", "320100", "330106"]),
            Some(WrongRegion::Nesting)
        );
    }
}
