//! The way to the bureau as it is in carriers' networks: HTTPS with the bureau's own authority, proxies, a bureau without a WSDL,
//! one that is slow.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod network_support;
mod night_support;

use std::net::SocketAddr;
use std::process::Output;

use beian::bureau::CallError;
use beian::envelope::Sealed;
use network_support::{Proxy, certificate, with_tls};
use night_support::{ORDERS, SmallNight, assert_exit, said};

/// A night whose practice bureau listens at the address.
fn night(scenario: &str) -> (SmallNight, night_support::Bureau, SocketAddr) {
    let night = SmallNight::of(&ORDERS[..2]);
    night.write("password", "practice");
    night.write("practice.toml", scenario);
    let bureau = night.with_bureau_elsewhere();
    let address = bureau.url.strip_prefix("http://").unwrap().parse().unwrap();
    (night, bureau, address)
}

fn configure(night: &SmallNight, url: &str, more: &str) {
    night.configure(&format!(
        "[[bureau]]\nname = \"practice\"\nurl = \"{url}\"\npassword_file = \"password\"\n{more}\n"
    ));
}

/// Runs a night in surroundings of `NAME=value`.
fn run(night: &SmallNight, environment: &[(&str, &str)]) -> Output {
    let mut command = night.command(&["nightly", "--lang", "en"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.envs(environment.iter().copied()).output().unwrap()
}

fn assert_done(night: &SmallNight) {
    night.assert_agreement();
    assert_eq!(night.report().last().unwrap()["totals"]["approved"], 2);
}

#[test]
fn a_bureau_whose_certificate_its_own_authority_vouches_for_is_spoken_to_by_https() {
    let (night, _bureau, address) = night("");
    let tls = with_tls(address);
    let url = format!("https://localhost:{}", tls.port());
    // Nobody vouches for it: nothing is sent, and nothing is left unknown either.
    for more in ["", "[bureau.wsdl]\nignore = true"] {
        configure(&night, &url, more);
        let refused = run(&night, &[]);
        assert_exit(&refused, 4);
        assert!(said(&refused).contains("certificate"), "{}", said(&refused));
        assert!(night.uploads().is_empty());
    }
    let files = night.ledger().files().unwrap();
    assert!(
        files
            .iter()
            .all(|file| file.state == beian::ledger::FileState::Built)
    );
    let authority = certificate("ca.pem");
    configure(&night, &url, &format!("ca_file = {authority:?}"));
    assert_exit(&run(&night, &[]), 0);
    assert_done(&night);
}

#[test]
fn an_upload_whose_bureau_nobody_vouches_for_was_certainly_not_sent() {
    let (_night, bureau, address) = night("[description]\nspelling = \"ispId\"\n");
    let sealed = Sealed::from_zip("XZBA1.xml".parse().unwrap(), b"PK".to_vec(), None);
    let url = format!("https://localhost:{}", with_tls(address).port());
    let error = night_support::client(&url).upload(&sealed, 1).unwrap_err();
    assert!(matches!(error, CallError::NotReached { .. }), "{error}");
    // The bureau itself would have answered.
    let answer = night_support::client(&bureau.url).upload(&sealed, 1);
    assert_eq!(answer.unwrap().code, 8);
}

#[test]
fn a_bureau_behind_a_proxy_is_reached_by_the_variable_of_its_scheme() {
    let (night, _bureau, address) = night("");
    let proxy = Proxy::to(address);
    let variable = format!("http://{}", proxy.address);
    configure(&night, "http://bureau.test:8630", "retry.wait = 0");
    // Without the right variable there is no way.
    for environment in [
        vec![("HTTPS_PROXY", variable.as_str())],
        vec![("HTTP_PROXY", &variable), ("NO_PROXY", "example.com,.test")],
    ] {
        assert_exit(&run(&night, &environment), 4);
        assert!(proxy.asked().is_empty());
    }
    assert_exit(
        &run(
            &night,
            &[("HTTP_PROXY", &variable), ("NO_PROXY", "example.com")],
        ),
        0,
    );
    assert_eq!(proxy.asked(), ["bureau.test:8630"]);
    assert_done(&night);
}

#[test]
fn https_goes_through_a_proxy_and_is_vouched_for_all_the_same() {
    let (night, _bureau, address) = night("");
    let proxy = Proxy::to(with_tls(address));
    let variable = format!("http://{}", proxy.address);
    let authority = certificate("ca.pem");
    configure(
        &night,
        "https://bureau.test",
        &format!("ca_file = {authority:?}"),
    );
    assert_exit(&run(&night, &[("https_proxy", &variable)]), 0);
    assert_eq!(proxy.asked(), ["bureau.test:443"]);
    assert_done(&night);
}

#[test]
fn a_variable_that_holds_no_proxy_is_named_and_nothing_is_sent_past_it() {
    let (night, _bureau, _) = night("");
    configure(&night, "http://bureau.test:8630", "");
    let output = run(&night, &[("HTTP_PROXY", "gopher://x")]);
    assert_exit(&output, 4);
    assert!(
        said(&output).contains("HTTP_PROXY holds no proxy"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_bureau_without_a_description_is_called_as_the_configuration_says() {
    let (night, bureau, _) = night("[description]\nserve = false\nspelling = \"ispID\"\n");
    let names = |more: &str| {
        let common = "\"ispID\", \"userName\", \"randVal\", \"pwdHash\"";
        format!("[{common}, {more}]")
    };
    let upload = names(
        "\"beianInfo\", \"beianInfoHash\", \"dataSequence\", \"encryptAlgorithm\", \"hashAlgorithm\", \"compressionFormat\"",
    );
    let plain = names("\"hashAlgorithm\"");
    let acknowledge = names("\"hashAlgorithm\", \"fileName\"");
    let path = format!("{}/ISPWebService/upDownLoad", bureau.url);
    // The base address is of no use: each method has its own.
    configure(
        &night,
        "http://127.0.0.1:1",
        &format!(
            "[bureau.wsdl]\nignore = true\nnamespace = \"urn:bureau\"\nstyle = \"rpc\"\nsoap_action = \"urn:bureau#{{method}}\"\n\
             [bureau.wsdl.endpoints]\nisp_upload = \"{path}\"\nisp_download = \"{path}\"\nisp_downloadack = \"{path}\"\nisp_querypreviousupload = \"{path}\"\n\
             [bureau.wsdl.parameters]\nisp_upload = {upload}\nisp_download = {plain}\nisp_downloadack = {acknowledge}\nisp_querypreviousupload = {plain}\n"
        ),
    );
    assert_exit(&run(&night, &[]), 0);
    assert_done(&night);
    // Spelt as the interface has it, this bureau does not know who speaks.
    configure(&night, &bureau.url, "");
    let output = run(&night, &[]);
    assert_exit(&output, 4);
    assert!(said(&output).contains("code 12"), "{}", said(&output));
}

#[test]
fn an_answer_that_comes_after_the_time_out_is_settled_by_asking() {
    let (night, bureau, _) =
        night("[[fault]]\ncall = \"isp_upload\"\ndo = \"slow\"\ndelay_ms = 2500\n");
    configure(&night, &bureau.url, "timeout = 1");
    assert_exit(&run(&night, &[]), 0);
    assert_done(&night);
}
