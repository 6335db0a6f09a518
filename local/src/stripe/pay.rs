//! `/_local/pay/{payment intent}`: the page on which a payer pays, in place of the provider's
//! payment form.
//!
//! It shows a payment only to a caller with its client secret. The secret is in the URL's fragment
//! or in a form, never in a query, because browser histories and logs keep URLs. Without JavaScript
//! the payer enters the secret.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use super::{
    due,
    error::ApiError,
    form::Form,
    money,
    objects::{Intent, IntentStatus},
    paying::{self, Confirmation},
    perform::has_secret,
    render::PAY_PAGE,
    service::StandIn,
    store::Work,
};
use crate::http::PAGE_HEADERS;

/// The colours and sizes of the pages.
const TOKENS: &str = include_str!("../../../web/src/ui/tokens.css");
/// Where the tokens begin. The fonts before them are not served here.
const TOKENS_BEGIN: &str = ":root {";
const STYLES: &str = include_str!("pay/pay.css");
const SCRIPT: &str = include_str!("pay/pay.js");

/// The payment methods that the page offers: id, name and what happens.
const OFFERED: [(&str, &str, &str); 5] = [
    ("pm_card_visa", "Pay by card", "The card works."),
    ("pm_card_visa_chargeDeclined", "Pay by a card that is declined", "The bank refuses it."),
    (
        "pm_card_visa_chargeDeclinedInsufficientFunds",
        "Pay by a card without money",
        "The bank refuses it, and says why.",
    ),
    (
        "pm_card_authenticationRequired",
        "Pay by a card that asks for confirmation",
        "The bank asks before it pays.",
    ),
    ("pm_usBankAccount_success", "Pay later", "By bank debit, which takes an hour."),
];

/// Makes the router.
pub fn router(stand_in: Arc<StandIn>) -> Router {
    let styles = TOKENS
        .find(TOKENS_BEGIN)
        .map_or(STYLES.to_owned(), |at| format!("{}\n{STYLES}", &TOKENS[at..]));
    Router::new()
        .route("/_local/pay.css", get(|| async { file("text/css", styles) }))
        .route("/_local/pay.js", get(|| async { file("text/javascript", SCRIPT.to_owned()) }))
        .route(&format!("{PAY_PAGE}{{intent}}"), get(open).post(act))
        .with_state(stand_in)
}

fn file(kind: &'static str, content: String) -> Response {
    protected(([(header::CONTENT_TYPE, kind)], content).into_response())
}

/// The form that asks for the client secret. It shows no data of the payment, not even whether the
/// payment exists.
async fn open() -> Response {
    let body = "<h1>Pay</h1>\
        <p class=\"note\">This page needs the client secret of the payment, which the link to it carries.</p>\
        <form method=\"post\" data-open>\
        <label>Client secret <input name=\"client_secret\" autocomplete=\"off\" required></label>\
        <input type=\"hidden\" name=\"back\">\
        <button class=\"main\">Show the payment</button>\
        </form>\
        <script src=\"/_local/pay.js\"></script>";
    page(StatusCode::OK, body)
}

async fn act(
    State(stand_in): State<Arc<StandIn>>,
    Path(id): Path<String>,
    body: String,
) -> Response {
    let done = stand_in.work(|work| {
        due::catch_up(work);
        shown(work, &id, &body)
    });
    stand_in.wake();
    match done {
        Ok(response) => response,
        Err(error) => {
            let error = format!("{error:#}");
            tracing::error!(target: "docket", error, "the stand-in payment provider cannot write its records");
            page(StatusCode::INTERNAL_SERVER_ERROR, "<h1>Nothing was kept</h1>")
        }
    }
}

/// The fields of the payer's form.
struct Ask {
    secret: String,
    back: Option<String>,
    act: Option<String>,
}

impl Ask {
    fn read(body: &str) -> Result<Self, ApiError> {
        let mut form = Form::parse(body)?;
        let secret = form.required("client_secret")?;
        let (back, act) = (form.text("back")?, form.text("act")?);
        form.finish(&[])?;
        Ok(Self { secret, back: back.filter(|back| is_path(back)), act })
    }
}

/// Whether a link leads to a page of this origin.
fn is_path(back: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~?=&".contains(&byte);
    back.starts_with('/') && !back.starts_with("//") && back.bytes().all(is_plain)
}

