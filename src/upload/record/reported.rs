//! `Ly`, `Fpsy`, `Jsxx`, `Zdxx`, `Xzxx`, `Clxx`: the flat records of IP and domain reports, and of unfiled sites.
//!
//! Each row of the order is a record; which elements it has, the order room lists ([`Element`]).

use super::super::emit::Emitter;
use super::site::write_range;
use crate::check::is_sent;
use crate::order::{AnyField, Element, Kind, Object, Operation, Order, Presence, ReportRow};

pub(super) fn write(order: &Order, kind: Kind, out: &mut Emitter<'_>) {
    let Some(frame) = order.frame() else {
        return out.missing(kind.family());
    };
    let operation = order.operation();
    for (number, row) in order.reported() {
        let writer = Writer {
            row,
            fields: row.part().fields(),
            object: Object::Record(number),
            operation,
        };
        out.record(&frame.record, |out| {
            writer.elements(Element::of(kind, operation), out)
        });
        if let ReportRow::UnfiledSite(row) = row {
            out.known_as(Object::Record(number), "Ym", &row.domain);
        }
    }
}

struct Writer<'o> {
    row: &'o ReportRow,
    fields: Vec<&'o dyn AnyField>,
    object: Object,
    operation: Option<Operation>,
}

impl Writer<'_> {
    fn elements(&self, elements: &'static [Element], out: &mut Emitter<'_>) {
        let is_choice = |element: &Element| element.presence == Presence::Choice;
        for group in elements.chunk_by(|one, next| is_choice(one) && is_choice(next)) {
            match group {
                [element] => self.element(element, out),
                choice => match choice[0].around() {
                    Some(outer) => out.container(outer, |out| self.choice(choice, out)),
                    None => self.choice(choice, out),
                },
            }
        }
    }

    /// Of several elements those that are given; more than one is for the gate to refuse.
    fn choice(&self, elements: &'static [Element], out: &mut Emitter<'_>) {
        let is_given =
            |element: &&Element| self.sent(element).is_some_and(|field| !field.is_absent());
        if !elements.iter().any(|element| is_given(&element)) {
            out.missing(elements[0].tag());
        }
        for element in elements.iter().filter(is_given) {
            self.element(element, out);
        }
    }

    fn element(&self, element: &'static Element, out: &mut Emitter<'_>) {
        let tag = element.tag();
        match (tag, self.operation) {
            ("IspId", _) => out.own_id(self.object, tag),
            ("Qsip", _) => self.range(out),
            ("Zzip", _) => {}
            ("Id", _) | ("Ym", Some(_)) => {
                if let Some(field) = self.sent(element) {
                    out.filed(self.object, tag, field);
                }
            }
            _ => match (self.sent(element), element.presence) {
                (Some(field), Presence::Required) => out.required(tag, field),
                (Some(field), _) => out.optional(tag, field),
                (None, _) => {}
            },
        }
    }

    /// First and last address, by which audits name the record.
    fn range(&self, out: &mut Emitter<'_>) {
        if let Some((first, last)) = self.row.ends() {
            write_range(first, last, out);
        }
        if let Some(range) = self.row.range() {
            out.key(self.object, "Qsip", range.first.0.to_string());
            out.key(self.object, "Zzip", range.last.0.to_string());
        }
    }

    fn sent(&self, element: &Element) -> Option<&dyn AnyField> {
        let mut fields = self.fields.iter().copied();
        let field = fields.find(|field| field.column().path == element.column)?;
        is_sent(self.row, field.column()).then_some(field)
    }
}
