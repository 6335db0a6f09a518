//! Many at once.

use std::sync::Arc;

use serde_json::json;
use tokio::task::JoinSet;

use crate::world::{World, shop, sign_in};

#[tokio::test]
async fn of_many_who_want_a_phone_at_once_one_gets_it() {
    let world = Arc::new(World::open().await);
    let mut all = JoinSet::new();
    for number in 0..20 {
        let world = world.clone();
        all.spawn(async move {
            let body = json!({
                "name": format!("N {number}"), "phone": "+12025550150", "role": "driver",
                "email": format!("n{number}@example.com"),
            });
            world.add(&world.staff, &body).await
        });
    }
    let replies = all.join_all().await;
    let good: Vec<_> = replies.iter().filter(|reply| reply.status == 201).collect();
    assert_eq!(good.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        reply.clone().problem(409, "conflict");
    }
    let members = world.list(&world.staff, "").await.expect(200);
    assert_eq!(members.at("/members").as_array().unwrap().len(), 2);
    // The losers' e-mail addresses are free.
    for number in 0..20 {
        let won = good[0].at("/member/email") == format!("n{number}@example.com");
        let tokens = sign_in(&world.desk, &format!("n{number}@example.com")).await.expect(200);
        assert_eq!(tokens.text_at("/role") == "driver", won);
    }
}

#[tokio::test]
async fn the_same_request_many_times_at_once_adds_one() {
    let world = Arc::new(World::open().await);
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
            world.desk.post(path).bearer(token).key("k").json(&body).send().await.expect(201)
        });
    }
    let replies = all.join_all().await;
    let fresh = replies.iter().filter(|reply| reply.header("idempotent-replayed").is_empty());
    assert_eq!(fresh.count(), 2, "one member and one seller");
}

#[tokio::test]
async fn changes_at_once_are_all_made_one_after_the_other() {
    let world = Arc::new(World::open().await);
    let id = world.driver("+12025550150").await;
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
async fn two_who_swap_into_one_phone_do_not_both_get_it() {
    let world = Arc::new(World::open().await);
    let (one, two) = (world.driver("+12025550150").await, world.driver("+12025550151").await);
    let mut all = JoinSet::new();
    for id in [one, two] {
        let world = world.clone();
        let body = json!({"phone": "+12025550152"});
        all.spawn(async move { world.change(&world.staff, &id, &body).await.status });
    }
    let mut statuses = all.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
