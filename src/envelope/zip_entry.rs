//! Reads an archive that must hold one file and nothing else.
//!
//! General zip readers forgive: they skip what stands before the first entry or after the last record, prefer one
//! of two contradicting headers, and let the second of two equal names hide the first. Here every byte of the
//! archive has to be accounted for by one local header, its data, an optional data descriptor, one central
//! record and the end record, and the figures of all of them have to agree.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::GBK;

use super::OpenError;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const DATA_DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL_RECORD: u32 = 0x0201_4b50;
const END_RECORD: u32 = 0x0605_4b50;

const LOCAL_HEADER_LENGTH: u64 = 30;
const CENTRAL_RECORD_LENGTH: usize = 46;
const END_RECORD_LENGTH: u64 = 22;

/// The longest data descriptor: a signature and three figures.
const DESCRIPTOR_LENGTH: u64 = 16;

/// The longest field of a variable length.
const LONGEST_FIELD: u64 = u16::MAX as u64;

/// General purpose flags: bit 0 encrypted, bit 3 sizes follow the data, bit 11 the name is UTF-8.
const ENCRYPTED: u16 = 1;
const SIZES_FOLLOW: u16 = 1 << 3;
const NAME_IS_UTF8: u16 = 1 << 11;

/// The one entry of an archive: what its headers claim, and where its data lies.
#[derive(Debug)]
pub(super) struct ZipEntry {
    /// The file's name: no path, not empty.
    pub name: String,
    /// Whether the data is deflated; else it is stored.
    pub deflated: bool,
    /// The size after unpacking, as claimed.
    pub size: u64,
    /// The CRC-32 of the unpacked data, as claimed.
    pub crc: u32,
    /// Where the packed data begins.
    pub at: u64,
    /// The length of the packed data.
    pub packed: u64,
}

/// What a local header and a central record both say.
#[derive(PartialEq, Eq)]
struct Figures {
    flags: u16,
    method: u16,
    name: Vec<u8>,
    crc: u32,
    packed: u32,
    size: u32,
}

/// Finds the entry, from the archive's end backwards, and proves that there is nothing else. Reads the headers only.
pub(super) fn only_entry<R: Read + Seek>(archive: &mut R) -> Result<ZipEntry, OpenError> {
    let (end_at, end) = find_end_record(archive)?;
    if end.short(4)? != 0 || end.short(6)? != 0 {
        return Err(OpenError::Archive("it spans several disks"));
    }
    let (here, total) = (end.short(8)?, end.short(10)?);
    let (directory_length, directory_at) = (end.long(12)?, end.long(16)?);
    if total == u16::MAX || directory_length == u32::MAX || directory_at == u32::MAX {
        return Err(OpenError::Archive("it is a zip64 archive"));
    }
    if here != 1 || total != 1 {
        return Err(OpenError::EntryCount(total));
    }

    let directory_at = u64::from(directory_at);
    let length = end_at
        .checked_sub(directory_at)
        .ok_or(OpenError::Archive("it is cut off"))?;
    let longest = CENTRAL_RECORD_LENGTH as u64 + 3 * LONGEST_FIELD;
    if length > longest {
        return Err(OpenError::Archive(
            "the directory holds more than one record",
        ));
    }
    let central = Fields(read_at(archive, directory_at, length)?);
    if central.long(0)? != CENTRAL_RECORD {
        return Err(OpenError::Archive(
            "the directory is not where the archive says",
        ));
    }
    let name_length = usize::from(central.short(28)?);
    let tail = usize::from(central.short(30)?) + usize::from(central.short(32)?);
    let record_length = CENTRAL_RECORD_LENGTH + name_length + tail;
    if record_length != central.0.len() || record_length != directory_length as usize {
        return Err(OpenError::Archive(
            "the directory holds more than one record",
        ));
    }
    let claimed = Figures {
        flags: central.short(8)?,
        method: central.short(10)?,
        name: central.slice(CENTRAL_RECORD_LENGTH, name_length)?.to_vec(),
        crc: central.long(16)?,
        packed: central.long(20)?,
        size: central.long(24)?,
    };
    if central.long(42)? != 0 {
        return Err(OpenError::Archive("something stands before the file"));
    }
    let at = data_start(archive, directory_at, &claimed)?;
    if claimed.flags & ENCRYPTED != 0 {
        return Err(OpenError::Archive("the file in it is encrypted"));
    }
    let deflated = match claimed.method {
        0 => false,
        8 => true,
        _ => {
            return Err(OpenError::Archive(
                "its compression method is neither stored nor deflated",
            ));
        }
    };
    Ok(ZipEntry {
        name: entry_name(&claimed.name, claimed.flags)?,
        deflated,
        size: u64::from(claimed.size),
        crc: claimed.crc,
        at,
        packed: u64::from(claimed.packed),
    })
}

