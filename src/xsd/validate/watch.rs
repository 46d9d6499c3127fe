//! Identity constraints while the document goes by: which elements are selected, what their fields hold, and whether
//! the keys that are referred to exist.

use std::collections::HashMap;

use super::super::datum::Value;
use super::super::encoding::Encoding;
use super::super::frame::{Frame, Mode};
use super::super::identity::Rule;
use super::super::tables::Tables;
use super::super::wording::Wording;
use super::Validator;
use super::values::Spot;

/// The values of a selected element's fields, in a writing that is the same for the same values.
type Key = String;

/// What identity constraints know at one point of the document.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// The open elements' names, outermost first.
    names: Vec<(u32, String)>,
    scopes: Vec<Scope>,
    selected: Vec<Selected>,
    /// For each open element the keys found in it, by constraint; `false` when children disagree about one.
    keys: Vec<HashMap<usize, HashMap<Key, bool>>>,
}

/// An open element that has an identity constraint.
#[derive(Debug)]
struct Scope {
    constraint: usize,
    depth: usize,
    found: HashMap<Key, Vec<Spot>>,
    serial: usize,
}

/// An open element that a constraint has selected.
#[derive(Debug)]
struct Selected {
    serial: usize,
    constraint: usize,
    depth: usize,
    spot: Spot,
    fields: Vec<Option<Value>>,
}

/// A problem: where, with which rule, of which constraint.
struct Problem {
    spot: Spot,
    kind: Trouble,
    constraint: usize,
}

#[derive(Clone, Copy)]
enum Trouble {
    Twice,
    Incomplete,
    Missing,
    NotOneValue,
    Nillable,
}

impl Watch {
    /// Takes in an element; `spot` is its place. Says whether a constraint has selected it.
    fn open(
        &mut self,
        tables: &Tables,
        name: (u32, String),
        constraints: &[usize],
        spot: &dyn Fn() -> Spot,
    ) -> bool {
        let before = self.selected.len();
        let depth = self.names.len();
        self.names.push(name);
        self.keys.push(HashMap::new());
        for &constraint in constraints {
            let serial = self.scopes.last().map_or(0, |scope| scope.serial + 1);
            self.scopes.push(Scope {
                constraint,
                depth,
                found: HashMap::new(),
                serial,
            });
        }
        for scope in &self.scopes {
            let constraint = &tables.constraints[scope.constraint];
            let names = &self.names[scope.depth + 1..];
            if constraint.selector.iter().any(|path| path.leads(names)) {
                self.selected.push(Selected {
                    serial: scope.serial,
                    constraint: scope.constraint,
                    depth,
                    spot: spot(),
                    fields: vec![None; constraint.fields.len()],
                });
            }
        }
        self.selected.len() > before
    }

    /// The fields that are about the innermost open element, or about this attribute of it.
    fn fields(&self, tables: &Tables, attribute: Option<(u32, &str)>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (n, selected) in self.selected.iter().enumerate() {
            let names = &self.names[selected.depth + 1..];
            let fields = &tables.constraints[selected.constraint].fields;
            for (field, paths) in fields.iter().enumerate() {
                let mut paths = paths.iter();
                let about = paths.any(|path| {
                    let end = match (&path.attribute, attribute) {
                        (None, None) => true,
                        (Some(test), Some((space, local))) => test.admits(space, local),
                        _ => false,
                    };
                    end && path.leads(names)
                });
                if about {
                    found.push((n, field));
                }
            }
        }
        found
    }

    /// Gives a field its value; a problem when it has one already.
    fn fill(&mut self, (n, field): (usize, usize), value: Value) -> Option<Problem> {
        let selected = &mut self.selected[n];
        let before = selected.fields[field].replace(value);
        before.map(|_| selected.problem(Trouble::NotOneValue))
    }

