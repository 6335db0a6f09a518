//! Proposing batches for orders that are in no batch.

use docket_domain::{Order, OrderFilter, Phase, Proposal, SellerId};
use docket_store::{OrderList, Whose};

use crate::{App, AppError};

/// How many pages of 100 orders are read for each phase.
const PAGES: usize = 3;

/// Proposed batches.
#[derive(Debug)]
pub struct Proposals {
    /// The proposals, sorted by when their first order is wanted.
    pub proposals: Vec<Proposal>,
    /// The orders that were read.
    pub orders: Vec<Order>,
    /// Whether all waiting orders were read.
    pub complete: bool,
}

/// Proposes batches of a seller's orders that are being prepared or ready and in no batch, grouped
/// by meal and zone, with at most `most` orders each. Nothing is stored. This function does not
/// check that the actor manages the seller.
///
/// # Errors
///
/// [`AppError::Store`] when the table does not answer.
pub async fn propose_batches(
    app: &App,
    seller: &SellerId,
    filter: &OrderFilter,
    most: usize,
) -> Result<Proposals, AppError> {
    let (mut orders, mut complete) = (Vec::new(), true);
    for phase in [Phase::Ready, Phase::Working] {
        let filter = OrderFilter { phases: vec![phase], ..filter.clone() };
        complete &= waiting(app, seller, filter, &mut orders).await?;
    }
    let living = app.store.living_batches(&orders).await?;
    let proposals = Proposal::of(&orders, &living, most);
    Ok(Proposals { proposals, orders, complete })
}

/// Adds a seller's orders of a phase to `orders`. Returns whether these are all of them.
async fn waiting(
    app: &App,
    seller: &SellerId,
    filter: OrderFilter,
    orders: &mut Vec<Order>,
) -> Result<bool, AppError> {
    let list = OrderList { of: Whose::Seller(seller.clone()), filter, now: app.now() };
    let mut after = None;
    for _ in 0..PAGES {
        let page = app.store.list_orders(&list, after.as_deref(), 100).await?;
        orders.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}
