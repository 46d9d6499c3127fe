//! What a result code or a rule means in general, where many orders are counted together.

use crate::check::rules;
use crate::codes::Codes;
use crate::order::{Page, Text};
use crate::{intake, upload};

/// The meaning of a result code (`1003`) or the title of a rule (`mobile-format`).
pub fn meaning(code_or_rule: &str) -> Option<Text> {
    match code_or_rule.parse() {
        Ok(code) => {
            let result = Codes::bundled().results().get(code)?;
            Some(result.message.clone())
        }
        Err(_) => rules::find(code_or_rule)
            .map(|(_, page)| page.title.clone())
            .or_else(|| title_elsewhere(code_or_rule)),
    }
}

/// The title of what a room other than the check room finds.
fn title_elsewhere(rule: &str) -> Option<Text> {
    let mut pages = intake::pages().iter().chain(upload::pages());
    let (_, source) = pages.find(|(id, _)| *id == rule)?;
    Some(Page::parse(source).ok()?.title)
}
