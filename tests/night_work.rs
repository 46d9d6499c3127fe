//! What lies beside the reports of a night: letters to customers, work lists, forms to print.

#![allow(clippy::unwrap_used)] // in a test program an unwrap is an assertion

mod night_support;

use std::fs;
use std::path::Path;

use night_support::{SmallNight, assert_exit, said};

const ORDER: &str = "20260918-0042";
const FOLDER: &str = "reports/2026-09-18";

fn refused(answer: &str) -> SmallNight {
    let night = SmallNight::of(&[ORDER, "20260918-0043"]);
    night.write(
        "practice.toml",
        format!("[[answer]]\ndomain = \"cy-liudi-peng-clocks.com.cn\"\n{answer}\n"),
    );
    night
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn read(night: &SmallNight, name: &str) -> String {
    fs::read_to_string(night.path(&format!("{FOLDER}/{name}"))).unwrap()
}

/// These columns of a list, row by row.
fn column(night: &SmallNight, list: &str, names: &[&str]) -> Vec<String> {
    let text = read(night, &format!("lists/{list}.csv"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &&str| header.iter().position(|one| one == *name).unwrap();
    let at: Vec<usize> = names.iter().map(at).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells: Vec<&str> = at.iter().map(|at| &row[*at]).collect();
        cells.join("|")
    });
    rows.collect()
}

fn ingest(night: &SmallNight, fixture: &str) {
    let answers = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let name = format!("{}.xml", fixture.replace('/', "-"));
    let document = fs::read(answers.join(fixture).with_extension("xml")).unwrap();
    night.write(&name, document);
    let output = night.run(&["ingest", &name]);
    assert!(output.status.code() <= Some(1), "{}", said(&output));
}

#[test]
fn a_refusal_that_needs_the_customer_has_a_letter_in_both_languages() {
    let night = refused("codes = [1020, 1011]");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 1);
    assert!(said(&output).contains("1 notices to customers"));
    let letters = names(&night.path(&format!("{FOLDER}/notices")));
    assert_eq!(
        letters,
        [format!("{ORDER}.en.txt"), format!("{ORDER}.zh.txt")]
    );
    let zh = read(&night, &format!("notices/{ORDER}.zh.txt"));
    for part in [
        ORDER,
        "首次备案",
        "柳笛芃钟表展示网",
        "cy-liudi-peng-clocks.com.cn",
        "请另起一个名称",
        "11 位的大陆手机号码",
        // Five working days after Friday 18 September; Sunday the 20th is worked.
        "2026-09-24",
    ] {
        assert!(zh.contains(part), "{part} is not in {zh}");
    }
    let en = read(&night, &format!("notices/{ORDER}.en.txt"));
    assert!(en.contains("Please choose another one"), "{en}");
    assert!(en.contains(&format!("(order {ORDER}, new filing)")), "{en}");
    for jargon in ["1020", "1011", "Wzmc", "{", "15483843187", "联系方式"] {
        assert!(
            !zh.contains(jargon) && !en.contains(jargon),
            "{jargon} in {zh}{en}"
        );
    }
}

#[test]
fn an_auditors_opinion_is_in_the_letter_without_the_auditor() {
    let night = refused("opinion = \"网站名称与单位不符\"");
    night.run(&["nightly"]);
    let zh = read(&night, &format!("notices/{ORDER}.zh.txt"));
    assert!(zh.contains("网站名称与单位不符"), "{zh}");
    assert!(!zh.contains("演习审核员"), "{zh}");
    // Whoever calls the customer has to know it, too.
    let about = column(&night, "call", &["about"]).remove(0);
    assert!(about.contains("网站名称与单位不符"), "{about}");
    assert!(!about.contains("演习审核员"), "{about}");
}

#[test]
fn an_order_that_the_carrier_has_to_mend_has_no_letter() {
    let night = refused("codes = [1003]");
    night.run(&["nightly"]);
    assert_eq!(names(&night.path(&format!("{FOLDER}/notices"))), [""; 0]);
}

