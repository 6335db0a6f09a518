//! Examples that say more than their parts do: fields that belong together, or
//! exclude one another.

mod catalogue;
mod figures;
mod orders;
pub mod statuses;
mod templates;

use serde_json::{Value, json};

pub use catalogue::{
    IMAGE_FILE, IMAGE_NAME, IMAGE_TEXT, create_product, create_seller, create_voucher, image_url,
    product, seller, targets, update_voucher, voucher,
};
pub use figures::{order_statistics, order_stats, sales_report};
pub use orders::{
    audit_entry, bulk_outcome, bulk_status, create_checkout, create_order, denial, made,
    merge_orders, order, order_row, payment, payment_details, payment_intent, provider_event,
    quote, quote_order, record_payment, refund, refund_order, settle_refund, split_order,
    status_override, status_update, tracking, update_order,
};
pub use templates::{create_template, schedule, template, update_template};

/// Either a phone or an e-mail address.
pub fn code_request() -> Value {
    json!({"phone": "+12025550142"})
}

/// A code with the phone that it was sent to.
pub fn sign_in() -> Value {
    json!({
        "challenge": "7ZK3M9QW2X7ZK3M9.q2kQx0y6n1BvS3rTzW8aLg",
        "phone": "+12025550142",
        "code": "123456",
    })
}

/// The keys of RFC 8291, appendix A, which belong to no browser.
pub const PUSH_PUBLIC_KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/// Its secret.
pub const PUSH_AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
/// An endpoint as Chrome has it.
pub const PUSH_ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/dxB3zq2kQx0:APA91bGy6n1Bv";

/// A browser's subscription.
pub fn push_subscription() -> Value {
    json!({
        "endpoint": PUSH_ENDPOINT,
        "keys": {"p256dh": PUSH_PUBLIC_KEY, "auth": PUSH_AUTH},
    })
}

/// The order, to be brought by the demo's driver.
pub fn create_batch() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "orderIds": ["ORD-20261120-7ZK3M9QW2X"],
        "driverId": "demo-spice-kitchen-driver",
    })
}

/// A place at fault.
pub fn field_error() -> Value {
    json!({"pointer": "/items/0/quantity", "detail": "must be between 1 and 10000"})
}

/// A line that is short.
pub fn shortfall() -> Value {
    json!({
        "productId": "sk-thali",
        "productName": "Vegetable thali",
        "requested": 2,
        "available": 1,
        "detail": "2 of Vegetable thali were ordered, 1 are there",
    })
}
