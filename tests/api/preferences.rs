//! Preferences of messages: groups, channels, quiet hours and reachability.

use docket_tests::{
    Call, Person, Reply,
    world::{
        BUYER, OTHER,
        people::{EVERYWHERE, NEXT_CODE, People, sign_in},
    },
};
use serde_json::{Value, json};

const PATH: &str = "/api/preferences";

const BUYERS: [&str; 10] = [
    "order_accepted",
    "order_changed",
    "order_done",
    "order_on_the_way",
    "order_ready",
    "order_received",
    "order_stopped",
    "payment",
    "problem_with_money",
    "refund",
];

fn full() -> Value {
    json!({
        "language": "DE-at", "timezone": "europe/vienna",
        "quietHours": {"from": "22:00", "to": "07:00"},
        "groups": {"order_done": [], "order_ready": ["push", "sms"]},
    })
}

fn putting(world: &People, token: &str, body: &Value) -> Call {
    world.docket.call("PUT", PATH).bearer_if(token).json(body)
}

async fn put(world: &People, token: &str, body: &Value) -> Reply {
    putting(world, token, body).send().await.expect(200)
}

async fn get(world: &People, token: &str) -> Reply {
    world.docket.get(PATH).bearer(token).send().await.expect(200)
}

/// The groups that apply to the caller, sorted.
fn groups(reply: &Reply) -> Vec<String> {
    reply.at("/preferences/defaults").as_object().unwrap().keys().cloned().collect()
}

fn with_buyers(own: &[&str]) -> Vec<String> {
    let mut all: Vec<_> = own.iter().chain(&BUYERS).map(|&name| name.to_owned()).collect();
    all.sort();
    all
}

#[tokio::test]
async fn preferences_are_defaults_when_nothing_was_chosen() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    let read = get(&world, &buyer).await;
    assert!(read.header("etag").starts_with("\"0."), "{}", read.header("etag"));
    let sms = json!(["sms"]);
    let expected = json!({
        "language": null, "timezone": null, "quietHours": null, "groups": {},
        "defaults": {
            "order_received": sms, "order_accepted": [], "order_ready": sms,
            "order_on_the_way": sms, "order_done": [], "order_stopped": sms, "order_changed": [],
            "payment": [], "refund": [], "problem_with_money": sms,
        },
        "reachable": {"sms": true, "email": false, "push": false},
        "version": 0,
    });
    assert_eq!(read.at("/preferences"), expected);
    world.docket.get(PATH).send().await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn preferences_are_read_in_normalized_form() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    let answer = put(&world, &buyer, &full()).await;
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(answer.at("/preferences/language"), "de-AT");
    assert_eq!(answer.at("/preferences/timezone"), "Europe/Vienna");
    assert_eq!(answer.at("/preferences/quietHours"), full()["quietHours"]);
    let groups = json!({"order_done": [], "order_ready": ["sms", "push"]});
    assert_eq!(answer.at("/preferences/groups"), groups);
    assert_eq!(answer.at("/preferences/version"), 1);
    assert_eq!(answer.at("/preferences/defaults/order_ready"), json!(["sms"]));
    let read = get(&world, &buyer).await;
    assert_eq!(read.at("/preferences"), answer.at("/preferences"));

    // A choice is replaced as a whole: a group that is not named has its default again.
    let less = json!({"quietHours": null, "groups": {"refund": ["email"]}});
    let answer = put(&world, &buyer, &less).await;
    assert_eq!(answer.header("etag"), "\"2\"");
    for name in ["language", "timezone", "quietHours"] {
        assert_eq!(answer.at(&format!("/preferences/{name}")), Value::Null, "{name}");
    }
    assert_eq!(answer.at("/preferences/groups"), less["groups"]);
}

#[tokio::test]
async fn preferences_are_unchanged_when_chosen_again() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    put(&world, &buyer, &json!({"groups": {}})).await;
    assert_eq!(get(&world, &buyer).await.at("/preferences/version"), 0);
    put(&world, &buyer, &full()).await;
    let before = world.docket.table().await;
    let again = put(&world, &buyer, &full()).await;
    assert_eq!(again.at("/preferences/version"), 1);
    world.docket.unchanged(&before).await;
}

