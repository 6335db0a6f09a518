//! What a caller may do to an order now, and by which route.

use docket_domain::{Action, Actor, Order, Role, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::words;

/// Something that this caller may do now, and how.
#[derive(PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// The function.
    #[schema(example = "update-order-status")]
    action: &'static str,
    /// The request's method.
    #[schema(example = "PATCH")]
    method: &'static str,
    /// The request's path.
    #[schema(value_type = words::ApiPath)]
    path: String,
    /// The status to ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::StatusName>)]
    status: Option<&'static str>,
}

/// All that somebody with these capacities may do to the order now, each
/// action once.
pub fn allowed(order: &Order, who: &[Actor], stamp: &Stamp) -> Vec<ActionView> {
    let mut all: Vec<ActionView> = Vec::new();
    for actor in who {
        for action in order.allowed_actions(actor, stamp) {
            let view = action_view(action, order, actor);
            if !all.contains(&view) {
                all.push(view);
            }
        }
    }
    all
}

fn action_view(action: Action, order: &Order, actor: &Actor) -> ActionView {
    let id = order.id;
    let view = |action, method, path: String, status| ActionView { action, method, path, status };
    let own = |path: &str| format!("/api/orders/{id}{path}");
    match action {
        Action::Verify => view("verify-order", "POST", own("/verification"), None),
        Action::Resend => view("resend-verification", "POST", own("/verification/resend"), None),
        Action::Accept => {
            view("accept-order", "PATCH", own("/accept"), Some(order.lifecycle.accepted()))
        }
        Action::Reject => {
            view("reject-order", "PATCH", own("/reject"), Some(order.lifecycle.rejected()))
        }
        Action::Split => view("split-order", "POST", own("/split"), None),
        Action::Merge => view("merge-orders", "POST", "/api/orders/merge".to_owned(), None),
        Action::Move(status) => {
            view("update-order-status", "PATCH", own("/status"), Some(status.name))
        }
        // Cancelling is one command with several doors; drivers and the system
        // have none of their own.
        Action::Cancel => match actor.role() {
            Role::Buyer => view("cancel-order", "PUT", own("/cancel"), None),
            Role::Admin => view("cancel-order-as-admin", "PATCH", own("/admin-cancel"), None),
            Role::Seller | Role::Driver | Role::System => {
                view("cancel-order-as-seller", "PATCH", own("/cancel"), None)
            }
        },
        Action::Update => view("update-order", "PUT", own(""), None),
        Action::RecordPayment => view("record-payment", "POST", own("/payments"), None),
        Action::Override => {
            let path = format!("/api/orders/admin/{id}/status");
            view("override-order-status", "PATCH", path, None)
        }
    }
}
