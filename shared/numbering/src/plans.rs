//! The numbering plans. The plans of a country calling code are loaded when the first
//! number with this code is parsed.

use std::sync::OnceLock;

use prost::Message;
use rlibphonenumber::{PhoneMetadataCollection, PhoneNumber, PhoneNumberUtil};

/// The encoded numbering plans by country calling code, from the build script.
const PLANS: &[(i32, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plans.rs"));

/// The plans that are loaded, in the order of [`PLANS`].
static LOADED: [OnceLock<Option<Box<PhoneNumberUtil>>>; PLANS.len()] =
    [const { OnceLock::new() }; PLANS.len()];

/// Parses a number in E.164 with the plans of its country calling code.
pub fn read(text: &str) -> Option<(&'static PhoneNumberUtil, PhoneNumber)> {
    let plan = plan(text.strip_prefix('+')?)?;
    Some((plan, plan.parse(text, None).ok()?))
}

/// The library with only the plans of the digits' country calling code. No country calling
/// code is a prefix of another.
fn plan(digits: &str) -> Option<&'static PhoneNumberUtil> {
    let position = (1..=3).find_map(|length| {
        let code: i32 = digits.get(..length)?.parse().ok()?;
        PLANS.binary_search_by_key(&code, |(code, _)| *code).ok()
    })?;
    let load = || {
        let metadata = PhoneMetadataCollection::decode(PLANS[position].1).ok()?;
        PhoneNumberUtil::new_for_metadata(metadata).ok().map(Box::new)
    };
    LOADED[position].get_or_init(load).as_deref()
}
