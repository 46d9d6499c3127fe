//! The characters that filing numbers begin with.

/// Province part of a region code, and the character its filing numbers begin with.
const PROVINCES: &str = "11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼\
    50渝51蜀52黔53滇54藏61陕62陇63青64宁65新";

/// The character of a region code's province, by its first two digits; a carrier's number begins with one too.
pub(super) fn abbreviation(region: &str) -> Option<char> {
    let code = region
        .get(..2)
        .filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))?;
    PROVINCES[PROVINCES.find(code)? + 2..].chars().next()
}

/// The province of a filing number, as a region code.
pub(super) fn region(number: &str) -> Option<String> {
    let at = PROVINCES.find(number.chars().next()?)?;
    Some(format!("{}0000", PROVINCES.get(at.checked_sub(2)?..at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_and_their_characters_are_found_both_ways() {
        assert_eq!(abbreviation("330000"), Some('浙'));
        assert_eq!(abbreviation("650000"), Some('新'));
        assert_eq!(abbreviation("990000"), None);
        assert_eq!(region("浙ICP备2026000001号").as_deref(), Some("330000"));
        assert_eq!(region("京ICP备2026000001号").as_deref(), Some("110000"));
        assert_eq!(region("?"), None);
    }
}