#[test]
fn a_letter_about_an_order_that_is_through_by_now_is_taken_away() {
    let night = refused("codes = [1020]");
    night.run(&["nightly"]);
    let path = "orders/20260918-0042/order.toml";
    let order = fs::read_to_string(night.path(path)).unwrap();
    night.write(
        path,
        order.replace("柳笛芃钟表展示网", "南宁柳笛芃钟表展示网"),
    );
    night.write("practice.toml", "");
    assert_exit(&night.run(&["nightly"]), 0);
    assert_eq!(names(&night.path(&format!("{FOLDER}/notices"))), [""; 0]);
}

#[test]
fn a_carrier_has_letters_of_its_own_and_a_wrong_one_is_found_before_anything_is_sent() {
    let night = refused("codes = [1020]");
    let bureau = "[[bureau]]\nname = \"practice\"\n";
    night.configure(&format!(
        "{bureau}[notices]\nrefused_zh = \"letter.txt\"\ncontact = \"0571-86013388\"\nreply_days = 3\n"
    ));
    night.write("letter.txt", "尊敬的客户：订单 {ordr} 请联系 {contact}\n");
    let output = night.run(&["nightly"]);
    assert_exit(&output, 2);
    assert!(said(&output).contains("{ordr}"), "{}", said(&output));
    assert!(!night.path("practice/practice.sqlite").exists());
    night.write("letter.txt", "尊敬的客户：订单 {order} 请联系 {contact}\n");
    night.run(&["nightly"]);
    assert_eq!(
        read(&night, &format!("notices/{ORDER}.zh.txt")),
        format!("尊敬的客户：订单 {ORDER} 请联系 0571-86013388\n")
    );
    let en = read(&night, &format!("notices/{ORDER}.en.txt"));
    assert!(en.contains("How to reach us: 0571-86013388"), "{en}");
}

#[test]
fn websites_filed_this_night_are_to_be_unblocked_and_those_cancelled_to_be_blocked() {
    let night = SmallNight::of(&[ORDER]);
    assert_exit(&night.run(&["nightly"]), 0);
    let unblock = read(&night, "lists/unblock.csv");
    assert!(unblock.contains("cy-liudi-peng-clocks.com.cn"), "{unblock}");
    assert!(!night.path(&format!("{FOLDER}/lists/block.csv")).exists());
    // The bureau cancels the filing on its own.
    let ledger = rusqlite::Connection::open(night.path("ledger.sqlite")).unwrap();
    let site: i64 = ledger
        .query_row("SELECT id FROM records WHERE kind = 'site'", [], |row| {
            row.get(0)
        })
        .unwrap();
    drop(ledger);
    let cancelled = format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><DownloadData version=\"V.3.0\"><ICP><ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>{site}</Jlid></Zxxx></ZXSJ></ICP></DownloadData>"
    );
    let (exit, line) = night.ingest("zxsj.xml", cancelled.as_bytes());
    assert!(exit <= 1, "{line}");
    night.run(&["nightly"]);
    let block = read(&night, "lists/block.csv");
    assert!(block.contains("cy-liudi-peng-clocks.com.cn"), "{block}");
    assert!(block.contains("the filing is cancelled"), "{block}");
    let cut = column(&night, "cut-off", &["domain", "ip", "filing_number"]);
    let filed = "cy-liudi-peng-clocks.com.cn|119.29.4.122-119.29.4.126 119.29.4.130-119.29.4.134|桂ICP备2026000001号-1";
    assert_eq!(cut, [filed]);
    assert!(!night.path(&format!("{FOLDER}/lists/unblock.csv")).exists());
}

