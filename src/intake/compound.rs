//! Refuses workbooks of before 2007 that would fill the memory, before their reader sees them.
//!
//! Such a file is a small file system of sectors in chains, and its sheets are streams of records. The reader follows a
//! chain that runs in a circle without end, and makes room for as many cells as a sheet claims to have; so chains and
//! claims are looked at first.

use super::bounds::Bounds;
use crate::order::Text;

/// Whether the workbook may be opened; in words why not.
pub(super) fn inspect(file: &[u8], bounds: &Bounds) -> Result<(), Text> {
    let damaged = || {
        Text::new(
            "工作簿损坏，或设有打开密码",
            "the workbook is broken, or needs a password to open",
        )
    };
    let workbook = Compound::open(file)
        .and_then(|compound| compound.workbook())
        .ok_or_else(damaged)?;
    if extent(&workbook) > bounds.cells {
        return Err(Text::new(
            "工作表的范围太大，没有读取",
            "a sheet extends too far and was not read",
        ));
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|four| u32::from_le_bytes(*four))
}

/// Numbers from here on are no sectors: free, end of chain, and the like.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Streams below this size lie in the stream of small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// The file system: every chain in it ends, and no stream is longer than the file.
struct Compound<'f> {
    file: &'f [u8],
    sector: usize,
    next: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    name: Vec<u8>,
    start: u32,
    length: usize,
}

impl<'f> Compound<'f> {
    /// Reads header, sector table and directory; `None` when something in them cannot be right.
    fn open(file: &'f [u8]) -> Option<Self> {
        let sector = match u16_at(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Self {
            file,
            sector,
            next: Vec::new(),
            entries: Vec::new(),
        };
        let mut tables: Vec<u32> = numbers(file.get(76..512)?).collect();
        let mut more = u32_at(file, 68)?;
        let mut seen = 0;
        while more < NO_SECTOR {
            seen += 1;
            let (list, next) = compound.sector(more)?.split_last_chunk::<4>()?;
            tables.extend(numbers(list));
            more = u32::from_le_bytes(*next);
            if seen > file.len() / sector {
                return None;
            }
        }
        for table in tables.into_iter().filter(|id| *id < NO_SECTOR) {
            let table = compound.sector(table)?;
            compound.next.extend(numbers(table));
        }
        let directory = compound.chain(u32_at(file, 48)?, usize::MAX)?;
        let small_table = usize::try_from(u32_at(file, 64)?).ok()?;
        if small_table > file.len() / sector {
            return None;
        }
        for entry in directory.chunks_exact(128) {
            let length = usize::try_from(u32_at(entry, 120)?).ok()?;
            if length > file.len() || (sector == 4096 && u32_at(entry, 124)? != 0) {
                return None;
            }
            let letters = entry[..64]
                .as_chunks()
                .0
                .iter()
                .map(|pair: &[u8; 2]| pair[0]);
            let name = letters.take_while(|letter| *letter != 0).collect();
            compound.entries.push(Entry {
                name,
                start: u32_at(entry, 116)?,
                length,
            });
        }
        Some(compound)
    }

    fn sector(&self, id: u32) -> Option<&'f [u8]> {
        // The header takes the place of one sector.
        let start = usize::try_from(id)
            .ok()?
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let rest = self.file.get(start..)?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The first `length` bytes of a chain; `None` when it runs in a circle.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut id = start;
        while id < NO_SECTOR && bytes.len() < length {
            bytes.extend(self.sector(id)?);
            if bytes.len() > self.file.len() {
                return None;
            }
            id = *self.next.get(usize::try_from(id).ok()?)?;
        }
        bytes.truncate(length);
        Some(bytes)
    }

