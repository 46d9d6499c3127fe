//! What an attachment's file name says: `site1_principal_front.jpg` is the front of the ID card of site 1's principal.
//!
//! Used only where an order file lists no attachments. A name is the owner (`subject`, `site<n>`, 主体, 网站<n>), the
//! purpose, and what tells several files apart (`front`, `back`, a number); `attachment_names.csv` lists the purposes.
//! Without an owner the purpose decides between the subject and the order's only site.

use std::sync::LazyLock;

/// What a file name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// An attachment.
    Attachment {
        owner: Owner,
        /// The purpose as a word that the table of purposes knows.
        purpose: &'static str,
        /// Which side of a card it shows.
        side: Option<&'static str>,
    },
    /// A scan of a pre-approval of a site, both counted from 1.
    Scan { site: u32, approval: usize },
}

/// What an attachment belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Subject,
    Site(u32),
    /// The name says no number; right when the order has one site.
    OnlySite,
}

struct Stem {
    stem: &'static str,
    purpose: &'static str,
}

static STEMS: LazyLock<Vec<Stem>> = LazyLock::new(|| {
    let rows = include_str!("attachment_names.csv").lines().skip(1);
    rows.filter_map(|row| row.split_once(','))
        .map(|(stem, purpose)| Stem { stem, purpose })
        .collect()
});

/// Purposes that belong to the subject; all others belong to a site.
const OF_SUBJECT: [&str; 4] = ["主办单位证件", "主体负责人证件", "更名证明", "授权书"];

/// The principal's certificate, whose owner decides which principal is meant.
const PRINCIPAL: &str = "负责人证件";

/// Whether `word` is a purpose of the convention.
pub(super) fn is_purpose(word: &str) -> bool {
    STEMS
        .iter()
        .any(|stem| stem.purpose == word && word != PRINCIPAL)
}

/// Whether attachments of this purpose belong to the subject.
pub(super) fn is_of_subject(purpose: &str) -> bool {
    OF_SUBJECT.contains(&purpose)
}

/// What a file name says; `None` when it follows no convention.
pub(super) fn parse(name: &str) -> Option<Named> {
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase();
    let mut words = stem
        .split(['_', '-', ' '])
        .filter(|word| !word.is_empty())
        .peekable();
    let owner = words.next_if(|word| owner(word).is_some()).and_then(owner);
    let word = words.next()?;
    if let (Some(Owner::Site(site)), Some(approval)) =
        (owner, numbered(word, &["approval", "审批"]))
    {
        return Some(Named::Scan {
            site,
            approval: usize::try_from(approval).ok()?,
        });
    }
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let purpose = STEMS.iter().find(|stem| stem.stem == word)?.purpose;
    let subject =
        matches!(owner, Some(Owner::Subject)) || (owner.is_none() && is_of_subject(purpose));
    let purpose = match (purpose, subject) {
        (PRINCIPAL, true) => "主体负责人证件",
        (PRINCIPAL, false) => {
            owner?;
            "网站负责人证件"
        }
        (purpose, _) => purpose,
    };
    let owner = if subject {
        Owner::Subject
    } else {
        owner.unwrap_or(Owner::OnlySite)
    };
    let side = words.find_map(|word| match word {
        "front" | "正面" | "正" => Some("正"),
        "back" | "反面" | "反" | "背面" => Some("反"),
        _ => None,
    });
    Some(Named::Attachment {
        owner,
        purpose,
        side,
    })
}

fn owner(word: &str) -> Option<Owner> {
    if matches!(word, "subject" | "主体") {
        return Some(Owner::Subject);
    }
    numbered(word, &["site", "网站"]).map(Owner::Site)
}

/// The number after one of `prefixes`.
fn numbered(word: &str, prefixes: &[&str]) -> Option<u32> {
    prefixes
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attachment(name: &str) -> Option<(Owner, &'static str, Option<&'static str>)> {
        match parse(name)? {
            Named::Attachment {
                owner,
                purpose,
                side,
            } => Some((owner, purpose, side)),
            Named::Scan { .. } => None,
        }
    }

    #[test]
    fn owner_purpose_and_side_are_read_from_the_name() {
        assert_eq!(
            attachment("subject_licence.jpg"),
            Some((Owner::Subject, "主办单位证件", None))
        );
        assert_eq!(
            attachment("subject_principal_back.jpg"),
            Some((Owner::Subject, "主体负责人证件", Some("反")))
        );
        assert_eq!(
            attachment("site1_principal_front.jpg"),
            Some((Owner::Site(1), "网站负责人证件", Some("正")))
        );
        assert_eq!(
            attachment("site2_form.JPG"),
            Some((Owner::Site(2), "核验单", None))
        );
        assert_eq!(
            attachment("site10_photo_2.jpg"),
            Some((Owner::Site(10), "当面核验照片", None))
        );
        assert_eq!(
            parse("site1_approval1_2.jpg"),
            Some(Named::Scan {
                site: 1,
                approval: 1
            })
        );
    }

    #[test]
    fn chinese_names_mean_the_same() {
        assert_eq!(
            attachment("主体_营业执照.jpg"),
            Some((Owner::Subject, "主办单位证件", None))
        );
        assert_eq!(
            attachment("网站1_核验单.jpg"),
            Some((Owner::Site(1), "核验单", None))
        );
        assert_eq!(
            attachment("营业执照.jpg"),
            Some((Owner::Subject, "主办单位证件", None))
        );
        assert_eq!(
            attachment("照片.jpg"),
            Some((Owner::OnlySite, "当面核验照片", None))
        );
    }

    #[test]
    fn a_name_that_says_nothing_is_not_guessed() {
        for name in [
            "IMG_2041.jpg",
            "site_form.jpg",
            "subject.jpg",
            "身份证.jpg",
            "site1_selfie.jpg",
        ] {
            assert_eq!(parse(name), None, "{name}");
        }
    }
}
