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
//!
//! # What a caller gets
//!
//! [`Schema::read_file`] gives a [`Schema`], or an [`Error`] whose variant says who must act: whoever chose the path, the
//! schema's author, or we. A schema is used from many threads at once. A document never causes an error: what is wrong
//! with it is in the [`Outcome`], as many [`Violation`]s as [`Options`] asks for and the count of all. [`Schema::outline`]
//! says what a schema allows, so that two can be compared; [`Schema::packed`] and [`Schema::from_packed`] keep a compiled
//! schema in a program.
//!
//! # What is supported
//!
//! XML Schema 1.0, second edition, whole: all components, all built-in datatypes and facets, `xs:include`, `xs:import`
//! and `xs:redefine` of local files, wildcards, substitution groups, `xsi:type`, `xsi:nil`, identity constraints, defaults
//! and fixed values. A schema is held against the specification's own rules too, so that a wrong one is refused: unique
//! particle attribution, restriction of content models, attributes and facets, `final`, and where annotations may stand.
//! The attributes of XML (`xml:lang`) and XLink are known to schemas that import them from the network.
//!
//! Where the specification leaves a choice: lengths are counted in code points, in UTF-16 units, or both ways
//! ([`Length`]); `xsi:schemaLocation` is not followed, so that a document cannot bring a schema of its own; an import that
//! cannot be read brings nothing, and what refers to it is refused.
//!
//! # What is refused
//!
//! Of a schema, as [`Error::Unsupported`] with the construct and its place: content models, patterns and `minOccurs` that
//! are too large to compile, `xs:include` and `xs:redefine` over the network or without a folder to look in. A file that
//! they name and that is not there is [`Error::Unreadable`]: the specification would go on without it. A DOCTYPE, and any
//! encoding but UTF-8 and GBK, is refused in schemas and documents alike; so are entities beyond XML's five.
//!
//! # Limits
//!
//! What a document may demand is bounded, and what is beyond a bound is a violation with the bound's name: `limit-depth`,
//! `limit-attributes`, `limit-name`, `limit-text`. The numbers are in `limits.rs`.
//!
//! # How it is judged
//!
//! - The W3C's test suite, from a folder, with every wrong answer explained in `tests/xsd_w3c.csv`:
//!   `git clone https://github.com/w3c/xsdtests DIR`, then
//!   `XSD_W3C_SUITE=DIR cargo test --release --test xsd_w3c -- --nocapture`.
//! - libxml2 and Xerces on random documents, right ones and bent ones, where the two agree:
//!   `XSD_ORACLE_DOCUMENTS=20000 XSD_ORACLE_SEED=1 cargo test --release --test xsd_oracle -- --nocapture`.
//!
//! Outside the standard library the room needs encoding_rs, regex-automata, regex-syntax and thiserror.

mod attributes;
mod automaton;
mod bounds;
mod calendar;
mod chars;
mod classes;
mod coherence;
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
mod letters;
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
mod restriction;
mod runs;
#[cfg(test)]
mod sample;
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
