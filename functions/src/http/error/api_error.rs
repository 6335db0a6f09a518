//! Every error with which an HTTP function refuses a request.

use docket_app::AppError;

/// The reason for which a request was refused: by a use case, or by HTTP itself.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A use case refused the request.
    #[error(transparent)]
    App(AppError),
    /// The body is larger than the limit.
    #[error("the body is larger than this deployment takes, which is 256 KB by default")]
    TooLarge,
    /// The body is larger than an image may be.
    #[error("the image is larger than 200 KB, the most that an image can have")]
    ImageTooLarge,
    /// The body is not declared as JSON.
    #[error("the body must be sent with the Content-Type application/json")]
    UnsupportedMediaType,
    /// The body is not declared as an image of a supported type.
    #[error("the body must be sent with the Content-Type image/webp, image/jpeg or image/png")]
    UnsupportedImageType,
    /// The path does not support the method; the field lists the methods that it supports.
    #[error("this path does not take the method of the request; it takes {0}")]
    MethodNotAllowed(String),
    /// A list could not be written as CSV.
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
