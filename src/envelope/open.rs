//! What a call delivered, back into XML bytes.
//!
//! The order of the checks is the interface's: base64, decryption, hash over the archive, unpacking.

use std::io::{self, Read};

use base64::Engine as _;
use base64::alphabet::STANDARD as STANDARD_ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use md5::{Digest as _, Md5};

use super::{AesKey, Archive};
use crate::order::Bilingual;

/// Padding is optional: some encoders leave it off.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD_ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bounds on what an archive may unpack to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest document, in bytes.
    pub bytes: u64,
    /// How many times larger than its packed form a document may be.
    pub ratio: u64,
}

impl Default for Limits {
    /// 2 GiB, and a thousandfold.
    fn default() -> Self {
        Limits {
            bytes: 2 << 30,
            ratio: 1000,
        }
    }
}

/// A delivered document.
#[derive(Debug, PartialEq, Eq)]
pub struct Opened {
    /// The name of the zip entry, without any path.
    pub name: String,
    /// The document's bytes, not yet decoded: GBK as a rule.
    pub xml: Vec<u8>,
}

/// Why an envelope cannot be opened. The sender has to mend all of these but [`KeyMissing`](Self::KeyMissing) and
/// [`Read`](Self::Read); a key that does not fit shows as [`Decrypt`](Self::Decrypt) or [`Hash`](Self::Hash).
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The content is not base64.
    #[error("the content is not base64")]
    Base64,
    /// The hash is not the base64 of 16 bytes.
    #[error("the hash is not the base64 of 16 bytes")]
    HashForm,
    /// `encryptAlgorithm` is neither 0 nor 1.
    #[error("unknown encryption algorithm {0}")]
    Algorithm(u32),
    /// The content is encrypted and no key is configured.
    #[error("the content is encrypted and no key is configured")]
    KeyMissing,
    /// Decryption failed.
    #[error("decryption failed: check the key")]
    Decrypt,
    /// The hash does not fit the archive.
    #[error("the hash does not match: the content is damaged, or the key is wrong")]
    Hash,
    /// The archive is not as it must be.
    #[error("the archive is refused: {0}")]
    Archive(&'static str),
    /// There is not exactly one file in the archive.
    #[error("the archive holds {0} files, it must hold one")]
    EntryCount(u16),
    /// The file's name is empty, has a path, or cannot be read.
    #[error("the name of the file in the archive is refused")]
    EntryName,
    /// The document would be larger than allowed.
    #[error("the document of {size} bytes is over the limit of {limit}")]
    TooLarge {
        /// The size the archive claims.
        size: u64,
        /// [`Limits::bytes`].
        limit: u64,
    },
    /// The document would be larger than its packed form by more than allowed.
    #[error("the document is more than {0} times larger than its packed form")]
    Ratio(u64),
    /// The data unpacks to something other than the archive claims, or does not unpack.
    #[error("unpacking failed: {0}")]
    Unpack(&'static str),
    /// This machine could not read the archive.
    #[error("the archive could not be read: {0}")]
    Read(io::Error),
}

impl OpenError {
    /// What reading a document out of an [`Archive`] failed with.
    pub fn from_reading(error: io::Error) -> OpenError {
        error.downcast().unwrap_or_else(OpenError::Read)
    }
}

impl Bilingual for OpenError {
    fn zh(&self) -> String {
        match self {
            Self::Base64 => "内容不是 base64 编码".to_owned(),
            Self::HashForm => "哈希值不是 16 字节的 base64 编码".to_owned(),
            Self::Algorithm(detail) => format!("未知的加密算法 {detail}"),
            Self::KeyMissing => "内容已加密，但未配置密钥".to_owned(),
            Self::Decrypt => "解密失败，请核对密钥".to_owned(),
            Self::Hash => "哈希值验证未通过，内容不完整或密钥不符".to_owned(),
            Self::Archive(detail) => format!("压缩文件不合规范（{detail}）"),
            Self::EntryCount(detail) => format!("压缩文件中有 {detail} 个文件，应为 1 个"),
            Self::EntryName => "压缩文件中的文件名不合规范".to_owned(),
            Self::TooLarge { size, limit } => format!("解压后 {size} 字节，超过上限 {limit}"),
            Self::Ratio(detail) => format!("压缩比超过 {detail}"),
            Self::Unpack(detail) => format!("解压缩失败（{detail}）"),
            Self::Read(detail) => format!("压缩文件无法读取：{detail}"),
        }
    }
}

/// Opens an envelope into memory; see [`unseal`].
pub fn open(
    info: &str,
    hash: &str,
    encrypt: u32,
    key: Option<&AesKey>,
    limits: &Limits,
) -> Result<Opened, OpenError> {
    let archive = unseal(info, hash, encrypt, key, limits)?;
    let mut xml = Vec::new();
    archive
        .open()
        .and_then(|mut document| document.read_to_end(&mut xml))
        .map_err(OpenError::from_reading)?;
    Ok(Opened {
        name: archive.name().to_owned(),
        xml,
    })
}

/// Takes `beianInfo` (`info`, base64 that may hold line breaks) of a sender that gave `hash` and the `encryptAlgorithm`
/// number `encrypt`, and gives the archive in it, of which nothing is unpacked yet.
pub fn unseal(
    info: &str,
    hash: &str,
    encrypt: u32,
    key: Option<&AesKey>,
    limits: &Limits,
) -> Result<Archive, OpenError> {
    let content = decode(info).ok_or(OpenError::Base64)?;
    let archive = match (encrypt, key) {
        (0, _) => content,
        (1, Some(key)) => key.decrypt(&content).ok_or(OpenError::Decrypt)?,
        (1, None) => return Err(OpenError::KeyMissing),
        (other, _) => return Err(OpenError::Algorithm(other)),
    };
    let expected = decode(hash)
        .filter(|hash| hash.len() == 16)
        .ok_or(OpenError::HashForm)?;
    if Md5::digest(&archive).as_slice() != expected.as_slice() {
        return Err(OpenError::Hash);
    }
    Archive::in_memory(archive, limits)
}

/// Base64 with or without padding; blanks and line breaks anywhere are left out.
fn decode(text: &str) -> Option<Vec<u8>> {
    let dense: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    LENIENT.decode(dense).ok()
}
