//! What a night's report says beside its orders: files, answers to be decided, work, differences, records to look after,
//! sequence numbers, retained files. Each is a line that every renderer shows.

use chrono::NaiveDate;

use crate::ledger::mirror::{Difference, RecordKind};
use crate::ledger::{
    FileStanding, FileState, KeptReason, KeptRecord, Moment, OddRecord, Oddity, OldFile,
    ProposedRow, SequenceHealth, TaskList, TaskRecord,
};
use crate::order::{Kind, Text};
use crate::report::filing;

/// A file, and how far it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its name, which is the zip entry's.
    pub name: String,
    /// The bureau that it is for.
    pub bureau: String,
    /// Its number in the bureau's sequence; `None` before an upload began.
    pub sequence: Option<u32>,
    /// Records in it.
    pub records: u32,
    /// Orders in it.
    pub orders: usize,
    /// Orders in it that the bureau has answered, or that were sent again.
    pub answered: usize,
    /// Orders in it that the bureau has taken and not answered.
    pub missing: Vec<String>,
    /// Where it stands.
    pub state: FileState,
    /// When the bureau took it.
    pub accepted: Option<Moment>,
    /// What was said of an upload that was not taken.
    pub said: Option<String>,
}

impl From<FileStanding> for FileLine {
    fn from(file: FileStanding) -> Self {
        Self {
            name: file.name,
            bureau: file.bureau,
            sequence: file.sequence,
            records: file.records,
            orders: file.orders,
            answered: file.answered,
            missing: file.missing,
            state: file.state,
            accepted: file.accepted,
            said: file.said,
        }
    }
}

impl FileLine {
    /// Whether the bureau has taken it.
    pub fn is_taken(&self) -> bool {
        use FileState::{Accepted, Refused, Settled};
        matches!(self.state, Accepted | Refused | Settled)
    }

    /// Whether nothing is expected of it any more.
    pub fn is_complete(&self) -> bool {
        self.is_taken() && self.missing.is_empty()
    }

    /// Complete, or what it lacks.
    pub fn verdict(&self) -> Text {
        let said = |zh: &str, en: &str| match &self.said {
            Some(said) => Text::new(format!("{zh}：{said}"), format!("{en}: {said}")),
            None => Text::new(zh.to_owned(), en.to_owned()),
        };
        match self.state {
            FileState::Built => said("未上报", "not sent"),
            FileState::Sending | FileState::Unknown => said(
                "结果不明，须先核对",
                "outcome unknown, to be settled before anything more is sent",
            ),
            FileState::Refused => Text::new("整包退回", "refused as a whole"),
            FileState::Accepted | FileState::Settled => match self.missing.len() {
                0 => Text::new("答复齐全", "complete"),
                missing => Text::new(
                    format!("缺 {missing} 个答复"),
                    format!("{missing} answers missing"),
                ),
            },
        }
    }
}

/// An answer that a person has to decide about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// Its number, which `ledger assign` takes.
    pub id: i64,
    /// The answer file.
    pub download: String,
    /// Position of the record in it, from 1; 0 for the whole file.
    pub record: u32,
    /// The family, `ICP/BAJG`.
    pub family: String,
    /// Why it was kept.
    pub reason: KeptReason,
    /// The same in words.
    pub why: Text,
    /// Orders that it may belong to.
    pub candidates: Vec<String>,
    /// When it came.
    pub received: Moment,
    /// Whether it came this night.
    pub is_new: bool,
}

impl KeptLine {
    pub(super) fn new(record: KeptRecord, night: NaiveDate) -> Self {
        Self {
            is_new: record.received.date_naive() == night,
            id: record.id,
            download: record.download,
            record: record.record,
            family: record.family,
            reason: record.reason,
            why: record.why,
            candidates: record.candidates,
            received: record.received,
        }
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self {
            id,
            download,
            record,
            family,
            why,
            ..
        } = self;
        let head = format!("[{id}] {download} #{record} {family}");
        let (since_zh, since_en) = since(self.is_new, self.received);
        let (zh, en) = (&why.zh, &why.en);
        Text::new(
            format!("{head}：{zh}{since_zh}"),
            format!("{head}: {en}{since_en}"),
        )
    }
}

/// Work that a list of the bureau asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// Its number, which `ledger tasks --close` takes.
    pub id: i64,
    /// The list.
    pub list: TaskList,
    /// What makes it the same task when the list comes again.
    pub key: String,
    /// What is to be done.
    pub title: Text,
    /// The order that is proposed for it.
    pub order: Option<String>,
    /// Its rows.
    pub rows: Vec<ProposedRow>,
    /// When it came.
    pub opened: Moment,
    /// Whether it came this night.
    pub is_new: bool,
}

impl TaskLine {
    pub(super) fn new(record: TaskRecord, night: NaiveDate) -> Self {
        Self {
            id: record.id,
            list: record.task.list,
            key: record.task.key,
            title: record.task.title,
            rows: record.task.rows,
            order: record.order,
            opened: record.opened,
            is_new: record.opened.date_naive() == night,
        }
    }

    /// Whether an order of this kind is proposed for it.
    pub fn proposes(&self, kind: Kind) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|(header, value)| header == "订单类型" && value == kind.name())
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self { id, title, .. } = self;
        let list = self.list.name();
        let proposed = self.order.as_ref().map_or_else(Text::default, |order| {
            Text::new(
                format!("（拟报订单 {order}）"),
                format!(" (proposed order {order})"),
            )
        });
        let (since_zh, since_en) = since(self.is_new, self.opened);
        Text::new(
            format!("[{id}] {}：{}{}{since_zh}", list.zh, title.zh, proposed.zh),
            format!("[{id}] {}: {}{}{since_en}", list.en, title.en, proposed.en),
        )
    }
}

