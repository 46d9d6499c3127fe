//! Telephone area codes (区号) and the regions they serve.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{CodesError, Source};
use super::regions::Regions;

/// Which area codes a region has. A code always has its leading zero: `0571`.
#[derive(Clone, Debug, Default)]
pub struct AreaCodes {
    by_region: BTreeMap<u32, Vec<String>>,
    by_area: BTreeMap<String, BTreeSet<u32>>,
}

#[derive(serde::Deserialize)]
struct AreaRecord {
    area_code: String,
    region: u32,
}

impl AreaCodes {
    /// Reads the area codes and checks that each belongs to a known region.
    pub(super) fn load(source: Source<'_>, regions: &Regions) -> Result<AreaCodes, CodesError> {
        let mut codes = AreaCodes::default();
        for (line, AreaRecord { area_code, region }) in source.rows()? {
            if !is_area_code(&area_code) {
                return Err(source.error(line, format!("{area_code} is not an area code")));
            }
            if regions.get(region).is_none() {
                return Err(source.error(line, format!("there is no region {region}")));
            }
            if !codes
                .by_area
                .entry(area_code.clone())
                .or_default()
                .insert(region)
            {
                return Err(
                    source.error(line, format!("{area_code} of {region} stands here twice"))
                );
            }
            codes.by_region.entry(region).or_default().push(area_code);
        }
        Ok(codes)
    }

    /// Gives the regions of another file the area codes that stand there, in the place of their own.
    pub(super) fn replace(
        &mut self,
        source: Source<'_>,
        regions: &Regions,
    ) -> Result<(), CodesError> {
        for (region, areas) in AreaCodes::load(source, regions)?.by_region {
            for served in self.by_area.values_mut() {
                served.remove(&region);
            }
            for area in &areas {
                self.by_area.entry(area.clone()).or_default().insert(region);
            }
            self.by_region.insert(region, areas);
        }
        self.by_area.retain(|_, served| !served.is_empty());
        Ok(())
    }

    /// The area codes of a region: its own, else those of the city, else of the province that contains it. Empty
    /// when nothing is known (most historical cities); then nothing can be said against an area code.
    pub fn of_region(&self, code: u32) -> &[String] {
        [code, code / 100 * 100, code / 10_000 * 10_000]
            .iter()
            .find_map(|code| self.by_region.get(code))
            .map_or(&[], Vec::as_slice)
    }

    /// The regions that an area code serves, by code.
    pub fn regions_of(&self, area: &str) -> impl Iterator<Item = u32> {
        self.by_area.get(area).into_iter().flatten().copied()
    }

    /// Every area code with the regions that it serves, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &BTreeSet<u32>)> {
        self.by_area
            .iter()
            .map(|(area, regions)| (area.as_str(), regions))
    }

    /// Whether the area code exists.
    pub fn is_known(&self, area: &str) -> bool {
        self.by_area.contains_key(area)
    }
}

/// Whether digits have the shape of an area code: 010, 020 to 029, or four digits from 0310 upwards. A code that
/// lost its last digit in a spreadsheet does not pass.
fn is_area_code(digits: &str) -> bool {
    match digits.as_bytes() {
        b"010" | [b'0', b'2', b'0'..=b'9'] => true,
        [b'0', b'3'..=b'9', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_code_that_lost_its_last_digit_is_refused_with_its_line() {
        let regions = Source {
            name: "regions.csv",
            text: "code,name,level,parent,standing\n330000,浙江省,province,,\n",
        };
        let regions = Regions::load(regions).unwrap();
        let load = |text| {
            AreaCodes::load(
                Source {
                    name: "area_codes.csv",
                    text,
                },
                &regions,
            )
        };
        assert_eq!(
            load("area_code,region\n0571,330000\n057,330000\n")
                .unwrap_err()
                .line,
            3
        );
        assert_eq!(load("area_code,region\n0571,330100\n").unwrap_err().line, 2);
        assert!(
            load("area_code,region\n0571,330000\n")
                .unwrap()
                .is_known("0571")
        );
    }
}
