//! What can safely be mended in a cell without asking anybody: how a value is written, never what it says.
//!
//! A repair changes width, blanks, case, separators and notation only. Where two readings are possible (a number of
//! which nobody can tell the area code) nothing is changed; the checks say what is wrong.

mod phone;

use unicode_normalization::UnicodeNormalization as _;

use crate::codes::Codes;
use crate::order::values::LOOSE_SEPARATORS;
use crate::order::{Column, Privacy, Text};

/// A cell as it should be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The new text.
    pub text: String,
    /// What was mended.
    pub why: Text,
}

/// What a column's values are, as far as their writing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    /// A certificate number: capital letters, no blanks.
    Certificate,
    /// Telephone numbers.
    Phone,
    /// Other numbers of people: QQ.
    Digits,
    /// E-mail addresses.
    Email,
    /// Domain names.
    Domain,
    /// The address of a home page.
    HomePage,
    /// Addresses and ranges.
    Ip,
}

/// How `text` of `column` should be written; `None` when it is well written already, or nobody can tell.
pub fn repair(column: &Column, text: &str, codes: &Codes) -> Option<Repair> {
    let notation = notation(column)?;
    let pieces: Vec<String> = text
        .split(|c| c == ';' || LOOSE_SEPARATORS.contains(&c))
        .map(|piece| mended(notation, piece, codes))
        .filter(|piece| !piece.is_empty())
        .collect();
    let new = pieces.join(";");
    if new == text || new.is_empty() {
        return None;
    }
    Some(Repair {
        text: new,
        why: why(notation),
    })
}

fn notation(column: &Column) -> Option<Notation> {
    let is_qq = column.tag() == "Qq";
    Some(match (column.privacy, column.tag()) {
        (Privacy::Number, _) => Notation::Certificate,
        (Privacy::Phone, _) if is_qq => Notation::Digits,
        (Privacy::Phone, _) => Notation::Phone,
        (Privacy::Email, _) => Notation::Email,
        (_, "Ym") => Notation::Domain,
        (_, "Syurl") => Notation::HomePage,
        (_, "Qsip" | "Zzip" | "IP" | "Wgip") => Notation::Ip,
        _ => return None,
    })
}

fn mended(notation: Notation, piece: &str, codes: &Codes) -> String {
    let narrow = narrow(piece);
    match notation {
        Notation::Certificate => match narrow.strip_suffix('x') {
            Some(digits) if digits.len() == 17 && is_digits(digits) => format!("{digits}X"),
            _ => narrow,
        },
        Notation::Phone => phone::mended(&narrow, codes).unwrap_or(narrow),
        Notation::Digits | Notation::Email | Notation::Ip => narrow,
        Notation::Domain => bare(&narrow).map_or_else(|| narrow.clone(), str::to_lowercase),
        Notation::HomePage => {
            let address = without_scheme(&narrow);
            let (host, path) = address.split_at(address.find('/').unwrap_or(address.len()));
            let path = if path == "/" { "" } else { path };
            format!("{}{path}", host.to_lowercase())
        }
    }
}

/// Half-width letters, digits and signs, and no blanks.
fn narrow(text: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    text.chars()
        .flat_map(|c| match c {
            '。' | '．' => vec!['.'],
            '－' | '—' | '–' | '‐' => vec!['-'],
            '\u{ff01}'..='\u{ff5e}' | '\u{3000}' => c.nfkc().collect(),
            c => vec![c],
        })
        .filter(|c| !blank(c))
        .collect()
}

/// The domain name in an address without a path.
fn bare(address: &str) -> Option<&str> {
    let rest = without_scheme(address);
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    (!rest.is_empty() && !rest.contains(['/', ':', '?', '@'])).then_some(rest)
}

fn without_scheme(address: &str) -> &str {
    let schemes = ["http://", "https://"];
    let scheme = schemes.iter().find(|scheme| {
        let head = address.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    });
    scheme.map_or(address, |scheme| &address[scheme.len()..])
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn why(notation: Notation) -> Text {
    let (zh, en) = match notation {
        Notation::Certificate => (
            "证件号码：半角、无空格、末位大写 X",
            "certificate number: half-width, no blanks, capital X",
        ),
        Notation::Phone => (
            "电话写法：086-区号-号码；手机只写数字",
            "telephone notation: 086-area-number; a mobile as digits only",
        ),
        Notation::Digits => (
            "号码：半角数字，无空格",
            "number: half-width digits, no blanks",
        ),
        Notation::Email => (
            "邮箱：半角，无空格，用 ; 分隔",
            "e-mail: half-width, no blanks, separated by ;",
        ),
        Notation::Domain => (
            "域名：小写，不带 http:// 和斜杠",
            "domain: lower case, without http:// and slash",
        ),
        Notation::HomePage => (
            "网址：不带 http://，主机名小写",
            "home page: without http://, host in lower case",
        ),
        Notation::Ip => ("IP：半角，无空格", "IP: half-width, no blanks"),
    };
    Text::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::columns;

    fn mended(cell: &str, text: &str) -> Option<String> {
        let (sheet, header) = cell.split_once('.').unwrap();
        let column = columns()
            .find(|column| column.sheet == sheet && column.header == header)
            .unwrap();
        repair(column, text, Codes::bundled()).map(|repair| repair.text)
    }

    #[test]
    fn what_is_only_written_badly_is_mended() {
        for (cell, text, new) in [
            (
                "主体.主办单位证件号码",
                "11010119900307123x",
                "11010119900307123X",
            ),
            (
                "主体.主办单位证件号码",
                "９１３３０１００ MA00000072",
                "91330100MA00000072",
            ),
            ("主体.主体负责人手机", "+86 138-1234-5670", "13812345670"),
            (
                "主体.主体负责人手机",
                "１３８１２３４５６７０、13912345670",
                "13812345670;13912345670",
            ),
            (
                "主体.主体负责人办公电话",
                "0571-86013388",
                "086-0571-86013388",
            ),
            (
                "主体.主体负责人办公电话",
                "（0571）8601 3388",
                "086-0571-86013388",
            ),
            (
                "主体.主体负责人办公电话",
                "+86 571 86013388",
                "086-0571-86013388",
            ),
            (
                "网站.网站负责人邮箱",
                "lin＠qingshanxi-net。cn；a@b.cn",
                "lin@qingshanxi-net.cn;a@b.cn",
            ),
            (
                "域名.域名",
                "HTTP://Qingshanxi-Net.cn/",
                "qingshanxi-net.cn",
            ),
            (
                "网站.首页URL",
                "https://WWW.qingshanxi-net.cn/A",
                "www.qingshanxi-net.cn/A",
            ),
            ("IP地址.起始IP", "119．29．0．1", "119.29.0.1"),
        ] {
            assert_eq!(mended(cell, text).as_deref(), Some(new), "{cell} {text}");
            assert_eq!(mended(cell, new), None, "{cell} {new}");
        }
    }

    #[test]
    fn what_could_mean_something_else_stays() {
        for (cell, text) in [
            ("主体.主办单位证件号码", "1101011990030712x"),
            ("主体.主体负责人办公电话", "86013388"),
            ("域名.域名", "http://qingshanxi-net.cn/shop"),
            ("主体.主办单位名称", "杭州 ＡＢＣ 网络"),
            ("主体.通信地址", "江南大道１号"),
        ] {
            assert_eq!(mended(cell, text), None, "{cell} {text}");
        }
    }
}
