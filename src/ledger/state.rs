//! The 21 states of an order, and which may follow which.
//!
//! Names, actors and deadlines are data (`states.csv`), and so are the moves (`transitions.csv`): a move that no
//! row allows is refused by the ledger, whoever asks for it.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize, Serializer};

use crate::order::{Lang, Text};

macro_rules! states {
    ($( $(#[$doc:meta])* $name:ident = $number:literal ),* $(,)?) => {
        /// Where one attempt of an order stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum State { $( $(#[$doc])* $name = $number ),* }

        impl State {
            /// Every state, S0 to S20.
            pub const ALL: &[State] = &[$( State::$name ),*];
        }
    };
}

states! {
    /// S0: read, not yet checked.
    Draft = 0,
    /// S1: the checks found errors.
    CheckFailed = 1,
    /// S2: the carrier's first review is open.
    AwaitingFirstReview = 2,
    /// S3: the carrier's first review refused it.
    FirstReviewRefused = 3,
    /// S4: photo, app or video verification is open.
    AwaitingVerification = 4,
    /// S5: the carrier's second review is open.
    AwaitingSecondReview = 5,
    /// S6: the carrier's second review refused it.
    SecondReviewRefused = 6,
    /// S7: may be packed, unless a reason says why it has to wait.
    Ready = 7,
    /// S8: in a file that the bureau has not got.
    Packed = 8,
    /// S9: the bureau has taken the file.
    Uploaded = 9,
    /// S10: the people named in it must answer the bureau's short message.
    AwaitingSms = 10,
    /// S11: the bureau is reviewing it.
    UnderReview = 11,
    /// S12: the bureau approved it; its record is not published yet.
    Approved = 12,
    /// S13: the bureau's published record confirms it.
    Completed = 13,
    /// S14: refused; the carrier has to mend it.
    ReturnedToCarrier = 14,
    /// S15: refused; the organizer has to mend it.
    ReturnedToCustomer = 15,
    /// S16: to be sent again unchanged, later.
    AwaitingRetry = 16,
    /// S17: some sites approved, some refused.
    PartlyApproved = 17,
    /// S18: the answers are ambiguous or contradict each other.
    AwaitingDecision = 18,
    /// S19: replaced by an order of another kind.
    Converted = 19,
    /// S20: given up.
    Abandoned = 20,
}

/// Who has to act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person who runs the nightly batch.
    Operator,
    /// The organizer whose filing it is.
    Customer,
    /// The bureau.
    Bureau,
    /// The next run of this program.
    Tool,
    /// Nobody: it is over.
    Nobody,
}

/// The part of a night's sum in which an order is counted: each order in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Not sent, and not to be sent as it is.
    HeldBack,
    /// Not sent yet: in the carrier's own review, or waiting for the next upload.
    Waiting,
    /// Sent, and not decided.
    Pending,
    /// Sent and approved.
    Approved,
    /// Sent and refused, wholly or in part.
    Refused,
}

/// The step of a filing, as customers see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerStep {
    /// 填写信息: the customer gives data and documents.
    Data,
    /// 幕布拍照: the photo is taken.
    Photo,
    /// 提交管局: the bureau has it, or soon.
    Bureau,
    /// 备案完成.
    Done,
}

impl CustomerStep {
    /// What the carriers' guides call it.
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            CustomerStep::Data => ("填写信息", "filling in"),
            CustomerStep::Photo => ("幕布拍照", "taking the photo"),
            CustomerStep::Bureau => ("提交管局", "with the bureau"),
            CustomerStep::Done => ("备案完成", "filed"),
        };
        Text::new(zh, en)
    }
}

/// How long whoever acts may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// No limit is known.
    None,
    /// Working days from entering the state.
    WorkingDays {
        /// When it should have left it.
        due: u32,
        /// From when on it is late.
        late: u32,
    },
    /// This many hours from the last upload of the order.
    Hours(u32),
    /// The bureau's own time, from the last upload of the order.
    Bureau,
}

struct Row {
    id: &'static str,
    name: Text,
    who: Actor,
    part: Part,
    deadline: Deadline,
    step: Option<CustomerStep>,
    next: Vec<State>,
}

impl State {
    /// The number, 0 to 20.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The state of a number.
    pub fn from_number(number: u8) -> Option<State> {
        State::ALL.get(usize::from(number)).copied()
    }

