//! Findings as text, JSON lines and a table, word for word.

use beian::order::{Finding, Lang, Place, Privacy, Severity, Spot, Text};
use beian::report::findings::{self, Group, Style};
use beian::report::screen::width;
use insta::assert_snapshot;

fn finding(rule: &'static str, code: Option<u32>, severity: Severity, place: Place) -> Finding {
    Finding {
        order: Some("20260918-9006".into()),
        rule: rule.into(),
        severity,
        code,
        place,
        field: "主体负责人手机".into(),
        tag: "XZBA/Baxx/Zt_xx/Fzr/Lxfs/Sjhm".into(),
        value: Some("1541234523".into()),
        privacy: Privacy::Phone,
        message: Text::new(
            "第 1 个手机号码不是 11 位大陆手机号",
            "mobile number 1 does not have the 11 digits of the mainland",
        ),
        remedy: Text::new(
            "改为 11 位大陆手机号，去掉 +86、空格和横线。",
            "Write the 11 digits, without +86, blanks and dashes.",
        ),
    }
}

fn cell(row: u32, column: u32) -> Place {
    Place {
        file: "orders/夜间订单.xlsx".into(),
        sheet: Some("主体".into()),
        spot: Spot::Cell { row, column },
    }
}

/// One finding of a file, then an order with two findings in one cell and one in an attachment elsewhere.
fn all() -> (Vec<Finding>, Vec<Finding>) {
    let unreadable = Finding {
        order: None,
        field: "".into(),
        tag: "".into(),
        value: None,
        message: Text::new("压缩包损坏或加密", "the archive is damaged or encrypted"),
        remedy: Text::new("", ""),
        ..finding(
            "intake-unreadable-file",
            None,
            Severity::Error,
            Place::whole("orders/损坏.xlsx".into()),
        )
    };
    let formula = Finding {
        privacy: Privacy::Open,
        value: Some("=HYPERLINK(1)".into()),
        field: "网站名称".into(),
        ..finding("site-name-chars", None, Severity::Info, cell(46, 20))
    };
    let elsewhere = Finding {
        field: "附件".into(),
        value: None,
        ..finding(
            "attach-intake-2mb",
            None,
            Severity::Warning,
            Place::whole("orders/images/执照.jpg".into()),
        )
    };
    let order = vec![
        finding("mobile-format", Some(1011), Severity::Error, cell(46, 18)),
        formula,
        finding("file-xsd-valid", Some(5001), Severity::Error, cell(46, 18)),
        elsewhere,
    ];
    (vec![unreadable], order)
}

type Renderer = fn(&[Group<'_>], Style, &mut dyn std::io::Write) -> std::io::Result<()>;

fn rendered(renderer: Renderer, lang: Lang, width: usize) -> String {
    let (loose, order) = all();
    let groups = [
        Group {
            order: None,
            kind: "",
            findings: &loose,
        },
        Group {
            order: Some("20260918-9006"),
            kind: "首次备案",
            findings: &order,
        },
        Group {
            order: Some("20260918-0001"),
            kind: "首次备案",
            findings: &[],
        },
    ];
    let style = Style {
        lang,
        unmask: false,
        color: false,
        width,
    };
    let mut out = Vec::new();
    renderer(&groups, style, &mut out).expect("written to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn findings_stand_below_their_order_and_their_cell() {
    assert_snapshot!("text_zh_80", rendered(findings::text, Lang::Zh, 80));
    assert_snapshot!("text_zh_120", rendered(findings::text, Lang::Zh, 120));
    assert_snapshot!("text_en_80", rendered(findings::text, Lang::En, 80));
    assert_snapshot!("text_en_120", rendered(findings::text, Lang::En, 120));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for lang in [Lang::Zh, Lang::En] {
        for columns in [60, 80, 120] {
            for line in rendered(findings::text, lang, columns).lines() {
                assert!(width(line) <= columns, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn findings_as_json_lines_and_by_order() {
    assert_snapshot!("json", rendered(findings::json, Lang::Zh, 80));
    assert_snapshot!(
        "json_by_order",
        rendered(findings::json_by_order, Lang::En, 80)
    );
}

#[test]
fn findings_as_a_table_hold_no_formula() {
    let table = rendered(findings::csv, Lang::Zh, 80);
    assert!(table.contains("'=HYPERLINK(1)") && !table.contains(",=HYPERLINK"));
    assert_snapshot!("csv", table.trim_start_matches('\u{feff}'));
}

#[test]
fn many_findings_are_counted_by_rule() {
    let many: Vec<Finding> = (0..60)
        .map(|row| finding("mobile-format", Some(1011), Severity::Error, cell(row, 18)))
        .collect();
    let groups = [Group {
        order: Some("20260918-9006"),
        kind: "",
        findings: &many,
    }];
    let style = Style {
        lang: Lang::Zh,
        unmask: false,
        color: false,
        width: 100,
    };
    let mut out = Vec::new();
    findings::text(&groups, style, &mut out).expect("written to memory");
    let text = String::from_utf8(out).expect("UTF-8");
    let end: Vec<&str> = text.lines().rev().take(2).collect();
    assert_eq!(
        end,
        [
            "    60     1  mobile-format [1011]  手机号码的写法",
            "  次数  订单  规则"
        ]
    );
}
