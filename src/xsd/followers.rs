//! What may come next in a content model, and the rule of unique particle attribution: that what comes next decides which
//! particle it belongs to.

use std::collections::HashMap;
use std::sync::Arc;

use super::automaton::Refusal;
use super::model::Model;
use super::names::Name;
use super::unfolding::{Leaf, Position};
use super::wildcard::Wildcard;

/// The elements that may stand at a position: the one declared and its substitutes, unless they are abstract.
pub(crate) fn elements_at(element: usize, model: &Model) -> impl Iterator<Item = usize> + '_ {
    let others = model.substitutes.get(element).into_iter().flatten();
    std::iter::once(element)
        .chain(others.copied())
        .filter(|&index| !model.elements[index].is_abstract)
}

/// What may follow a state: by name, and by wildcard; each with the positions it leads to.
#[derive(Default)]
pub(crate) struct Followers<'m> {
    pub(crate) names: Vec<(usize, Vec<usize>)>,
    pub(crate) slots: HashMap<&'m Name, usize>,
    pub(crate) wilds: Vec<(Arc<Wildcard>, Vec<usize>)>,
}

impl<'m> Followers<'m> {
    /// Gathers the followers; an error when one element could belong to two particles.
    pub(crate) fn of(
        followers: impl Iterator<Item = usize>,
        positions: &[Position],
        model: &'m Model,
    ) -> Result<Self, Refusal> {
        let mut all = Self::default();
        for follower in followers {
            let origin = positions[follower].origin;
            match &positions[follower].leaf {
                Leaf::Element(element) => {
                    for element in elements_at(*element, model) {
                        let name = &model.elements[element].name;
                        let names = &mut all.names;
                        let slot = *all.slots.entry(name).or_insert_with(|| {
                            names.push((element, Vec::new()));
                            names.len() - 1
                        });
                        names[slot].1.push(follower);
                        if positions[names[slot].1[0]].origin != origin {
                            return Err(ambiguous(&name.local));
                        }
                    }
                }
                Leaf::Wildcard(wildcard) => {
                    let same = all
                        .wilds
                        .iter_mut()
                        .find(|(_, targets)| positions[targets[0]].origin == origin);
                    match same {
                        Some((_, targets)) => targets.push(follower),
                        None => all.wilds.push((wildcard.clone(), vec![follower])),
                    }
                }
            }
        }
        all.distinct(model)?;
        Ok(all)
    }

    /// No name may pass a wildcard, no two wildcards let the same name through.
    fn distinct(&self, model: &Model) -> Result<(), Refusal> {
        for (n, (wildcard, _)) in self.wilds.iter().enumerate() {
            let allowed = &wildcard.allowed;
            for (element, _) in &self.names {
                let name = &model.elements[*element].name;
                if allowed.admits(name.space) {
                    return Err(ambiguous(&name.local));
                }
            }
            let others = &self.wilds[..n];
            if others
                .iter()
                .any(|(other, _)| other.allowed.overlaps(allowed))
            {
                return Err(ambiguous("xs:any"));
            }
        }
        Ok(())
    }
}

/// The refusal of a content model in which something with this name could belong to two particles.
pub(crate) fn ambiguous(name: &str) -> Refusal {
    Refusal::Invalid(format!(
        "{name} could belong to two particles (unique particle attribution)"
    ))
}
