//! Verification codes: six digits of a keyed hash over a send's nonce.

use docket_domain::Send;
use docket_platform::SecretKey;
use docket_store::Subject;

/// The code of a send.
#[must_use]
pub fn code(secret: &SecretKey, subject: &Subject, send: &Send) -> String {
    let mac = secret.mac(&[b"code", subject.to_string().as_bytes(), &send.nonce]);
    let number = u64::from_be_bytes(std::array::from_fn(|at| mac[at]));
    // The remainder of a number below 2^64 is as good as uniformly distributed.
    format!("{:06}", number % 1_000_000)
}

/// A code that a person entered. It has no `Debug`, so that it is never logged.
pub struct Guess(String);

impl Guess {
    /// Reads six digits.
    ///
    /// # Errors
    ///
    /// The form that a code must have.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("must be the six digits of the code that was sent")
        }
    }

    /// Whether the guess is right, in constant time.
    #[must_use]
    pub fn is(&self, code: &str) -> bool {
        let (guess, code) = (self.0.as_bytes(), code.as_bytes());
        docket_platform::equal_in_constant_time(guess, code)
    }
}
