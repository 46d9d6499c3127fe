//! Bends a document a little: order, count, names, attributes, values at their bounds, markup, bytes.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::generate::{Plan, characters};
use crate::tree::{Element, Item, Style};

const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A random document of a plan, in a random style. A share of them, `bent`, has one to three changes; a tenth of those
/// has a damaged byte as well.
pub fn document(plan: &Plan, names: &[String], bent: f64, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut root = plan.element(rng);
    let style = Style::random(rng);
    let changes = if rng.random_bool(bent) {
        rng.random_range(1..=3)
    } else {
        0
    };
    let damaged = changes > 0 && rng.random_bool(0.1);
    for _ in 0..changes {
        mutate(&mut root, names, rng);
    }
    let mut bytes = root.bytes(style);
    if damaged {
        damage(&mut bytes, rng);
    }
    bytes
}

/// Applies one random change somewhere in the tree; `names` are the names that the schema knows.
pub fn mutate(root: &mut Element, names: &[String], rng: &mut ChaCha8Rng) {
    let count = root.count();
    let other = names[rng.random_range(0..names.len())].clone();
    let stray = root
        .nth(rng.random_range(0..count))
        .cloned()
        .unwrap_or_default();
    let Some(target) = root.nth(rng.random_range(0..count)) else {
        return;
    };
    if target
        .content
        .iter()
        .any(|item| matches!(item, Item::Element(_)))
    {
        structure(target, &other, stray, rng);
    } else {
        value(target, &other, rng);
    }
}

fn structure(target: &mut Element, other: &str, stray: Element, rng: &mut ChaCha8Rng) {
    let length = target.content.len();
    let (one, two) = (rng.random_range(0..length), rng.random_range(0..length));
    match rng.random_range(0..14) {
        0 => target.content.swap(one, two),
        1 => drop(target.content.remove(one)),
        2 => target.content.insert(two, target.content[one].clone()),
        3 => target.content.extend_from_within(one..=one),
        4 => target.name = other.to_owned(),
        5 => {
            if let Item::Element(child) = &mut target.content[one] {
                child.name = other.to_owned();
            }
        }
        6 if stray.count() < 200 => target.content.insert(one, Item::Element(stray)),
        7 => target.content.insert(one, Item::Text("x".to_owned())),
        8 => target
            .content
            .insert(one, Item::Raw(markup(rng).to_owned())),
        9 => target.content.clear(),
        10 => {
            let times = [9, 10, 11, 63, 64, 65, 255, 256, 257][rng.random_range(0..9)];
            let item = target.content[one].clone();
            if matches!(&item, Item::Element(element) if element.count() < 12) {
                target
                    .content
                    .splice(one..=one, std::iter::repeat_n(item, times));
            }
        }
        11 => target.content.insert(one, Item::Text(" \t\r\n".to_owned())),
        _ => attribute(target, rng),
    }
}

fn value(target: &mut Element, other: &str, rng: &mut ChaCha8Rng) {
    const NUMBERS: [&str; 24] = [
        "+5",
        "007",
        "-0",
        "0",
        "1",
        "-1",
        " 7 ",
        "\n7\t",
        "7 7",
        "1.0",
        "1.",
        "1e3",
        "0x1",
        "+",
        "-",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "00000000000000000000000000009",
        "999",
        "1000",
        "100000",
        "4294967295",
    ];
    match rng.random_range(0..12) {
        0 => target.content.clear(),
        1..=3 => {
            target.content = vec![Item::Text(
                NUMBERS[rng.random_range(0..NUMBERS.len())].to_owned(),
            )]
        }
        4 | 5 => {
            let bound = [
                1, 2, 6, 10, 11, 20, 32, 128, 255, 256, 500, 512, 1000, 1024, 4000,
            ][rng.random_range(0..15)];
            let length = (bound + rng.random_range(0..3_usize)).saturating_sub(1);
            target.content = vec![Item::Text(characters(rng, length))];
        }
        6 => target.content.insert(0, Item::Raw(markup(rng).to_owned())),
        7 => target.content.push(Item::Raw(markup(rng).to_owned())),
        8 => {
            let child = Element {
                name: other.to_owned(),
                ..Element::default()
            };
            target.content.push(Item::Element(child));
        }
        9 => target.content.push(Item::Text(" ".to_owned())),
        10 => target.name = other.to_owned(),
        _ => attribute(target, rng),
    }
}

fn markup(rng: &mut ChaCha8Rng) -> &'static str {
    const ALL: [&str; 22] = [
        "<!-- 注释 -->",
        "<?go on?>",
        "<![CDATA[7]]>",
        "<![CDATA[ ]]>",
        "<![CDATA[]]>",
        "<![CDATA[a]]b]]>",
        "&#x37;",
        "&#32;",
        "&#10;",
        "&#x20000;",
        "&amp;",
        "&nbsp;",
        "&#0;",
        "&#xFFFE;",
        "]]>",
        "<!-- a--b -->",
        "<?xml version='1.0'?>",
        "<a",
        "</a>",
        "& ",
        "\u{1}",
        "<UploadData/>",
    ];
    ALL[rng.random_range(0..ALL.len())]
}

fn attribute(target: &mut Element, rng: &mut ChaCha8Rng) {
    let add = |target: &mut Element, name: &str, value: &str| {
        target.attributes.push((name.to_owned(), value.to_owned()))
    };
    match rng.random_range(0..12) {
        0 => add(target, "version", "V.3.0"),
        1 => add(target, "note", ""),
        2 => target.attributes.clear(),
        3 => add(target, "xmlns", "urn:example"),
        4 => add(target, "xmlns", ""),
        5 => add(target, "xmlns:p", "urn:example"),
        6 => add(target, "xml:lang", "zh"),
        7 | 8 => {
            add(target, "xmlns:xsi", INSTANCE);
            let values = ["true", "false", "1", " 0 ", "yes"];
            add(target, "xsi:nil", values[rng.random_range(0..values.len())]);
        }
        9 => {
            add(target, "xmlns:xsi", INSTANCE);
            add(target, "xsi:other", "1");
        }
        10 => {
            add(target, "xmlns:p", "urn:example");
            add(target, "p:note", "1");
        }
        _ => {
            add(target, "note", "1");
            add(target, "note", "2");
        }
    }
}

/// Damages one byte of a document. What the two sides decide differently on purpose is left out: see the test.
pub fn damage(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    let declaration = bytes.iter().position(|&byte| byte == b'>').unwrap_or(0) + 1;
    let at = rng.random_range(declaration..bytes.len());
    match rng.random_range(0..5) {
        0 => drop(bytes.remove(at)),
        1 => bytes[at] = rng.random_range(0x20..0x7F),
        2 => bytes[at] = rng.random_range(0x81..=0xFF),
        3 => bytes.insert(at, rng.random_range(0..0x20)),
        _ => bytes.truncate(at),
    }
}
