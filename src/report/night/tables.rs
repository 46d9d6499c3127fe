//! The night as tables: the orders, and what belongs to no order.

use super::line::{Line, Reason};
use super::{Night, beside, part_name};
use crate::order::{Lang, Text};
use crate::outcome::Outcome;
use crate::report::filing;
use crate::report::table::{Cell, Table};

/// A table of the night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The orders of the night.
    Orders,
    /// Orders of earlier nights: answered this night, or overdue.
    Earlier,
    /// Files and how far they are answered.
    Files,
    /// Answers to be decided.
    Answers,
    /// What the bureau's lists ask for.
    Tasks,
    /// Where the bureau's full copies differed.
    Differences,
    /// Filings to look after.
    Records,
    /// Sequence numbers.
    Sequences,
    /// Retained files whose time ends.
    Retention,
}

impl Which {
    /// Every table.
    pub const ALL: [Self; 9] = [
        Self::Orders,
        Self::Earlier,
        Self::Files,
        Self::Answers,
        Self::Tasks,
        Self::Differences,
        Self::Records,
        Self::Sequences,
        Self::Retention,
    ];

    /// The stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Earlier => "earlier",
            Self::Files => "files",
            Self::Answers => "answers",
            Self::Tasks => "tasks",
            Self::Differences => "differences",
            Self::Records => "records",
            Self::Sequences => "sequences",
            Self::Retention => "retention",
        }
    }

    /// The table of a night.
    pub fn of(self, night: &Night, lang: Lang) -> Table {
        match self {
            Self::Orders => orders(self, night.outcomes.iter(), lang),
            Self::Earlier => orders(self, night.earlier.iter().chain(&night.overdue), lang),
            Self::Files => files(night, lang),
            Self::Answers => answers(night, lang),
            Self::Tasks => tasks(night, lang),
            Self::Differences => differences(night, lang),
            Self::Records => records(night, lang),
            Self::Sequences => sequences(night, lang),
            Self::Retention => retention(night, lang),
        }
    }
}

fn yes(holds: bool) -> Cell {
    Cell::from(if holds { "yes" } else { "" })
}

fn orders<'o>(which: Which, outcomes: impl Iterator<Item = &'o Outcome>, lang: Lang) -> Table {
    let mut table = Table::new(
        which.id(),
        Text::new("订单", "orders"),
        &[
            ("order", "订单号", "order", 18),
            ("kind", "类型", "kind", 11),
            ("attempt", "次", "attempt", 5),
            ("result", "结果", "result", 8),
            ("state", "状态", "state", 18),
            ("codes", "代码", "codes", 14),
            ("message", "原因", "message", 40),
            ("remedy", "处理办法", "remedy", 48),
            ("who", "谁处理", "who", 12),
            ("file", "文件", "file", 36),
            ("filing_number", "备案号", "filing number", 22),
            ("opinion", "审核意见", "opinion", 30),
            ("due", "期限", "due", 12),
            ("overdue", "已逾期", "overdue", 8),
            ("source", "出处", "source", 30),
            ("sequence", "序号", "sequence", 8),
            ("uploaded", "上报日", "uploaded", 12),
            ("earliest", "最早", "earliest", 12),
            ("note", "说明", "note", 30),
        ],
    );
    for outcome in outcomes {
        let line = Line::new(outcome);
        let joined = |part: &dyn Fn(&Reason<'_>) -> String| -> String {
            let parts: Vec<String> = line.reasons.iter().map(part).collect();
            parts.join(" | ")
        };
        let sequence = line.sequence.map(|sequence| format!("#{sequence}"));
        let file = format!("{} {}", line.file, sequence.unwrap_or_default());
        let latest = &outcome.latest;
        table.push(vec![
            line.order.into(),
            line.kind_name(lang).into(),
            line.attempt.into(),
            part_name(line.part, lang).into(),
            line.state.name(lang).into(),
            joined(&|reason| reason.code.to_string()).into(),
            joined(&|reason| match reason.place {
                Some(place) => format!("{place} {}", reason.message.get(lang)),
                None => reason.message.get(lang).to_owned(),
            })
            .into(),
            joined(&|reason| reason.remedy.get(lang).to_owned()).into(),
            line.turn.named(lang).into(),
            file.trim_end().into(),
            line.filing_number.into(),
            Cell::maybe(line.opinion.as_ref().map(|opinion| opinion.get(lang))),
            Cell::maybe(line.due),
            yes(line.overdue),
            latest.place.to_string().into(),
            Cell::maybe(line.sequence),
            Cell::maybe(latest.uploaded.map(|moment| moment.date_naive())),
            Cell::maybe(latest.earliest),
            Cell::maybe(line.note.map(|note| note.get(lang))),
        ]);
    }
    table
}

fn files(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "files",
        Text::new("文件", "files"),
        &[
            ("file", "文件名", "name", 40),
            ("bureau", "管局", "bureau", 14),
            ("sequence", "序号", "sequence", 8),
            ("state", "状态", "state", 12),
            ("accepted", "受理日", "taken", 12),
            ("records", "记录", "records", 8),
            ("orders", "订单", "orders", 8),
            ("answered", "已答复", "answered", 8),
            ("missing", "缺答复", "missing", 8),
            ("verdict", "核对", "verdict", 26),
            ("missing_orders", "缺答复的订单", "unanswered orders", 50),
        ],
    );
    for file in &night.files {
        table.push(vec![
            (&file.name).into(),
            (&file.bureau).into(),
            Cell::maybe(file.sequence),
            file.state.name(lang).into(),
            Cell::maybe(file.accepted.map(|moment| moment.date_naive())),
            file.records.into(),
            file.orders.into(),
            file.answered.into(),
            file.missing.len().into(),
            file.verdict().get(lang).into(),
            file.missing.join(" ").into(),
        ]);
    }
    table
}

