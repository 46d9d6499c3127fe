//! The bureaus that the carrier reports to, and which orders go to which.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::bureau::{Hours, Overrides, Patience, is_address};
use crate::order::{Kind, Text};

/// One bureau.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bureau {
    /// Name in reports and folders.
    pub name: String,
    /// `http://host[:port]`, or `practice` for one in the process.
    pub url: String,
    /// GB/T 2260 code of its province: a carrier reports to its own, so that another one is a mistake.
    pub province: Option<u32>,
    /// User name.
    pub user: String,
    /// Environment variable that holds the password.
    pub password_env: Option<String>,
    /// File that holds the password.
    pub password_file: Option<PathBuf>,
    /// Whether uploads are encrypted.
    pub encrypt: bool,
    /// Environment variable that holds the AES key.
    pub aes_key_env: Option<String>,
    /// File that holds the AES key.
    pub aes_key_file: Option<PathBuf>,
    /// Environment variable that holds the AES initialisation vector.
    pub aes_iv_env: Option<String>,
    /// File that holds the AES initialisation vector.
    pub aes_iv_file: Option<PathBuf>,
    /// Its own upload schema; ours by default.
    pub schema: Option<PathBuf>,
    /// Largest time for a call, in seconds.
    pub timeout: u64,
    /// Most questions to its public query in one run of `classify --online`.
    pub budget: u32,
    /// Smallest time between two calls, in seconds: bureaus ask for moderation.
    pub interval: u64,
    /// A file of certificates (PEM) that vouch for the bureau's own, in the place of those that browsers trust.
    pub ca_file: Option<PathBuf>,
    /// When files may be sent to it, in Chinese time: `20:00-06:00`; always by default.
    pub hours: Option<Hours>,
    /// What is done when it says "not now" (15, 20, 901, 902) or does not answer.
    pub retry: Patience,
    /// How it wants to be called, where its WSDL does not say or says it wrong.
    pub wsdl: Overrides,
    /// Which orders it takes. Domain reports go to the ministry, so that no bureau takes them unless it says so.
    pub families: Vec<Family>,
}

impl Default for Bureau {
    fn default() -> Self {
        Self {
            name: "practice".into(),
            url: PRACTICE.into(),
            province: None,
            user: "practice".into(),
            password_env: None,
            password_file: None,
            encrypt: false,
            aes_key_env: None,
            aes_key_file: None,
            aes_iv_env: None,
            aes_iv_file: None,
            schema: None,
            timeout: 300,
            budget: 1000,
            interval: 0,
            ca_file: None,
            hours: None,
            retry: Patience::default(),
            wsdl: Overrides::default(),
            families: vec![Family::Icp, Family::Ip],
        }
    }
}

/// The `url` of a practice bureau in the process.
pub const PRACTICE: &str = "practice";

impl Bureau {
    /// Whether it is the practice bureau in the process.
    pub fn is_practice(&self) -> bool {
        self.url == PRACTICE
    }

    /// Whether it takes orders of a kind.
    pub fn takes(&self, kind: Kind) -> bool {
        self.families.contains(&Family::of(kind))
    }
}

/// The three parts of the interface, each with its own orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Family {
    /// Filings.
    Icp,
    /// IP ranges.
    Ip,
    /// Domain reports.
    Ym,
}

impl Family {
    /// As the configuration names it.
    fn name(self) -> &'static str {
        match self {
            Self::Icp => "ICP",
            Self::Ip => "IP",
            Self::Ym => "YM",
        }
    }

    fn of(kind: Kind) -> Self {
        match kind {
            Kind::DomainReport => Self::Ym,
            kind if Kind::IP_REPORTS.contains(&kind) => Self::Ip,
            _ => Self::Icp,
        }
    }
}

