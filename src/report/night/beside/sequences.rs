//! The sequence numbers of each bureau.

use crate::ledger::SequenceHealth;
use crate::order::Text;

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