fn answers(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "answers",
        Text::new("待判定答复", "to decide"),
        &[
            ("answer", "编号", "number", 8),
            ("received", "收到", "received", 12),
            ("new", "今夜", "new", 6),
            ("reason", "类别", "reason", 12),
            ("why", "原因", "why", 60),
            ("orders", "可能的订单", "possible orders", 30),
            ("file", "答复文件", "answer file", 36),
            ("record", "第几条", "record", 8),
            ("family", "类", "family", 12),
        ],
    );
    for line in &night.unmatched {
        table.push(vec![
            line.id.unsigned_abs().into(),
            line.received.date_naive().into(),
            yes(line.is_new),
            line.reason.id().into(),
            line.why.get(lang).into(),
            line.candidates.join(" ").into(),
            (&line.download).into(),
            line.record.into(),
            (&line.family).into(),
        ]);
    }
    table
}

fn tasks(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "tasks",
        Text::new("管局待办", "tasks"),
        &[
            ("task", "编号", "number", 8),
            ("list", "清单", "list", 14),
            ("opened", "收到", "opened", 12),
            ("new", "今夜", "new", 6),
            ("title", "要做什么", "what is to be done", 70),
            ("order", "拟报订单", "proposed order", 22),
        ],
    );
    for line in &night.tasks {
        table.push(vec![
            line.id.unsigned_abs().into(),
            line.list.name().get(lang).into(),
            line.opened.date_naive().into(),
            yes(line.is_new),
            line.title.get(lang).into(),
            Cell::maybe(line.order.as_deref()),
        ]);
    }
    table
}

fn differences(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "differences",
        Text::new("台账与管局不符", "differences"),
        &[
            ("record", "对象", "record", 10),
            ("id", "管局Id", "bureau's id", 14),
            ("filing_number", "备案号", "filing number", 24),
            ("what", "不符", "what", 14),
            ("field", "栏", "field", 18),
            ("ledger", "台账", "ledger", 30),
            ("bureau", "管局", "bureau", 30),
            ("text", "说明", "in words", 60),
        ],
    );
    for line in &night.differences {
        let [header, ours, theirs] = line.what.value();
        table.push(vec![
            filing::kind_name(line.kind).get(lang).into(),
            line.id.to_string().into(),
            Cell::maybe(line.number.as_deref()),
            line.id().into(),
            Cell::maybe(header),
            Cell::maybe(ours),
            Cell::maybe(theirs),
            line.text().get(lang).into(),
        ]);
    }
    table
}

fn records(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "records",
        Text::new("需处理的备案", "filings to look after"),
        &[
            ("what", "情况", "what", 18),
            ("filing_number", "备案号", "filing number", 24),
            ("id", "管局Id", "bureau's id", 14),
            ("name", "名称", "name", 24),
            ("text", "怎么办", "what to do", 70),
        ],
    );
    for line in &night.records {
        table.push(vec![
            line.what().into(),
            Cell::maybe(line.number.as_deref()),
            line.id.to_string().into(),
            (&line.name).into(),
            line.text().get(lang).into(),
        ]);
    }
    table
}

fn sequences(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "sequences",
        Text::new("上报序号", "sequence numbers"),
        &[
            ("bureau", "管局", "bureau", 14),
            ("last", "最近序号", "last number", 10),
            ("base", "起点", "base", 8),
            ("gaps", "缺号", "missing", 16),
            ("waiting", "待报文件", "files waiting", 10),
            ("unknown", "结果不明", "outcome unknown", 36),
            ("bureau_count", "管局自述", "bureau's own count", 12),
            ("bureau_counted", "问于", "asked on", 12),
            ("text", "说明", "in words", 70),
        ],
    );
    for health in &night.sequences {
        let gaps: Vec<String> = health.gaps.iter().map(ToString::to_string).collect();
        let told = health.told.as_ref();
        table.push(vec![
            (&health.bureau).into(),
            health.last.into(),
            health.base.into(),
            gaps.join(" ").into(),
            health.waiting.into(),
            Cell::maybe(health.unknown.as_deref()),
            Cell::maybe(told.map(|(taken, _)| *taken)),
            Cell::maybe(told.map(|(_, at)| at.date_naive())),
            beside::sequence_text(health).get(lang).into(),
        ]);
    }
    table
}

fn retention(night: &Night, lang: Lang) -> Table {
    let mut table = Table::new(
        "retention",
        Text::new("留存到期", "retention"),
        &[
            ("file", "文件名", "name", 40),
            ("bureau", "管局", "bureau", 14),
            ("accepted", "受理日", "taken", 12),
            ("until", "保存到", "kept until", 12),
            ("removable", "可删除", "may go", 8),
            ("text", "说明", "in words", 60),
        ],
    );
    for line in &night.retention {
        table.push(vec![
            (&line.file.name).into(),
            (&line.file.bureau).into(),
            line.file.accepted.date_naive().into(),
            line.until.into(),
            yes(line.is_removable()),
            line.text().get(lang).into(),
        ]);
    }
    table
}
