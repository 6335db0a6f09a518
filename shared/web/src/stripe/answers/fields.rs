//! Fields that several kinds of objects share.

use std::collections::BTreeMap;

use docket_platform::payments::{Currency, ErrorCode, Mode, Owner, Reference};

/// The metadata names under which Docket stores its own ids.
pub const DEPLOYMENT: &str = "docket_deployment";
pub const PAYMENT: &str = "docket_payment";
pub const REFUND: &str = "docket_refund";

/// The metadata of an object: Docket's entries, and those of other programs.
pub type Metadata = BTreeMap<String, String>;

/// Parses a currency in Stripe's lower-case spelling.
pub fn currency(code: &str) -> Option<Currency> {
    Currency::from_stored(&code.to_ascii_uppercase()).ok()
}

/// The mode of an object, from its field `livemode`.
pub fn mode(livemode: bool) -> Mode {
    if livemode { Mode::Live } else { Mode::Test }
}

/// The owner of an object, from its metadata.
pub fn owner(metadata: &Metadata) -> Option<Owner> {
    let deployment = reference(metadata, DEPLOYMENT)?;
    Some(Owner { deployment, payment: reference(metadata, PAYMENT)? })
}

/// A code of Stripe; `None` when the text does not look like one.
pub fn code(text: Option<String>) -> Option<ErrorCode> {
    text.and_then(|text| ErrorCode::new(&text))
}

/// One of Docket's ids in the metadata, if it is present and valid.
pub fn reference(metadata: &Metadata, name: &str) -> Option<Reference> {
    metadata.get(name)?.parse().ok()
}