#[tokio::test]
async fn preferences_are_refused_when_if_match_is_stale() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    let first = get(&world, &buyer).await.header("etag").to_owned();
    let call = || putting(&world, &buyer, &full());
    for wrong in ["\"1\"", "\"7\"", "\"x\"", ""] {
        let stale = call().header("if-match", wrong).send();
        world.docket.refused(stale, 412, "precondition_failed").await;
    }
    call().header("if-match", &first).send().await.expect(200);
    let other = json!({"groups": {"payment": ["email"]}});
    let stale = putting(&world, &buyer, &other).header("if-match", &first).send();
    world.docket.refused(stale, 412, "precondition_failed").await;
    let seen = get(&world, &buyer).await.header("etag").to_owned();
    let next = putting(&world, &buyer, &other).header("if-match", &seen).send().await.expect(200);
    assert_eq!(next.header("etag"), "\"2\"");
}

#[tokio::test]
async fn preferences_are_refused_with_a_pointer_when_invalid() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    put(&world, &buyer, &json!({"groups": {"payment": ["email"]}})).await;
    for (field, value, place) in [
        ("language", json!("german"), "/language"),
        ("language", json!(5), "/language"),
        ("timezone", json!("Europe/Atlantis"), "/timezone"),
        ("quietHours", json!({"from": "22:00"}), "/quietHours/to"),
        ("quietHours", json!({"from": "22:00", "to": "22:00"}), "/quietHours/to"),
        ("quietHours", json!({"from": "24:00", "to": "07:00"}), "/quietHours/from"),
        ("quietHours", json!({"from": "22:00", "to": "7:00"}), "/quietHours/to"),
        ("quietHours", json!("22:00-07:00"), "/quietHours"),
        ("groups", json!(null), "/groups"),
        ("groups", json!([]), "/groups"),
        ("groups", json!({"order_gone": ["sms"]}), "/groups/order_gone"),
        ("groups", json!({"payment": null}), "/groups/payment"),
        ("groups", json!({"payment": "sms"}), "/groups/payment"),
        ("groups", json!({"payment": ["pigeon"]}), "/groups/payment/0"),
        ("groups", json!({"payment": ["sms", "SMS"]}), "/groups/payment/1"),
        ("groups", json!({"payment": ["SMS", "sms"]}), "/groups/payment/0"),
        ("groups", json!({"payment": ["sms", "email", "sms"]}), "/groups/payment/2"),
        ("groups", json!({"new_order": ["sms"]}), "/groups/new_order"),
        ("groups", json!({"batch": []}), "/groups/batch"),
        ("channels", json!({}), "/channels"),
    ] {
        let mut body = full();
        body[field] = value;
        let call = putting(&world, &buyer, &body).send();
        let refused = world.docket.refused(call, 400, "invalid_request").await;
        assert_eq!(refused.at("/errors/0/pointer"), place, "{}", refused.text);
        assert_eq!(refused.at("/errors/1"), Value::Null, "{}", refused.text);
    }
    let call = putting(&world, &buyer, &json!({"language": "de"})).send();
    let refused = world.docket.refused(call, 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/groups");
    let call = putting(&world, &buyer, &json!({"groups": {"new_order": ["sms"]}})).send();
    let refused = world.docket.refused(call, 400, "invalid_request").await;
    let detail = refused.text_at("/errors/0/detail");
    assert!(detail.contains("order_done") && !detail.contains("stock_low"), "{detail}");
    let twice = r#"{"groups": {"payment": ["sms"], "payment": []}}"#;
    let call = world.docket.call("PUT", PATH).bearer(&buyer).raw(twice).send();
    let refused = world.docket.refused(call, 400, "invalid_request").await;
    assert_eq!(refused.at("/errors/0/pointer"), "/groups/payment");
    let call = putting(&world, "", &full()).send();
    world.docket.refused(call, 401, "unauthenticated").await;
}

#[tokio::test]
async fn preferences_of_two_people_are_separate() {
    let world = People::open().await;
    let buyer = world.docket.token(BUYER).await;
    let other = world.docket.token(OTHER).await;
    put(&world, &buyer, &full()).await;
    let untouched = get(&world, &other).await;
    assert_eq!(untouched.at("/preferences/version"), 0);
    assert_eq!(untouched.at("/preferences/groups"), json!({}));
    put(&world, &other, &json!({"groups": {"refund": []}})).await;
    let read = get(&world, &buyer).await;
    assert_eq!(read.at("/preferences/language"), "de-AT");
    assert_eq!(read.at("/preferences/groups/refund"), Value::Null);
}

