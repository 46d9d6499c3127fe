//! The sharpest JPEG within a number of bytes.

use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{Encoding, Unfit};

/// Nobody sees the difference to a higher quality.
const BEST: u8 = 92;
/// Below this quality small print frays; fewer pixels are better then.
const WORST: u8 = 25;
/// From this quality on the colours keep their full resolution: red seals stay sharp.
const FULL_COLOR: u8 = 85;
/// Fewest pixels on the shorter side of what is sent.
const SHORTEST_SIDE: u32 = 200;
/// How many sizes are tried at most; each is a good deal smaller than the one before.
const SIZES: usize = 12;

/// `image` as a JPEG of at most `most` bytes, and how it was encoded.
pub(super) fn fit(image: &DynamicImage, most: u64) -> Result<(Vec<u8>, Encoding), Unfit> {
    let original = (image.width(), image.height());
    let mut smaller: Option<DynamicImage> = None;
    for _ in 0..SIZES {
        let picture = smaller.as_ref().unwrap_or(image);
        let size = (picture.width(), picture.height());
        match sharpest(picture, most)? {
            Ok((content, quality)) => {
                let encoding = Encoding {
                    quality,
                    size,
                    original,
                };
                return Ok((content, encoding));
            }
            Err(bytes) => {
                // The number of bytes goes with the number of pixels, a little less than in proportion.
                let ratio = (most as f64 / bytes as f64).sqrt() * 0.97;
                let ratio = ratio.clamp(0.3, 0.95);
                let scaled = |side: u32| ((f64::from(side) * ratio).round() as u32).max(1);
                let (width, height) = (scaled(size.0), scaled(size.1));
                if width.min(height) < SHORTEST_SIDE {
                    return Err(Unfit::TooSmall);
                }
                smaller = Some(image.resize_exact(width, height, FilterType::CatmullRom));
            }
        }
    }
    Err(Unfit::TooSmall)
}

/// The highest quality that fits, or else how many bytes the lowest one takes.
fn sharpest(image: &DynamicImage, most: u64) -> Result<Result<(Vec<u8>, u8), usize>, Unfit> {
    let fits = |content: &Vec<u8>| content.len() as u64 <= most;
    let worst = encode(image, WORST)?;
    if !fits(&worst) {
        return Ok(Err(worst.len()));
    }
    let best = encode(image, BEST)?;
    if fits(&best) {
        return Ok(Ok((best, BEST)));
    }
    let (mut low, mut high) = (WORST, BEST);
    let mut found = worst;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let content = encode(image, middle)?;
        if fits(&content) {
            (low, found) = (middle, content);
        } else {
            high = middle;
        }
    }
    Ok(Ok((found, low)))
}

fn encode(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Unfit> {
    let side = |side: u32| u16::try_from(side).map_err(|_| Unfit::TooManyPixels);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let mut content = Vec::new();
    let mut encoder = Encoder::new(&mut content, quality);
    // With tables of its own this encoder writes each colour in a scan of its own, which not every decoder reads.
    encoder.set_sampling_factor(if quality >= FULL_COLOR {
        SamplingFactor::F_1_1
    } else {
        SamplingFactor::F_2_2
    });
    let encoded = match image {
        DynamicImage::ImageLuma8(grey) => {
            encoder.encode(grey.as_raw(), width, height, ColorType::Luma)
        }
        DynamicImage::ImageRgb8(color) => {
            encoder.encode(color.as_raw(), width, height, ColorType::Rgb)
        }
        other => {
            let color = other.to_rgb8();
            encoder.encode(color.as_raw(), width, height, ColorType::Rgb)
        }
    };
    encoded.map_err(|_| Unfit::Unreadable)?;
    Ok(content)
}

/// The picture in eight bits of grey or colour, transparent parts on white.
pub(super) fn flattened(image: DynamicImage) -> DynamicImage {
    let color = image.color();
    if color.has_alpha() {
        let rgba = image.to_rgba8();
        let mut flat = RgbImage::new(rgba.width(), rgba.height());
        for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
            let [red, green, blue, alpha] = from.0.map(u16::from);
            let on_white = |value: u16| ((value * alpha + 255 * (255 - alpha)) / 255) as u8;
            to.0 = [on_white(red), on_white(green), on_white(blue)];
        }
        let flat = DynamicImage::ImageRgb8(flat);
        return if color.has_color() {
            flat
        } else {
            DynamicImage::ImageLuma8(flat.to_luma8())
        };
    }
    match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => image,
        other if color.has_color() => DynamicImage::ImageRgb8(other.to_rgb8()),
        other => DynamicImage::ImageLuma8(other.to_luma8()),
    }
}
