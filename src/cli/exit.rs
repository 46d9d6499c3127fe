//! How a command ends: the six exit codes that scripts depend on, and what is said when something stopped the machine.

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::order::{Bilingual, Lang, Text};
use crate::xsd;

/// The fixed exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done and clean.
    Clean,
    /// 1: done, and some orders are held back, refused or invalid.
    Findings,
    /// 2: usage or configuration.
    Usage,
    /// 3: this machine: disk, lock, memory.
    Machine,
    /// 4: the bureau could not be reached or broke the protocol.
    Bureau,
    /// 5: an outcome is unknown and must be resolved before sending again.
    Unknown,
}

impl Exit {
    /// The code.
    pub fn number(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Machine => 3,
            Self::Bureau => 4,
            Self::Unknown => 5,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

/// What stopped a command, and whose turn it is.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    /// Absent when there is nobody left to read it.
    message: Option<Text>,
}

impl Failure {
    /// The command line or the configuration must be mended.
    pub fn usage(message: impl Into<Text>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// This machine must be mended.
    pub fn machine(message: impl Into<Text>) -> Self {
        Self::new(Exit::Machine, message)
    }

    /// The night is done, and somebody has to look at what is said here.
    pub fn findings(message: impl Into<Text>) -> Self {
        Self::new(Exit::Findings, message)
    }

    /// The bureau must be waited for.
    pub fn bureau(message: impl Into<Text>) -> Self {
        Self::new(Exit::Bureau, message)
    }

    /// A person must settle what became of an upload.
    pub fn unknown(message: impl Into<Text>) -> Self {
        Self::new(Exit::Unknown, message)
    }

    fn new(exit: Exit, message: impl Into<Text>) -> Self {
        Self {
            exit,
            message: Some(message.into()),
        }
    }

    /// Says on standard error what happened.
    pub fn tell(&self, lang: Lang) -> Exit {
        if let Some(message) = &self.message {
            // Whoever has closed standard error sees the exit code.
            let _ = writeln!(io::stderr(), "beian: {}", message.get(lang));
        }
        self.exit
    }
}

impl<E: Bilingual> From<E> for Text {
    fn from(error: E) -> Text {
        error.text()
    }
}

impl From<xsd::Error> for Text {
    fn from(error: xsd::Error) -> Text {
        let said = error.message();
        Text::new(said.zh, said.en)
    }
}

/// The result of printing, where a reader that went away (`… | head`) changes nothing about how the command ends.
pub fn unless_reader_left(printed: io::Result<()>) -> io::Result<()> {
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

impl From<io::Error> for Failure {
    /// Writing results failed. A reader that went away has seen what it wanted.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self {
                exit: Exit::Clean,
                message: None,
            };
        }
        Self::machine(Text::new(
            format!("输出失败：{error}"),
            format!("the result could not be written: {error}"),
        ))
    }
}