#[tokio::test]
async fn preferences_have_the_groups_of_the_callers_role() {
    let world = People::open().await;
    let staff = [
        "accept_late",
        "money_problem",
        "new_order",
        "order_cancelled",
        "stock_low",
        "target_missed",
    ];
    let admins = ["accept_late", "money_problem", "stock_low", "target_missed"];
    let buyer = world.docket.token(BUYER).await;
    let driver = world.docket.sign_in(Person::Driver).await;
    for (token, own) in [
        (&buyer, &[][..]),
        (&world.staff, &staff[..]),
        (&world.admin, &admins[..]),
        (&driver, &["batch"][..]),
    ] {
        let read = get(&world, token).await;
        assert_eq!(groups(&read), with_buyers(own));
        let all = with_buyers(own);
        let all = json!({"groups": all.iter().map(|it| (it.clone(), json!(["email"])))
            .collect::<serde_json::Map<_, _>>()});
        assert_eq!(put(&world, token, &all).await.at("/preferences/groups"), all["groups"]);
    }
    for (token, another) in
        [(&world.admin, "new_order"), (&world.staff, "batch"), (&driver, "stock_low")]
    {
        let call = putting(&world, token, &json!({"groups": {another: []}})).send();
        let refused = world.docket.refused(call, 400, "invalid_request").await;
        assert_eq!(refused.at("/errors/0/pointer"), format!("/groups/{another}"));
    }
}

#[tokio::test]
async fn preferences_of_a_member_are_shared_by_all_addresses() {
    let world = People::open().await;
    let body = json!({
        "name": "Dee", "phone": "+12025550150", "email": "dee@example.com", "role": "seller",
        "sellerId": "green-valley",
    });
    let id = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    let by_phone = world.accepted("+12025550150", &id).await.text_at("/accessToken");
    let read = get(&world, &by_phone).await;
    assert_eq!(read.at("/preferences/reachable"), reach(true, false));
    assert_eq!(read.at("/preferences/defaults/stock_low"), json!(["sms"]));
    assert_eq!(read.at("/preferences/defaults/new_order"), json!([]));

    let by_email = world.accepted("dee@example.com", &id).await.text_at("/accessToken");
    put(&world, &by_phone, &json!({"groups": {"stock_low": ["email"]}})).await;
    let read = get(&world, &by_email).await;
    assert_eq!(read.at("/preferences/reachable"), reach(true, true));
    assert_eq!(read.at("/preferences/groups"), json!({"stock_low": ["email"]}));
    // An urgent alert goes to one channel, other messages go to the e-mail address.
    assert_eq!(read.at("/preferences/defaults/accept_late"), json!(["sms"]));
    assert_eq!(read.at("/preferences/defaults/new_order"), json!(["email"]));

    // A member who leaves is a buyer with this phone, without the groups of staff.
    world.docket.post("/api/me/leave").bearer(&by_phone).send().await.expect(204);
    world.docket.advance(EVERYWHERE + NEXT_CODE).await;
    let buyer = sign_in(&world.docket, "+12025550150").await.expect(200).text_at("/accessToken");
    let read = get(&world, &buyer).await;
    assert_eq!(groups(&read), with_buyers(&[]));
    assert_eq!(read.at("/preferences/groups"), json!({}));
}

fn reach(sms: bool, email: bool) -> Value {
    json!({"sms": sms, "email": email, "push": false})
}

#[tokio::test]
async fn preferences_default_to_email_when_there_is_no_phone() {
    let world = People::open().await;
    let tokens = sign_in(&world.docket, "eve@example.com").await.expect(200);
    let read = get(&world, &tokens.text_at("/accessToken")).await;
    assert_eq!(read.at("/preferences/reachable"), reach(false, true));
    let defaults = read.at("/preferences/defaults");
    for (group, channels) in defaults.as_object().unwrap() {
        assert_eq!(*channels, json!(["email"]), "{group}");
    }
}
