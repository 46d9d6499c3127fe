//! An attached file as it was found on disk: where it lies, how large it is, and what its first bytes say it is.

use std::path::PathBuf;
use std::sync::Arc;

use super::field::Value;

/// A file that an order names.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The path as written, and its cell.
    pub named: Value,
    /// Where it lies.
    pub path: PathBuf,
    /// What was found there.
    pub state: PictureState,
    /// Its content, where the ledger keeps it and no file has it.
    pub kept: Option<Arc<[u8]>>,
}

/// What was found at a picture's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureState {
    /// Nothing, or nothing readable; in words for an operator, without the operating system's own.
    Missing,
    /// A file.
    Found {
        /// Its size in bytes.
        bytes: u64,
        /// What its content is.
        content: Content,
    },
}

/// What a file's content is, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A JPEG picture.
    Jpeg {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// 1 for grey, 3 for colour, 4 for print colours.
        components: u8,
        /// Whether the end-of-image marker is there.
        complete: bool,
    },
    /// A PNG picture.
    Png {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Something else.
    Other,
}

impl Picture {
    /// Characters of base64 text that the file becomes in the upload.
    pub fn base64_length(&self) -> Option<u64> {
        match self.state {
            PictureState::Found { bytes, .. } => Some(bytes.div_ceil(3) * 4),
            PictureState::Missing => None,
        }
    }
}
