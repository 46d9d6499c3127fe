//! Hides what the bureau's and other people's own words tell about a person, before a report shows them: the auditor who wrote
//! an opinion, and numbers and addresses in the words themselves.

use crate::ledger::{CodeRecord, Happened, OpinionRecord};
use crate::order::{Privacy, Text};
use crate::outcome::Outcome;

use super::mask;

/// Hides a value that may be absent.
fn hide(value: &mut Option<String>, privacy: Privacy) {
    if let Some(value) = value {
        *value = mask(value, privacy, false);
    }
}

/// Hides what stands in words.
pub(crate) fn words(text: &mut String) {
    *text = mask(text, Privacy::Words, false);
}

/// Hides what stands in words that were put into a text of ours.
pub(super) fn text(text: &mut Text) {
    for words in [&mut text.zh, &mut text.en] {
        let shown = mask(words, Privacy::Words, false);
        if shown != **words {
            *words = shown.into();
        }
    }
}

/// Hides what the opinions, the codes' own words and the notes of an order's attempts tell. What the checks found is ours, and
/// masked by field.
pub(crate) fn outcome(outcome: &mut Outcome) {
    let attempts = std::iter::once(&mut outcome.latest).chain(&mut outcome.earlier);
    for attempt in attempts {
        for opinion in &mut attempt.opinions {
            hide(&mut opinion.text, Privacy::Words);
            hide(&mut opinion.auditor, Privacy::Name);
            hide(&mut opinion.phone, Privacy::Phone);
        }
        for code in attempt.codes.iter_mut().filter(|code| code.found.is_none()) {
            text(&mut code.message);
        }
        attempt.note.iter_mut().for_each(text);
    }
}

/// Hides what is told in an event.
pub(super) fn event(event: &mut Happened) {
    match event {
        Happened::Answered {
            codes, opinions, ..
        } => {
            for CodeRecord { detail, .. } in codes {
                words(detail);
            }
            for OpinionRecord {
                words,
                auditor,
                phone,
                ..
            } in opinions
            {
                hide(words, Privacy::Words);
                hide(auditor, Privacy::Name);
                hide(phone, Privacy::Phone);
            }
        }
        Happened::Moved { note, .. } => note.iter_mut().for_each(text),
        Happened::Packed { said, .. } => hide(said, Privacy::Words),
        Happened::Decided(decision) => words(&mut decision.reason),
        Happened::Read { .. } | Happened::Sending { .. } | Happened::Taken { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;
    use crate::ledger::State;
    use crate::order::Lang;

    #[test]
    fn what_the_program_says_itself_is_left_as_it_is() {
        for code in Codes::bundled().results().iter() {
            for said in [&code.message, &code.cause, &code.remedy] {
                let mut shown = said.clone();
                text(&mut shown);
                assert_eq!(shown, *said);
            }
        }
        for state in State::ALL {
            for lang in [Lang::Zh, Lang::En] {
                let mut shown = state.name(lang).to_owned();
                words(&mut shown);
                assert_eq!(shown, state.name(lang));
            }
        }
    }
}
