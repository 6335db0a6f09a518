use docket_tests::{
    Docket, Person, Reply,
    deployment::{deploy, phone, visitor},
    pickup,
};
use jiff::SignedDuration;
use reqwest::Client;
use serde_json::json;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn ask(docket: &Docket, visitor: &Client, phone: &str) -> Reply {
    let body = json!({"phone": phone});
    docket.call_as(visitor, "POST", "/api/auth/codes").json(&body).send().await
}

async fn order(docket: &Docket, visitor: &Client, phone: &str) -> Reply {
    let body = pickup("green-valley", phone, &[("gv-honey", 1)]);
    docket.call_as(visitor, "POST", "/api/orders").json(&body).send().await
}

#[tokio::test]
async fn address_gets_its_hourly_codes_in_all_whatever_the_endpoint() {
    let docket = deploy(&[("CodesPerAddress", 3)]).await;
    let (here, there) = (visitor(0, 9), visitor(0, 10));
    ask(&docket, &here, &phone(1)).await.expect(202);
    let id = order(&docket, &here, &phone(2)).await.expect(201).text_at("/order/id");
    docket.advance(SignedDuration::from_secs(30)).await;
    let resend = format!("/api/orders/{id}/verification/resend");
    docket.call_as(&here, "POST", &resend).send().await.expect(202);

    docket.advance(SignedDuration::from_secs(30)).await;
    let before = docket.table().await;
    ask(&docket, &here, &phone(3)).await.problem(429, "too_many_requests");
    order(&docket, &here, &phone(4)).await.problem(429, "too_many_requests");
    let again = docket.call_as(&here, "POST", &resend).send().await;
    again.problem(429, "too_many_requests");
    docket.unchanged(&before).await;
    assert!(docket.running.messages(Some(&phone(3))).is_empty());

    // Other addresses and the open order are not affected. This address can request codes in the
    // next hour.
    ask(&docket, &there, &phone(3)).await.expect(202);
    docket.confirm(&id, &phone(2)).await.expect(200);
    docket.advance(HOUR).await;
    ask(&docket, &here, &phone(3)).await.expect(202);
}

#[tokio::test]
async fn refused_request_uses_up_no_codes_of_an_address() {
    let docket = deploy(&[("CodesPerAddress", 1)]).await;
    let here = visitor(0, 11);
    let short = pickup("green-valley", &phone(1), &[("gv-honey", 10_000)]);
    let reply = docket.call_as(&here, "POST", "/api/orders").json(&short).send().await;
    reply.problem(409, "insufficient_stock");
    let key = "the-only-one";
    let body = pickup("green-valley", &phone(1), &[("gv-honey", 1)]);
    for status in [201, 201] {
        let again = docket.call_as(&here, "POST", "/api/orders").key(key).json(&body);
        again.send().await.expect(status);
    }
    order(&docket, &here, &phone(2)).await.problem(429, "too_many_requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn address_gets_exactly_its_codes_when_a_hundred_requests_race() {
    let docket = std::sync::Arc::new(deploy(&[("CodesPerAddress", 7)]).await);
    let here = visitor(0, 12);
    let mut asked = tokio::task::JoinSet::new();
    for number in 0..100 {
        let (docket, here) = (docket.clone(), here.clone());
        asked.spawn(async move {
            if number % 2 == 0 {
                ask(&docket, &here, &phone(number)).await.status
            } else {
                order(&docket, &here, &phone(number)).await.status
            }
        });
    }
    let answers = asked.join_all().await;
    assert_eq!(answers.iter().filter(|status| matches!(status, 201 | 202)).count(), 7);
    assert!(answers.iter().all(|status| matches!(status, 201 | 202 | 429)), "{answers:?}");
    docket.running.settle().await.unwrap();
    assert_eq!(docket.running.messages(None).len(), 7);
}

#[tokio::test]
async fn deployment_sends_no_more_codes_than_its_budget() {
    let docket = deploy(&[("CodesInAll", 20)]).await;
    let mut refused = 0;
    // Enough requests that each of the eight parts of the budget is used up. The part of a number
    // is pseudo-random.
    for number in 0..240 {
        let asked = ask(&docket, &visitor(1, number), &phone(number.into())).await;
        docket.running.settle().await.unwrap();
        match asked.status {
            202 => {}
            429 => refused += 1,
            other => panic!("{other}: {}", asked.text),
        }
    }
    // The other half of the budget is for devices that have signed in before.
    assert_eq!(docket.running.messages(None).len(), 10);
    assert!(refused >= 230 - 8, "{refused} of 240 were told that there are none left");
    let before = docket.table().await;
    for number in 0..80 {
        order(&docket, &visitor(1, number), &phone(number.into()))
            .await
            .problem(429, "too_many_requests");
    }
    docket.unchanged(&before).await;
    docket.advance(HOUR).await;
    ask(&docket, &visitor(1, 0), &phone(100)).await.expect(202);
}

#[tokio::test]
async fn signed_in_caller_places_orders_when_no_codes_are_left() {
    let docket = deploy(&[("CodesPerAddress", 1), ("CodesInAll", 1)]).await;
    let staff = docket.sign_in(Person::Producer).await;
    let body = pickup("green-valley", &phone(1), &[("gv-honey", 1)]);
    for _ in 0..3 {
        docket.post("/api/orders").bearer(&staff).json(&body).send().await.expect(201);
    }
    docket.order(&body).await.problem(429, "too_many_requests");
}

#[tokio::test]
async fn code_request_costs_and_answers_the_same_for_known_and_unknown_numbers() {
    let docket = deploy(&[]).await;
    let mut seen = Vec::new();
    // A member, a number with an order, and an unused number.
    docket.order(&pickup("green-valley", &phone(1), &[("gv-honey", 1)])).await.expect(201);
    docket.advance(SignedDuration::from_mins(1)).await;
    for number in [Person::Kitchen.phone(), &phone(1), &phone(2)] {
        let used = || async {
            let capacity = docket.get("/_local/capacity").send().await.expect(200);
            capacity.at("/functions/request-code/roundTrips").as_u64().unwrap()
        };
        let before = used().await;
        let reply = ask(&docket, &visitor(2, 1), number).await.expect(202);
        let names: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
        let mut body = reply.at("");
        for random in ["challenge", "tag"] {
            let value = body.as_object_mut().unwrap().remove(random).unwrap();
            assert!(value.is_string());
        }
        seen.push((body, names, used().await - before));
    }
    assert_eq!(seen[0].2, 2, "one look and one write");
    assert!(seen.iter().all(|it| it == &seen[0]), "{seen:#?}");
}
