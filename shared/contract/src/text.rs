//! Texts in events, one type for each form.
//!
//! A text is what its publisher wrote: the pattern is in the schema and is not
//! checked when an event is read.

use serde::{Deserialize, Serialize};

/// Declares text types with the pattern that their schema has.
macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident = $pattern:literal $(, $format:literal)?;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text of a value that has this form.
            #[must_use]
            pub fn of(value: impl ToString) -> Self {
                Self(value.to_string())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "schemas")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": $pattern $(, "format": $format)?})
            }
        }
    )+};
}

texts! {
    /// A moment in UTC, with exactly three digits of a second (RFC 3339).
    Moment = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$", "date-time";
    /// The name of a change, or of the stream record that an event follows from.
    CorrelationId = "^[A-Za-z0-9_-]{1,128}$";
    /// Order id, the order's version and the event's ordinal within that change.
    OrderEventId = "^ORD-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{10}:[1-9][0-9]*:[0-9]+$";
    /// Batch id, the batch's version and the ordinal 0.
    BatchEventId = "^BAT-[0-9A-HJKMNP-TV-Z]{10}:[1-9][0-9]*:0$";
    /// Product id, and the id of the stream record by which the low stock was seen.
    StockEventId = "^[A-Za-z0-9_-]{1,64}:low:[A-Za-z0-9_-]{1,128}$";
    /// Subject and number of a code.
    CodeEventId = "^(order:[0-9A-HJKMNP-TV-Z]{10}|challenge:[0-9A-HJKMNP-TV-Z]{16}):code:[1-9][0-9]*$";
    /// What a code is for: an order, by its suffix, or a challenge to sign in.
    CodeSubject = "^(order:[0-9A-HJKMNP-TV-Z]{10}|challenge:[0-9A-HJKMNP-TV-Z]{16})$";
    /// The payment provider's id of what it reported.
    ProviderEventId = "^[A-Za-z0-9_-]{1,255}$";
    /// The payment provider's id of something.
    ProviderId = "^[A-Za-z0-9_-]{1,255}$";
    /// A payment's id.
    PaymentId = "^[A-Za-z0-9_-]{1,64}$";
    /// An order's id.
    OrderId = "^ORD-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{10}$";
    /// A batch's id.
    BatchId = "^BAT-[0-9A-HJKMNP-TV-Z]{10}$";
    /// A seller's id.
    SellerId = "^[A-Za-z0-9_-]{1,64}$";
    /// A product's id.
    ProductId = "^[A-Za-z0-9_-]{1,64}$";
    /// A member's id.
    MemberId = "^[A-Za-z0-9_-]{1,64}$";
    /// A customer, as a keyed hash of the contact.
    CustomerKey = "^[A-Za-z0-9_-]{1,64}$";
    /// A customer key, a member's id or the name of a function.
    ActorId = "^[A-Za-z0-9_-]{1,64}$";
    /// The name of a status of a lifecycle.
    StatusName = "^[A-Za-z_]{1,40}$";
    /// Name and version of a lifecycle.
    LifecycleVersion = "^[a-z][a-z0-9-]*@[1-9][0-9]*$";
    /// A currency's code (ISO 4217).
    CurrencyCode = "^[A-Z]{3}$";
}
