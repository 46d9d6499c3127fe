//! Every list of this room as lines for a person: the code tables, the regions, and what else is kept as a table.

use super::{Codes, Region, Row};
use crate::codes::fold;
use crate::order::{Lang, Text};

/// A list that can be shown and searched.
#[derive(Clone, Debug)]
pub struct Listing<'c> {
    /// The name under which it is asked for.
    pub name: &'c str,
    /// What it is called towards people.
    pub title: Text,
    /// The interface's element that carries its ids; empty where there is none.
    pub tag: &'c str,
    source: Source<'c>,
}

#[derive(Clone, Copy, Debug)]
enum Source<'c> {
    Table(&'c super::Table),
    Regions,
    Provinces,
    AreaCodes,
    Holidays,
    Results,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id, code or day.
    pub id: String,
    /// What it means.
    pub name: String,
    /// What else is known of it: the name in the other language, the regions around it.
    pub more: String,
}

impl Codes {
    /// Every list: the code tables first, then regions and the rest.
    pub fn listings(&self) -> Vec<Listing<'_>> {
        let mut listings: Vec<Listing<'_>> = { self.tables() }
            .map(|table| Listing {
                name: &table.name,
                title: table.title.clone(),
                tag: &table.tag,
                source: Source::Table(table),
            })
            .collect();
        let others = [
            ("regions", "行政区划", "regions", Source::Regions),
            (
                "provinces",
                "省局",
                "provinces with a bureau",
                Source::Provinces,
            ),
            (
                "area_codes",
                "电话区号",
                "telephone area codes",
                Source::AreaCodes,
            ),
            (
                "holidays",
                "节假日与调休",
                "holidays and make-up workdays",
                Source::Holidays,
            ),
            ("result_codes", "返回码", "result codes", Source::Results),
        ];
        listings.extend(others.map(|(name, zh, en, source)| Listing {
            name,
            title: Text::new(zh, en),
            tag: "",
            source,
        }));
        listings
    }

    /// The lines of a list, or those in which `search` is the id, the beginning of a code, or a part of a name.
    pub fn lines(&self, listing: &Listing<'_>, search: Option<&str>, lang: Lang) -> Vec<Line> {
        match listing.source {
            Source::Table(table) => {
                let rows: Vec<&Row> = match search {
                    Some(text) => table.search(text),
                    None => table.rows().iter().collect(),
                };
                rows.into_iter().map(|row| of_row(row, lang)).collect()
            }
            Source::Regions => {
                let regions: Vec<&Region> = match search {
                    Some(text) => self.regions().search(text),
                    None => self.regions().iter().collect(),
                };
                let lines = regions
                    .into_iter()
                    .map(|region| self.of_region(region, lang));
                lines.collect()
            }
            Source::Results => {
                let results = match search {
                    Some(text) => self.results().search(text),
                    None => self.results().iter().collect(),
                };
                let lines = results.into_iter().map(|result| Line {
                    id: result.code.to_string(),
                    name: result.message.get(lang).to_owned(),
                    more: String::new(),
                });
                lines.collect()
            }
            Source::Provinces => kept(self.of_provinces(lang), search),
            Source::AreaCodes => kept(self.of_areas(), search),
            Source::Holidays => kept(self.of_days(lang), search),
        }
    }

    fn of_region(&self, region: &Region, lang: Lang) -> Line {
        let mut more = self.regions().around(region).join(" ");
        if region.historical {
            more += match lang {
                Lang::Zh => " （已撤销或改码）",
                Lang::En => " (abolished or renumbered)",
            };
        }
        Line {
            id: region.code.to_string(),
            name: region.name.clone(),
            more: more.trim_start().to_owned(),
        }
    }

    fn of_provinces(&self, lang: Lang) -> Vec<Line> {
        let lines = self.provinces().iter().map(|province| Line {
            id: province.code.to_string(),
            name: province.name.get(lang).to_owned(),
            more: match (&province.alternate, lang) {
                (None, Lang::Zh) => format!(
                    "{}，审核 {} 个工作日",
                    province.abbreviation, province.review_days
                ),
                (Some(other), Lang::Zh) => format!(
                    "{}（{other}），审核 {} 个工作日",
                    province.abbreviation, province.review_days
                ),
                (None, Lang::En) => format!(
                    "{}, reviews within {} working days",
                    province.abbreviation, province.review_days
                ),
                (Some(other), Lang::En) => format!(
                    "{} ({other}), reviews within {} working days",
                    province.abbreviation, province.review_days
                ),
            },
        });
        lines.collect()
    }

    fn of_areas(&self) -> Vec<Line> {
        let name = |code: &u32| self.regions().get(*code).map(|region| region.name.as_str());
        let lines = self.area_codes().iter().map(|(area, regions)| Line {
            id: area.to_owned(),
            name: regions
                .iter()
                .filter_map(name)
                .collect::<Vec<_>>()
                .join(" "),
            more: String::new(),
        });
        lines.collect()
    }

    fn of_days(&self, lang: Lang) -> Vec<Line> {
        let lines = self.holidays().iter().map(|(day, works)| Line {
            id: day.to_string(),
            name: match (works, lang) {
                (true, Lang::Zh) => "调休上班",
                (true, Lang::En) => "make-up workday",
                (false, Lang::Zh) => "放假",
                (false, Lang::En) => "holiday",
            }
            .to_owned(),
            more: String::new(),
        });
        lines.collect()
    }
}

fn of_row(row: &Row, lang: Lang) -> Line {
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    Line {
        id: row.id.to_string(),
        name: row.name.get(lang).to_owned(),
        more: row.name.get(other).to_owned(),
    }
}

/// The lines whose id begins with the text, or whose words have it in them.
fn kept(lines: Vec<Line>, search: Option<&str>) -> Vec<Line> {
    let Some(search) = search.map(fold) else {
        return lines;
    };
    let fits = |line: &Line| {
        line.id.starts_with(&search)
            || fold(&line.name).contains(&search)
            || fold(&line.more).contains(&search)
    };
    lines.into_iter().filter(fits).collect()
}
