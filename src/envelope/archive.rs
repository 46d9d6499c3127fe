//! An archive of one document, which is unpacked as it is read, as often as need be, and never held.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::zip_entry::{ZipEntry, only_entry};
use super::{Limits, OpenError};

/// An archive whose headers were found in order.
#[derive(Debug)]
pub struct Archive {
    place: Place,
    entry: ZipEntry,
}

#[derive(Debug)]
enum Place {
    Memory(Vec<u8>),
    File(PathBuf),
}

trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

impl Place {
    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(match self {
            Place::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Place::File(path) => Box::new(File::open(path)?),
        })
    }
}

impl Archive {
    /// Looks at an archive that is in memory.
    pub fn in_memory(bytes: Vec<u8>, limits: &Limits) -> Result<Archive, OpenError> {
        Archive::at(Place::Memory(bytes), limits)
    }

    /// Looks at an archive that is a file, of which only the headers are read.
    pub fn in_file(path: &Path, limits: &Limits) -> Result<Archive, OpenError> {
        Archive::at(Place::File(path.to_owned()), limits)
    }

    fn at(place: Place, limits: &Limits) -> Result<Archive, OpenError> {
        let mut bytes = place.open().map_err(OpenError::Read)?;
        let entry = only_entry(&mut bytes)?;
        drop(bytes);
        if entry.size > limits.bytes {
            return Err(OpenError::TooLarge {
                size: entry.size,
                limit: limits.bytes,
            });
        }
        if entry.size > limits.ratio.saturating_mul(entry.packed) {
            return Err(OpenError::Ratio(limits.ratio));
        }
        Ok(Archive { place, entry })
    }

    /// The name of the document, without any path.
    pub fn name(&self) -> &str {
        &self.entry.name
    }

    /// Begins to unpack the document. A reader that gets to the end without an error has read what was packed: size and
    /// checksum were compared. An error about the archive itself is an [`OpenError`] inside the [`io::Error`].
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let mut bytes = self.place.open()?;
        bytes.seek(SeekFrom::Start(self.entry.at))?;
        let packed = BufReader::with_capacity(64 << 10, bytes.take(self.entry.packed));
        let data = if self.entry.deflated {
            Data::Deflated(DeflateDecoder::new(packed))
        } else {
            Data::Stored(packed)
        };
        Ok(Box::new(Unpacking {
            data,
            remaining: self.entry.size,
            crc: Crc::new(),
            expected: self.entry.crc,
        }))
    }
}

type Packed<R> = BufReader<Take<R>>;

enum Data<R: Read> {
    Stored(Packed<R>),
    Deflated(DeflateDecoder<Packed<R>>),
}

/// Unpacks, never more than the archive claims, and compares size and checksum at the end.
struct Unpacking<R: Read> {
    data: Data<R>,
    remaining: u64,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Unpacking<R> {
    fn finish(&mut self) -> io::Result<()> {
        if self.remaining != 0 {
            return Err(damaged("the document is smaller than the archive says"));
        }
        if self.crc.sum() != self.expected {
            return Err(damaged("the checksum of the document is wrong"));
        }
        let packed = match &mut self.data {
            Data::Stored(packed) => packed,
            Data::Deflated(inflater) => inflater.get_mut(),
        };
        if packed.fill_buf()?.is_empty() {
            Ok(())
        } else {
            Err(damaged("there is more data than the document needs"))
        }
    }
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.data {
            Data::Stored(packed) => packed.read(buffer)?,
            Data::Deflated(inflater) => inflater.read(buffer).map_err(inflating)?,
        };
        if count == 0 && !buffer.is_empty() {
            self.finish()?;
        }
        self.remaining = self
            .remaining
            .checked_sub(count as u64)
            .ok_or_else(|| damaged("the document is larger than the archive says"))?;
        self.crc.update(&buffer[..count]);
        Ok(count)
    }
}

/// What cannot be inflated is damaged; anything else is this machine's trouble.
fn inflating(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            damaged("the data is damaged")
        }
        _ => error,
    }
}

fn damaged(how: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, OpenError::Unpack(how))
}
