//! The answer of routes that cancel or reject an order.

use docket_domain::{Actor, Order, Role, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::order::OrderView;
use crate::openapi::words;

/// A cancelled or rejected order, and what that released.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stopped {
    /// The order after the cancellation or rejection.
    order: OrderView,
    /// Whether a refund of what was paid was requested.
    refund_initiated: bool,
    /// Number of vouchers whose use was given back by the cancellation.
    #[schema(value_type = words::Count)]
    vouchers_restored: usize,
    /// Role of the caller who stopped the order: `buyer`, `seller`, `admin` or `system`.
    #[schema(value_type = words::RoleName)]
    cancelled_by: &'static str,
}

impl Stopped {
    /// A stopped order for a caller with these capacities.
    pub fn new(order: &Order, who: &[Actor], stamp: &Stamp) -> Self {
        Self {
            order: OrderView::new(order, who, stamp),
            refund_initiated: order.refund_initiated(),
            vouchers_restored: order.vouchers_restored(),
            cancelled_by: order.cancellation().map_or(Role::System, |it| it.role).name(),
        }
    }
}
