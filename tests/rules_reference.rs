//! `docs/rules.md` says what the rules say of themselves. After a change of a page, or a new rule, it is written anew by
//!
//! ```text
//! WRITE_REFERENCE=1 cargo test --test rules_reference
//! ```

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use beian::check::rules;
use beian::order::{Kind, Lang, Page, Severity};
use beian::{intake, nightly, upload};

const OPENING: &str = "\
# 规则 / Rules

本文件由各规则自己的说明生成，不要手改；`beian explain 规则名` 显示同样的内容。
This file is made from the rules' own pages and not edited by hand; `beian explain RULE` prints the same.
After a change: `WRITE_REFERENCE=1 cargo test --test rules_reference`.

- 错误 error：管局会退回，订单不上报 / the bureau would refuse it: the order is held back
- 警告 warning：审核可能退回，照常上报 / the review probably refuses it: sent all the same
- 提示 info：值得知道 / worth knowing

严重程度可在配置中逐条修改：`[checks.severity]`。 / Severities are set rule by rule under `[checks.severity]`.
";

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误 error",
        Severity::Warning => "警告 warning",
        Severity::Info => "提示 info",
    }
}

/// Which kinds of order a rule looks at, in a few words.
fn kinds(kinds: &[Kind]) -> String {
    if kinds.len() == Kind::ALL.len() {
        return "全部订单 all orders".to_owned();
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.join("、")
}

fn write_page(out: &mut String, id: &str, facts: &[String], page: &Page) {
    let _ = writeln!(
        out,
        "\n### {id}\n\n**{}** | {}",
        page.title.zh, page.title.en
    );
    if !facts.is_empty() {
        let _ = writeln!(out, "\n{}", facts.join(" · "));
    }
    for lang in [Lang::Zh, Lang::En] {
        let _ = writeln!(out);
        for (heading, text) in page.sections(lang) {
            let _ = writeln!(out, "- {heading}: {}", text.replace('\n', "\n  "));
        }
    }
}

fn reference() -> String {
    let mut out = OPENING.to_owned();
    let _ = writeln!(out, "\n## 订单的规则 / Rules about orders");
    for (rule, page) in rules::all() {
        let mut facts = vec![severity(rule.severity).to_owned()];
        facts.extend(rule.code.map(|code| format!("{code}")));
        facts.push(kinds(rule.kinds));
        write_page(&mut out, rule.id, &facts, page);
    }
    let _ = writeln!(out, "\n## 其他检查 / What other stages find");
    for (id, source) in [intake::pages(), upload::pages(), nightly::pages()].concat() {
        let page = Page::parse(source).expect("a complete page");
        write_page(&mut out, id, &[], &page);
    }
    out
}

#[test]
fn the_reference_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let made = reference();
    if std::env::var_os("WRITE_REFERENCE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &made).expect("the reference is written");
    }
    let kept = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = made
        .lines()
        .zip(kept.lines())
        .find(|(made, kept)| made != kept);
    assert!(
        made == kept,
        "docs/rules.md is out of date ({differs:?}); run WRITE_REFERENCE=1 cargo test --test rules_reference"
    );
}
