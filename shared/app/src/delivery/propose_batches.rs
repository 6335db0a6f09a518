//! Proposing batches of the orders that wait for one.

use docket_domain::{Order, OrderFilter, Phase, Proposal, SellerId};
use docket_store::{OrderList, Whose};

use crate::{App, AppError};

/// How many orders of each phase are looked at: pages of a hundred.
const PAGES: usize = 3;

/// Batches that could be put together now.
#[derive(Debug)]
pub struct Proposals {
    /// What is wanted first comes first.
    pub proposals: Vec<Proposal>,
    /// The orders that were looked at.
    pub orders: Vec<Order>,
    /// Whether every order that waits was looked at.
    pub complete: bool,
}

/// Proposes batches of a seller's orders that are being prepared or ready and
/// in no batch: by meal and zone, none larger than `most`. Nothing is kept of
/// it. That the caller manages the seller is for the caller of this to judge.
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

/// Adds a seller's orders of a phase; whether these are all of them.
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
