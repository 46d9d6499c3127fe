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
    access_duplicate_1029,
    access_ispjrid_new_each_time,
    access_location_code,
    access_method_code,
    access_no_data_change,
    access_required,
    account_needs_server_resource,
    app_verification_shanghai,
    app_verification_steps,
    attach_base64_valid,
    attach_format_code,
    attach_intake_2mb,
    attach_jpg_only,
    attach_owner_id_resolves,
    attach_owner_type,
    attach_remark_length,
    attach_size_approval_100k,
    attach_size_other_100k,
    attach_size_verification_form_150k,
    attach_usage_code,
    attach_usage_matches_owner,
    blog_individual_special_filing,
    cancel_category,
    cancel_irrevocable,
    cancel_record_id,
    change_domain_removal_by_omission,
    change_record_known,
    code_possible,
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
    domain_form_vs_system,
    domain_in_validity,
    domain_many_prefixes_individual_5,
    domain_many_prefixes_unit_31,
    domain_owner_commercial_exact,
    domain_owner_compare_fields,
    domain_owner_consistent,
    domain_owner_individual,
    domain_owner_unit,
    domain_prefix_different_sites,
    domain_realname,
    domain_registered_under_cn_categories,
    domain_registrable,
    domain_registrar_approved,
    domain_required,
    domain_root_only_input,
    domain_same_site_remark,
    domain_subdomain_covered,
    domain_syntax,
    domain_tld_approved,
    domain_unique_in_batch,
    email_format,
    email_reachable,
    file_gbk_unencodable,
    file_illegal_characters,
    filed_domains_must_be_reachable,
    filing_number_commercial_syntax,
    filing_number_commercial_syntax_spec,
    filing_number_hung_and_linked,
    filing_number_syntax_site,
    filing_number_syntax_subject,
    first_individual_nature_by_account,
    form_copies_access_1,
    form_copies_unit_2,
    form_default_provinces_signature,
    form_guangdong_copy_text,
    form_sign_seal_date_blank,
    form_xinjiang_jiangxi_fingerprint,
    forum_individual_forbidden,
    forum_unit_needs_approval,
    homepage_conflict,
    homepage_contains_domain,
    homepage_format,
    homepage_www_prefix,
    hospital_remark,
    individual_content_no_enterprise,
    individual_remark_required,
    ip_already_filed,
    ip_already_reported,
    ip_broadcast_only_group,
    ip_conflict,
    ip_order,
    ip_range_order,
    ip_range_valid,
    ip_region_codes,
    ip_required,
    ip_source_before_allocation,
    ip_units_differ,
    ip_valid,
    ip_values,
    isp_id_disjoint,
    kind_required,
    language_required,
    limit_access_sites_10,
    limit_domains_per_site_10,
    limit_sites_per_order_10,
    limit_subjects_per_server_6,
    miniprogram_conditions,
    mobile_carrier_verified,
    mobile_format,
    mobile_reachable,
    msn_format,
    msn_or_extra_separators,
    newsite_and_change_together,
    newsite_subject_choice,
    nine_prohibitions,
    password_md5_hex,
    password_one_per_subject,
    password_required_cancel_subject_xsd,
    password_required_types,
    password_required_xsd_xzjr,
    phone_area_matches_address,
    phone_charset_digits_dash,
    phone_format_086_area_number,
    photo_after_first_review,
    photo_site_principal,
    placeholder_left,
    preapproval_doc_av,
    preapproval_doc_bbs,
    preapproval_doc_culture,
    preapproval_doc_drugs,
    preapproval_doc_education,
    preapproval_doc_health,
    preapproval_doc_news,
    preapproval_doc_publishing,
    preapproval_individual_impossible,
    preapproval_keyword_hint,
    preapproval_number_and_scan,
    preapproval_submitted_together,
    preapproval_types,
    principal_id_pair,
    qq_format,
    remark_length,
    report_cell_not_sent,
    report_operation,
    report_record_known,
    report_rows,
    reporting_mode_bbfs,
    server_mainland_region,
    server_prepaid_3_months,
    service_content_other_remark,
    service_content_required,
    service_content_unit_options,
    site_closed_first_filing,
    site_closed_new_site,
    site_definition_same_pages,
    site_name_conflict_1020,
    site_name_individual_nature_mismatch,
    site_name_individual_no_org_words,
    site_name_min_3_han,
    site_name_no_copied_examples,
    site_name_no_latin_digits_strict,
    site_name_no_national_prefix,
    site_name_no_national_words,
    site_name_no_place_name,
    site_name_no_sensitive_words,
    site_name_no_special_chars,
    site_name_not_digits,
    site_name_not_domain,
    site_name_not_homepage_url,
    site_name_not_latin,
    site_name_person_name,
    site_name_required,
    site_name_three_han,
    site_name_unit_recommended,
    site_principal_individual_same,
    site_principal_name_xsd,
    site_principal_phone_unit,
    site_principal_same_checkbox,
    site_required,
    sms_needs_id_last_six,
    sms_verification,
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
    unit_content_matches_nature,
    value_length,
    value_required,
    value_unreadable,
    ym_dates,
    ym_delete_choice,
    ym_only_registrars,
    ym_region,
    ym_required,
    ym_values,
}

/// Every rule with its page, by id.
pub fn all() -> &'static [(&'static Rule, Page)] {
    static ALL: OnceLock<Vec<(&'static Rule, Page)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<(&'static Rule, Page)> = SOURCES
            .iter()
            .map(|&(rule, source)| {
                let page = Page::parse(source);
                (
                    rule,
                    page.unwrap_or_else(|missing| {
                        panic!("a test reads every page; {} lacks {missing}", rule.id)
                    }),
                )
            })
            .collect();
        all.sort_by_key(|(rule, _)| rule.id);
        all
    })
}

/// The rule called `id`, with its page.
pub fn find(id: &str) -> Option<&'static (&'static Rule, Page)> {
    let all = all();
    all.binary_search_by_key(&id, |(rule, _)| rule.id)
        .ok()
        .map(|index| &all[index])
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
            assert!(
                !rule.kinds.is_empty(),
                "{} looks at no kind of order",
                rule.id
            );
        }
        let mut ids: Vec<&str> = SOURCES.iter().map(|(rule, _)| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), SOURCES.len(), "two rules share an id");
    }
}
