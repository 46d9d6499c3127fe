//! `beian codes [TABLE] [--search TEXT]`: the tables that count, one of them in full, or what is found in one or in all.
//! `codes import` takes the bureau's own.

use std::borrow::Cow;
use std::io::{self, Write};

use super::exit::unless_reader_left;
use super::{Exit, Failure, Session, codes_import};
use crate::codes::{Codes, Line, Listing};
use crate::ledger;
use crate::order::Text;
use crate::outcome;
use crate::report::screen::{Ink, Screen, padded, width};

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 表名（留空列出全部表）/ a table (all tables are listed when left out)
    table: Option<String>,
    /// 按编号、名称或名称的一部分查找；不写表名则查全部表 / an id, a name or a part of one; in all tables when none is named
    #[arg(long, short)]
    search: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 读入管局下发的代码表，替代内置的，并列出变化 / take in the bureau's tables in the place of the bundled ones, and show what changes
    Import(codes_import::Arguments),
}

pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(Command::Import(arguments)) = &arguments.command {
        return codes_import::run(arguments, session);
    }
    let codes = match session.ledger() {
        Ok(ledger) => outcome::effective_codes(&ledger).map_err(Failure::machine)?,
        Err(ledger::Error::Missing(_)) => Cow::Borrowed(Codes::bundled()),
        Err(error) => return Err(Failure::machine(error)),
    };
    let codes = session.config.codes(codes).map_err(Failure::usage)?;
    let listings = codes.listings();
    let screen = session.style().screen();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let search = arguments.search.as_deref();
    let printed = match (arguments.table.as_deref(), search) {
        (None, None) => overview(&codes, &listings, &screen, &mut out),
        (None, Some(search)) => {
            let found = everywhere(&codes, &listings, search, &screen);
            if found.is_empty() {
                return Err(not_found(search));
            }
            blocks(&found, &screen, &mut out)
        }
        (Some(name), search) => {
            let Some(listing) = listings.iter().find(|listing| listing.name == name) else {
                return Err(unknown_table(name, &listings));
            };
            let lines = codes.lines(listing, search, session.lang);
            if let (true, Some(search)) = (lines.is_empty(), search) {
                return Err(not_found(search));
            }
            if lines.is_empty() {
                session.talk(
                    "公开资料中没有这个表的内容；管局下发后用 codes import 读入",
                    "nothing is publicly known of this table; `codes import` takes the bureau's own",
                );
            }
            list(&lines, 0, &screen, &mut out)
        }
    };
    unless_reader_left(printed.and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

/// Every table: its name, how many rows it has, the element that carries it, its title.
fn overview(
    codes: &Codes,
    listings: &[Listing<'_>],
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let widest = |text: fn(&Listing<'_>) -> usize| listings.iter().map(text).max().unwrap_or(0);
    let names = widest(|listing| width(listing.name));
    let tags = widest(|listing| width(listing.tag));
    for listing in listings {
        writeln!(
            out,
            "{} {:>5}  {} {}",
            padded(listing.name, names),
            codes.lines(listing, None, screen.lang).len(),
            padded(listing.tag, tags),
            listing.title.get(screen.lang)
        )?;
    }
    Ok(())
}

/// What is found in each table, under the table's name and title.
fn everywhere(
    codes: &Codes,
    listings: &[Listing<'_>],
    search: &str,
    screen: &Screen,
) -> Vec<(String, Vec<Line>)> {
    let found = listings.iter().map(|listing| {
        let title = format!("{} — {}", listing.name, listing.title.get(screen.lang));
        (title, codes.lines(listing, Some(search), screen.lang))
    });
    found.filter(|(_, lines)| !lines.is_empty()).collect()
}

fn blocks(found: &[(String, Vec<Line>)], screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for (position, (title, lines)) in found.iter().enumerate() {
        if position > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.ink(Ink::Bold, title))?;
        list(lines, 2, screen, out)?;
    }
    Ok(())
}

/// Names are aligned as far as they are no longer than this.
const NAME_WIDTH: usize = 40;

fn list(lines: &[Line], indent: usize, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let widest = |text: fn(&Line) -> &str| lines.iter().map(|line| width(text(line))).max();
    let ids = widest(|line| &line.id).unwrap_or(0);
    let names = widest(|line| &line.name).unwrap_or(0).min(NAME_WIDTH);
    for line in lines {
        let blank = ids.saturating_sub(width(&line.id)) + indent;
        let name = padded(&line.name, if line.more.is_empty() { 0 } else { names });
        let more = screen.ink(Ink::Dim, &line.more);
        let text = format!("{:blank$}{}  {name}  {more}", "", line.id);
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

fn not_found(search: &str) -> Failure {
    Failure::usage(Text::new(
        format!("没有与“{search}”相符的代码"),
        format!("no code fits \"{search}\""),
    ))
}

fn unknown_table(name: &str, listings: &[Listing<'_>]) -> Failure {
    let alike = |listing: &&Listing<'_>| strsim::jaro_winkler(name, listing.name);
    let nearest = listings
        .iter()
        .max_by(|one, other| alike(one).total_cmp(&alike(other)))
        .map_or("", |listing| listing.name);
    Failure::usage(Text::new(
        format!("没有代码表 {name}；最接近的是 {nearest}，`beian codes` 列出全部"),
        format!("no table {name}; the nearest is {nearest}, `beian codes` lists them all"),
    ))
}
