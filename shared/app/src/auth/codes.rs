//! What a code is: six digits of a keyed hash over a send's nonce.

use docket_domain::Send;
use docket_platform::SecretKey;
use docket_store::Subject;

/// The code of a send.
#[must_use]
pub fn code(secret: &SecretKey, subject: &Subject, send: &Send) -> String {
    let mac = secret.mac(&[b"code", subject.to_string().as_bytes(), &send.nonce]);
    let number = u64::from_be_bytes(std::array::from_fn(|at| mac[at]));
    // 2^64 is so much larger than a million that no code is likelier.
    format!("{:06}", number % 1_000_000)
}

/// A code as somebody typed it; without `Debug`, so that none is ever shown.
pub struct Guess(String);

impl Guess {
    /// Six digits.
    ///
    /// # Errors
    ///
    /// What it must be instead.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("must be the six digits of the code that was sent")
        }
    }

    /// Whether it is right, in a time that tells nothing.
    #[must_use]
    pub fn is(&self, code: &str) -> bool {
        let (guess, code) = (self.0.as_bytes(), code.as_bytes());
        docket_platform::equal_in_constant_time(guess, code)
    }
}
