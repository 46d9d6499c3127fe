//! The way out of the carrier's network: proxies by the usual variables.
//!
//! `HTTPS_PROXY` counts for `https://`, `HTTP_PROXY` for `http://`, `ALL_PROXY` for both, each in small letters too;
//! `NO_PROXY` lists hosts, domains, and IPv4 networks that are reached directly. A bureau on this machine always is. The
//! proxy is asked for a tunnel (`CONNECT`), whatever the scheme.

use std::net::{IpAddr, Ipv4Addr};

use ureq::Proxy;

/// The proxy for an address; `Err` names a variable that holds none. `variable` reads the environment.
pub(super) fn proxy_for(
    url: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, String> {
    let Some((host, port)) = host_and_port(url) else {
        return Ok(None);
    };
    let set = |name: &str| {
        [name.to_ascii_lowercase(), name.to_owned()]
            .into_iter()
            .find_map(|name| Some((variable(&name).filter(|value| !value.is_empty())?, name)))
    };
    let is_direct = set("NO_PROXY").is_some_and(|(list, _)| {
        list.split([',', ' '])
            .any(|entry| covers(entry.trim(), host, port))
    });
    if is_direct || is_this_machine(host) {
        return Ok(None);
    }
    let of_scheme = if url.starts_with("https://") {
        "HTTPS_PROXY"
    } else {
        "HTTP_PROXY"
    };
    match set(of_scheme).or_else(|| set("ALL_PROXY")) {
        None => Ok(None),
        // The value may hold a password.
        Some((value, name)) => Proxy::new(&value)
            .map(Some)
            .map_err(|_| format!("the variable {name} holds no proxy address")),
    }
}

/// Whether the host of an address is this machine.
pub(crate) fn is_loopback(url: &str) -> bool {
    host_and_port(url).is_some_and(|(host, _)| is_this_machine(host))
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Host, without brackets, and port of an address.
fn host_and_port(url: &str) -> Option<(&str, Option<&str>)> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    if let Some(bracketed) = authority.strip_prefix('[') {
        let (host, rest) = bracketed.split_once(']')?;
        return Some((host, rest.strip_prefix(':')));
    }
    match authority.split_once(':') {
        Some((host, port)) => Some((host, Some(port))),
        None => Some((authority, None)),
    }
}

/// Whether an entry of `NO_PROXY` covers a host: itself, every host below it, a network, or everything.
fn covers(entry: &str, host: &str, port: Option<&str>) -> bool {
    let (entry, entry_port) = match entry.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') => (name, Some(port)),
        _ => (entry, None),
    };
    if entry_port.is_some_and(|wanted| port != Some(wanted)) {
        return false;
    }
    if let Some((network, length)) = entry.split_once('/') {
        let network = network
            .parse::<Ipv4Addr>()
            .ok()
            .zip(length.parse::<u32>().ok());
        return network.zip(host.parse::<Ipv4Addr>().ok()).is_some_and(
            |((network, length), host)| {
                let beyond = 32_u32.saturating_sub(length);
                let head = |address: Ipv4Addr| u32::from(address).checked_shr(beyond).unwrap_or(0);
                head(network) == head(host)
            },
        );
    }
    let name = entry
        .trim_start_matches('*')
        .trim_start_matches('.')
        .to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    entry == "*"
        || !name.is_empty()
            && host
                .strip_suffix(&name)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Host and port of the proxy for an address in an environment of `NAME=value`.
    fn proxy(url: &str, environment: &[&str]) -> Option<String> {
        let variable = |name: &str| {
            environment
                .iter()
                .find_map(|entry| Some(entry.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
        };
        let found = proxy_for(url, &variable).unwrap()?;
        Some(format!("{}:{}", found.host(), found.port()))
    }

    #[test]
    fn each_scheme_has_its_variable_and_one_counts_for_both() {
        let both = ["HTTP_PROXY=http://a:1", "HTTPS_PROXY=http://b:2"];
        assert_eq!(proxy("http://bureau.example/x", &both).unwrap(), "a:1");
        assert_eq!(proxy("https://bureau.example/x", &both).unwrap(), "b:2");
        assert_eq!(
            proxy("http://bureau.example", &["HTTPS_PROXY=http://b:2"]),
            None
        );
        assert_eq!(
            proxy("http://bureau.example", &["all_proxy=http://c:3"]).unwrap(),
            "c:3"
        );
        let small = ["http_proxy=http://small:1", "HTTP_PROXY=http://a:1"];
        assert_eq!(proxy("http://bureau.example", &small).unwrap(), "small:1");
    }

    #[test]
    fn what_is_listed_and_this_machine_are_reached_directly() {
        let direct = |list: &str, url: &str| {
            proxy(url, &["HTTP_PROXY=http://a:1", &format!("NO_PROXY={list}")]).is_none()
        };
        for (list, url) in [
            ("bureau.example", "http://bureau.example:8080/x"),
            ("other, .example", "http://BUREAU.example"),
            ("*.example", "http://bureau.example"),
            ("example", "http://bureau.example"),
            ("bureau.example:8080", "http://bureau.example:8080"),
            ("10.0.0.0/8", "http://10.4.5.6:80/x"),
            ("*", "http://bureau.example"),
            ("", "http://127.0.0.1:8630"),
            ("", "http://localhost"),
            ("", "http://[::1]:8630/x"),
        ] {
            assert!(direct(list, url), "{list} {url}");
        }
        for (list, url) in [
            ("eau.example", "http://bureau.example"),
            ("bureau.example:81", "http://bureau.example:8080"),
            ("10.0.0.0/8", "http://11.4.5.6"),
            ("", "http://bureau.example"),
        ] {
            assert!(!direct(list, url), "{list} {url}");
        }
    }

    #[test]
    fn a_variable_that_holds_no_address_is_named_without_its_value() {
        let variable =
            |name: &str| (name == "HTTP_PROXY").then(|| "gopher://me:secret@x".to_owned());
        let why = proxy_for("http://bureau.example", &variable).unwrap_err();
        assert!(
            why.contains("HTTP_PROXY") && !why.contains("secret"),
            "{why}"
        );
    }
}
