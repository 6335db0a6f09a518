//! An invitation gives nobody anything until it is accepted: the inviting staff see no data of the
//! invited person, and the invited person loses nothing.

use docket_tests::{
    Docket, Person, pickup,
    world::people::{EVERYWHERE, People, pair, refresh, sign_in},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The phone of a buyer whom strangers invite.
const VICTIM: &str = "+12025550151";

async fn orders(docket: &Docket, token: &str, path: &str) -> Vec<String> {
    let page = docket.get(path).bearer(token).send().await.expect(200);
    let ids = page.at("/orders");
    ids.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

/// An order of the victim at a seller other than the one whose staff attacks.
async fn victims_order(world: &People) -> (String, String) {
    let token = sign_in(&world.docket, VICTIM).await.text_at("/accessToken");
    let body = pickup("corner-shop", VICTIM, &[("cs-coffee", 1)]);
    let placed = world.docket.post("/api/orders").bearer(&token).json(&body).send().await;
    (placed.expect(201).text_at("/order/id"), token)
}

async fn me(docket: &Docket, token: &str) -> Value {
    docket.get("/api/me").bearer(token).send().await.expect(200).at("")
}

#[tokio::test]
async fn staff_who_invite_a_phone_with_their_own_email_read_none_of_its_data() {
    let world = People::open().await;
    let (order, _) = victims_order(&world).await;
    let body = json!({
        "name": "x", "phone": VICTIM, "email": "attacker@example.com", "role": "driver",
    });
    let id = world.add(&world.staff, &body).await.expect(201).text_at("/member/id");
    let attacker = world.accepted("attacker@example.com", &id).await;
    assert_eq!(attacker.text_at("/role"), "driver");
    let attacker = attacker.text_at("/accessToken");
    assert!(orders(&world.docket, &attacker, "/api/orders/my-orders").await.is_empty());
    let path = format!("/api/orders/customer/{}", VICTIM.replace('+', "%2B"));
    let reply = world.docket.get(&path).bearer(&attacker).send().await;
    reply.problem(404, "not_found");
    world.docket.read_order(&attacker, &order).await.problem(404, "not_found");
    // Staff cannot change their own phone to the victim's phone.
    let own = "demo-green-valley-seller";
    let body = json!({"phone": VICTIM, "email": "paula@example.com"});
    world.refused(world.changing(&world.staff, own, &body), 409, "conflict: last_address").await;
    let body = json!({"email": "paula@example.com"});
    world.change(&world.staff, own, &body).await.expect(200);
    world.accepted("paula@example.com", own).await;
    let paula = sign_in(&world.docket, "paula@example.com").await.text_at("/accessToken");
    world.change(&paula, own, &json!({"phone": VICTIM})).await.expect(200);
    let paula = sign_in(&world.docket, "paula@example.com").await.text_at("/accessToken");
    assert!(orders(&world.docket, &paula, "/api/orders/my-orders").await.is_empty());
    // The victim is still a buyer.
    let victim = sign_in(&world.docket, VICTIM).await.expect(200);
    assert_eq!(victim.text_at("/role"), "buyer");
    let victim = victim.text_at("/accessToken");
    assert_eq!(
        orders(&world.docket, &victim, "/api/orders/my-orders").await,
        std::slice::from_ref(&order)
    );
    let cancel = format!("/api/orders/{order}/cancel");
    world.docket.call("PUT", &cancel).bearer(&victim).send().await.expect(200);
}

#[tokio::test]
async fn invitation_is_answered_equally_for_every_phone() {
    let world = People::open().await;
    let mut answers = Vec::new();
    for phone in [Person::Shop.phone(), Person::Admin.phone(), VICTIM, "+12025550199"] {
        let body = json!({"name": "probe", "phone": phone, "role": "driver"});
        let reply = world.add(&world.staff, &body).await.expect(201);
        let mut member = reply.at("/member");
        for name in ["id", "phone", "createdAt"] {
            member.as_object_mut().unwrap().remove(name);
        }
        answers.push(member);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    // An address that is changed to another person's address is answered in this way too.
    let id = world.invite("+12025550160").await;
    let body = json!({"phone": Person::Shop.phone()});
    world.change(&world.staff, &id, &body).await.expect(200);
}

#[tokio::test]
async fn member_of_any_role_remains_the_buyer_of_the_own_phone() {
    let world = People::open().await;
    let (order, before) = victims_order(&world).await;
    // The victim is staff of this seller, whose rules for staff would refuse the buyer's
    // cancellation.
    let body = json!({"name": "V", "phone": VICTIM, "role": "seller", "sellerId": "corner-shop"});
    let id = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    let member = world.docket.accept(&before, &id).await.expect(200);
    assert_eq!(member.text_at("/role"), "seller");
    let token = member.text_at("/accessToken");
    assert_eq!(
        orders(&world.docket, &token, "/api/orders/my-orders").await,
        std::slice::from_ref(&order)
    );
    let read = world.docket.read_order(&token, &order).await.expect(200);
    let actions = read.at("/order/allowedActions").to_string();
    // The order offers the actions of both roles, each once.
    for action in ["cancel-order\"", "cancel-order-as-seller", "accept-order"] {
        assert_eq!(actions.matches(action).count(), 1, "{action}: {actions}");
    }
    let cancel = format!("/api/orders/{order}/cancel");
    let cancelled = world.docket.call("PUT", &cancel).bearer(&token).send().await.expect(200);
    // The history has the role in which they acted.
    assert_eq!(cancelled.at("/order/cancellation/cancelledBy"), "buyer");
    // A driver needs no code for an order with the own phone.
    let driver = world.docket.sign_in(Person::Driver).await;
    let body = pickup("green-valley", Person::Driver.phone(), &[("gv-eggs", 1)]);
    let placed = world.docket.post("/api/orders").bearer(&driver).json(&body).send().await;
    assert_eq!(placed.expect(201).at("/order/status"), "pending");
}

#[tokio::test]
async fn invitation_is_accepted_or_declined_by_its_holder_only() {
    let world = People::open().await;
    let id = world.invite(VICTIM).await;
    let token = sign_in(&world.docket, VICTIM).await.text_at("/accessToken");
    let seen = me(&world.docket, &token).await;
    assert_eq!((&seen["role"], &seen["member"]), (&json!("buyer"), &Value::Null));
    assert_eq!(seen["contact"], json!({"phone": VICTIM}));
    let invitation = &seen["invitations"][0];
    assert_eq!(invitation["id"], json!(id));
    assert_eq!(invitation["role"], "driver");
    assert_eq!(invitation["seller"], json!({"id": "green-valley", "name": "Green Valley Farm"}));
    // Nobody else sees or accepts the invitation.
    let other = sign_in(&world.docket, "+12025550152").await.text_at("/accessToken");
    assert_eq!(me(&world.docket, &other).await["invitations"], json!([]));
    for verb in ["accept", "decline"] {
        let path = format!("/api/me/invitations/{id}/{verb}");
        world.refused(world.docket.post(&path), 401, "unauthenticated").await;
        world.refused(world.docket.post(&path).bearer(&other), 404, "not_found").await;
        world.refused(world.docket.post(&path).bearer(&world.staff), 404, "not_found").await;
    }
    let decline = format!("/api/me/invitations/{id}/decline");
    world.docket.post(&decline).bearer(&token).send().await.expect(204);
    world.refused(world.docket.post(&decline).bearer(&token), 404, "not_found").await;
    let accept = format!("/api/me/invitations/{id}/accept");
    world.refused(world.docket.post(&accept).bearer(&token), 404, "not_found").await;
    // Accepting an accepted invitation again answers new tokens.
    let next = world.invite(VICTIM).await;
    for _ in 0..2 {
        let accepted = world.docket.accept(&token, &next).await.expect(200);
        assert_eq!(accepted.text_at("/role"), "driver");
        let seen = me(&world.docket, &accepted.text_at("/accessToken")).await;
        assert_eq!(seen["member"]["id"], json!(next));
        assert_eq!(seen["seller"]["id"], "green-valley");
        assert_eq!(seen["invitations"], json!([]));
    }
}

#[tokio::test]
async fn invitation_expires_after_thirty_days() {
    let world = People::open().await;
    let (late, early) = (world.invite(VICTIM).await, world.invite("+12025550152").await);
    world.docket.advance(SignedDuration::from_hours(30 * 24 - 1)).await;
    world.accepted("+12025550152", &early).await;
    world.docket.advance(SignedDuration::from_hours(2)).await;
    let token = sign_in(&world.docket, VICTIM).await.text_at("/accessToken");
    assert_eq!(me(&world.docket, &token).await["invitations"], json!([]));
    let path = format!("/api/me/invitations/{late}/accept");
    world.refused(world.docket.post(&path).bearer(&token), 404, "not_found").await;
}

#[tokio::test]
async fn contact_has_one_invitation_per_seller_and_at_most_twenty() {
    let world = People::open().await;
    for _ in 0..3 {
        world.invite(VICTIM).await;
    }
    for number in 0..22 {
        let shop = docket_tests::world::people::shop(&format!("Kiosk {number}"));
        let seller = world.open_seller(&world.admin, &shop).await.expect(201);
        let body = json!({
            "name": "x", "phone": VICTIM, "role": "driver",
            "sellerId": seller.text_at("/seller/id"),
        });
        // The answer does not say whether the invitation was dropped.
        let added = world.add(&world.admin, &body).await.expect(201);
        assert_eq!(added.at("/member/status"), "invited");
    }
    let token = sign_in(&world.docket, VICTIM).await.text_at("/accessToken");
    let invitations = me(&world.docket, &token).await["invitations"].clone();
    let sellers: Vec<_> =
        invitations.as_array().unwrap().iter().map(|it| it["seller"]["id"].clone()).collect();
    assert_eq!(sellers.len(), 20);
    assert_eq!(sellers.iter().filter(|it| **it == "green-valley").count(), 1);
}

#[tokio::test]
async fn member_who_left_is_a_buyer_and_can_be_enabled_again() {
    let world = People::open().await;
    let id = world.driver(VICTIM).await;
    let (access, refresh_token) = pair(&sign_in(&world.docket, VICTIM).await);
    world.docket.post("/api/me/leave").bearer(&access).send().await.expect(204);
    world.docket.advance(EVERYWHERE).await;
    assert!(!world.is_good(&access).await);
    refresh(&world.docket, &refresh_token).await.problem(401, "unauthenticated");
    let buyer = sign_in(&world.docket, VICTIM).await.expect(200);
    assert_eq!(buyer.text_at("/role"), "buyer");
    let buyer = buyer.text_at("/accessToken");
    world.refused(world.docket.post("/api/me/leave").bearer(&buyer), 404, "not_found").await;
    world.refused(world.docket.post("/api/me/leave"), 401, "unauthenticated").await;
    // The administrator of the deployment's settings cannot leave.
    world.refused(world.docket.post("/api/me/leave").bearer(&world.admin), 404, "not_found").await;
    world.change(&world.staff, &id, &json!({"disabled": false})).await.expect(200);
    let invitations = me(&world.docket, &buyer).await["invitations"].clone();
    assert_eq!(invitations[0]["id"], json!(id));
    assert_eq!(world.docket.accept(&buyer, &id).await.expect(200).text_at("/role"), "driver");
}

#[tokio::test]
async fn disabled_member_leaves_and_joins_another_seller() {
    let world = People::open().await;
    let id = world.driver(VICTIM).await;
    world.change(&world.staff, &id, &json!({"disabled": true})).await.expect(200);
    let body = json!({"name": "V", "phone": VICTIM, "role": "seller", "sellerId": "corner-shop"});
    let next = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    let token = sign_in(&world.docket, VICTIM).await.text_at("/accessToken");
    let path = format!("/api/me/invitations/{next}/accept");
    world.refused(world.docket.post(&path).bearer(&token), 409, "conflict: member_elsewhere").await;
    world.docket.post("/api/me/leave").bearer(&token).send().await.expect(204);
    let accepted = world.docket.accept(&token, &next).await.expect(200);
    assert_eq!(accepted.text_at("/role"), "seller");
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_sessions_of_the_contact_only() {
    let world = People::open().await;
    let id = world.driver(VICTIM).await;
    let body = json!({"email": "v@example.com"});
    let sessions = [sign_in(&world.docket, VICTIM).await, sign_in(&world.docket, VICTIM).await]
        .map(|it| pair(&it));
    world.change(&sessions[0].0, &id, &body).await.expect(200);
    world.accepted("v@example.com", &id).await;
    let other = pair(&sign_in(&world.docket, "v@example.com").await);
    let logout = world.docket.post("/api/auth/logout").bearer(&sessions[0].0);
    logout.json(&json!({"everywhere": true})).send().await.expect(204);
    for (_, refresh_token) in &sessions {
        refresh(&world.docket, refresh_token).await.problem(401, "unauthenticated");
    }
    world.docket.advance(EVERYWHERE).await;
    for (access, _) in &sessions {
        assert!(!world.is_good(access).await);
    }
    // The member's session of another address continues, and a new session is valid.
    assert!(world.is_good(&other.0).await);
    let (access, refresh_token) = pair(&sign_in(&world.docket, VICTIM).await.expect(200));
    world.docket.advance(SignedDuration::from_mins(16)).await;
    assert!(!world.is_good(&access).await, "over by its time");
    refresh(&world.docket, &refresh_token).await.expect(200);
}
