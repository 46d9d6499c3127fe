//! Where a secret is kept: in an environment variable or in a file of its own, never in the configuration.

use std::env;
use std::fs;
use std::path::Path;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::Error;

/// The two keys of the configuration that may name a secret.
#[derive(Clone, Copy, Debug)]
pub struct SecretSource<'c> {
    /// The key, for messages.
    pub key: &'static str,
    /// Name of an environment variable.
    pub variable: Option<&'c str>,
    /// A file, relative to `folder`.
    pub file: Option<&'c Path>,
}

impl SecretSource<'_> {
    /// The secret; `None` when the configuration names none. A trailing line break of a file does not belong to it.
    pub fn read(&self, folder: &Path) -> Result<Option<SecretString>, Error> {
        let missing = |source_name: String| Error::SecretMissing {
            key: self.key,
            source_name,
        };
        if let Some(variable) = self.variable {
            let secret = env::var(variable).ok().filter(|secret| !secret.is_empty());
            return secret
                .map(|secret| Some(secret.into()))
                .ok_or_else(|| missing(variable.to_owned()));
        }
        let Some(file) = self.file else {
            return Ok(None);
        };
        let secret = Zeroizing::new(fs::read_to_string(folder.join(file)).unwrap_or_default());
        let secret = secret.trim_end_matches(['\r', '\n']);
        if secret.is_empty() {
            return Err(missing(file.display().to_string()));
        }
        Ok(Some(secret.into()))
    }
}
