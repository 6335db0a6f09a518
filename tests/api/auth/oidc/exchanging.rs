//! Which ID tokens are accepted, and the role that their session has.

use docket_tests::{Docket, Person, Reply, pickup};
use jiff::SignedDuration;
use serde_json::json;

use crate::auth::oidc::{
    signing::{EC, ED, RSA, claims_of},
    world::{BUYER, World, sign_in_by_code},
};

#[tokio::test]
async fn id_token_starts_the_session_that_a_code_starts() {
    let world = World::open().await;
    for (address, role, key) in [
        (BUYER, "buyer", &*RSA),
        ("ida@example.com", "buyer", &*EC),
        (Person::Kitchen.phone(), "seller", &*ED),
        (Person::Driver.phone(), "driver", &*EC),
    ] {
        let tokens = world.exchange(&key.token(&world.claims(address))).await.expect(200);
        assert_eq!(tokens.text_at("/role"), role);
        assert_eq!(tokens.header("cache-control"), "no-store");
        let coded = sign_in_by_code(&world.docket, address).await;
        for pointer in ["/accessToken", "/refreshToken"] {
            let of = |reply: &Reply| {
                let claims = claims_of(&reply.text_at(pointer));
                ["iss", "aud", "sub", "role", "seller", "seq"].map(|name| claims[name].clone())
            };
            assert_eq!(of(&tokens), of(&coded), "{address}");
        }
        let access = tokens.text_at("/accessToken");
        world.docket.get("/api/health").bearer(&access).send().await.expect(200);
        let body = json!({"refreshToken": tokens.text_at("/refreshToken")});
        let next = world.docket.post("/api/auth/tokens/refresh").json(&body).send().await;
        assert_eq!(next.expect(200).text_at("/role"), role);
    }
}

#[tokio::test]
async fn buyer_orders_without_a_code_after_signing_in_by_id_token() {
    let world = World::open().await;
    let token = async |address| {
        let reply = world.exchange(&ED.token(&world.claims(address))).await;
        reply.expect(200).text_at("/accessToken")
    };
    let (buyer, staff) = (token(BUYER).await, token(Person::Producer.phone()).await);
    let body = pickup("green-valley", BUYER, &[("gv-honey", 1)]);
    let placed =
        world.docket.post("/api/orders").bearer(&buyer).json(&body).send().await.expect(201);
    assert_eq!(placed.text_at("/order/status"), "pending");
    let id = placed.text_at("/order/id");
    world.docket.set_status(&staff, &id, "confirmed").await.expect(200);
    world.docket.read_order(&buyer, &id).await.expect(200);
}

#[tokio::test]
async fn member_is_found_by_any_verified_address() {
    let world = World::open().await;
    let admin = world.docket.sign_in(Person::Admin).await;
    let body = json!({
        "name": "Ida", "email": "ida@example.com", "role": "seller", "sellerId": "corner-shop",
    });
    let added = world.docket.post("/api/members").bearer(&admin).json(&body).send().await;
    let id = added.expect(201).text_at("/member/id");
    // An invitation gives no role until its holder accepts it, here in a session of an ID token.
    let tokens = world.exchange(&ED.token(&world.claims("ida@example.com"))).await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer");
    world.docket.advance(SignedDuration::from_secs(1)).await;
    world.docket.accept(&tokens.text_at("/accessToken"), &id).await.expect(200);
    let mut claims = world.claims(BUYER);
    claims["email"] = json!("ida@example.com");
    for (verified, role) in [(json!(true), "seller"), (json!(false), "buyer")] {
        claims["email_verified"] = verified;
        let tokens = world.exchange(&ED.token(&claims)).await.expect(200);
        assert_eq!(tokens.text_at("/role"), role);
    }
}

