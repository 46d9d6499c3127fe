//! What a schema allows, written down so that two schemas can be compared.
//!
//! Names of types, references and groups do not show; facets are merged over all derivation steps; a group that adds
//! nothing dissolves; what needs no order (the members of a choice or an `xs:all`, attributes) is sorted. Two schemas
//! with the same outline allow the same documents. The reverse need not hold.

use std::fmt;

use super::lexical::Lexical;
use super::model::{Content, Model, Particle, Preset, Term, Type};
use super::names::Name;
use super::simple::{Bound, Simple, White};
use super::wildcard::{Allowed, Wildcard};

/// One element, attribute or group of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineLine {
    /// Where it stands, such as `/UploadData/ICP/XZBA`; groups as `(choice)`, attributes as `@version`.
    pub path: String,
    /// The fewest and the most times it may occur; `None` is unbounded.
    pub occurs: (u32, Option<u32>),
    /// `element`, `attribute`, `sequence`, `choice` or `all`.
    pub kind: &'static str,
    /// The built-in datatype (`xs:long`), or `elements`, `mixed`, `empty`, `xs:anyType`; for an element that contains
    /// itself `as` and the outer path; empty for groups.
    pub base: String,
    /// Facets as `name=value`, sorted; `nillable`, `default=` and `fixed=` among them.
    pub facets: Vec<String>,
}

impl fmt::Display for OutlineLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (min, max) = self.occurs;
        let max = max.map_or("*".to_owned(), |max| max.to_string());
        write!(f, "{} {min}..{max} {}", self.path, self.kind)?;
        for word in [&self.base]
            .into_iter()
            .chain(&self.facets)
            .filter(|word| !word.is_empty())
        {
            write!(f, " {word}")?;
        }
        Ok(())
    }
}

/// The outline of all global elements.
pub(super) fn outline(model: &Model) -> Vec<OutlineLine> {
    let mut roots: Vec<usize> = model.roots.clone();
    roots.sort_by_key(|&root| &model.elements[root].name);
    let mut writer = Writer {
        model,
        lines: Vec::new(),
        open: Vec::new(),
    };
    for root in roots {
        writer.element("", root, (1, Some(1)));
    }
    writer.lines
}

struct Writer<'m> {
    model: &'m Model,
    lines: Vec<OutlineLine>,
    /// Complex types around the current place, with the path where each began.
    open: Vec<(usize, String)>,
}

impl Writer<'_> {
    fn element(&mut self, around: &str, index: usize, occurs: (u32, Option<u32>)) {
        let element = &self.model.elements[index];
        let path = format!("{around}/{}", self.model.spaces.shown(&element.name));
        let mut facets = preset(element.preset.as_ref());
        if element.nillable {
            facets.push("nillable".to_owned());
        }
        let mut line = OutlineLine {
            path: path.clone(),
            occurs,
            kind: "element",
            base: String::new(),
            facets,
        };
        match element.kind {
            Type::Any => line.base = "xs:anyType".to_owned(),
            Type::Simple(simple) => describe(&self.model.simples[simple], &mut line),
            Type::Complex(index) => {
                if let Some((_, outer)) = self.open.iter().find(|(open, _)| *open == index) {
                    line.base = format!("as {outer}");
                    self.lines.push(line);
                    return;
                }
                let complex = &self.model.complexes[index];
                match &complex.content {
                    Content::Empty => line.base = "empty".to_owned(),
                    Content::Simple(simple) => describe(&self.model.simples[*simple], &mut line),
                    Content::Elements { mixed, .. } => {
                        line.base = if *mixed { "mixed" } else { "elements" }.to_owned();
                    }
                }
                self.lines.push(line);
                self.attributes(&path, index);
                if let Content::Elements { particle, .. } = &complex.content {
                    self.open.push((index, path.clone()));
                    self.particle(&path, particle);
                    self.open.pop();
                }
                return;
            }
        }
        self.lines.push(line);
    }

    fn attributes(&mut self, path: &str, complex: usize) {
        let mut attributes: Vec<_> = self.model.complexes[complex].attributes.iter().collect();
        attributes.sort_by_key(|attribute| &attribute.name);
        for attribute in attributes {
            let occurs = (u32::from(attribute.required), Some(1));
            let path = format!("{path}/@{}", self.model.spaces.shown(&attribute.name));
            let facets = preset(attribute.preset.as_ref());
            let mut line = OutlineLine {
                path,
                occurs,
                kind: "attribute",
                base: String::new(),
                facets,
            };
            describe(&self.model.simples[attribute.simple], &mut line);
            self.lines.push(line);
        }
        if let Some(wildcard) = &self.model.complexes[complex].wildcard {
            let line = self.any(&format!("{path}/@"), "attribute", wildcard, (0, None));
            self.lines.push(line);
        }
    }

    fn any(
        &self,
        path: &str,
        kind: &'static str,
        wildcard: &Wildcard,
        occurs: (u32, Option<u32>),
    ) -> OutlineLine {
        let shown = |space: &u32| {
            let name = Name {
                space: *space,
                local: String::new(),
            };
            self.model.spaces.shown(&name)
        };
        let allowed = match &wildcard.allowed {
            Allowed::Any => "any".to_owned(),
            Allowed::Not(space) => format!("not {}", shown(space)),
            Allowed::These(spaces) => spaces.iter().map(shown).collect::<Vec<_>>().join(" "),
        };
        OutlineLine {
            path: format!("{path}/*"),
            occurs,
            kind,
            base: format!("{:?}", wildcard.process).to_lowercase(),
            facets: vec![format!("namespace={allowed}")],
        }
    }

    fn particle(&mut self, path: &str, particle: &Particle) {
        let occurs = (particle.min, particle.max);
        let (kind, parts) = match &particle.term {
            Term::Element(element) => return self.element(path, *element, occurs),
            Term::Wildcard(wildcard) => {
                self.lines.push(self.any(path, "element", wildcard, occurs));
                return;
            }
            Term::Sequence(parts) => ("sequence", parts),
            Term::Choice(parts) => ("choice", parts),
            Term::All(parts) => ("all", parts),
        };
        let path = format!("{path}/({kind})");
        self.lines.push(OutlineLine {
            path: path.clone(),
            occurs,
            kind,
            base: String::new(),
            facets: Vec::new(),
        });
        if kind == "sequence" {
            parts.iter().for_each(|part| self.particle(&path, part));
            return;
        }
        let before = std::mem::take(&mut self.lines);
        let mut members: Vec<Vec<OutlineLine>> = Vec::new();
        for part in parts {
            self.particle(&path, part);
            members.push(std::mem::take(&mut self.lines));
        }
        members.sort_by_key(|lines| lines.iter().map(ToString::to_string).collect::<Vec<_>>());
        self.lines = before;
        self.lines.extend(members.into_iter().flatten());
    }
}

