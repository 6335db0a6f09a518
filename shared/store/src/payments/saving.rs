//! Reading and saving payments, each together with the changes of its orders.

use docket_domain::{Change, Order, PaymentId, payments::Payment};
use jiff::Timestamp;

use crate::{
    Due, Page, Saved, Store, StoreError,
    orders::{Committed, Role, Transaction, Unmet, too_many},
    records::{PaymentRecord, item, read},
    table::{Action, Expression, Key, keys, number},
};

/// A write of a payment.
#[derive(Debug, Clone, Copy)]
pub enum PaymentWrite<'a> {
    /// A new payment.
    Open(&'a Payment),
    /// A change of the first payment to the second.
    Change(&'a Payment, &'a Payment),
}

/// An object that is due to be read at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuePayment {
    /// A payment.
    Payment(PaymentId),
    /// The object of this event, because the provider did not answer when the event arrived.
    Reported(String),
}

impl Store {
    /// The payment with this id, with a strongly consistent read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn payment(&self, id: &PaymentId) -> Result<Option<Payment>, StoreError> {
        let found = self.get(keys::payment(id), keys::PAYMENT, true).await?;
        found.map(read::<PaymentRecord, _>).transpose()
    }

    /// Saves a payment together with the changes of its orders in one transaction. `name` is the
    /// random name of the change.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer or is too contended.
    pub async fn save_payment(
        &self,
        name: &str,
        write: PaymentWrite<'_>,
        changes: &[(Order, Change)],
    ) -> Result<Saved, StoreError> {
        let (id, action) = match write {
            PaymentWrite::Open(payment) => {
                (payment.id.clone(), Action::Create(item(&PaymentRecord::new(payment))?))
            }
            PaymentWrite::Change(old, new) => {
                let records = (item(&PaymentRecord::new(old))?, item(&PaymentRecord::new(new))?);
                let mut expression = Expression::between(&records.0, &records.1);
                expression.only_if("v", "=", number(old.version));
                let key = Key::new(keys::payment(&old.id), keys::PAYMENT);
                (new.id.clone(), Action::Update(key, expression))
            }
        };
        let changes: Vec<_> = changes.iter().map(|(old, change)| (old, change)).collect();
        self.save_beside(name, (Role::Payment(id), action), &changes).await
    }

    /// Saves one item together with changes of orders in one transaction.
    pub(super) async fn save_beside(
        &self,
        name: &str,
        (role, action): (Role, Action),
        changes: &[(&Order, &Change)],
    ) -> Result<Saved, StoreError> {
        let mut transaction = Transaction::of(name).part(role, action)?;
        for (old, change) in changes {
            transaction = self.and_change(transaction, old, change, &[]).await?;
        }
        match transaction.commit(self, 0).await? {
            Committed::Done => Ok(Saved::Done),
            Committed::TooMany => Err(too_many()),
            Committed::Refused(failed) => Unmet::of(failed).ensure_any().map(|()| Saved::Stale),
        }
    }

    /// A page of the payments and the unprocessed events of one part of the index that are due to
    /// be read at the provider, the most overdue first; see [`Store::DEADLINE_PARTS`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn due_payments(
        &self,
        part: u32,
        now: Timestamp,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page<DuePayment>, StoreError> {
        let page = self.due(Due::Payment, part, now, after, limit).await?;
        let named = |pk: &String| {
            let payment = keys::payment_id(pk).map(DuePayment::Payment);
            payment.or_else(|| keys::reported_id(pk).map(DuePayment::Reported))
        };
        let items = page.items.iter().filter_map(named).collect();
        Ok(Page { items, next: page.next })
    }
}
