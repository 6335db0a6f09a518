//! Sends every cell of the lifecycle table over HTTP, for every role that can sign in.

use docket_domain::{MethodKind, Role, Status};
use docket_tests::{
    Person, Reply, pickup,
    world::{BUYER, kitchen::Kitchen},
};
use serde_json::json;

use crate::kitchen::table::{Wish, elsewhere, kitchen, outcome, wishes};

/// Sends the wish to its route.
async fn ask(world: &Kitchen, wish: Wish, status: &str, token: &str, id: &str) -> Reply {
    let reason = json!({"reason": "sold out"});
    let (method, path, body) = match wish {
        Wish::Accept => ("PATCH", format!("{id}/accept"), json!({})),
        Wish::Reject => ("PATCH", format!("{id}/reject"), reason),
        Wish::CancelOwn => ("PUT", format!("{id}/cancel"), reason),
        Wish::CancelAsSeller => ("PATCH", format!("{id}/cancel"), reason),
        Wish::CancelForCustomer => ("PATCH", format!("{id}/customer-cancel"), reason),
        Wish::CancelAsAdmin => ("PATCH", format!("{id}/admin-cancel"), reason),
        Wish::Move(to) => ("PATCH", format!("{id}/status"), json!({"status": to})),
        Wish::Override => {
            ("PATCH", format!("admin/{id}/status"), json!({"status": elsewhere(status)}))
        }
    };
    let path = format!("/api/orders/{path}");
    world.docket.call(method, &path).bearer(token).json(&body).send().await
}

/// Places an order of the buyer, sets it to this status, and returns its id.
async fn in_status(world: &Kitchen, status: &'static Status) -> String {
    let waits = status.name == "awaiting_verification";
    let body = pickup("spice-kitchen", BUYER, &[("sk-lassi", 1)]);
    let id = if waits {
        world.docket.order(&body).await.expect(201).text_at("/order/id")
    } else {
        world.place(&body).await.expect(201).text_at("/order/id")
    };
    if !waits && status.name != "PLACED" {
        world.force(&id, status.name).await.expect(200);
    }
    id
}

#[tokio::test]
async fn http_answers_every_cell_as_the_table_and_refusals_change_nothing() {
    let world = Kitchen::open().await;
    let driver = world.docket.sign_in(Person::Driver).await;
    for status in kitchen().statuses {
        let mut id = in_status(&world, status).await;
        for wish in wishes() {
            for (role, token) in [
                (Role::Buyer, &world.buyer),
                (Role::Seller, &world.staff),
                (Role::Driver, &driver),
                (Role::Admin, &world.admin),
            ] {
                let cell = format!("{}: {wish:?} by {role:?}", status.name);
                let before = world.docket.read_order(&world.admin, &id).await.expect(200);
                let reply = ask(&world, wish, status.name, token, &id).await;
                let expected = match outcome(wish, status, MethodKind::Pickup, role) {
                    // The order is in no batch of this driver.
                    _ if role == Role::Driver => Err("not_found".to_owned()),
                    other => other,
                };
                match expected {
                    Ok(to) => {
                        assert_eq!(reply.status, 200, "{cell}: {}", reply.text);
                        assert_eq!(reply.text_at("/order/status"), to, "{cell}");
                        id = in_status(&world, status).await;
                    }
                    Err(code) => {
                        let why = match code.as_str() {
                            "order_not_cancellable" if status.phase.is_closed() => {
                                ": status_not_cancellable"
                            }
                            "order_not_cancellable" => ": role_not_allowed",
                            _ => "",
                        };
                        reply.clone().problem(http_status(&code), &format!("{code}{why}"));
                        if code == "invalid_transition" {
                            assert_eq!(reply.at("/from"), status.name, "{cell}");
                            assert!(reply.at("/allowed").is_array(), "{cell}");
                        }
                        let after = world.docket.read_order(&world.admin, &id).await.expect(200);
                        assert_eq!(after.at("/order"), before.at("/order"), "{cell}");
                    }
                }
            }
        }
    }
}

fn http_status(code: &str) -> u16 {
    match code {
        "forbidden" => 403,
        "not_found" => 404,
        "order_not_cancellable" => 409,
        _ => 400,
    }
}
