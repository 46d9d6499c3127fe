//! What the tests of the practice bureau share: starting one, and data files of invented orders.

#![allow(dead_code)] // every test program uses a part of it

use std::path::Path;
use std::sync::Arc;

use beian::bureau::{Client, Endpoint, Overrides, Patience, Timeouts};
use beian::envelope::{AesKey, Limits, Opened, SealOptions, Sealed, open, seal};
use beian::practice::{Options, Running, Scenario, start};
use chrono::NaiveDate;
use secrecy::SecretString;

pub const CARRIER: u64 = 330_000_000_001;
pub const USER: &str = "practice";
pub const PASSWORD: &str = "口令1234";

/// Options for a bureau whose memory is `folder`.
pub fn options(folder: &Path, scenario: &str) -> Options {
    Options {
        listen: ([127, 0, 0, 1], 0).into(),
        state: folder.to_owned(),
        scenario: Scenario::parse(scenario).unwrap(),
        carrier: CARRIER,
        user: USER.to_owned(),
        password: SecretString::from(PASSWORD),
        key: None,
        today: Arc::new(|| NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()),
        schema_check: None,
    }
}

/// A bureau that follows the scenario.
pub fn bureau(folder: &Path, scenario: &str) -> Running {
    start(options(folder, scenario)).unwrap()
}

pub fn endpoint(bureau: &Running) -> Endpoint {
    Endpoint {
        name: "演习".to_owned(),
        base_url: bureau.base_url(),
        isp_id: CARRIER,
        user: USER.to_owned(),
        password: SecretString::from(PASSWORD),
        key: None,
        timeouts: Timeouts::default(),
        overrides: Overrides::default(),
        authorities: None,
        hours: None,
        patience: Patience::default(),
    }
}

pub fn client(bureau: &Running) -> Client {
    Client::new(endpoint(bureau))
}

pub fn key() -> AesKey {
    AesKey::new("0123456789abcdef", "0102030405060708").unwrap()
}

/// Seals `content` as a data file of the carrier.
pub fn file(name: &str, content: &str, key: Option<&AesKey>) -> Sealed {
    document(
        name,
        &format!(
            "<UploadData version=\"V.3.0\"><ICP>{content}<Qqdwid>{CARRIER}</Qqdwid></ICP></UploadData>"
        ),
        key,
    )
}

/// Seals a whole document, whatever it is.
pub fn document(name: &str, root: &str, key: Option<&AesKey>) -> Sealed {
    let xml = format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{root}");
    let (gbk, _, unmappable) = encoding_rs::GBK.encode(&xml);
    assert!(!unmappable);
    let options = SealOptions {
        key: key.cloned(),
        ..SealOptions::default()
    };
    seal(&gbk, &format!("{name}.xml").parse().unwrap(), &options).unwrap()
}

/// A site of an order; its own ids are `id` with a digit behind it.
pub fn site(id: u32, domain: &str) -> String {
    format!(
        "<Wz_xx><IspWzid>{id}2</IspWzid><Wzmc>演习网站{id}</Wzmc><Fwnr><Fwnr_id>1</Fwnr_id></Fwnr>\
         <Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><IspYmid>{id}3</IspYmid><Ym>{domain}</Ym></Ym_xx>\
         <Jr_xx><IspJrid>{id}4</IspJrid><Wzfb><Fbdd>1</Fbdd></Wzfb><Wzjrfs><Jrfs>1</Jrfs></Wzjrfs>\
         <Ip_xx><IspIpid>{id}5</IspIpid><Qsip>3325256705</Qsip><Zzip>3325256710</Zzip></Ip_xx></Jr_xx>\
         <Wz_Fzr><Fzr_xm>张演习</Fzr_xm><Fzr_dhhm>086-0571-86000000</Fzr_dhhm><Fzr_sjhm>13800000000</Fzr_sjhm>\
         <Fzr_dzyj>{id}@example.cn</Fzr_dzyj></Wz_Fzr><Syurl>www.{domain}</Syurl></Wz_xx>"
    )
}

/// A new filing (one `Baxx`) with one site; its `IspZtid` is `id` followed by 1.
pub fn new_filing(id: u32, domain: &str) -> String {
    format!(
        "<Baxx><Zt_xx><IspZtid>{id}1</IspZtid><Dwmc>杭州演习{id}有限公司</Dwmc><Dwxz>4</Dwxz>\
         <Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xianid>330106</Xianid><Xxdz>演习路{id}号</Xxdz></Txdz>\
         <Zj><Zjlx>1</Zjlx><Zjhm>PRACTICE{id}</Zjhm><Zjzs>浙江省杭州市</Zjzs></Zj>\
         <Fzr><Fzr_xm>李演习</Fzr_xm><Fzr_sjhm>13800000000</Fzr_sjhm><Fzr_dzyj>{id}@example.cn</Fzr_dzyj></Fzr>\
         <Bbfs>1</Bbfs></Zt_xx>{}</Baxx>",
        site(id, domain)
    )
}

/// New sites for a filed subject (one `Xzxx`).
pub fn new_sites(number: &str, sites: &[String]) -> String {
    format!(
        "<Xzxx><Zt_xx><Ztbah>{number}</Ztbah></Zt_xx>{}</Xzxx>",
        sites.concat()
    )
}

/// A new access for a filed site (one `Xzxx`); its `IspJrid` is `id`.
pub fn new_access(id: u32, number: &str) -> String {
    format!(
        "<Xzxx><Wz_xx><Wzbah>{number}</Wzbah></Wz_xx><IspJrid>{id}</IspJrid><Wzfb><Fbdd>1</Fbdd></Wzfb>\
         <Wzjrfs><Jrfs>1</Jrfs></Wzjrfs><Ip_xx><IspIpid>{id}5</IspIpid><Qsip>3325256705</Qsip>\
         <Zzip>3325256705</Zzip></Ip_xx><ICPmm>e10adc3949ba59abbe56e057f20f883e</ICPmm></Xzxx>"
    )
}

/// Downloads, opens and acknowledges until there is nothing more: names and decoded documents.
pub fn fetch_all(client: &Client) -> Vec<(String, String)> {
    let mut files = Vec::new();
    loop {
        let answer = client.download().unwrap();
        let Some(delivered) = answer.file else {
            assert_eq!(answer.code, 2);
            return files;
        };
        let Opened { name, xml } = open(
            &delivered.info,
            &delivered.hash,
            delivered.encrypt,
            client.endpoint().key.as_ref(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(name, delivered.name);
        assert_eq!(client.acknowledge(&delivered.name).unwrap().code, 0);
        files.push((name, encoding_rs::GBK.decode(&xml).0.into_owned()));
    }
}

/// Posts a call as plain text over a connection of its own, and gives the whole HTTP answer.
pub fn post(bureau: &Running, path: &str, call: &str) -> String {
    use std::io::{Read as _, Write as _};
    let body = format!(
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>{call}</soap:Body></soap:Envelope>"
    );
    let mut stream = std::net::TcpStream::connect(bureau.address).unwrap();
    let head = format!(
        "POST /{path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bureau.address,
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
