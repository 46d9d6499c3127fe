//! What the bundled tables promise to everybody who asks them.

use beian::codes::{Codes, Level, Lookup};
use chrono::NaiveDate;

fn find(table: &str, text: &str) -> Vec<u32> {
    match Codes::bundled()
        .table(table)
        .expect("the test names a table")
        .find(text)
    {
        Lookup::Found(row) => vec![row.id],
        Lookup::Ambiguous(rows) => rows.iter().map(|row| row.id).collect(),
        Lookup::Possible(_) | Lookup::Unknown => Vec::new(),
    }
}

#[test]
fn every_table_has_a_title_and_rows_unless_its_ids_are_unknown() {
    let empty: Vec<_> = Codes::bundled()
        .tables()
        .filter(|table| table.is_empty())
        .map(|t| &t.name)
        .collect();
    assert_eq!(
        empty,
        ["cancel_reason", "domain_type", "unregistered_site_status"]
    );
    for table in Codes::bundled().tables() {
        assert!(
            !table.title.zh.is_empty() && !table.title.en.is_empty(),
            "{}",
            table.name
        );
    }
}

#[test]
fn what_an_id_implies_exists_in_the_table_it_points_to() {
    let codes = Codes::bundled();
    for row in codes.table("certificate_type").unwrap().rows() {
        assert!(
            row.nature
                .is_none_or(|id| codes.table("unit_nature").unwrap().by_id(id).is_some()),
            "{row:?}"
        );
    }
    for row in codes.table("attachment_purpose").unwrap().rows() {
        assert!(
            codes
                .table("owner_type")
                .unwrap()
                .by_id(row.owner.unwrap())
                .is_some(),
            "{row:?}"
        );
    }
    for row in codes.table("server_location").unwrap().rows() {
        let province = codes.regions().get(row.province.unwrap()).unwrap();
        assert_eq!(province.level, Level::Province);
        assert!(province.name.starts_with(row.name.zh.as_ref()), "{row:?}");
    }
}

#[test]
fn an_operators_word_is_found_by_id_name_english_name_and_alias() {
    for word in [
        "2",
        "02",
        "居民身份证",
        "身份证",
        " 身 份 证 ",
        "Resident ID Card",
    ] {
        assert_eq!(find("certificate_type", word), [2], "{word}");
    }
    assert_eq!(find("certificate_type", "营业执照(个人或企业)"), [1]);
    assert_eq!(find("server_location", "浙江省"), [34]);
    assert_eq!(find("server_location", "浙江"), [34]);
}

#[test]
fn a_certificate_name_with_many_ids_names_them_all() {
    assert_eq!(
        find("certificate_type", "组织机构代码证"),
        [3, 9, 10, 12, 16, 18, 20]
    );
}

#[test]
fn an_id_in_a_gap_or_in_an_empty_table_is_possible_and_any_other_is_unknown() {
    let find = |table, text| Codes::bundled().table(table).unwrap().find(text);
    assert_eq!(find("certificate_type", "26"), Lookup::Possible(26));
    assert_eq!(find("cancel_reason", "3"), Lookup::Possible(3));
    assert_eq!(find("certificate_type", "99"), Lookup::Unknown);
    assert_eq!(find("cancel_reason", "不想要了"), Lookup::Unknown);
    assert_eq!(find("certificate_type", ""), Lookup::Unknown);
}

#[test]
fn regions_are_found_by_code_by_name_and_without_their_ending() {
    let regions = Codes::bundled().regions();
    let codes = |name, within| {
        regions
            .find(name, within)
            .iter()
            .map(|r| r.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("330000", None), [330_000]);
    assert_eq!(codes("浙江", None), [330_000]);
    assert_eq!(codes("广西", None), [450_000]);
    assert_eq!(codes("杭州", None), [330_100]);
    assert_eq!(codes("香港", None), [810_000]);
    assert_eq!(codes("恩施", Some(420_000)), [422_800, 422_801]);
    assert_eq!(codes("西湖区", Some(330_100)), [330_106]);
    assert!(codes("西湖区", None).len() > 1);
    assert!(codes("火星", None).is_empty());
}

#[test]
fn a_merged_county_is_known_as_historical() {
    assert!(Codes::bundled().regions().get(110_103).unwrap().historical);
    assert!(!Codes::bundled().regions().get(110_101).unwrap().historical);
}

#[test]
fn the_children_of_a_region_lie_directly_inside_it() {
    let regions = Codes::bundled().regions();
    let cities: Vec<_> = regions
        .children(330_000)
        .filter(|r| !r.historical)
        .map(|r| r.name.as_str())
        .collect();
    assert_eq!(cities.len(), 11);
    assert!(cities.contains(&"舟山市"));
}

#[test]
fn a_county_has_the_area_code_of_its_city_or_province() {
    let areas = Codes::bundled().area_codes();
    assert_eq!(areas.of_region(330_106), ["0571"]);
    assert_eq!(areas.of_region(110_101), ["010"]);
    assert!(areas.regions_of("024").any(|code| code == 210_400));
    assert!(areas.is_known("0999") && !areas.is_known("0000"));
}

#[test]
fn every_city_of_today_has_an_area_code() {
    let codes = Codes::bundled();
    let cities = codes
        .regions()
        .iter()
        .filter(|r| r.level == Level::City && !r.historical && r.official);
    let silent: Vec<_> = cities
        .filter(|r| codes.area_codes().of_region(r.code).is_empty())
        .map(|r| r.code)
        .collect();
    // Counties run by the province itself: the group has no area code, its members have.
    assert_eq!(silent, [419_000, 429_000, 469_000, 659_000]);
}

#[test]
fn a_filing_number_names_its_province_by_either_character() {
    let provinces = Codes::bundled().provinces();
    for (character, code) in [
        ("浙", 330_000),
        ("蜀", 510_000),
        ("川", 510_000),
        ("陇", 620_000),
    ] {
        assert_eq!(
            provinces.by_abbreviation(character).unwrap().code,
            code,
            "{character}"
        );
    }
    assert_eq!(provinces.iter().count(), 31);
    assert!(provinces.by_abbreviation("港").is_none());
}

#[test]
fn the_holidays_reach_to_the_end_of_2026() {
    let holidays = Codes::bundled().holidays();
    assert_eq!(holidays.last_year(), 2026);
    assert!(!holidays.is_working_day(NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()));
}
