//! Request bodies and queries: read as a whole, with all their faults reported at once, after the
//! caller's rights were checked.

mod image;
mod json;
pub mod names;
mod place;
mod query;
mod reader;

use std::{convert::Infallible, marker::PhantomData};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
};
use docket_app::{Fault, Faults, Granted};
use docket_platform::digest;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use super::ApiError;

pub use image::ImageBody;
pub use query::Query;

/// A JSON body that has not been read yet.
#[derive(Debug)]
pub struct Body<T> {
    bytes: Result<Bytes, ApiError>,
    is_json: bool,
    of: PhantomData<fn() -> T>,
}

/// The value of a body, and the hash by which a repeated request is recognized.
#[derive(Debug)]
pub struct Sent<T> {
    /// The value that was read.
    pub value: T,
    /// The first half of the SHA-256 of the JSON value. Equal values have equal hashes, however
    /// they are written.
    pub digest: [u8; 16],
}

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let is_json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(unread);
        Ok(Self { bytes, is_json, of: PhantomData })
    }
}

impl<T: DeserializeOwned> Body<T> {
    /// Reads the body, and then checks with `rules` what its type does not express. All
    /// faults are reported together; if there are any, the result of `rules` is
    /// discarded.
    ///
    /// # Errors
    ///
    /// Every invalid place; or the body is not JSON, or too large.
    pub fn read<R>(
        self,
        _: &Granted,
        rules: impl FnOnce(T, &mut Faults) -> Option<R>,
    ) -> Result<Sent<R>, ApiError> {
        let (bytes, is_json) = (self.bytes?, self.is_json);
        if !is_json {
            return Err(ApiError::UnsupportedMediaType);
        }
        let mut faults = Faults::default();
        let json = json::parse(&bytes, &mut faults)?;
        // An object's names are sorted, so this writes every spelling the same way.
        let digest = digest(json.to_string().as_bytes());
        let value = reader::read(&json, names::Form::Json, &mut faults);
        let value = value.and_then(|value| rules(value, &mut faults));
        Ok(Sent { value: faults.none_in(value)?, digest })
    }

    /// Reads a body whose further rules are checked later.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn value(self, granted: &Granted) -> Result<Sent<T>, ApiError> {
        self.read(granted, |value, _| Some(value))
    }

    /// Reads a body that may be empty.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn maybe<R>(
        self,
        granted: &Granted,
        rules: impl FnOnce(T, &mut Faults) -> Option<R>,
    ) -> Result<Option<R>, ApiError> {
        match &self.bytes {
            Ok(bytes) if bytes.is_empty() => Ok(None),
            Ok(_) | Err(_) => self.read(granted, rules).map(|sent| Some(sent.value)),
        }
    }
}

fn unread(rejection: BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        ApiError::TooLarge
    } else {
        Fault::at("", "the body could not be read to its end; send it again").into()
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests;
