//! A text in the two languages of the program.
//!
//! Everything that speaks to a person exists in Chinese and in English; a [`Text`] carries both, so that no room
//! has to know which language the reader asked for.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The language a reader asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One statement in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The Chinese wording.
    pub zh: Cow<'static, str>,
    /// The English wording.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Pairs a Chinese wording with its English one.
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Text {
        Text {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// An error that can be told in both languages. Its `Display` is the English wording.
pub trait Bilingual: std::error::Error {
    /// The Chinese wording.
    fn zh(&self) -> String;

    /// Both wordings.
    fn text(&self) -> Text {
        Text::new(self.zh(), self.to_string())
    }
}
