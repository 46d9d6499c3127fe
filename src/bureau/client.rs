//! The client of one bureau: one method for each call.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use secrecy::{ExposeSecret as _, SecretString};

use super::answer::{self, *};
use super::call::Call;
use super::description::Descriptions;
use super::endpoint::Endpoint;
use super::error::CallError;
use super::soap::{self, Unread};
use super::transport::Transport;
use super::tree::Element;
use crate::archive::{self, Keeper, Kind};
use crate::envelope::{Sealed, password_hash, rand_val};

/// Speaks to one bureau. Descriptions are fetched once and kept for the client's life.
pub struct Client {
    endpoint: Endpoint,
    transport: Transport,
    descriptions: Descriptions,
    /// When the next call may begin.
    next: Mutex<Option<Instant>>,
    keeper: Option<Keeper>,
}

/// What every call begins with.
struct Credentials {
    isp_id: String,
    rand_val: String,
    password_hash: String,
}

impl Client {
    /// Connects to nothing yet.
    pub fn new(endpoint: Endpoint) -> Client {
        Client {
            transport: Transport::new(&endpoint.timeouts, endpoint.authorities.as_ref()),
            descriptions: Descriptions::of(&endpoint),
            next: Mutex::default(),
            keeper: None,
            endpoint,
        }
    }

    /// Keeps what is sent before it leaves, and every answer before anything is done with it. An answer that could not be
    /// kept counts as one that did not come.
    pub fn keeping(self, keeper: Keeper) -> Client {
        Client {
            keeper: Some(keeper),
            ..self
        }
    }

    /// The bureau this client speaks to.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// `isp_upload`: sends a sealed file under `sequence`.
    ///
    /// A file sealed with a key goes out encrypted, one sealed without goes out plain, whatever the endpoint says.
    pub fn upload(&self, file: &Sealed, sequence: u32) -> Result<UploadAnswer, CallError> {
        self.keep(Call::Upload, false, |keeper| {
            keeper.keep(Kind::Sent, file.name.as_str(), Some(sequence), &file.zip)
        })?;
        let sequence = sequence.to_string();
        let encrypt = if file.encrypted { "1" } else { "0" };
        let (document, raw) = self.call_about(
            Call::Upload,
            file.name.as_str(),
            &[&file.info, &file.hash, &sequence, encrypt, "0", "0"],
        )?;
        let (code, msg) = self.code(Call::Upload, &document, &raw)?;
        Ok(UploadAnswer {
            code,
            msg,
            missing: missing_sequences(&document),
            raw,
        })
    }

    /// `isp_download`: the next answer file, the same one until it is acknowledged.
    pub fn download(&self) -> Result<DownloadAnswer, CallError> {
        let (document, raw) = self.call(Call::Download, &["0"])?;
        let (code, msg) = self.code(Call::Download, &document, &raw)?;
        Ok(DownloadAnswer {
            code,
            msg,
            file: delivered(&document),
            raw,
        })
    }

    /// `isp_downloadack`: acknowledges the answer file of this `return_FileName`.
    pub fn acknowledge(&self, name: &str) -> Result<PlainAnswer, CallError> {
        let (document, raw) = self.call_about(Call::Acknowledge, name, &["0", name])?;
        let (code, msg) = self.code(Call::Acknowledge, &document, &raw)?;
        Ok(PlainAnswer { code, msg, raw })
    }

    /// `isp_querypreviousupload`: the last upload that the bureau took.
    pub fn query_previous(&self) -> Result<PreviousUpload, CallError> {
        let (document, raw) = self.call(Call::QueryPrevious, &["0"])?;
        let (code, msg) = self.code(Call::QueryPrevious, &document, &raw)?;
        let (sequence, file) = (answer::sequence(&document), delivered(&document));
        Ok(PreviousUpload {
            code,
            msg,
            sequence,
            file,
            raw,
        })
    }

    /// `isp_querybeianstatus`: `condition_type` 0 asks for a domain, 1 to 11 for a certificate of that type.
    pub fn query_status(
        &self,
        condition_type: u32,
        condition: &str,
    ) -> Result<StatusAnswer, CallError> {
        let condition_type = condition_type.to_string();
        let (document, raw) = self.call(Call::QueryStatus, &["0", &condition_type, condition])?;
        let (code, msg) = self.code(Call::QueryStatus, &document, &raw)?;
        Ok(StatusAnswer {
            code,
            msg,
            status: status(&document),
            raw,
        })
    }

