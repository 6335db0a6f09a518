//! Races between requests about members and invitations.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use docket_tests::world::people::{People, shop, sign_in};

#[tokio::test]
async fn one_of_many_invitations_is_accepted_when_requests_race() {
    let world = Arc::new(People::open().await);
    let mut ids = Vec::new();
    for number in 0..8 {
        let seller = world.open_seller(&world.admin, &shop(&format!("Kiosk {number}"))).await;
        let body = json!({
            "name": "Dee", "phone": "+12025550150", "role": "driver",
            "sellerId": seller.expect(201).text_at("/seller/id"),
        });
        ids.push(world.add(&world.admin, &body).await.expect(201).text_at("/member/id"));
    }
    let token = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    let mut all = JoinSet::new();
    for id in ids {
        let (world, token) = (world.clone(), token.clone());
        all.spawn(async move { world.docket.accept(&token, &id).await.status });
    }
    let statuses = all.join_all().await;
    assert_eq!(statuses.iter().filter(|&&status| status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|&&status| status == 409).count(), 7, "{statuses:?}");
    let accepted = world.list(&world.admin, "?status=accepted&role=driver").await.expect(200);
    // One of the two is the demo's driver.
    assert_eq!(accepted.at("/members").as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn repeated_request_adds_one_member_when_requests_race() {
    let world = Arc::new(People::open().await);
    let mut all = JoinSet::new();
    for number in 0..20 {
        let world = world.clone();
        all.spawn(async move {
            let member = json!({"name": "Dee", "phone": "+12025550150", "role": "driver"});
            let (path, token, body) = if number % 2 == 0 {
                ("/api/members", &world.staff, member)
            } else {
                ("/api/sellers", &world.admin, shop("Kiosk"))
            };
            world.docket.post(path).bearer(token).key("k").json(&body).send().await.expect(201)
        });
    }
    let replies = all.join_all().await;
    let fresh = replies.iter().filter(|reply| reply.header("idempotent-replayed").is_empty());
    assert_eq!(fresh.count(), 2, "one member and one seller");
}

#[tokio::test]
async fn concurrent_changes_of_a_member_are_all_made() {
    let world = Arc::new(People::open().await);
    let id = world.invite("+12025550150").await;
    let mut all = JoinSet::new();
    for body in [
        json!({"name": "Dora"}),
        json!({"email": "dora@example.com"}),
        json!({"phone": "+12025550151"}),
        json!({"disabled": true}),
    ] {
        let (world, id) = (world.clone(), id.clone());
        all.spawn(async move { world.change(&world.staff, &id, &body).await.expect(200) });
    }
    all.join_all().await;
    let members = world.list(&world.staff, "?role=driver").await.expect(200);
    let member = members.at("/members/0");
    assert_eq!(member["version"], 5);
    let now = [&member["name"], &member["email"], &member["phone"], &member["disabled"]];
    let expected = json!(["Dora", "dora@example.com", "+12025550151", true]);
    assert_eq!(json!(now), expected);
}

#[tokio::test]
async fn invitation_is_accepted_once_when_requests_race() {
    let world = Arc::new(People::open().await);
    let id = world.invite("+12025550150").await;
    let token = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    let mut all = JoinSet::new();
    for _ in 0..10 {
        let (world, token, id) = (world.clone(), token.clone(), id.clone());
        all.spawn(async move { world.docket.accept(&token, &id).await.expect(200) });
    }
    for reply in all.join_all().await {
        assert_eq!(reply.text_at("/role"), "driver");
    }
    let member = world.docket.get(&format!("/api/members/{id}")).bearer(&world.staff).send().await;
    assert_eq!(member.expect(200).at("/member/version"), 2);
}
