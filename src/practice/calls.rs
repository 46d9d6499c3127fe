//! What each of the six calls does at the practice bureau.

use std::borrow::Cow;

use rusqlite::{OptionalExtension as _, params};

use super::answer::{Answer, File, Filing, Refusal};
use super::deliveries;
use super::filed::password_digest;
use super::judgement::judge;
use super::scenario::{Action, Fault};
use super::soap::Request;
use super::state::{self, State, Taken};
use super::{Error, Settings};
use super::{reports, results};
use crate::bureau::Call;
use crate::envelope::{Limits, OpenError, RAND_VAL_LENGTH, SealOptions, open, password_hash, seal};

/// The largest XML file that is taken: 50 MB in the wider reading.
const FILE_LIMIT: u64 = 50 << 20;

/// Characters in a line of base64.
const LINE_LENGTH: usize = 76;

/// How many missing sequence numbers are listed at most.
const MISSING_LIMIT: usize = 1000;

/// Answers a call, and changes the state by it.
pub(super) fn answer(
    settings: &Settings,
    state: &mut State,
    request: &Request,
    fault: Option<&Fault>,
) -> Result<Answer, Error> {
    if let Some(refusal) = authenticate(settings, request)? {
        return Ok(refusal.into());
    }
    match request.call {
        Call::Upload => upload(settings, state, request, fault),
        Call::Download => deliveries::download(settings, state, fault),
        Call::Acknowledge => deliveries::acknowledge(state, request),
        Call::QueryPrevious => query_previous(settings, state),
        Call::QueryStatus => query_status(settings, state, request),
        Call::VerifyPassword => verify_password(settings, state, request),
    }
}

fn authenticate(settings: &Settings, request: &Request) -> Result<Option<Refusal>, Error> {
    let rand_val = request.text("randVal");
    Ok(if request.number("ispId") != Some(settings.carrier) {
        Some(Refusal::Carrier)
    } else if request.text("userName") != settings.user {
        Some(Refusal::UserName)
    } else if rand_val.len() < RAND_VAL_LENGTH {
        Some(Refusal::RandVal)
    } else if request.text("pwdHash") != password_hash(&settings.password, rand_val)? {
        Some(Refusal::Password)
    } else if request.number("hashAlgorithm") != Some(0) {
        Some(Refusal::HashAlgorithm)
    } else {
        None
    })
}

fn upload(
    settings: &Settings,
    state: &mut State,
    request: &Request,
    fault: Option<&Fault>,
) -> Result<Answer, Error> {
    let encrypt = match request.number("encryptAlgorithm") {
        Some(number @ (0 | 1)) => number as u32,
        _ => return Ok(Refusal::EncryptAlgorithm.into()),
    };
    if request.number("compressionFormat") != Some(0) {
        return Ok(Refusal::CompressionFormat.into());
    }
    let Some(sequence) = request
        .number("dataSequence")
        .and_then(|number| u32::try_from(number).ok())
    else {
        return Ok(Answer::new(Refusal::Other as u32, "数据文件序号不是数字"));
    };
    let expected = state.last_sequence()?.saturating_add(1);
    if sequence > expected {
        return Ok(Answer::missing((expected..sequence).take(MISSING_LIMIT)));
    }
    if sequence < expected {
        return Ok(Answer::new(
            Refusal::Other as u32,
            "该序号的数据文件已经受理，请勿重复上报",
        ));
    }
    let limits = Limits {
        bytes: FILE_LIMIT,
        ..Limits::default()
    };
    let (info, hash) = (request.text("beianInfo"), request.text("beianInfoHash"));
    let opened = match open(info, hash, encrypt, settings.key.as_ref(), &limits) {
        Ok(opened) => opened,
        Err(error) => return Ok(refusal_of(&error).into()),
    };
    if fault.is_some_and(|fault| fault.action == Action::Lose) {
        return Ok(Answer::done());
    }
    let judged = judge(settings, sequence, &opened.name, &opened.xml);
    let document = opened.xml;
    let taken = Taken {
        sequence,
        name: opened.name,
        info: info.to_owned(),
        hash: hash.to_owned(),
        encrypt,
    };
    let today = (settings.today)();
    let days = settings.scenario.review.result_days;
    state.change(|transaction| {
        state::take(transaction, &taken)?;
        if !state::is_judged_first(transaction, &taken.name, &document)? {
            return Ok(());
        }
        match judged {
            Err(refusal) => results::refuse_file(transaction, today, days, &refusal, &taken.name),
            Ok(judged) => {
                let register = settings.register(transaction);
                results::answer(&register, &judged.decided)?;
                reports::answer(&register, &judged.reports)
            }
        }
    })?;
    Ok(Answer::done())
}

