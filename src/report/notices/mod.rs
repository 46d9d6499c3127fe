//! What is to be said to customers: for each order whose remedy needs them a text, ready to be sent, in both languages.
//!
//! A notice names what to change and until when, in the customer's words: what each code asks for is `requests.csv`, the
//! letters around it are templates that a carrier can replace.

mod template;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::night::{Night, Turn};
use crate::bundled;
use crate::codes::{Codes, Who};
use crate::ledger::{KeptField, Ledger, Result, State};
use crate::order::{Lang, Text};
use crate::outcome::{Attempt, Outcome};

pub use template::{Template, TemplateError};

/// A text for a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The order.
    pub order: String,
    /// The text in both languages.
    pub text: Text,
}

/// The letters.
#[derive(Clone, Debug)]
pub struct Templates {
    /// For an order that was refused.
    pub refused: [Template; 2],
    /// For an order whose people have to answer a short message.
    pub sms: [Template; 2],
}

impl Default for Templates {
    fn default() -> Self {
        let bundled = |text: &'static str| {
            Template::read(text)
                .expect("the bundled letters name what there is, and a test reads them")
        };
        Self {
            refused: [
                bundled(include_str!("notice.zh.txt")),
                bundled(include_str!("notice.en.txt")),
            ],
            sms: [
                bundled(include_str!("sms.zh.txt")),
                bundled(include_str!("sms.en.txt")),
            ],
        }
    }
}

/// Who writes, and how long a customer may take.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'s> {
    /// The carrier's name.
    pub carrier: &'s str,
    /// How the carrier can be reached; may be empty.
    pub contact: &'s str,
    /// Working days within which a customer is asked to reply.
    pub reply_days: u32,
}

/// The notices of a night: for every order of it, and every earlier one with news, that was refused for something that
/// only the customer can mend; and for those whose short message is open.
pub fn notices(
    night: &Night,
    ledger: &Ledger,
    codes: &Codes,
    templates: &Templates,
    sender: Sender<'_>,
) -> Result<Vec<Notice>> {
    let today = night.as_of.date_naive();
    let until = codes.holidays().add_working_days(today, sender.reply_days);
    let mut notices: BTreeMap<&str, Notice> = BTreeMap::new();
    let shown = night.outcomes.iter().chain(&night.earlier);
    for outcome in shown.chain(&night.sms) {
        let points = points(&outcome.latest, codes);
        if points.is_empty() {
            continue;
        }
        let is_sms = outcome.latest.state == State::AwaitingSms;
        let until = match (is_sms, outcome.latest.uploaded) {
            (true, Some(uploaded)) => {
                let end = uploaded + TimeDelta::hours(SMS_HOURS);
                // Nobody is asked for what cannot be done any more; whom to call is on the list.
                if end <= night.as_of {
                    continue;
                }
                end.format("%Y-%m-%d %H:%M").to_string()
            }
            _ => until.to_string(),
        };
        let letters = if is_sms {
            &templates.sms
        } else {
            &templates.refused
        };
        let sites = sites(&ledger.fields_of(&outcome.order)?);
        let write = |lang: Lang, template: &Template| {
            template
                .fill(&|name| value(name, lang, outcome, &points, &sites, &until, today, sender))
        };
        let text = Text::new(write(Lang::Zh, &letters[0]), write(Lang::En, &letters[1]));
        let order = outcome.order.clone();
        notices.insert(&outcome.order, Notice { order, text });
    }
    Ok(notices.into_values().collect())
}

/// How long a short message can be answered.
const SMS_HOURS: i64 = 48;

#[expect(clippy::too_many_arguments, reason = "each is one word of the letter")]
fn value(
    name: &str,
    lang: Lang,
    outcome: &Outcome,
    points: &[Text],
    sites: &str,
    until: &str,
    today: NaiveDate,
    sender: Sender<'_>,
) -> String {
    match name {
        "carrier" => match (sender.carrier, lang) {
            ("", Lang::Zh) => "接入服务商".to_owned(),
            ("", Lang::En) => "your access provider".to_owned(),
            (name, _) => name.to_owned(),
        },
        "order" => outcome.order.clone(),
        "kind" => outcome
            .latest
            .kind
            .map_or("", |kind| kind.named(lang))
            .to_owned(),
        "sites" => match lang {
            Lang::Zh => sites.to_owned(),
            Lang::En => sites.replace('，', ", "),
        },
        "points" => {
            let lines = (1..).zip(points);
            let lines: Vec<String> = lines
                .map(|(number, point)| format!("{number}. {}", point.get(lang)))
                .collect();
            lines.join("\n")
        }
        "until" => until.to_owned(),
        "contact" => sender.contact.to_owned(),
        "day" => today.to_string(),
        _ => String::new(),
    }
}

