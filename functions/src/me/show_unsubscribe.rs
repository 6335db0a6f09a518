use axum::{extract::State, response::Response};
use docket_app::{SharedApp, messages};
use docket_texts::UnsubscribePage;

use super::unsubscribe_answer::answer;
use crate::{
    http::{ApiError, ApiPath, Language},
    openapi::words,
};

/// Show the unsubscribe page.
///
/// Returns the HTML page to which the link in an e-mail leads. The page asks for confirmation and
/// changes nothing, because programs that check e-mails for dangerous links open it too. It is in
/// the language of `Accept-Language`. Anybody who has the link may call it, without a token; 404
/// `not_found` means that Docket did not create the link.
#[utoipa::path(
    get, path = "/api/unsubscribe/{token}", tag = "Me",
    params(("token" = inline(words::UnsubscribeToken), Path,
        description = "The token of the link in the e-mail.")),
    responses((status = OK, description = "The HTML page that asks for confirmation.",
        content((words::HtmlPage = "text/html")))),
)]
pub async fn show_unsubscribe(
    State(app): State<SharedApp>,
    language: Language,
    ApiPath(token): ApiPath<String>,
) -> Result<Response, ApiError> {
    messages::read_unsubscribe_token(&app, &token)?;
    Ok(answer(UnsubscribePage::Asking, language))
}
