//! What all commands share: configuration, language, colours, log.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{Color, Failure, Global, LogFormat};
use crate::config::Config;
use crate::ledger::{self, Ledger};
use crate::metrics::Stages;
use crate::order::Lang;
use crate::report::findings::Style;

/// The surroundings of a command.
#[derive(Debug)]
pub struct Session {
    /// The configuration.
    pub config: Config,
    /// The file that it was read from; none for the built-in defaults.
    pub config_file: Option<PathBuf>,
    /// Language of everything that is said.
    pub lang: Lang,
    /// Whether progress and talk are wanted.
    pub talks: bool,
    /// Whether more is to be told than usual.
    pub is_verbose: bool,
    /// How long each stage takes.
    pub(super) stages: Arc<Stages>,
    unmask: bool,
    color: Color,
}

const DEFAULT_CONFIG: &str = "beian.toml";

impl Session {
    pub(super) fn open(global: &Global) -> Result<Self, Failure> {
        let here = || Some(PathBuf::from(DEFAULT_CONFIG)).filter(|path| path.exists());
        let config_file = global.config.clone().or_else(here);
        let mut config = match &config_file {
            Some(path) => Config::read(path).map_err(Failure::usage)?,
            None => Config::built_in(),
        };
        let lang = match (global.lang, config.output.lang) {
            (None, Some(lang)) => lang,
            _ => language(global),
        };
        let now = config.now();
        config.clock.begin(now);
        let session = Self {
            config,
            config_file,
            lang,
            talks: !global.quiet,
            is_verbose: global.verbose > 0,
            stages: Arc::default(),
            unmask: global.unmask,
            color: global.color,
        };
        open_log(global, session.colors_talk());
        Ok(session)
    }

    /// The ledger, to look at only.
    pub fn ledger(&self) -> Result<Ledger, ledger::Error> {
        Ledger::open_read(&self.config.path(&self.config.ledger.path))
    }

    /// `zh` or `en`, as the session speaks.
    pub fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// How findings are shown on standard output.
    pub fn style(&self) -> Style {
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => colors_welcome() && io::stdout().is_terminal(),
        };
        Style {
            lang: self.lang,
            unmask: self.unmask,
            color,
            width: width(),
        }
    }

    /// Whether standard error may be coloured.
    pub fn colors_talk(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => colors_welcome() && io::stderr().is_terminal(),
        }
    }

    /// Whether progress bars may be drawn.
    pub fn draws(&self) -> bool {
        self.talks && io::stderr().is_terminal()
    }

    /// Says on standard error that something is wrong, also where silence is wanted.
    pub fn warn(&self, zh: &str, en: &str) {
        // Whoever has closed standard error sees the exit code.
        let _ = writeln!(io::stderr(), "beian: {}", self.say(zh, en));
    }

    /// Says something on standard error, unless silence is wanted.
    pub fn talk(&self, zh: &str, en: &str) {
        if self.talks {
            // Whoever has closed standard error does not want to be told.
            let _ = writeln!(io::stderr(), "{}", self.say(zh, en));
        }
    }
}

/// The language asked for on the command line, or else the locale's.
pub(super) fn language(global: &Global) -> Lang {
    global.lang.map_or_else(locale, Lang::from)
}

/// Columns of a text that is not read at a terminal.
pub(super) const WIDTH_OF_A_FILE: usize = 120;

/// Columns of the terminal on standard output.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout())
        .map_or(WIDTH_OF_A_FILE, |(width, _)| usize::from(width.0))
}

/// Whether the surroundings have nothing against colours: `NO_COLOR` is unset or empty, and the terminal is no dumb one.
fn colors_welcome() -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|terminal| terminal != "dumb")
}

fn locale() -> Lang {
    let is_english = sys_locale::get_locale().is_some_and(|locale| locale.starts_with("en"));
    if is_english { Lang::En } else { Lang::Zh }
}

/// Only this program's own events are logged: a library's may hold whole requests, and with them people's data.
fn open_log(global: &Global, colored: bool) {
    let level = match global.verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), level);
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .log_internal_errors(false)
        .with_target(false);
    // A second session in one process (a test) keeps the first one's log.
    let _ = match global.log_format {
        LogFormat::Text => log.with_ansi(colored).finish().with(own).try_init(),
        LogFormat::Json => log.json().finish().with(own).try_init(),
    };
}
