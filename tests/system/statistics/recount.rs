//! Compares the statistics counters in the table with a recount of the orders.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{Cell, Counter, Days, Order, ProductId, ProductSum, SellerId, Tally};
use docket_store::Store;
use jiff::{ToSpan, civil::Date};

/// All statistics counters of some orders.
#[derive(Debug, Default, PartialEq)]
pub struct Books {
    /// Counters by seller and day, without products. No seller means all sellers.
    days: BTreeMap<(Option<SellerId>, Date), Tally>,
    /// Counters by seller, over all days.
    totals: BTreeMap<Option<SellerId>, Tally>,
    /// Quantity and revenue by seller and product, over all days.
    products: BTreeMap<(SellerId, ProductId), (i64, i64)>,
}

fn is_product(counter: &Counter) -> bool {
    counter.product().is_some()
}

fn is_time_in_status(counter: &Counter) -> bool {
    matches!(counter, Counter::TimeInStatus(..))
}

fn only(tally: &Tally, keep: impl Fn(&Counter) -> bool) -> Tally {
    tally.iter().filter(|(it, _)| keep(it)).map(|(it, count)| (it.clone(), count)).collect()
}

impl Books {
    /// Counts these orders.
    pub fn of<'a>(orders: impl IntoIterator<Item = &'a Order>) -> Self {
        let mut books = Self::default();
        for order in orders {
            let (Cell { seller, day }, tally) = (order.cell(), order.tally());
            let plain = only(&tally, |it| !is_product(it));
            let total = only(&plain, |it| !is_time_in_status(it));
            for of in [Some(seller.clone()), None] {
                books.days.entry((of.clone(), day)).or_default().add_all(&plain, 1);
                books.totals.entry(of).or_default().add_all(&total, 1);
            }
            for (counter, count) in tally.iter() {
                let Counter::Product(product, sum) = counter else { continue };
                let row = books.products.entry((seller.clone(), product.clone())).or_default();
                match sum {
                    ProductSum::Quantity => row.0 += count,
                    ProductSum::Revenue => row.1 += count,
                    ProductSum::Drawn => {}
                }
            }
        }
        books.products.retain(|_, row| *row != (0, 0));
        books
    }

    /// Reads the counters in the table for the sellers and days of `like`.
    pub async fn read(store: &Store, like: &Self) -> Self {
        let mut books = Self::default();
        let sellers: BTreeSet<_> = like.totals.keys().cloned().collect();
        for of in sellers {
            let days: Vec<_> = like.days.keys().filter(|it| it.0 == of).map(|it| it.1).collect();
            let (first, last) = (*days.first().unwrap(), *days.last().unwrap());
            let mut from = first;
            while from <= last {
                let to = from + 365.days();
                let run = Days::new(Some(from), Some(to), from).unwrap();
                for (day, tally) in store.counted_on(of.as_ref(), run).await.unwrap() {
                    if !tally.is_empty() {
                        books.days.insert((of.clone(), day), tally);
                    }
                }
                from = to + 1.day();
            }
            for day in &days {
                let run = Days::new(Some(*day), Some(*day), *day).unwrap();
                let times = store.times_in_status_on(of.as_ref(), run).await.unwrap();
                books.days.entry((of.clone(), *day)).or_default().add_all(&times, 1);
            }
            if let Some(seller) = &of {
                let run = Days::new(Some(first), Some(last), last).unwrap();
                // Reads two products per page, so that several pages are combined.
                let mut after = None;
                loop {
                    let page = store.products_on(seller, run, after.as_ref(), 2).await.unwrap();
                    for row in page.rows {
                        let key = (seller.clone(), row.product);
                        assert!(books.products.insert(key, (row.quantity, row.revenue)).is_none());
                    }
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
            }
            let totals = store.totals(of.as_ref()).await.unwrap();
            books.totals.insert(of, totals);
        }
        books
    }

    /// Asserts that the counters in the table equal this recount.
    pub async fn check(&self, store: &Store) {
        let read = Self::read(store, self).await;
        for (key, tally) in &self.days {
            assert_eq!(read.days.get(key), Some(tally), "{key:?}");
        }
        for (key, tally) in &self.totals {
            assert_eq!(read.totals.get(key), Some(tally), "{key:?}");
        }
        assert_eq!(read.products, self.products);
        assert_eq!(read, *self);
    }
}
