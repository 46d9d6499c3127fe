//! Pictures made to fit the interface's limits, on one core: divan prints them as items in a second.
//!
//!     cargo bench --bench pictures

use beian::recompress::Recompressor;
use divan::Bencher;
use divan::counter::ItemsCount;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A certificate's limit: 100 000 characters of base64.
const MOST: u64 = 75_000;

fn main() {
    divan::main();
}

/// A page with lines of writing and the grain of a scanner.
fn page(width: u32, height: u32) -> RgbImage {
    let mut noise = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (noise >> 24) as u8 % 6;
        let line = y % 60 > 20 && y % 60 < 38;
        let mixed = (x / 5).wrapping_mul(2_654_435_761_u32.rotate_left(y / 60));
        let stroke = (mixed >> 9) % 5 < 2;
        let light = if line && stroke && x % 300 > 20 {
            40
        } else {
            240
        };
        Rgb([light + grain, light + grain, light + grain / 2])
    })
}

fn jpeg(page: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (page.width() as u16, page.height() as u16);
    jpeg_encoder::Encoder::new(&mut bytes, 88)
        .encode(page.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a page can be encoded");
    bytes
}

fn fit(bencher: Bencher, picture: &[u8]) {
    bencher
        .counter(ItemsCount::new(1_usize))
        .with_inputs(Recompressor::default)
        .bench_values(|fitter| fitter.fit(picture, MOST).expect("it fits").content.len());
}

/// A certificate scanned at 150 dpi, A4.
#[divan::bench(sample_count = 10)]
fn a_scan_of_two_megapixels(bencher: Bencher) {
    fit(bencher, &jpeg(&page(1240, 1754)));
}

/// A photo as a telephone makes it.
#[divan::bench(sample_count = 5)]
fn a_photo_of_twelve_megapixels(bencher: Bencher) {
    fit(bencher, &jpeg(&page(4000, 3000)));
}

/// A screenshot or scan kept as PNG.
#[divan::bench(sample_count = 10)]
fn a_png_of_two_megapixels(bencher: Bencher) {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(page(1240, 1754))
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("a page can be encoded");
    fit(bencher, &bytes.into_inner());
}

/// What every other picture costs: it fits, and only its segments are looked at.
#[divan::bench(sample_count = 10)]
fn a_picture_that_fits(bencher: Bencher) {
    fit(bencher, &jpeg(&page(300, 400)));
}
