//! What a result code or a rule means in general, where many orders are counted together.

use crate::check::{Page, rules};
use crate::codes::Codes;
use crate::intake;
use crate::order::Text;

/// The meaning of a result code (`1003`) or the title of a rule (`mobile-format`).
pub fn meaning(code_or_rule: &str) -> Option<Text> {
    match code_or_rule.parse() {
        Ok(code) => {
            let result = Codes::bundled().results().get(code)?;
            Some(result.message.clone())
        }
        Err(_) => rules::find(code_or_rule)
            .map(|(_, page)| page.title.clone())
            .or_else(|| title_of_intake(code_or_rule)),
    }
}

fn title_of_intake(rule: &str) -> Option<Text> {
    let (_, source) = intake::pages().iter().find(|(id, _)| *id == rule)?;
    Some(Page::parse(source).ok()?.title)
}
