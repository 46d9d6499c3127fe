//! stub
#![allow(missing_docs)]
use crate::codes::Codes; use crate::order::*; use std::path::PathBuf;
#[derive(Clone, Debug, Default, serde::Deserialize)] pub struct Bounds {}
pub struct Options<'a> { pub codes: &'a Codes, pub bounds: Bounds }
#[derive(Debug)] pub struct Source; 
pub struct Batch { pub orders: Vec<Order>, pub findings: Vec<Finding>, pub sources: Vec<Source> }
#[derive(Debug, thiserror::Error)] #[error("x")] pub struct Error;
pub fn read(_: &[PathBuf], _: &Options<'_>, _: &(dyn Fn() + Sync)) -> Result<Batch, Error> { Err(Error) }
pub fn pages() -> &'static [(&'static str, &'static str)] { &[] }
