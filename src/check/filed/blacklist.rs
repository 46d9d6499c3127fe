//! The bureau's blacklist, as far as a batch has to do with it.

use std::collections::HashSet;

use super::keys::folded_certificate;
use crate::order::DomainName;

/// Subjects and sites that must not be filed.
#[derive(Clone, Debug, Default)]
pub struct Blacklist {
    certificates: HashSet<String>,
    domains: HashSet<String>,
    names: HashSet<String>,
}

impl Blacklist {
    /// Lists a subject by the number of its certificate.
    pub fn add_certificate(&mut self, number: &str) {
        self.certificates.insert(folded_certificate(number));
    }

    /// Lists a domain, in lower-case ASCII.
    pub fn add_domain(&mut self, name: &str) {
        self.domains.insert(name.to_owned());
    }

    /// Lists a subject or a site by its name.
    pub fn add_name(&mut self, name: &str) {
        self.names.insert(name.trim().to_owned());
    }

    /// Whether a subject with this certificate is listed.
    pub fn has_certificate(&self, number: &str) -> bool {
        !self.certificates.is_empty() && self.certificates.contains(&folded_certificate(number))
    }

    /// Whether a domain, or one above it, is listed.
    pub fn has_domain(&self, domain: &DomainName) -> bool {
        !self.domains.is_empty() && upwards(domain).any(|name| self.domains.contains(name))
    }

    /// Whether something of this name is listed.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(name.trim())
    }
}

/// A domain and those above it, in lower-case ASCII.
pub fn upwards(domain: &DomainName) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain.ascii()), |name| {
        let (_, above) = name.split_once('.')?;
        above.contains('.').then_some(above)
    })
}
