//! Word lists of the rules: the bundled ones, and what the carrier's configuration adds to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::context::Context;
use crate::codes::fold;

/// The words of the list `name`, the carrier's own after the bundled ones.
pub fn list<'c>(context: &Context<'c>, name: &str) -> impl Iterator<Item = &'c str> + use<'c> {
    let bundled = bundled()
        .get(name)
        .expect("every list that a rule names has its key in the bundled file");
    let added = context
        .settings
        .words
        .get(name)
        .map_or(&[][..], Vec::as_slice);
    bundled.iter().chain(added).map(String::as_str)
}

/// Whether there is a list `name`.
pub fn exists(name: &str) -> bool {
    bundled().contains_key(name)
}

/// The names of all lists.
pub fn lists() -> impl Iterator<Item = &'static str> {
    bundled().keys().map(String::as_str)
}

/// Whether `text` is a word of the list `name`, apart from width, case and blanks.
pub fn is_word(context: &Context<'_>, name: &str, text: &str) -> bool {
    static FOLDED: OnceLock<HashMap<&str, HashSet<String>>> = OnceLock::new();
    let folded = FOLDED.get_or_init(|| {
        let lists = bundled().iter();
        lists
            .map(|(name, words)| (name.as_str(), words.iter().map(|word| fold(word)).collect()))
            .collect()
    });
    let text = fold(text);
    let added = context.settings.words.get(name);
    folded.get(name).is_some_and(|words| words.contains(&text))
        || added.is_some_and(|words| words.iter().any(|word| fold(word) == text))
}

/// Whether a word of the list `name` holds `character`: for lists of single characters.
pub fn has_character(context: &Context<'_>, name: &str, character: char) -> bool {
    list(context, name).any(|word| word.contains(character))
}

/// What follows the word of the list `name` with which `text` begins.
pub fn rest<'t>(context: &Context<'_>, name: &str, text: &'t str) -> Option<&'t str> {
    list(context, name).find_map(|word| text.strip_prefix(word))
}

/// The first word of the list `name` that `text` contains, in any case.
pub fn contained<'c>(context: &Context<'c>, name: &str, text: &str) -> Option<&'c str> {
    let text = lower(text);
    list(context, name).find(|word| text.contains(&*lower(word)))
}

/// The first word of the list `name` that `text` contains without denying it: `不涉及企业经营` does not mention 企业.
pub fn mentioned<'c>(context: &Context<'c>, name: &str, text: &str) -> Option<&'c str> {
    let text = lower(text);
    list(context, name).find(|word| is_affirmed(&text, &lower(word)))
}

/// `text` in lower case; Chinese has none, and is not copied.
fn lower(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Signs that end a clause; a denial does not reach beyond them.
const CLAUSE_ENDS: &[char] = &['，', '。', '；', '！', '？', ',', '.', ';', '!', '?', '\n'];
/// Words that deny what follows in the same clause.
const DENIALS: &[char] = &['不', '无', '没', '非', '未', '勿', '禁'];

fn is_affirmed(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let clause = text[..start].rsplit(CLAUSE_ENDS).next().unwrap_or("");
        !clause.contains(DENIALS)
    })
}

fn bundled() -> &'static BTreeMap<String, Vec<String>> {
    static BUNDLED: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        toml::from_str(include_str!("data/words.toml"))
            .expect("the bundled file never changes at run time, and a test reads all of it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Filed, Settings};
    use crate::codes::Codes;

    #[test]
    fn every_list_has_words_that_are_not_blank_and_stand_there_once() {
        for (name, words) in bundled() {
            let mut sorted: Vec<&String> = words.iter().collect();
            sorted.sort();
            sorted.dedup();
            assert_eq!(sorted.len(), words.len(), "{name} has a word twice");
            assert!(
                words
                    .iter()
                    .all(|word| !word.trim().is_empty() && word.trim() == word),
                "{name} has blanks"
            );
        }
    }

    #[test]
    fn forbidden_words_of_names_stand_in_one_list_only() {
        let lists = || bundled().iter();
        let prohibited = || lists().filter(|(name, _)| name.starts_with("prohibited-"));
        for word in &bundled()["site-name-sensitive"] {
            assert!(
                prohibited().all(|(_, words)| !words.contains(word)),
                "{word}"
            );
        }
        let forums = &bundled()["forum-name"];
        let organizations = &bundled()["individual-organization"];
        assert!(forums.iter().all(|word| !organizations.contains(word)));
    }

    #[test]
    fn the_configuration_adds_words_to_a_list() {
        let settings = Settings {
            words: BTreeMap::from([("site-name-sensitive".into(), vec!["绿松".into()])]),
            ..Settings::default()
        };
        let filed = Filed::default();
        let context = |settings| Context {
            codes: Codes::bundled(),
            settings,
            filed: &filed,
            today: Default::default(),
        };
        assert_eq!(
            contained(&context(&settings), "site-name-sensitive", "绿松茶园"),
            Some("绿松")
        );
        assert_eq!(
            contained(
                &context(&Settings::default()),
                "site-name-sensitive",
                "绿松茶园"
            ),
            None
        );
    }

    #[test]
    fn what_a_clause_denies_is_not_mentioned() {
        assert!(is_affirmed("介绍本公司产品", "公司"));
        assert!(!is_affirmed("个人网站，不涉及公司产品", "公司"));
        assert!(is_affirmed("不涉及新闻，介绍公司产品", "公司"));
    }
}
