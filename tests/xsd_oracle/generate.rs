//! Random documents that a schema allows, made from its outline.

use beian::xsd::OutlineLine;
use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::tree::{Element, Item};

/// The names of all elements of an outline.
pub fn names(outline: &[OutlineLine]) -> Vec<String> {
    let elements = outline.iter().filter(|line| line.kind == "element");
    elements
        .filter_map(|line| line.path.rsplit('/').next().map(str::to_owned))
        .collect()
}

/// A line of the outline with the lines below it.
#[derive(Debug, Clone)]
pub struct Plan {
    pub line: OutlineLine,
    pub parts: Vec<Plan>,
    /// Whether values are made of letters, digits and Chinese characters only.
    plain: bool,
}

impl Plan {
    /// The trees of an outline.
    pub fn forest(outline: &[OutlineLine], plain: bool) -> Vec<Self> {
        let mut rest = outline;
        let mut forest = Vec::new();
        while let Some((line, below)) = rest.split_first() {
            let prefix = format!("{}/", line.path);
            // Two equal groups in a row would share a path; the first line of the second ends the first.
            let end = below
                .iter()
                .position(|line| !line.path.starts_with(&prefix))
                .unwrap_or(below.len());
            let (line, parts) = (line.clone(), Self::forest(&below[..end], plain));
            forest.push(Self { line, parts, plain });
            rest = &below[end..];
        }
        forest
    }

    /// The plan at a path of the outline.
    #[allow(dead_code, reason = "only the benchmark picks records")]
    pub fn at(&self, path: &str) -> Option<&Self> {
        if self.line.path == path {
            return Some(self);
        }
        self.parts.iter().find_map(|part| part.at(path))
    }

    /// One element of this plan.
    pub fn element(&self, rng: &mut ChaCha8Rng) -> Element {
        let name = self
            .line
            .path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned();
        let mut element = Element {
            name,
            ..Element::default()
        };
        for part in &self.parts {
            if part.line.kind == "attribute" {
                if part.line.occurs.0 > 0 || rng.random_bool(0.5) {
                    let name = part
                        .line
                        .path
                        .rsplit_once('@')
                        .map(|(_, name)| name.to_owned());
                    element
                        .attributes
                        .push((name.unwrap_or_default(), part.value(rng)));
                }
            } else {
                part.particle(rng, &mut element.content);
            }
        }
        if self.line.base.starts_with("xs:") {
            let value = self.value(rng);
            element
                .content
                .extend((!value.is_empty()).then_some(Item::Text(value)));
        }
        element
    }

    fn particle(&self, rng: &mut ChaCha8Rng, out: &mut Vec<Item>) {
        let (min, max) = self.line.occurs;
        let most = max.unwrap_or(u32::MAX).min(min + 2);
        let times = if rng.random_bool(0.5) {
            min
        } else {
            rng.random_range(min..=most)
        };
        for _ in 0..times {
            match self.line.kind {
                "sequence" => self.parts.iter().for_each(|part| part.particle(rng, out)),
                "choice" => self.parts[rng.random_range(0..self.parts.len())].particle(rng, out),
                "all" => {
                    let mut order: Vec<&Self> = self.parts.iter().collect();
                    if rng.random_bool(0.5) {
                        order.shuffle(rng);
                    }
                    order.into_iter().for_each(|part| part.particle(rng, out));
                }
                _ => out.push(Item::Element(self.element(rng))),
            }
        }
    }

    pub fn facet<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        let value = self
            .line
            .facets
            .iter()
            .find_map(|facet| facet.strip_prefix(name)?.strip_prefix('='));
        value.and_then(|value| value.parse().ok())
    }

    /// The listed values, where the plan's simple type lists them.
    pub fn listed(&self) -> Vec<String> {
        let list = self.line.facets.iter();
        let list = list.filter_map(|facet| facet.strip_prefix("enumeration="));
        list.flat_map(|list| list.split('"').skip(1).step_by(2))
            .map(str::to_owned)
            .collect()
    }

    /// A value of the plan's simple type, often at one of its bounds.
    fn value(&self, rng: &mut ChaCha8Rng) -> String {
        if let Some(value) = self.listed().choose(rng) {
            return value.clone();
        }
        if self.line.base == "xs:base64Binary" {
            const ALL: [&str; 5] = ["", "QUJD", "QUI=", "QQ==", "QUJD\nQUI="];
            return ALL[rng.random_range(0..ALL.len())].to_owned();
        }
        if self.line.base == "xs:long" {
            let min = self.facet("min").unwrap_or(i64::MIN);
            let max = self.facet("max").unwrap_or(i64::MAX);
            return match rng.random_range(0..4) {
                0 => min,
                1 => max,
                _ => rng.random_range(min..=max.min(min.saturating_add(999_999))),
            }
            .to_string();
        }
        let exact = self.facet::<usize>("length");
        let min = exact.or(self.facet("minLength")).unwrap_or(0);
        let max = exact.or(self.facet("maxLength")).unwrap_or(60);
        let length = match rng.random_range(0..12) {
            0 => min,
            1 => max,
            _ => rng.random_range(min..=max.min(min + 20)),
        };
        if self.plain {
            let chinese = rng.random_bool(0.4);
            let range = if chinese { 0x4E00..0x9FA5 } else { 0x61..0x7B };
            let one = |_| char::from_u32(rng.random_range(range.clone())).unwrap_or('a');
            return (0..length.min(min + 20)).map(one).collect();
        }
        characters(rng, length)
    }
}

/// Characters of several kinds, most of them from GBK.
pub fn characters(rng: &mut ChaCha8Rng, length: usize) -> String {
    const ASTRAL: [char; 3] = ['\u{20000}', '\u{1F600}', '\u{10FFFD}'];
    let chinese = rng.random_bool(0.5);
    let rare = rng.random_bool(0.05);
    (0..length)
        .map(|_| match rng.random_range(0..20) {
            0 if rare => ASTRAL[rng.random_range(0..ASTRAL.len())],
            // 乗 and its neighbours have `[`, `]` and letters as second bytes in GBK.
            0..=2 => char::from_u32(rng.random_range(0x4E00..0x9FA5)).unwrap_or('中'),
            3..=14 if chinese => char::from_u32(rng.random_range(0x4E00..0x9FA5)).unwrap_or('中'),
            3 => ['&', '<', '>', '\'', '"', ']', ' '][rng.random_range(0..7)],
            _ => char::from(rng.random_range(b'0'..=b'z')),
        })
        .collect()
}
