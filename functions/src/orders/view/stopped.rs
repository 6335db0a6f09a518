//! A stopped order as callers see it.

use docket_domain::{Actor, Order, Role, Stamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::order::OrderView;
use crate::openapi::words;

/// A stopped order, and what that gave back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stopped {
    /// The order.
    order: OrderView,
    /// Whether a refund of what was paid began.
    refund_initiated: bool,
    /// How many vouchers may be redeemed once more by this.
    #[schema(value_type = words::Count)]
    vouchers_restored: usize,
    /// The role of who stopped it.
    #[schema(value_type = words::RoleName)]
    cancelled_by: &'static str,
}

impl Stopped {
    /// A stopped order as its viewer sees it.
    pub fn new(order: &Order, who: &[Actor], stamp: &Stamp) -> Self {
        Self {
            order: OrderView::new(order, who, stamp),
            refund_initiated: order.refund_initiated(),
            vouchers_restored: order.vouchers_restored(),
            cancelled_by: order.cancellation().map_or(Role::System, |it| it.role).name(),
        }
    }
}
