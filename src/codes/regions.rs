//! Provinces, cities and counties (GB/T 2260), today's and those that older certificates still name.

use std::collections::{BTreeMap, HashMap};

use super::names::{as_id, fold};
use super::read::{CodesError, Source};

/// The three levels of a region code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省, 自治区, 直辖市, 特别行政区 (`Shengid`).
    Province,
    /// 市, 地区, 自治州, 盟 (`Shiid`).
    City,
    /// 县, 区, 县级市 (`Xianid`).
    County,
}

/// One region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: u32,
    /// Its Chinese name in full.
    pub name: String,
    /// Province, city or county.
    pub level: Level,
    /// The region that contains it; none for a province.
    pub parent: Option<u32>,
    /// Abolished or renumbered: found on older certificates, refused with 1019 in an address of today.
    pub historical: bool,
    /// Whether GB/T 2260 lists (or listed) the code. Development zones of the statistics office, and the parts of
    /// Hong Kong and Macau, have codes that it does not list.
    pub official: bool,
}

/// All known regions.
#[derive(Clone, Debug)]
pub struct Regions {
    by_code: BTreeMap<u32, Region>,
    /// Codes by folded name, today's regions before historical ones.
    by_name: HashMap<String, Vec<u32>>,
    /// Names in full with their codes, in the order of names: those that begin alike stand together.
    sorted_names: Vec<(String, u32)>,
}

/// What an operator leaves off a region's name when nothing stands between: 浙江 for 浙江省.
const ENDINGS: [&str; 8] = ["省", "市", "区", "县", "旗", "盟", "地区", "自治区"];

/// What an operator leaves off together with all that stands before it: 恩施 for 恩施土家族苗族自治州.
const LONG_ENDINGS: [&str; 5] = ["自治区", "自治州", "自治县", "自治旗", "特别行政区"];

#[derive(Clone, Copy, PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Standing {
    Historical,
    Unofficial,
}

#[derive(serde::Deserialize)]
struct RegionRecord {
    code: u32,
    name: String,
    level: Level,
    parent: Option<u32>,
    standing: Option<Standing>,
}

impl Regions {
    /// Reads the regions and checks that codes are unique and each region lies in one of a higher level.
    pub(super) fn load(source: Source<'_>) -> Result<Regions, CodesError> {
        let mut by_code = BTreeMap::new();
        let records = source.rows::<RegionRecord>()?;
        for (line, record) in &records {
            let region = Region {
                code: record.code,
                name: record.name.clone(),
                level: record.level,
                parent: record.parent,
                historical: record.standing == Some(Standing::Historical),
                official: record.standing != Some(Standing::Unofficial),
            };
            if !(100_000..1_000_000).contains(&region.code) || region.name.is_empty() {
                return Err(source.error(*line, "a region needs a code of six digits and a name"));
            }
            if by_code.insert(region.code, region).is_some() {
                return Err(source.error(*line, format!("{} stands here twice", record.code)));
            }
        }
        for (line, record) in &records {
            let nested = match record.parent.and_then(|parent| by_code.get(&parent)) {
                Some(parent) => {
                    parent.level < record.level && parent.code / 10_000 == record.code / 10_000
                }
                None => record.parent.is_none() && record.level == Level::Province,
            };
            if !nested {
                return Err(source.error(
                    *line,
                    format!("{} lies in no region of a higher level", record.code),
                ));
            }
        }
        Ok(Regions::of(by_code))
    }

    /// Finds names for regions that are checked already.
    pub(super) fn of(by_code: BTreeMap<u32, Region>) -> Regions {
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for region in by_code.values() {
            let codes = by_name.entry(fold(&region.name)).or_default();
            codes.push(region.code);
        }
        for codes in by_name.values_mut() {
            codes.sort_by_key(|code| (by_code[code].historical, *code));
        }
        let mut sorted_names: Vec<(String, u32)> = by_code
            .values()
            .map(|region| (region.name.clone(), region.code))
            .collect();
        sorted_names.sort_unstable();
        Regions {
            by_code,
            by_name,
            sorted_names,
        }
    }

