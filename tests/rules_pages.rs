//! Every rule explains itself to an operator, and proves that it finds something.

use std::fs;
use std::path::Path;

use beian::check::rules;
use beian::order::Lang;

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    rules::all()
        .iter()
        .map(|(rule, _)| {
            let name = format!("{}.rs", rule.id.replace('-', "_"));
            let source = fs::read_to_string(folder.join(&name));
            (rule.id.to_owned(), source.expect("a rule's own file"))
        })
        .collect()
}

#[test]
fn every_section_of_every_page_is_written_in_both_languages() {
    for (rule, page) in rules::all() {
        for lang in [Lang::Zh, Lang::En] {
            for (heading, text) in page.sections(lang) {
                assert!(!text.trim().is_empty(), "{} lacks {heading}", rule.id);
            }
        }
        assert_ne!(page.passes.zh, page.fails.zh, "{}", rule.id);
        assert_ne!(page.passes.en, page.fails.en, "{}", rule.id);
    }
}

#[test]
fn chinese_pages_are_chinese_and_english_ones_list_their_examples_in_english() {
    for (rule, page) in rules::all() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for text in [&page.title, &page.check, &page.reason, &page.remedy] {
            assert!(chinese(&text.zh), "{}: {}", rule.id, text.zh);
        }
        for (_, text) in page.sections(Lang::En) {
            assert!(!text.contains("`，`"), "{}: {text}", rule.id);
        }
    }
}

#[test]
fn every_rule_has_a_test_in_which_it_speaks_and_one_in_which_it_is_silent() {
    for (id, source) in sources() {
        let tests = source.split("#[cfg(test)]").nth(1).unwrap_or_default();
        let speaks = [
            "assert_fires",
            "findings",
            "found(",
            "assert_asks_for_document",
        ];
        let silent = [
            "assert_silent",
            "is_empty()",
            ", 0)",
            "assert_asks_for_document",
            "[]",
        ];
        let has = |words: &[&str]| words.iter().any(|word| tests.contains(word));
        assert!(has(&speaks), "{id} is never heard");
        assert!(has(&silent), "{id} is never silent");
    }
}
