//! How calls are made and answered, and how they go wrong.

use serde::Deserialize;

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

fn one() -> u32 {
    1
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
    /// HTTP 502 with a page, as a gateway gives it whose bureau is away.
    #[serde(rename = "http_502")]
    Http502,
    /// HTTP 503 with a page, as a gateway gives it under maintenance.
    #[serde(rename = "http_503")]
    Http503,
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
