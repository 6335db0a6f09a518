//! A request body that is an image file, with a size limit of its own and a checked type.

use std::convert::Infallible;

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request},
};
use docket_app::{Fault, Granted};
use docket_domain::{ImageKind, MAX_IMAGE_BYTES, check_image};
use http::header;

use super::unread;
use crate::http::ApiError;

/// An image file that has not been read yet.
#[derive(Debug)]
pub struct ImageBody {
    kind: Option<ImageKind>,
    bytes: Result<Bytes, ApiError>,
}

impl<S: Send + Sync> FromRequest<S> for ImageBody {
    type Rejection = Infallible;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Infallible> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| ImageKind::of_media_type(value.to_str().ok()?.trim()));
        DefaultBodyLimit::max(MAX_IMAGE_BYTES).apply(&mut request);
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| match unread(rejection) {
            ApiError::TooLarge => ApiError::ImageTooLarge,
            other => other,
        });
        Ok(Self { kind, bytes })
    }
}

impl ImageBody {
    /// The file with its kind.
    ///
    /// # Errors
    ///
    /// The media type is not that of an image, the file is too large, or its content does not
    /// match the media type.
    pub fn read(self, _: &Granted) -> Result<(ImageKind, Bytes), ApiError> {
        let kind = self.kind.ok_or(ApiError::UnsupportedImageType)?;
        let bytes = self.bytes?;
        check_image(&bytes, kind).map_err(|error| Fault::at("", format!("the body {error}")))?;
        Ok((kind, bytes))
    }
}
