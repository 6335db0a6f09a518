//! What a caller may do to an order now and what not, each with its route.

use docket_domain::{Action, Actor, Denied, Order, Role, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::{samples, words};

/// Something that this caller may do now, and how.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
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

/// Something that callers like this one do at other times, and why this one
/// may not do it now.
#[derive(Serialize, ToSchema)]
pub struct DeniedActionView {
    #[serde(flatten)]
    action: ActionView,
    /// The code with which the request would be refused; `unauthenticated`
    /// where signing in is all that is missing.
    #[schema(example = "invalid_transition")]
    code: &'static str,
    /// The rule, and the way out where there is one.
    #[schema(example = samples::denial)]
    reason: String,
}

/// What a caller may do to an order, and what not.
pub struct Judged {
    pub allowed: Vec<ActionView>,
    pub denied: Vec<DeniedActionView>,
}

/// What a guest is told of an action that takes a token.
const SIGN_IN: &str = "Sign in with the phone of the order first: give its code, or ask for a \
                       code with request-code.";

impl Judged {
    /// For somebody with these capacities: what one of them may is allowed, and
    /// denied is what none of them may. Each action stands once.
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

    /// For who has placed an order without signing in with its phone: the code
    /// is all that they can give or ask for.
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
