//! Who may call an operation, in words: a refused caller learns from `detail` who is allowed and
//! what to do instead.

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// Who is allowed.
    pub who: &'static str,
    /// What they are allowed to do.
    pub what: &'static str,
}

const ADMINS: &str = "an administrator";
const STAFF: &str = "a seller's staff or an administrator";
const OWN_STAFF: &str = "the seller's own staff or an administrator";
const OWNER: &str = "the buyer who placed the order";
const DRIVER: &str = "the batch's driver or an administrator";

/// The words for an operation, by its id.
#[must_use]
pub fn denial(operation: &str) -> Option<Denial> {
    let (who, what) = match operation {
        "accept_invitation" => ("a person who signed in with a code", "become an administrator"),
        "create_member" | "list_members" => (OWN_STAFF, "add and list members"),
        "get_member" | "update_member" => {
            ("the member, the seller's own staff or an administrator", "see and change a member")
        }
        "create_seller" => (ADMINS, "add a seller"),
        "update_seller" => (OWN_STAFF, "change a seller"),
        "create_product" | "update_product" | "put_product_image" => {
            (OWN_STAFF, "add and change products")
        }
        "adjust_stock" | "check_stock" | "list_stock_changes" => {
            (OWN_STAFF, "see and adjust the stock")
        }
        "create_voucher" | "list_vouchers" => (OWN_STAFF, "add and list vouchers"),
        "create_template" | "list_templates" => (
            "the customer with the template's phone, the seller's own staff or an administrator",
            "create and list templates",
        ),
        "list_orders" | "bulk_update_status" => {
            (STAFF, "list orders and change the status of many at once")
        }
        "list_changes" => (STAFF, "list the changes of a seller's orders and batches"),
        "list_notifications" | "read_notifications" => (
            "a seller's staff, a driver or an administrator",
            "read notifications, and each only their own",
        ),
        "list_all_orders" => (ADMINS, "list the orders of all sellers"),
        "order_stats" | "sales_report" => (STAFF, "see statistics and reports"),
        "get_order_internal" | "order_history" => {
            (OWN_STAFF, "see an order's internal details and its history")
        }
        "put_order_status" | "patch_order_status" => (
            "the roles that the order's lifecycle names for this step",
            "move the order to this status",
        ),
        "override_order_status" => (ADMINS, "override a status"),
        "update_order" => (
            "the buyer who placed the order, the seller's own staff or an administrator",
            "change the order",
        ),
        "record_payment" => (OWN_STAFF, "record a payment"),
        "create_payment_intent" | "create_checkout_payment_intent" => (
            OWNER,
            "pay an order here; staff record what they receive by POST /api/orders/{id}/payments",
        ),
        "list_order_messages" => (OWN_STAFF, "list the messages that were sent about an order"),
        "refund_order" | "list_refunds" | "retry_refund" | "settle_refund" => {
            (OWN_STAFF, "see and give refunds")
        }
        "move_promise" => (OWN_STAFF, "move the promised time of an order"),
        "add_note" => (OWN_STAFF, "add notes to an order"),
        "split_order" | "merge_orders" => (OWN_STAFF, "split and merge orders"),
        "accept_order" | "reject_order" => (OWN_STAFF, "accept and reject an order"),
        "cancel_order" | "delete_order" => (
            OWNER,
            "cancel an order here; staff cancel by PATCH /api/orders/{id}/cancel, administrators \
             by PATCH /api/orders/{id}/admin-cancel",
        ),
        "cancel_order_as_seller" => {
            (OWN_STAFF, "cancel an order here; its buyer cancels by PUT /api/orders/{id}/cancel")
        }
        "cancel_order_for_customer" => (
            "the buyer who placed the order or an administrator",
            "cancel an order here; staff cancel by PATCH /api/orders/{id}/cancel",
        ),
        "cancel_order_as_admin" => (
            ADMINS,
            "cancel an order here; staff cancel by PATCH /api/orders/{id}/cancel, its buyer by PUT \
             /api/orders/{id}/cancel",
        ),
        "list_batches" => (
            "a seller's staff, a driver or an administrator",
            "list batches, and each only their own",
        ),
        "create_batch" | "propose_batches" | "regroup_batch" | "reassign_batch"
        | "cancel_batch" => (OWN_STAFF, "create, reassign and cancel batches"),
        "pick_up_batch" | "complete_batch" | "update_delivery_status" | "report_problem" => {
            (DRIVER, "pick up and deliver the orders of the batch")
        }
        "sequence_batch" => {
            ("the batch's driver, the seller's own staff or an administrator", "sequence a batch")
        }
        _ => return None,
    };
    Some(Denial { who, what })
}
