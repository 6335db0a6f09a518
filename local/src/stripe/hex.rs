//! Bytes as text.

use std::fmt::Write as _;

/// Two hexadecimal digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // A text takes whatever is written to it.
        write!(text, "{byte:02x}").ok();
        text
    })
}
