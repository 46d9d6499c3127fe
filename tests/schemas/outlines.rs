//! The outlines of ours and the published schemas beside each other.

use std::collections::BTreeSet;

use beian::xsd::OutlineLine;

use crate::pair::Pair;

/// A path without its groups.
pub fn plain(path: &str) -> String {
    let steps: Vec<&str> = path
        .split('/')
        .filter(|step| !step.starts_with('('))
        .collect();
    steps.join("/")
}

/// Lines of ours that are different in the published schema, and nothing but their facets is.
pub fn different(pair: &Pair) -> Vec<(OutlineLine, OutlineLine)> {
    let (ours, theirs) = (
        pair.ours.schema.outline(),
        pair.published[0].schema.outline(),
    );
    assert_eq!(ours.len(), theirs.len(), "{}", pair.name);
    let lines = ours.into_iter().zip(theirs);
    let different: Vec<_> = lines.filter(|(ours, theirs)| ours != theirs).collect();
    for (ours, theirs) in &different {
        let same = OutlineLine {
            facets: theirs.facets.clone(),
            ..ours.clone()
        };
        assert_eq!(&same, theirs, "{}", pair.name);
    }
    different
}

/// Where one schema of ours stands for several: what an element may hold, whatever group it stands in, which not both
/// ours and one of the published ones say. How often it may occur is left to documents.
pub fn apart(pair: &Pair) -> BTreeSet<String> {
    let said = |outline: Vec<OutlineLine>| -> BTreeSet<(String, String, Vec<String>)> {
        let parts = outline.into_iter().filter(|line| !line.base.is_empty());
        parts
            .map(|line| (plain(&line.path), line.base, line.facets))
            .collect()
    };
    let ours = said(pair.ours.schema.outline());
    let theirs = pair.published.iter();
    let theirs = theirs
        .flat_map(|read| said(read.schema.outline()))
        .collect();
    ours.symmetric_difference(&theirs)
        .map(|(path, ..)| path.clone())
        .collect()
}
