//! Documents with one flaw each, or none: at every element that a schema knows, one thing after the other is changed.

use crate::generate::Plan;
use crate::tree::{Element, Item};

/// The documents for every element below the root, each about as small as the schema lets it be.
pub fn documents(root: &Plan) -> Vec<Element> {
    let mut documents = Vec::new();
    visit(root, root, &mut documents);
    documents
}

fn visit(root: &Plan, plan: &Plan, documents: &mut Vec<Element>) {
    if plan.line.kind == "element" && plan.line.path != root.line.path {
        let document = least(root, &plan.line.path);
        documents.extend(changed(&document, plan, root));
        documents.push(document);
    }
    for part in &plan.parts {
        visit(root, part, documents);
    }
}

/// Whether the path leads to the plan or through it.
fn leads(plan: &Plan, path: &str) -> bool {
    let rest = path.strip_prefix(plan.line.path.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The last step of a path.
fn name(path: &str) -> &str {
    path.rsplit(['/', '@']).next().unwrap_or_default()
}

/// The smallest element of a plan that holds what stands at the path, with its optional neighbours.
pub fn least(plan: &Plan, path: &str) -> Element {
    let mut element = Element {
        name: name(&plan.line.path).to_owned(),
        ..Element::default()
    };
    for part in &plan.parts {
        if part.line.kind != "attribute" {
            particle(part, path, &mut element.content);
        } else if part.line.occurs.0 > 0 {
            let value = ordinary(part);
            element
                .attributes
                .push((name(&part.line.path).to_owned(), value));
        }
    }
    let value = ordinary(plan);
    if plan.line.base.starts_with("xs:") && !value.is_empty() {
        element.content.push(Item::Text(value));
    }
    element
}

fn particle(plan: &Plan, path: &str, out: &mut Vec<Item>) {
    let wanted = leads(plan, path) || parent(&plan.line.path) == parent(path);
    let times = plan.line.occurs.0.max(u32::from(wanted));
    for _ in 0..times {
        match plan.line.kind {
            "sequence" | "all" => plan.parts.iter().for_each(|part| particle(part, path, out)),
            "choice" => {
                let way = plan.parts.iter().find(|part| leads(part, path));
                if let Some(part) = way.or(plan.parts.first()) {
                    particle(part, path, out);
                }
            }
            _ => out.push(Item::Element(least(plan, path))),
        }
    }
}

/// The path of the element in which a part stands, whatever groups are between them.
fn parent(path: &str) -> &str {
    let mut around = path.rsplit_once('/').map_or("", |(around, _)| around);
    while let Some((outer, step)) = around.rsplit_once('/')
        && step.starts_with('(')
    {
        around = outer;
    }
    around
}

/// A value that the plan's type allows: its lower bound, in Chinese characters where it is a text.
fn ordinary(plan: &Plan) -> String {
    if let Some(first) = plan.listed().into_iter().next() {
        return first;
    }
    match plan.line.base.as_str() {
        "xs:long" => plan.facet("min").unwrap_or(0_i64).to_string(),
        "xs:string" => "备".repeat(lengths(plan).0),
        _ => String::new(),
    }
}

/// The least and the greatest length of the plan's texts.
fn lengths(plan: &Plan) -> (usize, Option<usize>) {
    let exact = plan.facet("length");
    let min = exact.or(plan.facet("minLength")).unwrap_or(0);
    (min, exact.or(plan.facet("maxLength")))
}

/// Copies of the document that differ in one respect at the plan's element: most are wrong, some are still right.
fn changed(document: &Element, plan: &Plan, root: &Plan) -> Vec<Element> {
    let way = way(document, &plan.line.path).expect("the document was made to hold it");
    let (last, above) = way.split_last().expect("the root is no target");
    let last = *last;
    let mut copies = Vec::new();
    let mut change = |what: &dyn Fn(&mut Vec<Item>)| {
        let mut copy = document.clone();
        let parent = above.iter().fold(&mut copy, |element, &position| {
            child(&mut element.content, position)
        });
        what(&mut parent.content);
        copies.push(copy);
    };
    change(&|siblings| drop(siblings.remove(last)));
    change(&|siblings| siblings.insert(last, siblings[last].clone()));
    change(&|siblings| siblings.rotate_left(1));
    change(&|siblings| siblings[last..].reverse());
    change(&|siblings| child(siblings, last).name.push('x'));
    change(&|siblings| attribute(child(siblings, last), "unit", "1"));
    change(&|siblings| {
        let nil = child(siblings, last);
        attribute(
            nil,
            "xmlns:xsi",
            "http://www.w3.org/2001/XMLSchema-instance",
        );
        attribute(nil, "xsi:nil", "true");
        nil.content.clear();
    });
    change(&|siblings| child(siblings, last).content.clear());
    for text in ["\n ", "0"] {
        let text = Item::Text(text.to_owned());
        change(&|siblings| child(siblings, last).content.push(text.clone()));
    }
    change(&|siblings| {
        let inner = siblings[last].clone();
        child(siblings, last).content.push(inner);
    });
    if let Some(max) = plan.line.occurs.1 {
        for count in [max, max + 1] {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            change(&|siblings| {
                let copy = siblings[last].clone();
                siblings.splice(last..=last, std::iter::repeat_n(copy, count));
            });
        }
    }
    for other in alternatives(root, &plan.line.path) {
        let other = Item::Element(least(other, &other.line.path));
        change(&|siblings| siblings[last] = other.clone());
        change(&|siblings| siblings.push(other.clone()));
    }
    for value in values(plan) {
        change(&|siblings| child(siblings, last).content = vec![Item::Text(value.clone())]);
    }
    copies
}

fn child(siblings: &mut [Item], position: usize) -> &mut Element {
    match &mut siblings[position] {
        Item::Element(element) => element,
        _ => unreachable!("documents made here have nothing but elements around elements"),
    }
}

fn attribute(element: &mut Element, name: &str, value: &str) {
    element.attributes.push((name.to_owned(), value.to_owned()));
}

/// The first element at a path of the outline.
pub fn element_at<'e>(document: &'e mut Element, path: &str) -> Option<&'e mut Element> {
    let way = way(document, path)?;
    let steps = way.into_iter();
    Some(steps.fold(document, |element, step| child(&mut element.content, step)))
}

