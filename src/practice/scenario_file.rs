//! Reads a scenario file.
//!
//! A key that does not exist is an error that names the nearest one, and so is a rule without a result: a rehearsal
//! whose fault never happened proves nothing.

use super::Error;
use super::scenario::{Action, Fault, Rule, Scenario};
use crate::bureau::Call;

/// The keys of each table; the empty name is the file itself.
const KEYS: [(&str, &str); 8] = [
    (
        "",
        "answer whole_file fault review password description reply",
    ),
    (
        "answer",
        "kind domain domain_contains organizer_contains own_id bureau_id filing_number share \
         approve codes opinion pending partial",
    ),
    ("whole_file", "refuse_5001 kinds"),
    ("fault", "call do taken sequence from times code delay_ms"),
    ("review", "result_days opinion_days filing_days access_by"),
    ("password", "wrong_for tries"),
    ("description", "serve style spelling"),
    ("reply", "cdata line_breaks previous_zipped_again"),
];

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
        Ok(scenario)
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
    let known = || {
        let row = KEYS.iter().find(|(table, _)| *table == name);
        row.into_iter()
            .flat_map(|(_, keys)| keys.split_whitespace())
    };
    for (key, value) in table {
        if !known().any(|one| one == key) {
            let nearest = known()
                .min_by_key(|candidate| strsim::damerau_levenshtein(candidate, key))
                .unwrap_or_default();
            return Err(Error::UnknownKey {
                key: key.clone(),
                nearest,
            });
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

#[cfg(test)]
mod tests {
    use super::super::scenario::Spelling;
    use super::*;

    const EVERYTHING: &str = r#"
        [[answer]]
        kind = "XZBA"
        domain = "a.example.cn"
        domain_contains = "a."
        organizer_contains = "演习"
        own_id = 7
        filing_number = "浙ICP备2026000001号"
        bureau_id = 880012
        share = 50
        codes = [1003, 1005]
        [[answer]]
        opinion = "照片不清晰"
        partial = ["b.example.cn"]
        [[answer]]
        pending = true
        [[answer]]
        approve = true
        [whole_file]
        refuse_5001 = [1, 3]
        kinds = ["XZJR"]
        [[fault]]
        call = "isp_upload"
        do = "code"
        code = 22
        taken = true
        sequence = 2
        from = 1
        times = 3
        delay_ms = 10
        [review]
        result_days = 1
        opinion_days = 2
        filing_days = 3
        access_by = "filing_number"
        [password]
        wrong_for = ["浙ICP备2026000001号"]
        tries = 2
        [description]
        serve = false
        style = "rpc"
        spelling = "ispID"
        [reply]
        cdata = true
        line_breaks = false
        previous_zipped_again = true
    "#;

    #[test]
    fn every_key_is_known() {
        let scenario = Scenario::parse(EVERYTHING).unwrap();
        assert_eq!(scenario.answers[0].codes, [1003, 1005]);
        assert_eq!(scenario.whole_file.refuse_5001, [1, 3]);
        assert_eq!(scenario.faults[0].action, Action::Code);
        assert_eq!(scenario.description.spelling, Spelling::ID);
        for (table, keys) in KEYS {
            for key in keys.split_whitespace() {
                assert!(
                    EVERYTHING.contains(key),
                    "{table}.{key} is in the example above"
                );
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
