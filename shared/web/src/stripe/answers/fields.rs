//! Fields that several kinds of objects have.

use std::collections::BTreeMap;

use docket_platform::payments::{Currency, ErrorCode, Mode, Owner, Reference};

/// The names by which what is ours stands in an object's metadata.
pub const DEPLOYMENT: &str = "docket_deployment";
pub const PAYMENT: &str = "docket_payment";
pub const REFUND: &str = "docket_refund";

/// What is ours, and what others put beside it.
pub type Metadata = BTreeMap<String, String>;

/// A currency as Stripe writes it, in small letters.
pub fn currency(code: &str) -> Option<Currency> {
    Currency::from_stored(&code.to_ascii_uppercase()).ok()
}

/// What an object says about money.
pub fn mode(livemode: bool) -> Mode {
    if livemode { Mode::Live } else { Mode::Test }
}

/// Whose payment an object is of, by its metadata.
pub fn owner(metadata: &Metadata) -> Option<Owner> {
    let deployment = reference(metadata, DEPLOYMENT)?;
    Some(Owner { deployment, payment: reference(metadata, PAYMENT)? })
}

/// A word of Stripe that looks like a code.
pub fn code(text: Option<String>) -> Option<ErrorCode> {
    text.and_then(|text| ErrorCode::new(&text))
}

/// One of our own ids, if it is there.
pub fn reference(metadata: &Metadata, name: &str) -> Option<Reference> {
    metadata.get(name)?.parse().ok()
}
