//! Wildcards: which namespaces `xs:any` and `xs:anyAttribute` let through, and how strictly.

use super::names::NOWHERE;

/// The namespaces that a wildcard lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Allowed {
    Any,
    /// Every namespace but this one, and not the absence of one.
    Not(u32),
    /// These, [`NOWHERE`] perhaps among them.
    These(Vec<u32>),
}

/// What to do with what a wildcard lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    /// It must be declared and fit its declaration.
    Strict,
    /// If it is declared, it must fit its declaration.
    Lax,
    /// Nothing: it is only well-formed.
    Skip,
}

/// A wildcard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wildcard {
    pub(crate) allowed: Allowed,
    pub(crate) process: Process,
}

impl Wildcard {
    /// The wildcard of `xs:anyType`.
    pub(crate) fn any() -> Self {
        Self {
            allowed: Allowed::Any,
            process: Process::Lax,
        }
    }
}

impl Allowed {
    /// Whether names of this namespace pass.
    pub(crate) fn admits(&self, space: u32) -> bool {
        match self {
            Self::Any => true,
            Self::Not(other) => space != *other && space != NOWHERE,
            Self::These(spaces) => spaces.contains(&space),
        }
    }

    /// Whether some name passes both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::These(spaces), other) | (other, Self::These(spaces)) => {
                spaces.iter().any(|&space| other.admits(space))
            }
            _ => true,
        }
    }

    /// Whether all that passes this passes the other.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) => true,
            (Self::Not(a), Self::Not(b)) => a == b || *b == NOWHERE,
            (Self::These(spaces), other) => spaces.iter().all(|&space| other.admits(space)),
            _ => false,
        }
    }

    /// What passes both; `None` when no wildcard can say it.
    pub(crate) fn intersection(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, one) | (one, Self::Any) => one.clone(),
            (Self::These(spaces), other) | (other, Self::These(spaces)) => Self::These(
                spaces
                    .iter()
                    .copied()
                    .filter(|&space| other.admits(space))
                    .collect(),
            ),
            (Self::Not(a), Self::Not(b)) if a == b || *b == NOWHERE => Self::Not(*a),
            (Self::Not(NOWHERE), Self::Not(b)) => Self::Not(*b),
            _ => return None,
        })
    }

    /// What passes either; `None` when no wildcard can say it.
    pub(crate) fn union(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Any, _) | (_, Self::Any) => Self::Any,
            (Self::These(a), Self::These(b)) => {
                let mut both = a.clone();
                both.extend(b.iter().filter(|space| !a.contains(space)));
                Self::These(both)
            }
            (Self::Not(a), Self::Not(b)) if a == b => Self::Not(*a),
            (Self::Not(_), Self::Not(_)) => Self::Not(NOWHERE),
            (Self::Not(not), Self::These(spaces)) | (Self::These(spaces), Self::Not(not)) => {
                match (spaces.contains(not), spaces.contains(&NOWHERE)) {
                    (true, true) => Self::Any,
                    (true, false) => Self::Not(NOWHERE),
                    (false, true) => return None,
                    (false, false) => Self::Not(*not),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_lets_neither_its_own_nor_no_namespace_through() {
        let other = Allowed::Not(4);
        assert!(other.admits(5) && !other.admits(4) && !other.admits(NOWHERE));
        assert!(Allowed::Not(NOWHERE).admits(4) && !Allowed::Not(NOWHERE).admits(NOWHERE));
    }

    #[test]
    fn unions_and_intersections_are_said_where_they_can_be() {
        let these = |spaces: &[u32]| Allowed::These(spaces.to_vec());
        assert_eq!(
            Allowed::Not(4).union(&these(&[4])),
            Some(Allowed::Not(NOWHERE))
        );
        assert_eq!(
            Allowed::Not(4).union(&these(&[4, NOWHERE])),
            Some(Allowed::Any)
        );
        assert_eq!(Allowed::Not(4).union(&these(&[NOWHERE])), None);
        assert_eq!(
            Allowed::Not(4).intersection(&these(&[4, 5])),
            Some(these(&[5]))
        );
        assert_eq!(Allowed::Not(4).intersection(&Allowed::Not(5)), None);
        assert!(these(&[5]).is_within(&Allowed::Not(4)) && !Allowed::Any.is_within(&these(&[4])));
        assert!(
            Allowed::Not(4).overlaps(&Allowed::Not(5)) && !these(&[4]).overlaps(&Allowed::Not(4))
        );
    }
}
