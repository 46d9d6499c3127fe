//! Reads an XML Schema, compiles it to tables, validates a stream.
