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
    access_duplicate_1029,
    access_ispjrid_new_each_time,
    access_location_code,
    access_method_code,
    access_no_data_change,
    access_required,
    account_needs_server_resource,
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
    code_possible,
    docs_colour_clear_valid,
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
    file_gbk_unencodable,
    file_illegal_characters,
    filed_domains_must_be_reachable,
    filing_number_hung_and_linked,
    forum_individual_forbidden,
    forum_unit_needs_approval,
    homepage_conflict,
    homepage_contains_domain,
    homepage_format,
    homepage_www_prefix,
    hospital_remark,
    individual_content_no_enterprise,
    individual_remark_required,
    ip_already_reported,
    ip_conflict,
    ip_order,
    ip_valid,
    isp_id_disjoint,
    kind_required,
    kind_supported,
    language_required,
    limit_access_sites_10,
    limit_domains_per_site_10,
    limit_sites_per_order_10,
    limit_subjects_per_server_6,
    mobile_format,
    msn_or_extra_separators,
    nine_prohibitions,
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
    remark_length,
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
    site_required,
    unit_content_matches_nature,
    value_length,
    value_required,
    value_unreadable,
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
