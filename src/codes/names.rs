//! When two spellings of a name are the same name.

use unicode_normalization::UnicodeNormalization;

/// The form under which names are compared: full-width and half-width forms are one (NFKC), blanks anywhere are
/// dropped (the invisible ones that come with text copied from web pages too), and case does not count.
/// `"Ｗａｐ 网站"` and `"wap网站"` fold to the same text.
pub fn fold(name: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
    name.nfkc()
        .filter(|c| !blank(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The number a cell holds when it holds nothing but ASCII digits (after folding).
pub(super) fn as_id(folded: &str) -> Option<u32> {
    let digits = !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_digit());
    if digits { folded.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_blanks_and_case_do_not_tell_names_apart() {
        assert_eq!(
            fold("营业执照（个人或企业）"),
            fold(" 营业执照 (个人或企业)\u{3000}")
        );
        assert_eq!(fold("ＡＰＰ"), "app");
        assert_eq!(fold("\u{FEFF}身份证\u{200B}"), "身份证");
    }

    #[test]
    fn only_bare_digits_are_an_id() {
        assert_eq!(as_id("04"), Some(4));
        assert_eq!(as_id("+4"), None);
        assert_eq!(as_id("4.0"), None);
        assert_eq!(as_id("99999999999"), None);
    }
}
