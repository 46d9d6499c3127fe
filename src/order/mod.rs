//! What an operator means: an order and its parts, each value with the cell it came from.
//!
//! Nothing here reads files, knows rules or writes XML. An [`Order`] may be incomplete or wrong; the check room turns it
//! into one that may be sent.

pub mod column;
pub mod completion;
pub mod domain;
pub mod elements;
pub mod field;
pub mod filing_number;
pub mod finding;
pub mod frame;
pub mod gbk;
pub mod identity;
pub mod ip;
pub mod kind;
pub mod object;
pub mod page;
pub mod parts;
pub mod person;
pub mod picture;
pub mod place;
pub mod reports;
pub mod requests;
pub mod text;
pub mod values;

pub use column::{ANSWERS, BESIDE_ORDERS, Column, Privacy};
pub use completion::{Completion, Found, Removal};
pub use domain::DomainName;
pub use elements::{Element, Presence};
pub use field::{AnyField, Field, Lookup, Read, Tables, Value};
pub use filing_number::FilingNumber;
pub use finding::{Finding, Severity};
pub use frame::Frame;
pub use identity::{CreditCode, Flaw, LicenceNumber, OrganizationCode, ResidentId};
pub use ip::{IpAddress, IpRange};
pub use kind::{Kind, Operation, Review};
pub use object::Object;
pub use page::Page;
pub use parts::{Access, Address, Attachment, Domain, Header, Part, Preapproval, Site, Subject};
pub use person::Person;
pub use picture::{Content, Picture, PictureState};
pub use place::{Place, Spot};
pub use reports::{
    DomainReport, IpAllocation, IpBroadcast, IpOwn, IpSource, RegionFields, ReportRow,
};
pub use requests::{Cancellation, UnfiledSite, Verification};
pub use text::{Bilingual, Lang, Text};
pub use values::{Code, Codes, Flag, Id, List, Number, Standing, TO_FILL_IN};

/// Every column of the order model.
pub fn columns() -> impl Iterator<Item = &'static Column> {
    let declared = [parts::COLUMNS, reports::COLUMNS, requests::COLUMNS];
    declared.into_iter().flatten().copied().flatten()
}

/// One order as intake read it.
#[derive(Clone, Debug)]
pub struct Order {
    /// The order number and its cell; findings about absent values point there.
    pub number: Value,
    /// The order's own columns.
    pub header: Header,
    /// The organizer; all absent when the order has none.
    pub subject: Subject,
    /// The sites, by position.
    pub sites: Vec<Site>,
    /// The attachments, in the operator's order.
    pub attachments: Vec<Attachment>,
    /// The rows of orders that are no filings, in the operator's order; most become a record each.
    pub reports: Vec<ReportRow>,
    /// What the ledger has added; `None` for orders that it does not complete, and where there is no ledger.
    pub completion: Option<Completion>,
}

impl Order {
    /// Whether it waits for the carrier's first review (初审 待审): nothing of it goes out before.
    pub fn awaits_review(&self) -> bool {
        self.header.first_review.get() == Some(&Review::Pending)
    }

    /// An order of which only the number is known.
    pub fn new(number: Value) -> Self {
        Self {
            number,
            header: Header::default(),
            subject: Subject::default(),
            sites: Vec::new(),
            attachments: Vec::new(),
            reports: Vec::new(),
            completion: None,
        }
    }

    /// Gives back the room that was kept for parts that did not come: a batch is read whole and stays in memory.
    pub fn shrink(&mut self) {
        self.sites.shrink_to_fit();
        for site in &mut self.sites {
            site.preapprovals.shrink_to_fit();
            site.domains.shrink_to_fit();
            site.accesses.shrink_to_fit();
            for access in &mut site.accesses {
                access.addresses.shrink_to_fit();
            }
        }
        self.attachments.shrink_to_fit();
        self.reports.shrink_to_fit();
    }

