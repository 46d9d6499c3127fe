//! Where the bureau's full copies differ from the ledger.

use crate::ledger::mirror::{Difference, RecordKind};
use crate::order::Text;
use crate::report::filing;

/// Where the bureau's full copy differed from the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceLine {
    /// The kind of record.
    pub kind: RecordKind,
    /// The bureau's id.
    pub id: u64,
    /// Its filing number.
    pub number: Option<String>,
    /// What differs.
    pub what: Unlike,
}

/// What differs between the ledger and the bureau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// The ledger did not know the record.
    OnlyBureau,
    /// The bureau has not got the record.
    OnlyLedger,
    /// The ledger has it as cancelled, the bureau as filed.
    Revived,
    /// A value: the header, and what either side has, masked.
    Value {
        /// The column.
        header: String,
        /// In the ledger.
        ours: Option<String>,
        /// At the bureau.
        theirs: Option<String>,
    },
}

impl Unlike {
    /// The header of a value, and what either side has; nothing of a record that one side lacks.
    pub(in crate::report::night) fn value(&self) -> [Option<&str>; 3] {
        match self {
            Self::Value {
                header,
                ours,
                theirs,
            } => [Some(header), ours.as_deref(), theirs.as_deref()],
            _ => [None; 3],
        }
    }
}

impl From<Difference> for DifferenceLine {
    fn from(difference: Difference) -> Self {
        let Difference {
            kind,
            id,
            number,
            field,
            ours,
            theirs,
        } = difference;
        let what = match (field.as_str(), &ours) {
            ("", None) => Unlike::OnlyBureau,
            ("", Some(_)) => Unlike::OnlyLedger,
            ("state", _) => Unlike::Revived,
            (path, _) => {
                // What is no column is the filing number, which is nobody's secret.
                let shown =
                    |value: String| filing::shown(path, &value).map_or(value, |(_, shown)| shown);
                let header = filing::shown(path, "").map_or("备案号", |(header, _)| header);
                Unlike::Value {
                    header: header.to_owned(),
                    ours: ours.map(shown),
                    theirs: theirs.map(shown),
                }
            }
        };
        Self {
            kind,
            id,
            number,
            what,
        }
    }
}

impl DifferenceLine {
    /// The stable name of what differs.
    pub fn id(&self) -> &'static str {
        match self.what {
            Unlike::OnlyBureau => "only_bureau",
            Unlike::OnlyLedger => "only_ledger",
            Unlike::Revived => "state",
            Unlike::Value { .. } => "value",
        }
    }

    /// The record: kind, id, filing number.
    pub fn record(&self) -> Text {
        let name = filing::kind_name(self.kind);
        let number = self.number.as_ref().map(|number| format!(" {number}"));
        let record = format!("{}{}", self.id, number.unwrap_or_default());
        Text::new(
            format!("{} {record}", name.zh),
            format!("{} {record}", name.en),
        )
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Text { zh, en } = self.record();
        match &self.what {
            Unlike::OnlyBureau => Text::new(
                format!("{zh}：管局有，台账没有"),
                format!("{en}: the bureau has it, the ledger had not"),
            ),
            Unlike::OnlyLedger => Text::new(
                format!("{zh}：台账有，管局没有"),
                format!("{en}: the ledger has it, the bureau has not"),
            ),
            Unlike::Revived => Text::new(
                format!("{zh}：台账记为已注销，管局仍在"),
                format!("{en}: cancelled in the ledger, still filed at the bureau"),
            ),
            Unlike::Value {
                header,
                ours,
                theirs,
            } => {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".into());
                let (ours, theirs) = (shown(ours), shown(theirs));
                Text::new(
                    format!("{zh} {header}：台账 {ours}，管局 {theirs}"),
                    format!("{en} {header}: ledger {ours}, bureau {theirs}"),
                )
            }
        }
    }
}
