//! The conversion of every error into a problem response. It happens here and nowhere else.

use axum::response::{IntoResponse, Response};
use docket_app::{AppError, Explanation, ProblemCode};
use serde_json::json;

use super::{ApiError, FieldError, Problem, more::more};

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        let detail = error.to_string();
        let problem = |code| Self::new(code, detail);
        match error {
            ApiError::App(error) => error.into(),
            ApiError::TooLarge | ApiError::ImageTooLarge => problem(ProblemCode::TooLarge),
            ApiError::UnsupportedMediaType | ApiError::UnsupportedImageType => {
                problem(ProblemCode::UnsupportedMediaType)
            }
            ApiError::MethodNotAllowed(methods) => {
                problem(ProblemCode::MethodNotAllowed).allow(methods)
            }
            ApiError::Table(error) => {
                let reason = error.to_string();
                tracing::error!(reason, "internal error");
                let Explanation { code, detail, .. } = Explanation::internal();
                Self::new(code, detail)
            }
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        error.log();
        let Explanation { code, reason, detail, faults, retry_after } = error.explain();
        let mut problem = Self::new(code, detail);
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