/// The code for an envelope that cannot be opened.
fn refusal_of(error: &OpenError) -> Refusal {
    match error {
        OpenError::Base64 | OpenError::KeyMissing | OpenError::Decrypt => Refusal::Decryption,
        OpenError::HashForm | OpenError::Hash => Refusal::Hash,
        OpenError::EntryCount(_) => Refusal::FileCount,
        OpenError::TooLarge { .. } => Refusal::FileSize,
        OpenError::Algorithm(_)
        | OpenError::Archive(_)
        | OpenError::EntryName
        | OpenError::Ratio(_)
        | OpenError::Unpack(_)
        | OpenError::Read(_) => Refusal::Unpacking,
    }
}

fn query_previous(settings: &Settings, state: &State) -> Result<Answer, Error> {
    let Some(mut taken) = state.last_upload()? else {
        let none = File {
            name: "",
            info: "",
            hash: "",
            encrypt: 0,
            sequence: Some(0),
        };
        return Ok(Answer::file(false, &none));
    };
    if settings.scenario.reply.previous_zipped_again {
        let opened = open(
            &taken.info,
            &taken.hash,
            taken.encrypt,
            settings.key.as_ref(),
            &Limits::default(),
        );
        if let (Ok(opened), Ok(name)) = (opened, taken.name.parse()) {
            let key = settings.key.clone().filter(|_| taken.encrypt == 1);
            let again = seal(
                &opened.xml,
                &name,
                &SealOptions {
                    compression_level: Some(1),
                    key,
                },
            )?;
            (taken.info, taken.hash) = (again.info, again.hash);
        }
    }
    let info = wrapped(settings, &taken.info);
    let (name, hash, encrypt) = (&taken.name, &taken.hash, taken.encrypt);
    Ok(Answer::file(
        false,
        &File {
            name,
            info: &info,
            hash,
            encrypt,
            sequence: Some(taken.sequence),
        },
    ))
}

/// Base64 in lines, where the scenario wants it so.
pub(super) fn wrapped<'a>(settings: &Settings, base64: &'a str) -> Cow<'a, str> {
    if !settings.scenario.reply.line_breaks {
        return Cow::Borrowed(base64);
    }
    let mut lines = String::with_capacity(base64.len() + base64.len() / LINE_LENGTH + 1);
    for (place, character) in base64
        .chars()
        .filter(|character| !character.is_whitespace())
        .enumerate()
    {
        if place > 0 && place % LINE_LENGTH == 0 {
            lines.push('\n');
        }
        lines.push(character);
    }
    Cow::Owned(lines)
}

fn query_status(settings: &Settings, state: &State, request: &Request) -> Result<Answer, Error> {
    let today = (settings.today)().to_string();
    let (kind, condition) = (
        request.text("queryConditionType"),
        request.text("queryCondition"),
    );
    let found = if kind == "0" {
        let query = "SELECT site.name, subject.number, site.number FROM domain
                     JOIN site ON site.id = domain.site JOIN subject ON subject.id = site.subject
                     WHERE domain.name = ?1 AND site.since <= ?2 ORDER BY site.id LIMIT 1";
        let domain = condition.to_ascii_lowercase();
        let site = |row: &rusqlite::Row<'_>| {
            Ok(Filing {
                site_name: row.get(0)?,
                subject_number: row.get(1)?,
                site_number: row.get(2)?,
            })
        };
        state
            .connection()
            .query_row(query, params![domain, today], site)
            .optional()?
    } else {
        let query = "SELECT number FROM subject
                     WHERE certificate_type = ?1 AND certificate_number = ?2 AND since <= ?3
                     AND NOT EXISTS (SELECT 1 FROM cancelled
                                     WHERE category = 0 AND cancelled.id = subject.id AND cancelled.since <= ?3)
                     ORDER BY id LIMIT 1";
        let subject = |row: &rusqlite::Row<'_>| {
            Ok(Filing {
                site_name: None,
                subject_number: row.get(0)?,
                site_number: None,
            })
        };
        state
            .connection()
            .query_row(query, params![kind, condition, today], subject)
            .optional()?
    };
    Ok(Answer::status(kind, condition, found.as_ref()))
}

fn verify_password(settings: &Settings, state: &State, request: &Request) -> Result<Answer, Error> {
    let number = request.text("baxh");
    let password = &settings.scenario.password;
    if state.count(&format!("password {number}"))? > password.tries {
        return Ok(Refusal::Tries.into());
    }
    let given = request.text("bamm");
    let register = settings.register(state.connection());
    let subject = register.known_subject(None, Some(number))?;
    let known = subject.and_then(|subject| subject.password);
    // Whether it is sent plain or as its digest is not specified; both are understood.
    let is_another = known
        .is_some_and(|known| !known.eq_ignore_ascii_case(given) && known != password_digest(given));
    let wrong =
        given.is_empty() || is_another || password.wrong_for.iter().any(|one| one == number);
    Ok(Answer::verified(!wrong))
}
