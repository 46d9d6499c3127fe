//! Reads a scenario file.
//!
//! A key that does not exist is an error that names the nearest one, and so is a rule without a result: a rehearsal
//! whose fault never happened proves nothing.

use super::scenario::{Action, Fault, List, Publish, Rule, Scenario};
use super::{Error, tables};
use crate::bureau::Call;

/// The keys of each table; the empty name is the file itself.
const KEYS: [(&str, &str); 16] = [
    (
        "",
        "seed answer whole_file fault review password description reply register filed range blacklist unfiled codes \
         publish",
    ),
    (
        "answer",
        "kind domain domain_contains organizer_contains own_id bureau_id filing_number share \
         approve codes opinion pending partial",
    ),
    ("whole_file", "refuse_5001 kinds"),
    ("fault", "call do taken sequence from times code delay_ms"),
    (
        "review",
        "result_days opinion_days filing_days access_by changes",
    ),
    ("password", "wrong_for tries"),
    ("description", "serve style spelling"),
    ("reply", "cdata line_breaks previous_zipped_again"),
    ("register", "complete compare_ips"),
    (
        "filed",
        "organizer number id certificate_type certificate_number province password changing site",
    ),
    ("site", "name number id homepage domains access"),
    ("access", "id carrier first last"),
    ("range", "list id carrier first last"),
    (
        "blacklist",
        "domain site organizer certificate_type certificate_number",
    ),
    ("unfiled", "domain ip carrier"),
    ("publish", "what after days numbers text content"),
];

/// The table of code tables.
const CODE_TABLES: &str = "codes";

impl Scenario {
    /// Reads a scenario file's text.
    pub fn parse(text: &str) -> Result<Scenario, Error> {
        let table: toml::Table =
            toml::from_str(text).map_err(|error| Error::Scenario(error.to_string()))?;
        check_keys("", &table)?;
        let scenario: Scenario =
            toml::from_str(text).map_err(|error| Error::Scenario(error.to_string()))?;
        for (place, rule) in scenario.answers.iter().enumerate() {
            rule.check()
                .map_err(|why| Error::Scenario(format!("[[answer]] {}: {why}", place + 1)))?;
        }
        for (place, fault) in scenario.faults.iter().enumerate() {
            fault
                .check()
                .map_err(|why| Error::Scenario(format!("[[fault]] {}: {why}", place + 1)))?;
        }
        for (place, filed) in scenario.filed.iter().enumerate() {
            if filed.organizer.is_empty() || filed.number.is_empty() {
                let why = "give organizer and number";
                return Err(Error::Scenario(format!("[[filed]] {}: {why}", place + 1)));
            }
        }
        for (place, one) in scenario.blacklist.iter().enumerate() {
            if one.domain.is_none() && one.certificate_number.is_none() {
                let why = "give domain or certificate_number";
                return Err(Error::Scenario(format!(
                    "[[blacklist]] {}: {why}",
                    place + 1
                )));
            }
        }
        for (place, publish) in scenario.publish.iter().enumerate() {
            publish
                .check(&scenario)
                .map_err(|why| Error::Scenario(format!("[[publish]] {}: {why}", place + 1)))?;
        }
        Ok(scenario)
    }
}

impl Publish {
    /// A list that can never have anything in it is a mistake.
    fn check(&self, scenario: &Scenario) -> Result<(), &'static str> {
        if self.content.is_some() {
            return Ok(());
        }
        match self.what {
            List::Blacklist if scenario.blacklist.is_empty() => {
                Err("HMDLB lists [[blacklist]], and there is none")
            }
            List::Unfiled | List::IllegalAccess if scenario.unfiled.is_empty() => {
                Err("WBAWZLB and FFJRHMD list [[unfiled]], and there is none")
            }
            List::Cancelled if self.numbers.is_empty() => {
                Err("ZXSJ needs numbers: what the bureau cancels is not left to chance")
            }
            _ => Ok(()),
        }
    }
}

impl Rule {
    fn check(&self) -> Result<(), &'static str> {
        let alone = self.opinion.is_some() && self.partial.is_empty();
        let results = [
            self.approve,
            !self.codes.is_empty(),
            alone,
            self.pending,
            !self.partial.is_empty(),
        ];
        if results.iter().filter(|given| **given).count() != 1 {
            return Err("give exactly one of approve, codes, opinion, pending, partial");
        }
        if self.codes.contains(&0) {
            return Err("codes are 1 or greater");
        }
        if self.share.is_some_and(|share| share > 100) {
            return Err("share is a percentage, 0 to 100");
        }
        Ok(())
    }
}