#[test]
fn what_the_bureaus_lists_ask_for_is_on_the_lists() {
    let night = SmallNight::of(&[ORDER]);
    for fixture in [
        "icp-basj/whole",
        "icp-wbawzlb/whole",
        "icp-ffjrhmd/whole",
        "icp-hcjg/whole",
    ] {
        ingest(&night, fixture);
    }
    // Of some the bureau knows only where they were found, or how they were called up.
    let found = [
        (
            8_200_003,
            "https://WeiBeiAn3.example.cn/index.html",
            "<IP>3405803868</IP>",
        ),
        (8_200_004, "某某小站", "<IP>3405803869</IP>"),
        (8_200_005, "http://203.0.113.94:8080/", ""),
    ];
    let sites = found.map(|(id, name, ip)| {
        format!("<Wbawz_xx><Id>{id}</Id><Wzym_mc>{name}</Wzym_mc>{ip}</Wbawz_xx>")
    });
    let list = format!(
        "<DownloadData version=\"V.3.0\"><ICP><WBAWZLB>{}</WBAWZLB></ICP></DownloadData>",
        sites.concat()
    );
    let (exit, line) = night.ingest("wbawzlb.xml", list.as_bytes());
    assert!(exit <= 1, "{line}");
    night.run(&["nightly"]);
    // A system that blocks, cuts or connects reads its columns, and needs no words.
    let block = column(&night, "block", &["domain", "ip"]);
    for row in [
        "weibeian.example.cn|203.0.113.90",
        "weibeian2.example.cn|203.0.113.91",
        "weibeian3.example.cn|203.0.113.92",
        "203.0.113.93|203.0.113.93",
        "http://203.0.113.94:8080/|",
    ] {
        assert!(block.iter().any(|one| one == row), "{row}: {block:?}");
    }
    let cut = column(&night, "cut-off", &["domain", "ip"]);
    assert_eq!(
        cut,
        [
            "feifa.example.cn|203.0.113.77",
            "feifa2.example.cn|203.0.113.78"
        ]
    );
    let transfer = column(&night, "transfer", &["kind", "domain", "filing_number"]);
    assert_eq!(
        transfer,
        ["new access|shaobao.example.cn|苏ICP备12345678号-1"]
    );
    // The workbook has the same lists.
    let output = night.run(&["report", "--format", "xlsx", "-o", "night.xlsx"]);
    assert!(output.status.code() <= Some(1));
    let book: calamine::Xlsx<_> = calamine::open_workbook(night.path("night.xlsx")).unwrap();
    let sheets = calamine::Reader::sheet_names(&book);
    for name in ["to block", "to cut off", "to transfer"] {
        assert!(sheets.iter().any(|sheet| sheet == name), "{sheets:?}");
    }
}

#[test]
fn a_first_filing_of_a_filed_site_is_to_be_transferred() {
    let night = refused("codes = [1003, 1005]");
    night.run(&["nightly"]);
    let transfer = read(&night, "lists/transfer.csv");
    assert!(
        transfer.contains(&format!("{ORDER},new access,")),
        "{transfer}"
    );
    let domains = column(&night, "transfer", &["domain"]);
    assert_eq!(domains, ["cy-liudi-peng-clocks.com.cn"]);
}

#[test]
fn short_messages_that_run_out_and_customers_to_call_are_listed_with_where_their_number_stands() {
    let night = SmallNight::of(&[ORDER]);
    // Guangxi asks for a short message.
    night.write("practice.toml", "[[answer]]\nshare = 100\npending = true\n");
    let more = "[[bureau]]\nname = \"practice\"\n[[checks.province]]\ncode = 450000\nsms_verification = true\n";
    night.configure(more);
    night.run(&["nightly"]);
    assert_eq!(night.state(ORDER), "awaiting_sms");
    let sms = read(&night, "lists/sms.csv");
    assert!(sms.contains("2026-09-20 22:00,48"), "{sms}");
    assert!(sms.contains("154******87"), "{sms}");
    assert!(!sms.contains("15483843187"), "{sms}");
    assert!(sms.contains("order.toml subject.principal.mobile"), "{sms}");
    let call = read(&night, "lists/call.csv");
    assert!(call.contains(ORDER), "{call}");
    // Three days later it has run out, and nobody is asked for what cannot be done any more.
    night.configure_at("2026-09-21T22:00:00+08:00", more);
    let output = night.run(&["report", "--work", "late"]);
    assert!(output.status.code() <= Some(1), "{}", said(&output));
    let late = fs::read_to_string(night.path("late/lists/sms.csv")).unwrap();
    assert!(late.contains("2026-09-20 22:00,0,"), "{late}");
    assert_eq!(names(&night.path("late/notices")), [""; 0]);
    let letter = read(&night, &format!("notices/{ORDER}.zh.txt"));
    assert!(
        letter.contains("短信") && letter.contains("2026-09-20 22:00"),
        "{letter}"
    );
}

