//! Documents written from a schema, right ones and ones with a single flaw.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::model::{Arrangement, Content, Declaration};

/// An element of a document, with the declaration it was written from.
#[derive(Clone, Debug)]
pub struct Element<'s> {
    pub declaration: &'s Declaration,
    pub name: String,
    pub attributes: String,
    pub text: String,
    pub children: Vec<Element<'s>>,
}

/// A value that satisfies the declaration: its lower bound, in Chinese characters where it is a text.
fn smallest(content: &Content) -> String {
    match content {
        Content::Text { min, .. } => "备".repeat(*min),
        Content::Number { min, .. } => min.to_string(),
        Content::Parts(..) => String::new(),
    }
}

impl<'s> Element<'s> {
    /// An element with every optional part once; of each choice the branch `branch`, counted round.
    pub fn full(declaration: &'s Declaration, branch: usize) -> Element<'s> {
        let children = match &declaration.content {
            Content::Parts(Arrangement::Choice, parts) => {
                vec![Element::full(&parts[branch % parts.len()], branch)]
            }
            Content::Parts(_, parts) => parts
                .iter()
                .map(|part| Element::full(part, branch))
                .collect(),
            _ => Vec::new(),
        };
        Element::with(declaration, children, smallest(&declaration.content))
    }

    /// An element with random parts, counts, orders and values within the declaration's bounds.
    pub fn random(declaration: &'s Declaration, rng: &mut ChaCha8Rng) -> Element<'s> {
        let mut children = Vec::new();
        if let Content::Parts(arrangement, parts) = &declaration.content {
            let chosen = rng.random_range(0..parts.len());
            for (position, part) in parts.iter().enumerate() {
                if *arrangement == Arrangement::Choice && position != chosen {
                    continue;
                }
                let most = part.max.unwrap_or(3).min(part.min.max(1) + 2);
                for _ in 0..rng.random_range(part.min..=most) {
                    children.push(Element::random(part, rng));
                }
            }
            if *arrangement == Arrangement::All {
                for position in 1..children.len() {
                    children.swap(position, rng.random_range(0..=position));
                }
            }
        }
        let text = match &declaration.content {
            Content::Text { min, max } => {
                let length = rng.random_range(*min..=max.unwrap_or(min + 40).min(min + 40));
                (0..length)
                    .map(|_| ['浙', 'a', '7', '-', '𠮷'][rng.random_range(0..5)])
                    .collect()
            }
            Content::Number { min, max } => {
                rng.random_range(*min..=max.unwrap_or(i64::MAX)).to_string()
            }
            Content::Parts(..) => String::new(),
        };
        Element::with(declaration, children, text)
    }

    fn with(declaration: &'s Declaration, children: Vec<Element<'s>>, text: String) -> Element<'s> {
        Element {
            declaration,
            name: declaration.name.clone(),
            attributes: String::new(),
            text,
            children,
        }
    }

    /// The whole document in UTF-8.
    pub fn xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut xml);
        xml
    }

    fn write(&self, xml: &mut String) {
        xml.push_str(&format!("<{}{}>{}", self.name, self.attributes, self.text));
        for child in &self.children {
            child.write(xml);
        }
        xml.push_str(&format!("</{}>", self.name));
    }

    /// The ways to every element below this one: positions of children from here downwards.
    pub fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = Vec::new();
        for (position, child) in self.children.iter().enumerate() {
            ways.push(vec![position]);
            ways.extend(
                child
                    .ways()
                    .into_iter()
                    .map(|way| [vec![position], way].concat()),
            );
        }
        ways
    }

    /// The element at the end of a way.
    pub fn at(&self, way: &[usize]) -> &Element<'s> {
        way.iter()
            .fold(self, |element, position| &element.children[*position])
    }

    fn at_mut(&mut self, way: &[usize]) -> &mut Element<'s> {
        way.iter()
            .fold(self, |element, position| &mut element.children[*position])
    }

    /// Copies of the document in which the element at `way` is different in one respect each: some are still
    /// right (a value at its bound), most are not.
    pub fn changed_at(&self, way: &[usize]) -> Vec<Element<'s>> {
        let (last, above) = way.split_last().expect("a way has a step");
        let last = *last;
        let target = self.at(way);
        let mut copies = Vec::new();
        let mut change = |what: &dyn Fn(&mut Vec<Element<'s>>)| {
            let mut copy = self.clone();
            what(&mut copy.at_mut(above).children);
            copies.push(copy);
        };
        change(&|siblings| drop(siblings.remove(last)));
        change(&|siblings| siblings.insert(last, siblings[last].clone()));
        change(&|siblings| siblings.rotate_left(1));
        change(&|siblings| siblings[last..].reverse());
        change(&|siblings| siblings[last].name.push('x'));
        change(&|siblings| siblings[last].attributes = " unit=\"1\"".to_owned());
        change(&|siblings| siblings[last].text.push_str("\n "));
        change(&|siblings| siblings[last].text.push('0'));
        change(&|siblings| {
            siblings[last].text.clear();
            siblings[last].children.clear();
        });
        change(&|siblings| {
            let child = siblings[last].clone();
            siblings[last].children.push(child);
        });
        if let Some(max) = target.declaration.max {
            for count in [max, max + 1] {
                change(&|siblings| {
                    let copy = siblings[last].clone();
                    siblings.splice(last..=last, std::iter::repeat_n(copy, count));
                });
            }
        }
        if let Content::Parts(Arrangement::Choice, parts) = &self.at(above).declaration.content {
            for part in parts {
                change(&|siblings| siblings[last] = Element::full(part, 0));
                change(&|siblings| siblings.push(Element::full(part, 0)));
            }
        }
        for value in values(&target.declaration.content) {
            change(&|siblings| siblings[last].text.clone_from(&value));
        }
        copies
    }
}

/// Values at the bounds of a declaration, just beyond them, and of the wrong form.
fn values(content: &Content) -> Vec<String> {
    match content {
        Content::Parts(..) => Vec::new(),
        Content::Text { min, max } => {
            let lengths = [
                min.saturating_sub(1),
                *min,
                max.unwrap_or(5000),
                max.map_or(5000, |max| max + 1),
            ];
            let blanks = "\t ".repeat(min.div_ceil(2));
            ['备', 'x', '𠮷']
                .iter()
                .flat_map(|c| lengths.map(|n| c.to_string().repeat(n)))
                .chain([blanks])
                .collect()
        }
        Content::Number { min, max } => {
            let high = max.unwrap_or(i64::MAX);
            let mut values = vec![(min - 1).to_string(), min.to_string(), high.to_string()];
            values.push((i128::from(high) + 1).to_string());
            values.extend([
                format!(" {min}\n"),
                format!("+{min}"),
                format!("00{min}"),
                format!("{min}.0"),
            ]);
            values.extend([format!("-{min}"), format!("{min} {min}"), "一".to_owned()]);
            values
        }
    }
}
