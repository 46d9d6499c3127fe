//! The carrier's configuration, `beian.toml`.
//!
//! Relative paths are relative to the file. Every key has a default that works with the practice bureau, and an unknown
//! key is an error that names the nearest known one. Secrets never stand in the file: a key names the environment
//! variable or the file that holds them.

mod bureau;
mod checks;
mod clock;
mod error;
mod explain;
mod limits;
mod secret;
mod sections;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use bureau::{Bureau, Family, PRACTICE};
pub use checks::{Checks, Level};
pub use clock::Clock;
pub use error::Error;
pub use explain::{Entry, entries};
pub use limits::LimitsConfig;
pub use secret::SecretSource;
pub use sections::{Carrier, LedgerConfig, Notices, Output, Paths, Practice};

/// The whole configuration.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The carrier.
    pub carrier: Carrier,
    /// The bureaus that it reports to; none means the practice bureau.
    pub bureau: Vec<Bureau>,
    /// Where things lie.
    pub paths: Paths,
    /// The ledger.
    pub ledger: LedgerConfig,
    /// Bounds.
    pub limits: LimitsConfig,
    /// Checks.
    pub checks: Checks,
    /// Output.
    pub output: Output,
    /// What is said to customers.
    pub notices: Notices,
    /// The practice bureau.
    pub practice: Practice,
    /// The clock.
    pub clock: Clock,
    /// Folder of the file, which relative paths start from.
    #[serde(skip)]
    pub folder: PathBuf,
}

impl Config {
    /// Reads a configuration file.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let mut config: Self = read_toml(path)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        if config.bureau.is_empty() {
            config.bureau.push(Bureau::default());
        }
        bureau::fit_together(&config.bureau, config.carrier.province).map_err(|why| {
            Error::Bureaus {
                path: path.to_owned(),
                why,
            }
        })?;
        Ok(config)
    }

    /// The built-in defaults, relative to the working folder.
    pub fn built_in() -> Self {
        Self {
            bureau: vec![Bureau::default()],
            ..Self::default()
        }
    }

    /// A configured path, relative to the configuration file's folder.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Where pictures that were made to fit are kept for the next run: beside the ledger.
    pub fn pictures(&self) -> PathBuf {
        self.path(&self.ledger.path).with_extension("pictures")
    }
}

/// Reads a TOML file that people write; a mistake is told by its line, and an unknown key by the nearest known one.
pub fn read_toml<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Error> {
    toml::from_str(&read(path)?).map_err(|error| error::wrong(path, &error))
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upload::FileLimits;

    /// The configuration that a file of this text is.
    pub(super) fn read(text: &str) -> Result<Config, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("beian.toml");
        fs::write(&path, text).unwrap();
        Config::read(&path)
    }

    #[test]
    fn an_empty_file_is_a_configuration_for_the_practice_bureau() {
        let config = read("").unwrap();
        assert!(config.bureau[0].is_practice());
        assert_eq!(config.file_limits(), FileLimits::default());
    }

    #[test]
    fn an_unknown_key_names_the_nearest_known_one() {
        let error = read("[limits]\nrecrods_per_file = 10\n").unwrap_err();
        assert!(error.to_string().contains("records_per_file"), "{error}");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
