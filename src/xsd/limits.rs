//! The bounds on what a document may demand of us. A document beyond one is refused with the bound's name.

/// Open elements at one time.
pub(crate) const DEPTH: usize = 256;
/// Attributes of one element, namespace declarations included.
pub(crate) const ATTRIBUTES: usize = 4096;
/// Bytes of one name.
pub(crate) const NAME: usize = 1024;
/// Bytes of one value, of one run of text, comment or CDATA section, and of one tag. The room's own tests have less, so
/// that they can exceed it everywhere.
pub(crate) const TEXT: usize = if cfg!(test) { 64 << 10 } else { 64 << 20 };
/// Different names of an element's children that the schema does not expect there, as far as they are counted.
pub(crate) const SIBLINGS: usize = 4096;
/// Positions of one content model once its occurrence bounds are unfolded.
pub(crate) const POSITIONS: usize = 20_000;
/// Transitions of one content model.
pub(crate) const TRANSITIONS: usize = 1_000_000;
