//! Examples that the examples of their parts cannot express: fields that belong together, or
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

/// A request for a code, with one of phone and e-mail address.
pub fn code_request() -> Value {
    json!({"phone": "+12025550142"})
}

/// A sign-in with a code and the phone to which it was sent.
pub fn sign_in() -> Value {
    json!({
        "challenge": "7ZK3M9QW2X7ZK3M9.q2kQx0y6n1BvS3rTzW8aLg",
        "phone": "+12025550142",
        "code": "123456",
    })
}

/// A public key for web push: the key in appendix A of RFC 8291, which belongs to no browser.
pub const PUSH_PUBLIC_KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/// The authentication secret that belongs to [`PUSH_PUBLIC_KEY`].
pub const PUSH_AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
/// A push endpoint in the format of Chrome.
pub const PUSH_ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/dxB3zq2kQx0:APA91bGy6n1Bv";

/// A browser's push subscription.
pub fn push_subscription() -> Value {
    json!({
        "endpoint": PUSH_ENDPOINT,
        "keys": {"p256dh": PUSH_PUBLIC_KEY, "auth": PUSH_AUTH},
    })
}

/// A delivery batch with the example order, for the demo's driver.
pub fn create_batch() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "orderIds": ["ORD-20261120-7ZK3M9QW2X"],
        "driverId": "demo-spice-kitchen-driver",
    })
}

/// An invalid place in a request body.
pub fn field_error() -> Value {
    json!({"pointer": "/items/0/quantity", "detail": "Must be between 1 and 10000."})
}

/// A product of which too little is available.
pub fn shortfall() -> Value {
    json!({
        "productId": "sk-thali",
        "productName": "Vegetable thali",
        "requested": 2,
        "available": 1,
        "detail": "2 of Vegetable thali were ordered, 1 are in stock.",
    })
}
