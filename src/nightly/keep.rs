//! The archive of a configuration, and a bureau's files as they are sent: from the archive, or else from the outbox.

use std::io;

use super::build::OutboxFolder;
use crate::archive::{Archive, Kind};
use crate::bureau::Outbox;
use crate::config::Config;

/// The archive that the configuration names.
pub fn archive(config: &Config) -> Archive {
    Archive::at(config.path(&config.paths.archive))
}

/// The files of one bureau. The archive comes first, because what lies there is known to be what was built; the outbox has
/// the files that were built before there was an archive.
#[derive(Clone, Debug)]
pub struct KeptFiles {
    archive: Archive,
    outbox: OutboxFolder,
}

impl KeptFiles {
    /// The files of a bureau.
    pub fn of(config: &Config, bureau: &str) -> Self {
        Self {
            archive: archive(config),
            outbox: OutboxFolder::of(config, bureau),
        }
    }

    /// The XML of a file.
    pub(super) fn xml(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(Kind::Document, name, || self.outbox.xml(name))
    }

    fn read(
        &self,
        kind: Kind,
        name: &str,
        otherwise: impl FnOnce() -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        match self.archive.find(kind, name) {
            Ok(Some(content)) => Ok(content),
            Ok(None) => otherwise(),
            Err(error) => {
                tracing::warn!(file = name, %error, "not read from the archive");
                otherwise()
            }
        }
    }
}

impl Outbox for KeptFiles {
    fn archive(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(Kind::Package, name, || self.outbox.archive(name))
    }
}