/// The order without its verification form, and its second review still open.
fn without_form(order: &str) -> String {
    let order = order.replace("second = \"通过\"", "second = \"待审\"");
    let parts = order.split("[[attachment]]");
    let parts: Vec<&str> = parts.filter(|part| !part.contains("核验单")).collect();
    parts.join("[[attachment]]")
}

#[test]
fn a_filing_that_waits_for_a_review_without_its_form_has_one_to_print_for_each_website() {
    let night = SmallNight::of(&[ORDER]);
    let path = "orders/20260918-0042/order.toml";
    let order = fs::read_to_string(night.path(path)).unwrap();
    night.write(path, without_form(&order));
    let output = night.run(&["nightly"]);
    let page = read(&night, "lists/verification-forms.html");
    assert_eq!(page.matches("<section>").count(), 1);
    for part in [
        "柳笛芃钟表展示网",
        "cy-liudi-peng-clocks.com.cn",
        "南宁柳笛芃钟表有限公司",
        "15483843187",
        "119.29.4.122",
        "主办单位公章",
        "break-after: page",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    for outside in ["http://", "https://", "src=", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(
        said(&output).contains("1 verification forms"),
        "{}",
        said(&output)
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = night.path(&format!("{FOLDER}/lists/verification-forms.html"));
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn the_lists_and_letters_of_any_night_are_written_again_on_demand() {
    let night = refused("codes = [1020]");
    night.run(&["nightly"]);
    let kept = night.path(&format!("{FOLDER}/lists/verification-forms.html"));
    fs::write(&kept, "a form that the night has made").unwrap();
    night.write("again/lists/mine.csv", "a list of somebody else");
    // Nights later the same night is asked for.
    night.configure_at(
        "2026-09-21T09:00:00+08:00",
        "[[bureau]]\nname = \"practice\"\n",
    );
    assert_exit(&night.run(&["nightly", "orders/20260918-0043"]), 0);
    let args = ["report", "--night", "2026-09-18", "--work"];
    let output = night.run(&[&args[..], &["again"]].concat());
    assert_exit(&output, 1);
    assert!(said(&output).contains("1 notices to customers: again/notices"));
    for name in ["lists/unblock.csv".to_owned(), "lists/call.csv".to_owned()] {
        let again = fs::read_to_string(night.path(&format!("again/{name}"))).unwrap();
        assert_eq!(again, read(&night, &name), "{name}");
    }
    let letters = names(&night.path("again/notices"));
    assert_eq!(letters, names(&night.path(&format!("{FOLDER}/notices"))));
    // The answer is counted from the day on which the letter is written.
    let letter = fs::read_to_string(night.path(&format!("again/notices/{ORDER}.zh.txt"))).unwrap();
    assert!(letter.contains("2026-09-29"), "{letter}");
    assert!(night.path("again/lists/mine.csv").exists());
    assert!(!night.path("again/lists/verification-forms.html").exists());
    // Over the night's own folder: what only the orders can tell stays.
    night.run(&[&args[..], &[FOLDER]].concat());
    assert!(kept.exists());
    let output = night.run(&[&args[..], &["orders"]].concat());
    assert_exit(&output, 2);
    assert!(!night.path("orders/lists").exists());
}

#[test]
fn the_forms_to_sign_are_printed_before_the_night() {
    let night = SmallNight::of(&[ORDER, "20260918-0043"]);
    let path = "orders/20260918-0042/order.toml";
    let order = fs::read_to_string(night.path(path)).unwrap();
    night.write(path, without_form(&order));
    let forms = |night: &SmallNight| {
        let output = night.run(&["check", "orders", "--forms", "forms.html"]);
        assert!(output.status.code() <= Some(1), "{}", said(&output));
        fs::read_to_string(night.path("forms.html")).unwrap()
    };
    let page = forms(&night);
    assert_eq!(page.matches("<section>").count(), 1, "{page}");
    assert!(
        page.contains(ORDER) && page.contains("15483843187"),
        "{page}"
    );
    assert!(!night.path("ledger.sqlite").exists());
    // A form that says of itself that nobody has signed it is still to be signed.
    let unsigned = order.replace("signed = true", "signed = false");
    assert_ne!(unsigned, order);
    night.write(path, &unsigned);
    assert_eq!(forms(&night).matches("<section>").count(), 1);
    night.write(path, &order);
    assert_eq!(forms(&night).matches("<section>").count(), 0);
    // No order is written over, and nothing is put among the orders.
    for target in ["orders/20260918-0042/order.toml", "orders/forms.html"] {
        for input in ["orders", "orders/20260918-0042/order.toml"] {
            let before = fs::read(night.path(target)).ok();
            let output = night.run(&["check", input, "--forms", target]);
            if input == "orders" || target == input {
                assert_exit(&output, 2);
                assert_eq!(fs::read(night.path(target)).ok(), before);
            }
        }
    }
}

#[test]
fn a_person_signs_the_form_and_only_a_unit_seals_it() {
    let night = SmallNight::of(&[]);
    let batch = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/first-night/orders");
    assert_exit(&night.run(&["check", batch, "--forms", "forms.html"]), 1);
    let forms = fs::read_to_string(night.path("forms.html")).unwrap();
    let of_person = { forms.split("<section>") }
        .find(|form| form.contains("20260918-9049"))
        .unwrap();
    assert!(of_person.contains("主办者签字"), "{of_person}");
    assert!(!of_person.contains("公章"), "{of_person}");
}

#[test]
fn what_turned_on_a_day_without_a_night_is_on_the_lists_of_the_next() {
    let night = SmallNight::of(&[ORDER]);
    assert_exit(&night.run(&["nightly"]), 0);
    let bureau = "[[bureau]]\nname = \"practice\"\n";
    // An hour after the night and on Saturday something comes, and nobody sends anything before Monday.
    night.configure_at("2026-09-18T23:00:00+08:00", bureau);
    ingest(&night, "icp-basj/whole");
    night.configure_at("2026-09-19T10:00:00+08:00", bureau);
    ingest(&night, "icp-ffjrhmd/whole");
    night.configure_at("2026-09-21T22:00:00+08:00", bureau);
    night.run(&["nightly"]);
    let list = |name: &str| {
        fs::read_to_string(night.path(&format!("reports/2026-09-21/lists/{name}.csv")))
    };
    let unblock = list("unblock").unwrap();
    assert!(unblock.contains("xinghe.example.cn"), "{unblock}");
    // What the night before has listed is not listed again.
    assert!(
        !unblock.contains("cy-liudi-peng-clocks.com.cn"),
        "{unblock}"
    );
    let block = list("block").unwrap();
    assert!(block.contains("feifa.example.cn"), "{block}");
    night.configure_at("2026-09-22T22:00:00+08:00", bureau);
    night.run(&["nightly"]);
    assert!(!night.path("reports/2026-09-22/lists/unblock.csv").exists());
}
