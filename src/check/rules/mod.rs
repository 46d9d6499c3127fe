//! The catalogue: every rule in a file of its own, found by its name.
//!
//! A new rule is one file here and one line below. The file's opening comment is the rule's page (see [`Page`]).

use std::sync::OnceLock;

use super::page::Page;
use super::rule::Rule;

macro_rules! catalogue {
    ($($rule:ident),* $(,)?) => {
        $( mod $rule; )*

        static SOURCES: &[(&Rule, &str)] = &[
            $( (&$rule::RULE, include_str!(concat!(stringify!($rule), ".rs"))) ),*
        ];
    };
}

catalogue! {
    access_choice_wzbah_wzid,
    access_collects_old_and_new_principal,
    access_no_data_change,
    app_verification_shanghai,
    app_verification_steps,
    commercial_after_filing,
    commercial_carrier_licence_no,
    commercial_definition,
    commercial_regions,
    contact_1007,
    docs_access,
    docs_access_hand_held,
    docs_access_verification_material,
    docs_colour_clear_valid,
    docs_first_individual,
    docs_first_unit,
    docs_form_record_registration,
    docs_id_both_sides,
    docs_individual_no_licence,
    docs_legal_person_authorization,
    docs_site_principal_unit,
    email_format,
    email_reachable,
    filing_number_commercial_syntax,
    filing_number_commercial_syntax_spec,
    filing_number_syntax_site,
    filing_number_syntax_subject,
    first_individual_nature_by_account,
    form_copies_access_1,
    form_copies_unit_2,
    form_default_provinces_signature,
    form_guangdong_copy_text,
    form_sign_seal_date_blank,
    form_xinjiang_jiangxi_fingerprint,
    miniprogram_conditions,
    mobile_carrier_verified,
    mobile_format,
    mobile_reachable,
    msn_format,
    msn_or_extra_separators,
    newsite_and_change_together,
    newsite_subject_choice,
    password_md5_hex,
    password_one_per_subject,
    password_required_types,
    password_required_xsd_xzjr,
    phone_area_matches_address,
    phone_charset_digits_dash,
    phone_format_086_area_number,
    photo_after_first_review,
    photo_site_principal,
    principal_id_pair,
    qq_format,
    remark_length,
    reporting_mode_bbfs,
    site_principal_individual_same,
    site_principal_name_xsd,
    site_principal_phone_unit,
    site_principal_same_checkbox,
    soletrader_no_seal_remark,
    soletrader_no_trade_name,
    soletrader_with_trade_name,
    subject_address_house_number,
    subject_address_length,
    subject_address_no_number_remark,
    subject_cert_valid_period,
    subject_foreign_needs_mainland_id,
    subject_id_required,
    subject_idcard_checksum,
    subject_idcard_uppercase_x,
    subject_idtype_individual_list,
    subject_individual_nature,
    subject_individual_under_18_employment,
    subject_investor,
    subject_key_zjlx_zjhm,
    subject_licence_number_check,
    subject_name_equals_certificate,
    subject_name_finance_needs_legal_person,
    subject_name_required,
    subject_nature_by_legal_form,
    subject_nature_required_unit,
    subject_office_phone_required_unit,
    subject_office_phone_tianjin_individual,
    subject_principal_age_unit_16,
    subject_principal_must_be_legal_person_some_provinces,
    subject_principal_name_required_unit,
    subject_region_codes,
    subject_region_from_certificate,
    subject_region_merged_county,
    subject_under_18_province_dependent,
    type_auto_determination,
    type_no_pending_plus_access,
    type_nosubject_site_definition,
}

/// Every rule with its page, by id.
pub fn all() -> &'static [(&'static Rule, Page)] {
    static ALL: OnceLock<Vec<(&'static Rule, Page)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<(&'static Rule, Page)> = SOURCES
            .iter()
            .map(|&(rule, source)| {
                let page = Page::parse(source);
                (rule, page.unwrap_or_else(|missing| panic!("a test reads every page; {} lacks {missing}", rule.id)))
            })
            .collect();
        all.sort_by_key(|(rule, _)| rule.id);
        all
    })
}

/// The rule called `id`, with its page.
pub fn find(id: &str) -> Option<&'static (&'static Rule, Page)> {
    let all = all();
    all.binary_search_by_key(&id, |(rule, _)| rule.id).ok().map(|index| &all[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_complete_and_every_id_is_its_file_name() {
        for (rule, source) in SOURCES {
            if let Err(missing) = Page::parse(source) {
                panic!("{} lacks {missing}", rule.id);
            }
            assert!(find(rule.id).is_some(), "{}", rule.id);
            assert!(!rule.kinds.is_empty(), "{} looks at no kind of order", rule.id);
        }
        let mut ids: Vec<&str> = SOURCES.iter().map(|(rule, _)| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), SOURCES.len(), "two rules share an id");
    }
}
