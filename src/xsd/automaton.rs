//! Content models as automata: Glushkov's construction, made deterministic, with counters for large bounds.
//!
//! Small occurrence bounds are unfolded into positions. An element or wildcard that may occur more often is one position
//! with a counter, as long as nothing else can claim the same name while it counts; where something can, it is unfolded
//! too.
//! A content model in which an element could belong to two particles breaks XML Schema's rule of unique attribution
//! and is refused.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::followers::{Followers, ambiguous, elements_at};
use super::limits;
use super::model::{Model, Particle, Term, Type};
use super::names::Name;
use super::unfolding::{Leaf, Position, Unfolding};
use super::wildcard::Wildcard;

/// An automaton for one content model; it begins in state 0.
#[derive(Debug)]
pub(crate) struct Automaton {
    pub(crate) states: Vec<State>,
}

/// A state of the automaton.
#[derive(Debug)]
pub(crate) struct State {
    /// Whether the content may end here (when the counter, if any, is satisfied).
    pub(crate) accepting: bool,
    /// How often the element or wildcard that led here must and may have occurred in a row.
    pub(crate) counter: Option<(u32, Option<u32>)>,
    /// The element declarations that may follow, and the state each leads to.
    pub(crate) edges: Vec<(usize, usize)>,
    /// How many of the edges, from the first, lead back here and count.
    pub(crate) own: usize,
    /// The wildcards that may follow; none admits what an edge is about. The first leads back here if it is counted.
    pub(crate) wilds: Vec<(Arc<Wildcard>, usize)>,
}

/// Why there is no automaton.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The schema is wrong; the sentence says why.
    Invalid(String),
    /// The content model is larger than we compile.
    TooLarge,
}

/// From this many occurrences on, an element or wildcard is counted rather than unfolded.
const COUNTED: u32 = 17;

/// Makes the automaton of a content model that is not an `xs:all`.
pub(crate) fn automaton(particle: &Particle, model: &Model) -> Result<Automaton, Refusal> {
    consistent(particle, model)?;
    match determine(particle, model, COUNTED)? {
        Some(automaton) => Ok(automaton),
        None => determine(particle, model, u32::MAX)?.ok_or(Refusal::TooLarge),
    }
}

/// Elements of the same name in one content model must have the same type.
pub(crate) fn consistent(particle: &Particle, model: &Model) -> Result<(), Refusal> {
    fn visit<'m>(
        particle: &Particle,
        model: &'m Model,
        seen: &mut HashMap<&'m Name, Type>,
    ) -> Result<(), Refusal> {
        match &particle.term {
            Term::Element(index) => {
                let element = &model.elements[*index];
                match seen.insert(&element.name, element.kind) {
                    Some(other) if other != element.kind => Err(Refusal::Invalid(format!(
                        "{} has two different types in one content model",
                        element.name.local
                    ))),
                    _ => Ok(()),
                }
            }
            Term::Wildcard(_) => Ok(()),
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
                parts.iter().try_for_each(|part| visit(part, model, seen))
            }
        }
    }
    visit(particle, model, &mut HashMap::new())
}

