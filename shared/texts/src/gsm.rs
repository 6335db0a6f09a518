//! The characters of an SMS. The build script includes this file, too.

/// The number of septets of an SMS that is charged as one message (3GPP TS 23.040, 9.2.3.24).
pub const SEGMENT: usize = 160;

/// The GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1) without ASCII letters and digits. Each of
/// these characters is one septet. The carriage return is left out, and so is the extension table
/// with the euro sign and brackets, whose characters take two septets each.
const BASIC: &str = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";

/// Whether a character takes one septet of an SMS.
#[must_use]
pub fn is_basic(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || BASIC.contains(letter)
}
