//! `/_local/people` and `/_local/demo`: the people who can sign in to the demo, and more orders for
//! it.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use docket_store::Store;
use serde::Deserialize;
use serde_json::{Value, json};

use super::tools::problem;
use crate::{
    Options,
    demo::{self, ADMIN_PHONE, CUSTOMERS, DemoOrders, MEMBERS, SELLERS},
};

/// The maximum number of orders that one request makes.
const MOST: usize = 500;

/// The parts that the demo's tools use.
#[derive(Clone)]
pub struct Demo {
    /// Makes the demo's orders.
    pub orders: Arc<DemoOrders>,
    /// The table.
    pub store: Store,
    /// Whether the demo's sellers and members exist.
    pub is_there: bool,
    /// Whether the demo has orders.
    pub has_orders: bool,
}

impl Demo {
    /// Makes the tools of the demo for a program that was started with `options`.
    pub const fn new(orders: Arc<DemoOrders>, store: Store, options: &Options) -> Self {
        let has_orders = options.demo && options.demo_orders;
        Self { orders, store, is_there: options.demo, has_orders }
    }
}

/// Makes the router.
pub fn router(demo: Demo) -> Router {
    Router::new()
        .route("/_local/people", get(people))
        .route("/_local/demo", post(more_orders))
        .with_state(demo)
}

/// The people who can sign in, and which of the demo's data exist.
async fn people(State(demo): State<Demo>) -> Response {
    match all_people(&demo).await {
        Ok(people) => Json(people).into_response(),
        Err(error) => problem(StatusCode::INTERNAL_SERVER_ERROR, "internal", &format!("{error:#}")),
    }
}

async fn all_people(demo: &Demo) -> Result<Value> {
    let mut people = vec![json!({"name": "Administrator", "role": "admin", "phone": ADMIN_PHONE})];
    let mut sellers = Vec::new();
    if demo.is_there {
        for (phone, name, role, seller) in MEMBERS {
            let (id, seller_name, _) =
                SELLERS.iter().find(|(id, ..)| id == seller).context("a member has no seller")?;
            people.push(json!({
                "name": name, "role": role, "sellerId": id, "sellerName": seller_name, "phone": phone,
            }));
        }
        for (id, name, lifecycle) in SELLERS {
            let open = demo.store.count_open_orders(&id.parse()?).await?;
            sellers
                .push(json!({"id": id, "name": name, "lifecycle": lifecycle, "openOrders": open}));
        }
    }
    if demo.has_orders {
        let buyers = CUSTOMERS.iter().take(3);
        people
            .extend(buyers.map(|it| json!({"name": it.name, "role": "buyer", "phone": it.phone})));
    }
    Ok(json!({"people": people, "sellers": sellers}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MoreOrders {
    orders: usize,
    seller_id: Option<String>,
}

async fn more_orders(State(demo): State<Demo>, body: String) -> Response {
    let invalid = |detail: &str| problem(StatusCode::BAD_REQUEST, "invalid_request", detail);
    if !demo.is_there {
        return invalid("The program runs without the demo; start it without --no-demo.");
    }
    let Ok(MoreOrders { orders, seller_id }) = serde_json::from_str(&body) else {
        return invalid("The body must be like {\"orders\": 20}, and can have a `sellerId`.");
    };
    if orders > MOST {
        return invalid(&format!("`orders` must be at most {MOST}."));
    }
    let seller = seller_id.as_deref().map(demo::known_seller);
    if seller == Some(None) {
        let all: Vec<_> = SELLERS.iter().map(|(id, ..)| *id).collect();
        return invalid(&format!("`sellerId` must be one of {}.", all.join(", ")));
    }
    // Runs in a separate task, so that a client that disconnects does not stop it halfway.
    let making = tokio::spawn(async move { demo.orders.make_more(orders, seller.flatten()).await });
    match making.await.map_err(anyhow::Error::from).flatten() {
        Ok(placed) => Json(json!({"placed": placed})).into_response(),
        Err(error) => problem(StatusCode::CONFLICT, "conflict", &format!("{error:#}")),
    }
}
