//! Phones and e-mail addresses of members: each belongs to one member, and signs in as the member
//! after its holder has accepted it.

use serde_json::json;

use docket_tests::world::people::{NEXT_CODE, People, pair, sign_in};

#[tokio::test]
async fn member_signs_in_with_phone_and_email() {
    let world = People::open().await;
    let body = json!({
        "name": "Dee", "phone": "+12025550150", "email": "Dee@Example.com", "role": "driver",
    });
    let added = world.add(&world.staff, &body).await.expect(201);
    assert_eq!(added.at("/member/email"), "Dee@Example.com", "as it was given");
    let id = added.text_at("/member/id");
    world.accepted("+12025550150", &id).await;
    let tokens = sign_in(&world.docket, "dee@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer", "each address is accepted by itself");
    world.accepted("dee@example.com", &id).await;
    for address in ["+12025550150", "dee@example.com"] {
        let tokens = sign_in(&world.docket, address).await.expect(200);
        assert_eq!(tokens.text_at("/role"), "driver", "{address}");
        assert!(world.is_good(&tokens.text_at("/accessToken")).await);
    }
}

#[tokio::test]
async fn administrator_without_a_phone_signs_in_by_email() {
    let world = People::open().await;
    let body = json!({"name": "Ada", "email": "ada@example.com", "role": "admin"});
    let id = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    world.accepted("ada@example.com", &id).await;
    let body = world.docket.asked("ada@example.com").await;
    let reply = world.docket.post("/api/auth/admin/login").json(&body).send().await.expect(200);
    world.list(&reply.text_at("/accessToken"), "").await.expect(200);
    let messages = world.docket.running.messages(Some("ada@example.com"));
    assert_eq!(messages[0].channel, "email");
}

#[tokio::test]
async fn unknown_email_signs_in_as_a_buyer() {
    let world = People::open().await;
    let tokens = sign_in(&world.docket, "eve@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer");
}

#[tokio::test]
async fn address_signs_in_as_one_member_and_only_its_holder_learns_so() {
    let world = People::open().await;
    let first = world.driver("+12025550150").await;
    // Listing the address elsewhere is answered like any other phone.
    let body = json!({
        "name": "Eve", "phone": "+12025550150", "role": "driver", "sellerId": "corner-shop",
    });
    let second = world.add(&world.admin, &body).await.expect(201);
    assert_eq!(second.at("/member/status"), "invited");
    let second = second.text_at("/member/id");
    let token = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    let accept = || {
        let path = format!("/api/me/invitations/{second}/accept");
        world.docket.post(&path).bearer(&token)
    };
    let refused = world.refused(accept(), 409, "conflict: member_elsewhere").await;
    assert!(refused.text_at("/detail").contains("leave"), "{}", refused.text);
    world.docket.post("/api/me/leave").bearer(&token).send().await.expect(204);
    let token = sign_in(&world.docket, "+12025550150").await.expect(200);
    assert_eq!(token.text_at("/role"), "buyer");
    let accepted = world.docket.accept(&token.text_at("/accessToken"), &second).await.expect(200);
    assert_eq!(accepted.text_at("/role"), "driver");
    let left = world.docket.get(&format!("/api/members/{first}")).bearer(&world.staff).send().await;
    assert_eq!(left.expect(200).at("/member/status"), "disabled");
}

#[tokio::test]
async fn changed_phone_needs_acceptance_by_its_holder() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let moved = json!({"phone": "+12025550151"});
    world.refused(world.changing(&world.staff, &id, &moved), 403, "forbidden").await;
    let changed = world.change(&world.admin, &id, &moved).await.expect(200);
    assert_eq!(changed.at("/member/status"), "invited");
    for phone in ["+12025550150", "+12025550151"] {
        let tokens = sign_in(&world.docket, phone).await.expect(200);
        assert_eq!(tokens.text_at("/role"), "buyer", "{phone}");
    }
    assert_eq!(world.accepted("+12025550151", &id).await.text_at("/role"), "driver");
    // The former phone can be used again.
    let next = world.driver("+12025550150").await;
    assert_ne!(next, id);
    // Staff correct the phone of an open invitation, and the wrong phone has no invitation any
    // more.
    let wrong = world.invite("+12025550152").await;
    let right = json!({"phone": "+12025550153"});
    world.change(&world.staff, &wrong, &right).await.expect(200);
    let token = sign_in(&world.docket, "+12025550152").await.text_at("/accessToken");
    let me = world.docket.get("/api/me").bearer(&token).send().await.expect(200);
    assert_eq!(me.at("/invitations"), json!([]));
    world.accepted("+12025550153", &wrong).await;
}

#[tokio::test]
async fn member_adds_an_address_and_cannot_remove_the_last_one() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let own = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    for body in [json!({"phone": "+12025550151"}), json!({"phone": null, "email": "d@example.com"})]
    {
        world.refused(world.changing(&own, &id, &body), 409, "conflict: last_address").await;
    }
    let body = json!({"email": "d@example.com"});
    world.change(&own, &id, &body).await.expect(200);
    assert!(world.is_good(&own).await);
    world.accepted("d@example.com", &id).await;
    let moved = json!({"phone": "+12025550151"});
    world.change(&own, &id, &moved).await.expect(200);
    let tokens = sign_in(&world.docket, "d@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "driver");
}

#[tokio::test]
async fn email_spellings_identify_one_address() {
    let world = People::open().await;
    let body = json!({"name": "Dee", "email": "dee@example.com", "role": "driver"});
    let id = world.add(&world.staff, &body).await.expect(201).text_at("/member/id");
    world.accepted("dee@example.com", &id).await;
    let (access, _) = pair(&sign_in(&world.docket, "dee@example.com").await);
    let spelt = json!({"email": "Dee@Example.com"});
    let changed = world.change(&world.admin, &id, &spelt).await.expect(200);
    assert_eq!(changed.at("/member/email"), "Dee@Example.com");
    world.docket.advance(NEXT_CODE).await;
    assert!(world.is_good(&access).await, "nobody is signed out by a capital letter");
    let tokens = sign_in(&world.docket, "dee@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "driver");
}
