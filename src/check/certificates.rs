//! Which form the number of a certificate has, by the certificate's type, and how a resident's ID number is read.

use std::sync::OnceLock;

use serde::Deserialize;

use super::context::{Context, INDIVIDUAL};
use crate::order::{Code, Field, Flaw, ResidentId, Standing};

/// The form of a certificate's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A resident's ID number.
    ResidentId,
    /// A business licence: its own registration number or a unified social credit code.
    Licence,
    /// An organisation code, or the unified social credit code that took its place.
    OrganizationCode,
    /// A unified social credit code.
    CreditCode,
}

/// Type ids by form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    resident_id: Vec<u32>,
    licence: Vec<u32>,
    organization_code: Vec<u32>,
    credit_code: Vec<u32>,
}

/// The form that numbers of this certificate type have; `None` when nothing can be said about them.
pub(super) fn form(certificate_type: &Code) -> Option<Form> {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        toml::from_str(include_str!("data/certificates.toml"))
            .expect("the bundled file never changes at run time, and a test reads it")
    });
    let of = [
        (&forms.resident_id, Form::ResidentId),
        (&forms.licence, Form::Licence),
        (&forms.organization_code, Form::OrganizationCode),
        (&forms.credit_code, Form::CreditCode),
    ];
    of.into_iter()
        .find(|(ids, _)| ids.contains(&certificate_type.id))
        .map(|(_, form)| form)
}

/// Reads the number as a resident's ID when the certificate is one. A last `x` counts as `X` in either case and width:
/// its spelling has a rule of its own.
pub(super) fn resident_id(
    certificate_type: &Field<Code>,
    number: &Field<Box<str>>,
) -> Option<Result<ResidentId, Flaw>> {
    let number = number.get()?;
    if form(certificate_type.get()?) != Some(Form::ResidentId) {
        return None;
    }
    let body = number.strip_suffix(['x', 'Ｘ', 'ｘ']);
    Some(ResidentId::parse(&body.map_or_else(
        || number.clone(),
        |body| format!("{body}X").into(),
    )))
}

/// The natures of unit that a certificate type may belong to; empty when the tables do not tell.
pub(super) fn natures(certificate_type: &Code, context: &Context<'_>) -> Vec<u32> {
    let ids = match &certificate_type.standing {
        Standing::Listed => std::slice::from_ref(&certificate_type.id),
        Standing::Ambiguous(ids) => ids,
        Standing::Possible => &[],
    };
    let table = context.codes.table("certificate_type");
    ids.iter()
        .filter_map(|&id| table?.by_id(id)?.nature)
        .collect()
}

/// Whether the type is known to be none that a person can have.
pub(super) fn is_only_for_units(certificate_type: &Code, context: &Context<'_>) -> bool {
    let natures = natures(certificate_type, context);
    !natures.is_empty() && !natures.contains(&INDIVIDUAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Codes;

    #[test]
    fn every_type_with_a_form_is_in_the_table() {
        let table = Codes::bundled().table("certificate_type").unwrap();
        let form = |id| {
            form(&Code {
                id,
                standing: Standing::Listed,
            })
        };
        assert_eq!(form(2), Some(Form::ResidentId));
        for row in table
            .rows()
            .iter()
            .filter(|row| row.name.zh.contains("组织机构代码证"))
        {
            assert_eq!(form(row.id), Some(Form::OrganizationCode), "{}", row.id);
        }
        let with_form = (0..1000).filter(|&id| form(id).is_some());
        assert!(with_form.into_iter().all(|id| table.by_id(id).is_some()));
    }
}
