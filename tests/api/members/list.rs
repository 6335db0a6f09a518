//! Lists of members and sellers.

use std::collections::BTreeSet;

use docket_tests::{
    Person,
    world::people::{People, shop, sign_in},
};
use serde_json::{Value, json};

fn ids(page: &Value, of: &str) -> Vec<String> {
    let items = page[of].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids of all pages of a list with this limit.
async fn all(world: &People, token: &str, of: &str, query: &str, limit: u32) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/{of}?limit={limit}{query}{cursor}");
        let page = world.docket.get(&path).bearer_if(token).send().await.expect(200);
        assert_eq!(page.at("/pagination/limit"), limit);
        let more = ids(&page.json(), of);
        assert!(more.len() <= limit as usize);
        found.extend(more);
        match page.at("/pagination/nextCursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// The id of the administrator in the deployment's settings.
async fn deployment_administrator(world: &People) -> String {
    let query = "?role=admin&status=accepted&limit=1";
    world.list(&world.admin, query).await.expect(200).text_at("/members/0/id")
}

#[tokio::test]
async fn members_are_listed_once_on_pages_of_any_size() {
    let world = People::open().await;
    let mut own = Vec::new();
    for number in 0..7 {
        own.push(world.driver(&format!("+1202555{:04}", 6000 + number)).await);
    }
    for number in 0..3 {
        let body =
            json!({"name": "Ada", "email": format!("a{number}@example.com"), "role": "admin"});
        world.add(&world.admin, &body).await.expect(201);
    }
    let everybody: BTreeSet<_> =
        all(&world, &world.admin, "members", "", 100).await.into_iter().collect();
    assert_eq!(everybody.len(), 5 + 7 + 3 + 1, "the demo's, those added, and the deployment's");
    for limit in [1, 2, 5, 100] {
        let found = all(&world, &world.admin, "members", "", limit).await;
        assert_eq!(found.len(), everybody.len(), "each once");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), everybody);
        let found = all(&world, &world.staff, "members", "", limit).await;
        assert_eq!(found.len(), 8, "the seller's own");
        assert!(found.ends_with(&own[6..]), "the newest last");
    }
}

#[tokio::test]
async fn member_list_is_filtered_by_role_and_seller() {
    let world = People::open().await;
    let driver = world.driver("+12025550150").await;
    let body = json!({"name": "Ada", "email": "ada@example.com", "role": "admin"});
    let ada = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    let own = deployment_administrator(&world).await;
    for (token, query, expected) in [
        (&world.admin, "&role=admin", vec![own.as_str(), &ada]),
        (&world.admin, "&role=admin&status=accepted", vec![&own]),
        (&world.admin, "&role=driver", vec!["demo-spice-kitchen-driver", &driver]),
        (&world.admin, "&sellerId=corner-shop", vec!["demo-corner-shop-seller"]),
        (&world.admin, "&sellerId=green-valley&role=driver", vec![&driver]),
        (&world.admin, "&sellerId=nobody", vec![]),
        (&world.staff, "&role=driver", vec![&driver]),
        (&world.staff, "&role=admin", vec![]),
        (&world.staff, "&sellerId=green-valley&role=seller", vec!["demo-green-valley-seller"]),
    ] {
        for limit in [1, 100] {
            assert_eq!(all(&world, token, "members", query, limit).await, expected, "{query}");
        }
    }
}

#[tokio::test]
async fn member_list_is_refused_for_other_roles() {
    let world = People::open().await;
    world.driver("+12025550150").await;
    let driver = sign_in(&world.docket, "+12025550150").await.text_at("/accessToken");
    let buyer = sign_in(&world.docket, "+12025550142").await.text_at("/accessToken");
    for (token, query, status, code) in [
        ("", "", 401, "unauthenticated"),
        (buyer.as_str(), "", 403, "forbidden"),
        (driver.as_str(), "", 403, "forbidden"),
        (world.staff.as_str(), "?sellerId=corner-shop", 403, "forbidden"),
        (world.admin.as_str(), "?role=buyer", 400, "invalid_request"),
        (world.admin.as_str(), "?sellerId=no%20body", 400, "invalid_request"),
        (world.admin.as_str(), "?limit=0", 400, "invalid_request"),
        (world.admin.as_str(), "?cursor=x", 400, "invalid_request"),
        (world.admin.as_str(), "?phone=%2B12025550150", 400, "invalid_request"),
    ] {
        world.list(token, query).await.problem(status, code);
    }
}

#[tokio::test]
async fn member_cursor_is_refused_for_another_list_or_caller() {
    let world = People::open().await;
    world.driver("+12025550150").await;
    let page = world.list(&world.staff, "?limit=1").await.expect(200);
    let cursor = page.text_at("/pagination/nextCursor");
    world.list(&world.staff, &format!("?cursor={cursor}")).await.expect(200);
    for (token, query) in [
        (&world.admin, format!("?cursor={cursor}")),
        (&world.admin, format!("?sellerId=green-valley&cursor={cursor}")),
        (&world.staff, format!("?role=driver&cursor={cursor}")),
        (&world.staff, format!("?cursor=A{cursor}")),
    ] {
        world.list(token, &query).await.problem(400, "invalid_request");
    }
    let call = world.docket.get(&format!("/api/sellers?cursor={cursor}")).bearer(&world.staff);
    call.send().await.problem(400, "invalid_request");
}

#[tokio::test]
async fn moved_member_is_in_the_new_sellers_list_only() {
    let world = People::open().await;
    let id = world.driver("+12025550150").await;
    let moved = json!({"sellerId": "corner-shop"});
    world.change(&world.admin, &id, &moved).await.expect(200);
    assert!(!all(&world, &world.staff, "members", "", 100).await.contains(&id));
    let shop = world.docket.sign_in(Person::Shop).await;
    assert!(all(&world, &shop, "members", "", 100).await.contains(&id));
    let promoted = json!({"role": "admin"});
    world.change(&world.admin, &id, &promoted).await.expect(200);
    assert!(!all(&world, &shop, "members", "", 100).await.contains(&id));
    let own = deployment_administrator(&world).await;
    assert_eq!(all(&world, &world.admin, "members", "&role=admin", 1).await, [own, id]);
}

#[tokio::test]
async fn sellers_are_listed_by_id_for_every_caller() {
    let world = People::open().await;
    for name in ["Zebra", "Alpha", "Mango"] {
        world.open_seller(&world.admin, &shop(name)).await.expect(201);
    }
    let expected =
        ["alpha", "corner-shop", "craft-market", "green-valley", "mango", "spice-kitchen", "zebra"];
    for limit in [1, 3, 100] {
        assert_eq!(all(&world, "", "sellers", "", limit).await, expected);
    }
    world.docket.get("/api/sellers?name=a").send().await.problem(400, "invalid_request");
}
