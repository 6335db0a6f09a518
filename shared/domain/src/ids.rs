//! The ids of the domain's entities.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// Crockford's base32 digits: no I, L, O, U.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A text is not an id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be {0}")]
pub struct IdError(&'static str);

impl IdError {
    /// The error of a text that is not `what`.
    pub(crate) const fn new(what: &'static str) -> Self {
        Self(what)
    }
}

/// The ten Crockford base32 characters (50 bits) that identify an order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Suffix([u8; 10]);

impl Suffix {
    /// The suffix that the first 50 bits of `bytes` make.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 8]) -> Self {
        let mut bits = u64::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            bits = bits.rotate_left(5);
            CROCKFORD[(bits & 31) as usize]
        }))
    }

    /// The ten characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // All ten are ASCII, by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// A number from 0 to `shards` - 1 that depends only on the order. It spreads orders evenly
    /// over index partitions.
    #[must_use]
    pub fn shard(&self, shards: u32) -> u32 {
        let digit =
            |at: usize| CROCKFORD.iter().position(|&known| known == self.0[at]).unwrap_or_default();
        let number = u32::try_from(digit(8) * 32 + digit(9)).unwrap_or_default();
        number % shards.max(1)
    }
}

impl FromStr for Suffix {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let bytes: [u8; 10] = text.as_bytes().try_into().map_err(|_| IdError("an order id"))?;
        if bytes.iter().all(|byte| CROCKFORD.contains(byte)) {
            Ok(Self(bytes))
        } else {
            Err(IdError("an order id"))
        }
    }
}

impl fmt::Debug for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `ORD-YYYYMMDD-XXXXXXXXXX`: the day of placing (UTC) for people, and the
/// [`Suffix`] that alone identifies the order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrderId {
    day: Date,
    suffix: Suffix,
}

impl OrderId {
    /// The id of an order placed on `day`.
    #[must_use]
    pub const fn new(day: Date, suffix: Suffix) -> Self {
        Self { day, suffix }
    }

    /// The id of another order of this id's day.
    #[must_use]
    pub const fn beside(&self, suffix: Suffix) -> Self {
        Self { day: self.day, suffix }
    }

    /// The suffix, which identifies the order.
    #[must_use]
    pub const fn suffix(&self) -> Suffix {
        self.suffix
    }
}

impl FromStr for OrderId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError("an order id");
        let (day, suffix) =
            text.strip_prefix("ORD-").and_then(|rest| rest.split_once('-')).ok_or(error)?;
        if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error);
        }
        let number = |range: std::ops::Range<usize>| day[range].parse::<i16>().map_err(|_| error);
        let part = |value: i16| i8::try_from(value).map_err(|_| error);
        let day = Date::new(number(0..4)?, part(number(4..6)?)?, part(number(6..8)?)?)
            .map_err(|_| error)?;
        Ok(Self { day, suffix: suffix.parse()? })
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.day.year(), self.day.month(), self.day.day());
        write!(f, "ORD-{year:04}{month:02}{day:02}-{}", self.suffix.as_str())
    }
}

impl fmt::Debug for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `TPL-XXXXXXXXXX`: a template of orders.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TemplateId(Suffix);

impl TemplateId {
    /// The id with this suffix.
    #[must_use]
    pub const fn new(suffix: Suffix) -> Self {
        Self(suffix)
    }

    /// The suffix, which identifies the template.
    #[must_use]
    pub const fn suffix(&self) -> Suffix {
        self.0
    }
}

impl FromStr for TemplateId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError("a template id");
        text.strip_prefix("TPL-").and_then(|it| it.parse().ok()).map(Self).ok_or(error)
    }
}

impl fmt::Display for TemplateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TPL-{}", self.0.as_str())
    }
}

impl fmt::Debug for TemplateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `GRP-XXXXXXXXXX`: a checkout, identified by the suffix of its first order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(Suffix);

impl GroupId {
    /// The checkout of which this order is the first.
    #[must_use]
    pub const fn of(first: &OrderId) -> Self {
        Self(first.suffix())
    }

    /// The suffix of the checkout's first order.
    #[must_use]
    pub const fn suffix(&self) -> Suffix {
        self.0
    }
}

impl FromStr for GroupId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let error = IdError("a checkout's id");
        text.strip_prefix("GRP-").and_then(|it| it.parse().ok()).map(Self).ok_or(error)
    }
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GRP-{}", self.0.as_str())
    }
}

