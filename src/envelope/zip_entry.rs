//! Reads an archive that must hold one file and nothing else.
//!
//! General zip readers forgive: they skip what stands before the first entry or after the last record, prefer one
//! of two contradicting headers, and let the second of two equal names hide the first. Here every byte of the
//! archive has to be accounted for by one local header, its data, an optional data descriptor, one central
//! record and the end record, and the figures of all of them have to agree.

use encoding_rs::GBK;

use super::OpenError;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const DATA_DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL_RECORD: u32 = 0x0201_4b50;
const END_RECORD: u32 = 0x0605_4b50;

const LOCAL_HEADER_LENGTH: usize = 30;
const CENTRAL_RECORD_LENGTH: usize = 46;
const END_RECORD_LENGTH: usize = 22;

/// General purpose flags: bit 0 encrypted, bit 3 sizes follow the data, bit 11 the name is UTF-8.
const ENCRYPTED: u16 = 1;
const SIZES_FOLLOW: u16 = 1 << 3;
const NAME_IS_UTF8: u16 = 1 << 11;

/// The one entry of an archive: what its headers claim, and its data still packed.
#[derive(Debug)]
pub(super) struct ZipEntry<'a> {
    /// The file's name: no path, not empty.
    pub name: String,
    /// Whether the data is deflated; else it is stored.
    pub deflated: bool,
    /// The size after unpacking, as claimed.
    pub size: u64,
    /// The CRC-32 of the unpacked data, as claimed.
    pub crc: u32,
    /// The data as it lies in the archive.
    pub data: &'a [u8],
}

/// What a local header and a central record both say.
#[derive(PartialEq, Eq)]
struct Figures<'a> {
    flags: u16,
    method: u16,
    name: &'a [u8],
    crc: u32,
    packed: u32,
    size: u32,
}

/// Finds the entry, from the archive's end backwards, and proves that there is nothing else.
pub(super) fn only_entry(archive: &[u8]) -> Result<ZipEntry<'_>, OpenError> {
    let end_at = find_end_record(archive)?;
    let end = Fields(&archive[end_at..]);
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

    let directory_at = directory_at as usize;
    let central = Fields(
        archive
            .get(directory_at..end_at)
            .ok_or(OpenError::Archive("it is cut off"))?,
    );
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
        name: central.slice(CENTRAL_RECORD_LENGTH, name_length)?,
        crc: central.long(16)?,
        packed: central.long(20)?,
        size: central.long(24)?,
    };
    if central.long(42)? != 0 {
        return Err(OpenError::Archive("something stands before the file"));
    }
    let data = entry_data(&archive[..directory_at], &claimed)?;
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
        name: entry_name(claimed.name, claimed.flags)?,
        deflated,
        size: u64::from(claimed.size),
        crc: claimed.crc,
        data,
    })
}

/// The packed data between local header and directory, after both headers have been compared.
fn entry_data<'a>(area: &'a [u8], claimed: &Figures<'_>) -> Result<&'a [u8], OpenError> {
    let local = Fields(area);
    if local.long(0)? != LOCAL_HEADER {
        return Err(OpenError::Archive("it does not begin with a file"));
    }
    let name_length = usize::from(local.short(26)?);
    let data_at = LOCAL_HEADER_LENGTH + name_length + usize::from(local.short(28)?);
    let mut found = Figures {
        flags: local.short(6)?,
        method: local.short(8)?,
        name: local.slice(LOCAL_HEADER_LENGTH, name_length)?,
        crc: local.long(14)?,
        packed: local.long(18)?,
        size: local.long(22)?,
    };
    let data = local.slice(data_at, claimed.packed as usize)?;
    let rest = &area[data_at + data.len()..];
    if found.flags & SIZES_FOLLOW != 0 {
        let descriptor = Fields(rest);
        let signed = descriptor.long(0)? == DATA_DESCRIPTOR && rest.len() == 16;
        let figures_at = if signed { 4 } else { 0 };
        if rest.len() != figures_at + 12 {
            return Err(OpenError::Archive(
                "there are bytes between the file and the directory",
            ));
        }
        found.crc = descriptor.long(figures_at)?;
        found.packed = descriptor.long(figures_at + 4)?;
        found.size = descriptor.long(figures_at + 8)?;
    } else if !rest.is_empty() {
        return Err(OpenError::Archive(
            "there are bytes between the file and the directory",
        ));
    }
    if found != *claimed {
        return Err(OpenError::Archive("its two headers contradict each other"));
    }
    Ok(data)
}

/// The end record is the last thing in the archive but for its own comment.
fn find_end_record(archive: &[u8]) -> Result<usize, OpenError> {
    let last = archive
        .len()
        .checked_sub(END_RECORD_LENGTH)
        .ok_or(OpenError::Archive("it is cut off"))?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    for at in (first..=last).rev() {
        let record = Fields(&archive[at..]);
        if record.long(0)? == END_RECORD && usize::from(record.short(20)?) == last - at {
            return Ok(at);
        }
    }
    Err(OpenError::Archive(
        "it has no end record, or there is something after it",
    ))
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
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn slice(&self, at: usize, length: usize) -> Result<&'a [u8], OpenError> {
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
