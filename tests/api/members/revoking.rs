//! Which changes revoke a member's tokens, and how fast.

use docket_tests::{
    Person,
    world::people::{EVERYWHERE, NEXT_CODE, People, pair, refresh, sign_in},
};
use jiff::SignedDuration;
use serde_json::json;

#[tokio::test]
async fn disabled_member_is_refused_by_every_function_within_30_seconds() {
    let world = People::open().await;
    let body = json!({"name": "Ann", "phone": "+12025550150", "role": "seller"});
    let id = world.add(&world.staff, &body).await.expect(201).text_at("/member/id");
    world.accepted("+12025550150", &id).await;
    let (access, refresh_token) = pair(&sign_in(&world.docket, "+12025550150").await);
    // A request to every function, so that each has cached which tokens are revoked.
    let asks = [
        ("GET", "/api/products/gv-honey"),
        ("GET", "/api/products?sellerId=green-valley"),
        ("GET", "/api/members"),
        ("GET", "/api/sellers"),
        ("GET", "/api/sellers/green-valley"),
        ("GET", "/api/orders/customer/%2B12025550142"),
        ("GET", "/api/health"),
    ];
    for (method, path) in asks {
        world.docket.call(method, path).bearer(&access).send().await.expect(200);
    }
    let body = json!({"disabled": true});
    world.change(&world.staff, &id, &body).await.expect(200);
    world.docket.advance(EVERYWHERE).await;
    for (method, path) in asks {
        let reply = world.docket.call(method, path).bearer(&access).send().await;
        reply.problem(401, "unauthenticated");
    }
    let body = json!({"name": "Eve", "phone": "+12025550151", "role": "seller"});
    let call = world.docket.post("/api/members").bearer(&access).json(&body);
    world.refused(call, 401, "unauthenticated").await;
    refresh(&world.docket, &refresh_token).await.problem(401, "unauthenticated");
    // The person can still sign in as a buyer.
    let buyer = sign_in(&world.docket, "+12025550150").await.expect(200);
    assert_eq!(buyer.text_at("/role"), "buyer");
    // Other members are not affected.
    assert!(world.is_good(&world.staff).await);
}

#[tokio::test]
async fn member_signs_in_again_when_enabled_again() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let (access, refresh_token) = pair(&sign_in(&world.docket, "+12025550150").await);
    for disabled in [true, false] {
        let body = json!({"disabled": disabled});
        world.change(&world.staff, &id, &body).await.expect(200);
    }
    world.docket.advance(NEXT_CODE).await;
    assert!(!world.is_good(&access).await, "an older token is void");
    refresh(&world.docket, &refresh_token).await.problem(401, "unauthenticated");
    let (access, refresh_token) = pair(&sign_in(&world.docket, "+12025550150").await.expect(200));
    assert!(world.is_good(&access).await);
    world.docket.advance(SignedDuration::from_mins(16)).await;
    refresh(&world.docket, &refresh_token).await.expect(200);
}

#[tokio::test]
async fn sign_in_is_valid_in_the_second_of_the_change() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let body = json!({"role": "seller"});
    world.change(&world.staff, &id, &body).await.expect(200);
    let tokens = sign_in(&world.docket, "+12025550150").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "seller");
    world.docket.advance(EVERYWHERE).await;
    assert!(world.is_good(&tokens.text_at("/accessToken")).await);
}

#[tokio::test]
async fn changed_role_seller_or_phone_revokes_tokens_and_a_changed_name_does_not() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    for (body, valid) in [
        (json!({"name": "Dora"}), true),
        (json!({"email": "dora@example.com"}), true),
        // Nobody accepted the e-mail address, so removing it revokes nothing.
        (json!({"email": null}), true),
        (json!({"role": "seller"}), false),
        (json!({"sellerId": "corner-shop"}), false),
        (json!({"role": "admin"}), false),
        (json!({"phone": "+12025550151"}), false),
    ] {
        let tokens = sign_in(&world.docket, "+12025550150").await.expect(200);
        let (access, refresh_token) = pair(&tokens);
        world.change(&world.admin, &id, &body).await.expect(200);
        world.docket.advance(NEXT_CODE).await;
        assert_eq!(world.is_good(&access).await, valid, "{body}");
        let refreshed = refresh(&world.docket, &refresh_token).await;
        assert_eq!(refreshed.status == 200, valid, "{body}: {}", refreshed.text);
    }
    assert_eq!(world.accepted("+12025550151", &id).await.text_at("/role"), "admin");
}

#[tokio::test]
async fn changed_role_is_in_the_next_tokens() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let body = json!({"role": "seller"});
    world.change(&world.staff, &id, &body).await.expect(200);
    let (access, refresh_token) = pair(&sign_in(&world.docket, "+12025550150").await);
    world.list(&access, "").await.expect(200);
    let other = world.docket.sign_in(Person::Shop).await;
    let refreshed = refresh(&world.docket, &refresh_token).await.expect(200);
    assert_eq!(refreshed.text_at("/role"), "seller");
    world.refused(world.changing(&other, &id, &json!({"name": "Eve"})), 404, "not_found").await;
}

#[tokio::test]
async fn member_is_revoked_as_long_as_old_tokens_are_valid() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let (access, _) = pair(&sign_in(&world.docket, "+12025550150").await);
    world.change(&world.staff, &id, &json!({"disabled": true})).await.expect(200);
    for _ in 0..14 {
        world.docket.advance(SignedDuration::from_mins(1)).await;
        assert!(!world.is_good(&access).await);
    }
}
