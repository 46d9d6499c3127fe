//! Whether regions are of the level of their column and lie within each other.

use super::context::Context;
use crate::codes::Level;
use crate::order::{AnyField, Text};

/// What is wrong with a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A county where a city belongs.
    OfAnotherLevel,
    /// It lies elsewhere than the region above it.
    Elsewhere,
}

/// Province, city and county of one place, looked at from the outermost on.
#[derive(Debug)]
pub struct Nest<'c> {
    context: &'c Context<'c>,
    outer: Option<u32>,
    levels: std::slice::Iter<'static, (Level, &'static str, &'static str)>,
}

const LEVELS: &[(Level, &str, &str)] = &[
    (Level::Province, "省级", "province"),
    (Level::City, "市级", "city"),
    (Level::County, "县级", "county"),
];

impl<'c> Nest<'c> {
    /// Nothing is looked at yet.
    pub fn new(context: &'c Context<'c>) -> Self {
        Self {
            context,
            outer: None,
            levels: LEVELS.iter(),
        }
    }

    /// Looks at the next region inwards. One that is absent or unreadable is passed over.
    pub fn look_at(&mut self, field: &dyn AnyField) -> Option<(Fault, Text)> {
        let (level, zh, en) = self.levels.next()?;
        let id = field.codes().first()?.id;
        let outer = self.outer.replace(id);
        let regions = self.context.codes.regions();
        let fits = regions.get(id).is_some_and(|region| {
            region.level == *level || *level == Level::City && is_directly_governed(id)
        });
        if !fits {
            let message = Text::new(
                format!("这不是{zh}行政区划"),
                format!("this region is not a {en}"),
            );
            return Some((Fault::OfAnotherLevel, message));
        }
        let outer = outer?;
        let within = regions.is_within(id, outer)
            || is_directly_governed(id) && id / 10_000 == outer / 10_000;
        let message = || {
            Text::new(
                "不在所填的上级行政区划内",
                "the region does not lie in the one above it",
            )
        };
        (!within).then(|| (Fault::Elsewhere, message()))
    }
}

/// Whether a county answers to its province, with no city between: the codes `xx90xx`.
fn is_directly_governed(id: u32) -> bool {
    id / 100 % 100 == 90
}
