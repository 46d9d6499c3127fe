//! Seals an upload and opens a download: zip, MD5, AES, base64.
