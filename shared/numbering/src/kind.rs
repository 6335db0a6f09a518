//! The kinds of phone numbers, and which of them cost the sender of a message
//! extra.

use rlibphonenumber::{PhoneNumberFormat, PhoneNumberType};

use crate::plans::read;

/// The kind of a number; `None` when the text is not in E.164, or no numbering plan
/// contains the number.
pub fn kind(text: &str) -> Option<PhoneNumberType> {
    let (plan, number) = read(text)?;
    let kind = plan.get_number_type(&number);
    let normal = plan.format(&number, PhoneNumberFormat::E164);
    (kind != PhoneNumberType::Unknown && normal == text).then_some(kind)
}

/// Whether a message to a number of this kind costs the sender extra, or is not received.
/// Messages to toll-free numbers cost the normal price, and businesses in North America
/// receive messages on them. A universal access number (UAN) costs extra in several
/// countries and does not belong to one person.
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
