//! One record of a document as a small tree that remembers what a reader made something of.
//!
//! A reader takes what it knows by name. Whatever it did not take, because the interface does not define it, because it
//! stands there twice, or because its value is no number where one is due, is found again by [`Element::unread`]: so the
//! readers themselves say what is known, and nothing can be dropped without being reported.

use std::cell::Cell;
use std::ops::Range;
use std::str::FromStr;

use crate::order::IpRange;

/// An element of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// Its own text.
    pub text: String,
    /// Its children, in order.
    pub children: Vec<Element>,
    /// Where it stands in the text of its record.
    pub span: Range<usize>,
    /// What a reader made of it.
    pub used: Cell<Use>,
}

/// What a reader made of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing.
    #[default]
    Nothing,
    /// It read on in its children.
    Part,
    /// It took its text.
    Text,
}

impl Element {
    /// The first child of a name, to be read further.
    pub fn part(&self, name: &str) -> Option<&Element> {
        let child = self.children.iter().find(|child| child.name == name)?;
        child.used.set(Use::Part);
        Some(child)
    }

    /// All children of a name, to be read further.
    pub fn parts<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.named(name).inspect(|child| child.used.set(Use::Part))
    }

    /// The text of a child; none when it is absent or blank.
    pub fn text(&self, name: &str) -> Option<String> {
        self.named(name).next()?.taken()
    }

    /// The texts of all children of a name that are not blank.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.named(name).filter_map(Element::taken).collect()
    }

    /// What the text of a child says: a number, an address, a day.
    pub fn value<T: FromStr>(&self, name: &str) -> Option<T> {
        self.named(name).next()?.parsed()
    }

    /// What the texts of all children of a name say.
    pub fn values<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.named(name).filter_map(Element::parsed).collect()
    }

    /// The text of a child as 0 or 1.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.word(name, &[("0", false), ("1", true)])
    }

    /// What the text of a child stands for; none for a word that is not listed.
    pub fn word<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let child = self.named(name).next()?;
        let text = child.text.trim();
        let (_, meaning) = words.iter().find(|(word, _)| *word == text)?;
        child.used.set(Use::Text);
        Some(*meaning)
    }

    /// A range of addresses in two children. Where one of them is absent, the other is all of it.
    pub fn range(&self, first: &str, last: &str) -> Option<IpRange> {
        match (self.value(first), self.value(last)) {
            (Some(first), Some(last)) => Some(IpRange { first, last }),
            (one, other) => one.or(other).map(IpRange::single),
        }
    }

    /// The outermost elements that no reader made something of.
    pub fn unread(&self) -> Vec<&Element> {
        let mut unread = Vec::new();
        self.collect(&mut unread);
        unread
    }

    fn collect<'e>(&'e self, unread: &mut Vec<&'e Element>) {
        for child in &self.children {
            let text_is_left = !child.text.trim().is_empty();
            match child.used.get() {
                Use::Text => child.collect(unread),
                Use::Part if !text_is_left => child.collect(unread),
                Use::Part | Use::Nothing => unread.push(child),
            }
        }
    }

    fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn taken(&self) -> Option<String> {
        self.used.set(Use::Text);
        let text = self.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn parsed<T: FromStr>(&self) -> Option<T> {
        let text = self.text.trim();
        let value = text.parse().ok();
        if value.is_some() || text.is_empty() {
            self.used.set(Use::Text);
        }
        value
    }
}
