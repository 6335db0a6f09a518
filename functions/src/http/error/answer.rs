//! The one place where what can go wrong becomes an answer.

use axum::response::{IntoResponse, Response};
use docket_app::{AppError, Explanation, Kind};
use http::StatusCode;
use serde_json::json;

use super::{ApiError, FieldError, Problem, more::more};

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        use StatusCode as S;
        let detail = error.to_string();
        let problem = |status, code| Self::new(status, code, detail);
        match error {
            ApiError::App(error) => error.into(),
            ApiError::TooLarge | ApiError::ImageTooLarge => {
                problem(S::PAYLOAD_TOO_LARGE, "too_large")
            }
            ApiError::UnsupportedMediaType | ApiError::UnsupportedImageType => {
                problem(S::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
            }
            ApiError::MethodNotAllowed(methods) => {
                problem(S::METHOD_NOT_ALLOWED, "method_not_allowed").allow(methods)
            }
            ApiError::Table(error) => {
                let reason = error.to_string();
                tracing::error!(reason, "internal error");
                let detail = "something went wrong on our side".to_owned();
                Self::new(S::INTERNAL_SERVER_ERROR, "internal", detail)
            }
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        error.log();
        let Explanation { kind, code, reason, detail, faults, retry_after } = error.explain();
        let mut problem = Self::new(status(kind), code, detail);
        if let Some(reason) = reason {
            problem = problem.with("reason", json!(reason));
        }
        if !faults.is_empty() {
            let errors: Vec<_> = faults.into_iter().map(FieldError::from).collect();
            problem = problem.with("errors", json!(errors));
        }
        if let Some(seconds) = retry_after {
            problem = problem.retry_after(seconds);
        }
        more(problem, &error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

const fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Kind::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}
