//! The numbering plans, each read when the first number of its country calling
//! code is.

use std::sync::OnceLock;

use prost::Message;
use rlibphonenumber::{PhoneMetadataCollection, PhoneNumber, PhoneNumberUtil};

/// The numbering plans by country calling code, as the build cut them.
const PLANS: &[(i32, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plans.rs"));

/// The plans that were asked for, read.
static READ: [OnceLock<Option<Box<PhoneNumberUtil>>>; PLANS.len()] =
    [const { OnceLock::new() }; PLANS.len()];

/// A number of E.164's shape, as the library reads it with its country's plan.
pub fn read(text: &str) -> Option<(&'static PhoneNumberUtil, PhoneNumber)> {
    let plan = plan(text.strip_prefix('+')?)?;
    Some((plan, plan.parse(text, None).ok()?))
}

/// The library, with nothing but the plan that these digits belong to. No
/// country calling code begins with another.
fn plan(digits: &str) -> Option<&'static PhoneNumberUtil> {
    let position = (1..=3).find_map(|length| {
        let code: i32 = digits.get(..length)?.parse().ok()?;
        PLANS.binary_search_by_key(&code, |(code, _)| *code).ok()
    })?;
    let load = || {
        let metadata = PhoneMetadataCollection::decode(PLANS[position].1).ok()?;
        PhoneNumberUtil::new_for_metadata(metadata).ok().map(Box::new)
    };
    READ[position].get_or_init(load).as_deref()
}
