//! The scenario file: what the practice bureau answers, and how it misbehaves.
//!
//! Without a scenario everything is approved at once. A key that does not exist is an error that names the nearest
//! one: a rehearsal whose fault never happened proves nothing.

use serde::Deserialize;

use super::Error;
use super::records::Kind;

/// A whole scenario file (TOML). Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// `[[answer]]`: the first rule that fits a record decides it; no rule approves.
    #[serde(rename = "answer")]
    pub answers: Vec<Rule>,
    /// `[whole_file]`: files that are refused as a whole.
    pub whole_file: WholeFile,
    /// `[[fault]]`: calls that go wrong.
    #[serde(rename = "fault")]
    pub faults: Vec<Fault>,
    /// `[review]`: when and how results come.
    pub review: Review,
    /// `[password]`: what `isp_verifybamm` says.
    pub password: Password,
    /// `[description]`: the WSDL, and with it how calls have to be made.
    pub description: Description,
    /// `[reply]`: the form of answers.
    pub reply: Reply,
}

/// One `[[answer]]`: conditions, all of which must hold, and one result.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The operation: XZBA, XZWZ or XZJR.
    pub kind: Option<Kind>,
    /// One of the record's domains is this.
    pub domain: Option<String>,
    /// One of the record's domains contains this.
    pub domain_contains: Option<String>,
    /// The organizer's name (`Dwmc`) contains this; only new filings name one.
    pub organizer_contains: Option<String>,
    /// One of the carrier's own ids in the record (`IspZtid`, `IspWzid`, `IspYmid`, `IspJrid`, `IspIpid`).
    pub own_id: Option<u64>,
    /// The filing number that the record refers to (`Ztbah`, `Wzbah`).
    pub filing_number: Option<String>,
    /// Of the records that fit so far, this percentage, chosen by their own ids.
    pub share: Option<u32>,
    /// Result: approved; for an exception above a wider rule.
    pub approve: bool,
    /// Result: refused by the data checks with these codes.
    pub codes: Vec<u32>,
    /// Result: refused by audit (1002) with this opinion; beside `partial`, the reason for the refused sites.
    pub opinion: Option<String>,
    /// Result: taken, and no answer yet.
    pub pending: bool,
    /// Result, for new sites (XZWZ) only: sites with one of these domains are refused, the others approved.
    pub partial: Vec<String>,
}

/// `[whole_file]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WholeFile {
    /// Sequence numbers whose file is refused with 5001, however good it is.
    pub refuse_5001: Vec<u32>,
    /// Operations every file of which is refused with 5001.
    pub kinds: Vec<Kind>,
}

/// One `[[fault]]`: the calls of one method, from the `from`th that fits, `times` in a row. The count survives a
/// restart.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// The method's name, for example `isp_upload`.
    pub call: String,
    /// What happens.
    #[serde(rename = "do")]
    pub action: Action,
    /// Whether the call takes effect before its answer goes wrong.
    #[serde(default)]
    pub taken: bool,
    /// Only uploads with this sequence number.
    pub sequence: Option<u32>,
    /// The first call concerned, counted from 1 among those that fit.
    #[serde(default = "one")]
    pub from: u32,
    /// How many calls in a row.
    #[serde(default = "one")]
    pub times: u32,
    /// The code of `do = "code"`.
    pub code: Option<u32>,
    /// The wait of `do = "slow"`, in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
}

/// What a fault does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The connection closes without a byte of an answer.
    Drop,
    /// The connection closes in the middle of the answer.
    CutOff,
    /// HTTP 500 with a page in place of an answer.
    #[serde(rename = "http_500")]
    Http500,
    /// HTTP 200 with a page in place of an answer.
    Garbage,
    /// The answer comes late.
    Slow,
    /// Code 901 for uploads, 902 for everything else.
    Maintenance,
    /// Code 20.
    Window,
    /// Code 15.
    Limit,
    /// The code given.
    Code,
    /// The file delivered has another file's hash.
    WrongHash,
    /// The file delivered is not a zip archive, and its hash is right.
    BrokenZip,
}

/// `[review]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Days from the upload to the results (BAJG).
    pub result_days: u32,
    /// Days from the upload to the audit opinions (GJSHS).
    pub opinion_days: u32,
    /// Days from the upload to the filings (BASJ).
    pub filing_days: u32,
    /// What the result of a new access carries as `Bs`.
    pub access_by: AccessBy,
}

