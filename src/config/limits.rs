//! How much a file, an order, an attachment or the intake may hold.

use serde::{Deserialize, Serialize};

use super::Config;
use crate::check::{AttachmentLimits, Limits};
use crate::intake::Bounds;
use crate::upload::FileLimits;

/// Bounds of files, orders, attachments and intake.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Records in a file; the interface takes 1000.
    pub records_per_file: Option<usize>,
    /// Bytes of XML in a file; the interface takes 50 MB.
    pub bytes_per_file: Option<usize>,
    /// Sites in an order; 10 by default.
    pub sites: Option<usize>,
    /// Domains of a site; 10 by default.
    pub domains: Option<usize>,
    /// Subjects that may share one IP range; 6 by default.
    pub subjects_per_ip: Option<usize>,
    /// Bounds of attachments.
    pub attachment: AttachmentLimits,
    /// Bounds of intake.
    pub intake: Bounds,
}

impl Config {
    pub(super) fn order_limits(&self) -> Limits {
        let default = Limits::default();
        Limits {
            sites: self.limits.sites.unwrap_or(default.sites),
            domains: self.limits.domains.unwrap_or(default.domains),
            subjects_per_ip: self
                .limits
                .subjects_per_ip
                .unwrap_or(default.subjects_per_ip),
        }
    }

    /// How large a file may become.
    pub fn file_limits(&self) -> FileLimits {
        let default = FileLimits::default();
        FileLimits {
            records: self
                .limits
                .records_per_file
                .unwrap_or(default.records)
                .clamp(1, default.records),
            bytes: self
                .limits
                .bytes_per_file
                .unwrap_or(default.bytes)
                .min(default.bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::*;

    #[test]
    fn bounds_of_an_order_stand_among_the_limits() {
        let limits = read("[limits]\nsites = 3\n")
            .unwrap()
            .settings()
            .unwrap()
            .limits;
        assert_eq!((limits.sites, limits.domains), (3, 10));
    }

    #[test]
    fn limits_can_be_lowered_but_not_raised_above_the_interface() {
        let config = read("[limits]\nrecords_per_file = 5000\nbytes_per_file = 1000\n").unwrap();
        assert_eq!(
            config.file_limits(),
            FileLimits {
                records: 1000,
                bytes: 1000
            }
        );
    }
}
