//! Types of the texts in events, one for each form.
//!
//! A text is kept as the publisher wrote it: its pattern is part of the schema and is not checked
//! when an event is read.

use serde::{Deserialize, Serialize};

/// Declares text types, each with the pattern of its schema.
macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident = $pattern:literal $(, $format:literal)?;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text of a value, which must have this form.
            #[must_use]
            pub fn of(value: impl ToString) -> Self {
                Self(value.to_string())
            }

            /// The value as text.
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
    /// A time in UTC (RFC 3339) with exactly three digits of a second.
    Moment = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$", "date-time";
    /// Identifier of a change, or of the stream record that an event follows from.
    CorrelationId = "^[A-Za-z0-9_-]{1,128}$";
    /// Order identifier, order version and ordinal of the event within that change.
    OrderEventId = "^ORD-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{10}:[1-9][0-9]*:[0-9]+$";
    /// Batch identifier, batch version and ordinal 0.
    BatchEventId = "^BAT-[0-9A-HJKMNP-TV-Z]{10}:[1-9][0-9]*:0$";
    /// Product identifier and identifier of the stream record that showed the low stock.
    StockEventId = "^[A-Za-z0-9_-]{1,64}:low:[A-Za-z0-9_-]{1,128}$";
    /// Subject and send number of a verification code.
    CodeEventId = "^(order:[0-9A-HJKMNP-TV-Z]{10}|challenge:[0-9A-HJKMNP-TV-Z]{16}):code:[1-9][0-9]*$";
    /// What a code verifies: an order, by its suffix, or a sign-in challenge.
    CodeSubject = "^(order:[0-9A-HJKMNP-TV-Z]{10}|challenge:[0-9A-HJKMNP-TV-Z]{16})$";
    /// Identifier that the payment provider gave its event.
    ProviderEventId = "^[A-Za-z0-9_-]{1,255}$";
    /// Identifier that the payment provider gave one of its objects.
    ProviderId = "^[A-Za-z0-9_-]{1,255}$";
    /// Identifier of a payment.
    PaymentId = "^[A-Za-z0-9_-]{1,64}$";
    /// Identifier of an order.
    OrderId = "^ORD-[0-9]{8}-[0-9A-HJKMNP-TV-Z]{10}$";
    /// Identifier of a delivery batch.
    BatchId = "^BAT-[0-9A-HJKMNP-TV-Z]{10}$";
    /// Identifier of a seller.
    SellerId = "^[A-Za-z0-9_-]{1,64}$";
    /// Identifier of a product.
    ProductId = "^[A-Za-z0-9_-]{1,64}$";
    /// Identifier of a member: staff, driver or administrator.
    MemberId = "^[A-Za-z0-9_-]{1,64}$";
    /// Keyed hash of a contact, which identifies a customer.
    CustomerKey = "^[A-Za-z0-9_-]{1,64}$";
    /// A customer key, the identifier of a member or the name of a function.
    ActorId = "^[A-Za-z0-9_-]{1,64}$";
    /// Name of a status in a lifecycle.
    StatusName = "^[A-Za-z_]{1,40}$";
    /// Name and version of a lifecycle, as in `kitchen@1`.
    LifecycleVersion = "^[a-z][a-z0-9-]*@[1-9][0-9]*$";
    /// Code of a currency (ISO 4217).
    CurrencyCode = "^[A-Z]{3}$";
}