/// The identification of an access order in a result; the interface names both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessBy {
    /// `IspJrid`.
    #[default]
    OwnId,
    /// `Wzbah`; the own id where the order came without one.
    FilingNumber,
}

/// `[password]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Password {
    /// Filing numbers whose password is always wrong.
    pub wrong_for: Vec<String>,
    /// Tries for one filing number before code 22.
    pub tries: u32,
}

impl Default for Password {
    fn default() -> Self {
        Password {
            wrong_for: Vec::new(),
            tries: 5,
        }
    }
}

/// `[description]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Description {
    /// Whether a WSDL is served.
    pub serve: bool,
    /// `document` or `rpc`.
    pub style: Style,
    /// How the first parameter is spelt.
    pub spelling: Spelling,
}

impl Default for Description {
    fn default() -> Self {
        Description {
            serve: true,
            style: Style::Document,
            spelling: Spelling::Mixed,
        }
    }
}

/// The style of the WSDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Document style, wrapped.
    Document,
    /// RPC style.
    Rpc,
}

/// The spelling of the first parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Spelling {
    /// `ispID` in `isp_upload` and `isp_verifybamm`, `ispId` elsewhere, as real bureaus mix them.
    #[serde(rename = "mixed")]
    Mixed,
    /// `ispId` everywhere.
    #[serde(rename = "ispId")]
    Id,
    /// `ispID` everywhere.
    #[serde(rename = "ispID")]
    ID,
}

/// `[reply]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// The answer's document in CDATA, else escaped.
    pub cdata: bool,
    /// Base64 in lines of 76 characters, else in one.
    pub line_breaks: bool,
    /// `isp_querypreviousupload` gives an archive of its own making, with another hash.
    pub previous_zipped_again: bool,
}

impl Default for Reply {
    fn default() -> Self {
        Reply {
            cdata: false,
            line_breaks: true,
            previous_zipped_again: false,
        }
    }
}

fn one() -> u32 {
    1
}

/// The keys of each table; the empty name is the file itself.
const KEYS: [(&str, &[&str]); 8] = [
    (
        "",
        &[
            "answer",
            "whole_file",
            "fault",
            "review",
            "password",
            "description",
            "reply",
        ],
    ),
    (
        "answer",
        &[
            "kind",
            "domain",
            "domain_contains",
            "organizer_contains",
            "own_id",
            "filing_number",
            "share",
            "approve",
            "codes",
            "opinion",
            "pending",
            "partial",
        ],
    ),
    ("whole_file", &["refuse_5001", "kinds"]),
    (
        "fault",
        &[
            "call", "do", "taken", "sequence", "from", "times", "code", "delay_ms",
        ],
    ),
    (
        "review",
        &["result_days", "opinion_days", "filing_days", "access_by"],
    ),
    ("password", &["wrong_for", "tries"]),
    ("description", &["serve", "style", "spelling"]),
    ("reply", &["cdata", "line_breaks", "previous_zipped_again"]),
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
        let known = crate::bureau::Call::ALL.map(crate::bureau::Call::method);
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
    let known = KEYS
        .iter()
        .find(|(table, _)| *table == name)
        .map_or(&[][..], |(_, keys)| keys);
    for (key, value) in table {
        if !known.contains(&key.as_str()) {
            let nearest = known
                .iter()
                .min_by_key(|candidate| strsim::damerau_levenshtein(candidate, key))
                .copied()
                .unwrap_or_default();
            return Err(Error::UnknownKey {
                key: key.clone(),
                nearest,
            });
        }
        let tables = match value {
            toml::Value::Table(table) => std::slice::from_ref(table).iter().collect(),
            toml::Value::Array(values) => values.iter().filter_map(toml::Value::as_table).collect(),
            _ => Vec::new(),
        };
        for table in tables {
            check_keys(key, table)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: &str = r#"
        [[answer]]
        kind = "XZBA"
        domain = "a.example.cn"
        domain_contains = "a."
        organizer_contains = "演习"
        own_id = 7
        filing_number = "浙ICP备2026000001号"
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
            for key in keys {
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
