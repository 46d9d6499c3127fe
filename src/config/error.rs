//! What can be wrong with a configuration, told to the operator who wrote it.

use std::path::{Path, PathBuf};

use crate::check::ProvinceRulesError;
use crate::codes::CodesError;
use crate::order::{Bilingual, Text};

/// What is wrong with the configuration; the operator who wrote it must act.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("the configuration file {} is wrong: {message}{}", path.display(), nearest.as_ref().map_or_else(String::new, |key| format!("\ndid you mean {key}?")))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        message: String,
        /// The known key that an unknown one resembles.
        nearest: Option<String>,
    },
    /// The province rules are not what they should be.
    #[error("{}: {source}", path.display())]
    Provinces {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: ProvinceRulesError,
    },
    /// A file of holidays or area codes is not what it should be.
    #[error("{0}")]
    Tables(CodesError),
    /// A rule or a list of words that does not exist.
    #[error("{key}: there is no such name{}", nearest.as_ref().map_or_else(String::new, |name| format!("; did you mean {name}?")))]
    UnknownName {
        /// The key in the configuration.
        key: String,
        /// The known name that it resembles.
        nearest: Option<String>,
    },
    /// A secret is configured but not there.
    #[error("{key}: {source_name} holds nothing; set it and try again")]
    SecretMissing {
        /// The key in the configuration.
        key: &'static str,
        /// The environment variable or file.
        source_name: String,
    },
    /// The bureaus do not fit together.
    #[error("the configuration file {} is wrong: [[bureau]] {}", path.display(), why.en)]
    Bureaus {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        why: Text,
    },
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Unreadable { path, source } => format!("{} 无法读取：{source}", path.display()),
            Self::Wrong {
                path,
                message,
                nearest,
            } => {
                let nearest = nearest
                    .as_ref()
                    .map_or_else(String::new, |key| format!("\n您是否想写 {key}？"));
                format!("配置文件 {} 有误：{message}{nearest}", path.display())
            }
            Self::Provinces { path, source } => format!("{}：{}", path.display(), source.zh()),
            Self::Tables(error) => format!("{error}（这份表无法使用）"),
            Self::UnknownName { key, nearest } => {
                let nearest = nearest
                    .as_ref()
                    .map_or_else(String::new, |name| format!("；您是否想写 {name}？"));
                format!("{key}：没有这个名称{nearest}")
            }
            Self::SecretMissing { key, source_name } => {
                format!("{key} 指定的 {source_name} 没有内容，请设置后重试")
            }
            Self::Bureaus { path, why } => {
                format!("配置文件 {} 有误：[[bureau]] {}", path.display(), why.zh)
            }
        }
    }
}

/// Says where the file is wrong, and which key was probably meant.
pub(super) fn wrong(path: &Path, error: &toml::de::Error) -> Error {
    // serde lists the known keys of the table, or words of the key, in backticks, the unknown one first.
    let mut quoted = error.message().split('`').skip(1).step_by(2);
    let nearest = ["unknown field", "unknown variant"]
        .iter()
        .any(|begins| error.message().starts_with(begins))
        .then(|| {
            let unknown = quoted.next()?;
            quoted.max_by(|a, b| {
                strsim::jaro_winkler(unknown, a).total_cmp(&strsim::jaro_winkler(unknown, b))
            })
        })
        .flatten()
        .map(str::to_owned);
    Error::Wrong {
        path: path.to_owned(),
        message: error.to_string().trim_end().to_owned(),
        nearest,
    }
}
