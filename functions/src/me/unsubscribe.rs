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
/// Ends e-mails of the group to which the e-mail belonged, for the person to whom it was sent,
/// without signing in. The button of the unsubscribe page sends this request; mail programs send it
/// for a one-click unsubscribe (RFC 8058). The body is not read. Messages of other groups are not
/// affected. Repeating the request changes nothing. Anybody who has the link may call it; 404
/// `not_found` means that Docket did not create the link.
#[utoipa::path(
    post, path = "/api/unsubscribe/{token}", tag = "Me",
    params(("token" = inline(words::UnsubscribeToken), Path,
        description = "The token of the link in the e-mail.")),
    responses((status = OK, description = "The HTML page that confirms the end of the e-mails.",
        content((words::HtmlPage = "text/html")))),
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
