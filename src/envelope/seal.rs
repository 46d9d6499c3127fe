//! XML bytes into what `isp_upload` carries.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{AesKey, Error, FileName, md5_base64};

/// How to seal.
#[derive(Clone, Default)]
pub struct SealOptions {
    /// 0 stores, 1 to 9 deflate, `None` is the compressor's own middle way.
    pub compression_level: Option<u8>,
    /// Encrypts when a key is given (`encryptAlgorithm` 1).
    pub key: Option<AesKey>,
}

/// One data file, ready for `isp_upload`.
#[derive(Clone)]
pub struct Sealed {
    /// The name of the zip entry.
    pub name: FileName,
    /// The archive before encryption, as it is kept on disk.
    pub zip: Vec<u8>,
    /// `beianInfoHash`: base64 of the MD5 of [`zip`](Self::zip).
    pub hash: String,
    /// `beianInfo`: base64 of the archive, encrypted when [`encrypted`](Self::encrypted).
    pub info: String,
    /// Whether `encryptAlgorithm` is 1.
    pub encrypted: bool,
}

impl Sealed {
    /// Seals an archive made earlier, so that a file that is sent again has the bytes and the hash it had before.
    pub fn from_zip(name: FileName, zip: Vec<u8>, key: Option<&AesKey>) -> Sealed {
        let hash = md5_base64(&zip);
        let info = match key {
            Some(key) => STANDARD.encode(key.encrypt(&zip)),
            None => STANDARD.encode(&zip),
        };
        Sealed {
            name,
            zip,
            hash,
            info,
            encrypted: key.is_some(),
        }
    }
}

/// Zips `xml` as the one entry `name`, hashes, encrypts when there is a key, and encodes.
pub fn seal(xml: &[u8], name: &FileName, options: &SealOptions) -> Result<Sealed, Error> {
    let zip = zip(xml, name, options.compression_level)?;
    Ok(Sealed::from_zip(name.clone(), zip, options.key.as_ref()))
}

/// Zips `xml` as the one entry `name`: 0 stores, 1 to 9 deflate, `None` is the compressor's own middle way.
///
/// The archive carries a fixed time stamp: equal input gives equal bytes.
pub fn zip(xml: &[u8], name: &FileName, compression_level: Option<u8>) -> Result<Vec<u8>, Error> {
    let (method, level) = match compression_level {
        Some(0) => (CompressionMethod::Stored, None),
        Some(level @ 1..=9) => (CompressionMethod::Deflated, Some(i64::from(level))),
        Some(level) => return Err(Error::CompressionLevel(level)),
        None => (CompressionMethod::Deflated, None),
    };
    let entry = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level(level)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o600);
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(xml.len() / 2)));
    archive.start_file(name.as_str(), entry)?;
    archive.write_all(xml).map_err(zip::result::ZipError::Io)?;
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn name() -> FileName {
        "XZBA20260302000001.xml".parse().unwrap()
    }

    #[test]
    fn the_archive_holds_exactly_the_xml_under_the_files_name() {
        let sealed = seal(b"<UploadData/>", &name(), &SealOptions::default()).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(&sealed.zip)).unwrap();
        assert_eq!(archive.len(), 1);
        let mut entry = archive.by_name("XZBA20260302000001.xml").unwrap();
        let mut xml = Vec::new();
        entry.read_to_end(&mut xml).unwrap();
        assert_eq!(xml, b"<UploadData/>");
    }

    #[test]
    fn equal_input_gives_equal_bytes() {
        let once = seal(b"<UploadData/>", &name(), &SealOptions::default()).unwrap();
        let again = seal(b"<UploadData/>", &name(), &SealOptions::default()).unwrap();
        assert_eq!(once.zip, again.zip);
        assert_eq!(once.info, again.info);
    }

    #[test]
    fn the_hash_is_taken_before_encryption() {
        let key = AesKey::new("0123456789abcdef", "0102030405060708").unwrap();
        let plain = seal(b"<UploadData/>", &name(), &SealOptions::default()).unwrap();
        let options = SealOptions {
            key: Some(key),
            ..SealOptions::default()
        };
        let secret = seal(b"<UploadData/>", &name(), &options).unwrap();
        assert_eq!(plain.hash, secret.hash);
        assert_ne!(plain.info, secret.info);
        assert!(secret.encrypted && !plain.encrypted);
    }

    #[test]
    fn a_level_outside_0_to_9_is_an_error() {
        let options = SealOptions {
            compression_level: Some(10),
            key: None,
        };
        assert!(matches!(
            seal(b"", &name(), &options),
            Err(Error::CompressionLevel(10))
        ));
    }
}