/// Positions of children from the root down to the element at a path of the outline.
fn way(document: &Element, path: &str) -> Option<Vec<usize>> {
    let mut steps = path.split('/').filter(|step| !step.starts_with(['(', '@']));
    // The empty step before the first slash, and the root.
    steps.nth(1)?;
    let mut element = document;
    let mut way = Vec::new();
    for step in steps {
        let found = element
            .content
            .iter()
            .enumerate()
            .find_map(|(position, item)| match item {
                Item::Element(child) if child.name == step => Some((position, child)),
                _ => None,
            });
        let (position, child) = found?;
        way.push(position);
        element = child;
    }
    Some(way)
}

/// What may stand where the element at the path stands, of a choice.
fn alternatives<'p>(plan: &'p Plan, path: &str) -> Vec<&'p Plan> {
    let here = plan.line.kind == "choice" && plan.parts.iter().any(|part| part.line.path == path);
    if here {
        let elements = plan.parts.iter();
        return elements
            .filter(|part| part.line.kind == "element" && part.line.path != path)
            .collect();
    }
    let mut parts = plan.parts.iter();
    parts
        .find(|part| leads(part, path))
        .map_or(Vec::new(), |part| alternatives(part, path))
}

/// Values at the bounds of the plan's type, just beyond them, and of the wrong form.
fn values(plan: &Plan) -> Vec<String> {
    match plan.line.base.as_str() {
        "xs:long" => numbers(plan),
        "xs:string" => {
            let (min, max) = lengths(plan);
            let lengths = [
                min.saturating_sub(1),
                min,
                max.unwrap_or(5000),
                max.map_or(5000, |max| max + 1),
            ];
            let blanks = "\t ".repeat(min.div_ceil(2));
            let texts = ['备', 'x', '\u{20BB7}'];
            let texts = texts.map(|c| lengths.map(|n| c.to_string().repeat(n)));
            texts.into_iter().flatten().chain([blanks]).collect()
        }
        "xs:base64Binary" => ["QUJD", "QUI=", " Q U\nJ D ", "QUJ", "Q===", "QR==", "备"]
            .map(str::to_owned)
            .to_vec(),
        _ => Vec::new(),
    }
}

fn numbers(plan: &Plan) -> Vec<String> {
    let mut bounds: Vec<i128> = plan
        .listed()
        .iter()
        .filter_map(|value| value.parse().ok())
        .collect();
    bounds.push(plan.facet("min").unwrap_or(i128::from(i64::MIN)));
    bounds.push(plan.facet("max").unwrap_or(i128::from(i64::MAX)));
    // Where one schema has no upper bound, another may have one of these.
    bounds.extend([7, 11, 35, 64, 999, i128::from(u32::MAX)]);
    let around = bounds
        .iter()
        .flat_map(|bound| [bound - 1, *bound, bound + 1]);
    let mut values: Vec<String> = around.map(|value| value.to_string()).collect();
    let least = ordinary(plan);
    values.extend([
        format!(" {least}\n"),
        format!("+{least}"),
        format!("00{least}"),
        format!("{least}.0"),
        format!("-{least}"),
        format!("{least} {least}"),
        "一".to_owned(),
    ]);
    values.sort();
    values.dedup();
    values
}