    /// What the order asks for, when that can be read.
    pub fn kind(&self) -> Option<Kind> {
        self.header.kind.get().copied()
    }

    /// What an IP or domain report does, when that can be read.
    pub fn operation(&self) -> Option<Operation> {
        self.header.operation.get().copied()
    }

    /// Where the order's records stand in an upload; `None` when its kind, or what its report does, cannot be read.
    pub fn frame(&self) -> Option<&'static Frame> {
        Frame::of(self.kind()?, self.operation())
    }

    /// The element that holds the column with the path `column` in the order's records; `None` when it is not transmitted.
    pub fn element(&self, column: &str) -> Option<&'static Element> {
        Element::find(self.kind()?, self.operation(), column)
    }

    /// The path of that element from the operation on; empty when it is not transmitted.
    pub fn tag_path(&self, column: &str) -> String {
        let path = || Some(self.frame()?.tag_path(&self.element(column)?.path));
        path().unwrap_or_default()
    }

    /// The rows that the order reports, with their numbers from 1. Rows of another kind of order are none of them.
    pub fn reported(&self) -> impl Iterator<Item = (u32, &ReportRow)> {
        let kind = self.kind();
        (1..)
            .zip(&self.reports)
            .filter(move |(_, row)| kind.is_some_and(|kind| row.is_of(kind)))
    }

    /// Every field of every part, from the order's own to the last row's.
    pub fn fields(&self) -> Vec<&dyn AnyField> {
        let mut fields = self.filing_fields();
        fields.extend(self.reports.iter().flat_map(|row| row.part().fields()));
        fields
    }

    /// Every field but those of report rows, from the order's own to the last attachment's.
    pub fn filing_fields(&self) -> Vec<&dyn AnyField> {
        let mut fields = self.header.fields();
        fields.extend(self.subject.fields());
        for site in &self.sites {
            fields.extend(site.fields());
            fields.extend(site.preapprovals.iter().flat_map(Part::fields));
            fields.extend(site.domains.iter().flat_map(Part::fields));
            for access in &site.accesses {
                fields.extend(access.fields());
                fields.extend(access.addresses.iter().flat_map(Part::fields));
            }
        }
        fields.extend(self.attachments.iter().flat_map(Part::fields));
        fields
    }

    /// Every domain of every site.
    pub fn domains(&self) -> impl Iterator<Item = &Domain> {
        self.sites.iter().flat_map(|site| &site.domains)
    }

    /// Every IP range of every access.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.sites
            .iter()
            .flat_map(|site| &site.accesses)
            .flat_map(|access| &access.addresses)
    }

    /// The principals of the subject and of every site.
    pub fn people(&self) -> impl Iterator<Item = Person<'_>> {
        std::iter::once(Person::of_subject(&self.subject))
            .chain(self.sites.iter().map(Person::of_site))
    }

    /// Every file that the order names: attachments and pre-approval scans.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let scans = self
            .sites
            .iter()
            .flat_map(|site| &site.preapprovals)
            .flat_map(|preapproval| &preapproval.pictures);
        self.attachments
            .iter()
            .filter_map(|attachment| attachment.picture.as_ref())
            .chain(scans)
    }
}

impl Subject {
    /// The cell that says which filed subject is meant: the filing number, or without one the bureau's id.
    pub fn naming(&self) -> &dyn AnyField {
        naming(&self.filing_number, &self.bureau_id)
    }
}

impl Site {
    /// The cell that says which filed site is meant: the filing number, or without one the bureau's id.
    pub fn naming(&self) -> &dyn AnyField {
        naming(&self.filing_number, &self.bureau_id)
    }
}

fn naming<'f>(number: &'f Field<FilingNumber>, id: &'f Field<Id>) -> &'f dyn AnyField {
    if number.is_absent() { id } else { number }
}

impl Address {
    /// The range that the row means: its own last address, or what the first cell says.
    pub fn range(&self) -> Option<IpRange> {
        IpRange::between(&self.first, &self.last)
    }
}
