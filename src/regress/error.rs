//! Why a case cannot be run; whoever wrote it must act, except where the machine is at fault.

use std::path::PathBuf;

use crate::config;
use crate::disk::DiskError;
use crate::order::Bilingual;

/// Why a case cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `case.toml` or the configuration is not what it should be.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// What the case names cannot be read or copied.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Two inputs or answers would lie in one place.
    #[error("{}: two inputs or answers are called {name}; give one another name", path.display())]
    SameName {
        /// The case.
        path: PathBuf,
        /// The name.
        name: String,
    },
    /// Without a fixed time, the case would be another one every day.
    #[error("{}: the time is not fixed. Set `clock` in case.toml, or `[clock] now` in the configuration", path.display())]
    NoClock {
        /// The case.
        path: PathBuf,
    },
    /// A step has nothing to work on.
    #[error("{}: `run` has the step {step}, but there is nothing in `{key}`", path.display())]
    NothingFor {
        /// The case.
        path: PathBuf,
        /// The step.
        step: &'static str,
        /// The key that is empty.
        key: &'static str,
    },
    /// The program did not run through.
    #[error("{step} did not run through ({ended}): {said}")]
    Stopped {
        /// The step.
        step: &'static str,
        /// How it ended.
        ended: String,
        /// What it said.
        said: String,
    },
    /// The program cannot be started.
    #[error("{} cannot be started: {source}", path.display())]
    NoProgram {
        /// The program.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Something cannot be written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::Config(error) => error.zh(),
            Self::Unreadable { path, source } => format!("{} 无法读取：{source}", path.display()),
            Self::SameName { path, name } => {
                format!("{}：有两个输入或答复都叫 {name}，请改名", path.display())
            }
            Self::NoClock { path } => format!(
                "{}：时间没有固定。请在 case.toml 中写 clock，或在配置中写 [clock] now",
                path.display()
            ),
            Self::NothingFor { path, step, key } => {
                format!("{}：run 中有 {step} 这一步，但 {key} 为空", path.display())
            }
            Self::Stopped { step, ended, said } => format!("{step} 没有跑完（{ended}）：{said}"),
            Self::NoProgram { path, source } => format!("{} 无法启动：{source}", path.display()),
            Self::Disk(error) => error.zh(),
        }
    }
}
