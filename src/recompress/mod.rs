//! Pictures as they are sent: JPEG within the interface's limits, upright, and without what a camera wrote about people
//! and places.
//!
//! A JPEG that fits is sent with the same picture data; only its EXIF and similar segments are taken out. Anything else,
//! a PNG, a picture that is too large or that its EXIF says to turn, is decoded and encoded again as sharp as the limit
//! allows: a lower quality is tried first, fewer pixels only when no quality that stays legible fits. The same bytes and
//! limit give the same result, on any machine and thread.

mod cache;
mod encode;
mod segments;

use std::borrow::Cow;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use cache::{Cache, Key};

/// Most pixels of a picture that is decoded; a camera of fifty megapixels is within.
const MOST_PIXELS: u64 = 64_000_000;
/// Below this quality the loss is worth knowing.
const WORTH_KNOWING: u8 = 60;

/// Fits pictures, each content once.
#[derive(Debug, Default)]
pub struct Recompressor {
    cache: Cache,
}

/// A picture that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted<'c> {
    /// The JPEG file.
    pub content: Cow<'c, [u8]>,
    /// How it was encoded, where it was.
    pub encoding: Option<Encoding>,
}

/// How a picture was encoded again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Quality of the JPEG, 1 to 100.
    pub quality: u8,
    /// Width and height of what is sent.
    pub size: (u32, u32),
    /// Width and height of the original, upright.
    pub original: (u32, u32),
}

/// Why a picture cannot be made to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no JPEG or PNG, or a broken one.
    Unreadable,
    /// It is a JPEG with a scan for each colour, which the decoder gets wrong.
    SeparateScans,
    /// It has too many pixels to be decoded.
    TooManyPixels,
    /// It would have to be too small to be legible.
    TooSmall,
}

impl Encoding {
    /// Whether an operator should look at the result.
    pub fn is_worth_knowing(&self) -> bool {
        self.quality < WORTH_KNOWING || self.size != self.original
    }
}

impl Recompressor {
    /// One that keeps its results in `folder` for the next run; it may be deleted at any time.
    pub fn with_folder(folder: PathBuf) -> Self {
        Self {
            cache: Cache::with_folder(folder, true),
        }
    }

    /// One that uses what lies in `folder` and writes nothing.
    pub fn reading(folder: PathBuf) -> Self {
        Self {
            cache: Cache::with_folder(folder, false),
        }
    }

    /// `content` as it is sent, in at most `most` bytes.
    ///
    /// # Errors
    /// What is no picture, or no longer one when it fits.
    pub fn fit<'c>(&self, content: &'c [u8], most: u64) -> Result<Fitted<'c>, Unfit> {
        if let Some(cleaned) = segments::cleaned(content)
            && cleaned.len() as u64 <= most
        {
            return Ok(Fitted {
                content: cleaned,
                encoding: None,
            });
        }
        let key = Key::new(content, most);
        if let Some((content, encoding)) = self.cache.get(&key) {
            return Ok(fitted(&content, encoding));
        }
        let image = decode(content)?;
        let (content, encoding) = encode::fit(&image, most)?;
        let content: Arc<[u8]> = content.into();
        self.cache.put(&key, &content, encoding);
        Ok(fitted(&content, encoding))
    }
}

fn fitted<'c>(content: &[u8], encoding: Encoding) -> Fitted<'c> {
    Fitted {
        content: Cow::Owned(content.to_vec()),
        encoding: Some(encoding),
    }
}

/// The picture upright, in colour or grey as it was, on white where it was transparent.
fn decode(content: &[u8]) -> Result<DynamicImage, Unfit> {
    let format = image::guess_format(content).map_err(|_| Unfit::Unreadable)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png) {
        return Err(Unfit::Unreadable);
    }
    if segments::has_separate_scans(content) {
        return Err(Unfit::SeparateScans);
    }
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::Unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::TooManyPixels);
    }
    let orientation = decoder.orientation().map_err(|_| Unfit::Unreadable)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::Unreadable)?;
    image.apply_orientation(orientation);
    Ok(encode::flattened(image))
}

#[cfg(test)]
mod tests;
