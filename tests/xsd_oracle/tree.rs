//! Documents as trees that can be bent, and their bytes.

use encoding_rs::{GBK, UTF_8};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// An element of a document.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    /// Attributes, values already escaped.
    pub attributes: Vec<(String, String)>,
    pub content: Vec<Item>,
}

/// What stands between tags.
#[derive(Debug, Clone)]
pub enum Item {
    Element(Element),
    /// Characters, not yet escaped.
    Text(String),
    /// Markup that is written as it is.
    Raw(String),
}

/// How a document is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub gbk: bool,
    pub indented: bool,
    pub crlf: bool,
}

impl Style {
    pub fn random(rng: &mut ChaCha8Rng) -> Self {
        Self {
            gbk: rng.random_bool(0.7),
            indented: rng.random_bool(0.5),
            crlf: rng.random_bool(0.2),
        }
    }
}

impl Element {
    /// Elements of the tree, this one included.
    pub fn count(&self) -> usize {
        let inner = self.content.iter().map(|item| match item {
            Item::Element(element) => element.count(),
            _ => 0,
        });
        1 + inner.sum::<usize>()
    }

    /// The `n`-th element in document order, from 0.
    pub fn nth(&mut self, n: usize) -> Option<&mut Self> {
        if n == 0 {
            return Some(self);
        }
        let mut rest = n - 1;
        for item in &mut self.content {
            let Item::Element(element) = item else {
                continue;
            };
            let count = element.count();
            if rest < count {
                return element.nth(rest);
            }
            rest -= count;
        }
        None
    }

    /// The document's bytes. Characters that GBK does not have become references.
    pub fn bytes(&self, style: Style) -> Vec<u8> {
        let encoding = if style.gbk { "GBK" } else { "UTF-8" };
        let mut text = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n");
        self.write(&mut text, style, 0);
        text.push('\n');
        if style.crlf {
            text = text.replace('\n', "\r\n");
        }
        let encoding = if style.gbk { GBK } else { UTF_8 };
        encoding.encode(&text).0.into_owned()
    }

    fn write(&self, out: &mut String, style: Style, depth: usize) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        if self.content.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        let spread = style.indented
            && self
                .content
                .iter()
                .any(|item| matches!(item, Item::Element(_)));
        let line = |out: &mut String, depth: usize| {
            if spread {
                out.push('\n');
                out.push_str(&"\t".repeat(depth));
            }
        };
        for item in &self.content {
            line(out, depth + 1);
            match item {
                Item::Element(element) => element.write(out, style, depth + 1),
                Item::Text(text) => out.push_str(&escaped(text)),
                Item::Raw(text) => out.push_str(text),
            }
        }
        line(out, depth);
        out.push_str(&format!("</{}>", self.name));
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#13;")
}
