//! A small night made by hand, with one order of every part of the sum, for the tests of the report.

#![allow(dead_code, reason = "each test file uses its own part")]

use beian::codes::{Retry, Who};
use beian::ledger::mirror::RecordKind;
use beian::ledger::{
    AnswerTally, FileState, KeptReason, Moment, Oddity, OldFile, SequenceHealth, State, TaskList,
};
use beian::order::{Finding, Kind, Object, Place, Privacy, Severity, Spot, Text};
use beian::outcome::{Ages, Attempt, Opinion, Outcome, OutcomeCode, RecordIds, Turn};
use beian::report::night::{
    DifferenceLine, FileLine, KeptLine, Night, RecordLine, RetentionLine, TaskLine, Unlike,
    count_of,
};
use chrono::{DateTime, NaiveDate};

/// What a hostile name of a website looks like: it must stay text in every form of the report.
pub const HOSTILE: &str = "</script><img src=x onerror=alert(1)>\u{1b}[2J";

fn moment(text: &str) -> Moment {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

/// The night.
pub fn night() -> Night {
    let mut night = night_of_orders();
    night.counted = count_of(&night.outcomes);
    night
}

fn night_of_orders() -> Night {
    let began = moment("2026-09-18T22:00:00+08:00");
    Night {
        trend: Vec::new(),
        began,
        as_of: began,
        carrier: "示例接入商 330000000001".to_owned(),
        outcomes: vec![
            order("N-001", Kind::NewFiling, State::Completed, |attempt| {
                sent(attempt);
                attempt.filing_number = Some("浙ICP备2026000001号".to_owned());
                attempt.ids = vec![RecordIds {
                    object: Object::Subject,
                    own: Some(1_000_000_001),
                    bureau: Some(880_001),
                    filing_number: Some("浙ICP备2026000001号".to_owned()),
                }];
            }),
            order("N-002", Kind::NewSite, State::Completed, |attempt| {
                sent(attempt);
                attempt.filing_number = Some("浙ICP备2026000002号-1".to_owned());
            }),
            returned(),
            order("N-004", Kind::NewFiling, State::CheckFailed, |attempt| {
                attempt.codes = vec![
                    predicted(1011, "mobile-format", sheet_cell("主体", 6, 18)),
                    predicted(5001, "file-xsd-valid", sheet_cell("主体", 6, 18)),
                ];
            }),
            order("N-005", Kind::NewAccess, State::CheckFailed, |attempt| {
                attempt.codes = vec![OutcomeCode {
                    code: None,
                    ..predicted(0, "attach-intake-2mb", sheet_cell("附件", 11, 3))
                }];
            }),
            order("N-006", Kind::NewFiling, State::CheckFailed, |attempt| {
                let key = Spot::Key("site[1].access[1].ip[1].Qsip".into());
                let place = Place {
                    file: "orders/N-006/order.toml".into(),
                    sheet: None,
                    spot: key,
                };
                attempt.codes = vec![predicted(1006, "ip-valid", place)];
            }),
            order("N-007", Kind::NewFiling, State::UnderReview, |attempt| {
                sent(attempt);
                attempt.due = NaiveDate::from_ymd_opt(2026, 9, 10);
                attempt.overdue = true;
            }),
            order("N-008", Kind::NewFiling, State::Ready, |attempt| {
                attempt.note = Some(Text::new("管局今夜不受理", "the bureau is closed tonight"));
            }),
        ],
        earlier: vec![order("M-090", Kind::NewSite, State::Completed, |attempt| {
            sent(attempt);
            attempt.filing_number = Some("苏ICP备2026000007号-2".to_owned());
        })],
        findings: vec![Finding {
            order: None,
            rule: "intake-unreadable-file".into(),
            severity: Severity::Error,
            code: None,
            place: Place::whole("orders/损坏.xlsx".into()),
            field: "".into(),
            tag: "".into(),
            value: None,
            privacy: Privacy::Open,
            message: Text::new("压缩包损坏或加密", "the archive is damaged or encrypted"),
            remedy: Text::new("重新另存为 .xlsx", "save it again as .xlsx"),
        }],
        files: vec![FileLine {
            name: "33000000000120260918XZBA000001.xml".to_owned(),
            bureau: "练习管局".to_owned(),
            sequence: Some(1),
            records: 4,
            orders: 4,
            answered: 3,
            missing: vec!["N-007".to_owned()],
            state: FileState::Accepted,
            accepted: Some(began),
            said: None,
        }],
        unmatched: vec![KeptLine {
            id: 7,
            download: "20260918_0001.xml".to_owned(),
            record: 2,
            family: "ICP/BAJG".to_owned(),
            reason: KeptReason::Unmatched,
            why: Text::new("没有这个订单", "no such order"),
            candidates: Vec::new(),
            received: began,
            is_new: true,
        }],
        tasks: vec![
            TaskLine {
                id: 4,
                list: TaskList::Unfiled,
                key: "1".to_owned(),
                title: Text::new(
                    "处理未备案网站 wei.cn（119.29.0.1）",
                    "deal with the unfiled site wei.cn (119.29.0.1)",
                ),
                rows: Vec::new(),
                order: Some("GJ20260918-0004".to_owned()),
                opened: began,
                is_new: true,
            },
            TaskLine {
                id: 2,
                list: TaskList::CancelledByBureau,
                key: "site 7002009".to_owned(),
                title: Text::new(
                    "管局主动注销 苏ICP备2026000009号-1：停止接入并告知主办者",
                    "the bureau cancelled 苏ICP备2026000009号-1 on its own: cut the access and tell the organizer",
                ),
                rows: Vec::new(),
                order: None,
                opened: moment("2026-09-16T22:00:00+08:00"),
                is_new: false,
            },
        ],
        differences: vec![DifferenceLine {
            kind: RecordKind::Site,
            id: 7_002_001,
            number: Some("苏ICP备2026000007号-2".to_owned()),
            what: Unlike::Value {
                header: "网站名称".to_owned(),
                ours: Some("青杉".to_owned()),
                theirs: Some("青杉溪".to_owned()),
            },
        }],
        overdue: vec![order(
            "K-031",
            Kind::NewAccess,
            State::UnderReview,
            |attempt| {
                sent(attempt);
                attempt.due = NaiveDate::from_ymd_opt(2026, 9, 4);
                attempt.overdue = true;
            },
        )],
        sms: Vec::new(),
        ages: Ages {
            by_turn: [
                (Turn::Operator, [3, 0, 0, 1, 0, 0]),
                (Turn::Customer, [2, 4, 1, 0, 0, 2]),
                (Turn::Bureau, [5, 9, 7, 3, 1, 0]),
            ]
            .into(),
        },
        records: vec![RecordLine {
            oddity: Oddity::EmptySite,
            id: 7_002_077,
            number: Some("苏ICP备2026000011号-1".to_owned()),
            name: "溪石茶舍".to_owned(),
        }],
        sequences: vec![SequenceHealth {
            bureau: "练习管局".to_owned(),
            base: 0,
            last: 1,
            gaps: Vec::new(),
            waiting: 0,
            unknown: None,
            told: Some((1, began)),
        }],
        retention: vec![RetentionLine {
            file: OldFile {
                name: "33000000000120260610XZBA000001.xml".to_owned(),
                bureau: "练习管局".to_owned(),
                accepted: moment("2026-06-10T22:00:00+08:00"),
            },
            until: NaiveDate::from_ymd_opt(2026, 9, 10).expect("a day"),
            is_over: true,
            has_open_orders: false,
        }],
        answers: AnswerTally {
            files: 1,
            broken: 0,
            records: 6,
            matched: 5,
            unmatched: 1,
            ambiguous: 0,
        },
        counted: std::collections::BTreeMap::new(),
        remarks: vec![Text::new(
            "节假日表只到 2026 年：此后的期限只扣除周末",
            "holidays are known until 2026: due days after that leave out weekends only",
        )],
    }
}

/// A night of `count` orders, most of them approved.
pub fn large_night(count: usize) -> Night {
    let small = night();
    let outcomes = (0..count).map(|number| {
        let mut outcome = if number % 20 == 0 {
            small.outcomes[2 + number / 20 % 6].clone()
        } else {
            small.outcomes[0].clone()
        };
        outcome.order = format!("20260918-{number:05}");
        outcome
    });
    let outcomes: Vec<Outcome> = outcomes.collect();
    Night {
        counted: count_of(&outcomes),
        outcomes,
        ..small
    }
}

/// Refused twice, with an opinion that tries to leave its place.
fn returned() -> Outcome {
    let mut outcome = order(
        "N-003",
        Kind::NewFiling,
        State::ReturnedToCustomer,
        |attempt| {
            sent(attempt);
            attempt.number = 2;
            attempt.codes = vec![
                answered(
                    1020,
                    Who::Customer,
                    "网站名称冲突，请核实后再次报备",
                    "The website name is taken.",
                ),
                answered(
                    1055,
                    Who::Customer,
                    "核验单提交信息不是该备案核验单，请确认",
                    "The verification form belongs to another filing.",
                ),
            ];
            attempt.opinions = vec![Opinion {
                site: Some(1),
                approved: false,
                text: Some(HOSTILE.to_owned()),
                auditor: None,
                phone: None,
                time: None,
            }];
        },
    );
    let mut first = outcome.latest.clone();
    first.number = 1;
    outcome.earlier = vec![first];
    outcome
}

fn order(number: &str, kind: Kind, state: State, with: impl FnOnce(&mut Attempt)) -> Outcome {
    let mut attempt = Attempt {
        number: 1,
        place: Place::whole("orders/batch.xlsx".into()),
        kind: Some(kind),
        operation: None,
        state,
        note: None,
        codes: Vec::new(),
        file: None,
        sequence: None,
        ids: Vec::new(),
        filing_number: None,
        opinions: Vec::new(),
        uploaded: None,
        earliest: None,
        due: None,
        overdue: false,
    };
    with(&mut attempt);
    Outcome {
        order: number.to_owned(),
        latest: attempt,
        earlier: Vec::new(),
    }
}

fn sent(attempt: &mut Attempt) {
    attempt.file = Some("33000000000120260918XZBA000001.xml".to_owned());
    attempt.sequence = Some(1);
    attempt.uploaded = Some(moment("2026-09-18T22:00:00+08:00"));
}

fn answered(code: u32, who: Who, zh: &'static str, en: &'static str) -> OutcomeCode {
    OutcomeCode {
        code: Some(code),
        message: Text::new(zh, en),
        remedy: Text::new(
            "请客户按原件逐条核对后重报。",
            "Check it with the customer against the originals and send again.",
        ),
        who,
        retry: Retry::AfterFix,
        found: None,
    }
}

fn predicted(code: u32, rule: &str, place: Place) -> OutcomeCode {
    OutcomeCode {
        code: Some(code),
        message: Text::new(
            "第 1 个值不符合接口的要求，至少有一位写错",
            "value 1 is not what the interface asks for",
        ),
        remedy: Text::new(
            "按证件改正该单元格。",
            "Mend the cell as the certificate has it.",
        ),
        who: Who::Operator,
        retry: Retry::AfterFix,
        found: Some((rule.to_owned(), place)),
    }
}

fn sheet_cell(sheet: &str, row: u32, column: u32) -> Place {
    Place {
        file: "orders/夜间订单.xlsx".into(),
        sheet: Some(sheet.into()),
        spot: Spot::Cell { row, column },
    }
}
