//! Reads an XML Schema, compiles it to tables, validates a stream of bytes.
//!
//! The room knows nothing of filings: any schema, any document. It promises that
//!
//! - a schema that uses something unsupported is refused when it is loaded, by name and place, never half understood;
//! - a document is held against XML 1.0 and the schema directly on its GBK or UTF-8 bytes, in one pass, without
//!   allocating for elements that are right;
//! - every problem found has line, column, byte offset, path, the specification's name of the rule, and a sentence in
//!   Chinese and English that quotes no value of the document;
//! - after a problem with the schema it goes on; after one with XML itself it stops;
//! - a document may be there in one piece or be read through a window: the outcome is the same, and memory does not
//!   grow with the document.
//!
//! ```text
//! schema ─ prolog ─ places ─┬─ model ─ automaton ─ tables ─┐
//!                  reader ──┘    └─ outline                 │
//! document ─ window ─ prolog ─ lexer ─ validate (value) ────┴─ trail, locate ─▶ Outcome
//!     └ opening ─ excerpt
//! ```

mod attributes;
mod automaton;
mod bounds;
mod calendar;
mod chars;
mod classes;
mod datum;
mod decimal;
mod derivation;
mod duration;
mod encoding;
mod error;
mod excerpt;
mod expression;
mod facets;
mod followers;
mod frame;
mod identity;
mod lexer;
mod lexical;
mod limits;
mod locate;
mod message;
mod model;
mod moment;
mod names;
mod namespaces;
mod node;
mod opening;
mod outline;
mod packed;
mod pattern;
mod places;
mod prolog;
mod quick;
mod reader;
mod runs;
mod schema;
mod shortcut;
mod simple;
mod span;
mod tables;
mod tag;
mod tally;
mod trail;
mod unfolding;
mod uri;
mod validate;
mod value;
mod vocabulary;
mod wildcard;
mod window;
mod wording;

pub use error::{Error, Place};
pub use excerpt::Excerpt;
pub use message::Message;
pub use opening::Opening;
pub use outline::OutlineLine;
pub use schema::{Length, Options, Outcome, Schema, Violation};