    /// The stable name of machine-readable output: `under_review`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The name that operators use.
    pub fn name(self, lang: Lang) -> &'static str {
        match (&self.row().name, lang) {
            (Text { zh, .. }, Lang::Zh) => zh,
            (Text { en, .. }, Lang::En) => en,
        }
    }

    /// Who has to act next.
    pub fn who(self) -> Actor {
        self.row().who
    }

    /// Where the night's sum counts it.
    pub fn part(self) -> Part {
        self.row().part
    }

    /// How long whoever acts may take.
    pub fn deadline(self) -> Deadline {
        self.row().deadline
    }

    /// The step that a customer sees; none of an order that was given up or replaced.
    pub fn step(self) -> Option<CustomerStep> {
        self.row().step
    }

    /// Whether the state may be followed by `next`.
    pub fn may_become(self, next: State) -> bool {
        self.row().next.contains(&next)
    }

    /// Whether the bureau has the order and has not decided: what an answer may be about.
    pub fn awaits_answer(self) -> bool {
        (State::Uploaded..=State::Approved).contains(&self)
    }

    /// Whether nothing of it has been packed yet, so that the next run may check and pack it.
    pub fn is_before_packing(self) -> bool {
        self <= State::Ready || self == State::AwaitingRetry
    }

    fn row(self) -> &'static Row {
        &rows()[usize::from(self.number())]
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[derive(Deserialize)]
struct StateRecord {
    number: u8,
    id: String,
    name_zh: String,
    name_en: String,
    who: Actor,
    part: Part,
    due: String,
    step: Option<CustomerStep>,
}

#[derive(Deserialize)]
struct TransitionRecord {
    from: String,
    to: String,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        read_rows().expect("both tables are built into the program, and a test reads all of them")
    })
}

fn read_rows() -> Result<Vec<Row>, csv::Error> {
    let mut rows: Vec<Row> = Vec::new();
    for record in table(include_str!("states.csv")).deserialize() {
        let record: StateRecord = record?;
        assert_eq!(
            usize::from(record.number),
            rows.len(),
            "states.csv is sorted by number"
        );
        rows.push(Row {
            id: record.id.leak(),
            name: Text::new(record.name_zh, record.name_en),
            who: record.who,
            part: record.part,
            deadline: match record.due.as_str() {
                "" => Deadline::None,
                "bureau" => Deadline::Bureau,
                time => match time.strip_suffix('h') {
                    Some(hours) => {
                        Deadline::Hours(hours.parse().expect("states.csv counts hours in digits"))
                    }
                    None => {
                        let days = |text: &str| -> u32 {
                            text.parse().expect("states.csv counts days in digits")
                        };
                        let (due, late) = time.split_once('/').unwrap_or((time, time));
                        Deadline::WorkingDays {
                            due: days(due),
                            late: days(late),
                        }
                    }
                },
            },
            step: record.step,
            next: Vec::new(),
        });
    }
    assert_eq!(rows.len(), State::ALL.len(), "states.csv lists every state");
    for record in table(include_str!("transitions.csv")).deserialize() {
        let TransitionRecord { from, to } = record?;
        for from in numbers(&from) {
            rows[usize::from(from.number())].next.extend(numbers(&to));
        }
    }
    Ok(rows)
}

fn table(text: &'static str) -> csv::Reader<&'static [u8]> {
    csv::Reader::from_reader(text.as_bytes())
}

fn numbers(list: &str) -> impl Iterator<Item = State> {
    list.split_whitespace().map(|number| {
        let number = number
            .parse()
            .expect("transitions.csv names states by number");
        State::from_number(number).expect("transitions.csv names states that exist")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_row_of_its_own_with_names_and_actor() {
        let mut ids: Vec<_> = State::ALL.iter().map(|state| state.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 21);
        for state in State::ALL {
            assert_eq!(State::from_number(state.number()), Some(*state));
            assert!(!state.name(Lang::Zh).is_empty() && !state.name(Lang::En).is_empty());
            assert!(
                state
                    .id()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            );
        }
        assert_eq!(State::UnderReview.id(), "under_review");
        assert_eq!(State::ReturnedToCarrier.name(Lang::Zh), "退回接入商修改");
    }

    #[test]
    fn nothing_returns_from_the_bureau_to_the_carrier_without_an_answer() {
        for state in State::ALL.iter().filter(|state| state.awaits_answer()) {
            for before in State::ALL.iter().filter(|state| **state <= State::Packed) {
                assert!(!state.may_become(*before), "{state:?} → {before:?}");
            }
            assert!(!state.may_become(State::Abandoned), "{state:?}");
        }
    }

    #[test]
    fn a_filing_goes_through_the_steps_in_their_order() {
        let steps = |states: &[State]| -> Vec<Option<CustomerStep>> {
            states.iter().map(|state| state.step()).collect()
        };
        use State::{Abandoned, AwaitingVerification, Completed, Draft, Ready, UnderReview};
        assert_eq!(
            steps(&[
                Draft,
                AwaitingVerification,
                Ready,
                UnderReview,
                Completed,
                Abandoned
            ]),
            [
                Some(CustomerStep::Data),
                Some(CustomerStep::Photo),
                Some(CustomerStep::Bureau),
                Some(CustomerStep::Bureau),
                Some(CustomerStep::Done),
                None
            ]
        );
        assert_eq!(CustomerStep::Bureau.name().zh, "提交管局");
    }

    #[test]
    fn what_is_over_stays_over() {
        for over in [State::Completed, State::Converted, State::Abandoned] {
            assert!(
                State::ALL.iter().all(|next| !over.may_become(*next)),
                "{over:?}"
            );
        }
    }

    #[test]
    fn only_a_packed_order_can_be_taken_by_the_bureau() {
        for state in State::ALL {
            assert_eq!(
                state.may_become(State::Uploaded),
                *state == State::Packed,
                "{state:?}"
            );
        }
    }
}
