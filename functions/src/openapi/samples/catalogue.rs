//! Examples of sellers, products and vouchers.

use docket_domain::Phase;
use serde_json::{Value, json};

use super::statuses::{self, SHOP};

/// The name of the example image.
pub const IMAGE_NAME: &str = "5d41402abc4b2a76b9719d911017c592";
/// The alternative text of the example image.
pub const IMAGE_TEXT: &str = "A round tray with rice, dal and two vegetables";
/// Stands for the bytes of an image file.
pub const IMAGE_FILE: &str = "(the bytes of the file)";

/// The path and query of the example image.
pub fn image_url() -> String {
    format!("/api/products/sk-thali/image?v={IMAGE_NAME}")
}

/// A product for the demo's kitchen.
pub fn create_product() -> Value {
    json!({
        "sellerId": "spice-kitchen",
        "name": "Paneer thali",
        "price": 1450,
        "stock": 120,
        "lowStockAt": 10,
        "isMainCourse": true,
        "addons": [addon()],
        "stockBuckets": 1,
        "description": "Paneer in spinach, dal, rice and pickles.",
        "category": "Mains",
        "position": 2,
    })
}

fn addon() -> Value {
    json!({"id": "naan", "name": "Naan", "price": 250})
}

/// One of the demo's products, as everybody sees it.
pub fn product() -> Value {
    json!({
        "id": "sk-thali",
        "sellerId": "spice-kitchen",
        "name": "Vegetable thali",
        "price": 1350,
        "currency": "USD",
        "available": 498,
        "description": "Dal, two vegetables, rice and pickles.",
        "category": "Mains",
        "position": 1,
        "image": {"url": image_url(), "alt": IMAGE_TEXT},
        "active": true,
        "lowStockAt": 20,
        "isMainCourse": true,
        "addons": [addon()],
        "version": 1,
    })
}

/// A request that creates a shop.
pub fn create_seller() -> Value {
    json!({
        "id": "harbour-bakery",
        "name": "Harbour Bakery",
        "lifecycle": SHOP,
        "currency": "USD",
        "timezone": "America/New_York",
        "language": "en",
        "zones": [zone()],
        "charges": charges(),
        "cancelWindowMinutes": 30,
        "verifyFirst": false,
        "sendsMessages": true,
        "description": "Bread and cakes, baked at four in the morning.",
        "phone": "+12025550142",
        "address": address(),
        "methods": ["pickup", "delivery"],
        "hours": [{"day": "friday", "opens": "06:00", "closes": "18:00"}],
        "minimumOrder": 1000,
    })
}

/// The shop that [`create_seller`] creates.
pub fn seller() -> Value {
    json!({
        "id": "harbour-bakery",
        "name": "Harbour Bakery",
        "lifecycle": SHOP,
        "currency": "USD",
        "timezone": "America/New_York",
        "language": "en",
        "zones": [zone()],
        "charges": charges(),
        "cancelWindowMinutes": 30,
        "voucherCutoffMinutes": null,
        "prepTimeMinutes": 25,
        "deliveryTimeMinutes": 20,
        "heldShareMax": null,
        "acceptWithinMinutes": 120,
        "rejectAfterMinutes": 60,
        "slaTargets": [{"status": statuses::start(SHOP), "normal": 240, "urgent": 60}],
        "verifyFirst": false,
        "sendsMessages": true,
        "description": "Bread and cakes, baked at four in the morning.",
        "phone": "+12025550142",
        "address": address(),
        "methods": ["pickup", "delivery"],
        "hours": [{"day": "friday", "opens": "06:00", "closes": "18:00"}],
        "minimumOrder": 1000,
        "pausedUntil": null,
        "extraPrepMinutes": 15,
        "extraPrepUntil": "2026-11-20T19:00:00.000Z",
        "payments": {
            "capture": "immediate", "required": false, "payWithinMinutes": 30, "feeBasisPoints": 0,
        },
        "version": 1,
    })
}

/// How long a kitchen may take.
pub fn targets() -> Value {
    json!({"status": statuses::waiting(Phase::Working), "normal": 30, "urgent": 15})
}

fn address() -> Value {
    json!({
        "line1": "12 Harbour Street",
        "city": "Boston",
        "state": "MA",
        "postalCode": "02110",
        "country": "US",
    })
}

fn zone() -> Value {
    json!({"id": "north", "name": "North of the river"})
}

fn charges() -> Value {
    json!({"deliveryFee": 300, "packagingFee": 0, "taxBasisPoints": 825})
}

/// A voucher over a percentage.
pub fn create_voucher() -> Value {
    json!({
        "code": "SPRING10",
        "sellerId": "spice-kitchen",
        "percent": 10,
        "minSubtotal": 2000,
        "usesLeft": 100,
        "perCustomer": 1,
        "validFrom": "2026-11-20T00:00:00.000Z",
        "validUntil": "2026-12-20T00:00:00.000Z",
    })
}

/// The voucher, redeemed three times.
pub fn voucher() -> Value {
    json!({
        "id": "spice-kitchen~SPRING10",
        "code": "SPRING10",
        "sellerId": "spice-kitchen",
        "percent": 10,
        "minSubtotal": 2000,
        "usesLeft": 97,
        "ended": false,
        "used": 3,
        "perCustomer": 1,
        "validFrom": "2026-11-20T00:00:00.000Z",
        "validUntil": "2026-12-20T00:00:00.000Z",
        "version": 1,
    })
}

/// Other terms of the voucher.
pub fn update_voucher() -> Value {
    json!({"usesLeft": 0, "validUntil": "2027-01-20T00:00:00.000Z"})
}
