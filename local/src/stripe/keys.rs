//! Idempotency keys: a retried request gets the first answer again and is not executed twice.
//!
//! An answer is stored for 24 hours, error responses included. An error is not stored when the
//! request was not executed: a parameter is wrong, another request with the key is in progress, or
//! a fault has taken the provider down.

use docket_platform::digest;
use jiff::SignedDuration;

use super::{
    error::{ApiError, ErrorType},
    hex::hex,
    objects::{Account, KeptAnswer},
    store::{Work, kept_answer_id},
};

/// How long an answer is stored after the first use of the key.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// The maximum length of a key in bytes.
const LONGEST: usize = 255;

/// A request with an idempotency key.
pub struct Keyed<'a> {
    /// The account that the key belongs to.
    pub account: &'a Account,
    /// The key.
    pub key: &'a str,
    /// The path.
    pub path: &'a str,
    /// The body.
    pub body: &'a str,
}

impl Keyed<'_> {
    /// The id of the stored answer of the key.
    pub fn id(&self) -> String {
        kept_answer_id(&self.account.to_string(), self.key)
    }

    /// Checks the length of the key.
    ///
    /// # Errors
    ///
    /// The key is too long.
    pub fn check(&self) -> Result<(), ApiError> {
        if self.key.len() <= LONGEST {
            return Ok(());
        }
        let message = format!("Idempotency keys can have at most {LONGEST} characters.");
        Err(ApiError::new(400, ErrorType::Idempotency, message))
    }

    /// The stored answer of the key, if there is one.
    ///
    /// # Errors
    ///
    /// The key was used for another request.
    pub fn kept(&self, work: &Work<'_>) -> Result<Option<KeptAnswer>, ApiError> {
        let kept = work.find::<KeptAnswer>(&self.id());
        let Some(kept) = kept.filter(|kept| work.now < kept.at + KEPT) else {
            return Ok(None);
        };
        let refused = |message| Err(ApiError::new(400, ErrorType::Idempotency, message));
        if kept.path != self.path {
            return refused(format!(
                "Keys for idempotent requests can only be used for the same endpoint they were \
                 first used for ('{}' vs '{}'). Try using a key other than '{}' if you meant to \
                 execute a different request.",
                kept.path, self.path, self.key
            ));
        }
        if kept.parameters != self.parameters() {
            return refused(format!(
                "Keys for idempotent requests can only be used with the same parameters they were \
                 first used with. Try using a key other than '{}' if you meant to execute a \
                 different request.",
                self.key
            ));
        }
        Ok(Some(kept))
    }

    /// Stores the answer.
    pub fn keep(&self, work: &mut Work<'_>, request: &str, status: u16, body: &str) {
        work.put(KeptAnswer {
            account: self.account.clone(),
            key: self.key.to_owned(),
            at: work.now,
            path: self.path.to_owned(),
            parameters: self.parameters(),
            request: request.to_owned(),
            status,
            body: body.to_owned(),
        });
    }

    /// A digest of the parameters that does not depend on their order.
    fn parameters(&self) -> String {
        let mut pairs: Vec<_> = self.body.split('&').collect();
        pairs.sort_unstable();
        hex(&digest(pairs.join("&").as_bytes()))
    }
}

/// The error for a key whose earlier request is still in progress.
pub fn in_use(key: &str) -> ApiError {
    let message = format!(
        "There is currently another in-progress request using this Idempotency Key ({key}). If this \
         request fails, try again with the same Idempotency Key."
    );
    ApiError::new(409, ErrorType::Idempotency, message).code("idempotency_key_in_use")
}
