//! The pages that messages lead to, as their addresses are in `web/`.

use docket_domain::{OrderId, ProductId, Role, TemplateId};

/// Where a buyer follows an order.
pub(super) fn tracking(order: OrderId) -> String {
    format!("/t/{order}")
}

/// An order at its seller's desk.
pub(super) fn order(order: OrderId) -> String {
    format!("/desk/orders/{order}")
}

/// A product at its seller's desk.
pub(super) fn product(product: &ProductId) -> String {
    format!("/desk/products/{product}")
}

/// A template at its seller's desk.
pub(super) fn template(template: TemplateId) -> String {
    format!("/desk/templates/{template}")
}

/// A driver's tour.
pub(super) const DRIVE: &str = "/desk/drive";

/// Where somebody chooses which messages they get.
pub(super) const fn preferences(role: Role) -> &'static str {
    match role {
        Role::Buyer | Role::System => "/my/messages",
        Role::Seller | Role::Driver | Role::Admin => "/desk/messages",
    }
}
