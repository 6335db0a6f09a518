//! The kinds of phone numbers, and which of them cost the sender of a message
//! extra.

use rlibphonenumber::{PhoneNumberFormat, PhoneNumberType};

use crate::plans::read;

/// The kind of a number that exists and is written in E.164.
pub fn kind(text: &str) -> Option<PhoneNumberType> {
    let (plan, number) = read(text)?;
    let kind = plan.get_number_type(&number);
    let normal = plan.format(&number, PhoneNumberFormat::E164);
    (kind != PhoneNumberType::Unknown && normal == text).then_some(kind)
}

/// Whether the sender pays extra for a message to a number of this kind, or
/// nobody receives it. Messages to toll-free numbers cost what others cost, and
/// businesses in North America do receive them there. A company's number (UAN)
/// costs extra in several countries and is nobody's own.
pub const fn is_costly(kind: PhoneNumberType) -> bool {
    match kind {
        PhoneNumberType::FixedLine
        | PhoneNumberType::Mobile
        | PhoneNumberType::FixedLineOrMobile
        | PhoneNumberType::TollFree
        | PhoneNumberType::VoIP => false,
        PhoneNumberType::PremiumRate
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PersonalNumber
        | PhoneNumberType::Pager
        | PhoneNumberType::UAN
        | PhoneNumberType::VoiceMail
        | PhoneNumberType::Unknown => true,
    }
}
