//! Telephones and e-mail addresses, as far as their writing shows that they are some.

/// Whether a number holds nothing but digits and dashes.
pub fn is_plain(number: &str) -> bool {
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text is a name, `@` and a domain with a dot.
pub fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let (domain, ending) = host.rsplit_once('.').unwrap_or_default();
    let parts = [name, domain, ending];
    parts.iter().all(|part| !part.is_empty())
        && !host.contains('@')
        && !text.contains(char::is_whitespace)
}
