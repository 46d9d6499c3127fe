//! The bureau's code tables, regions and result codes.
//!
//! Everything here is data: the files lie in `schemas/v3.0/codes/`, are built into the program, and are checked
//! as they are read. A row that contradicts another is an error that names file and line, never skipped.
//!
//! | file | what it holds |
//! |---|---|
//! | `tables.csv` | name, title and interface tag of every code table |
//! | `<table>.csv` | the rows of one of the bureau's tables: id, names, and what an id implies |
//! | `enumerations.csv` | the small numberings that the interface text fixes itself |
//! | `aliases.csv` | other names that operators write: 身份证 for 居民身份证 |
//! | `gaps.csv` | ids that our tables do not list but that may exist |
//! | `regions.csv`, `provinces.csv` | GB/T 2260 with historical codes; characters used in filing numbers |
//! | `area_codes.csv`, `holidays.csv` | telephone area codes; public holidays and make-up workdays |
//! | `result_codes.csv` | all codes the bureau answers with, their cause and remedy |
//! | `situations.csv` | what several codes mean together, or what comes back without a code |
//!
//! **The tables are what is publicly known, not what a bureau has delivered.** The real ones arrive with a JCDM
//! download, which takes their place once it is imported. Until then an id in a known gap, and every id of a
//! table without rows (`cancel_reason`, `domain_type`, `unregistered_site_status`), is [`Lookup::Possible`].
//!
//! **Names** are compared after folding ([`fold`]): full-width and half-width are the same, blanks and case do
//! not count. A cell of digits is an id, anything else a Chinese name, an English name or an alias. A name that
//! several ids share (组织机构代码证) is [`Lookup::Ambiguous`]: what the order says elsewhere decides.

mod adjusted;
mod areas;
mod fields;
mod holidays;
pub mod ids;
mod imported;
mod listing;
mod load;
mod names;
mod organizer;
mod provinces;
mod read;
mod regions;
mod results;
mod table;

use std::sync::OnceLock;

pub use adjusted::Adjustments;
pub use areas::AreaCodes;
pub use holidays::Holidays;
pub use imported::{CodeChange, ImportedRow, effective};
pub use listing::{Line, Listing};
pub use names::fold;
pub use organizer::Organizer;
pub use provinces::{Province, Provinces};
pub use read::CodesError;
pub use regions::{Level, Region, Regions};
pub use results::{Family, Kind, ResultCode, ResultCodes, Retry, Scope, Situation, Who};
pub use table::{Lookup, Row, Table};

use load::TableSources;
use read::Source;

/// A file of `schemas/v3.0/codes/`, built into the program.
macro_rules! bundled {
    ($name:literal) => {
        Source {
            name: $name,
            text: include_str!(concat!("../../schemas/v3.0/codes/", $name)),
        }
    };
}

/// All tables.
#[derive(Clone, Debug)]
pub struct Codes {
    tables: Vec<Table>,
    regions: Regions,
    provinces: Provinces,
    area_codes: AreaCodes,
    holidays: Holidays,
    results: ResultCodes,
}

impl Codes {
    /// The tables that come with the program, read once.
    pub fn bundled() -> &'static Codes {
        static BUNDLED: OnceLock<Codes> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            Codes::load_bundled()
                .expect("the bundled files never change at run time, and a test reads all of them")
        })
    }

    fn load_bundled() -> Result<Codes, CodesError> {
        let regions = Regions::load(bundled!("regions.csv"))?;
        Ok(Codes {
            tables: load::load(&TableSources {
                titles: bundled!("tables.csv"),
                own: &[
                    bundled!("access_mode.csv"),
                    bundled!("attachment_format.csv"),
                    bundled!("attachment_purpose.csv"),
                    bundled!("cancel_category.csv"),
                    bundled!("cancel_reason.csv"),
                    bundled!("certificate_type.csv"),
                    bundled!("domain_type.csv"),
                    bundled!("industry.csv"),
                    bundled!("ip_allocation_mode.csv"),
                    bundled!("ip_usage_mode.csv"),
                    bundled!("language.csv"),
                    bundled!("notice_type.csv"),
                    bundled!("preapproval_type.csv"),
                    bundled!("query_condition_type.csv"),
                    bundled!("server_location.csv"),
                    bundled!("service_content.csv"),
                    bundled!("service_type.csv"),
                    bundled!("unit_category.csv"),
                    bundled!("unit_nature.csv"),
                    bundled!("unregistered_site_status.csv"),
                ],
                enumerations: bundled!("enumerations.csv"),
                aliases: bundled!("aliases.csv"),
                gaps: bundled!("gaps.csv"),
            })?,
            provinces: Provinces::load(bundled!("provinces.csv"), &regions)?,
            area_codes: AreaCodes::load(bundled!("area_codes.csv"), &regions)?,
            holidays: Holidays::load(bundled!("holidays.csv"))?,
            results: ResultCodes::load(bundled!("result_codes.csv"), bundled!("situations.csv"))?,
            regions,
        })
    }

    /// The table of a name as listed in `tables.csv`.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables().find(|table| table.name == name)
    }

    /// All code tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// Provinces, cities and counties.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// The provinces that have a bureau, with their characters in filing numbers.
    pub fn provinces(&self) -> &Provinces {
        &self.provinces
    }

    /// Telephone area codes.
    pub fn area_codes(&self) -> &AreaCodes {
        &self.area_codes
    }

    /// Public holidays and make-up workdays.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// The bureau's result codes.
    pub fn results(&self) -> &ResultCodes {
        &self.results
    }
}
