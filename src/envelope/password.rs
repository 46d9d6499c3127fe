//! The carrier's password in a call, and the filing password in a record, as the interface hashes them.

use encoding_rs::GBK;
use md5::{Digest as _, Md5};
use rand::RngExt as _;
use rand::distr::Alphanumeric;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use super::{Error, md5_base64};

/// The length of `randVal`, in bytes; a shorter one is refused with code 16.
pub const RAND_VAL_LENGTH: usize = 20;

/// A fresh `randVal`: 20 random ASCII letters and digits, never to be used twice.
pub fn rand_val() -> String {
    rand::rng()
        .sample_iter(Alphanumeric)
        .take(RAND_VAL_LENGTH)
        .map(char::from)
        .collect()
}

/// `pwdHash`: base64 of the MD5 of the GBK bytes of the password followed by `rand_val`.
pub fn password_hash(password: &SecretString, rand_val: &str) -> Result<String, Error> {
    let text = Zeroizing::new(format!("{}{rand_val}", password.expose_secret()));
    Ok(md5_base64(&gbk(&text)?))
}

/// `ICPmm`: the MD5 of the filing password as 32 lower-case hexadecimal characters. What already is 32 such
/// characters, in either case, is taken for the hash and returned as it is.
pub fn filing_password(password: &SecretString) -> Result<String, Error> {
    let text = password.expose_secret();
    if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(text.to_owned());
    }
    let digest = Md5::digest(gbk(text)?.as_slice());
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The GBK bytes of a secret text, wiped when dropped.
fn gbk(text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let (bytes, _, unmappable) = GBK.encode(text);
    let bytes = Zeroizing::new(bytes.into_owned());
    if unmappable {
        Err(Error::PasswordNotGbk)
    } else {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAND_VAL: &str = "abcdefghij0123456789";

    fn hash(password: &str, rand_val: &str) -> String {
        password_hash(&SecretString::from(password), rand_val).unwrap()
    }

    #[test]
    fn pwd_hash_is_the_one_other_implementations_compute() {
        assert_eq!(hash("1234567890", RAND_VAL), "QUMgJLPsboxIAO9m0EJ5+Q==");
        assert_eq!(
            hash("1234567890", "abcdefghijklmnopqrst"),
            "RZrwhLXgQt0ID6FHhX2sZg=="
        );
    }

    #[test]
    fn pwd_hash_of_a_chinese_password_is_taken_over_gbk() {
        assert_eq!(hash("口令1234", RAND_VAL), "R6OU54jjyX2+IFWMmluX3A==");
    }

    #[test]
    fn a_password_outside_gbk_is_an_error() {
        let password = SecretString::from("口令😀");
        assert!(matches!(
            password_hash(&password, RAND_VAL),
            Err(Error::PasswordNotGbk)
        ));
    }

    #[test]
    fn a_filing_password_becomes_32_hexadecimal_characters() {
        let hash = filing_password(&SecretString::from("123456")).unwrap();
        assert_eq!(hash, "e10adc3949ba59abbe56e057f20f883e");
    }

    #[test]
    fn a_filing_password_that_is_a_hash_stays_as_it_is() {
        let given = "25D55AD283AA400AF464C76D713C07AD";
        assert_eq!(filing_password(&SecretString::from(given)).unwrap(), given);
    }

    #[test]
    fn rand_val_is_20_letters_and_digits_and_never_the_same() {
        let first = rand_val();
        assert_eq!(first.len(), RAND_VAL_LENGTH);
        assert!(first.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(first, rand_val());
    }
}
