//! The fields of each body in `bodies.rs` by their JSON pointers, and the kind of each field.

use crate::fields::Field::{self, Flag, Line, List, Number, Object, Text};

pub const ORDER: &[(&str, Field)] = &[
    ("/sellerId", Text(false)),
    ("/items", List),
    ("/items/0", Object(false)),
    ("/items/0/productId", Text(false)),
    ("/items/0/quantity", Number(1, 10_000)),
    ("/items/0/addons", List),
    ("/items/0/addons/0/addonId", Text(false)),
    ("/items/0/addons/0/quantity", Number(1, 10_000)),
    ("/customer", Object(false)),
    ("/customer/name", Line(false)),
    ("/customer/phone", Text(false)),
    ("/customer/email", Text(true)),
    ("/fulfilment", Object(false)),
    ("/fulfilment/method", Text(false)),
    ("/fulfilment/address", Object(true)),
    ("/fulfilment/address/line1", Line(false)),
    ("/fulfilment/address/line2", Line(true)),
    ("/fulfilment/address/locality", Line(true)),
    ("/fulfilment/address/city", Line(false)),
    ("/fulfilment/address/state", Line(true)),
    ("/fulfilment/address/postalCode", Line(false)),
    ("/fulfilment/address/country", Line(false)),
    ("/fulfilment/zoneId", Text(true)),
    ("/fulfilment/requestedFor", Text(true)),
    ("/menuType", Line(true)),
    ("/mealWindow", Line(true)),
    ("/notes", Text(true)),
    ("/priority", Text(true)),
    ("/vouchers", List),
];

pub const QUOTE: &[(&str, Field)] = &[
    ("/sellerId", Text(false)),
    ("/items", List),
    ("/items/0", Object(false)),
    ("/items/0/productId", Text(false)),
    ("/items/0/quantity", Number(1, 10_000)),
    ("/items/0/addons", List),
    ("/items/0/addons/0/addonId", Text(false)),
    ("/items/0/addons/0/quantity", Number(1, 10_000)),
    ("/fulfilment", Object(false)),
    ("/fulfilment/method", Text(false)),
    ("/fulfilment/address", Object(true)),
    ("/fulfilment/address/line1", Line(false)),
    ("/fulfilment/address/postalCode", Line(false)),
    ("/fulfilment/zoneId", Text(true)),
    ("/fulfilment/requestedFor", Text(true)),
    ("/vouchers", List),
    ("/phone", Text(true)),
];

pub const PRODUCT_FIELDS: &[(&str, Field)] = &[
    ("/sellerId", Text(true)),
    ("/name", Line(false)),
    ("/price", Number(0, (1 << 53) - 1)),
    ("/stock", Number(0, 100_000_000)),
    ("/lowStockAt", Number(0, (1 << 32) - 1)),
    ("/isMainCourse", Flag),
    ("/addons", List),
    ("/addons/0/id", Text(false)),
    ("/addons/0/name", Line(false)),
    ("/addons/0/price", Number(0, (1 << 53) - 1)),
    ("/stockBuckets", Number(1, 20)),
    ("/description", Text(true)),
    ("/category", Line(true)),
    ("/position", Number(0, (1 << 32) - 1)),
    ("/active", Flag),
    ("/offUntil", Text(true)),
];

