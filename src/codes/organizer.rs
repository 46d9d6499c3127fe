//! What an organizer is: a unit or an individual. It decides which fields and documents the bureau asks for.

use super::Codes;
use super::ids::nature::INDIVIDUAL;
use crate::order::Order;

/// What an organizer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Organizer {
    /// A company, institution, association, …
    Unit,
    /// A person.
    Individual,
}

impl Codes {
    /// Whether the order's organizer is a unit or an individual: by the certificate's type, else by the declared nature.
    /// `None` when the order says nothing of it, as orders for filed subjects do.
    pub fn organizer(&self, order: &Order) -> Option<Organizer> {
        let subject = &order.subject;
        let by_certificate = subject
            .certificate_type
            .get()
            .and_then(|code| self.table("certificate_type")?.by_id(code.id)?.nature);
        let nature = by_certificate.or_else(|| subject.nature.get().map(|code| code.id))?;
        Some(if nature == INDIVIDUAL {
            Organizer::Individual
        } else {
            Organizer::Unit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;

    #[test]
    fn the_certificate_decides_before_the_nature() {
        let organizer = |certificate: &str, nature: &str| {
            let mut sample = Sample::unit();
            sample.set("主体.主办单位证件类型", certificate);
            sample.set("主体.主办单位性质", nature);
            Codes::bundled().organizer(&sample.order)
        };
        assert_eq!(organizer("身份证", "企业"), Some(Organizer::Individual));
        assert_eq!(organizer("营业执照", "个人"), Some(Organizer::Unit));
        assert_eq!(organizer("", "个人"), Some(Organizer::Individual));
        assert_eq!(organizer("", ""), None);
    }
}