impl Fault {
    fn check(&self) -> Result<(), String> {
        let known = Call::ALL.map(Call::method);
        if !known.contains(&self.call.as_str()) {
            return Err(format!(
                "\"{}\" is no call; the calls are {}",
                self.call,
                known.join(", ")
            ));
        }
        if (self.action == Action::Code) != self.code.is_some() {
            return Err("code belongs to do = \"code\", and only to it".to_owned());
        }
        if self.from == 0 {
            return Err("from counts from 1".to_owned());
        }
        Ok(())
    }
}

fn check_keys(name: &str, table: &toml::Table) -> Result<(), Error> {
    if name == CODE_TABLES {
        return check_code_tables(table);
    }
    let known = || {
        let row = KEYS.iter().find(|(table, _)| *table == name);
        row.into_iter()
            .flat_map(|(_, keys)| keys.split_whitespace())
    };
    for (key, value) in table {
        if !known().any(|one| one == key) {
            return Err(unknown(key, known()));
        }
        match value {
            toml::Value::Table(table) => check_keys(key, table)?,
            toml::Value::Array(values) => {
                values
                    .iter()
                    .filter_map(toml::Value::as_table)
                    .try_for_each(|table| check_keys(key, table))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The ids of a code table are the scenario's own; the table has to be one that it can fill.
fn check_code_tables(table: &toml::Table) -> Result<(), Error> {
    for key in table.keys() {
        if !tables::are_not_public().any(|one| one == key) {
            return Err(unknown(key, tables::are_not_public()));
        }
    }
    Ok(())
}

fn unknown(key: &str, known: impl Iterator<Item = &'static str>) -> Error {
    let nearest = known.min_by_key(|candidate| strsim::damerau_levenshtein(candidate, key));
    Error::UnknownKey {
        key: key.to_owned(),
        nearest: nearest.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::scenario::Spelling;
    use super::*;

    /// The example that carriers copy from.
    const EVERYTHING: &str = include_str!("../../fixtures/practice/every-key.toml");

    #[test]
    fn every_key_is_known() {
        let scenario = Scenario::parse(EVERYTHING).unwrap();
        assert_eq!(scenario.answers[0].codes, [1003, 1005]);
        assert_eq!(scenario.whole_file.refuse_5001, [1, 3]);
        assert_eq!(scenario.faults[0].action, Action::Code);
        assert_eq!(scenario.description.spelling, Spelling::ID);
        for (table, keys) in KEYS {
            for key in keys.split_whitespace() {
                let is_there = EVERYTHING.contains(&format!("{key} = "))
                    || EVERYTHING.contains(&format!("{key}]"))
                    || EVERYTHING.contains(&format!("[{key}."));
                assert!(is_there, "{table}.{key} is in the example above");
            }
        }
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = Scenario::parse("[[answer]]\ndomian = \"x\"\ncodes = [1]").unwrap_err();
        assert!(
            matches!(
                error,
                Error::UnknownKey {
                    nearest: "domain",
                    ..
                }
            ),
            "{error}"
        );
        let error = Scenario::parse("[wholefile]").unwrap_err();
        assert!(
            matches!(
                error,
                Error::UnknownKey {
                    nearest: "whole_file",
                    ..
                }
            ),
            "{error}"
        );
    }

    #[test]
    fn what_can_never_happen_is_refused() {
        let why = |text: &str| Scenario::parse(text).unwrap_err().to_string();
        assert!(why("[[publish]]\nwhat = \"HMDLB\"").contains("[[blacklist]]"));
        assert!(why("[[publish]]\nwhat = \"WBAWZLB\"").contains("[[unfiled]]"));
        assert!(why("[[publish]]\nwhat = \"ZXSJ\"").contains("numbers"));
        assert!(why("[[filed]]\nnumber = \"x\"").contains("organizer"));
        assert!(why("[[blacklist]]\nsite = \"x\"").contains("domain"));
        assert!(why("[codes.cancel_reasons]\n1 = \"x\"").contains("\"cancel_reason\""));
        assert!(why("[[filed.site]]\nnmae = \"x\"").contains("\"name\""));
    }

    #[test]
    fn a_rule_has_exactly_one_result() {
        assert!(Scenario::parse("[[answer]]\ndomain = \"x\"").is_err());
        assert!(Scenario::parse("[[answer]]\ncodes = [1003]\npending = true").is_err());
    }

    #[test]
    fn a_fault_names_a_call_and_its_code() {
        assert!(Scenario::parse("[[fault]]\ncall = \"upload\"\ndo = \"drop\"").is_err());
        assert!(Scenario::parse("[[fault]]\ncall = \"isp_upload\"\ndo = \"code\"").is_err());
        assert!(
            Scenario::parse("[[fault]]\ncall = \"isp_upload\"\ndo = \"drop\"\ncode = 5").is_err()
        );
    }
}
