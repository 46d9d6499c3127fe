//! What becomes of records and files, when it is told, and which passwords are right.

use serde::Deserialize;

use crate::practice::records::Kind;

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
