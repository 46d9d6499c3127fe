//! Telephone numbers as the interface writes them: `086-0571-86013388`, a mobile as eleven digits.

use super::is_digits;
use crate::codes::Codes;

/// The number in the interface's notation; `None` when nobody can tell what is what.
pub(super) fn mended(number: &str, codes: &Codes) -> Option<String> {
    let plain: String = number
        .chars()
        .map(|c| {
            if matches!(c, '(' | ')' | '/' | '.') {
                '-'
            } else {
                c
            }
        })
        .collect();
    let groups: Vec<&str> = plain
        .split(['-', '+'])
        .filter(|group| !group.is_empty())
        .collect();
    if groups.is_empty() || !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    let digits = groups.concat();
    let digits = without_country(&digits);
    if is_mobile(digits) {
        return Some(digits.to_owned());
    }
    let national = match digits.strip_prefix('0') {
        Some(rest) => rest,
        None if digits.len() < groups.concat().len() => digits,
        // Without a country or a zero it may be a local number.
        None => return None,
    };
    // Area codes have two to four digits with their zero; numbers seven or eight.
    (2..=3).rev().find_map(|length| {
        let area = format!("0{}", national.get(..length)?);
        let local = national.get(length..)?;
        let fits = matches!(local.len(), 7 | 8) && codes.area_codes().is_known(&area);
        fits.then(|| format!("086-{area}-{local}"))
    })
}

fn without_country(digits: &str) -> &str {
    let zeros = digits.strip_prefix("0086").or(digits.strip_prefix("086"));
    let country = zeros.or(digits.strip_prefix("86").filter(|rest| rest.len() >= 10));
    country.unwrap_or(digits)
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !digits.starts_with("10")
}
