//! How cells look: the colours of the page, on paper white.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::ledger::Part;

const LINE: Color = Color::RGB(0x00_d0d5dd);
const ACCENT: Color = Color::RGB(0x00_2457c5);
const RED: Color = Color::RGB(0x00_c0342b);

pub(super) struct Formats {
    pub title: Format,
    pub soft: Format,
    pub head: Format,
    pub text: Format,
    pub number: Format,
    pub day: Format,
    pub link: Format,
    pub overdue: Format,
    pub sum: Format,
    pub good: Format,
    pub bad: Format,
    parts: [(Part, Format); 5],
}

/// The colour of a part in a chart.
pub(super) fn bar(part: Part) -> u32 {
    match part {
        Part::Refused => 0xd9_534a,
        Part::HeldBack => 0xe0_9a2d,
        Part::Pending => 0x4d_8fdb,
        Part::Waiting => 0x98_a2b3,
        Part::Approved => 0x3f_a678,
    }
}

/// Fill and ink of a part.
fn colors(part: Part) -> (u32, u32) {
    match part {
        Part::Refused => (0xfd_e2e0, 0xc0_342b),
        Part::HeldBack => (0xff_f1d6, 0x8a_4f00),
        Part::Pending => (0xdc_ebfb, 0x24_67b5),
        Part::Waiting => (0xec_eff3, 0x47_5467),
        Part::Approved => (0xdd_f3e7, 0x1c_7a50),
    }
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_color(LINE)
        };
        let part = |part| {
            let (fill, ink) = colors(part);
            let format = cell()
                .set_text_wrap()
                .set_bold()
                .set_background_color(Color::RGB(fill))
                .set_font_color(Color::RGB(ink));
            (part, format)
        };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            soft: Format::new().set_font_color(Color::RGB(0x00_5c6677)),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00_1f4e78))
                .set_font_color(Color::White),
            text: cell().set_text_wrap(),
            number: cell().set_num_format("0"),
            day: cell()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            link: cell()
                .set_text_wrap()
                .set_bold()
                .set_font_color(ACCENT)
                .set_underline(FormatUnderline::Single),
            overdue: cell()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left)
                .set_bold()
                .set_font_color(RED),
            sum: cell().set_bold().set_num_format("0"),
            good: cell().set_bold().set_font_color(Color::RGB(0x00_1c7a50)),
            bad: cell()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(RED),
            parts: [
                part(Part::Refused),
                part(Part::HeldBack),
                part(Part::Pending),
                part(Part::Waiting),
                part(Part::Approved),
            ],
        }
    }

    /// The format of a part's name.
    pub(super) fn part(&self, part: Part) -> &Format {
        let found = self.parts.iter().find(|(other, _)| *other == part);
        found.map_or(&self.text, |(_, format)| format)
    }
}
