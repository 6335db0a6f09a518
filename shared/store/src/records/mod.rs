//! The stored form of items, and their conversion from and to types of the domain.
//!
//! Attribute names are short, because a write is charged per kilobyte and an order should fit into
//! one.

mod batch;
mod challenge;
mod contact;
mod creation;
mod entry;
mod fulfilment;
mod history;
mod member;
mod notice;
mod notification;
mod order;
mod order_payments;
mod order_reading;
mod payment;
mod preferences;
mod product;
mod push_subscription;
mod refund;
mod reported;
mod row;
mod row_details;
mod seller;
mod storefront;
mod stream;
mod template;
mod terms;
mod voucher;

use aws_sdk_dynamodb::types::AttributeValue;
use docket_domain::{Currency, Minutes, OneLine, Phone, Share, Suffix, Text};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    Item, StoreError,
    table::{keys, number, text},
};

pub use batch::StoredBatch;
pub use member::StoredMember;
pub use order::{RequestMark, StoredOrder};
pub use preferences::StoredPreferences;
pub use product::StoredProduct;
pub use push_subscription::StoredPushSubscription;
pub use stream::StreamImage;
pub use template::StoredTemplate;

pub(crate) use batch::BatchRecord;
pub(crate) use challenge::ChallengeRecord;
pub(crate) use contact::{ContactRecord, KEPT as CONTACT_KEPT, held};
pub(crate) use creation::CreationReceiptRecord;
pub(crate) use history::{HistoryRecord, read_history};
pub(crate) use member::MemberRecord;
pub(crate) use notice::{notice_key, read_notice, state_code};
pub(crate) use notification::NotificationRecord;
pub(crate) use order::OrderRecord;
pub(crate) use payment::PaymentRecord;
pub(crate) use preferences::PreferencesRecord;
pub(crate) use product::{BucketRecord, ProductRecord, ReceiptRecord};
pub(crate) use push_subscription::PushSubscriptionRecord;
pub(crate) use refund::{PROCESSING, RefundRecord, WITHDRAWN};
pub(crate) use reported::ReportedRecord;
pub(crate) use row::read_row;
pub(crate) use seller::SellerRecord;
pub(crate) use template::TemplateRecord;
pub(crate) use voucher::VoucherRecord;

/// The version of the records' form, which each record contains. It must be raised when an earlier
/// release would misread a changed form. `tests/contract/items/` contains items of every version.
const VERSION: u32 = 1;

/// A stored field is malformed. The text contains names, never values.
#[derive(Debug)]
pub(crate) struct Malformed(pub(crate) String);

impl Malformed {
    fn new(field: &str, error: impl std::fmt::Display) -> Self {
        Self(format!("{field}: {error}"))
    }
}

/// Reads an item as a record, and converts the record.
pub(crate) fn read<R, T>(item: Item) -> Result<T, StoreError>
where
    R: DeserializeOwned,
    T: TryFrom<R, Error = Malformed>,
{
    let key = text(&item, keys::PK).unwrap_or("without a key").to_owned();
    let corrupt = |Malformed(problem)| StoreError::Corrupt { key, problem };
    record::<R>(item).and_then(T::try_from).map_err(corrupt)
}

/// Reads an item as a record. The error contains no stored values, because the deserializer's
/// message could contain a phone or a name.
pub(crate) fn record<R: DeserializeOwned>(mut item: Item) -> Result<R, Malformed> {
    // Items from before versions existed have none, and neither do rows of an index.
    if let Some(version) = item.remove(keys::RECORD_VERSION)
        && !version.as_n().is_ok_and(|text| text.parse().is_ok_and(|it: u32| it <= VERSION))
    {
        let problem = "written by a newer release, which alone can read it";
        return Err(Malformed::new(keys::RECORD_VERSION, problem));
    }
    let item = serde_dynamo::AttributeValue::from(AttributeValue::M(item));
    let item = serde_dynamo::Deserializer::from_attribute_value(item);
    serde_path_to_error::deserialize(item).map_err(|error| {
        let missing = error.inner().to_string();
        if missing.starts_with("missing field") {
            return Malformed::new(&error.path().to_string(), missing);
        }
        Malformed::new(&error.path().to_string(), "not of its kind")
    })
}

/// The item of a record.
pub(crate) fn item(record: &impl Serialize) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(record).map_err(|error| StoreError::Corrupt {
        key: "of a new item".to_owned(),
        problem: error.to_string(),
    })?;
    item.insert(keys::RECORD_VERSION.to_owned(), number(VERSION));
    Ok(item)
}

/// A value of each element; empty when all have the usual one, which is not stored.
fn unless<T, U>(all: &[T], usual: impl Fn(&T) -> bool, of: impl Fn(&T) -> U) -> Vec<U> {
    if all.iter().all(usual) { Vec::new() } else { all.iter().map(of).collect() }
}

fn is_zero<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn time(field: &str, millis: i64) -> Result<Timestamp, Malformed> {
    Timestamp::from_millisecond(millis).map_err(|error| Malformed::new(field, error))
}

