//! Upload files held against those expected: element by element of each order's record.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use encoding_rs::GBK;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::Difference;
use super::difference::Shown;
use crate::order::Text;

/// The order numbers of a file's records by the lines of `files.jsonl`; empty when an order has several records, and it
/// cannot be told which.
pub(super) fn orders(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<String> {
    // Of each time that a case builds there is one.
    let listed = files.iter().filter(|(name, _)| name.starts_with("files"));
    let lines: Vec<&[u8]> = listed.map(|(_, lines)| lines.as_slice()).collect();
    let lines = lines.concat();
    let lines = String::from_utf8_lossy(&lines);
    let mut lines = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let stem = name.strip_suffix(".xml").unwrap_or(name);
    let Some(file) = lines.find(|line| {
        let name = line["name"].as_str().unwrap_or_default();
        name.strip_suffix(".xml").unwrap_or(name) == stem
    }) else {
        return Vec::new();
    };
    let orders: Vec<String> = { file["orders"].as_array().into_iter().flatten() }
        .filter_map(|order| order.as_str().map(str::to_owned))
        .collect();
    match orders.len() {
        1 => {
            let records = file["records"].as_u64().unwrap_or(1);
            (0..records).map(|_| orders[0].clone()).collect()
        }
        count if file["records"].as_u64() == u64::try_from(count).ok() => orders,
        _ => Vec::new(),
    }
}

/// One record of a file: its order and number among the order's records, and its elements.
type Records = BTreeMap<(String, usize), Vec<Element>>;

/// An element that holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    /// `Zt_xx/Zj[2]/Zjhm`, from the record on.
    path: String,
    value: String,
}

/// Where two upload files differ; each comes with the orders of its records.
pub(super) fn compare(
    file: &str,
    old: (&[u8], &[String]),
    new: (&[u8], &[String]),
) -> Vec<Difference> {
    let difference = |order: &str, place: String, old, new| Difference {
        order: order.to_owned(),
        file: file.to_owned(),
        place,
        old,
        new,
    };
    let (Some(before), Some(after)) = (read(old.0, old.1), read(new.0, new.1)) else {
        let broken = Text::new("不是完整的 XML", "no whole XML");
        let said = |bytes, orders| match read(bytes, orders) {
            Some(_) => Shown::Said(Text::new("完整的 XML", "whole XML")),
            None => Shown::Said(broken.clone()),
        };
        let (old, new) = (said(old.0, old.1), said(new.0, new.1));
        return vec![difference("", String::new(), Some(old), Some(new))];
    };
    let keys: BTreeSet<&(String, usize)> = before.keys().chain(after.keys()).collect();
    let mut differences = Vec::new();
    for key in keys {
        let (order, number) = key;
        let record = match number {
            0 => String::new(),
            number => format!("#{} ", number + 1),
        };
        match (before.get(key), after.get(key)) {
            (Some(before), Some(after)) => {
                let elements = elements(before, after).into_iter();
                differences.extend(elements.map(|(path, old, new)| {
                    let shown = |value: Option<&str>| {
                        value.map(|value| Shown::Element {
                            tag: tag_of(path).to_owned(),
                            value: value.to_owned(),
                        })
                    };
                    difference(order, format!("{record}{path}"), shown(old), shown(new))
                }));
            }
            (before, after) => {
                let whole = |elements: Option<&Vec<Element>>| {
                    elements.map(|elements| {
                        let count = elements.len();
                        Shown::Said(Text::new(
                            format!("一条记录，{count} 个元素"),
                            format!("a record of {count} elements"),
                        ))
                    })
                };
                differences.push(difference(order, record, whole(before), whole(after)));
            }
        }
    }
    if differences.is_empty() {
        // Orders in another order, or the same values in other bytes.
        let said = |bytes: &[u8]| {
            let count = bytes.len();
            Some(Shown::Said(Text::new(
                format!("{count} 字节，元素相同"),
                format!("{count} bytes, the same elements"),
            )))
        };
        differences.push(difference("", String::new(), said(old.0), said(new.0)));
    }
    differences
}

/// What differs between the elements of two records: paths with the value before and after. An element that only stands
/// elsewhere is told by where it stood.
fn elements<'e>(
    before: &'e [Element],
    after: &'e [Element],
) -> Vec<(&'e str, Option<&'e str>, Option<&'e str>)> {
    let by_path = |elements: &'e [Element]| -> HashMap<&'e str, &'e str> {
        let pairs = elements.iter();
        pairs
            .map(|one| (one.path.as_str(), one.value.as_str()))
            .collect()
    };
    let (old, new) = (by_path(before), by_path(after));
    let mut found = Vec::new();
    for Element { path, value } in before {
        let now = new.get(path.as_str()).copied();
        if now != Some(value) {
            found.push((path.as_str(), Some(value.as_str()), now));
        }
    }
    for Element { path, value } in after {
        if !old.contains_key(path.as_str()) {
            found.push((path.as_str(), None, Some(value.as_str())));
        }
    }
    if found.is_empty()
        && let Some((old, new)) = before.iter().zip(after).find(|(old, new)| old != new)
    {
        found.push((&old.path, Some(&old.value), None));
        found.push((&new.path, None, Some(&new.value)));
    }
    found
}

/// The tag at the end of a path, without its number.
fn tag_of(path: &str) -> &str {
    let tag = path.rsplit('/').next().unwrap_or(path);
    tag.split('[').next().unwrap_or(tag)
}

