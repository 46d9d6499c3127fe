//! Hides what a value tells about a person, and leaves enough to recognise one's own typing.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use crate::order::Privacy;

/// `value` as it may be shown; with `unmask`, everything but secrets in full.
pub fn mask(value: &str, privacy: Privacy, unmask: bool) -> String {
    let (head, tail) = match privacy {
        Privacy::Secret => return "******".to_owned(),
        _ if unmask => return value.to_owned(),
        Privacy::Open => return value.to_owned(),
        Privacy::Name => (1, 0),
        Privacy::Number => (3, 2),
        Privacy::Phone => (3, 2),
        Privacy::Email => return mask_email(value),
        Privacy::Address => (3, 0),
        Privacy::Words => return mask_words(value),
    };
    keep(value, head, tail)
}

fn mask_email(value: &str) -> String {
    let masked: Vec<String> = value
        .split(';')
        .map(|part| match part.split_once('@') {
            Some((name, host)) => format!("{}@{host}", keep(name, 1, 0)),
            None => keep(part, 1, 0),
        })
        .collect();
    masked.join(";")
}

/// What gives a person away in words, and how it is hidden: by its shape, and only where it stands alone. Filing numbers,
/// dates, sequence numbers and the numbers of orders and files have other shapes.
static IN_WORDS: LazyLock<[(Privacy, Regex); 4]> = LazyLock::new(|| {
    const PROVINCE: &str = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)";
    const DAY: &str = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])";
    let shapes = [
        (
            Privacy::Email,
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+".to_owned(),
        ),
        (
            Privacy::Number,
            format!(
                "{PROVINCE}[0-9]{{4}}(?:(?:19|20)[0-9]{{2}}{DAY}[0-9]{{3}}[0-9Xx]|[0-9]{{2}}{DAY}[0-9]{{3}})"
            ),
        ),
        (
            Privacy::Phone,
            r"(?:(?:00|\+)?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}".to_owned(),
        ),
        (
            Privacy::Phone,
            r"(?:(?:00|\+|0)?86[- ]?)?\(?0(?:10|[2-9][0-9]{1,2})\)?[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?".to_owned(),
        ),
    ];
    shapes.map(|(privacy, shape)| {
        let alone = format!(r"(?:^|[^0-9A-Za-z._/])({shape})(?-u:\b)");
        let regex = Regex::new(&alone).expect("the shapes are expressions, and a test reads them");
        (privacy, regex)
    })
});

/// The words with what gives a person away hidden, and everything else as it was.
fn mask_words(words: &str) -> String {
    let mut shown: Vec<char> = words.chars().collect();
    for (privacy, shape) in IN_WORDS.iter() {
        // Wide digits and signs are read like narrow ones; each character stays one character.
        let read: String = shown.iter().copied().map(narrow).collect();
        let found = shape
            .captures_iter(&read)
            .filter_map(|found| found.get_group(1));
        for found in found {
            let begin = read[..found.start].chars().count();
            let end = begin + read[found.range()].chars().count();
            let value: String = shown[begin..end].iter().collect();
            let masked = mask(&value, *privacy, false);
            shown.splice(begin..end, masked.chars());
        }
    }
    shown.into_iter().collect()
}

/// A wide character of ASCII as the narrow one, and dashes as the hyphen.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    }
}

/// Keeps the first `head` and the last `tail` characters, but never more than half of the value.
fn keep(value: &str, head: usize, tail: usize) -> String {
    let characters: Vec<char> = value.chars().collect();
    let half = characters.len() / 2;
    let head = head.min(half);
    let tail = tail.min(half - head);
    let hidden = characters.len() - head - tail;
    characters[..head]
        .iter()
        .chain(&vec!['*'; hidden])
        .chain(&characters[characters.len() - tail..])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_is_left_to_recognise_and_too_little_to_misuse() {
        assert_eq!(
            mask("110101199003070003", Privacy::Number, false),
            "110*************03"
        );
        assert_eq!(mask("林青杉", Privacy::Name, false), "林**");
        assert_eq!(mask("林", Privacy::Name, false), "*");
        assert_eq!(mask("13812345670", Privacy::Phone, false), "138******70");
        assert_eq!(
            mask("lin@qingshan.cn;b@c.cn", Privacy::Email, false),
            "l**@qingshan.cn;*@c.cn"
        );
        assert_eq!(mask("qingshan.cn", Privacy::Open, false), "qingshan.cn");
    }

    #[test]
    fn what_gives_a_person_away_in_words_is_hidden_and_the_words_stay() {
        for (words, shown) in [
            ("请联系张工13812345670。", "请联系张工138******70。"),
            (
                "手机：138 1234 5670，或+86-138-1234-5670",
                "手机：138********70，或+86************70",
            ),
            ("手机１３８１２３４５６７０重复", "手机１３８******７０重复"),
            (
                "身份证号11010119900307803X与姓名不符",
                "身份证号110*************3X与姓名不符",
            ),
            ("旧证110101900307803", "旧证110**********03"),
            ("电话0571-86013388转12", "电话057***********12"),
            (
                "电话(0571)86013388、086-0571-86013388、010-86013388",
                "电话(05*********88、086************88、010*******88",
            ),
            ("电话057186013388", "电话057*******88"),
            (
                "call 13812345670, mail lin@qingshan.cn.",
                "call 138******70, mail l**@qingshan.cn.",
            ),
            (
                "邮箱lin.q@mail.qingshan.com.cn无效",
                "邮箱l****@mail.qingshan.com.cn无效",
            ),
        ] {
            assert_eq!(mask(words, Privacy::Words, false), shown);
            assert_eq!(mask(words, Privacy::Words, true), words);
        }
    }

    #[test]
    fn numbers_of_the_filing_are_nobodys_secret() {
        for words in [
            "网站浙ICP备12345678号-1与浙ICP备2020013812号不符",
            "浙B2-20200123、粤公网安备44030502001234号",
            "订单20260918-0042、GJ20260918-0001，序号12345678",
            "33000000000120260918XZBA000001.xml 的第 12 条",
            "文件330000000001202609180000000001，单位330000000001",
            "审核时间2026-09-18 22:00:00，20260918220000，2026年9月18日",
            "统一社会信用代码91330106MA2B0K312D、913301065678901234",
            "主体1000000138，网站2000013812，管局Id 70010013812345670",
            "IP 119.29.4.122-119.29.4.126（3405803866），端口 8080",
            "域名 qingshan.cn 与 www.13812345670x.cn，客服400-820-8820",
            "第1.3812345670节，比例0.0571860133885",
        ] {
            assert_eq!(mask(words, Privacy::Words, false), words);
        }
    }

    #[test]
    fn a_secret_stays_hidden_even_unmasked() {
        assert_eq!(mask("k7Wq2p", Privacy::Secret, true), "******");
        assert_eq!(mask("林青杉", Privacy::Name, true), "林青杉");
    }
}
