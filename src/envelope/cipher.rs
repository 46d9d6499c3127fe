//! AES-CBC with PKCS#5 padding (`encryptAlgorithm` 1).
//!
//! The bureau gives the carrier key and initialisation vector as strings; their bytes are used as they are. The
//! interface does not say how long the key is, so all three lengths of AES are taken.

use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt};
use secrecy::{ExposeSecret as _, SecretSlice};

use super::Error;

/// Key and initialisation vector of one bureau. Wiped when dropped, and cannot be printed:
///
/// ```compile_fail,E0277
/// fn print(secret: &beian::envelope::AesKey) {
///     println!("{secret:?}");
/// }
/// ```
#[derive(Clone)]
pub struct AesKey {
    key: SecretSlice<u8>,
    iv: SecretSlice<u8>,
}

impl AesKey {
    /// Takes the two strings as the bureau gave them: a key of 16, 24 or 32 bytes, an IV of 16.
    pub fn new(key: &str, iv: &str) -> Result<AesKey, Error> {
        if !matches!(key.len(), 16 | 24 | 32) {
            return Err(Error::KeyLength(key.len()));
        }
        if iv.len() != 16 {
            return Err(Error::IvLength(iv.len()));
        }
        Ok(AesKey {
            key: SecretSlice::from(key.as_bytes().to_vec()),
            iv: SecretSlice::from(iv.as_bytes().to_vec()),
        })
    }

    /// Encrypts and pads; the result is a multiple of 16 bytes, longer than what came in.
    pub(super) fn encrypt(&self, plain: &[u8]) -> Vec<u8> {
        match self.key.expose_secret().len() {
            16 => self
                .mode::<cbc::Encryptor<Aes128>>()
                .encrypt_padded_vec::<Pkcs7>(plain),
            24 => self
                .mode::<cbc::Encryptor<Aes192>>()
                .encrypt_padded_vec::<Pkcs7>(plain),
            _ => self
                .mode::<cbc::Encryptor<Aes256>>()
                .encrypt_padded_vec::<Pkcs7>(plain),
        }
    }

    /// Decrypts and takes the padding off; `None` when the key does not fit or the bytes are not a cipher text.
    pub(super) fn decrypt(&self, secret: &[u8]) -> Option<Vec<u8>> {
        match self.key.expose_secret().len() {
            16 => self
                .mode::<cbc::Decryptor<Aes128>>()
                .decrypt_padded_vec::<Pkcs7>(secret),
            24 => self
                .mode::<cbc::Decryptor<Aes192>>()
                .decrypt_padded_vec::<Pkcs7>(secret),
            _ => self
                .mode::<cbc::Decryptor<Aes256>>()
                .decrypt_padded_vec::<Pkcs7>(secret),
        }
        .ok()
    }

    fn mode<M: cbc::cipher::KeyIvInit>(&self) -> M {
        M::new_from_slices(self.key.expose_secret(), self.iv.expose_secret())
            .expect("the constructor took only lengths that AES has")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn aes_128_gives_the_cipher_text_other_implementations_give() {
        let key = AesKey::new("0123456789abcdef", "0102030405060708").unwrap();
        let secret = key.encrypt(b"hello");
        assert_eq!(STANDARD.encode(&secret), "FL1SM7AKsiwls1Ghnd/yEA==");
        assert_eq!(key.decrypt(&secret).unwrap(), b"hello");
    }

    #[test]
    fn every_key_length_of_aes_round_trips() {
        for length in [16, 24, 32] {
            let key = AesKey::new(&"k".repeat(length), "0102030405060708").unwrap();
            for plain in [&b""[..], b"fifteen bytes..", b"sixteen bytes..."] {
                assert_eq!(key.decrypt(&key.encrypt(plain)).unwrap(), plain);
            }
        }
    }

    #[test]
    fn other_lengths_are_refused_with_the_length_found() {
        assert!(matches!(
            AesKey::new("short", "0102030405060708"),
            Err(Error::KeyLength(5))
        ));
        assert!(matches!(
            AesKey::new("0123456789abcdef", "0102"),
            Err(Error::IvLength(4))
        ));
    }

    #[test]
    fn what_is_no_cipher_text_is_not_decrypted() {
        let key = AesKey::new("0123456789abcdef", "0102030405060708").unwrap();
        assert!(key.decrypt(b"").is_none());
        assert!(key.decrypt(b"not a multiple of sixteen").is_none());
    }
}