/// The records of a file; nothing when it is no whole XML. What stands outside of records has no order.
fn read(bytes: &[u8], orders: &[String]) -> Option<Records> {
    let text = GBK.decode(bytes).0;
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<Open> = Vec::new();
    let mut records = Records::new();
    let mut number = 0;
    let mut of_order: HashMap<String, usize> = HashMap::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let tag = start.name().as_ref().to_owned();
                let above = open.last_mut();
                let same = above.map_or(1, |above| {
                    above.is_parent = true;
                    let count = above.below.entry(tag.clone()).or_default();
                    *count += 1;
                    *count
                });
                open.push(Open {
                    tag,
                    number: same,
                    ..Open::default()
                });
            }
            Event::Empty(empty) => {
                let tag = empty.name().as_ref().to_owned();
                let above = open.last_mut()?;
                above.is_parent = true;
                let path = format!("{tag}/");
                above.elements.push(Element {
                    path,
                    value: String::new(),
                });
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                open.last_mut()?.text.push_str(&entity);
            }
            Event::End(_) => {
                let closed = open.pop()?;
                let is_record = closed.is_record(open.len());
                let mut elements = closed.elements;
                if !closed.is_parent {
                    elements.push(Element {
                        path: String::new(),
                        value: closed.text,
                    });
                }
                if is_record {
                    let order = orders.get(number).cloned().unwrap_or_default();
                    number += 1;
                    let count = of_order.entry(order.clone()).or_default();
                    records.insert((order, *count), tidy(elements));
                    *count += 1;
                    continue;
                }
                let Some(above) = open.last_mut() else {
                    if !elements.is_empty() {
                        let key = (String::new(), of_order.get("").copied().unwrap_or(0));
                        records.insert(key, tidy(elements));
                    }
                    continue;
                };
                let step = match closed.number {
                    1 => closed.tag,
                    number => format!("{}[{number}]", closed.tag),
                };
                above
                    .elements
                    .extend(elements.into_iter().map(|element| Element {
                        path: format!("{step}/{}", element.path),
                        value: element.value,
                    }));
            }
            Event::Eof => return open.is_empty().then_some(records),
            _ => {}
        }
    }
}

/// An element whose end has not come yet.
#[derive(Default)]
struct Open {
    tag: String,
    number: usize,
    text: String,
    is_parent: bool,
    below: HashMap<String, usize>,
    elements: Vec<Element>,
}

impl Open {
    /// Whether it is a record: below `UploadData`, a part of the interface and what is done; in reports of IP ranges below
    /// an element that gathers them, too.
    fn is_record(&self, depth: usize) -> bool {
        let frames = crate::order::Frame::all();
        self.is_parent && matches!(depth, 3 | 4) && {
            let mut frames = frames.iter();
            frames.any(|frame| {
                frame.record == self.tag && depth == 3 + usize::from(frame.wrapper.is_some())
            })
        }
    }
}

/// Paths without the slash at their end.
fn tidy(elements: Vec<Element>) -> Vec<Element> {
    let mut elements = elements;
    for element in &mut elements {
        let end = element.path.trim_end_matches('/').len();
        element.path.truncate(end);
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "<UploadData version=\"V.3.0\"><ICP><XZBA><Baxx><Zt_xx><Dwmc>甲</Dwmc></Zt_xx><Wz_xx><Ym>a.cn</Ym><Ym>b.cn</Ym></Wz_xx></Baxx><Baxx><Zt_xx><Dwmc>乙</Dwmc></Zt_xx></Baxx></XZBA><Qqdwid>1</Qqdwid></ICP></UploadData>";

    fn shown(old: &str, new: &str, orders: &[&str]) -> Vec<String> {
        let orders: Vec<String> = orders.iter().map(|order| (*order).to_owned()).collect();
        let [old, new] = [old, new].map(|text| GBK.encode(text).0.into_owned());
        let differences = compare("a.xml", (&old, &orders), (&new, &orders));
        differences.iter().map(Difference::in_a_line).collect()
    }

    #[test]
    fn a_changed_element_is_told_by_its_order_and_path() {
        let new = FILE.replace("b.cn", "c.cn").replace("乙", "丙");
        assert_eq!(
            shown(FILE, &new, &["A", "B"]),
            ["A | Wz_xx/Ym[2] | b.cn | c.cn", "B | Zt_xx/Dwmc | 乙 | 丙"]
        );
    }

    #[test]
    fn elements_that_come_and_go_are_told_too_and_so_is_what_stands_outside_of_records() {
        let new = FILE
            .replace("<Ym>b.cn</Ym>", "")
            .replace("<Qqdwid>1<", "<Qqdwid>2<");
        assert_eq!(
            shown(FILE, &new, &["A", "B"]),
            [" | ICP/Qqdwid | 1 | 2", "A | Wz_xx/Ym[2] | b.cn | -"]
        );
    }

    #[test]
    fn an_order_that_is_gone_is_one_difference() {
        let second = "<Baxx><Zt_xx><Dwmc>乙</Dwmc></Zt_xx></Baxx>";
        assert_eq!(
            shown(FILE, &FILE.replace(second, ""), &["A", "B"]),
            ["B |  | a record of 1 elements | -"]
        );
    }

    #[test]
    fn bytes_that_differ_are_never_called_equal() {
        let swapped = FILE.replace("<Ym>a.cn</Ym><Ym>b.cn</Ym>", "<Ym >a.cn</Ym><Ym>b.cn</Ym>");
        assert_eq!(shown(FILE, &swapped, &["A", "B"]).len(), 1);
        assert_eq!(
            shown(FILE, "<UploadData>", &[]),
            [" |  | whole XML | no whole XML"]
        );
    }
}
