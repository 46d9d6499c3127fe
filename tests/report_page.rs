//! The report's page in a real browser: it draws, filters, searches, speaks both languages, and stays usable when the night
//! is large. Skipped with a message where Chromium is not installed.

mod report_support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use beian::order::Lang;
use beian::outcome::Totals;
use beian::report::night::{self, Night};
use beian::report::trend::NightLine;
use chrono::NaiveDate;
use report_support::{HOSTILE, large_night, night};
use serde_json::Value;
use tempfile::TempDir;

/// A page on disk, and a profile that nothing else has used.
struct Browser {
    folder: TempDir,
    page: PathBuf,
}

impl Browser {
    /// Writes the page with `acts` at its end; `None` where there is no browser.
    fn open(night: &Night, lang: Lang, acts: &str) -> Option<Self> {
        if Command::new("chromium").arg("--version").output().is_err() {
            eprintln!("skipped: chromium is not installed");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("night.html");
        let html = page_of(night, lang);
        let end = html.rfind("</body>").expect("the end of the page");
        let (before, after) = html.split_at(end);
        // What the acts find out is left in the page, from which it is read back.
        let script = format!(
            "<script>const seen = {{}};
const rows = () => document.querySelectorAll('#orders tbody tr').length;
{acts}
const proof = document.createElement('pre'); proof.id = 'proof'; proof.textContent = JSON.stringify(seen); document.body.append(proof);</script>"
        );
        fs::write(&page, [before, &script, after].concat()).expect("a written page");
        Some(Self { folder, page })
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-sync"])
            .arg(format!(
                "--user-data-dir={}",
                self.folder.path().join("profile").display()
            ))
            .arg("--virtual-time-budget=5000")
            .args(arguments)
            .arg(format!("file://{}", self.page.display()))
            .output()
            .expect("chromium starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// What the acts saw.
    fn seen(&self) -> Value {
        let page = self.run(&["--dump-dom"]);
        let (_, proof) = page
            .split_once("<pre id=\"proof\">")
            .expect("the acts ran to their end");
        let (proof, _) = proof.split_once("</pre>").expect("the proof ends");
        serde_json::from_str(
            &proof
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"),
        )
        .expect(proof)
    }

    fn screenshot(&self, name: &str, size: &str) -> Vec<u8> {
        let path = self.folder.path().join(name);
        self.run(&[
            &format!("--window-size={size}"),
            &format!("--screenshot={}", path.display()),
        ]);
        fs::read(path).expect("a screenshot")
    }
}

fn page_of(night: &Night, lang: Lang) -> String {
    let mut out = Vec::new();
    night::html(night, lang, &mut out).expect("written to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn filters_search_and_sorting_show_the_orders_that_fit() {
    let acts = "
      const click = selector => document.querySelector(selector).click();
      const type = words => { const search = document.getElementById('search'); search.value = words; search.dispatchEvent(new Event('input')); };
      const first = () => document.querySelector('#orders tbody tr').dataset.order;
      seen.all = rows();
      click('.chip.held-back'); seen.heldBack = rows(); seen.pressed = document.querySelector('.tile.held-back').getAttribute('aria-pressed');
      click('.chip.approved'); seen.heldBackOrApproved = rows();
      click('#clear'); seen.cleared = rows();
      type('主体!S7'); seen.cell = rows(); seen.cellOrder = first();
      type('880001'); seen.bureauId = rows();
      type('nothing has this'); seen.none = rows(); seen.said = document.getElementById('count').textContent;
      click('#clear');
      click('[data-turn=customer]'); seen.customer = rows(); click('#clear');
      click('[data-code=\"5001\"]'); seen.code = rows(); click('#clear');
      click('[data-overdue]'); seen.overdue = rows(); click('#clear');
      seen.urgent = first();
      click('#orders thead th button'); seen.ascending = first();
      click('#orders thead th button'); seen.descending = first();";
    let Some(browser) = Browser::open(&night(), Lang::Zh, acts) else {
        return;
    };
    let expected = serde_json::json!({
        "all": 8, "heldBack": 3, "pressed": "true", "heldBackOrApproved": 5, "cleared": 8,
        "cell": 1, "cellOrder": "N-004", "bureauId": 1, "none": 0, "said": "没有符合条件的订单",
        "customer": 1, "code": 1, "overdue": 1,
        "urgent": "N-003", "ascending": "N-001", "descending": "N-008",
    });
    assert_eq!(browser.seen(), expected);
}

#[test]
fn the_page_speaks_the_language_that_is_chosen() {
    let acts = "
      const words = () => [document.documentElement.lang, document.querySelector('h1').textContent, document.querySelector('.ties').textContent];
      seen.first = words();
      document.querySelector('[data-lang=zh]').click();
      seen.then = words();";
    let Some(browser) = Browser::open(&night(), Lang::En, acts) else {
        return;
    };
    let expected = serde_json::json!({
        "first": ["en", "Filing reconciliation", "✓ The sums agree"],
        "then": ["zh-CN", "备案夜间对账", "✓ 数字相符"],
    });
    assert_eq!(browser.seen(), expected);
}

#[test]
fn details_files_findings_and_earlier_nights_are_in_the_page() {
    let acts = "
      document.querySelector('[data-order=N-003] details').open = true;
      seen.rest = document.getElementById('rest').innerText;
      const ways = [...document.querySelectorAll('#places a')];
      seen.lost = ways.filter(way => !document.querySelector(`#rest ${way.getAttribute('href')} h2`)).length;
      seen.ways = [ways.length, document.querySelectorAll('#rest section').length];
      setTimeout(() => {
        seen.attempts = document.querySelectorAll('[data-order=N-003] details .card').length;
        document.getElementById('proof').textContent = JSON.stringify(seen);
      }, 200);";
    let Some(browser) = Browser::open(&night(), Lang::Zh, acts) else {
        return;
    };
    let seen = browser.seen();
    assert_eq!(seen["attempts"], 1);
    assert_eq!(seen["lost"], 0, "every way leads to its section");
    assert_eq!(seen["ways"][0], seen["ways"][1]);
    let rest = seen["rest"].as_str().expect("the rest of the page");
    for part in [
        "orders/损坏.xlsx",
        "没有这个订单",
        "溪石茶舍",
        "K-031",
        "管局主动注销",
        "M-090",
        "33000000000120260918XZBA000001.xml",
    ] {
        assert!(rest.contains(part), "{part} is not in {rest}");
    }
}

#[test]
fn outcomes_reasons_and_waiting_times_are_drawn_in_both_languages() {
    let acts = "
      const charts = () => ({
        bars: document.querySelectorAll('.sums svg.bar rect').length,
        kinds: document.querySelectorAll('[data-kind] svg.bar').length,
        codes: document.querySelectorAll('[data-code] svg.meter rect').length,
        ages: document.querySelectorAll('.ages rect').length,
        oldest: [...document.querySelectorAll('.ages title')].at(-1).textContent,
        checks: document.querySelectorAll('.checks li').length,
        wrong: document.querySelectorAll('.checks li.no').length,
      });
      seen.zh = charts();
      document.querySelector('[data-lang=en]').click();
      seen.en = charts();
      seen.high = document.querySelector('.ages rect').getBoundingClientRect().height > 5;";
    let Some(browser) = Browser::open(&night(), Lang::Zh, acts) else {
        return;
    };
    let seen = browser.seen();
    let zh = serde_json::json!({
        "bars": 5, "kinds": 3, "codes": 6, "ages": 11, "oldest": "网站主办者 · 43+ 天 · 2", "checks": 8, "wrong": 0,
    });
    assert_eq!(seen["zh"], zh);
    assert_eq!(seen["en"]["oldest"], "customer · 43+ days · 2");
    assert_eq!(seen["high"], true);
}

#[test]
fn several_nights_are_drawn_side_by_side_and_one_alone_is_not() {
    let line = |day: u32, approved: usize, refused: usize| NightLine {
        night: NaiveDate::from_ymd_opt(2026, 9, day).expect("a day"),
        totals: Totals {
            read: approved + refused,
            sent: approved + refused,
            approved,
            refused,
            ..Totals::default()
        },
        uploaded: approved + refused,
        approvals: approved,
        refusals: refused,
        answers: approved + refused,
    };
    let acts = "
      seen.bars = document.querySelectorAll('.trend rect').length;
      seen.first = document.querySelector('.trend title')?.textContent;
      seen.labels = [...document.querySelectorAll('.trend text:not(.value)')].map(label => label.textContent);
      seen.ages = document.querySelectorAll('.ages rect').length;";
    let mut several = night();
    several.trend = vec![line(16, 40, 3), line(17, 38, 0), line(18, 51, 9)];
    let Some(browser) = Browser::open(&several, Lang::En, acts) else {
        return;
    };
    let seen = browser.seen();
    assert_eq!(
        seen,
        serde_json::json!({ "bars": 5, "first": "refused · 09-16 · 3", "labels": ["09-16", "09-17", "09-18"], "ages": 11 })
    );
    let mut one = night();
    one.trend = vec![line(18, 51, 9)];
    let alone = Browser::open(&one, Lang::En, acts).expect("the browser is there");
    assert_eq!(alone.seen()["bars"], 0);
}

#[test]
fn figures_that_do_not_agree_stand_in_the_page_before_anything_is_opened() {
    let mut broken = night();
    broken.outcomes.pop();
    let acts = "
      seen.verdict = document.querySelector('.ties').className;
      seen.open = document.querySelector('.checks').open;
      seen.wrong = [...document.querySelectorAll('.checks li.no')].map(line => line.textContent);";
    let Some(browser) = Browser::open(&broken, Lang::En, acts) else {
        return;
    };
    let expected = serde_json::json!({
        "verdict": "ties no", "open": true,
        "wrong": ["the report lists 7 orders, the ledger counts 8; waiting 0, ledger 1"],
    });
    assert_eq!(browser.seen(), expected);
}

#[test]
fn the_page_prints_every_order() {
    let Some(browser) = Browser::open(&night(), Lang::Zh, "") else {
        return;
    };
    let path = browser.folder.path().join("page.pdf");
    browser.run(&[
        "--no-pdf-header-footer",
        &format!("--print-to-pdf={}", path.display()),
    ]);
    let paper = fs::read(&path).expect("a printed page");
    assert!(paper.starts_with(b"%PDF") && paper.len() > 20_000);
    let Ok(output) = Command::new("pdftotext").arg(&path).arg("-").output() else {
        eprintln!("skipped in part: pdftotext is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    for order in ["N-001", "N-003", "N-008", "K-031", "M-090"] {
        assert!(text.contains(order), "{order} is not in {text}");
    }
}

#[test]
fn what_the_bureau_wrote_never_becomes_markup() {
    let html = page_of(&night(), Lang::Zh);
    assert!(!html.contains("<img"));
    let acts = "
      seen.images = document.images.length;
      seen.opinion = document.querySelector('[data-order=N-003] .why').textContent;";
    let Some(browser) = Browser::open(&night(), Lang::Zh, acts) else {
        return;
    };
    let seen = browser.seen();
    assert_eq!(seen["images"], 0);
    assert!(
        seen["opinion"]
            .as_str()
            .is_some_and(|text| text.contains("<img src=x")),
        "{HOSTILE:?} in {seen}"
    );
}

#[test]
fn the_page_fits_a_desk_and_a_phone() {
    let acts = "seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;";
    let Some(browser) = Browser::open(&night(), Lang::En, acts) else {
        return;
    };
    for size in ["1400,1200", "500,1600"] {
        let page = browser.run(&[&format!("--window-size={size}"), "--dump-dom"]);
        assert!(
            page.contains("{\"overflow\":0}"),
            "wider than a window of {size}"
        );
        let picture = browser.screenshot("page.png", size);
        assert!(
            picture.starts_with(b"\x89PNG") && picture.len() > 20_000,
            "a blank page at {size}"
        );
    }
}

#[test]
fn a_night_of_twenty_thousand_orders_stays_usable() {
    let large = large_night(20_000);
    let html = page_of(&large, Lang::Zh);
    assert!(html.len() < 8_000_000, "{} bytes", html.len());
    let acts = "
      seen.drawn = rows() < 1000;
      const search = document.getElementById('search');
      search.value = '20260918-19999'; search.dispatchEvent(new Event('input'));
      seen.found = rows();";
    let Some(browser) = Browser::open(&large, Lang::Zh, acts) else {
        return;
    };
    let start = Instant::now();
    let seen = browser.seen();
    let took = start.elapsed();
    eprintln!("{} bytes, opened and searched in {took:?}", html.len());
    assert_eq!(seen, serde_json::json!({ "drawn": true, "found": 1 }));
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let html = page_of(&night(), Lang::Zh);
    let page = html
        .split("<script type=\"application/json\"")
        .next()
        .expect("the page before its data");
    assert!(page.contains("default-src 'none'"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(
            !page.contains(outside),
            "the page reaches outside: {outside}"
        );
    }
}