/// The day of placing in the seller's time zone, from its difference to the day in UTC.
fn placed_on(placed: i64, days: i8) -> Result<Date, Malformed> {
    let day = time("pl", placed)?.to_zoned(TimeZone::UTC).date();
    day.checked_add(days.days()).map_err(|error| Malformed::new("ld", error))
}

fn share(field: &str, percent: Option<u32>) -> Result<Option<Share>, Malformed> {
    percent.map(Share::new).transpose().map_err(|error| Malformed::new(field, error))
}

fn minutes(field: &str, minutes: Option<u32>) -> Result<Option<Minutes>, Malformed> {
    minutes.map(Minutes::new).transpose().map_err(|error| Malformed::new(field, error))
}

fn times(field: &str, millis: Option<i64>) -> Result<Option<Timestamp>, Malformed> {
    millis.map(|millis| time(field, millis)).transpose()
}

fn parse<T>(field: &str, value: &str) -> Result<T, Malformed>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    value.parse().map_err(|error| Malformed::new(field, error))
}

fn maybe<T>(field: &str, value: Option<&str>) -> Result<Option<T>, Malformed>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    value.map(|value| parse(field, value)).transpose()
}

fn phone(field: &str, number: &str) -> Result<Phone, Malformed> {
    Phone::from_stored(number).map_err(|error| Malformed::new(field, error))
}

/// A currency. An earlier release may have allowed others.
fn currency(field: &str, code: &str) -> Result<Currency, Malformed> {
    Currency::from_stored(code).map_err(|error| Malformed::new(field, error))
}

/// A name or another single line. An earlier release may have allowed other characters.
fn one_line<const MAX: usize>(field: &str, value: &str) -> Result<OneLine<MAX>, Malformed> {
    OneLine::from_stored(value).map_err(|error| Malformed::new(field, error))
}

fn maybe_line<const MAX: usize>(
    field: &str,
    value: Option<&str>,
) -> Result<Option<OneLine<MAX>>, Malformed> {
    value.map(|value| one_line(field, value)).transpose()
}

/// A note or a reason. An earlier release may have allowed other characters.
fn maybe_text<const MAX: usize>(
    field: &str,
    value: Option<&str>,
) -> Result<Option<Text<MAX>>, Malformed> {
    let text = value.map(Text::from_stored).transpose();
    text.map_err(|error| Malformed::new(field, error))
}

fn texts(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}

fn amount(field: &str, minor: u64) -> Result<docket_domain::Amount, Malformed> {
    i64::try_from(minor).map_err(|error| Malformed::new(field, error)).and_then(|minor| {
        docket_domain::Amount::new(minor).map_err(|error| Malformed::new(field, error))
    })
}

/// The suffix in an order's partition key.
fn suffix(pk: &str) -> Result<Suffix, Malformed> {
    keys::order_suffix(pk).ok_or_else(|| Malformed("pk: not an order's".to_owned()))
}

/// Bytes, such as a send's nonce. They are stored as binary and not as a list of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bytes<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<const N: usize>;
        impl<const N: usize> serde::de::Visitor<'_> for Visitor<N> {
            type Value = Bytes<N>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{N} bytes")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Bytes<N>, E> {
                bytes.try_into().map(Bytes).map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::HashMap;

    use serde_dynamo::AttributeValue as Stored;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only read")]
    struct Card {
        ph: u64,
        nm: String,
        ad: Vec<Role>,
    }

    #[derive(Debug, Deserialize)]
    enum Role {
        Admin,
    }

    /// The error of an item with these attributes instead of valid ones.
    fn problem(wrong: &[(&str, Option<Stored>)]) -> String {
        let role = Stored::L(vec![Stored::S("Admin".to_owned())]);
        let mut card = HashMap::from([
            ("ph".to_owned(), Stored::N("12025550142".to_owned())),
            ("nm".to_owned(), Stored::S("Ursula".to_owned())),
            ("ad".to_owned(), role),
        ]);
        for (name, value) in wrong {
            card.remove(*name);
            card.extend(value.clone().map(|value| ((*name).to_owned(), value)));
        }
        let item = card.into_iter().map(|(name, value)| (name, value.into())).collect();
        record::<Card>(item).map(|_| ()).unwrap_err().0
    }

    #[test]
    fn error_of_a_malformed_item_contains_no_stored_values() {
        let (text, number) =
            (|it: &str| Stored::S(it.to_owned()), |it: &str| Stored::N(it.to_owned()));
        assert_eq!(problem(&[("ph", Some(number("12025550142.5")))]), "ph: not of its kind");
        assert_eq!(problem(&[("nm", Some(number("12025550142")))]), "nm: not of its kind");
        let unknown = Stored::L(vec![text("Ursula")]);
        assert_eq!(problem(&[("ad", Some(unknown))]), "ad[0]: not of its kind");
        assert_eq!(problem(&[("ad", Some(text("Ursula")))]), "ad: not of its kind");
        assert_eq!(problem(&[("nm", None)]), ".: missing field `nm`");
    }
}
