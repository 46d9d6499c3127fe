//! Cells of an order under construction, by the names that operators give them.

use super::{JPEG, Sample};
use crate::codes::Codes;
use crate::order::{
    AnyField as _, Column, Kind, Order, Part, Picture, PictureState, Place, ReportRow, Site, Spot,
    Value,
};

impl Sample {
    /// Writes a cell; an empty text empties it. Parts that do not exist yet are added.
    pub fn set(&mut self, cell: &str, text: &str) {
        let (sheet, header) = cell
            .split_once('.')
            .expect("a cell is named `sheet.header`");
        let (sheet, position) = match sheet
            .strip_suffix(']')
            .and_then(|sheet| sheet.split_once('['))
        {
            Some((sheet, position)) => (sheet, position.parse::<usize>().expect("a position") - 1),
            None => (sheet, 0),
        };
        let order = &mut self.order;
        let site = |order: &mut Order, position: usize| {
            while order.sites.len() <= position {
                order.sites.push(Site::default());
            }
        };
        match sheet {
            "订单" => write(&mut order.header, cell, header, text),
            "主体" => write(&mut order.subject, cell, header, text),
            "网站" => {
                site(order, position);
                write(&mut order.sites[position], cell, header, text);
            }
            "附件" => {
                write(at(&mut order.attachments, position), cell, header, text);
                let attachment = &mut order.attachments[position];
                if header == "文件" {
                    attachment.picture = attachment.file.value().map(picture);
                }
            }
            _ if let Some(kind) = with_rows(sheet) => {
                while order.reports.len() <= position {
                    order.reports.extend(ReportRow::new(kind));
                }
                let columns = ReportRow::columns(kind);
                write_into(
                    order.reports[position].part_mut(),
                    columns,
                    cell,
                    header,
                    text,
                );
            }
            _ => {
                site(order, 0);
                let site = &mut order.sites[0];
                match sheet {
                    "前置审批" => {
                        let preapproval = at(&mut site.preapprovals, position);
                        write(preapproval, cell, header, text);
                        if header == "审批文件" {
                            preapproval.pictures = preapproval
                                .files
                                .get()
                                .map_or(&[][..], |list| &list.0)
                                .iter()
                                .map(|path| picture(&value(cell, path)))
                                .collect();
                        }
                    }
                    "域名" => write(at(&mut site.domains, position), cell, header, text),
                    "接入" => write(at(&mut site.accesses, position), cell, header, text),
                    "IP地址" => write(
                        at(&mut at(&mut site.accesses, 0).addresses, position),
                        cell,
                        header,
                        text,
                    ),
                    _ => panic!("no sheet {sheet}"),
                }
            }
        }
    }
}

/// A kind of order whose rows stand in this sheet.
fn with_rows(sheet: &str) -> Option<Kind> {
    let is_of = |kind: &Kind| {
        let first = ReportRow::columns(*kind).first();
        first.is_some_and(|column| column.sheet == sheet)
    };
    Kind::ALL.iter().copied().find(is_of)
}

fn at<T: Default>(parts: &mut Vec<T>, position: usize) -> &mut T {
    while parts.len() <= position {
        parts.push(T::default());
    }
    &mut parts[position]
}

pub(super) fn value(cell: &str, text: &str) -> Value {
    let (sheet, header) = cell
        .split_once('.')
        .expect("a cell is named `sheet.header`");
    Value {
        text: text.into(),
        place: Place {
            file: "sample.xlsx".into(),
            sheet: Some(sheet.into()),
            spot: Spot::Key(header.into()),
        },
    }
}

/// A picture as it should be, under the name that its cell gives it.
fn picture(named: &Value) -> Picture {
    Picture {
        named: named.clone(),
        path: named.text.as_ref().into(),
        state: PictureState::Found {
            bytes: 40_000,
            content: JPEG,
        },
        kept: None,
    }
}

fn write<P: Part>(part: &mut P, cell: &str, header: &str, text: &str) {
    write_into(part, P::columns(), cell, header, text);
}

fn write_into(part: &mut dyn Part, columns: &[Column], cell: &str, header: &str, text: &str) {
    let index = columns.iter().position(|column| column.header == header);
    let index = index.unwrap_or_else(|| panic!("no column {cell}"));
    if text.is_empty() {
        part.clear(index);
    } else {
        part.fill(index, value(cell, text), Codes::bundled());
    }
}
