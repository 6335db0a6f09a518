//! The language of orders that are placed from templates.

use docket_tests::world::{
    BUYER,
    recurring::{RecurringOrders, TEMPLATES, dozen, hourly, hours},
};
use serde_json::Value;

#[tokio::test]
async fn scheduled_order_has_the_language_of_its_template() {
    let mut world = RecurringOrders::open().await;
    let mut body = dozen(BUYER);
    body["schedule"] = hourly();
    let call = world.docket.post(TEMPLATES).bearer(&world.buyer).header("accept-language", "de-AT");
    let german = call.json(&body).send().await.expect(201).text_at("/template/id");
    let open = world.scheduled(hourly()).await;
    // A change of the template does not change its language.
    let change = serde_json::json!({"notes": "Brown ones"});
    let call = world.docket.patch(&format!("{TEMPLATES}/{german}")).bearer(&world.buyer);
    call.header("accept-language", "en").json(&change).send().await.expect(200);
    let due = hours(&world.docket, 1);
    world.until(due[0]).await;
    world.again().await;
    let languages = async |template: &str| -> Vec<Value> {
        let placed = world.placed(template).await;
        placed.into_iter().map(|mut order| order["language"].take()).collect()
    };
    assert_eq!(languages(&german).await, ["de-AT"]);
    assert_eq!(languages(&open).await, [Value::Null]);
}

#[tokio::test]
async fn order_from_a_template_has_the_requests_language_else_the_templates() {
    let world = RecurringOrders::open().await;
    let call = world.docket.post(TEMPLATES).bearer(&world.staff).header("accept-language", "de");
    let template = call.json(&dozen(BUYER)).send().await.expect(201).text_at("/template/id");
    let order = async |language: Option<&str>| {
        let call =
            world.docket.post(&format!("{TEMPLATES}/{template}/orders")).bearer(&world.staff);
        let call = match language {
            Some(language) => call.header("accept-language", language),
            None => call,
        };
        call.send().await.expect(201).at("/order/language")
    };
    assert_eq!(order(Some("fr, en;q=0.5")).await, "fr");
    assert_eq!(order(Some("*")).await, "de");
    assert_eq!(order(None).await, "de");
}
