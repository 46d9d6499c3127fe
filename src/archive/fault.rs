//! What can be wrong with an archive: a stable name, where, what, and what to do.

use serde::{Serialize, Serializer};

use crate::order::Text;

macro_rules! faults {
    ($( $(#[$doc:meta])* $name:ident = $id:literal, $is_error:literal, $zh:literal, $en:literal; )*) => {
        /// A kind of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault { $( $(#[$doc])* $name ),* }

        impl Fault {
            /// Every kind.
            pub const ALL: &[Fault] = &[$( Fault::$name ),*];

            /// The stable name of machine-readable output.
            pub fn id(self) -> &'static str {
                match self { $( Fault::$name => $id ),* }
            }

            /// Whether something is lost or changed; otherwise it is worth knowing and harmless.
            pub fn is_error(self) -> bool {
                match self { $( Fault::$name => $is_error ),* }
            }

            /// What to do about it.
            pub fn remedy(self) -> Text {
                match self { $( Fault::$name => Text::new($zh, $en) ),* }
            }
        }
    };
}

faults! {
    /// A line of the journal cannot be read.
    Unreadable = "line_unreadable", true,
        "从备份恢复日志；恢复之前不要改动存档文件夹",
        "bring the journal back from a backup; leave the folder as it is until then";
    /// A line is not the one that the next line was written after.
    Changed = "line_changed", true,
        "从备份恢复日志，并查明是谁改动的",
        "bring the journal back from a backup, and find out who changed it";
    /// Lines are missing between two others or at the end.
    Removed = "lines_removed", true,
        "从备份恢复日志，并查明是谁删除的",
        "bring the journal back from a backup, and find out who removed them";
    /// A line stands where another belongs.
    Moved = "line_moved", true,
        "从备份恢复日志，并查明是谁调换的",
        "bring the journal back from a backup, and find out who moved it";
    /// What remembers the last line is gone or cannot be read.
    NoHead = "head_missing", true,
        "从备份恢复 head.json；下一次写入会重建它，但末尾是否缺失就无从得知了",
        "bring head.json back from a backup; the next entry makes it anew, but whether the end is missing can then not be told";
    /// A content is not there.
    ContentMissing = "content_missing", true,
        "从备份恢复该文件；上报文件在 outbox、答复在 inbox 里可能还有一份，内容相同即可放回",
        "bring the file back from a backup; outbox or inbox may hold the same bytes, which can be put back";
    /// A content is not what was kept.
    ContentChanged = "content_changed", true,
        "检查磁盘，从备份恢复该文件",
        "look at the disk, and bring the file back from a backup";
    /// The ledger knows of something that the archive should hold.
    NotArchived = "not_archived", true,
        "从备份恢复存档文件夹；outbox 或 inbox 里可能还有原件",
        "bring the archive's folder back from a backup; outbox or inbox may hold the original";
    /// Archive and ledger say different things of one file.
    Differs = "differs_from_ledger", true,
        "查明两者哪一个是旧的副本；弄清之前不要上报",
        "find out which of the two is an old copy; do not send before that is known";
    /// The archive holds what was sent, and the ledger does not know it.
    NotInLedger = "not_in_ledger", true,
        "台账可能是旧的副本：恢复最新的台账之前不要上报",
        "the ledger may be an old copy: do not send before the newest one is back";
    /// A line that a crash had cut off was removed just now.
    Healed = "line_healed", false,
        "无需处理：被打断的那一步没有完成，下一次运行会重做",
        "nothing: the step that was cut off was not done, and the next run does it";
    /// A file that no line speaks of.
    Stray = "file_unknown", false,
        "无需处理：一次被打断的运行留下的，可以删除",
        "nothing: a run that was cut off left it; it may be removed";
    /// A content that was pruned lies there still.
    Leftover = "pruned_content_left", false,
        "无需处理：下一次 beian archive prune 会删除它",
        "nothing: the next `beian archive prune` removes it";
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Something that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub fault: Fault,
    /// The file, with the line where it is the journal; or what the ledger calls it.
    pub place: String,
    /// What was found.
    pub message: Text,
}