fn preset(preset: Option<&Preset>) -> Vec<String> {
    match preset {
        Some(Preset { fixed, text, .. }) => {
            let kind = if *fixed { "fixed" } else { "default" };
            vec![format!("{kind}={text:?}")]
        }
        None => Vec::new(),
    }
}

/// Datatype and facets; facets that the datatype has anyway are left out, bounds of whole numbers are inclusive.
fn describe(simple: &Simple, line: &mut OutlineLine) {
    let plain = simple.plain();
    line.base = simple.shown();
    let facets = &mut line.facets;
    let mut put = |name: &str, value: Option<String>| {
        facets.extend(value.map(|value| format!("{name}={value}")))
    };
    put("length", simple.length.map(|n| n.to_string()));
    put(
        "minLength",
        simple
            .min_length
            .filter(|&min| min > 0 && simple.length.is_none())
            .map(|n| n.to_string()),
    );
    put(
        "maxLength",
        simple
            .max_length
            .filter(|_| simple.length.is_none())
            .map(|n| n.to_string()),
    );
    put(
        "min",
        bound(simple, simple.min.as_ref(), plain.min.as_ref(), 1),
    );
    put(
        "max",
        bound(simple, simple.max.as_ref(), plain.max.as_ref(), -1),
    );
    put("totalDigits", simple.total_digits.map(|n| n.to_string()));
    put(
        "fractionDigits",
        simple
            .fraction_digits
            .filter(|_| plain.fraction_digits.is_none())
            .map(|n| n.to_string()),
    );
    let white = (simple.white != plain.white).then_some(match simple.white {
        White::Preserve => "preserve",
        White::Replace => "replace",
        White::Collapse => "collapse",
    });
    put("whiteSpace", white.map(str::to_owned));
    for pattern in &simple.patterns {
        put("pattern", Some(format!("{:?}", pattern.text)));
    }
    if let Some(listed) = &simple.enumeration {
        let mut listed = listed.texts.clone();
        listed.sort();
        listed.dedup();
        put("enumeration", Some(format!("{listed:?}")));
    }
    facets.sort();
}

/// A bound that narrows the datatype's own; an exclusive one in brackets, unless a whole number can say the same.
fn bound(
    simple: &Simple,
    bound: Option<&Bound>,
    plain: Option<&Bound>,
    inner: i128,
) -> Option<String> {
    let bound = bound.filter(|&bound| Some(bound) != plain)?;
    if bound.inclusive {
        return Some(bound.text.clone());
    }
    let next = bound
        .text
        .parse::<i128>()
        .ok()
        .filter(|_| simple.lexical == Lexical::Integer);
    Some(
        next.and_then(|value| value.checked_add(inner))
            .map_or(format!("({})", bound.text), |value| value.to_string()),
    )
}
