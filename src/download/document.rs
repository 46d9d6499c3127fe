//! A document that can be read more than once, so that nothing of it need be held while it is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::envelope::Archive;

/// A document that gives the same bytes each time it is opened.
pub trait Document {
    /// Begins to read it from its first byte.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

impl Document for [u8] {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self))
    }
}

impl Document for Path {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(self)?))
    }
}

impl Document for Archive {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Archive::open(self)
    }
}
