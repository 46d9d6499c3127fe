//! A refusal that is only the end of an unanswered short message looks like any other: code 1002.
//!
//! It is told from a real one by the auditor's words (`sms_words.csv`: 核验 counts, 核验单 does not), or, where there are
//! none, by its time: the people have 48 hours from the upload.

use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::Deserialize;

use crate::bundled;
use crate::ledger::{AttemptRecord, Evidence, Moment, OpinionRecord, State};
use crate::order::Text;

/// How long the people named in an order have to answer the bureau's short message.
const TIME_TO_ANSWER: TimeDelta = TimeDelta::hours(48);

#[derive(Deserialize)]
struct Word {
    word: String,
    /// Characters that make another word of it.
    not_before: String,
}

/// Whether the refusing opinions about an order say no more than that the short message was not answered in time.
pub(super) fn is_timeout(evidence: &Evidence) -> bool {
    let mut refusals = evidence
        .opinions
        .iter()
        .filter(|opinion| !opinion.approved)
        .peekable();
    evidence.sms
        && refusals.peek().is_some()
        && refusals.all(|opinion| tells_timeout(opinion, evidence.uploaded))
}

/// Who has to answer a short message, and until when; none where none is open. The checks have said who (`sms-verification`).
pub(super) fn asked(attempt: &AttemptRecord) -> Option<Text> {
    if attempt.state != State::AwaitingSms {
        return None;
    }
    let end = (attempt.uploaded? + TIME_TO_ANSWER).format("%Y-%m-%d %H:%M");
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for finding in &attempt.findings {
        if finding.rule == "sms-verification" {
            let place = &finding.place;
            zh.push(format!("{}（{place}）", finding.message.zh));
            en.push(format!("{} ({place})", finding.message.en));
        }
    }
    Some(Text::new(
        format!("短信核验截至 {end}：{}", zh.join("；")),
        format!("short messages are answered until {end}: {}", en.join("; ")),
    ))
}

fn tells_timeout(opinion: &OpinionRecord, uploaded: Option<Moment>) -> bool {
    match opinion.words.as_deref().map(str::trim) {
        Some(words) if !words.is_empty() => mentions_the_message(words),
        _ => opinion
            .time
            .as_deref()
            .zip(uploaded)
            .is_some_and(|(time, uploaded)| is_too_late(time, uploaded)),
    }
}

fn mentions_the_message(words: &str) -> bool {
    static WORDS: OnceLock<Vec<Word>> = OnceLock::new();
    let table = WORDS.get_or_init(|| bundled::rows(include_str!("sms_words.csv")));
    table.iter().any(|word| {
        words.match_indices(&word.word).any(|(start, found)| {
            let next = words[start + found.len()..].chars().next();
            next.is_none_or(|next| !word.not_before.contains(next))
        })
    })
}

/// Whether a time as the bureau writes it lies 48 hours after the upload or later. A day without a time counts as a whole.
fn is_too_late(time: &str, uploaded: Moment) -> bool {
    let deadline = (uploaded + TIME_TO_ANSWER).naive_local();
    let time = time.trim();
    match NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S") {
        Ok(time) => time >= deadline,
        Err(_) => {
            NaiveDate::parse_from_str(time, "%Y-%m-%d").is_ok_and(|day| day >= deadline.date())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_the_message_are_told_from_words_about_forms_and_photos() {
        for words in [
            "短信未核验",
            "未在48小时内完成核验",
            "验证码超时",
            "核验失败，请重报",
        ] {
            assert!(mentions_the_message(words), "{words}");
        }
        for words in [
            "核验单缺章",
            "核验照片不清晰",
            "当面核验人员未签字",
            "域名未实名",
        ] {
            assert!(!mentions_the_message(words), "{words}");
        }
    }

    #[test]
    fn without_words_the_time_decides() {
        let uploaded = Moment::parse_from_rfc3339("2026-07-10T02:00:00+08:00").unwrap();
        assert!(is_too_late("2026-07-12 02:00:00", uploaded));
        assert!(is_too_late("2026-07-12", uploaded));
        assert!(!is_too_late("2026-07-12 01:59:59", uploaded));
        assert!(!is_too_late("2026-07-11", uploaded));
        assert!(!is_too_late("后天", uploaded));
    }
}
