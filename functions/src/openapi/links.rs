//! OpenAPI links: the operations that use an id from the response of another operation.

use serde_json::Value;
use utoipa::openapi::{OpenApi, RefOr, link::Link};

use super::operations;

/// The responses with links: operation, status, the place of the id, and the operations that use
/// it.
const LINKS: &[(&str, &str, &str, &[&str])] = &[
    (
        "create_order",
        "201",
        "$response.body#/order/id",
        &[
            "get_order",
            "track_order",
            "get_order_internal",
            "order_history",
            "order_statistics",
            "verify_order",
            "resend_verification",
            "patch_order_status",
            "put_order_status",
            "override_order_status",
            "record_payment",
            "cancel_order",
            "delete_order",
        ],
    ),
    (
        "create_product",
        "201",
        "$response.body#/product/id",
        &["get_product", "update_product", "adjust_stock"],
    ),
    ("create_seller", "201", "$response.body#/seller/id", &["get_seller", "update_seller"]),
    ("create_member", "201", "$response.body#/member/id", &["update_member"]),
    (
        "create_template",
        "201",
        "$response.body#/template/id",
        &["get_template", "update_template", "delete_template", "order_from_template"],
    ),
    ("create_voucher", "201", "$response.body#/voucher/id", &["get_voucher", "update_voucher"]),
];

/// Adds the links to the responses.
pub fn describe(document: &mut OpenApi) {
    for operation in operations::all(document) {
        let id = operation.operation_id.clone().unwrap_or_default();
        for (_, status, expression, targets) in LINKS.iter().filter(|(from, ..)| *from == id) {
            if let Some(RefOr::T(response)) = operation.responses.responses.get_mut(*status) {
                let link = |target: &&str| {
                    let link = Link::builder()
                        .operation_id(*target)
                        .parameter("id", Value::from(*expression))
                        .build();
                    ((*target).to_owned(), RefOr::T(link))
                };
                response.links.extend(targets.iter().map(link));
            }
        }
    }
}
