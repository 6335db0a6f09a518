//! Phones and e-mail addresses: each is one member's, and each signs in.

use serde_json::json;

use crate::world::{NEXT_CODE, World, sign_in};

#[tokio::test]
async fn a_member_signs_in_with_the_phone_and_with_the_email() {
    let world = World::open().await;
    let body = json!({
        "name": "Dee", "phone": "+12025550150", "email": "Dee@Example.com", "role": "driver",
    });
    let added = world.add(&world.staff, &body).await.expect(201);
    assert_eq!(added.at("/member/email"), "Dee@Example.com", "as it was given");
    for address in ["+12025550150", "dee@example.com"] {
        let tokens = sign_in(&world.desk, address).await.expect(200);
        assert_eq!(tokens.text_at("/role"), "driver", "{address}");
        assert!(world.is_good(&tokens.text_at("/accessToken")).await);
    }
}

#[tokio::test]
async fn an_administrator_signs_in_by_email_alone() {
    let world = World::open().await;
    let body = json!({"name": "Ada", "email": "ada@example.com", "role": "admin"});
    world.add(&world.admin, &body).await.expect(201);
    let body = world.desk.asked("ada@example.com").await;
    let reply = world.desk.post("/api/auth/admin/login").json(&body).send().await.expect(200);
    world.list(&reply.text_at("/accessToken"), "").await.expect(200);
    let messages = world.desk.running.messages(Some("ada@example.com"));
    assert_eq!(messages[0].channel, "email");
}

#[tokio::test]
async fn an_unknown_email_is_a_buyers() {
    let world = World::open().await;
    let tokens = sign_in(&world.desk, "eve@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer");
}

#[tokio::test]
async fn a_phone_or_email_is_one_members() {
    let world = World::open().await;
    let body = json!({
        "name": "Dee", "phone": "+12025550150", "email": "dee@example.com", "role": "driver",
    });
    world.add(&world.staff, &body).await.expect(201);
    let other = world.driver("+12025550151").await;
    for (body, place) in [
        (json!({"phone": "+12025550150"}), "/phone"),
        (json!({"email": "DEE@example.com"}), "/email"),
        (json!({"phone": "+12025550152", "email": "dee@example.com"}), "/email"),
        (json!({"phone": "+12025550150", "email": "new@example.com"}), "/phone"),
    ] {
        let mut whole = json!({"name": "Eve", "role": "driver", "sellerId": "green-valley"});
        whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        let add = world.desk.post("/api/members").bearer(&world.admin).json(&whole);
        let change = world.changing(&world.admin, &other, &body);
        for call in [add, change] {
            let reply = world.refused(call, 409, "conflict").await;
            assert_eq!(reply.text_at("/errors/0/pointer"), place, "{}", reply.text);
            assert!(reply.text_at("/detail").contains("another member's"), "{}", reply.text);
        }
    }
}

#[tokio::test]
async fn a_changed_phone_moves_and_the_old_one_is_free() {
    let world = World::open().await;
    let id = world.driver("+12025550150").await;
    let moved = json!({"phone": "+12025550151"});
    world.change(&world.staff, &id, &moved).await.expect(200);
    let tokens = sign_in(&world.desk, "+12025550151").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "driver");
    let tokens = sign_in(&world.desk, "+12025550150").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "buyer", "the old phone is nobody's");
    let next = world.driver("+12025550150").await;
    assert_ne!(next, id);
    world.desk.advance(NEXT_CODE).await;
    let tokens = sign_in(&world.desk, "+12025550150").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "driver");
    // Back again only when it is free.
    let back = json!({"phone": "+12025550150"});
    world.refused(world.changing(&world.staff, &id, &back), 409, "conflict").await;
    let gone = json!({"phone": null, "email": "next@example.com"});
    world.change(&world.staff, &next, &gone).await.expect(200);
    world.change(&world.staff, &id, &back).await.expect(200);
}

#[tokio::test]
async fn another_spelling_of_an_email_is_the_same_address() {
    let world = World::open().await;
    let body = json!({"name": "Dee", "email": "dee@example.com", "role": "driver"});
    let id = world.add(&world.staff, &body).await.expect(201).text_at("/member/id");
    let (access, _) = crate::world::pair(&sign_in(&world.desk, "dee@example.com").await);
    let spelt = json!({"email": "Dee@Example.com"});
    let changed = world.change(&world.staff, &id, &spelt).await.expect(200);
    assert_eq!(changed.at("/member/email"), "Dee@Example.com");
    world.desk.advance(NEXT_CODE).await;
    assert!(world.is_good(&access).await, "nobody is signed out by a capital letter");
    let tokens = sign_in(&world.desk, "dee@example.com").await.expect(200);
    assert_eq!(tokens.text_at("/role"), "driver");
}
