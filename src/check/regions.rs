//! Which region a cell means when its name alone leaves it open (鼓楼区 lies in several cities).

use crate::codes::Regions;
use crate::order::{Code, Standing};

/// The region meant by `code` inside `outer`: the id itself, or the first of several of the same name that lies there.
pub(super) fn resolve(code: &Code, outer: Option<u32>, regions: &Regions) -> u32 {
    let Standing::Ambiguous(ids) = &code.standing else {
        return code.id;
    };
    let inside = |id: &&u32| outer.is_some_and(|outer| regions.is_within(**id, outer));
    ids.iter().find(inside).copied().unwrap_or(code.id)
}
