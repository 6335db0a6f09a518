//! The limit of templates per owner.

use docket_domain::TemplateOwner;
use docket_tests::{
    Reply,
    world::{
        BUYER, OTHER,
        recurring::{RecurringOrders, TEMPLATES, dozen},
    },
};
use futures_util::future::join_all;
use serde_json::{Value, json};

const MOST: usize = TemplateOwner::MOST_OF_BUYER as usize;

async fn make(world: &RecurringOrders, key: &str, body: &Value) -> Reply {
    world.docket.post(TEMPLATES).bearer(&world.buyer).key(key).json(body).send().await
}

async fn delete(world: &RecurringOrders, token: &str, id: &str) -> Reply {
    world.docket.call("DELETE", &format!("{TEMPLATES}/{id}")).bearer(token).send().await
}

/// The ids of the buyer's templates.
async fn template_ids(world: &RecurringOrders) -> Vec<String> {
    let list = world.docket.get(&format!("{TEMPLATES}?limit=100")).bearer(&world.buyer);
    let page = list.send().await.expect(200).at("/templates");
    page.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn owner_gets_twenty_templates_of_thirty_concurrent_requests() {
    let world = RecurringOrders::open().await;
    let body = dozen(BUYER);
    let keys: Vec<_> = (0..30).map(|nth| format!("box-{nth}")).collect();
    let replies = join_all(keys.iter().map(|key| make(&world, key, &body))).await;
    let (made, refused): (Vec<_>, Vec<_>) =
        keys.iter().zip(replies).partition(|(_, reply)| reply.status == 201);
    assert_eq!((made.len(), refused.len()), (MOST, 30 - MOST));
    for (_, reply) in &refused {
        let detail = reply.clone().problem(409, "conflict: templates_full").text_at("/detail");
        assert!(detail.contains("20 templates") && detail.contains("delete one"), "{detail}");
    }
    let mut ids: Vec<_> = made.iter().map(|(_, reply)| reply.text_at("/template/id")).collect();
    let mut found = template_ids(&world).await;
    ids.sort();
    found.sort();
    assert_eq!(found, ids);

    // The refusal changes nothing, and repeated requests are still answered with their templates.
    let table = world.docket.table().await;
    make(&world, "one-more", &body).await.problem(409, "conflict: templates_full");
    for (key, reply) in &made {
        let again = make(&world, key, &body).await.expect(201);
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.text_at("/template/id"), reply.text_at("/template/id"));
    }
    world.docket.unchanged(&table).await;

    // Other owners have limits of their own, also the seller with templates for this customer.
    world.make(&world.staff, &body).await.expect(201);
    let other = world.docket.token(OTHER).await;
    world.make(&other, &dozen(OTHER)).await.expect(201);
}

#[tokio::test]
async fn deleted_template_frees_one_place() {
    let world = RecurringOrders::open().await;
    let body = dozen(BUYER);
    for nth in 0..MOST {
        make(&world, &format!("box-{nth}"), &body).await.expect(201);
    }
    make(&world, "one-more", &body).await.problem(409, "conflict: templates_full");
    let first = template_ids(&world).await.pop().unwrap();
    // A deletion by an administrator frees a place of the buyer, not of the administrator.
    let deletions = (0..5).map(|_| delete(&world, &world.admin, &first));
    let gone = join_all(deletions).await.into_iter().filter(|it| it.status == 204).count();
    assert_eq!(gone, 1);
    make(&world, "one-more", &body).await.expect(201);
    make(&world, "two-more", &body).await.problem(409, "conflict: templates_full");
    assert_eq!(template_ids(&world).await.len(), MOST);

    // Changing a template needs no free place.
    let id = template_ids(&world).await.remove(0);
    world.patch(&world.buyer, &id, &json!({"name": "Sunday"})).await.expect(200);
    // After all are deleted, the buyer can create as many again.
    for id in template_ids(&world).await {
        delete(&world, &world.buyer, &id).await.expect(204);
    }
    for nth in 0..MOST {
        make(&world, &format!("again-{nth}"), &body).await.expect(201);
    }
    make(&world, "and-more", &body).await.problem(409, "conflict: templates_full");
}

#[tokio::test]
async fn staff_of_a_seller_share_its_template_limit() {
    let world = RecurringOrders::open().await;
    let most = TemplateOwner::MOST_OF_SELLER as usize;
    let body = dozen(OTHER);
    let (staff, admin) = (&world.staff, &world.admin);
    let tokens: Vec<_> =
        (0..most + 10).map(|nth| if nth % 2 == 0 { staff } else { admin }).collect();
    let mut made = 0;
    for some in tokens.chunks(10) {
        let replies = join_all(some.iter().map(|token| world.make(token, &body))).await;
        made += replies.iter().filter(|it| it.status == 201).count();
    }
    assert_eq!(made, most);
    let refused = world.make(staff, &body).await.problem(409, "conflict: templates_full");
    assert!(refused.text_at("/detail").contains("200 templates"), "{}", refused.text);
}
