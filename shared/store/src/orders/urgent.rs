//! Listing a seller's orders, the most urgent first.

use docket_domain::{Order, OrderFilter, SellerId, Suffix, Summary};

use crate::{
    Store, StoreError,
    records::read_row,
    table::{keys, text},
};

/// The most index rows that are read. They are sorted by waiting time, the longest first.
const ROWS: i32 = 500;

impl Store {
    /// The most urgent orders of a seller that have not ended, in their current state. Only the 500
    /// orders that wait longest are considered.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn urgent_orders(
        &self,
        seller: &SellerId,
        filter: &OrderFilter,
        limit: u32,
    ) -> Result<Vec<Order>, StoreError> {
        let query = self.query(keys::SELLER_INDEX, keys::open_orders(seller)).limit(ROWS);
        let (items, _) = self.fetch(query).await?;
        let (mut rows, mut unread): (Vec<Summary>, Vec<Suffix>) = (Vec::new(), Vec::new());
        for item in items {
            let suffix = text(&item, keys::PK).and_then(keys::order_suffix);
            match read_row(item)? {
                Some(row) => rows.push(row),
                None => unread.extend(suffix),
            }
        }
        rows.extend(self.orders(unread).await?.iter().map(Order::summary));
        rows.retain(|row| filter.matches(row));
        rows.sort_by_key(Summary::urgency);
        let found: Vec<Suffix> =
            rows.iter().take(limit as usize).map(|row| row.id.suffix()).collect();
        // The index is eventually consistent.
        let mut orders = self.orders(found).await?;
        orders.retain(|order| {
            let is_open = !order.status.phase.is_closed();
            is_open && order.seller == *seller && filter.has(order)
        });
        orders.sort_by_cached_key(|order| order.summary().urgency());
        Ok(orders)
    }
}
