//! Actions that a caller can take on an order now, and those that are refused, each with its route.

use docket_domain::{Action, Actor, Denied, Order, Role, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::{samples, words};

/// An action on an order, and the request that performs it.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Name of the API function that performs the action, such as `accept-order`.
    #[schema(example = "update-order-status")]
    action: &'static str,
    /// HTTP method of the request that performs the action.
    #[schema(example = "PATCH")]
    method: &'static str,
    /// Path of the request that performs the action, with the order's id filled in.
    #[schema(value_type = words::ApiPath)]
    path: String,
    /// Target status of the action: the value to send as `status` with `update-order-status`, or
    /// the status to which `accept-order` or `reject-order` leads. Absent for other actions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::StatusName>)]
    status: Option<&'static str>,
}

/// An action that callers of this role can take at other times, and why this caller cannot take it
/// on this order now.
#[derive(Serialize, ToSchema)]
pub struct DeniedActionView {
    #[serde(flatten)]
    action: ActionView,
    /// Problem code with which the request would be refused now; `unauthenticated` if the caller
    /// only has to sign in first.
    #[schema(example = "invalid_transition")]
    code: &'static str,
    /// Reason as a sentence for people: the rule that applies and, where there is one, what to do
    /// instead.
    #[schema(example = samples::denial)]
    reason: String,
}

/// What a caller may do to an order now, and what is refused.
pub struct Judged {
    /// Actions that would succeed now, each listed once.
    pub allowed: Vec<ActionView>,
    /// Actions that would be refused now, with the reasons.
    pub denied: Vec<DeniedActionView>,
}

/// Reason why a guest cannot take an action that needs a token.
const SIGN_IN: &str = "Sign in with the phone of the order first: give its code, or ask for a \
                       code with request-code.";

impl Judged {
    /// For a caller with these capacities. An action is allowed if one capacity allows it, and
    /// denied if all of them deny it. Each action is listed once.
    pub fn new(order: &Order, who: &[Actor], stamp: &Stamp) -> Self {
        let mut judged = Self { allowed: Vec::new(), denied: Vec::new() };
        for actor in who {
            for action in order.allowed_actions(actor, stamp) {
                let view = view(action, order, actor);
                if !judged.allowed.contains(&view) {
                    judged.allowed.push(view);
                }
            }
        }
        for actor in who {
            for Denied { action, why } in order.denied_actions(actor, stamp) {
                let action = view(action, order, actor);
                if !judged.knows(&action) {
                    let (code, reason) = (why.code(), why.sentence());
                    judged.denied.push(DeniedActionView { action, code, reason });
                }
            }
        }
        judged
    }

    /// For a caller who placed an order without signing in with its phone. Such a caller can only
    /// give the code or request another one.
    pub fn of_guest(order: &Order, buyer: &Actor, stamp: &Stamp) -> Self {
        let mut judged = Self::new(order, std::slice::from_ref(buyer), stamp);
        let is_open =
            |it: &ActionView| ["verify-order", "resend-verification"].contains(&it.action);
        let (open, others): (Vec<_>, Vec<_>) = judged.allowed.into_iter().partition(is_open);
        judged.allowed = open;
        let signed_in = |action| DeniedActionView {
            action,
            code: "unauthenticated",
            reason: SIGN_IN.to_owned(),
        };
        judged.denied.extend(others.into_iter().map(signed_in));
        judged
    }

    fn knows(&self, action: &ActionView) -> bool {
        self.allowed.contains(action) || self.denied.iter().any(|it| it.action == *action)
    }
}

fn view(action: Action, order: &Order, actor: &Actor) -> ActionView {
    let id = order.id;
    let view = |action, method, path: String, status| ActionView { action, method, path, status };
    let own = |path: &str| format!("/api/orders/{id}{path}");
    let lifecycle = order.lifecycle;
    match action {
        Action::Verify => view("verify-order", "POST", own("/verification"), None),
        Action::Resend => view("resend-verification", "POST", own("/verification/resend"), None),
        Action::Accept => {
            view("accept-order", "PATCH", own("/accept"), Some(lifecycle.steps.accept))
        }
        Action::Reject => {
            view("reject-order", "PATCH", own("/reject"), Some(lifecycle.steps.reject))
        }
        Action::Move(status) => {
            view("update-order-status", "PATCH", own("/status"), Some(status.name))
        }
        // Cancelling is one command with a route for each role.
        Action::Cancel => match actor.role() {
            Role::Buyer => view("cancel-order", "PUT", own("/cancel"), None),
            Role::Admin => view("cancel-order-as-admin", "PATCH", own("/admin-cancel"), None),
            Role::Seller | Role::Driver | Role::System => {
                view("cancel-order-as-seller", "PATCH", own("/cancel"), None)
            }
        },
        Action::Update => view("update-order", "PUT", own(""), None),
        Action::RecordPayment => view("record-payment", "POST", own("/payments"), None),
        Action::Refund => view("refund-order", "POST", own("/refunds"), None),
        Action::Split => view("split-order", "POST", own("/split"), None),
        Action::Merge => view("merge-orders", "POST", "/api/orders/merge".to_owned(), None),
        Action::MovePromise => view("move-promise", "PATCH", own("/estimate"), None),
        Action::AddNote => view("add-note", "POST", own("/notes"), None),
        Action::Override => {
            let path = format!("/api/orders/admin/{id}/status");
            view("override-order-status", "PATCH", path, None)
        }
    }
}
