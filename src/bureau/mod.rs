//! The six calls of the bureau over SOAP 1.1 (interface V.3.0, chapter 3-3).
//!
//! A [`Client`] speaks to one bureau. It reads how the bureau wants to be spoken to from its WSDL, and falls back
//! on the interface's own table of parameters and the operator's settings where none is served. Answers are read
//! tolerantly: only what is needed is looked for, and nothing but `msg_code` decides.
//!
//! The room promises to tell three failures apart, because what may be done next depends on it: nothing was sent,
//! the outcome is unknown, or the bureau broke the protocol; see [`CallError`]. A call is never repeated by itself; what
//! may be sent again, and when, is the sequence protocol's to decide: see [`send_all`].

mod answer;
mod authorities;
mod call;
mod client;
mod description;
mod endpoint;
mod error;
mod hours;
mod patience;
mod protocol;
mod proxy;
mod saved;
mod send_error;
mod settle;
mod soap;
mod transport;
pub(crate) mod tree;
mod wsdl;

pub use answer::{
    Delivered, DownloadAnswer, FilingStatus, PlainAnswer, PreviousUpload, RawAnswer, StatusAnswer,
    UploadAnswer, VerifyAnswer,
};
pub use authorities::Authorities;
pub use call::{Call, Parameter};
pub use client::Client;
pub use endpoint::{Endpoint, Overrides, Timeouts, is_address};
pub use error::CallError;
pub use hours::Hours;
pub use patience::{NotNow, Patience};
pub use protocol::{Outbox, Sent, send_all, take_stock, waiting};
pub(crate) use proxy::is_loopback;
pub use saved::SavedAnswer;
pub use send_error::SendError;
pub(crate) use send_error::remedy;
pub use settle::LastUpload;
pub use wsdl::Style;
