//! Orders become records, and records files.
