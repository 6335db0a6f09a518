use axum::{extract::State, response::Response};
use docket_app::{SharedApp, messages};
use docket_texts::UnsubscribePage;

use super::unsubscribe_answer::answer;
use crate::{
    http::{ApiError, ApiPath, Language},
    openapi::words,
};

/// Show the page to unsubscribe.
///
/// The page that the link in an e-mail leads to. It asks, and changes nothing: programs that look
/// for dangerous links follow this one, too. A token that Docket did not make is answered 404.
#[utoipa::path(
    get, path = "/api/unsubscribe/{token}", tag = "Me",
    params(("token" = inline(words::UnsubscribeToken), Path, description = "As the link has it.")),
    responses((status = OK, description = "The page.", content((words::HtmlPage = "text/html")))),
)]
pub async fn show_unsubscribe(
    State(app): State<SharedApp>,
    language: Language,
    ApiPath(token): ApiPath<String>,
) -> Result<Response, ApiError> {
    messages::read_unsubscribe_token(&app, &token)?;
    Ok(answer(UnsubscribePage::Asking, language))
}
