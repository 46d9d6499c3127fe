//! What `xs:anyURI` allows: whatever becomes a URI reference of RFC 2396 and RFC 2732 once the characters that those
//! forbid have been escaped. So little is forbidden, but not nothing.

/// Whether the text, white space normalised, is such a reference.
pub(super) fn is_reference(text: &str) -> bool {
    let (rest, fragment) = match text.split_once('#') {
        Some((rest, fragment)) => (rest, fragment),
        None => (text, ""),
    };
    if fragment.contains(['#', '[', ']']) || !escapes(text) {
        return false;
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    // A colon in the first part of the path ends a scheme.
    let Some(colon) = rest[..end].find(':') else {
        return hierarchical(rest);
    };
    let (scheme, rest) = (&rest[..colon], &rest[colon + 1..]);
    let legal = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    legal && !rest.is_empty() && hierarchical(rest)
}

/// Every `%` begins an escape of two hexadecimal digits.
fn escapes(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
}

/// Authority, path and query: square brackets only enclose an address in the authority, and a port is a number.
fn hierarchical(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else {
        return !rest.contains(['[', ']']);
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let port = match host.strip_prefix('[') {
        Some(address) => match address.split_once(']') {
            Some((address, port)) if address.parse::<std::net::Ipv6Addr>().is_ok() => port,
            _ => return false,
        },
        None => host.find(':').map_or("", |colon| &host[colon..]),
    };
    let port_legal = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    port_legal && !path.contains(['[', ']']) && !port.contains(['[', ']'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_everything_is_a_reference() {
        for text in [
            "",
            "a b",
            "备案",
            "http://example.cn:8080/路径?q=1#f",
            "//[::1]/",
            "urn:x:y",
            "#",
            "a/b:c",
            "mailto:a@example.cn",
            "%20",
        ] {
            assert!(is_reference(text), "{text}");
        }
        for text in [
            "a#b#c",
            "%",
            "%2",
            "%zz",
            ":a",
            "1a:b",
            "http:",
            "a[b]",
            "//[x]/",
            "http://a:b/",
        ] {
            assert!(!is_reference(text), "{text}");
        }
    }
}