    /// The region of a code.
    pub fn get(&self, code: u32) -> Option<&Region> {
        self.by_code.get(&code)
    }

    /// All regions, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.by_code.values()
    }

    /// The regions whose code begins with these digits, or whose name has this part; by code.
    pub fn search(&self, text: &str) -> Vec<&Region> {
        let folded = fold(text);
        let is_digits = as_id(&folded).is_some();
        let fits = |region: &&Region| {
            if is_digits {
                region.code.to_string().starts_with(&folded)
            } else {
                fold(&region.name).contains(&folded)
            }
        };
        self.iter().filter(fits).collect()
    }

    /// The names of the regions around one, the province first: 浙江省 杭州市 for 西湖区.
    pub fn around(&self, region: &Region) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = region.parent;
        while let Some(outer) = next.and_then(|code| self.get(code)) {
            names.insert(0, outer.name.as_str());
            next = outer.parent;
        }
        names
    }

    /// The regions directly inside one, by code.
    pub fn children(&self, code: u32) -> impl Iterator<Item = &Region> {
        // A region's code shares its first two digits with everything inside it.
        let province = code / 10_000 * 10_000;
        self.by_code
            .range(province..province + 10_000)
            .map(|(_, region)| region)
            .filter(move |r| r.parent == Some(code))
    }

    /// Whether `code` is `outer` or lies anywhere inside it.
    pub fn is_within(&self, code: u32, outer: u32) -> bool {
        let mut next = Some(code);
        while let Some(here) = next {
            if here == outer {
                return true;
            }
            next = self.get(here).and_then(|region| region.parent);
        }
        false
    }

    /// The regions that a cell means: a code in digits, a name in full, or a name without its ending (杭州, 广西,
    /// 恩施). `within` narrows the search to one region and all inside it. Several may answer (鼓楼区, 长沙);
    /// today's regions come before historical ones.
    pub fn find(&self, text: &str, within: Option<u32>) -> Vec<&Region> {
        let folded = fold(text);
        let inside =
            |region: &&Region| within.is_none_or(|outer| self.is_within(region.code, outer));
        if let Some(code) = as_id(&folded) {
            return self.get(code).into_iter().filter(inside).collect();
        }
        if let Some(codes) = self.by_name.get(&folded) {
            return codes
                .iter()
                .filter_map(|code| self.get(*code))
                .filter(inside)
                .collect();
        }
        if folded.chars().count() < 2 {
            return Vec::new();
        }
        let first = self
            .sorted_names
            .partition_point(|(name, _)| name.as_str() < folded.as_str());
        let mut found: Vec<&Region> = self.sorted_names[first..]
            .iter()
            .map_while(|(name, code)| Some((name.strip_prefix(&folded)?, *code)))
            .filter(|(rest, _)| {
                ENDINGS.contains(rest) || LONG_ENDINGS.iter().any(|end| rest.ends_with(end))
            })
            .filter_map(|(_, code)| self.get(code))
            .filter(inside)
            .collect();
        found.sort_by_key(|region| (region.historical, region.level, region.code));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "code,name,level,parent,standing\n";

    fn load(rows: &str) -> Result<Regions, CodesError> {
        Regions::load(Source {
            name: "regions.csv",
            text: &format!("{HEAD}{rows}"),
        })
    }

    #[test]
    fn a_county_in_another_province_is_refused_with_its_line() {
        let error = load(
            "110000,北京市,province,,\n330000,浙江省,province,,\n330106,西湖区,county,110000,\n",
        );
        assert_eq!(error.unwrap_err().line, 4);
    }

    #[test]
    fn a_city_that_lies_nowhere_is_refused() {
        assert_eq!(load("330100,杭州市,city,,\n").unwrap_err().line, 2);
    }

    #[test]
    fn a_code_twice_is_refused() {
        assert_eq!(
            load("330000,浙江省,province,,\n330000,浙江,province,,\n")
                .unwrap_err()
                .line,
            3
        );
    }
}
