//! A rule's public page: the opening comment of the rule's own file, or a file beside the room that speaks in its name.
//!
//! The comment has a title in both languages (`手机号码的写法 | Form of mobile numbers`), then the sections 检查, 原因, 正例,
//! 反例, 处理 and their English counterparts Check, Reason, Passes, Fails, Remedy. `explain` prints it, and every finding
//! of the rule carries the remedy.

use super::text::{Lang, Text};

/// What a rule's file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The rule in a few words.
    pub title: Text,
    /// What is looked at.
    pub check: Text,
    /// Why the bureau or the review refuses it.
    pub reason: Text,
    /// An example that passes.
    pub passes: Text,
    /// An example that fails.
    pub fails: Text,
    /// What to do.
    pub remedy: Text,
}

const SECTIONS: [(&str, &str); 5] = [
    ("检查", "Check"),
    ("原因", "Reason"),
    ("正例", "Passes"),
    ("反例", "Fails"),
    ("处理", "Remedy"),
];

impl Page {
    /// Reads the opening comment of a rule's source, or a page that stands alone; says which part is missing.
    pub fn parse(source: &str) -> Result<Self, String> {
        let comment = source.starts_with("//!");
        let lines: Vec<&str> = source
            .lines()
            .map_while(|line| {
                if comment {
                    line.strip_prefix("//!")
                } else {
                    Some(line)
                }
            })
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let (zh, en) = lines
            .first()
            .and_then(|title| title.split_once(" | "))
            .ok_or("title `中文 | English`")?;
        let section = |name: &str| -> Result<String, String> {
            let heading = format!("## {name}");
            let start = lines
                .iter()
                .position(|line| *line == heading)
                .ok_or(format!("section `{heading}`"))?;
            let body: Vec<&str> = lines[start + 1..]
                .iter()
                .take_while(|line| !line.starts_with("## "))
                .copied()
                .collect();
            let body = body.join("\n").trim().to_owned();
            if body.is_empty() {
                Err(format!("text of `{heading}`"))
            } else {
                Ok(body)
            }
        };
        let mut texts = Vec::new();
        for (zh, en) in SECTIONS {
            texts.push(Text::new(
                joined(&section(zh)?, ""),
                joined(&section(en)?, " "),
            ));
        }
        let [check, reason, passes, fails, remedy]: [Text; 5] = texts
            .try_into()
            .map_err(|_| "the five sections".to_owned())?;
        Ok(Self {
            title: Text::new(zh.to_owned(), en.to_owned()),
            check,
            reason,
            passes,
            fails,
            remedy,
        })
    }

    /// The sections with their headings in `lang`.
    pub fn sections(&self, lang: Lang) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            &self.check,
            &self.reason,
            &self.passes,
            &self.fails,
            &self.remedy,
        ];
        SECTIONS.iter().zip(texts).map(move |((zh, en), text)| {
            let heading = match lang {
                Lang::Zh => zh,
                Lang::En => en,
            };
            (*heading, text.get(lang))
        })
    }
}

/// Joins the lines of a paragraph: Chinese needs no blank at a line's end, English does. Paragraphs and list items stay.
fn joined(body: &str, glue: &str) -> String {
    let mut text = String::new();
    for line in body.lines() {
        let line = line.trim();
        if line.is_empty() {
            text.push('\n');
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push_str(if line.starts_with("- ") { "\n" } else { glue });
            }
            text.push_str(line);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_needs_every_section_in_both_languages() {
        let source = include_str!("../check/rules/mobile_format.rs");
        assert!(Page::parse(source).is_ok());
        let without = source.replace("//! ## Remedy", "//! ## Advice");
        assert_eq!(Page::parse(&without), Err("section `## Remedy`".into()));
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_as_the_language_asks() {
        assert_eq!(
            joined("one\ntwo\n- three\n- four", " "),
            "one two\n- three\n- four"
        );
        assert_eq!(joined("一\n二", ""), "一二");
    }
}
