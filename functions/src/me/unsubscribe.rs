use axum::{extract::State, response::Response};
use docket_app::{SharedApp, messages};
use docket_texts::UnsubscribePage;

use super::unsubscribe_answer::answer;
use crate::{
    http::{ApiError, ApiPath, Language},
    openapi::words,
};

/// Unsubscribe from e-mails.
///
/// Ends e-mails of the kind that the link came with, for the person whom it was sent to, without
/// signing in: the page's button sends this, and mail programs do by one click (RFC 8058). The
/// body says nothing more and is not read. Again, it changes nothing.
#[utoipa::path(
    post, path = "/api/unsubscribe/{token}", tag = "Me",
    params(("token" = inline(words::UnsubscribeToken), Path, description = "As the link has it.")),
    responses((status = OK, description = "The page.", content((words::HtmlPage = "text/html")))),
)]
pub async fn unsubscribe(
    State(app): State<SharedApp>,
    language: Language,
    ApiPath(token): ApiPath<String>,
) -> Result<Response, ApiError> {
    let it = messages::read_unsubscribe_token(&app, &token)?;
    messages::unsubscribe(&app, &it).await?;
    Ok(answer(UnsubscribePage::Done, language))
}
