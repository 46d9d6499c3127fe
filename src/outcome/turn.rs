//! Whose turn it is: the question of the morning, in one word for each order.

use super::model::Attempt;
use crate::codes::Who;
use crate::ledger::{Actor, Part, State};
use crate::order::{Lang, Text};

/// Who has to act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The person who runs the nightly batch.
    Operator,
    /// The organizer whose filing it is.
    Customer,
    /// The carrier's technicians.
    CarrierTech,
    /// The bureau.
    Bureau,
    /// The next run of this program.
    NextRun,
    /// Nobody: it is over.
    Nobody,
}

impl Turn {
    /// Everyone, those who can do something in the morning first.
    pub const ALL: [Self; 6] = [
        Self::Operator,
        Self::Customer,
        Self::CarrierTech,
        Self::Bureau,
        Self::NextRun,
        Self::Nobody,
    ];

    /// Whose turn it is after an attempt: for a refused one, that of the first code.
    pub fn after(attempt: &Attempt) -> Self {
        Self::of(attempt.state, attempt.codes.first().map(|code| code.who))
    }

    /// Whose turn it is in a state; `first` is who has to act on the first code.
    pub(super) fn of(state: State, first: Option<Who>) -> Self {
        match first.filter(|_| state.part() == Part::Refused) {
            Some(who) => who.into(),
            None => state.who().into(),
        }
    }

    /// The stable name of machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Customer => "customer",
            Self::CarrierTech => "carrier_tech",
            Self::Bureau => "bureau",
            Self::NextRun => "next_run",
            Self::Nobody => "nobody",
        }
    }

    /// The name in both languages.
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            Self::Operator => ("操作员", "operator"),
            Self::Customer => ("网站主办者", "customer"),
            Self::CarrierTech => ("接入商技术", "carrier's technicians"),
            Self::Bureau => ("管局", "bureau"),
            Self::NextRun => ("下次运行", "next run"),
            Self::Nobody => ("无需处理", "nobody"),
        };
        Text::new(zh, en)
    }

    /// The name in one language.
    pub fn named(self, lang: Lang) -> String {
        self.name().get(lang).to_owned()
    }
}

impl From<Who> for Turn {
    fn from(who: Who) -> Self {
        match who {
            Who::Operator => Self::Operator,
            Who::Customer => Self::Customer,
            Who::Bureau => Self::Bureau,
            Who::CarrierTech => Self::CarrierTech,
        }
    }
}

impl From<Actor> for Turn {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Operator => Self::Operator,
            Actor::Customer => Self::Customer,
            Actor::Bureau => Self::Bureau,
            Actor::Tool => Self::NextRun,
            Actor::Nobody => Self::Nobody,
        }
    }
}
