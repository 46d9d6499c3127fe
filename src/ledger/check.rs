//! Proves the ledger's invariants: every one is a query that must find nothing.

use super::{Ledger, Result};
use crate::order::Text;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What should hold.
    pub invariant: Text,
    /// Where it does not: an order number, a file name, a bureau, or what SQLite found.
    pub place: String,
}

/// Chinese, English, and a query for the places where it does not hold. Enforced by the tables themselves, and
/// therefore not asked again: one number per file and bureau, one name per file, one open upload per bureau.
const INVARIANTS: &[(&str, &str, &str)] = &[
    (
        "每个订单的最新一次就是它的各次之中序号最大的一次",
        "an order's latest attempt is the one with the highest number, and the attempts count without gaps",
        "SELECT o.number FROM orders o LEFT JOIN attempts a ON a.order_id = o.id
         GROUP BY o.id HAVING max(a.number) IS NOT o.attempt OR count(a.id) <> o.attempt",
    ),
    (
        "每次的状态就是其历史的最后一步",
        "an attempt stands where the last step of its history led",
        "SELECT o.number FROM attempts a JOIN orders o ON o.id = a.order_id
         WHERE a.state IS NOT (SELECT m.state FROM moves m WHERE m.attempt_id = a.id ORDER BY m.id DESC LIMIT 1)",
    ),
    (
        "管局已受理的序号从 1 起连续无缺",
        "the sequence numbers that a bureau has taken have no gap",
        "SELECT b.name FROM bureaus b LEFT JOIN files f ON f.bureau = b.name AND f.accepted IS NOT NULL
         GROUP BY b.name HAVING count(f.id) <> b.last_sequence - b.base_sequence
            OR coalesce(max(f.sequence), b.base_sequence) <> b.last_sequence",
    ),
    (
        "上报中的文件使用下一个序号",
        "a file on its way has the number after the last one taken",
        "SELECT f.name FROM files f JOIN bureaus b ON b.name = f.bureau
         WHERE f.state IN ('sending', 'unknown') AND f.sequence <> b.last_sequence + 1",
    ),
    (
        "文件的记录数等于其各订单记录数之和",
        "a file has as many records as its orders together",
        "SELECT f.name FROM files f WHERE f.records <> (SELECT coalesce(sum(l.records), 0) FROM file_orders l WHERE l.file_id = f.id)",
    ),
    (
        "已打包的订单所在文件尚未被受理，已上报的订单所在文件已被受理",
        "a packed order lies in a file that the bureau has not got, a sent one in a file that it has",
        "SELECT o.number FROM attempts a JOIN orders o ON o.id = a.order_id LEFT JOIN files f ON f.id = a.file_id
         WHERE (a.state = 8 AND (f.id IS NULL OR f.accepted IS NOT NULL))
            OR (a.state BETWEEN 9 AND 18 AND (f.accepted IS NULL OR a.uploaded IS NULL))",
    ),
    (
        "订单不会同时处于两个未结的文件中",
        "no order lies in two files that are not sent",
        "SELECT o.number FROM file_orders l JOIN files f ON f.id = l.file_id AND f.accepted IS NULL
         JOIN attempts a ON a.id = l.attempt_id JOIN orders o ON o.id = a.order_id
         GROUP BY o.id HAVING count(*) > 1",
    ),
    (
        "答复文件的记录数等于已匹配、未匹配与有歧义之和",
        "an answer file's records are those matched, unmatched and ambiguous",
        "SELECT name FROM downloads WHERE records <> matched + unmatched + ambiguous",
    ),
];

impl Ledger {
    /// All invariants that do not hold; empty for a sound ledger.
    pub fn check(&self) -> Result<Vec<Violation>> {
        let mut violations = Vec::new();
        for (zh, en, query) in INVARIANTS {
            self.violations(&mut violations, Text::new(*zh, *en), query)?;
        }
        let text = Text::new("数据库文件完好", "the database file is sound");
        self.violations(
            &mut violations,
            text,
            "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
        )?;
        let text = Text::new("引用的记录都存在", "what a row refers to exists");
        self.violations(
            &mut violations,
            text,
            "SELECT \"table\" FROM pragma_foreign_key_check",
        )?;
        Ok(violations)
    }

    fn violations(&self, into: &mut Vec<Violation>, invariant: Text, query: &str) -> Result<()> {
        let mut statement = self.connection.prepare(query)?;
        let places = statement.query_map([], |row| row.get::<_, String>(0))?;
        for place in places {
            into.push(Violation {
                invariant: invariant.clone(),
                place: place?,
            });
        }
        Ok(())
    }
}