/// What the customer has to do about an attempt; nothing when somebody else has to act.
fn points(attempt: &Attempt, codes: &Codes) -> Vec<Text> {
    if Turn::after(attempt) != Turn::Customer {
        return Vec::new();
    }
    let mut points = Vec::new();
    match attempt.state {
        State::AwaitingSms => points.push(Text::new(
            "请备案信息中登记的负责人留意手机上的备案核验短信，按短信提示到管局网站输入验证码、手机号码和证件号码后六位完成核验。",
            "The persons named in the application receive a short message about the filing; they answer it on the bureau's site with the code, their mobile number and the last six characters of their certificate number.",
        )),
        State::FirstReviewRefused => points.push(review("初审", "first")),
        State::SecondReviewRefused => points.push(review("复审", "second")),
        State::ReturnedToCustomer | State::PartlyApproved => {
            for code in attempt.codes.iter().filter(|code| code.who == Who::Customer) {
                if let Some(number) = code.code {
                    points.push(request(number, codes));
                }
            }
            points.extend(opinions(attempt));
        }
        _ => {}
    }
    points.dedup();
    points
}

fn review(zh: &str, en: &str) -> Text {
    Text::new(
        format!("我们的{zh}没有通过，请按审核人员说明的问题更正资料或重新拍照。"),
        format!(
            "Our {en} review did not pass: please correct the documents, or take the photo again, as our reviewer told you."
        ),
    )
}

/// What a code asks of the customer; where nobody has put it into words, why the bureau refused.
fn request(code: u32, codes: &Codes) -> Text {
    static REQUESTS: OnceLock<BTreeMap<u32, Text>> = OnceLock::new();
    let requests = REQUESTS.get_or_init(|| {
        { bundled::rows(include_str!("requests.csv")).into_iter() }
            .map(|row: Request| (row.code, Text::new(row.zh, row.en)))
            .collect()
    });
    let known = requests.get(&code).cloned();
    let cause = || codes.results().get(code).map(|code| code.cause.clone());
    known.or_else(cause).unwrap_or_default()
}

#[derive(Deserialize)]
struct Request {
    code: u32,
    zh: String,
    en: String,
}

/// What the auditors wrote, site by site, without who wrote it.
fn opinions(attempt: &Attempt) -> impl Iterator<Item = Text> {
    let refusals = attempt.opinions.iter().filter(|opinion| !opinion.approved);
    refusals.filter_map(|opinion| {
        let words = opinion.text.as_deref()?.trim();
        let (zh, en) = match opinion.site {
            Some(site) => (
                format!("（第 {site} 个网站）"),
                format!(" on website {site}"),
            ),
            None => Default::default(),
        };
        Some(Text::new(
            format!("管局审核意见{zh}：{words}"),
            format!("The bureau's opinion{en}: {words}"),
        ))
    })
}

/// Names and domains of the order's websites, as far as the ledger keeps them.
fn sites(fields: &[KeptField]) -> String {
    let of = |header: &str| {
        let ending = format!(".{header}");
        let found = fields
            .iter()
            .filter(move |field| field.field.ends_with(&ending));
        found.map(|field| field.shown.as_str()).collect::<Vec<_>>()
    };
    let mut words = of("网站名称");
    words.extend(of("域名"));
    words.dedup();
    words.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_customer_has_to_do_is_put_into_the_customers_words() {
        let codes = Codes::bundled();
        for result in codes.results().iter() {
            let is_asked = result.who == Who::Customer && result.code >= 1000;
            if is_asked {
                let said = request(result.code, codes);
                assert_ne!(said, result.cause, "{} has no row", result.code);
                assert!(!said.zh.is_empty() && !said.en.is_empty());
            }
        }
    }

    #[test]
    fn a_request_speaks_of_no_code_and_no_element() {
        for line in include_str!("requests.csv").lines().skip(1) {
            let (_, words) = line.split_once(',').unwrap();
            for jargon in ["XML", "XSD", "Zjhm", "Wzmc", "ICPmm", "订单号", "code "] {
                assert!(!words.contains(jargon), "{jargon} in {words}");
            }
        }
    }

    #[test]
    fn the_bundled_letters_read() {
        let _ = Templates::default();
    }
}
