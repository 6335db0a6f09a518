//! Lists of refunds: whole, or an error.

use docket_platform::payments::{PaymentProvider, ProviderError, Refund};
use serde_json::{Value, json};

use super::{Server, refund, server::Reply, stripe, with};

fn page(ids: std::ops::Range<usize>, has_more: bool) -> Reply {
    let data: Vec<Value> =
        ids.map(|id| with(refund(), json!({"id": format!("re_{id}")}))).collect();
    Reply::ok(&json!({"object": "list", "data": data, "has_more": has_more, "url": "/v1/refunds"}))
}

/// The list that these pages make, and what was asked for after the first.
async fn list(pages: Vec<Reply>) -> (Result<Vec<Refund>, ProviderError>, Vec<String>) {
    let server = Server::replying(pages);
    let intent = "pi_3MtwBwLkdIwHu7ix28a3tqPa".parse().unwrap();
    let list = stripe(&server).list_refunds(&intent, None).await;
    let cursor = |request: &String| {
        let query = request.lines().next()?.split_whitespace().nth(1)?;
        query.split_once("&starting_after=").map(|(_, id)| id.to_owned())
    };
    (list, server.requests().iter().filter_map(cursor).collect())
}

#[tokio::test]
async fn all_pages_are_read_one_after_another() {
    let (list, cursors) =
        list(vec![page(0..100, true), page(100..200, true), page(200..203, false)]).await;
    let ids: Vec<String> = list.unwrap().iter().map(|refund| refund.id.to_string()).collect();
    assert_eq!(ids, (0..203).map(|id| format!("re_{id}")).collect::<Vec<_>>());
    assert_eq!(cursors, ["re_99", "re_199"]);
}

#[tokio::test]
async fn no_refunds_are_a_list_too() {
    assert_eq!(list(vec![page(0..0, false)]).await.0, Ok(Vec::new()));
}

#[tokio::test]
async fn a_list_without_an_end_is_an_error_and_costs_ten_requests() {
    let pages = (0..20).map(|_| page(0..100, true)).collect();
    let (list, cursors) = list(pages).await;
    let unknown = ProviderError::Unknown("the intent has more refunds than are read");
    assert_eq!((list, cursors.len()), (Err(unknown), 9));
}

#[tokio::test]
async fn a_failure_in_the_middle_is_no_shorter_list() {
    let failure = Reply::Answer(503, Vec::new(), Vec::new());
    let failed = ProviderError::ServerError { status: 503, replayed: false };
    assert_eq!(list(vec![page(0..100, true), failure]).await.0, Err(failed));
}

#[tokio::test]
async fn pages_that_are_not_of_the_intent_or_lead_nowhere_are_no_answer() {
    let foreign = with(refund(), json!({"payment_intent": "pi_another"}));
    let none = with(refund(), json!({"payment_intent": null}));
    for body in [
        json!({"object": "list", "data": [foreign], "has_more": false}),
        json!({"object": "list", "data": [refund(), none], "has_more": false}),
        json!({"object": "list", "data": [], "has_more": true}),
        json!({"object": "search_result", "data": [], "has_more": false}),
        json!({"object": "list", "data": [refund()]}),
        json!({"object": "list", "data": [{"object": "refund"}], "has_more": false}),
    ] {
        let (list, _) = list(vec![Reply::ok(&body)]).await;
        assert_eq!(list, Err(ProviderError::Unknown("its answer is not understood")), "{body}");
    }
}