/// Subset construction. `None` when a counter is not alone in its state or competes for its own name.
fn determine(
    particle: &Particle,
    model: &Model,
    counted: u32,
) -> Result<Option<Automaton>, Refusal> {
    let (unfolding, whole) = Unfolding::of(particle, counted)?;
    let Unfolding {
        positions, follow, ..
    } = unfolding;
    let mut ends = vec![false; positions.len()];
    whole.last.iter().for_each(|&last| ends[last] = true);

    let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    // The start is no position, so no set of positions can be mistaken for it.
    let mut waiting: Vec<(Option<Vec<usize>>, usize)> = vec![(None, 0)];
    let mut count = 1;
    let mut rows: BTreeMap<usize, State> = BTreeMap::new();
    let mut transitions = 0;
    while let Some((set, index)) = waiting.pop() {
        let members = set.as_deref().unwrap_or(&[]);
        let counter = members.iter().find_map(|&member| positions[member].counter);
        if counter.is_some() && members.len() > 1 {
            return Ok(None);
        }
        let followers: Vec<usize> = match &set {
            None => whole.first.clone(),
            Some(members) => members
                .iter()
                .flat_map(|&member| &follow[member])
                .copied()
                .collect(),
        };
        let followers = Followers::of(followers.into_iter(), &positions, model)?;
        let accepting = match &set {
            None => whole.nullable,
            Some(members) => members.iter().any(|&member| ends[member]),
        };
        let (mut edges, mut wilds) = (Vec::new(), Vec::new());
        if let (Some(bounds), Some(own)) = (counter, members.first()) {
            let own = &positions[*own];
            if !counts_apart(own, bounds, &followers, &positions, model)? {
                return Ok(None);
            }
            match &own.leaf {
                Leaf::Element(element) => {
                    edges.extend(elements_at(*element, model).map(|element| (element, index)));
                }
                Leaf::Wildcard(wildcard) => wilds.push((wildcard.clone(), index)),
            }
        }
        let own = edges.len();
        let mut target_of = |mut targets: Vec<usize>| {
            targets.sort_unstable();
            targets.dedup();
            *known.entry(targets.clone()).or_insert_with(|| {
                waiting.push((Some(targets), count));
                count += 1;
                count - 1
            })
        };
        for (element, targets) in followers.names {
            edges.push((element, target_of(targets)));
        }
        for (wildcard, targets) in followers.wilds {
            wilds.push((wildcard, target_of(targets)));
        }
        transitions += edges.len() + wilds.len();
        if count > limits::POSITIONS || transitions > limits::TRANSITIONS {
            return Err(Refusal::TooLarge);
        }
        rows.insert(
            index,
            State {
                accepting,
                counter,
                edges,
                own,
                wilds,
            },
        );
    }
    Ok(Some(Automaton {
        states: rows.into_values().collect(),
    }))
}

