//! `beian regress <DIR>`: cases held against what is expected of them, or two versions held against each other.

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use super::exit::unless_reader_left;
use super::{Exit, Failure, Session};
use crate::disk;
use crate::order::Text;
use crate::regress::{self, Comparison, Error, Program};

/// Arguments of `regress`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// 含有用例（case.toml）的文件夹 / folder of cases (case.toml)
    dir: PathBuf,
    /// 显示后，以现在的结果作为预期 / after showing, expect from now on what was made
    #[arg(long, conflicts_with = "compare")]
    bless: bool,
    /// 与另一版本的程序比较检查结论，不看预期 / compare the verdicts with those of another version, whatever is expected
    #[arg(long, value_name = "BINARY")]
    compare: Option<PathBuf>,
    /// 允许多少条结论不同：个数，或百分比（如 0.5%）/ how many verdicts may change: a number, or a share such as 0.5%
    #[arg(
        long,
        value_name = "N|P%",
        requires = "compare",
        default_value = "0",
        value_parser = Threshold::from_str
    )]
    max_changed: Threshold,
    /// 另写一份 JUnit 结果 / write the results for a build server, too
    #[arg(long, value_name = "FILE", conflicts_with = "compare")]
    junit: Option<PathBuf>,
}

/// How much may change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Threshold {
    Verdicts(usize),
    Percent(f64),
}

impl FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let threshold = match text.strip_suffix('%') {
            Some(share) => (share.trim().parse().ok())
                .filter(|share| (0.0..=100.0).contains(share))
                .map(Self::Percent),
            None => text.parse().ok().map(Self::Verdicts),
        };
        threshold
            .ok_or_else(|| "应为个数或百分比 / a number, or a share from 0% to 100%".to_owned())
    }
}

impl Threshold {
    fn allows(self, comparison: &Comparison) -> bool {
        match self {
            Self::Verdicts(most) => comparison.changes.len() <= most,
            Self::Percent(most) => comparison.percent() <= most,
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let cases = regress::find(&arguments.dir).map_err(Failure::usage)?;
    if cases.is_empty() {
        let dir = arguments.dir.display();
        return Err(Failure::usage(Text::new(
            format!("{dir} 中没有用例：用例是含有 case.toml 的文件夹"),
            format!("there is no case in {dir}: a case is a folder with a case.toml"),
        )));
    }
    let this = Program {
        path: std::env::current_exe()?,
    };
    let screen = session.style().screen();
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let Some(other) = &arguments.compare {
        // The cases run in folders of their own, from which a relative path would lead elsewhere.
        let path = std::path::absolute(other)?;
        let comparison = regress::compare(cases, &this, &Program { path });
        let printed = regress::show_comparison(&comparison, &screen, &mut out);
        unless_reader_left(printed.and_then(|()| out.flush()))?;
        let is_within = arguments.max_changed.allows(&comparison);
        return Ok(match (comparison.broken.is_empty(), is_within) {
            (false, _) => Exit::Usage,
            (true, true) => Exit::Clean,
            (true, false) => Exit::Findings,
        });
    }
    let outcomes = regress::run(cases, &this);
    let style = session.style();
    let printed = regress::show(
        &outcomes,
        &screen,
        style.unmask,
        session.is_verbose,
        &mut out,
    );
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    if let Some(path) = &arguments.junit {
        disk::write_with(path, |out| regress::junit(&outcomes, session.lang, out))
            .map_err(Failure::machine)?;
    }
    let broken = outcomes.iter().find_map(|one| one.result.as_ref().err());
    if arguments.bless {
        let made = { outcomes.iter() }
            .filter(|one| !one.is_equal())
            .filter_map(|one| one.result.as_ref().ok());
        let mut count = 0;
        for made in made {
            regress::bless(made).map_err(failure)?;
            count += 1;
        }
        session.talk(
            &format!("{count} 个用例的预期已更新"),
            &format!("{count} cases expect from now on what was made"),
        );
    }
    Ok(match broken {
        Some(Error::Disk(_)) => Exit::Machine,
        Some(_) => Exit::Usage,
        None if arguments.bless || outcomes.iter().all(regress::Outcome::is_equal) => Exit::Clean,
        None => Exit::Findings,
    })
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Disk(_) | Error::Unreadable { .. } => Failure::machine(error),
        error => Failure::usage(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_a_number_or_a_share() {
        assert_eq!("12".parse(), Ok(Threshold::Verdicts(12)));
        assert_eq!("0.5%".parse(), Ok(Threshold::Percent(0.5)));
        for wrong in ["", "-1", "120%", "a%", "NaN%"] {
            assert!(wrong.parse::<Threshold>().is_err(), "{wrong}");
        }
    }
}
