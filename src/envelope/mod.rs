//! Seals an upload and opens a download: zip, MD5, AES, base64 (interface V.3.0, sections 3-3-1 and 3-3-2).
//!
//! [`seal`] makes the same bytes from the same input, so that a file that is sent again is the file that was sent
//! before. [`open`] trusts nothing it reads: the hash, the archive's own figures and the ratio of expansion are
//! checked, and what does not fit is an [`OpenError`] that says what is wrong, never a partial document. [`unseal`] does
//! the same and leaves the document packed: an [`Archive`] is unpacked as it is read.
//! Keys and passwords live in types that cannot be printed.

mod archive;
mod cipher;
mod name;
mod open;
mod password;
mod seal;
#[cfg(test)]
mod tests;
mod zip_entry;

pub use archive::Archive;
pub use cipher::AesKey;
pub use name::FileName;
pub use open::{Limits, OpenError, Opened, open, unseal};
pub use password::{RAND_VAL_LENGTH, filing_password, password_hash, rand_val};
pub use seal::{SealOptions, Sealed, seal, zip};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

use crate::order::Bilingual;

/// What stops the envelope's making. Every variant is for the carrier's own configuration or program to mend.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key is not 16, 24 or 32 bytes long.
    #[error("the AES key is {0} bytes long, it must be 16, 24 or 32: correct the configuration")]
    KeyLength(usize),
    /// The initialisation vector is not 16 bytes long.
    #[error("the AES IV is {0} bytes long, it must be 16: correct the configuration")]
    IvLength(usize),
    /// A password holds a character that GBK cannot carry, so that its hash is undefined.
    #[error("the password holds a character outside GBK: correct the configuration")]
    PasswordNotGbk,
    /// A file name that the bureau would refuse.
    #[error("a file name is ASCII letters and digits followed by .xml, 128 bytes at most")]
    FileName,
    /// A compression level outside 0 to 9.
    #[error("the compression level {0} is not between 0 and 9")]
    CompressionLevel(u8),
    /// The archive could not be written.
    #[error("the archive could not be made: {0}")]
    Archive(#[from] zip::result::ZipError),
}

impl Bilingual for Error {
    fn zh(&self) -> String {
        match self {
            Self::KeyLength(detail) => {
                format!("AES 密钥长度为 {detail} 字节，应为 16、24 或 32 字节；请核对配置")
            }
            Self::IvLength(detail) => {
                format!("AES 密钥偏移量长度为 {detail} 字节，应为 16 字节；请核对配置")
            }
            Self::PasswordNotGbk => "口令含有 GBK 之外的字符；请核对配置".to_owned(),
            Self::FileName => "文件名须为英文字母和数字加 .xml，最长 128 字节".to_owned(),
            Self::CompressionLevel(detail) => format!("压缩级别 {detail} 不在 0 至 9 之间"),
            Self::Archive(detail) => format!("无法生成压缩文件：{detail}"),
        }
    }
}

/// MD5 of `bytes`, in base64: the form of `beianInfoHash`.
fn md5_base64(bytes: &[u8]) -> String {
    STANDARD.encode(Md5::digest(bytes))
}
