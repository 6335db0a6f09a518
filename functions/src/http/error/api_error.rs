//! Everything for which a request is refused.

use docket_app::AppError;

/// Why a request was not carried out: a use case refused it, or HTTP did.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A use case refused.
    #[error(transparent)]
    App(AppError),
    /// The body is larger than is read.
    #[error("the body is larger than 256 KB")]
    TooLarge,
    /// The body is larger than an image may be.
    #[error("the image is larger than 200 KB")]
    ImageTooLarge,
    /// The body is not JSON.
    #[error("the body must be application/json")]
    UnsupportedMediaType,
    /// The body is no image.
    #[error("the body must be image/webp, image/jpeg or image/png")]
    UnsupportedImageType,
    /// The path takes other methods.
    #[error("this path takes {0}")]
    MethodNotAllowed(String),
    /// A list could not be written as a table.
    #[error(transparent)]
    Table(csv::Error),
}

impl<E> From<E> for ApiError
where
    AppError: From<E>,
{
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}
