//! Code tables with a memory: a batch names the same few codes and regions thousands of times.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::codes::Codes;
use crate::order::{Lookup, Tables};

/// Answers for one file; not shared between threads.
pub(super) struct Memo<'c> {
    codes: &'c Codes,
    tables: RefCell<HashMap<Box<str>, Answers>>,
}

/// What one table has answered, by the text that was asked for.
type Answers = HashMap<Box<str>, Lookup>;

impl<'c> Memo<'c> {
    pub(super) fn new(codes: &'c Codes) -> Self {
        Self {
            codes,
            tables: RefCell::default(),
        }
    }

    /// The tables behind the memory.
    pub(super) fn codes(&self) -> &'c Codes {
        self.codes
    }
}

impl Tables for Memo<'_> {
    fn code(&self, table: &str, text: &str) -> Lookup {
        if let Some(answer) = self
            .tables
            .borrow()
            .get(table)
            .and_then(|answers| answers.get(text))
        {
            return answer.clone();
        }
        let answer = self.codes.code(table, text);
        self.tables
            .borrow_mut()
            .entry(table.into())
            .or_default()
            .insert(text.into(), answer.clone());
        answer
    }
}
