//! What is wrong with a configuration that can be read: what stops a night, and what is worth a thought.

use std::borrow::Cow;

use crate::bureau::is_loopback;
use crate::codes::Codes;
use crate::config::{Bureau, Config};
use crate::nightly::{self, office};
use crate::order::{Bilingual as _, Text};

/// All of it, each with what to do.
#[derive(Default)]
pub(super) struct Problems {
    /// What stops a night.
    pub wrong: Vec<Text>,
    /// What does not.
    pub notes: Vec<Text>,
}

/// Looks at everything that the configuration names. Calls nobody, and writes nothing.
pub(super) fn find(config: &Config) -> Problems {
    let mut problems = Problems::default();
    let wrong = &mut problems.wrong;
    wrong.extend(config.settings().err().map(Text::from));
    wrong.extend(
        config
            .codes(Cow::Borrowed(Codes::bundled()))
            .err()
            .map(Text::from),
    );
    wrong.extend(nightly::schema(config).err().map(Text::from));
    if let Some(path) = &config.practice.scenario {
        let scenario = office::read_scenario(&config.path(path));
        wrong.extend(scenario.err().map(Text::from));
    }
    if config.output.compression > 9 {
        let level = config.output.compression;
        wrong.push(crate::envelope::Error::CompressionLevel(level).text());
    }
    for bureau in &config.bureau {
        look_at(bureau, config, &mut problems);
    }
    let notes = &mut problems.notes;
    let orders = config.path(&config.paths.orders);
    if !orders.exists() {
        let orders = orders.display();
        notes.push(Text::new(
            format!("paths.orders：{orders} 还不存在，不带参数的 nightly 会读它"),
            format!("paths.orders: {orders} does not exist yet; nightly reads it where no input is named"),
        ));
    }
    if config.carrier.province.is_none() {
        notes.push(Text::new(
            "carrier.province 没有设置：各省规则只按订单判断，也不核对管局是否属本省",
            "carrier.province is not set: whether a bureau is the carrier's own is not looked at",
        ));
    }
    if config.clock.now.is_some() {
        notes.push(Text::new(
            "clock.now 固定了时间：只用于回归测试，实际上报时请删去",
            "clock.now fixes the time: for regression runs only, leave it out where files are really sent",
        ));
    }
    problems
}

fn look_at(bureau: &Bureau, config: &Config, problems: &mut Problems) {
    let name = &bureau.name;
    let of = |why: Text| {
        Text::new(
            format!("[[bureau]]「{name}」：{}", why.zh),
            format!("[[bureau]] \"{name}\": {}", why.en),
        )
    };
    let wrong = &mut problems.wrong;
    wrong.extend(
        office::password(config, bureau)
            .err()
            .map(|error| of(error.text())),
    );
    wrong.extend(
        office::authorities(config, bureau)
            .err()
            .map(|error| error.text()),
    );
    let key = office::key(config, bureau);
    let has_key = bureau.aes_key_env.is_some() || bureau.aes_key_file.is_some();
    match key {
        Err(error) if bureau.encrypt || has_key => wrong.push(of(error.text())),
        Ok(None) if bureau.encrypt => {
            wrong.push(office::OfficeError::HalfAKey(name.clone()).text());
        }
        _ => {}
    }
    if bureau.is_practice() {
        return;
    }
    let notes = &mut problems.notes;
    if has_key && !bureau.encrypt {
        notes.push(of(Text::new(
            "有密钥而 encrypt = false：上报不加密，只用密钥打开答复",
            "there is a key, but encrypt = false: uploads are not encrypted, the key only opens answers",
        )));
    }
    if bureau.url.starts_with("http://") && !bureau.encrypt && !is_loopback(&bureau.url) {
        notes.push(of(Text::new(
            "http:// 且不加密：个人信息在网上以明文传输",
            "http:// without encryption: personal data travels in the clear",
        )));
    }
    let default = Bureau::default();
    if bureau.user == default.user {
        notes.push(of(Text::new(
            format!("user 仍是练习用的默认值 {}", default.user),
            format!("user is still the default for rehearsals, {}", default.user),
        )));
    }
    if config.carrier.isp_id == crate::config::Carrier::default().isp_id
        && !is_loopback(&bureau.url)
    {
        notes.push(of(Text::new(
            "carrier.isp_id 仍是练习用的默认值",
            "carrier.isp_id is still the default for rehearsals",
        )));
    }
}