    /// The stream that holds the sheets.
    fn workbook(&self) -> Option<Vec<u8>> {
        let is_workbook = |entry: &&Entry| {
            entry.name.eq_ignore_ascii_case(b"workbook") || entry.name.eq_ignore_ascii_case(b"book")
        };
        let stream = self.entries.iter().find(is_workbook)?;
        if stream.length >= SMALL_STREAM {
            return self.chain(stream.start, stream.length);
        }
        let root = self.entries.first()?;
        let small = self.chain(root.start, root.length)?;
        let table: Vec<u32> = numbers(&self.chain(u32_at(self.file, 60)?, usize::MAX)?).collect();
        let mut bytes = Vec::new();
        let mut id = usize::try_from(stream.start).ok()?;
        while bytes.len() < stream.length {
            bytes.extend(small.get(id * SMALL_SECTOR..(id + 1) * SMALL_SECTOR)?);
            id = usize::try_from(*table.get(id)?).ok()?;
        }
        Some(bytes)
    }
}

/// The cells that all sheets take when they are laid out, by what they claim and by where their cells stand.
fn extent(stream: &[u8]) -> u64 {
    const BEGIN: u16 = 0x0809;
    const DIMENSIONS: u16 = 0x0200;
    const SEVERAL: u16 = 0x00bd;
    const CELLS: [u16; 7] = [0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];
    let mut total = 0_u64;
    let (mut rows, mut columns, mut claimed) = (0_u64, 0_u64, 0_u64);
    let mut rest = stream;
    while let (Some(kind), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let Some(record) = rest.get(4..4 + usize::from(length)) else {
            break;
        };
        rest = &rest[4 + usize::from(length)..];
        let number = |at| u64::from(u16_at(record, at).unwrap_or(0));
        let long = |at| u64::from(u32_at(record, at).unwrap_or(0));
        match kind {
            BEGIN => {
                total = total.saturating_add(claimed.max(rows * columns));
                (rows, columns, claimed) = (0, 0, 0);
            }
            DIMENSIONS if record.len() == 10 => {
                claimed = claim(number(0), number(2), number(6));
            }
            DIMENSIONS => claimed = claim(long(0), long(4), number(10)),
            SEVERAL => {
                rows = rows.max(number(0) + 1);
                columns = columns.max(number(record.len().saturating_sub(2)) + 1);
            }
            kind if CELLS.contains(&kind) => {
                rows = rows.max(number(0) + 1);
                columns = columns.max(number(2) + 1);
            }
            _ => {}
        }
    }
    total.saturating_add(claimed.max(rows * columns))
}

/// Cells from the first row to before the last one. A claim turned round would be taken for the largest of all.
fn claim(first: u64, last: u64, columns: u64) -> u64 {
    if first > last {
        u64::MAX
    } else {
        last.saturating_mul(columns.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, words: &[u16]) -> Vec<u8> {
        let length = u16::try_from(words.len() * 2).unwrap();
        [kind, length]
            .iter()
            .chain(words)
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }

    #[test]
    fn a_sheet_counts_with_what_it_claims_or_with_its_farthest_cell() {
        let claim = record(0x0200, &[0, 0, 0x10, 0, 0, 4, 0]);
        assert_eq!(extent(&claim), 64);
        let turned_round = record(0x0200, &[5, 0, 2, 0, 0, 4, 0]);
        assert_eq!(extent(&turned_round), u64::MAX);
        let cell = record(0x0203, &[99, 9, 0, 0, 0, 0, 0]);
        assert_eq!(extent(&[claim.clone(), cell.clone()].concat()), 1000);
        let begin = record(0x0809, &[0, 0]);
        assert_eq!(extent(&[begin.clone(), claim, begin, cell].concat()), 1064);
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_has_no_end_and_is_refused() {
        let file = vec![0; 512 * 4];
        let compound = Compound {
            file: &file,
            sector: 512,
            next: vec![1, 0, 0xffff_fffe],
            entries: Vec::new(),
        };
        assert!(compound.chain(0, usize::MAX).is_none());
        assert_eq!(
            compound.chain(2, usize::MAX).map(|bytes| bytes.len()),
            Some(512)
        );
        assert_eq!(compound.chain(0, 100).map(|bytes| bytes.len()), Some(100));
    }
}
