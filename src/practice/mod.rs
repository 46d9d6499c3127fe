//! The practice bureau: an HTTP server that behaves like the real one, for rehearsals and for tests.
//!
//! It offers the six calls with their WSDLs, checks credentials, envelope, sequence and schema, holds every record against
//! its own register, and answers every file that it takes: results, then audit opinions, then the published filings with
//! their numbers. Its memory is a folder and survives a restart. A [`Scenario`] decides what was filed before, what is
//! refused and what goes wrong; without one everything is approved that the data checks let pass. `codes.csv` tells of
//! every code of the interface whether it is decided here, and how.
//!
//! The same state, scenario, date and calls give the same answers. It shares the envelope, the table of calls and
//! the element tree with the client, and nothing else, so that the two cannot agree on a mistake in the protocol; a test
//! looks at what it uses.
//!
//! Every operation of the interface is taken; a file with any other is refused as a whole with 5011 (not open yet). Reports
//! of IP ranges and domains, and verification material, are checked at once and have no audit. The interface has no result
//! for verification results and unfiled sites: nothing comes of those that are accepted.

mod answer;
mod calls;
mod cancellations;
mod changes;
mod connection;
mod deliveries;
mod description;
mod faults;
mod filed;
mod filings;
mod forms;
mod judgement;
mod lists;
mod parts;
mod provinces;
mod publications;
mod records;
mod register;
mod reports;
mod results;
mod review;
mod rules;
mod scenario;
mod scenario_file;
mod server;
mod soap;
mod state;
mod tables;
mod xml;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use register::Register;
use rusqlite::Connection;
use secrecy::SecretString;

use crate::envelope::{AesKey, password_hash};
use crate::order::Bilingual;

pub use filed::{Filed, FiledAccess, FiledRange, FiledSite, RangeList};
pub use records::Kind;
pub use scenario::{
    AccessBy, Action, Blacklisted, Description, Fault, List, Password, Publish, RegisterRules,
    Reply, Review, Rule, Scenario, Spelling, Style, Unfiled, WholeFile,
};
pub use server::Running;

/// Decides whether a file fits the bureau's schema; `Err` says why not.
pub type SchemaCheck = Arc<dyn Fn(&[u8]) -> Result<(), String> + Send + Sync>;

/// Gives the bureau's date.
pub type Today = Arc<dyn Fn() -> NaiveDate + Send + Sync>;

/// How to start a practice bureau. Holds secrets, so it cannot be printed.
#[derive(Clone)]
pub struct Options {
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// The folder of its memory; made when it is not there.
    pub state: PathBuf,
    /// What it answers and how it misbehaves.
    pub scenario: Scenario,
    /// The one carrier it knows (`ispId`).
    pub carrier: u64,
    /// The carrier's `userName`.
    pub user: String,
    /// The carrier's password.
    pub password: SecretString,
    /// Key and IV; with them answers are encrypted, and encrypted uploads can be opened.
    pub key: Option<AesKey>,
    /// The date it works on.
    pub today: Today,
    /// Validates each file taken; without one, every well-formed file fits.
    pub schema_check: Option<SchemaCheck>,
}

/// What stops the practice bureau. Every variant is for the operator who started it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be listened on.
    #[error(
        "the practice bureau cannot listen on {address}: {error}: choose another address or port"
    )]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The state folder cannot be used.
    #[error("the practice bureau cannot use the folder {folder}: {error}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The state cannot be read or written.
    #[error("the practice bureau's state cannot be read or written: {0}")]
    State(#[from] rusqlite::Error),
    /// The state was written by another version of the program.
    #[error(
        "{} was written by another version of the practice bureau: begin the rehearsal anew in another folder, or remove this one",
        path.display()
    )]
    OtherVersion {
        /// The file.
        path: PathBuf,
    },
    /// The server's threads cannot be started.
    #[error("the practice bureau cannot start its threads: {0}")]
    Runtime(io::Error),
    /// An envelope could not be made.
    #[error(transparent)]
    Envelope(#[from] crate::envelope::Error),
    /// The scenario file has a key that does not exist.
    #[error("the scenario has no key \"{key}\", the nearest is \"{nearest}\"")]
    UnknownKey {
        /// The key found.
        key: String,
        /// The known key nearest to it.
        nearest: &'static str,
    },
    /// The scenario file cannot be used.
    #[error("the scenario is wrong: {0}")]
    Scenario(String),
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Listen { address, error } => {
                format!("演习管局无法监听 {address}：{error}；请换一个地址或端口")
            }
            Self::Folder { folder, error } => {
                format!("演习管局无法使用目录 {}：{error}", folder.display())
            }
            Self::State(detail) => format!("演习管局的状态文件无法读写：{detail}"),
            Self::OtherVersion { path } => format!(
                "{} 由另一版本的演习管局写成：请换一个目录重新开始演习，或删除该目录",
                path.display()
            ),
            Self::Runtime(detail) => format!("演习管局无法启动线程：{detail}"),
            Self::Envelope(error) => error.zh(),
            Self::UnknownKey { key, nearest } => {
                format!("演习场景中没有「{key}」这一项，最接近的是「{nearest}」")
            }
            Self::Scenario(detail) => format!("演习场景有误：{detail}"),
        }
    }
}

/// What the calls need of the options.
struct Settings {
    scenario: Scenario,
    carrier: u64,
    user: String,
    password: SecretString,
    key: Option<AesKey>,
    today: Today,
    schema_check: Option<SchemaCheck>,
}

impl Settings {
    /// The register as it is today.
    fn register<'a>(&'a self, connection: &'a Connection) -> Register<'a> {
        Register {
            connection,
            today: (self.today)(),
            carrier: self.carrier,
            scenario: &self.scenario,
        }
    }
}

/// Starts a practice bureau and returns when it listens.
pub fn start(options: Options) -> Result<Running, Error> {
    let Options {
        listen,
        state,
        scenario,
        carrier,
        user,
        password,
        key,
        today,
        schema_check,
    } = options;
    password_hash(&password, "")?; // a password that no call can carry is refused here, not in every call
    let mut state = state::State::open(&state)?;
    let settings = Settings {
        scenario,
        carrier,
        user,
        password,
        key,
        today,
        schema_check,
    };
    state.change(|transaction| filed::file_the_past(&settings.register(transaction)))?;
    server::serve(listen, settings, state)
}
