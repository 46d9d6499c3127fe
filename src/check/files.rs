//! The files of an order with what they are for, which decides how large they may be.

use super::context::Context;
use super::report::Report;
use crate::order::{
    AnyField, Attachment, Column, Content, Kind, Order, Picture, PictureState, Text,
};

/// A file that is sent with an order.
#[derive(Clone, Copy, Debug)]
pub struct SentFile<'o> {
    /// The column that names it.
    pub column: &'static Column,
    /// The file.
    pub picture: &'o Picture,
    /// The attachment; `None` for the scan of a pre-approval.
    pub attachment: Option<&'o Attachment>,
}

impl SentFile<'_> {
    /// Id of its purpose, when it is an attachment whose purpose can be read.
    pub fn usage(&self) -> Option<u32> {
        self.attachment?.usage.get().map(|code| code.id)
    }

    /// Its size in bytes and its content; `None` when no file was found.
    pub fn found(&self) -> Option<(u64, Content)> {
        match self.picture.state {
            PictureState::Found { bytes, content } => Some((bytes, content)),
            PictureState::Missing => None,
        }
    }
}

/// Every file that is sent with `order`; an access has no pre-approvals.
pub fn sent(order: &Order) -> Vec<SentFile<'_>> {
    let attachments = order.attachments.iter().filter_map(|attachment| {
        let picture = attachment.picture.as_ref()?;
        Some(SentFile {
            column: attachment.file.column(),
            picture,
            attachment: Some(attachment),
        })
    });
    let with_approvals = order.kind() != Some(Kind::NewAccess);
    let preapprovals = order
        .sites
        .iter()
        .filter(|_| with_approvals)
        .flat_map(|site| &site.preapprovals);
    let scans = preapprovals.flat_map(|preapproval| {
        let column = preapproval.files.column();
        preapproval.pictures.iter().map(move |picture| SentFile {
            column,
            picture,
            attachment: None,
        })
    });
    attachments.chain(scans).collect()
}

/// Reports the files of a sort that are longer than `most` (see [`flag_length`]).
pub fn flag_lengths(
    order: &Order,
    is_meant: fn(&SentFile<'_>) -> bool,
    most: u64,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    for file in sent(order).iter().filter(|file| is_meant(file)) {
        flag_length(order, file, most, context, report);
    }
}

/// Reports a file whose base64 text is longer than `most` characters and that cannot be compressed until it is not: one
/// that is no picture. What is too large to be taken in at all is another rule's.
pub fn flag_length(
    order: &Order,
    file: &SentFile<'_>,
    most: u64,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    let stays = file.found().is_some_and(|(bytes, content)| {
        content == Content::Other && bytes <= context.settings.attachments.intake_bytes
    });
    let Some(length) = file
        .picture
        .base64_length()
        .filter(|&length| stays && length > most)
    else {
        return;
    };
    let message = Text::new(
        format!("编码后有 {length} 个字符，最多 {most} 个，又不是可以压缩的图片"),
        format!(
            "{length} characters of base64, at most {most} are taken, and it is no picture that could be compressed"
        ),
    );
    report.flag_value(order, file.column, Some(&file.picture.named), message);
}