    /// `isp_verifybamm`: tries the filing password `password` of the filing number, plain or hashed as this
    /// bureau wants it. The number of tries is limited.
    pub fn verify_password(
        &self,
        filing_number: &str,
        password: &SecretString,
    ) -> Result<VerifyAnswer, CallError> {
        let (document, raw) = self.call(
            Call::VerifyPassword,
            &["0", filing_number, password.expose_secret()],
        )?;
        let right = verified(&document);
        let (code, msg) = match code_and_message(&document) {
            Some(read) => read,
            None if right.is_some() => (0, String::new()),
            None => {
                let unread = Unread::lasting("it has no msg_code");
                return Err(self.unreadable(Call::VerifyPassword, unread, Some(raw)));
            }
        };
        Ok(VerifyAnswer {
            code,
            msg,
            right,
            raw,
        })
    }

    fn call(&self, call: Call, values: &[&str]) -> Result<(Element, RawAnswer), CallError> {
        self.call_about(call, "", values)
    }

    /// Makes a call with the values that follow `pwdHash`, in the interface's order; `about` is the file that it is about,
    /// unless the answer brings one.
    fn call_about(
        &self,
        call: Call,
        about: &str,
        values: &[&str],
    ) -> Result<(Element, RawAnswer), CallError> {
        let operation = self.descriptions.operation(&self.endpoint, call)?;
        self.keep_interval();
        let credentials = self.credentials()?;
        let mut all = vec![
            &*credentials.isp_id,
            &*self.endpoint.user,
            &*credentials.rand_val,
            &*credentials.password_hash,
        ];
        all.extend(values);
        let document = soap::request(call, &operation, &all);
        let url = self.endpoint.url(call);
        let sent = self.transport.post(&url, &operation.soap_action, &document);
        let reply = sent.map_err(|failure| {
            if failure.nothing_sent || call != Call::Upload {
                CallError::not_reached(&self.endpoint, call, failure)
            } else {
                let unread = Unread::passing(failure.why);
                self.unreadable(call, unread, None)
            }
        })?;
        tracing::debug!(
            bureau = self.endpoint.name,
            method = call.method(),
            status = reply.status,
            bytes = reply.body.len(),
            "answered"
        );
        let answer = soap::answer(&reply.body);
        self.keep(call, true, |keeper| {
            let brought = { answer.as_ref().ok() }.and_then(delivered_name);
            let name = brought.unwrap_or(about);
            keeper.keep(call.kind_of_answer(), name, None, &reply.body)
        })?;
        match answer {
            Ok(document) => Ok((document, RawAnswer(reply.body))),
            Err(unread) => {
                let unread = unread.with_status(reply.status);
                Err(self.unreadable(call, unread, Some(RawAnswer(reply.body))))
            }
        }
    }

    /// Keeps what was sent, or received when the request `was_made`, where there is a keeper.
    fn keep(
        &self,
        call: Call,
        was_made: bool,
        keep: impl FnOnce(&Keeper) -> archive::Result<()>,
    ) -> Result<(), CallError> {
        let Some(keeper) = &self.keeper else {
            return Ok(());
        };
        keep(keeper).map_err(|source| CallError::NotKept {
            bureau: self.endpoint.name.clone(),
            method: call.method(),
            outcome_unknown: was_made && call == Call::Upload,
            source: Box::new(source),
        })
    }

    /// Waits until the smallest time between two calls is over.
    fn keep_interval(&self) {
        let interval = self.endpoint.timeouts.interval;
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(begin) = *next {
            thread::sleep(begin.saturating_duration_since(Instant::now()));
        }
        *next = Instant::now().checked_add(interval);
    }

    fn code(
        &self,
        call: Call,
        document: &Element,
        raw: &RawAnswer,
    ) -> Result<(u32, String), CallError> {
        code_and_message(document).ok_or_else(|| {
            let unread = Unread::lasting("its msg_code is missing or no number");
            self.unreadable(call, unread, Some(raw.clone()))
        })
    }

    /// An answer that cannot be read. Only an upload leaves a question open: every other call may be repeated.
    fn unreadable(&self, call: Call, unread: Unread, answer: Option<RawAnswer>) -> CallError {
        let (bureau, method) = (self.endpoint.name.clone(), call.method());
        let Unread { why, may_pass } = unread;
        if call == Call::Upload {
            CallError::OutcomeUnknown {
                bureau,
                method,
                why,
                may_pass,
                answer,
            }
        } else {
            CallError::Protocol {
                bureau,
                method,
                why,
                may_pass,
                answer,
            }
        }
    }

    fn credentials(&self) -> Result<Credentials, CallError> {
        let rand_val = rand_val();
        let password_hash = password_hash(&self.endpoint.password, &rand_val)
            .map_err(|error| CallError::configuration(&self.endpoint, error.to_string()))?;
        Ok(Credentials {
            isp_id: self.endpoint.isp_id.to_string(),
            rand_val,
            password_hash,
        })
    }
}
