//! The characters of an SMS. The build reads this file too.

/// The septets of an SMS that is charged as one message (3GPP TS 23.040, 9.2.3.24).
pub const SEGMENT: usize = 160;

/// The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1) beside ASCII letters and digits. Each of
/// these is one septet. Left out are the carriage return, and the extension table with the euro
/// sign and brackets, whose characters are two septets each.
const BASIC: &str = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";

/// Whether a character is one septet of an SMS.
#[must_use]
pub fn is_basic(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || BASIC.contains(letter)
}
