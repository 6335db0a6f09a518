//! The registry of all functions: the name and the handler of each.
//!
//! The triggers (routes, schedules, rules) are in `template.yaml`. A test checks that the
//! registry and the template agree.

use std::sync::LazyLock;

use axum::{Router, routing::MethodRouter};
use utoipa::Path;
use utoipa_axum::{PathItemExt, paste};
#[cfg(feature = "describe")]
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    auth, changes, delivery,
    events::{self, StreamBatch, notify::Trigger},
    function::{Function, Handler, Routes, invoke},
    get_health,
    http::{Tokens, gated},
    keys, lifecycles, me, members,
    not_found::{self, Paths},
    notifications, orders,
    payments::{self, Wake},
    products, reconcile, reports, schedules, sellers, templates, vouchers,
};

/// Defines an HTTP function from the handlers of one module.
macro_rules! http {
    ($name:literal, $module:path, $($handler:ident),+) => {
        Function {
            name: $name,
            handler: Handler::Http({
                #[allow(clippy::wildcard_imports, reason = "utoipa's helper types stand beside the handler")]
                use $module::*;
                paste! {
                    Routes {
                        serve: |app| {
                            let router = Router::new();
                            $(let router = gated(
                                router,
                                &[<__path_ $handler>]::path(),
                                [<__path_ $handler>]::methods()
                                    .iter()
                                    .fold(MethodRouter::new(), |all, it| all.on(it.to_method_filter(), $handler)),
                                (app.clone(), &[<__path_ $handler>]::operation()),
                            );)+
                            router
                        },
                        #[cfg(feature = "describe")]
                        describe: || OpenApiRouter::new()$(.routes(routes!($handler)))+,
                        take_tokens: || {
                            $(Tokens::of(&[<__path_ $handler>]::operation()) != Tokens::Ignored)||+
                        },
                        paths: || vec![$(([<__path_ $handler>]::path(), [<__path_ $handler>]::methods())),+],
                    }
                }
            }),
        }
    };
}

/// Defines a function for events. Serde parses the payload unless `$read` is given.
macro_rules! event {
    ($name:literal, $handler:path) => {
        event!($name, serde_json::from_value, $handler)
    };
    ($name:literal, $read:path, $handler:path) => {
        Function {
            name: $name,
            handler: Handler::Event(|app, payload| invoke(app, payload, $read, $handler)),
        }
    };
}

