//! Validations as JSON lines; `json_schema/validation.json` says what each key holds.

use std::io::{self, Write};

use serde::Serialize;

use super::{Validation, Verdict, sentence, unreadable};
use crate::order::Lang;

#[derive(Serialize)]
struct Line<'v> {
    file: &'v str,
    valid: bool,
    errors: Vec<ErrorLine<'v>>,
    total: u64,
}

#[derive(Serialize)]
struct ErrorLine<'v> {
    line: u64,
    column: u64,
    path: &'v str,
    rule: &'v str,
    message: &'v str,
}

pub(super) fn write(validation: &Validation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let reason;
    let (total, errors) = match &validation.verdict {
        Verdict::Judged { outcome, .. } => {
            let errors = outcome.violations.iter().map(|violation| ErrorLine {
                line: violation.line,
                column: violation.column,
                path: &violation.path,
                rule: violation.rule,
                message: sentence(&violation.message, lang),
            });
            (outcome.total, errors.collect())
        }
        Verdict::Unreadable { reason: why, .. } => {
            reason = unreadable(why);
            let error = ErrorLine {
                line: 1,
                column: 1,
                path: "/",
                rule: "unreadable",
                message: reason.get(lang),
            };
            (1, vec![error])
        }
    };
    let line = Line {
        file: &validation.file,
        valid: validation.verdict.is_valid(),
        errors,
        total,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
