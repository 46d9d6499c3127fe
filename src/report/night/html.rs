//! The night as one page: no network, no server, both languages, readable on paper and on a phone.
//!
//! The page carries the night as data (see [`super::page_data`]) and draws from it what is asked for, so that a night of
//! twenty thousand orders opens as fast as one of a hundred. Its content security policy forbids every connection, and
//! nothing of the data ever becomes markup.

use std::io::{self, Write};

use askama::Template;

use super::page_data::PageData;
use super::{Night, part_name};
use crate::ledger::Part;
use crate::order::Lang;
use crate::outcome::Totals;

#[derive(Template)]
#[template(path = "night.html")]
struct Page<'n> {
    night: &'n Night,
    lang: Lang,
    totals: Totals,
    ties: bool,
    style: &'static str,
    script: &'static str,
    data: String,
}

pub(super) fn write(night: &Night, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let totals = night.totals();
    let data = serde_json::to_string(&PageData::new(night, lang))?;
    let page = Page {
        night,
        lang,
        totals,
        ties: night.ties_out(),
        style: include_str!("night.css"),
        script: include_str!("night.js"),
        data: within_script(&data),
    };
    page.write_into(out)
}

/// JSON that may stand within a script element: nothing in it ends the element or begins a comment.
fn within_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

impl Page<'_> {
    fn t<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn part(&self, part: Part) -> &'static str {
        part_name(part, self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::within_script;

    #[test]
    fn no_name_of_a_website_can_end_the_script() {
        let escaped = within_script(r#"{"a":"</script><!--"}"#);
        assert!(!escaped.contains('<'));
        let value: serde_json::Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(value["a"], "</script><!--");
    }
}