/// All functions of Docket.
pub static FUNCTIONS: &[Function] = &[
    http!("request-code", auth::request_code, request_code),
    http!("issue-token", auth::issue_token, issue_token),
    http!("admin-login", auth::admin_login, admin_login),
    http!("refresh-token", auth::refresh_token, refresh_token),
    http!("logout", auth::logout, logout),
    http!("get-jwks", auth::get_jwks, get_jwks),
    http!("get-me", me::get_me, get_me),
    http!("accept-invitation", me::accept_invitation, accept_invitation),
    http!("decline-invitation", me::decline_invitation, decline_invitation),
    http!("leave", me::leave, leave),
    http!("get-push-key", me::get_push_key, get_push_key),
    http!("put-push-subscription", me::put_push_subscription, put_push_subscription),
    http!("delete-push-subscription", me::delete_push_subscription, delete_push_subscription),
    http!("get-preferences", me::get_preferences, get_preferences),
    http!("put-preferences", me::put_preferences, put_preferences),
    http!("show-unsubscribe", me::show_unsubscribe, show_unsubscribe),
    http!("unsubscribe", me::unsubscribe, unsubscribe),
    http!("create-member", members::create_member, create_member),
    http!("list-members", members::list_members, list_members),
    http!("get-member", members::get_member, get_member),
    http!("update-member", members::update_member, update_member),
    http!("get-lifecycle", lifecycles::get_lifecycle, get_lifecycle),
    http!("create-seller", sellers::create_seller, create_seller),
    http!("list-sellers", sellers::list_sellers, list_sellers),
    http!("get-seller", sellers::get_seller, get_seller),
    http!("update-seller", sellers::update_seller, update_seller),
    http!("create-product", products::create_product, create_product),
    http!("list-products", products::list_products, list_products),
    http!("get-product", products::get_product, get_product),
    http!("update-product", products::update_product, update_product),
    http!("put-product-image", products::put_product_image, put_product_image),
    http!("get-product-image", products::get_product_image, get_product_image),
    http!("adjust-stock", products::adjust_stock, adjust_stock),
    http!("list-stock-changes", products::list_stock_changes, list_stock_changes),
    http!("check-stock", products::check_stock, check_stock),
    http!("create-order", orders::create_order, create_order),
    http!("quote-order", orders::quote_order, quote_order),
    http!("verify-order", orders::verify_order, verify_order),
    http!("resend-verification", orders::resend_verification, resend_verification),
    http!("get-order", orders::get_order, get_order),
    http!("list-orders", orders::list_orders, list_orders, list_all_orders),
    http!("list-changes", changes::list_changes, list_changes),
    http!("list-notifications", notifications::list_notifications, list_notifications),
    http!("read-notifications", notifications::read_notifications, read_notifications),
    http!("list-my-orders", orders::list_my_orders, list_my_orders),
    http!("get-order-internal", orders::get_order_internal, get_order_internal),
    http!("track-order", orders::track_order, track_order),
    http!("order-statistics", orders::order_statistics, order_statistics),
    http!("order-stats", reports::order_stats, order_stats),
    http!("sales-report", reports::sales_report, sales_report),
    http!("order-history", orders::order_history, order_history),
    http!("list-customer-orders", orders::list_customer_orders, list_customer_orders),
    http!("update-order-status", orders::update_order_status, put_order_status, patch_order_status),
    http!("update-order", orders::update_order, update_order),
    http!("bulk-update-status", orders::bulk_update_status, bulk_update_status),
    http!("override-order-status", orders::override_order_status, override_order_status),
    http!("record-payment", orders::record_payment, record_payment),
    http!("create-payment-intent", payments::create_payment_intent, create_payment_intent),
    http!(
        "create-checkout-payment-intent",
        payments::create_checkout_payment_intent,
        create_checkout_payment_intent
    ),
    http!("payment-webhook", payments::payment_webhook, payment_webhook),
    http!("refund-order", payments::refund_order, refund_order),
    http!("list-refunds", payments::list_refunds, list_refunds),
    http!("list-order-messages", orders::list_order_messages, list_order_messages),
    http!("retry-refund", payments::retry_refund, retry_refund),
    http!("settle-refund", payments::settle_refund, settle_refund),
    http!("move-promise", orders::move_promise, move_promise),
    http!("add-note", orders::add_note, add_note),
    http!("split-order", orders::split_order, split_order),
    http!("merge-orders", orders::merge_orders, merge_orders),
    http!("create-checkout", orders::create_checkout, create_checkout),
    http!("accept-order", orders::accept_order, accept_order),
    http!("reject-order", orders::reject_order, reject_order),
    http!("cancel-order", orders::cancel_order, cancel_order, delete_order),
    http!("cancel-order-as-seller", orders::cancel_order_as_seller, cancel_order_as_seller),
    http!(
        "cancel-order-for-customer",
        orders::cancel_order_for_customer,
        cancel_order_for_customer
    ),
    http!("cancel-order-as-admin", orders::cancel_order_as_admin, cancel_order_as_admin),
    http!("create-batch", delivery::create_batch, create_batch),
    http!("list-batches", delivery::list_batches, list_batches),
    http!("propose-batches", delivery::propose_batches, propose_batches),
    http!("get-batch", delivery::get_batch, get_batch),
    http!("pick-up-batch", delivery::pick_up_batch, pick_up_batch),
    http!("complete-batch", delivery::complete_batch, complete_batch),
    http!("sequence-batch", delivery::sequence_batch, sequence_batch),
    http!("regroup-batch", delivery::regroup_batch, regroup_batch),
    http!("reassign-batch", delivery::reassign_batch, reassign_batch),
    http!("cancel-batch", delivery::cancel_batch, cancel_batch),
    http!("update-delivery-status", delivery::update_delivery_status, update_delivery_status),
    http!("report-problem", delivery::report_problem, report_problem),
    http!("create-voucher", vouchers::create_voucher, create_voucher),
    http!("list-vouchers", vouchers::list_vouchers, list_vouchers),
    http!("get-voucher", vouchers::get_voucher, get_voucher),
    http!("update-voucher", vouchers::update_voucher, update_voucher),
    http!("create-template", templates::create_template, create_template),
    http!("list-templates", templates::list_templates, list_templates),
    http!("get-template", templates::get_template, get_template),
    http!("update-template", templates::update_template, update_template),
    http!("delete-template", templates::delete_template, delete_template),
    http!("order-from-template", templates::order_from_template, order_from_template),
    http!("get-health", get_health, get_health),
    Function { name: "not-found", handler: Handler::Http(not_found::ROUTES) },
    event!("make-keys", keys::make_keys::make_keys),
    event!(
        "publish-order-events",
        StreamBatch::read,
        events::publish_order_events::publish_order_events
    ),
    event!("update-statistics", StreamBatch::read, events::update_statistics::update_statistics),
    event!("send-verification-code", events::send_verification_code::send_verification_code),
    event!("notify", Trigger::read, events::notify::notify),
    event!("record-returned-mail", events::record_returned_mail::record_returned_mail),
    event!("reconcile", reconcile::reconcile),
    event!(
        "cleanup-unverified-orders",
        schedules::cleanup_unverified_orders::cleanup_unverified_orders
    ),
    event!("run-order-schedules", schedules::run_order_schedules::run_order_schedules),
    event!("check-deadlines", schedules::check_deadlines::check_deadlines),
    event!("settle-payment", Wake::read, payments::settle_payment::settle_payment),
    event!("process-refund", Wake::read, payments::process_refund::process_refund),
];

/// Finds the function with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

/// All paths of the API with their HTTP methods.
#[must_use]
pub fn paths() -> &'static Paths {
    static PATHS: LazyLock<Paths> = LazyLock::new(|| {
        let mut paths = Paths::new();
        for function in FUNCTIONS {
            match function.handler {
                Handler::Http(routes) => {
                    for (path, methods) in (routes.paths)() {
                        paths.entry(path).or_default().extend(methods);
                    }
                }
                Handler::Event(_) => {}
            }
        }
        paths
    });
    &PATHS
}
