//! Tests of lists of refunds, which are either complete or an error.

use docket_platform::payments::{PaymentProvider, ProviderError, Refund};
use serde_json::{Value, json};

use super::{Server, refund, server::Reply, stripe, with};

fn page(ids: std::ops::Range<usize>, has_more: bool) -> Reply {
    let data: Vec<Value> =
        ids.map(|id| with(refund(), json!({"id": format!("re_{id}")}))).collect();
    Reply::ok(&json!({"object": "list", "data": data, "has_more": has_more, "url": "/v1/refunds"}))
}

/// The list from these pages, and the requests after the first.
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
async fn list_reads_all_pages() {
    let (list, cursors) =
        list(vec![page(0..100, true), page(100..200, true), page(200..203, false)]).await;
    let ids: Vec<String> = list.unwrap().iter().map(|refund| refund.id.to_string()).collect();
    assert_eq!(ids, (0..203).map(|id| format!("re_{id}")).collect::<Vec<_>>());
    assert_eq!(cursors, ["re_99", "re_199"]);
}

#[tokio::test]
async fn list_is_empty_when_there_are_no_refunds() {
    assert_eq!(list(vec![page(0..0, false)]).await.0, Ok(Vec::new()));
}

#[tokio::test]
async fn list_fails_after_ten_requests_when_it_has_no_end() {
    let pages = (0..20).map(|_| page(0..100, true)).collect();
    let (list, cursors) = list(pages).await;
    let unknown = ProviderError::Unknown("the intent has more refunds than are read");
    assert_eq!((list, cursors.len()), (Err(unknown), 9));
}

#[tokio::test]
async fn list_fails_when_one_page_fails() {
    let failure = Reply::Answer(503, Vec::new(), Vec::new());
    let failed = ProviderError::ServerError { status: 503, replayed: false };
    assert_eq!(list(vec![page(0..100, true), failure]).await.0, Err(failed));
}

#[tokio::test]
async fn list_fails_when_a_page_is_of_another_intent_or_empty_before_the_end() {
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
