//! The certificates that vouch for a bureau whose own is not one that browsers trust.

use std::fmt;

use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};

/// Certificates of authorities. Printing them shows their number only.
#[derive(Clone)]
pub struct Authorities(Vec<Certificate<'static>>);

impl Authorities {
    /// Reads the certificates of a PEM file; `None` when there is none in it or one is broken.
    pub fn read(pem: &[u8]) -> Option<Self> {
        let mut certificates = Vec::new();
        for item in parse_pem(pem) {
            match item.ok()? {
                PemItem::Certificate(certificate) => certificates.push(certificate),
                _ => continue,
            }
        }
        (!certificates.is_empty()).then_some(Self(certificates))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn roots(&self) -> RootCerts {
        RootCerts::new_with_certs(&self.0)
    }
}

impl fmt::Debug for Authorities {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Authorities({})", self.0.len())
    }
}
