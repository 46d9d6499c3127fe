//! Puts the code tables together from their files and checks the files against each other.

use super::read::{CodesError, Source};
use super::table::{Row, Table};
use crate::order::Text;

/// A row of a table's own file; only the columns that the table needs are there.
#[derive(serde::Deserialize)]
struct RowRecord {
    id: u32,
    name_zh: String,
    name_en: String,
    #[serde(default)]
    nature: Option<u32>,
    #[serde(default)]
    province: Option<u32>,
    #[serde(default)]
    owner: Option<u32>,
    #[serde(default)]
    ysid: Option<u64>,
}

#[derive(serde::Deserialize)]
struct TitleRecord {
    table: String,
    title_zh: String,
    title_en: String,
    tag: String,
}

#[derive(serde::Deserialize)]
struct EnumerationRecord {
    table: String,
    id: u32,
    name_zh: String,
    name_en: String,
}

#[derive(serde::Deserialize)]
struct AliasRecord {
    table: String,
    alias: String,
    id: u32,
}

#[derive(serde::Deserialize)]
struct GapRecord {
    table: String,
    first: u32,
    last: u32,
}

/// The files that make up all tables.
pub(super) struct TableSources<'a> {
    /// Names, titles and tags of all tables.
    pub titles: Source<'a>,
    /// One file for each of the bureau's tables, named as the table.
    pub own: &'a [Source<'a>],
    /// The interface's fixed enumerations, several tables in one file.
    pub enumerations: Source<'a>,
    pub aliases: Source<'a>,
    pub gaps: Source<'a>,
}

/// Reads all tables and checks them against each other: every table has a title, ids are unique, aliases and gaps
/// fit their table.
pub(super) fn load(sources: &TableSources<'_>) -> Result<Vec<Table>, CodesError> {
    let mut tables: Vec<Table> = Vec::new();
    for (line, record) in sources.titles.rows::<TitleRecord>()? {
        if tables.iter().any(|table| table.name == record.table) {
            return Err(sources
                .titles
                .error(line, format!("{} stands here twice", record.table)));
        }
        tables.push(Table::new(
            record.table,
            Text::new(record.title_zh, record.title_en),
            record.tag,
        ));
    }
    for source in sources.own {
        let name = source.name.trim_end_matches(".csv");
        let table = named(&mut tables, name).map_err(|problem| source.error(0, problem))?;
        for (line, record) in source.rows::<RowRecord>()? {
            let row = Row {
                id: record.id,
                name: Text::new(record.name_zh, record.name_en),
                nature: record.nature,
                province: record.province,
                owner: record.owner,
                bit: record.ysid,
            };
            table
                .push(row)
                .map_err(|problem| source.error(line, problem))?;
        }
    }
    let source = &sources.enumerations;
    for (line, record) in source.rows::<EnumerationRecord>()? {
        let name = Text::new(record.name_zh, record.name_en);
        let row = Row {
            id: record.id,
            name,
            nature: None,
            province: None,
            owner: None,
            bit: None,
        };
        named(&mut tables, &record.table)
            .and_then(|table| table.push(row))
            .map_err(|problem| source.error(line, problem))?;
    }
    let source = &sources.aliases;
    for (line, record) in source.rows::<AliasRecord>()? {
        named(&mut tables, &record.table)
            .and_then(|table| table.push_alias(&record.alias, record.id))
            .map_err(|problem| source.error(line, problem))?;
    }
    let source = &sources.gaps;
    for (line, record) in source.rows::<GapRecord>()? {
        named(&mut tables, &record.table)
            .and_then(|table| table.push_gap(record.first..=record.last))
            .map_err(|problem| source.error(line, problem))?;
    }
    Ok(tables)
}

fn named<'t>(tables: &'t mut [Table], name: &str) -> Result<&'t mut Table, String> {
    tables
        .iter_mut()
        .find(|table| table.name == name)
        .ok_or_else(|| format!("tables.csv has no table {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source<'a>(name: &'a str, text: &'a str) -> Source<'a> {
        Source { name, text }
    }

    /// Loads one table, `colour`, with the given rows, aliases and gaps.
    fn colours(rows: &str, aliases: &str, gaps: &str) -> Result<Vec<Table>, CodesError> {
        let rows = format!("id,name_zh,name_en\n{rows}");
        let aliases = format!("table,alias,id\n{aliases}");
        let gaps = format!("table,first,last\n{gaps}");
        load(&TableSources {
            titles: source(
                "tables.csv",
                "table,title_zh,title_en,tag\ncolour,颜色,colour,Ys\n",
            ),
            own: &[source("colour.csv", &rows)],
            enumerations: source("enumerations.csv", "table,id,name_zh,name_en\n"),
            aliases: source("aliases.csv", &aliases),
            gaps: source("gaps.csv", &gaps),
        })
    }

    fn place(result: Result<Vec<Table>, CodesError>) -> (String, u64) {
        let error = result.unwrap_err();
        (error.file, error.line)
    }

    #[test]
    fn an_id_twice_is_refused_with_file_and_line() {
        assert_eq!(
            place(colours("1,红,red\n1,蓝,blue\n", "", "")),
            ("colour.csv".to_owned(), 3)
        );
    }

    #[test]
    fn an_alias_must_point_to_a_row_and_say_something_new() {
        assert_eq!(
            place(colours("1,红,red\n", "colour,绛,2\n", "")),
            ("aliases.csv".to_owned(), 2)
        );
        assert_eq!(
            place(colours("1,红,red\n", "colour,RED,1\n", "")),
            ("aliases.csv".to_owned(), 2)
        );
        assert_eq!(
            place(colours("1,红,red\n", "taste,甜,1\n", "")),
            ("aliases.csv".to_owned(), 2)
        );
    }

    #[test]
    fn a_gap_may_not_hold_a_row() {
        assert_eq!(
            place(colours("1,红,red\n4,蓝,blue\n", "", "colour,3,4\n")),
            ("gaps.csv".to_owned(), 2)
        );
        assert!(colours("1,红,red\n4,蓝,blue\n", "", "colour,2,3\n").unwrap()[0].is_possible(3));
    }

    #[test]
    fn a_row_needs_a_name_in_both_languages() {
        assert_eq!(
            place(colours("1,红,\n", "", "")),
            ("colour.csv".to_owned(), 2)
        );
    }
}