/// An id type over a short string of letters, digits, `-` and `_`.
macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                if (1..=64).contains(&text.len()) && text.chars().all(allowed) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdError($what))
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_id!(
    /// A seller: producer, shop, kitchen or trader.
    SellerId,
    "a seller id"
);
name_id!(
    /// A product in a seller's catalogue.
    ProductId,
    "a product id"
);
name_id!(
    /// An extra of a product.
    AddonId,
    "an add-on id"
);
name_id!(
    /// A batch: orders that one driver delivers together.
    BatchId,
    "a batch id"
);
name_id!(
    /// A person with a role: staff, driver or administrator.
    MemberId,
    "a member id"
);
name_id!(
    /// A payment: money that one person pays at once, for one or several orders.
    PaymentId,
    "a payment id"
);
name_id!(
    /// A refund, within its order: see [`RefundId::of`]. A refund that was made in the provider's
    /// dashboard has the provider's id.
    RefundId,
    "a refund id"
);
name_id!(
    /// A part of the area where a seller delivers.
    ZoneId,
    "a zone id"
);
name_id!(
    /// The keyed hash of a phone or an e-mail address, so that indexes, tokens and events identify
    /// a person without showing the address.
    CustomerKey,
    "a customer key"
);
name_id!(
    /// The random id of one change, by which a writer recognizes its own write after a lost
    /// response.
    ChangeId,
    "a change id"
);

impl RefundId {
    /// The id of a refund that a change of an order requests: the order's version after the change,
    /// and the refund's position in the change.
    #[must_use]
    pub fn of(version: u32, place: usize) -> Self {
        Self(format!("{version}-{place}"))
    }

    /// The id that stands for a requested amount without a refund record, which old orders can
    /// have. A person pays it by hand.
    #[must_use]
    pub fn without_record() -> Self {
        Self::of(0, 0)
    }
}

impl CustomerKey {
    /// A number from 0 to `shards` - 1 that depends only on the person.
    #[must_use]
    pub fn shard(&self, shards: u32) -> u32 {
        // FNV-1a: keys are hashes already, this only makes them a number.
        let hash = self
            .0
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        hash % shards.max(1)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn suffix(bits: u64) -> Suffix {
        Suffix::from_bytes(bits.to_be_bytes())
    }

    #[test]
    fn a_suffix_writes_five_bits_a_digit() {
        assert_eq!(suffix(0).as_str(), "0000000000");
        assert_eq!(suffix(u64::MAX).as_str(), "ZZZZZZZZZZ");
        assert_eq!(suffix((1 << 59) | (31 << 14)).as_str(), "100000000Z");
    }

    #[test]
    fn orders_spread_evenly_over_any_number_of_shards() {
        for shards in [1, 2, 4, 7, 20, 64] {
            let mut orders = vec![0_u32; shards as usize];
            for bits in 0..1_024 {
                orders[suffix(bits << 14).shard(shards) as usize] += 1;
            }
            let (least, most) = (orders.iter().min().unwrap(), orders.iter().max().unwrap());
            assert!(most - least <= 1, "{shards}: {orders:?}");
        }
        assert_eq!(suffix(1 << 14).shard(0), 0);
    }

    proptest! {
        #[test]
        fn an_order_id_reads_back_what_it_wrote(bytes: [u8; 8], day in 0_i32..80_000) {
            let day = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(day);
            let id = OrderId::new(day, Suffix::from_bytes(bytes));
            prop_assert_eq!(id.to_string().parse::<OrderId>().unwrap(), id);
        }

        #[test]
        fn no_text_makes_an_id_panic(text in ".{0,40}") {
            let _ = text.parse::<OrderId>();
            let _ = text.parse::<ProductId>();
        }

        #[test]
        fn each_of_the_first_fifty_bits_makes_another_suffix(bits: u64, flipped in 0..64_u32) {
            let (one, other) = (suffix(bits), suffix(bits ^ (1 << flipped)));
            prop_assert_eq!(one == other, flipped < 14);
        }
    }

    #[test]
    fn an_order_id_is_strict_about_its_shape() {
        assert!("ORD-20261120-0123456789".parse::<OrderId>().is_ok());
        for text in [
            "ORD-20261320-0123456789",
            "ORD-20261120-012345678",
            "ORD-20261120-012345678I",
            "ord-20261120-0123456789",
            "ORD-20261120-01234567é9",
            "ORD-+0261120-0123456789",
            "",
        ] {
            assert!(text.parse::<OrderId>().is_err(), "{text}");
        }
    }
}
