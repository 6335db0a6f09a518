//! Sorting orders by urgency, and filtering late orders.

use serde_json::{Value, json};

use docket_tests::world::deadlines::{Deadlines, PHONE};

const TERMS: fn() -> Value = || {
    json!({"slaTargets": [
        {"status": "PLACED", "normal": 30, "high": 10, "urgent": 10},
        {"status": "PREPARING", "normal": 5},
    ]})
};

async fn listed(world: &Deadlines, query: &str) -> Vec<String> {
    let staff = world.staff().await;
    let path = format!("/api/orders?{query}");
    let reply = world.docket.get(&path).bearer(&staff).send().await.expect(200);
    assert!(reply.at("/pagination/nextCursor").is_null());
    let orders = reply.at("/orders");
    orders.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn list_by_urgency_begins_with_the_earliest_deadline() {
    let world = Deadlines::open(TERMS()).await;
    let of = async |priority: &str| world.placed_with(json!({"priority": priority})).await;
    let (low, normal, high) = (of("low").await, of("normal").await, of("high").await);
    let cooking = of("normal").await;
    world.accept(&cooking).await.expect(200);
    let over = of("urgent").await;
    world.force(&over, "CANCELLED").await;
    let urgent = of("urgent").await;
    let (late_low, late_normal) = (of("low").await, of("normal").await);
    let expected = [&cooking, &high, &urgent, &normal, &late_normal, &low, &late_low];
    assert_eq!(listed(&world, "sort=urgency").await, expected.map(Clone::clone));
    assert_eq!(listed(&world, "sort=urgency&limit=2").await, [cooking.clone(), high.clone()]);
    let placed = "sort=urgency&status=PLACED&priority=normal";
    assert_eq!(listed(&world, placed).await, [normal.clone(), late_normal]);
    assert_eq!(listed(&world, "sort=newest&priority=low").await, [late_low, low]);
}

#[tokio::test]
async fn list_is_filtered_by_lateness() {
    let world = Deadlines::open(TERMS()).await;
    let id = world.placed().await;
    let cooking = world.placed().await;
    world.accept(&cooking).await.expect(200);
    assert_eq!(listed(&world, "slaBreached=true").await, Vec::<String>::new());
    world.minutes(5).await;
    assert_eq!(listed(&world, "slaBreached=true").await, std::slice::from_ref(&cooking));
    assert_eq!(listed(&world, "slaBreached=false").await, std::slice::from_ref(&id));
    assert_eq!(listed(&world, "slaBreached=true&status=PLACED").await, Vec::<String>::new());
    assert_eq!(
        listed(&world, "slaBreached=true&sort=urgency").await,
        std::slice::from_ref(&cooking)
    );
    let admin = world.admin().await;
    let all =
        world.docket.get("/api/orders/admin/all?slaBreached=true").bearer(&admin).send().await;
    assert_eq!(all.expect(200).at("/orders/0/id"), json!(cooking));
    world.to(&cooking, "READY").await;
    assert_eq!(listed(&world, "slaBreached=true").await, Vec::<String>::new());
    world.force(&cooking, "DELIVERED").await;
    assert_eq!(listed(&world, "slaBreached=false").await.len(), 2);
}

#[tokio::test]
async fn list_by_urgency_needs_one_seller_and_has_one_page() {
    let world = Deadlines::open(TERMS()).await;
    let (staff, admin) = (world.staff().await, world.admin().await);
    let buyer = PHONE.replace('+', "%2B");
    for (token, query, parameter) in [
        (&admin, "sort=urgency".to_owned(), "sort"),
        (&staff, "sort=price".to_owned(), "sort"),
        (&staff, format!("sort=urgency&phone={buyer}"), "sort"),
        (&staff, "slaBreached=perhaps".to_owned(), "slaBreached"),
    ] {
        let call = world.docket.get(&format!("/api/orders?{query}")).bearer(token);
        let refused = call.send().await.problem(400, "invalid_request");
        let named = refused.text_at("/errors/0/parameter");
        assert!(named == parameter || refused.text_at("/detail").contains(parameter), "{query}");
    }
    let first = world.placed().await;
    world.placed().await;
    let call = world.docket.get("/api/orders?limit=1").bearer(&staff).send().await.expect(200);
    let cursor = call.text_at("/pagination/nextCursor");
    let path = format!("/api/orders?sort=urgency&limit=1&cursor={cursor}");
    world.docket.get(&path).bearer(&staff).send().await.problem(400, "invalid_request");
    let path = "/api/orders?sort=urgency&sellerId=spice-kitchen&limit=1";
    let one = world.docket.get(path).bearer(&admin).send().await.expect(200);
    assert_eq!(one.at("/orders/0/id"), json!(first));
    assert!(one.at("/pagination/nextCursor").is_null());
}
