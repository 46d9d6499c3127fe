//! What a night's report says beside its orders: files, answers to be decided, work, differences, records to look after,
//! sequence numbers, retained files. Each is a line that every renderer shows.

mod differences;
mod files;
mod records;
mod retention;
mod sequences;
mod waiting;

pub use differences::{DifferenceLine, Unlike};
pub use files::FileLine;
pub use records::RecordLine;
pub use retention::RetentionLine;
pub use sequences::{sequence_is_sound, sequence_text};
pub use waiting::{KeptLine, TaskLine};