    fn close(&mut self, tables: &Tables) -> Vec<Problem> {
        let depth = self.names.len() - 1;
        let mut problems = Vec::new();
        let mut n = 0;
        while n < self.selected.len() {
            if self.selected[n].depth < depth {
                n += 1;
                continue;
            }
            let done = self.selected.remove(n);
            let rule = tables.constraints[done.constraint].rule;
            let whole: Option<Vec<&Value>> = done.fields.iter().map(Option::as_ref).collect();
            let Some(values) = whole else {
                if rule == Rule::Key {
                    problems.push(done.problem(Trouble::Incomplete));
                }
                continue;
            };
            let key = format!("{values:?}");
            let scope = self
                .scopes
                .iter_mut()
                .find(|scope| scope.serial == done.serial);
            let Some(scope) = scope else { continue };
            let earlier = scope.found.entry(key).or_default();
            if !earlier.is_empty() && !matches!(rule, Rule::Reference(_)) {
                problems.push(done.problem(Trouble::Twice));
            }
            earlier.push(done.spot);
        }
        let first = self.scopes.partition_point(|scope| scope.depth < depth);
        let ended = self.scopes.split_off(first);
        let mut keys = self.keys.pop().unwrap_or_default();
        for scope in &ended {
            if !matches!(
                tables.constraints[scope.constraint].rule,
                Rule::Reference(_)
            ) {
                let own = keys.entry(scope.constraint).or_default();
                own.extend(scope.found.keys().map(|key| (key.clone(), true)));
            }
        }
        for scope in &ended {
            if let Rule::Reference(to) = tables.constraints[scope.constraint].rule {
                let known = keys.get(&to);
                for (key, places) in &scope.found {
                    let there = known.and_then(|known| known.get(key)) == Some(&true);
                    problems.extend(places.iter().filter(|_| !there).map(|spot| Problem {
                        spot: spot.clone(),
                        kind: Trouble::Missing,
                        constraint: scope.constraint,
                    }));
                }
            }
        }
        self.names.pop();
        if let Some(outer) = self.keys.last_mut() {
            for (constraint, found) in keys {
                let outer = outer.entry(constraint).or_default();
                for (key, alone) in found {
                    let before = outer.contains_key(&key);
                    outer.insert(key, alone && !before);
                }
            }
        }
        problems
    }
}

impl Selected {
    fn problem(&self, kind: Trouble) -> Problem {
        Problem {
            spot: self.spot.clone(),
            kind,
            constraint: self.constraint,
        }
    }
}

impl<E: Encoding> Validator<'_, E> {
    /// An element has been opened; its attributes come next.
    pub(super) fn enter(&mut self, frame: &Frame, space: u32, local: String) {
        let Some(watch) = &mut self.watch else { return };
        let constraints = match frame.element {
            u32::MAX => &[][..],
            element => &self.tables.elements[element as usize].constraints,
        };
        let spot = || Spot {
            offset: frame.start,
            ordinal: frame.ordinal,
            path: self.trail.path::<E>(&self.frames, self.opening),
        };
        if watch.open(self.tables, (space, local), constraints, &spot) {
            self.later.push(frame.start);
        }
    }

    /// An attribute of the innermost open element has this value.
    pub(super) fn watch_attribute(&mut self, space: u32, local: &str, value: Option<Value>) {
        let Some(watch) = &mut self.watch else { return };
        let Some(value) = value else { return };
        let fields = watch.fields(self.tables, Some((space, local)));
        let problems: Vec<Problem> = fields
            .into_iter()
            .filter_map(|field| watch.fill(field, value.clone()))
            .collect();
        self.complain(problems);
    }

    /// The innermost open element ends; `value` is what it holds, if that is a legal simple value.
    pub(super) fn leave(&mut self, frame: &Frame, value: Option<Value>) {
        let Some(watch) = &mut self.watch else { return };
        let mut problems = Vec::new();
        for field in watch.fields(self.tables, None) {
            let selected = &watch.selected[field.0];
            let key = self.tables.constraints[selected.constraint].rule == Rule::Key;
            let nillable =
                frame.element != u32::MAX && self.tables.elements[frame.element as usize].nillable;
            if key && nillable {
                problems.push(selected.problem(Trouble::Nillable));
            }
            match (&value, frame.mode) {
                (Some(value), _) => problems.extend(watch.fill(field, value.clone())),
                // A nil element has no value, and a wrong one has been reported.
                (None, Mode::Nil { valued: true } | Mode::Value { .. }) => {}
                (None, _) => problems.push(selected.problem(Trouble::NotOneValue)),
            }
        }
        problems.extend(watch.close(self.tables));
        self.complain(problems);
    }

    fn complain(&mut self, mut problems: Vec<Problem>) {
        problems.sort_by_key(|problem| problem.spot.offset);
        for problem in problems {
            let constraint = self.tables.constraints[problem.constraint].name.as_str();
            let (rule, wording) = match problem.kind {
                Trouble::Twice => (
                    "cvc-identity-constraint.4.1",
                    Wording::KeyTwice { constraint },
                ),
                Trouble::Incomplete => (
                    "cvc-identity-constraint.4.2.1",
                    Wording::KeyIncomplete { constraint },
                ),
                Trouble::Nillable => (
                    "cvc-identity-constraint.4.2.3",
                    Wording::FieldNillable { constraint },
                ),
                Trouble::Missing => (
                    "cvc-identity-constraint.4.3",
                    Wording::KeyMissing { constraint },
                ),
                Trouble::NotOneValue => (
                    "cvc-identity-constraint.3",
                    Wording::FieldNotOneValue { constraint },
                ),
            };
            self.report_at(problem.spot, rule, &wording);
        }
    }
}
