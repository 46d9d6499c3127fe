//! What a picture's first bytes say: its kind, size and colours, without decoding it.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use crate::order::{Content, PictureState};

/// How many segments of a JPEG file may stand before its frame.
const SEGMENTS: usize = 200;
/// How far before the end of the file the end-of-image marker may stand; cameras append things.
const TAIL: u64 = 1024;

/// Looks at the file at `path`.
pub(super) fn inspect(path: &Path) -> PictureState {
    match look_at_file(path) {
        Ok(Some((bytes, content))) => PictureState::Found { bytes, content },
        Ok(None) | Err(_) => PictureState::Missing,
    }
}

/// Looks at a picture that lies in no file of the operator's.
pub fn inspect_bytes(picture: &[u8]) -> PictureState {
    let content = look(Cursor::new(picture)).unwrap_or(Content::Other);
    PictureState::Found {
        bytes: picture.len() as u64,
        content,
    }
}

fn look_at_file(path: &Path) -> io::Result<Option<(u64, Content)>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(None);
    }
    Ok(Some((metadata.len(), look(file)?)))
}

fn look(picture: impl Read + Seek) -> io::Result<Content> {
    let mut reader = BufReader::with_capacity(4096, picture);
    let mut head = Vec::new();
    reader.by_ref().take(24).read_to_end(&mut head)?;
    Ok(match head.as_slice() {
        [0xff, 0xd8, 0xff, ..] => {
            reader.seek(SeekFrom::Start(2))?;
            jpeg(&mut reader)?.unwrap_or(Content::Other)
        }
        [
            0x89,
            b'P',
            b'N',
            b'G',
            13,
            10,
            26,
            10,
            _,
            _,
            _,
            _,
            b'I',
            b'H',
            b'D',
            b'R',
            size @ ..,
        ] if size.len() == 8 => {
            let number = |at: usize| {
                u32::from_be_bytes([size[at], size[at + 1], size[at + 2], size[at + 3]])
            };
            Content::Png {
                width: number(0),
                height: number(4),
            }
        }
        _ => Content::Other,
    })
}

/// Follows the segments from after the start marker to the frame, then looks for the end marker.
fn jpeg(reader: &mut BufReader<impl Read + Seek>) -> io::Result<Option<Content>> {
    for _ in 0..SEGMENTS {
        let mut segment = [0; 4];
        if reader.read_exact(&mut segment[..2]).is_err() || segment[0] != 0xff {
            return Ok(None);
        }
        // A marker may be preceded by any number of fill bytes.
        while segment[1] == 0xff {
            if reader.read_exact(&mut segment[1..2]).is_err() {
                return Ok(None);
            }
        }
        let marker = segment[1];
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            continue;
        }
        // The scan or the end before any frame: no picture.
        if matches!(marker, 0xd9 | 0xda) || reader.read_exact(&mut segment[2..]).is_err() {
            return Ok(None);
        }
        let length = u16::from_be_bytes([segment[2], segment[3]]);
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if !is_frame {
            reader.seek_relative(i64::from(length.saturating_sub(2)))?;
            continue;
        }
        let mut frame = [0; 6];
        if reader.read_exact(&mut frame).is_err() {
            return Ok(None);
        }
        let number = |at: usize| u32::from(u16::from_be_bytes([frame[at], frame[at + 1]]));
        let (height, width, components) = (number(1), number(3), frame[5]);
        return Ok(Some(Content::Jpeg {
            width,
            height,
            components,
            complete: is_complete(reader)?,
        }));
    }
    Ok(None)
}

/// Within coded data no `FF D9` can stand, so one near the end is the marker.
fn is_complete(reader: &mut BufReader<impl Read + Seek>) -> io::Result<bool> {
    let here = reader.stream_position()?;
    let end = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(end.saturating_sub(TAIL).max(here)))?;
    let mut tail = Vec::new();
    reader.read_to_end(&mut tail)?;
    Ok(tail.windows(2).any(|pair| pair == [0xff, 0xd9]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(bytes: &[u8]) -> Content {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(inspect(&path), inspect_bytes(bytes));
        match inspect(&path) {
            PictureState::Found {
                bytes: size,
                content,
            } => {
                assert_eq!(size, bytes.len() as u64);
                content
            }
            PictureState::Missing => panic!("the file was written"),
        }
    }

    fn jpeg(width: u16, height: u16, color: jpeg_encoder::ColorType, components: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels = vec![127; usize::from(width) * usize::from(height) * components];
        jpeg_encoder::Encoder::new(&mut bytes, 60)
            .encode(&pixels, width, height, color)
            .unwrap();
        bytes
    }

    #[test]
    fn the_size_and_colours_of_a_jpeg_are_in_its_frame() {
        let grey = jpeg(48, 64, jpeg_encoder::ColorType::Luma, 1);
        assert_eq!(
            content(&grey),
            Content::Jpeg {
                width: 48,
                height: 64,
                components: 1,
                complete: true
            }
        );
        let colour = jpeg(64, 48, jpeg_encoder::ColorType::Rgb, 3);
        assert_eq!(
            content(&colour),
            Content::Jpeg {
                width: 64,
                height: 48,
                components: 3,
                complete: true
            }
        );
    }

    #[test]
    fn a_jpeg_cut_short_is_incomplete_and_appended_bytes_do_not_matter() {
        let mut bytes = jpeg(200, 200, jpeg_encoder::ColorType::Luma, 1);
        bytes.extend([0; 500]);
        assert!(matches!(
            content(&bytes),
            Content::Jpeg { complete: true, .. }
        ));
        bytes.truncate(bytes.len() - 502);
        assert!(matches!(
            content(&bytes),
            Content::Jpeg {
                complete: false,
                ..
            }
        ));
    }

    #[test]
    fn a_png_is_known_by_its_content_and_all_else_is_other() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x84\0\0\x04\xb0\x08\x02";
        assert_eq!(
            content(png),
            Content::Png {
                width: 900,
                height: 1200
            }
        );
        for bytes in [
            &b"GIF89a"[..],
            b"",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0\xff\xff",
            b"\x89PNG\r\n\x1a\n",
        ] {
            assert_eq!(content(bytes), Content::Other);
        }
    }

    #[test]
    fn a_folder_and_a_missing_file_are_no_pictures() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(inspect(folder.path()), PictureState::Missing);
        assert_eq!(
            inspect(&folder.path().join("no.jpg")),
            PictureState::Missing
        );
    }
}