/// Whether what is counted at a position can be told from what follows: no follower is another copy of it, and none has
/// a claim to the same name while the count leaves a choice, which is an error.
fn counts_apart(
    own: &Position,
    (min, max): (u32, Option<u32>),
    followers: &Followers<'_>,
    positions: &[Position],
    model: &Model,
) -> Result<bool, Refusal> {
    let names = followers.names.iter();
    let names = names.map(|(element, targets)| (&model.elements[*element].name, targets));
    let wilds = &followers.wilds;
    let targets = names.clone().map(|(_, targets)| targets);
    if targets
        .chain(wilds.iter().map(|(_, targets)| targets))
        .flatten()
        .any(|&target| positions[target].origin == own.origin)
    {
        return Ok(false);
    }
    if max == Some(min) {
        return Ok(true);
    }
    match &own.leaf {
        Leaf::Element(element) => {
            for element in elements_at(*element, model) {
                let name = &model.elements[element].name;
                let admitted = |(wild, _): &(Arc<Wildcard>, _)| wild.allowed.admits(name.space);
                if followers.slots.contains_key(name) || wilds.iter().any(admitted) {
                    return Err(ambiguous(&name.local));
                }
            }
        }
        Leaf::Wildcard(wildcard) => {
            let allowed = &wildcard.allowed;
            if let Some((name, _)) = names.clone().find(|(name, _)| allowed.admits(name.space)) {
                return Err(ambiguous(&name.local));
            }
            if wilds.iter().any(|(wild, _)| wild.allowed.overlaps(allowed)) {
                return Err(ambiguous("xs:any"));
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::super::derivation::Derivations;
    use super::super::error::Place;
    use super::super::model::Element;
    use super::*;

    /// Elements a, b, c by their letters.
    fn model() -> Model {
        let element = |name: &str| Element {
            name: Name {
                space: 0,
                local: name.to_owned(),
            },
            kind: Type::Any,
            nillable: false,
            preset: None,
            is_abstract: false,
            block: Derivations::default(),
            finals: Derivations::default(),
            head: None,
            constraints: Vec::new(),
            place: Place::default(),
            scope: Default::default(),
        };
        Model {
            elements: ["a", "b", "c"].map(element).into(),
            ..Model::default()
        }
    }

    fn element(letter: char, min: u32, max: Option<u32>) -> Particle {
        Particle {
            min,
            max,
            term: Term::Element(letter as usize - 'a' as usize),
        }
    }

    fn accepts(automaton: &Automaton, word: &str) -> bool {
        let (mut state, mut count) = (0, 0);
        for letter in word.chars() {
            let row = &automaton.states[state];
            let step = row.edges.iter().find(|(element, target)| {
                let loops = *target == state && row.counter.is_some();
                let (min, max) = row.counter.unwrap_or((0, None));
                *element == letter as usize - 'a' as usize
                    && if loops {
                        max.is_none_or(|max| count < max)
                    } else {
                        count >= min
                    }
            });
            let Some((_, target)) = step else {
                return false;
            };
            count = if *target == state { count + 1 } else { 1 };
            state = *target;
        }
        let row = &automaton.states[state];
        row.accepting && row.counter.is_none_or(|(min, _)| count >= min)
    }

    fn sequence(min: u32, max: Option<u32>, parts: Vec<Particle>) -> Particle {
        Particle {
            min,
            max,
            term: Term::Sequence(parts),
        }
    }

    #[test]
    fn bounds_are_kept_exactly_counted_or_unfolded() {
        for (min, max) in [(0, 3), (2, 3), (3, 3), (0, 40), (20, 40), (40, 40)] {
            let particle = sequence(
                1,
                Some(1),
                vec![element('a', min, Some(max)), element('b', 1, Some(1))],
            );
            let automaton = automaton(&particle, &model()).expect("deterministic");
            for count in 0..45_u32 {
                let word = "a".repeat(count as usize) + "b";
                assert_eq!(
                    accepts(&automaton, &word),
                    (min..=max).contains(&count),
                    "{count} of {min}..{max}"
                );
            }
        }
    }

    #[test]
    fn a_large_bound_makes_few_states() {
        let automaton =
            automaton(&element('a', 1, Some(4_000_000_000)), &model()).expect("deterministic");
        assert_eq!(automaton.states.len(), 2);
    }

    #[test]
    fn repeated_groups_repeat_as_wholes() {
        let pair = vec![element('a', 1, Some(2)), element('b', 0, Some(1))];
        let automaton = automaton(&sequence(2, Some(3), pair), &model());
        let automaton = automaton.expect("copies of one particle are no ambiguity");
        for (word, right) in [
            ("ab", false),
            ("aa", true),
            ("abab", true),
            ("aaaaaa", true),
            ("aaaaaaa", false),
            ("", false),
        ] {
            assert_eq!(accepts(&automaton, word), right, "{word}");
        }
    }

    #[test]
    fn a_counted_element_in_a_loop_is_unfolded() {
        let automaton = automaton(
            &sequence(0, None, vec![element('a', 20, Some(21))]),
            &model(),
        )
        .expect("deterministic");
        for (count, right) in [
            (0, true),
            (19, false),
            (21, true),
            (22, false),
            (39, false),
            (40, true),
            (43, false),
        ] {
            assert_eq!(accepts(&automaton, &"a".repeat(count)), right, "{count}");
        }
    }

    #[test]
    fn two_claims_to_one_element_are_refused() {
        for parts in [
            vec![element('a', 0, Some(1)), element('a', 1, Some(1))],
            vec![element('a', 1, Some(100)), element('a', 1, Some(1))],
        ] {
            assert!(matches!(
                automaton(&sequence(1, Some(1), parts), &model()),
                Err(Refusal::Invalid(_))
            ));
        }
        let exact = vec![element('a', 30, Some(30)), element('a', 1, Some(1))];
        let automaton =
            automaton(&sequence(1, Some(1), exact), &model()).expect("the count decides");
        assert!(accepts(&automaton, &"a".repeat(31)) && !accepts(&automaton, &"a".repeat(30)));
    }

    #[test]
    fn an_empty_branch_makes_a_choice_optional() {
        let branches = vec![element('a', 1, Some(1)), element('b', 0, Some(1))];
        let choice = Particle {
            min: 1,
            max: Some(1),
            term: Term::Choice(branches),
        };
        let automaton = automaton(&choice, &model()).expect("deterministic");
        assert!(accepts(&automaton, "") && accepts(&automaton, "a") && !accepts(&automaton, "ab"));
    }
}
