//! What the bundled result codes promise to outcomes, reports and `explain`.

use beian::codes::{Codes, Family, Kind, Retry, Scope, Who};

#[test]
fn all_204_codes_of_the_interface_are_known() {
    let results = Codes::bundled().results();
    assert_eq!(results.iter().count(), 204);
    assert!(results.get(4000).is_none());
}

#[test]
fn a_code_lies_in_the_range_of_its_family() {
    for result in Codes::bundled().results().iter() {
        let range = match result.family {
            Family::Call => 0..=999,
            Family::Icp => 1001..=1999,
            Family::Ip => 2001..=2999,
            Family::Domain => 3001..=3999,
            Family::File => 5001..=5999,
        };
        assert!(range.contains(&result.code), "{result:?}");
    }
}

#[test]
fn good_news_is_never_sent_again_as_it_was() {
    for result in Codes::bundled()
        .results()
        .iter()
        .filter(|result| result.kind == Kind::Success)
    {
        assert_eq!(result.retry, Retry::Never, "{result:?}");
    }
}

#[test]
fn a_schema_error_concerns_the_whole_file_and_is_the_operators_to_fix() {
    let result = Codes::bundled().results().get(5001).unwrap();
    assert_eq!(
        (result.scope, result.who, result.retry),
        (Scope::File, Who::Operator, Retry::AfterFix)
    );
    assert_eq!(
        result.message.zh,
        "数据文件格式不符合接口XSD规范，请核实后再次报备"
    );
}

#[test]
fn a_filed_subject_with_a_filed_domain_means_an_access_order() {
    let results = Codes::bundled().results();
    let situation = results.situation_of(&[1005, 1036, 1003]).unwrap();
    assert_eq!(situation.name, "subject_and_domain_filed");
    assert!(results.situation_of(&[1003]).is_none());
    assert_eq!(results.situations().count(), 3);
}

/// The texts are written for this program; only the bureau's own messages are quoted.
#[test]
fn the_remedies_are_not_copied_from_the_reference() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/rules/remedies.csv");
    let Ok(mut reader) = csv::Reader::from_path(path) else {
        println!("skipped: {path} is absent");
        return;
    };
    let headers = reader.headers().unwrap().clone();
    let column = |name| headers.iter().position(|header| header == name).unwrap();
    let (code, zh, en) = (column("code"), column("remedy_zh"), column("remedy_en"));
    let (official, who, retry) = (column("official_zh"), column("who_acts"), column("retry"));
    let mut compared = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let Some(result) = record[code]
            .parse()
            .ok()
            .and_then(|code| Codes::bundled().results().get(code))
        else {
            continue;
        };
        assert_ne!(result.remedy.zh, record[zh]);
        assert_ne!(result.remedy.en, record[en]);
        assert_eq!(result.message.zh, record[official]);
        let json = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        assert_eq!(
            json(serde_json::to_value(result.who).unwrap()),
            record[who].replace(' ', "_")
        );
        assert_eq!(
            json(serde_json::to_value(result.retry).unwrap()),
            record[retry].replace('-', "_")
        );
        compared += 1;
    }
    assert_eq!(compared, 204);
}
