//! The bureau that a configuration names: a client for it, and the practice bureau where it is meant.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, net::SocketAddr};

use secrecy::{ExposeSecret as _, SecretString};

use super::keep::archive;
use crate::archive::Keeper;
use crate::bureau::{Authorities, Client, Endpoint, Timeouts};
use crate::config::{self, Bureau, Config, SecretSource};
use crate::envelope::{self, AesKey};
use crate::order::{Bilingual, Text};
use crate::practice::{self, Running, Scenario};
use crate::upload;
use crate::xsd;

/// What stops the way to a bureau; the operator must mend the configuration.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// Key or IV.
    #[error(transparent)]
    Envelope(#[from] envelope::Error),
    /// The practice bureau.
    #[error(transparent)]
    Practice(#[from] practice::Error),
    /// The scenario file is wrong.
    #[error("{path}: {source}")]
    WrongScenario {
        /// The file.
        path: String,
        /// What is wrong.
        source: practice::Error,
    },
    /// The scenario file cannot be read.
    #[error("the scenario {path} cannot be read: {source}")]
    Scenario {
        /// The file.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file of certificates cannot be used.
    #[error("[[bureau]] \"{bureau}\": ca_file {path} {}", why.en)]
    Authorities {
        /// The bureau's name.
        bureau: String,
        /// The file.
        path: String,
        /// What is wrong with it.
        why: Text,
    },
    /// A key without an IV, or the reverse.
    #[error(
        "[[bureau]] \"{0}\": encryption needs both a key and an initialisation vector (aes_key_env or aes_key_file, aes_iv_env or aes_iv_file)"
    )]
    HalfAKey(String),
}

impl Bilingual for OfficeError {
    fn zh(&self) -> String {
        match self {
            Self::Config(error) => error.zh(),
            Self::Envelope(error) => error.zh(),
            Self::Practice(error) => error.zh(),
            Self::WrongScenario { path, source } => format!("{path}：{}", source.zh()),
            Self::Scenario { path, source } => format!("练习场景 {path} 读不到：{source}"),
            Self::Authorities { bureau, path, why } => {
                format!("[[bureau]]「{bureau}」：ca_file {path} {}", why.zh)
            }
            Self::HalfAKey(bureau) => format!(
                "[[bureau]]「{bureau}」：加密需要同时配置密钥和初始向量（aes_key_env 或 aes_key_file，aes_iv_env 或 aes_iv_file）"
            ),
        }
    }
}

impl OfficeError {
    /// Whether this machine, and not the configuration, has to be mended.
    pub fn is_of_the_machine(&self) -> bool {
        use practice::Error::{Folder, Listen, OtherVersion, Runtime, State};
        matches!(
            self,
            Self::Practice(
                Folder { .. } | Listen { .. } | OtherVersion { .. } | Runtime(_) | State(_)
            )
        )
    }
}

/// A bureau that can be spoken to. The practice bureau runs as long as this lives.
pub struct Office {
    /// The client.
    pub client: Client,
    _practice: Option<Running>,
}

/// The practice bureau's password where none is configured.
const PRACTICE_PASSWORD: &str = "practice";

/// Opens the way to `bureau`, starting the practice bureau when it is meant.
pub fn open(config: &Config, bureau: &Bureau) -> Result<Office, OfficeError> {
    let mut endpoint = endpoint(config, bureau, &bureau.url)?;
    let practice = bureau
        .is_practice()
        .then(|| {
            start_practice(
                config,
                bureau,
                ([127, 0, 0, 1], 0).into(),
                endpoint.password.clone(),
                endpoint.key.clone(),
            )
        })
        .transpose()?;
    if let Some(practice) = &practice {
        endpoint.base_url = practice.base_url();
    }
    Ok(Office {
        client: Client::new(endpoint).keeping(Keeper::new(
            archive(config),
            &bureau.name,
            config.now(),
        )),
        _practice: practice,
    })
}

/// What the configuration says of a bureau at `base_url`, secrets and files included. Calls nobody.
pub fn endpoint(config: &Config, bureau: &Bureau, base_url: &str) -> Result<Endpoint, OfficeError> {
    let key = if bureau.encrypt {
        Some(key(config, bureau)?.ok_or_else(|| OfficeError::HalfAKey(bureau.name.clone()))?)
    } else {
        None
    };
    Ok(Endpoint {
        name: bureau.name.clone(),
        base_url: base_url.to_owned(),
        isp_id: config.carrier.isp_id,
        user: bureau.user.clone(),
        password: password(config, bureau)?,
        key,
        timeouts: Timeouts {
            answer: Duration::from_secs(bureau.timeout),
            interval: Duration::from_secs(bureau.interval),
            ..Timeouts::default()
        },
        overrides: bureau.wsdl.clone(),
        authorities: authorities(config, bureau)?,
        hours: bureau.hours.clone(),
        patience: bureau.retry.clone(),
    })
}

