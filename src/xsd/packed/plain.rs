//! Numbers, texts, options, lists and pairs as bytes.

use std::sync::Arc;

use super::{Bytes, Packed};

impl Packed for u64 {
    /// Seven bits a byte, the lowest first; all but the last byte have the eighth.
    fn pack(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = bytes.byte()?;
            number |= Self::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

macro_rules! packed_as_u64 {
    ($($type:ty),*) => { $(
        impl Packed for $type {
            fn pack(&self, out: &mut Vec<u8>) {
                (*self as u64).pack(out);
            }

            fn unpack(bytes: &mut Bytes) -> Option<Self> {
                Self::try_from(u64::unpack(bytes)?).ok()
            }
        }
    )* };
}
packed_as_u64!(u32, usize);

impl Packed for i64 {
    fn pack(&self, out: &mut Vec<u8>) {
        self.cast_unsigned().pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        u64::unpack(bytes).map(u64::cast_signed)
    }
}

impl Packed for u128 {
    fn pack(&self, out: &mut Vec<u8>) {
        (*self as u64, (self >> 64) as u64).pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let (low, high) = <(u64, u64)>::unpack(bytes)?;
        Some(Self::from(low) | Self::from(high) << 64)
    }
}

impl Packed for i128 {
    fn pack(&self, out: &mut Vec<u8>) {
        self.cast_unsigned().pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        u128::unpack(bytes).map(u128::cast_signed)
    }
}

impl Packed for u8 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        bytes.byte()
    }
}

impl Packed for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        match bytes.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for f64 {
    fn pack(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let bytes = bytes.take(8)?.try_into().ok()?;
        Some(Self::from_le_bytes(bytes))
    }
}

/// Text is written with its length in bytes.
pub(super) fn pack_text(text: &str, out: &mut Vec<u8>) {
    text.len().pack(out);
    out.extend_from_slice(text.as_bytes());
}

impl Packed for &'static str {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let length = usize::unpack(bytes)?;
        std::str::from_utf8(bytes.take(length)?).ok()
    }
}

impl Packed for String {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_text(self, out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        <&'static str>::unpack(bytes).map(str::to_owned)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        if bool::unpack(bytes)? {
            T::unpack(bytes).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        self.iter().for_each(|item| item.pack(out));
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let count = usize::unpack(bytes)?;
        // Every item takes a byte at least, so that room is never made for more than there can be.
        let mut items = Self::with_capacity(count.min(bytes.0.len()));
        for _ in 0..count {
            items.push(T::unpack(bytes)?);
        }
        Some(items)
    }
}

impl<T: Packed> Packed for Arc<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (**self).pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        T::unpack(bytes).map(Self::new)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        Some((A::unpack(bytes)?, B::unpack(bytes)?))
    }
}