#[tokio::test]
async fn id_token_never_signs_in_an_administrator() {
    let world = World::open().await;
    let admin = world.docket.sign_in(Person::Admin).await;
    let body = json!({"name": "Ann", "email": "ann@example.com", "role": "admin"});
    let added = world.docket.post("/api/members").bearer(&admin).json(&body).send().await;
    let id = added.expect(201).text_at("/member/id");
    // The session cannot accept an invitation as an administrator.
    let tokens = world.exchange(&ED.token(&world.claims("ann@example.com"))).await.expect(200);
    let refused = world.docket.accept(&tokens.text_at("/accessToken"), &id).await;
    refused.problem(403, "forbidden");
    let coded = sign_in_by_code(&world.docket, "ann@example.com").await;
    world.docket.accept(&coded.text_at("/accessToken"), &id).await.expect(200);
    world.docket.advance(SignedDuration::from_secs(31)).await;
    for address in [Person::Admin.phone(), "ann@example.com"] {
        world.refused(&ED.token(&world.claims(address)), 403, "forbidden").await;
    }
    // A second verified address of a member does not help.
    let mut both = world.claims(Person::Admin.phone());
    both["email"] = json!("ida@example.com");
    both["email_verified"] = json!(true);
    world.refused(&ED.token(&both), 403, "forbidden").await;
    let body = json!({"idToken": ED.token(&world.claims(Person::Admin.phone()))});
    let reply = world.docket.post("/api/auth/admin/login").json(&body).send().await;
    reply.problem(400, "invalid_request");
    sign_in_by_code(&world.docket, "ann@example.com").await;
}

#[tokio::test]
async fn new_administrator_signs_in_with_a_code_only() {
    let world = World::open().await;
    let admin = world.docket.sign_in(Person::Admin).await;
    let body = json!({
        "name": "Ida", "phone": BUYER, "role": "seller", "sellerId": "corner-shop",
    });
    let added = world.docket.post("/api/members").bearer(&admin).json(&body).send().await;
    let id = added.expect(201).text_at("/member/id");
    let tokens = world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
    let tokens = world.docket.accept(&tokens.text_at("/accessToken"), &id).await.expect(200);
    let path = format!("/api/members/{id}");
    let body = json!({"role": "admin"});
    world.docket.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    let body = json!({"refreshToken": tokens.text_at("/refreshToken")});
    let next = world.docket.post("/api/auth/tokens/refresh").json(&body).send().await;
    next.problem(401, "unauthenticated");
    world.refused(&ED.token(&world.claims(BUYER)), 403, "forbidden").await;
}

#[tokio::test]
async fn disabled_member_is_a_buyer_when_signing_in_by_id_token() {
    let world = World::open().await;
    let admin = world.docket.sign_in(Person::Admin).await;
    let driver = Person::Driver.phone();
    let tokens = world.exchange(&ED.token(&world.claims(driver))).await.expect(200);
    let access = tokens.text_at("/accessToken");
    let id = claims_of(&access)["sub"].as_str().unwrap().to_owned();
    let path = format!("/api/members/{id}");
    let body = json!({"disabled": true});
    world.docket.patch(&path).bearer(&admin).json(&body).send().await.expect(200);
    world.docket.advance(SignedDuration::from_secs(30)).await;
    let health = world.docket.get("/api/health").bearer(&access).send().await;
    health.problem(401, "unauthenticated");
    // Without the membership the person is a buyer with this phone.
    let tokens = world.exchange(&ED.token(&world.claims(driver))).await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer");
}

#[tokio::test]
async fn id_token_is_an_invalid_request_when_no_issuer_is_configured() {
    let docket = Docket::open().await;
    let before = docket.table().await;
    let body = json!({"idToken": "a.b.c"});
    let reply = docket.post("/api/auth/tokens").json(&body).send().await;
    let reply = reply.problem(400, "invalid_request");
    assert_eq!(reply.text_at("/errors/0/pointer"), "/idToken");
    docket.unchanged(&before).await;
}

#[tokio::test]
async fn sign_in_needs_either_a_code_or_an_id_token() {
    let world = World::open().await;
    let token = ED.token(&world.claims(BUYER));
    for body in [
        json!({"idToken": token, "phone": BUYER}),
        json!({"idToken": token, "phone": BUYER, "code": "123456"}),
        json!({"idToken": token, "code": "123456"}),
        json!({"idToken": token, "email": "ida@example.com"}),
        json!({"idToken": token, "nonce": "n"}),
        json!({"idToken": [token]}),
        json!({"idToken": null}),
        json!({}),
    ] {
        let reply = world.docket.post("/api/auth/tokens").json(&body).send().await;
        reply.problem(400, "invalid_request");
    }
    world.exchange(&token).await.expect(200);
}