/// Starts the practice bureau that plays `bureau`.
pub fn start_practice(
    config: &Config,
    bureau: &Bureau,
    listen: SocketAddr,
    password: SecretString,
    key: Option<AesKey>,
) -> Result<Running, OfficeError> {
    let scenario = match &config.practice.scenario {
        Some(path) => read_scenario(&config.path(path))?,
        None => Scenario::default(),
    };
    // The day goes on while the bureau runs, unless the configuration holds the clock.
    let clock = config.clone();
    let schema = upload::schema::bundled();
    let options = practice::Options {
        listen,
        state: config.path(&config.practice.state),
        scenario,
        carrier: config.carrier.isp_id,
        user: bureau.user.clone(),
        password,
        key,
        today: Arc::new(move || clock.now().date_naive()),
        schema_check: Some(Arc::new(move |xml| {
            let options = xsd::Options {
                length: xsd::Length::Utf16,
                ..xsd::Options::default()
            };
            let outcome = schema.validate(xml, &options);
            outcome.violations.first().map_or(Ok(()), |violation| {
                Err(format!("{} {}", violation.path, violation.rule))
            })
        })),
    };
    Ok(practice::start(options)?)
}

/// Reads a scenario file.
pub fn read_scenario(path: &Path) -> Result<Scenario, OfficeError> {
    let text = fs::read_to_string(path).map_err(|source| OfficeError::Scenario {
        path: path.display().to_string(),
        source,
    })?;
    Scenario::parse(&text).map_err(|source| OfficeError::WrongScenario {
        path: path.display().to_string(),
        source,
    })
}

/// The password of a bureau; the practice bureau has one of its own.
pub fn password(config: &Config, bureau: &Bureau) -> Result<SecretString, config::Error> {
    let source = SecretSource {
        key: "bureau.password_env / password_file",
        variable: bureau.password_env.as_deref(),
        file: bureau.password_file.as_deref(),
    };
    match source.read(&config.folder)? {
        Some(password) => Ok(password),
        None if bureau.is_practice() => Ok(PRACTICE_PASSWORD.into()),
        None => Err(config::Error::SecretMissing {
            key: source.key,
            source_name: bureau.name.clone(),
        }),
    }
}

/// The certificates that vouch for a bureau's own; `None` when those count that browsers trust.
pub fn authorities(config: &Config, bureau: &Bureau) -> Result<Option<Authorities>, OfficeError> {
    let Some(file) = &bureau.ca_file else {
        return Ok(None);
    };
    let path = config.path(file);
    let wrong = |why: Text| OfficeError::Authorities {
        bureau: bureau.name.clone(),
        path: path.display().to_string(),
        why,
    };
    let pem = fs::read(&path).map_err(|error| {
        wrong(Text::new(
            format!("无法读取：{error}"),
            format!("cannot be read: {error}"),
        ))
    })?;
    let authorities = Authorities::read(&pem).ok_or_else(|| {
        wrong(Text::new(
            "中没有可用的 PEM 证书",
            "holds no PEM certificate that can be used",
        ))
    })?;
    Ok(Some(authorities))
}

/// Key and IV of a bureau; `None` when neither is configured.
pub fn key(config: &Config, bureau: &Bureau) -> Result<Option<AesKey>, OfficeError> {
    let key = SecretSource {
        key: "bureau.aes_key_env / aes_key_file",
        variable: bureau.aes_key_env.as_deref(),
        file: bureau.aes_key_file.as_deref(),
    };
    let iv = SecretSource {
        key: "bureau.aes_iv_env / aes_iv_file",
        variable: bureau.aes_iv_env.as_deref(),
        file: bureau.aes_iv_file.as_deref(),
    };
    match (key.read(&config.folder)?, iv.read(&config.folder)?) {
        (Some(key), Some(iv)) => Ok(Some(AesKey::new(key.expose_secret(), iv.expose_secret())?)),
        (None, None) => Ok(None),
        _ => Err(OfficeError::HalfAKey(bureau.name.clone())),
    }
}