fn shown(work: &mut Work<'_>, id: &str, body: &str) -> Response {
    let Ok(ask) = Ask::read(body) else {
        return page(StatusCode::BAD_REQUEST, "<h1>This form cannot be read</h1>");
    };
    // A wrong secret and an unknown payment get an identical answer, so that it does not reveal
    // which payments exist.
    let intent = work.find::<Intent>(id).filter(|intent| has_secret(intent, &ask.secret));
    let Some(mut intent) = intent else {
        let body = "<h1>There is no such payment</h1>\
            <p class=\"note\">Open this page by the link that the order shows.</p>";
        return page(StatusCode::NOT_FOUND, body);
    };
    if let Some(act) = &ask.act {
        // The intent keeps the error of a declined payment, and the page shows it.
        if let Err(error) = done(work, &intent, act)
            && error.is_before_work
        {
            return page(StatusCode::BAD_REQUEST, "<h1>The page offers no such way to pay</h1>");
        }
        intent = work.find::<Intent>(id).unwrap_or(intent);
    }
    payment(&intent, &ask)
}

/// Pays by the method that the payer chose, or passes on the payer's answer at the bank.
fn done(work: &mut Work<'_>, intent: &Intent, act: &str) -> Result<(), ApiError> {
    match act {
        "agree" => paying::authenticate(work, intent.clone(), true).map(drop),
        "refuse" => paying::authenticate(work, intent.clone(), false).map(drop),
        method => {
            let method = Some(paying::known_method(method)?.id.to_owned());
            let intent = Intent { method, ..intent.clone() };
            paying::confirm(work, intent, Confirmation::default()).map(drop)
        }
    }
}

fn payment(intent: &Intent, ask: &Ask) -> Response {
    let amount = money::readable(intent.amount, &intent.currency);
    let error = intent.last_error.as_ref().and_then(|it| it["message"].as_str());
    let (heading, note) = match intent.status {
        IntentStatus::RequiresPaymentMethod | IntentStatus::RequiresConfirmation => ("Pay", None),
        IntentStatus::RequiresAction => ("Your bank asks: is it you?", None),
        IntentStatus::Processing => {
            ("Under way", Some(("", "The bank takes an hour. You can close this page.")))
        }
        IntentStatus::RequiresCapture => (
            "Thank you",
            Some(("good", "The amount is reserved, and taken when the order is accepted.")),
        ),
        IntentStatus::Canceled => ("Canceled", Some(("bad", "This payment was canceled."))),
        IntentStatus::Succeeded => ("Thank you", Some(("good", "It is paid."))),
    };
    let status = error.map(|it| ("bad", it)).or(note).map(|(class, text)| {
        format!("<p class=\"status {class}\" role=\"status\">{}</p>", escaped(text))
    });
    let back = ask.back.as_deref();
    let back =
        back.map(|back| format!("<p><a href=\"{}\">Back to the order</a></p>", escaped(back)));
    let (status, back) = (status.unwrap_or_default(), back.unwrap_or_default());
    let choices = choices(intent.status, ask);
    let body = format!(
        "<h1>{heading}</h1><p class=\"amount\">{amount}</p>{status}{choices}{back}\
         <p class=\"note\">No money moves: this page of the local program stands in for the \
         payment provider's form.</p>"
    );
    page(StatusCode::OK, &body)
}

fn choices(status: IntentStatus, ask: &Ask) -> String {
    let choices: &[(&str, &str, &str)] = match status {
        IntentStatus::RequiresPaymentMethod | IntentStatus::RequiresConfirmation => &OFFERED,
        IntentStatus::RequiresAction => &[
            ("agree", "Yes, pay", "The bank lets it through."),
            ("refuse", "No", "The bank refuses it."),
        ],
        IntentStatus::Processing
        | IntentStatus::RequiresCapture
        | IntentStatus::Canceled
        | IntentStatus::Succeeded => return String::new(),
    };
    let hidden = |name: &str, value: &str| {
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value))
    };
    let button = |(at, (act, name, note)): (usize, &(&str, &str, &str))| {
        let class = if at == 0 { " class=\"main\"" } else { "" };
        format!("<button name=\"act\" value=\"{act}\"{class}>{name}<small>{note}</small></button>")
    };
    let buttons: Vec<_> = choices.iter().enumerate().map(button).collect();
    let secret = hidden("client_secret", &ask.secret);
    let back = hidden("back", ask.back.as_deref().unwrap_or_default());
    format!("<form method=\"post\">{secret}{back}{}</form>", buttons.concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page(status: StatusCode, body: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Pay · Docket</title>\n<link rel=\"stylesheet\" href=\"/_local/pay.css\">\n</head>\n\
         <body><main><div class=\"slip\">{body}</div></main></body>\n</html>\n"
    );
    protected((status, Html(html)).into_response())
}

/// Adds the headers of all pages. No cache keeps a page, because it holds a client secret.
fn protected(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in PAGE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
