//! The scenario file: what the practice bureau answers, and how it misbehaves.
//!
//! Without a scenario everything is approved at once that the data checks let pass. [`Scenario::parse`] reads a file.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::Deserialize;

use super::filed::{Filed, FiledRange};
use super::records::Kind;

/// A whole scenario file (TOML). Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// `seed`: another number chooses other records for every `share`.
    pub seed: u64,
    /// `[[answer]]`: the first rule that fits a record decides it; without one it is checked, and approved if nothing is
    /// wrong with it.
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
    /// `[register]`: what the bureau makes of records that it does not know.
    pub register: RegisterRules,
    /// `[[filed]]`: subjects that were filed before the rehearsal.
    pub filed: Vec<Filed>,
    /// `[[range]]`: IP ranges that were reported before the rehearsal.
    #[serde(rename = "range")]
    pub ranges: Vec<FiledRange>,
    /// `[[blacklist]]`: what is refused with 1064 and 1065, and stands in HMDLB.
    pub blacklist: Vec<Blacklisted>,
    /// `[[unfiled]]`: unfiled sites, as in WBAWZLB. Where there are any, results about others are refused with 5005.
    pub unfiled: Vec<Unfiled>,
    /// `[codes.TABLE]`: ids and names of code tables that are not public: `cancel_reason`, `domain_type`,
    /// `unregistered_site_status`.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// `[[publish]]`: lists and copies that the bureau gives without being sent anything.
    pub publish: Vec<Publish>,
}

/// `[register]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterRules {
    /// What is not in the register does not exist (1016, 1058, 1059). Without it such records are taken to exist.
    pub complete: bool,
    /// Addresses of accesses have to lie in the carrier's reported ranges (1063).
    pub compare_ips: bool,
}

/// One `[[blacklist]]`: a domain, a certificate, or both.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Blacklisted {
    /// The domain.
    pub domain: Option<String>,
    /// Its site's name in the list.
    pub site: Option<String>,
    /// The subject's name in the list.
    pub organizer: Option<String>,
    /// `Zjlx`.
    pub certificate_type: Option<u32>,
    /// `Zjhm`.
    pub certificate_number: Option<String>,
}

/// One `[[unfiled]]`.
#[derive(Clone, Debug, Deserialize)]
pub struct Unfiled {
    /// Its domain.
    pub domain: String,
    /// Its address.
    pub ip: Ipv4Addr,
    /// The carrier it is reached through; this one without it.
    pub carrier: Option<u64>,
}

/// One `[[publish]]`.
#[derive(Clone, Debug, Deserialize)]
pub struct Publish {
    /// Which list.
    pub what: List,
    /// As soon as so many uploads have been taken; at once without it.
    #[serde(default)]
    pub after: u32,
    /// Days after that.
    #[serde(default)]
    pub days: u32,
    /// The subjects or sites concerned, by filing number; without any, all that are in the register.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// The words of a notice, a finding or a remark.
    pub text: Option<String>,
    /// What stands between the list's tags, in place of what the bureau would write.
    pub content: Option<String>,
}

/// What a bureau publishes of its own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum List {
    /// Code tables.
    #[serde(rename = "JCDM")]
    Codes,
    /// A full copy of the filings.
    #[serde(rename = "SJTB-ICP")]
    FullFilings,
    /// A full copy of the IP records.
    #[serde(rename = "SJTB-IP")]
    FullRanges,
    /// A full copy of the domain records.
    #[serde(rename = "SJTB-YM")]
    FullDomains,
    /// A full copy of the code tables.
    #[serde(rename = "SJTB-JCDM")]
    FullCodes,
    /// Blacklist: every `[[blacklist]]`.
    #[serde(rename = "HMDLB")]
    Blacklist,
    /// Illegal access: every `[[unfiled]]`.
    #[serde(rename = "FFJRHMD")]
    IllegalAccess,
    /// Unfiled sites: every `[[unfiled]]`.
    #[serde(rename = "WBAWZLB")]
    Unfiled,
    /// Verification tasks about subjects.
    #[serde(rename = "HSRW")]
    Tasks,
    /// Audit findings: sites that cannot be reached.
    #[serde(rename = "HCJG")]
    Audit,
    /// Rectification notices about subjects or sites.
    #[serde(rename = "XGTZ")]
    Notices,
    /// Cancellations by the bureau, of subjects or sites.
    #[serde(rename = "ZXSJ")]
    Cancelled,
    /// Audit findings about IP ranges.
    #[serde(rename = "IP-HCJG")]
    RangeAudit,
}

/// One `[[answer]]`: conditions, all of which must hold, and one result.
///
/// Records of IP and domain reports are met by `domain`, `domain_contains` and `own_id` only, and decided by `approve`
/// (checked like any other), `pending`, or `codes` of their own, 2001 to 2999 or 3001 to 3999.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The operation: XZBA, XZWZ, XZJR, BGBA, ZXBA, HSJG, WBACLJG or XZHYD.
    pub kind: Option<Kind>,
    /// One of the record's domains is this.
    pub domain: Option<String>,
    /// One of the record's domains contains this.
    pub domain_contains: Option<String>,
    /// The organizer's name (`Dwmc`) contains this; new filings, changes and verification results name one.
    pub organizer_contains: Option<String>,
    /// One of the carrier's own ids in the record (`IspZtid`, `IspWzid`, `IspYmid`, `IspJrid`, `IspIpid`).
    pub own_id: Option<u64>,
    /// The filing number that the record refers to (`Ztbah`, `Wzbah`, `Baxh`).
    pub filing_number: Option<String>,
    /// The bureau's id that the record refers to (`Ztid`, `Wzid`, the `Jlid` of a cancellation).
    pub bureau_id: Option<i64>,
    /// Of the records that fit so far, this percentage, chosen by their own ids and the scenario's `seed`.
    pub share: Option<u32>,
    /// Result: approved, as far as the data checks allow; for an exception above a wider rule.
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
    /// The file delivered is encrypted with a key that the carrier has not got.
    WrongKey,
    /// The document in the file delivered ends in its middle; archive and hash are right.
    Truncated,
    /// The file delivered holds some other document; archive and hash are right.
    Foreign,
    /// The file that was acknowledged last is delivered once more; nothing else happens when there is none.
    Repeat,
    /// Nothing is delivered, although there is something.
    Withhold,
    /// The newest file is delivered in place of the oldest.
    NewestFirst,
    /// The upload is answered with 0 and forgotten: the next one is answered with 14.
    Lose,
}

/// `[review]`.
#[derive(Clone, Debug, Deserialize)]
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
    /// Changes of one subject that may be under review at once; one more is refused with 1051.
    pub changes: u32,
}

impl Default for Review {
    fn default() -> Self {
        Review {
            result_days: 0,
            opinion_days: 0,
            filing_days: 0,
            access_by: AccessBy::default(),
            changes: 1,
        }
    }
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
    /// Filing numbers whose password is always wrong: in `isp_verifybamm`, and in orders about them (1018).
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
