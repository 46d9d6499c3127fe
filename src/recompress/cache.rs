//! Results by content: in memory for the run, on disk for the next one.
//!
//! A result that cannot be kept is made again; nothing here ever fails.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::Encoding;
use crate::disk;

/// Most bytes that are kept in memory: pictures that several orders share come soon after one another.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Begins every kept file; another number means that another way of encoding was used.
const HEAD: &str = "beian picture 1";

#[derive(Debug, Default)]
pub(super) struct Cache {
    folder: Option<PathBuf>,
    writes: bool,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    results: HashMap<Key, Result>,
    bytes: usize,
}

type Result = (Arc<[u8]>, Encoding);

/// What a result depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    hash: [u8; 32],
    most: u64,
}

impl Key {
    pub(super) fn new(content: &[u8], most: u64) -> Self {
        Self {
            hash: Sha256::digest(content).into(),
            most,
        }
    }

    fn name(&self) -> String {
        let hash: String = self.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hash}-{}", self.most)
    }
}

impl Cache {
    pub(super) fn with_folder(folder: PathBuf, writes: bool) -> Self {
        Self {
            folder: Some(folder),
            writes,
            kept: Mutex::default(),
        }
    }

    pub(super) fn get(&self, key: &Key) -> Option<Result> {
        if let Some(result) = self.lock().results.get(key) {
            return Some(result.clone());
        }
        let bytes = fs::read(self.folder.as_ref()?.join(key.name())).ok()?;
        let result = read(&bytes)?;
        self.remember(key, &result);
        Some(result)
    }

    pub(super) fn put(&self, key: &Key, content: &Arc<[u8]>, encoding: Encoding) {
        self.remember(key, &(content.clone(), encoding));
        if let Some(folder) = self.folder.as_ref().filter(|_| self.writes) {
            // Whoever cannot keep it makes it again.
            let _ = disk::write(&folder.join(key.name()), &written(content, encoding));
        }
    }

    fn remember(&self, key: &Key, result: &Result) {
        let mut kept = self.lock();
        let bytes = kept.bytes + result.0.len();
        if bytes <= MOST_BYTES && kept.results.insert(key.clone(), result.clone()).is_none() {
            kept.bytes = bytes;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        // Nothing is half done when a thread dies with the lock.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn written(content: &[u8], encoding: Encoding) -> Vec<u8> {
    let Encoding {
        quality,
        size,
        original,
    } = encoding;
    let check = Sha256::digest(content);
    let check: String = check.iter().map(|byte| format!("{byte:02x}")).collect();
    let head = format!(
        "{HEAD} {quality} {} {} {} {} {check}\n",
        size.0, size.1, original.0, original.1
    );
    [head.as_bytes(), content].concat()
}

/// The result of a kept file; `None` when it is damaged or of another kind.
fn read(bytes: &[u8]) -> Option<Result> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head = str::from_utf8(&bytes[..end]).ok()?.strip_prefix(HEAD)?;
    let content = &bytes[end + 1..];
    let mut words = head.split_whitespace();
    let mut number = || words.next()?.parse::<u32>().ok();
    let quality = u8::try_from(number()?).ok()?;
    let encoding = Encoding {
        quality,
        size: (number()?, number()?),
        original: (number()?, number()?),
    };
    let whole = written(content, encoding) == bytes;
    whole.then(|| (content.into(), encoding))
}