/// Since when something waits that did not come this night.
fn since(is_new: bool, moment: Moment) -> (String, String) {
    if is_new {
        return Default::default();
    }
    let day = moment.date_naive();
    (format!("（{day} 起）"), format!(" (since {day})"))
}

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
    pub(super) fn value(&self) -> [Option<&str>; 3] {
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

/// A record of the bureau that somebody has to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// What is odd about it.
    pub oddity: Oddity,
    /// The bureau's id.
    pub id: u64,
    /// Its filing number.
    pub number: Option<String>,
    /// What people call it, masked.
    pub name: String,
}

impl From<OddRecord> for RecordLine {
    fn from(record: OddRecord) -> Self {
        let path = match record.oddity {
            Oddity::EmptySite => "Wz_xx/Wzmc",
            Oddity::EmptySubject | Oddity::WrongPassword => "Zt_xx/Dwmc",
        };
        let name = filing::shown(path, &record.name).map(|(_, shown)| shown);
        Self {
            oddity: record.oddity,
            id: record.id,
            number: record.number,
            name: name.unwrap_or_default(),
        }
    }
}

impl RecordLine {
    /// The stable name of what is odd.
    pub fn what(&self) -> &'static str {
        match self.oddity {
            Oddity::EmptySubject => "empty_subject",
            Oddity::EmptySite => "empty_site",
            Oddity::WrongPassword => "wrong_password",
        }
    }

    /// The line: what is odd, and what to do.
    pub fn text(&self) -> Text {
        let number = self.number.clone().unwrap_or_else(|| self.id.to_string());
        let record = format!("{number} {}", self.name);
        let record = record.trim_end();
        match self.oddity {
            Oddity::EmptySubject => Text::new(
                format!("空壳主体 {record}：名下没有网站，请新增网站或注销主体"),
                format!("empty subject {record}: it has no site; file one or cancel the subject"),
            ),
            Oddity::EmptySite => Text::new(
                format!("空壳网站 {record}：没有接入，请报接入备案或注销网站"),
                format!("empty site {record}: it has no access; file one or cancel the site"),
            ),
            Oddity::WrongPassword => Text::new(
                format!("备案密码错误 {record}：请客户找回密码后再报"),
                format!(
                    "wrong filing password {record}: the customer has to recover it before anything is sent"
                ),
            ),
        }
    }
}

/// What a bureau's sequence numbers say.
pub fn sequence_text(health: &SequenceHealth) -> Text {
    let SequenceHealth {
        bureau,
        base,
        last,
        gaps,
        waiting,
        unknown,
        told,
    } = health;
    let mut zh = vec![format!("{bureau}：最近序号 {last}")];
    let mut en = vec![format!("{bureau}: last number {last}")];
    if *base > 0 {
        zh.push(format!("本台账自 {} 起", base + 1));
        en.push(format!("this ledger begins with {}", base + 1));
    }
    match gaps.as_slice() {
        [] => {
            zh.push("无缺号".into());
            en.push("no gap".into());
        }
        gaps => {
            let gaps: Vec<String> = gaps.iter().map(ToString::to_string).collect();
            zh.push(format!("缺号 {}", gaps.join("、")));
            en.push(format!("missing {}", gaps.join(", ")));
        }
    }
    if *waiting > 0 {
        zh.push(format!("{waiting} 个文件待报"));
        en.push(format!("{waiting} files wait"));
    }
    if let Some(file) = unknown {
        zh.push(format!("{file} 结果不明，核对之前不再上报"));
        en.push(format!(
            "the outcome of {file} is unknown, and nothing is sent before it is settled"
        ));
    }
    if let Some((taken, at)) = told {
        let at = at.format("%Y-%m-%d %H:%M");
        zh.push(format!("{at} 上报之前管局自述 {taken}"));
        en.push(format!(
            "before sending, at {at}, the bureau counted {taken}"
        ));
    }
    Text::new(zh.join("，"), en.join(", "))
}

/// Whether nothing about a bureau's sequence numbers needs a person: none is missing, no outcome is unknown, and the bureau
/// has not counted more than we sent.
pub fn sequence_is_sound(health: &SequenceHealth) -> bool {
    let is_ahead = { health.told.as_ref() }.is_some_and(|(taken, _)| *taken > health.last);
    health.gaps.is_empty() && health.unknown.is_none() && !is_ahead
}

/// A retained file whose time is over, or is within a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionLine {
    /// The file.
    pub file: OldFile,
    /// The first day on which it need not be kept any more.
    pub until: NaiveDate,
    /// Whether that day has come.
    pub is_over: bool,
    /// Whether orders of it are not over, so that it stays all the same.
    pub has_open_orders: bool,
}

impl RetentionLine {
    /// Whether `archive prune` would remove it.
    pub fn is_removable(&self) -> bool {
        self.is_over && !self.has_open_orders
    }

    /// The line.
    pub fn text(&self) -> Text {
        let Self { file, until, .. } = self;
        let (name, taken) = (&file.name, file.accepted.date_naive());
        let (zh, en) = match (self.is_over, self.has_open_orders) {
            (true, false) => (
                "已满三个月，archive prune 可以删除".to_owned(),
                "kept for three months, `archive prune` may remove it".to_owned(),
            ),
            (true, true) => (
                "已满三个月，但有订单未结，继续保存".to_owned(),
                "kept for three months, but orders of it are open: it stays".to_owned(),
            ),
            (false, _) => (
                format!("保存期到 {until}"),
                format!("to be kept until {until}"),
            ),
        };
        Text::new(
            format!("{name}（{taken} 上报）{zh}"),
            format!("{name} (sent {taken}): {en}"),
        )
    }
}
