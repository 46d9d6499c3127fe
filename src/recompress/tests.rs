//! Pictures made to fit: quality before pixels, upright, legible.

use image::{GrayImage, Luma, Rgb, RgbImage};

use super::*;

/// A certificate's limit: 100 000 characters of base64.
const MOST: u64 = 75_000;

/// Five columns of seven dots for each digit, lowest dot in the lowest bit.
const DIGITS: [[u8; 5]; 10] = [
    [0x3e, 0x51, 0x49, 0x45, 0x3e],
    [0x00, 0x42, 0x7f, 0x40, 0x00],
    [0x42, 0x61, 0x51, 0x49, 0x46],
    [0x21, 0x41, 0x45, 0x4b, 0x31],
    [0x18, 0x14, 0x12, 0x7f, 0x10],
    [0x27, 0x45, 0x45, 0x45, 0x39],
    [0x3c, 0x4a, 0x49, 0x49, 0x30],
    [0x01, 0x71, 0x09, 0x05, 0x03],
    [0x36, 0x49, 0x49, 0x49, 0x36],
    [0x06, 0x49, 0x49, 0x29, 0x1e],
];

/// A scanned form: paper with grain, a grid of fields, numbers in small print, a red seal.
fn form(width: u32, height: u32) -> RgbImage {
    let mut noise = 7_u32;
    let mut form = RgbImage::from_fn(width, height, |_, _| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (noise >> 24) as u8 % 5;
        Rgb([244 - grain, 242 - grain, 234 - grain])
    });
    let ink = Rgb([40, 40, 52]);
    for line in (60..height - 20).step_by(66) {
        for x in 40..width - 40 {
            form.put_pixel(x, line, ink);
        }
        let mut number = line;
        for digit in 0..(width - 120) / 28 {
            number = number.wrapping_mul(48_271) % 2_147_483_647;
            let columns = DIGITS[(number % 10) as usize];
            for (column, dots) in (0..).zip(columns) {
                for dot in (0..7).filter(|dot| dots >> dot & 1 == 1) {
                    let (x, y) = (50 + digit * 14 + column * 2, line + 12 + dot * 2);
                    for (x, y) in [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)] {
                        form.put_pixel(x, y, ink);
                    }
                }
            }
        }
    }
    let (center, radius) = ((width - 220, height - 220), 120.0);
    for (x, y, pixel) in form.enumerate_pixels_mut() {
        let distance = f64::hypot(
            f64::from(x) - f64::from(center.0),
            f64::from(y) - f64::from(center.1),
        );
        if (distance - radius).abs() < 4.0 {
            *pixel = Rgb([206, 38, 44]);
        }
    }
    // A scanner has no edges sharper than its lens.
    image::imageops::blur(&form, 0.8)
}

fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (image.width() as u16, image.height() as u16);
    jpeg_encoder::Encoder::new(&mut bytes, quality)
        .encode(image.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

fn png(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF segment that holds an orientation.
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend(orientation.to_be_bytes());
    exif.extend(b"\0\0\0\0\0\0GPS 30.27N 120.15E");
    let length = (exif.len() as u16 + 2).to_be_bytes();
    let segment = [&[0xff, 0xe1], &length[..], &exif].concat();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

fn decoded(content: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(content, ImageFormat::Jpeg).unwrap()
}

/// Structural similarity of two grey pictures, the mean over windows of eight by eight pixels.
fn similarity(a: &GrayImage, b: &GrayImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let (c1, c2) = (6.5025, 58.5225);
    let mut sum = 0.0;
    let mut windows = 0.0;
    for top in (0..a.height() - 7).step_by(4) {
        for left in (0..a.width() - 7).step_by(4) {
            let pixels = || (0..64).map(|n| (left + n % 8, top + n / 8));
            let value = |image: &GrayImage, (x, y)| f64::from(image.get_pixel(x, y).0[0]);
            let mean = |image| pixels().map(|at| value(image, at)).sum::<f64>() / 64.0;
            let (ma, mb) = (mean(a), mean(b));
            let (mut va, mut vb, mut both) = (0.0, 0.0, 0.0);
            for at in pixels() {
                let (da, db) = (value(a, at) - ma, value(b, at) - mb);
                va += da * da / 63.0;
                vb += db * db / 63.0;
                both += da * db / 63.0;
            }
            sum += (2.0 * ma * mb + c1) * (2.0 * both + c2)
                / ((ma * ma + mb * mb + c1) * (va + vb + c2));
            windows += 1.0;
        }
    }
    sum / windows
}

#[test]
fn a_jpeg_that_fits_keeps_its_bytes() {
    let picture = jpeg(&form(400, 500), 60);
    let fitted = Recompressor::default().fit(&picture, MOST).unwrap();
    assert_eq!(fitted.content, picture);
    assert_eq!(fitted.encoding, None);
}

#[test]
fn exif_is_taken_out_and_the_picture_data_stays() {
    let picture = jpeg(&form(400, 500), 60);
    let fitter = Recompressor::default();
    let with = with_exif(&picture, 1);
    assert_eq!(fitter.fit(&with, MOST).unwrap().content, picture);
    let turned = with_exif(&picture, 6);
    let fitted = fitter.fit(&turned, MOST).unwrap();
    assert!(!fitted.content.windows(4).any(|bytes| bytes == b"Exif"));
    assert!(!fitted.content.windows(3).any(|bytes| bytes == b"GPS"));
}

#[test]
fn a_picture_is_turned_the_way_its_exif_says() {
    let mut picture = RgbImage::from_pixel(64, 32, Rgb([255, 255, 255]));
    for y in 0..16 {
        for x in 0..16 {
            picture.put_pixel(x, y, Rgb([0, 0, 0]));
        }
    }
    // 6: the first row is at the right; the dark corner goes from top left to top right.
    let turned = with_exif(&jpeg(&picture, 90), 6);
    let fitted = Recompressor::default().fit(&turned, MOST).unwrap();
    let upright = decoded(&fitted.content).to_luma8();
    assert_eq!(upright.dimensions(), (32, 64));
    assert!(upright.get_pixel(28, 4).0[0] < 60);
    assert!(upright.get_pixel(4, 4).0[0] > 200);
}

#[test]
fn a_png_becomes_a_jpeg_and_what_was_transparent_becomes_white() {
    let mut picture = image::RgbaImage::from_pixel(300, 200, image::Rgba([10, 10, 10, 0]));
    picture.put_pixel(0, 0, image::Rgba([10, 10, 10, 255]));
    let fitted = png(&DynamicImage::ImageRgba8(picture));
    let fitted = Recompressor::default().fit(&fitted, MOST).unwrap().content;
    assert!(fitted.starts_with(&[0xff, 0xd8]));
    assert!(decoded(&fitted).to_luma8().get_pixel(150, 100).0[0] > 250);
    let grey = GrayImage::from_pixel(300, 300, Luma([90]));
    let grey = png(&DynamicImage::ImageLuma8(grey));
    let fitted = Recompressor::default().fit(&grey, MOST).unwrap().content;
    assert_eq!(decoded(&fitted).color(), image::ColorType::L8);
}

#[test]
fn quality_falls_first_and_pixels_last() {
    let fitter = Recompressor::default();
    let page = jpeg(&form(1000, 1400), 95);
    assert!(page.len() as u64 > 150_000);
    let fitted = fitter.fit(&page, MOST).unwrap();
    let encoding = fitted.encoding.unwrap();
    assert!(fitted.content.len() as u64 <= MOST);
    assert_eq!(encoding.size, encoding.original, "{encoding:?}");
    // The next better quality would not have fitted.
    assert!(
        fitted.content.len() as u64 > MOST * 9 / 10,
        "{}",
        fitted.content.len()
    );
    let large = jpeg(&form(2000, 2600), 80);
    let fitted = fitter.fit(&large, MOST).unwrap();
    let encoding = fitted.encoding.unwrap();
    assert!(fitted.content.len() as u64 <= MOST);
    assert!(
        encoding.size.0 < encoding.original.0 && encoding.quality >= 25,
        "{encoding:?}"
    );
    assert!(encoding.is_worth_knowing());
}

#[test]
fn the_print_of_a_scanned_form_stays_legible() {
    let page = jpeg(&form(1000, 1400), 95);
    let fitted = Recompressor::default().fit(&page, MOST).unwrap();
    let grey = |content: &[u8]| decoded(content).to_luma8();
    let original = grey(&page);
    let found = similarity(&original, &grey(&fitted.content));
    // The same page at a quality at which nobody could read the numbers.
    let poor = similarity(&original, &grey(&jpeg(&form(1000, 1400), 2)));
    println!(
        "similarity {found:.4}, at quality 2 {poor:.4}, {:?}",
        fitted.encoding
    );
    assert!(found > 0.9, "{found}");
    assert!(poor < found - 0.1, "{poor}");
}

#[test]
fn a_picture_in_separate_scans_is_not_decoded_wrongly() {
    let form = form(1000, 1400);
    let mut separate = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut separate, 80);
    encoder.set_optimized_huffman_tables(true);
    let color = jpeg_encoder::ColorType::Rgb;
    encoder.encode(form.as_raw(), 1000, 1400, color).unwrap();
    let fitter = Recompressor::default();
    assert_eq!(fitter.fit(&separate, MOST), Err(Unfit::SeparateScans));
    assert!(fitter.fit(&separate, separate.len() as u64).is_ok());
}

#[test]
fn what_is_no_picture_does_not_fit() {
    let fitter = Recompressor::default();
    assert_eq!(fitter.fit(b"GIF89a", MOST), Err(Unfit::Unreadable));
    let page = jpeg(&form(1000, 1400), 95);
    assert_eq!(fitter.fit(&page[..200], 100), Err(Unfit::Unreadable));
    assert_eq!(fitter.fit(&page, 500), Err(Unfit::TooSmall));
}

#[test]
fn a_result_is_kept_on_disk_and_a_damaged_one_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let picture = png(&DynamicImage::ImageRgb8(form(300, 400)));
    let fit = || {
        let fitter = Recompressor::with_folder(folder.path().to_owned());
        fitter.fit(&picture, MOST).unwrap().content.into_owned()
    };
    let first = fit();
    let file = std::fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let kept = std::fs::read(&file).unwrap();
    assert_eq!(fit(), first);
    let mut damaged = kept.clone();
    *damaged.last_mut().unwrap() ^= 1;
    std::fs::write(&file, damaged).unwrap();
    assert_eq!(fit(), first);
    assert_eq!(std::fs::read(&file).unwrap(), kept);
}
