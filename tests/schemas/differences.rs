//! Where our schemas differ from the published ones on purpose, because bureaus do not keep to those.

use beian::xsd::Violation;

/// One deliberate difference: ours accepts more.
pub struct Difference {
    /// The type or attribute of ours whose explanation says so.
    pub explained_at: &'static str,
    /// The elements it concerns: how their paths end, without groups.
    pub places: &'static [&'static str],
    /// The specification's rules that the published schema sees broken there.
    pub rules: &'static [&'static str],
    /// Values there that ours alone accepts; whole documents where it is not about a value.
    pub only_ours: &'static [&'static str],
    /// Values or documents that both accept.
    pub both: &'static [&'static str],
    /// Values or documents that neither accepts.
    pub neither: &'static [&'static str],
}

/// Those of `upload.xsd`: none.
pub const UPLOAD: &[Difference] = &[];

/// Those of `download.xsd`.
pub const DOWNLOAD: &[Difference] = &[
    // 35, verification material sent on its own.
    Difference {
        explained_at: "OperationKind",
        places: &["ICP/BAJG/Jg_xx/Czlx", "ICP/BAJG/GJSHS/Gjsh/Czlx"],
        rules: &["cvc-maxInclusive-valid"],
        only_ours: &["35", " 035 "],
        both: &["1", "7"],
        neither: &["0", "8", "34", "36", "-1", ""],
    },
    // 2, an access.
    Difference {
        explained_at: "CancellationKind",
        places: &["ZXSJ/Zxxx/Zxlb"],
        rules: &["cvc-maxInclusive-valid"],
        only_ours: &["2"],
        both: &["0", "1"],
        neither: &["3", "-1", "35", ""],
    },
    // Codes of tables that have grown.
    Difference {
        explained_at: "TableCode",
        places: &[
            "Dwfl", "Dwhyfl", "Dwxz", "Fbdd", "Fwnr_id", "Fzr_zjlx", "Jrfs", "Nrlx_id", "Ymlx",
            "Yylb_id", "Zjlx",
        ],
        rules: &["cvc-maxInclusive-valid"],
        only_ours: &["1000", "9223372036854775807"],
        both: &["1", "64"],
        neither: &["0", "-1", "9223372036854775808", "1.0", ""],
    },
];

/// Those of `answers.xsd`. In their documents `{256}` stands for a text of 256 characters.
pub const ANSWERS: &[Difference] = &[
    Difference {
        explained_at: "version",
        places: &["return"],
        rules: &["cvc-complex-type.4"],
        only_ours: &["<return><msg_code>0</msg_code><msg>{256}</msg></return>"],
        both: &[
            "<return version=''><msg_code>0</msg_code><msg>{256}</msg></return>",
            "<return version='V.3.0'><msg_code>999</msg_code><msg>{256}</msg></return>",
        ],
        neither: &[
            "<return Version='V.3.0'><msg_code>0</msg_code><msg>{256}</msg></return>",
            "<return version='V.3.0'><msg_code>1000</msg_code><msg>{256}</msg></return>",
        ],
    },
    Difference {
        explained_at: "msg",
        places: &["return/msg"],
        rules: &["cvc-length-valid"],
        only_ours: &[
            "<return version=''><msg_code>0</msg_code><msg/></return>",
            "<return version=''><msg_code>0</msg_code><msg>操作成功</msg></return>",
            "<return version=''><msg_code>0</msg_code><msg>{256}!</msg></return>",
        ],
        both: &["<return version=''><msg_code>0</msg_code><msg>{256}</msg></return>"],
        neither: &[
            "<return version=''><msg_code>0</msg_code></return>",
            "<return version=''><msg_code>0</msg_code><msg>{256}</msg><msg>{256}</msg></return>",
        ],
    },
    Difference {
        explained_at: "VerifyRes",
        places: &["return/VerifyRes"],
        rules: &["cvc-complex-type.2.4.a", "cvc-complex-type.2.4.d"],
        only_ours: &[
            "<return version=''><msg_code>0</msg_code><msg>{256}</msg><VerifyRes>0</VerifyRes></return>",
            "<return version=''><VerifyRes>1</VerifyRes></return>",
        ],
        both: &["<return version=''><msg_code>22</msg_code><msg>{256}</msg></return>"],
        neither: &[
            "<return version=''><VerifyRes>2</VerifyRes></return>",
            "<return version=''/>",
            "<return version=''><VerifyRes>0</VerifyRes><msg_code>0</msg_code><msg>{256}</msg></return>",
            "<return version=''><msg_code>0</msg_code><VerifyRes>0</VerifyRes></return>",
        ],
    },
];

impl Difference {
    /// Whether a path is one of its places.
    pub fn concerns(&self, path: &str) -> bool {
        let steps: Vec<&str> = path
            .split('/')
            .map(|step| step.split('[').next().unwrap_or(step))
            .collect();
        let path = steps.join("/");
        let mut places = self.places.iter();
        places.any(|place| path.ends_with(&format!("/{place}")))
    }

    fn explains(&self, violation: &Violation) -> bool {
        self.rules.contains(&violation.rule) && self.concerns(&violation.path)
    }
}

/// Whether a published schema's finding is a difference that we want.
pub fn explain(differences: &[Difference], violation: &Violation) -> bool {
    differences.iter().any(|one| one.explains(violation))
}