pub const MEMBER: &[(&str, Field)] = &[
    ("/name", Line(false)),
    ("/phone", Text(true)),
    ("/email", Text(true)),
    ("/role", Text(false)),
    ("/sellerId", Text(true)),
];
pub const PREFERENCES: &[(&str, Field)] = &[
    ("/language", Text(true)),
    ("/timezone", Text(true)),
    ("/quietHours", Object(true)),
    ("/quietHours/from", Text(false)),
    ("/quietHours/to", Text(false)),
    ("/groups/order_done", List),
    ("/groups/order_done/0", Text(false)),
];
pub const MEMBER_CHANGE: &[(&str, Field)] = &[
    ("/name", Line(false)),
    ("/phone", Text(true)),
    ("/email", Text(true)),
    ("/role", Text(false)),
    ("/sellerId", Text(false)),
    ("/disabled", Flag),
];
pub const SELLER: &[(&str, Field)] = &[
    ("/id", Text(true)),
    ("/currency", Text(false)),
    ("/name", Line(false)),
    ("/lifecycle", Text(false)),
    ("/timezone", Text(false)),
    ("/language", Text(true)),
    ("/zones", List),
    ("/zones/0", Object(false)),
    ("/zones/0/id", Text(false)),
    ("/zones/0/name", Line(false)),
    ("/charges/deliveryFee", Number(0, (1 << 53) - 1)),
    ("/charges/packagingFee", Number(0, (1 << 53) - 1)),
    ("/charges/taxBasisPoints", Number(0, 10_000)),
    ("/cancelWindowMinutes", Number(0, 43_200)),
    ("/voucherCutoffMinutes", Number(0, 43_200)),
    ("/prepTimeMinutes", Number(1, 1_440)),
    ("/deliveryTimeMinutes", Number(1, 1_440)),
    ("/acceptWithinMinutes", Number(1, 43_200)),
    ("/rejectAfterMinutes", Number(1, 43_200)),
    ("/slaTargets/0", Object(false)),
    ("/slaTargets/0/status", Text(false)),
    ("/slaTargets/0/normal", Number(1, 43_200)),
    ("/verifyFirst", Flag),
    ("/sendsMessages", Flag),
    ("/description", Text(true)),
    ("/phone", Text(true)),
    ("/address", Object(true)),
    ("/address/line1", Line(false)),
    ("/address/postalCode", Line(false)),
    ("/methods/0", Text(false)),
    ("/hours/0", Object(false)),
    ("/hours/0/day", Text(false)),
    ("/hours/0/opens", Text(false)),
    ("/hours/0/closes", Text(false)),
    ("/minimumOrder", Number(0, (1 << 53) - 1)),
    ("/payments/capture", Text(true)),
    ("/payments/account", Line(true)),
    ("/pausedUntil", Text(true)),
    ("/extraPrepMinutes", Number(1, 1_440)),
    ("/extraPrepUntil", Text(true)),
];

pub const PRODUCT_CHANGE: &[(&str, Field)] = &[
    ("/name", Line(false)),
    ("/price", Number(0, (1 << 53) - 1)),
    ("/isMainCourse", Flag),
    ("/addons", List),
    ("/description", Text(true)),
    ("/category", Line(true)),
    ("/position", Number(0, (1 << 32) - 1)),
    ("/image", Object(true)),
    ("/image/alt", Line(false)),
    ("/active", Flag),
    ("/offUntil", Text(true)),
];

pub const VOUCHER: &[(&str, Field)] = &[
    ("/code", Text(false)),
    ("/sellerId", Text(true)),
    ("/percent", Number(1, 100)),
    ("/minSubtotal", Number(0, (1 << 53) - 1)),
    ("/usesLeft", Number(1, (1 << 32) - 1)),
    ("/perCustomer", Number(1, (1 << 32) - 1)),
    ("/validFrom", Text(true)),
];

pub const VOUCHER_CHANGE: &[(&str, Field)] =
    &[("/minSubtotal", Number(0, (1 << 53) - 1)), ("/usesLeft", Number(0, (1 << 32) - 1))];

pub const STATUS: &[(&str, Field)] =
    &[("/status", Text(false)), ("/notes", Text(true)), ("/reason", Text(true))];
pub const PAYMENT: &[(&str, Field)] =
    &[("/amount", Number(1, (1 << 53) - 1)), ("/method", Line(false)), ("/reference", Line(true))];
pub const PROMISE: &[(&str, Field)] = &[("/promisedAt", Text(false)), ("/reason", Text(false))];
pub const ADMIN_CANCEL: &[(&str, Field)] =
    &[("/reason", Text(false)), ("/initiateRefund", Flag), ("/restoreVouchers", Flag)];
pub const READ: &[(&str, Field)] = &[("/upTo", Text(false)), ("/sellerId", Text(true))];
pub const BATCH: &[(&str, Field)] = &[
    ("/sellerId", Text(true)),
    ("/kitchenId", Text(true)),
    ("/orderIds", List),
    ("/orderIds/0", Text(false)),
    ("/driverId", Text(true)),
];
pub const SEQUENCE: &[(&str, Field)] = &[
    ("/sequence", List),
    ("/sequence/0", Object(false)),
    ("/sequence/0/orderId", Text(false)),
    ("/sequence/0/sequence", Number(1, (1 << 32) - 1)),
];
pub const SUBSCRIPTION: &[(&str, Field)] = &[
    ("/endpoint", Text(false)),
    ("/keys", Object(false)),
    ("/keys/p256dh", Text(false)),
    ("/keys/auth", Text(false)),
];
pub const LOGOUT: &[(&str, Field)] = &[("/everywhere", Flag), ("/session", Text(true))];
pub const SIGN_IN: &[(&str, Field)] = &[
    ("/challenge", Text(false)),
    ("/phone", Text(false)),
    ("/code", Text(false)),
    ("/session", Text(true)),
];
pub const CODE_REQUEST: &[(&str, Field)] = &[
    ("/phone", Text(false)),
    ("/deviceSecret", Text(true)),
    ("/challenge", Text(true)),
    ("/session", Text(true)),
];
