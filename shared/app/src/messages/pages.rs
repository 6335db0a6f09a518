//! Paths of the web pages that messages link to. The pages are in `web/`.

use docket_domain::{OrderId, ProductId, Role, TemplateId};

/// The page where a buyer follows an order.
pub(super) fn tracking(order: OrderId) -> String {
    format!("/t/{order}")
}

/// The staff's page of an order.
pub(super) fn order(order: OrderId) -> String {
    format!("/desk/orders/{order}")
}

/// The staff's page of a product.
pub(super) fn product(product: &ProductId) -> String {
    format!("/desk/products/{product}")
}

/// The staff's page of a template.
pub(super) fn template(template: TemplateId) -> String {
    format!("/desk/templates/{template}")
}

/// The page of a driver's batches.
pub(super) const DRIVE: &str = "/desk/drive";

/// The page where a person chooses which messages they get.
pub(super) const fn preferences(role: Role) -> &'static str {
    match role {
        Role::Buyer | Role::System => "/my/messages",
        Role::Seller | Role::Driver | Role::Admin => "/desk/messages",
    }
}
