//! A letter with words in braces. A line whose only words in braces are empty is left out.

use crate::order::Bilingual;

/// What a letter can name.
const NAMES: [&str; 8] = [
    "carrier", "order", "kind", "sites", "points", "until", "contact", "day",
];

/// A letter that names nothing but what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(String);

/// A letter that names something that does not exist; who wrote it has to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the letter names {{{0}}}, which does not exist; it can name {{{names}}}", names = NAMES.join("}, {"))]
pub struct TemplateError(String);

impl Bilingual for TemplateError {
    fn zh(&self) -> String {
        format!(
            "通知模板中的 {{{}}} 不存在；可用的有 {{{}}}",
            self.0,
            NAMES.join("}、{")
        )
    }
}

impl Template {
    /// Reads a letter.
    pub fn read(text: &str) -> Result<Self, TemplateError> {
        match names(text).find(|name| !NAMES.contains(name)) {
            Some(unknown) => Err(TemplateError(unknown.to_owned())),
            None => Ok(Self(
                text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
            )),
        }
    }

    /// The letter with its words.
    pub(super) fn fill(&self, value: &dyn Fn(&str) -> String) -> String {
        let mut filled = String::new();
        for line in self.0.lines() {
            let named: Vec<&str> = names(line).collect();
            let values: Vec<String> = named.iter().map(|name| value(name)).collect();
            if !values.is_empty() && values.iter().all(String::is_empty) {
                continue;
            }
            let mut rest = line;
            for (name, value) in named.iter().zip(&values) {
                if let Some((before, after)) = rest.split_once(&format!("{{{name}}}")) {
                    filled += before;
                    filled += value;
                    rest = after;
                }
            }
            filled += rest;
            filled.push('\n');
        }
        filled
    }
}

/// Everything in braces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_filled_in_and_a_line_without_any_is_left_out() {
        let letter = Template::read("订单 {order}（{kind}）\n电话：{contact}\n谢谢\n").unwrap();
        let filled = letter.fill(&|name| match name {
            "order" => "{contact}".to_owned(),
            "kind" => "首次备案".to_owned(),
            _ => String::new(),
        });
        assert_eq!(filled, "订单 {contact}（首次备案）\n谢谢\n");
    }

    #[test]
    fn a_letter_that_names_what_does_not_exist_is_refused_with_what_there_is() {
        let error = Template::read("{oder}").unwrap_err();
        assert!(error.to_string().contains("{oder}"), "{error}");
        assert!(error.to_string().contains("{order}"), "{error}");
    }
}