/// Where the packed data begins, which fills all between local header and directory; after both headers have been compared.
fn data_start<R: Read + Seek>(
    archive: &mut R,
    directory_at: u64,
    claimed: &Figures,
) -> Result<u64, OpenError> {
    let longest = LOCAL_HEADER_LENGTH + 2 * LONGEST_FIELD;
    let local = Fields(read_at(archive, 0, directory_at.min(longest))?);
    if local.long(0)? != LOCAL_HEADER {
        return Err(OpenError::Archive("it does not begin with a file"));
    }
    let name_length = local.short(26)?;
    let mut found = Figures {
        flags: local.short(6)?,
        method: local.short(8)?,
        name: local
            .slice(LOCAL_HEADER_LENGTH as usize, name_length.into())?
            .to_vec(),
        crc: local.long(14)?,
        packed: local.long(18)?,
        size: local.long(22)?,
    };
    let data_at = LOCAL_HEADER_LENGTH + u64::from(name_length) + u64::from(local.short(28)?);
    let data_end = data_at + u64::from(claimed.packed);
    let rest = directory_at
        .checked_sub(data_end)
        .ok_or(OpenError::Archive("it is cut off"))?;
    let follows = found.flags & SIZES_FOLLOW != 0;
    if rest > DESCRIPTOR_LENGTH || (rest > 0 && !follows) {
        return Err(OpenError::Archive(
            "there are bytes between the file and the directory",
        ));
    }
    if follows {
        let descriptor = Fields(read_at(archive, data_end, rest)?);
        let signed = descriptor.long(0)? == DATA_DESCRIPTOR && rest == DESCRIPTOR_LENGTH;
        let figures_at = if signed { 4 } else { 0 };
        if descriptor.0.len() != figures_at + 12 {
            return Err(OpenError::Archive(
                "there are bytes between the file and the directory",
            ));
        }
        found.crc = descriptor.long(figures_at)?;
        found.packed = descriptor.long(figures_at + 4)?;
        found.size = descriptor.long(figures_at + 8)?;
    }
    if found != *claimed {
        return Err(OpenError::Archive("its two headers contradict each other"));
    }
    Ok(data_at)
}

/// The end record is the last thing in the archive but for its own comment. Where it begins, and what it says.
fn find_end_record<R: Read + Seek>(archive: &mut R) -> Result<(u64, Fields), OpenError> {
    let length = archive.seek(SeekFrom::End(0)).map_err(OpenError::Read)?;
    let tail_at = length.saturating_sub(END_RECORD_LENGTH + LONGEST_FIELD);
    let tail = read_at(archive, tail_at, length - tail_at)?;
    let last = tail
        .len()
        .checked_sub(END_RECORD_LENGTH as usize)
        .ok_or(OpenError::Archive("it is cut off"))?;
    for at in (0..=last).rev() {
        let is_record = tail[at..].starts_with(&END_RECORD.to_le_bytes())
            && usize::from(u16::from_le_bytes([tail[at + 20], tail[at + 21]])) == last - at;
        if is_record {
            return Ok((tail_at + at as u64, Fields(tail[at..].to_vec())));
        }
    }
    Err(OpenError::Archive(
        "it has no end record, or there is something after it",
    ))
}

/// A part of the archive, which the caller has bounded.
fn read_at<R: Read + Seek>(archive: &mut R, at: u64, length: u64) -> Result<Vec<u8>, OpenError> {
    let mut read = || -> io::Result<Vec<u8>> {
        archive.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        archive.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(OpenError::Read)
}

/// The entry's name as text: UTF-8 when flagged, else GBK, of which ASCII is a part.
fn entry_name(bytes: &[u8], flags: u16) -> Result<String, OpenError> {
    let name = if flags & NAME_IS_UTF8 != 0 {
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    } else {
        GBK.decode_without_bom_handling_and_without_replacement(bytes)
            .map(|name| name.into_owned())
    }
    .ok_or(OpenError::EntryName)?;
    let unsafe_character =
        |character: char| matches!(character, '/' | '\\' | ':') || character.is_control();
    if name.is_empty() || name == "." || name == ".." || name.contains(unsafe_character) {
        return Err(OpenError::EntryName);
    }
    Ok(name)
}

/// Little-endian fields of a record; reading past its end means that the archive is cut off.
struct Fields(Vec<u8>);

impl Fields {
    fn slice(&self, at: usize, length: usize) -> Result<&[u8], OpenError> {
        at.checked_add(length)
            .and_then(|end| self.0.get(at..end))
            .ok_or(OpenError::Archive("it is cut off"))
    }

    fn short(&self, at: usize) -> Result<u16, OpenError> {
        self.slice(at, 2)
            .map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn long(&self, at: usize) -> Result<u32, OpenError> {
        self.slice(at, 4)
            .map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}