/// What keeps bureaus from being used, or from being used side by side; `home` is the carrier's province.
pub(super) fn fit_together(bureaus: &[Bureau], home: Option<u32>) -> Result<(), Text> {
    for Bureau { name, province, .. } in bureaus {
        if let (Some(province), Some(home)) = (province, home)
            && *province != home
        {
            return Err(Text::new(
                format!(
                    "「{name}」province = {province}，而 carrier.province = {home}：文件报送到接入商所在省的管局（1045），与主体在哪个省无关"
                ),
                format!(
                    "\"{name}\" has province = {province}, but carrier.province = {home}: files go to the bureau of the carrier's own province (1045), whatever the subject's is"
                ),
            ));
        }
    }
    for bureau in bureaus {
        let name = &bureau.name;
        if !bureau.is_practice() && !is_address(&bureau.url) {
            let url = &bureau.url;
            return Err(Text::new(
                format!("「{name}」url = \"{url}\" 应为 http:// 或 https:// 地址，或 \"practice\""),
                format!(
                    "\"{name}\" has url = \"{url}\": it must be an http:// or https:// address, or \"practice\""
                ),
            ));
        }
        if let Some(why) = bureau.wsdl.mistake() {
            return Err(Text::new(
                format!("「{name}」{}", why.zh),
                format!("\"{name}\": {}", why.en),
            ));
        }
    }
    let mut names = HashSet::new();
    for Bureau { name, .. } in bureaus {
        let is_folder = !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(['/', '\\', ':'])
            && !name.contains(char::is_control);
        if !is_folder {
            return Err(Text::new(
                format!("name = \"{name}\" 要用作文件夹名，不能为空，不能以点开头，不能含 / \\ :"),
                format!(
                    "name = \"{name}\" becomes the name of a folder: it cannot be empty, begin with a dot, or hold / \\ :"
                ),
            ));
        }
        if !names.insert(name) {
            return Err(Text::new(
                format!("name = \"{name}\" 出现了两次：每个管局的序号各自连续，名称必须不同"),
                format!(
                    "name = \"{name}\" stands twice: every bureau has numbers of its own, so the names must differ"
                ),
            ));
        }
    }
    if bureaus.iter().filter(|bureau| bureau.is_practice()).count() > 1 {
        return Err(Text::new(
            "只能有一个 url = \"practice\"：练习管局只有一份记忆；另一个请用 beian practice 单独启动",
            "only one may have url = \"practice\": the practice bureau has one memory; start another with `beian practice`",
        ));
    }
    for (position, bureau) in bureaus.iter().enumerate() {
        let shared = bureaus[..position].iter().find_map(|other| {
            let family = other
                .families
                .iter()
                .find(|one| bureau.families.contains(one))?;
            Some((&other.name, family.name()))
        });
        if let Some((other, family)) = shared {
            let name = &bureau.name;
            return Err(Text::new(
                format!(
                    "name = \"{name}\" 与「{other}」的 families 都含 {family}：每类订单只能归一个管局，否则两边的记录号会混淆。请各自写明 families"
                ),
                format!(
                    "name = \"{name}\" and \"{other}\" both have {family} in their families: the orders of a family go to one bureau, or else the ids of both would be mixed up. Name the families of each"
                ),
            ));
        }
    }
    let schemas: HashSet<_> = bureaus.iter().map(|bureau| &bureau.schema).collect();
    if schemas.len() > 1 {
        return Err(Text::new(
            "schema 必须相同：一夜的订单用同一个模式校验",
            "schema must be the same for all: the orders of a night are proven against one schema",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Bureau {
        Bureau {
            name: name.to_owned(),
            url: "http://127.0.0.1:1".to_owned(),
            ..Bureau::default()
        }
    }

    #[test]
    fn domain_reports_go_to_no_bureau_unless_it_takes_them() {
        let mut bureau = named("江苏");
        assert!(bureau.takes(Kind::NewFiling) && bureau.takes(Kind::IpSource));
        assert!(!bureau.takes(Kind::DomainReport));
        bureau.families = vec![Family::Ym];
        assert!(bureau.takes(Kind::DomainReport) && !bureau.takes(Kind::NewFiling));
    }

    #[test]
    fn the_records_of_two_bureaus_cannot_be_mixed_up_because_a_family_has_one() {
        let wrong = fit_together(&[named("江苏"), named("浙江")], None).unwrap_err();
        assert!(wrong.en.contains("both have ICP"), "{}", wrong.en);
        let only = |name, family| Bureau {
            families: vec![family],
            ..named(name)
        };
        let apart = [only("江苏", Family::Icp), only("浙江", Family::Ip)];
        assert!(fit_together(&apart, None).is_ok());
        let second = [named("江苏"), only("浙江", Family::Ip)];
        assert!(
            fit_together(&second, None)
                .unwrap_err()
                .en
                .contains("both have IP")
        );
    }

    #[test]
    fn a_bureau_of_another_province_than_the_carriers_is_refused() {
        let zhejiang = Bureau {
            province: Some(330_000),
            ..named("浙江")
        };
        let bureaus = std::slice::from_ref(&zhejiang);
        assert!(fit_together(bureaus, Some(330_000)).is_ok());
        assert!(fit_together(bureaus, None).is_ok());
        let why = fit_together(bureaus, Some(440_000)).unwrap_err();
        assert!(why.zh.contains("1045"), "{}", why.zh);
    }

    #[test]
    fn bureaus_that_would_share_numbers_or_leave_their_folder_are_refused() {
        let ministry = |name| Bureau {
            families: vec![Family::Ym],
            ..named(name)
        };
        assert!(fit_together(&[named("江苏"), ministry("工信部")], None).is_ok());
        assert!(fit_together(&[named("江苏"), ministry("江苏")], None).is_err());
        for name in ["", "..", "a/b", "a\\b", ".hidden"] {
            assert!(fit_together(&[named(name)], None).is_err(), "{name}");
        }
        let second = Bureau {
            name: "另一个".to_owned(),
            ..Bureau::default()
        };
        assert!(fit_together(&[Bureau::default(), second], None).is_err());
    }
}
