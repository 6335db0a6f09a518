//! Idempotency keys: a request that is repeated under its key gets the first answer again, and nothing is done twice.
//!
//! An answer is kept for 24 hours, errors included. An error is not kept where nothing was done: a parameter is wrong,
//! another request with the key is in progress, or a fault has taken the provider down.

use docket_platform::digest;
use jiff::SignedDuration;

use super::{
    error::{ApiError, ErrorType},
    hex::hex,
    objects::{Account, KeptAnswer},
    store::{Work, kept_answer_id},
};

/// How long an answer is kept after the key was used first.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// The most bytes of a key.
const LONGEST: usize = 255;

/// A request under a key.
pub struct Keyed<'a> {
    /// Whose key.
    pub account: &'a Account,
    /// The key.
    pub key: &'a str,
    /// The path.
    pub path: &'a str,
    /// The body.
    pub body: &'a str,
}

impl Keyed<'_> {
    /// The id of the answer that is kept under the key.
    pub fn id(&self) -> String {
        kept_answer_id(&self.account.to_string(), self.key)
    }

    /// Checks the key itself.
    ///
    /// # Errors
    ///
    /// It is too long.
    pub fn check(&self) -> Result<(), ApiError> {
        if self.key.len() <= LONGEST {
            return Ok(());
        }
        let message = format!("Idempotency keys can have at most {LONGEST} characters.");
        Err(ApiError::new(400, ErrorType::Idempotency, message))
    }

    /// The answer that was given under the key.
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

    /// Keeps the answer.
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

    /// A digest of the parameters, whatever their order.
    fn parameters(&self) -> String {
        let mut pairs: Vec<_> = self.body.split('&').collect();
        pairs.sort_unstable();
        hex(&digest(pairs.join("&").as_bytes()))
    }
}

/// Another request under the key is being answered.
pub fn in_use(key: &str) -> ApiError {
    let message = format!(
        "There is currently another in-progress request using this Idempotency Key ({key}). If this \
         request fails, try again with the same Idempotency Key."
    );
    ApiError::new(409, ErrorType::Idempotency, message).code("idempotency_key_in_use")
}
