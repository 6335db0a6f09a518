//! Reading counters for statistics, reports and `reconcile`.

use std::collections::BTreeMap;

use docket_domain::{
    Cell, Counter, Currency, Days, OneLine, ProductId, ProductLabel, ProductSum, SellerId, Tally,
};
use futures_util::future::try_join_all;
use jiff::civil::Date;

use super::names::{self, DRAWN};
use crate::{
    Item, Store, StoreError,
    table::{keys, number_in, text},
};

/// The sales of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// The product.
    pub product: ProductId,
    /// The product's last name, and the currency of its revenue.
    pub label: ProductLabel,
    /// How many pieces were sold.
    pub quantity: i64,
    /// What they were sold for, before discounts and charges, in minor units.
    pub revenue: i64,
}

/// A page of product sales, sorted by product id.
#[derive(Debug)]
pub struct ProductRows {
    /// The sales of each product.
    pub rows: Vec<ProductRow>,
    /// The product after which there may be more.
    pub next: Option<ProductId>,
}

impl Store {
    /// The counters of all orders of a seller, or of all sellers, without products and times in a
    /// status. They may be some seconds old.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn totals(&self, seller: Option<&SellerId>) -> Result<Tally, StoreError> {
        let (from, to) = (keys::TOTAL, format!("{}{}", keys::TOTAL, keys::LAST));
        let items = self.range(keys::totals(seller), from, &to).await?;
        let mut tally = Tally::default();
        for item in &items {
            tally.add_all(&names::of_day(item), 1);
        }
        Ok(tally)
    }

    /// The counters of each day, without products and times in a status. They may be some seconds
    /// old.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn counted_on(
        &self,
        seller: Option<&SellerId>,
        days: Days,
    ) -> Result<BTreeMap<Date, Tally>, StoreError> {
        let months = days.months().map(|(month, from, to)| async move {
            let (from, to) = (format!("D#{from:02}"), format!("D#{to:02}{}", keys::LAST));
            let items = self.range(keys::counters(seller, month), &from, &to).await?;
            Ok::<_, StoreError>((month, items))
        });
        let mut counted: BTreeMap<Date, Tally> = BTreeMap::new();
        for (month, items) in try_join_all(months).await? {
            for item in &items {
                if let Some(day) = day_of(item).and_then(|day| month.with().day(day).build().ok()) {
                    counted.entry(day).or_default().add_all(&names::of_day(item), 1);
                }
            }
        }
        Ok(counted)
    }

    /// The counters of the times that orders of some days spent in their statuses. They may be some
    /// seconds old.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn times_in_status_on(
        &self,
        seller: Option<&SellerId>,
        days: Days,
    ) -> Result<Tally, StoreError> {
        let months = days.months().map(|(month, from, to)| async move {
            let (from, to) = (format!("T#{from:02}"), format!("T#{to:02}{}", keys::LAST));
            self.range(keys::counters(seller, month), &from, &to).await
        });
        let mut times = Tally::default();
        for item in try_join_all(months).await?.iter().flatten() {
            if let Some((_, tally)) = names::of_times_in_status(item) {
                times.add_all(&tally, 1);
            }
        }
        Ok(times)
    }

    /// The sales of a seller's products on some days, sorted by product id: at most `limit` of
    /// them, after the product `after`. They may be some seconds old.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the table does not answer.
    pub async fn products_on(
        &self,
        seller: &SellerId,
        days: Days,
        after: Option<&ProductId>,
        limit: u32,
    ) -> Result<ProductRows, StoreError> {
        let from = after.map_or_else(|| keys::PRODUCT_COUNTERS.to_owned(), keys::product_counters);
        let to = format!("{}{}", keys::PRODUCT_COUNTERS, keys::LAST);
        let months = days.months().map(|(month, first, last)| {
            let (from, to) = (&from, &to);
            async move {
                let pk = keys::counters(Some(seller), month);
                let page = self.range_page(pk, from, to, limit.saturating_add(1)).await?;
                Ok::<_, StoreError>((first, last, page))
            }
        });
        let mut sold: BTreeMap<ProductId, ProductRow> = BTreeMap::new();
        // A month with more rows than were read is unknown beyond its last row. The page ends at
        // the first such row.
        let mut end: Option<ProductId> = None;
        for (first, last, (items, more)) in try_join_all(months).await? {
            let mut newest = None;
            for item in &items {
                let Some((product, counts)) = names::of_product(item) else { continue };
                newest = Some(product.clone());
                let sum = |wanted| {
                    let counts = counts
                        .iter()
                        .filter(|((day, sum), _)| *sum == wanted && first <= *day && *day <= last);
                    counts.map(|(_, count)| count).sum::<i64>()
                };
                let (quantity, revenue) = (sum(ProductSum::Quantity), sum(ProductSum::Revenue));
                let Some(label) = label(item) else { continue };
                let row = ProductRow { product: product.clone(), label, quantity: 0, revenue: 0 };
                let row = sold.entry(product).or_insert(row);
                row.quantity += quantity;
                row.revenue += revenue;
            }
            if more {
                end = [end, newest].into_iter().flatten().min();
            }
        }
        let known = |product: &ProductId| {
            Some(product) != after && end.as_ref().is_none_or(|end| product <= end)
        };
        let mut rows: Vec<_> = sold.into_values().filter(|row| known(&row.product)).collect();
        let more = end.is_some() || rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| row.product.clone());
        rows.retain(|row| row.quantity != 0 || row.revenue != 0);
        Ok(ProductRows { rows, next })
    }

    /// All counters of a cell, with strongly consistent reads.
    pub(crate) async fn counted_in(&self, cell: &Cell) -> Result<Tally, StoreError> {
        let month = || keys::counters(Some(&cell.seller), cell.day.first_of_month());
        let day = cell.day.day();
        let mut tally = Tally::default();
        for item in self.partition(month(), Some(&format!("D#{day:02}#"))).await? {
            tally.add_all(&names::of_day(&item), 1);
        }
        for item in self.partition(month(), Some(&format!("T#{day:02}#"))).await? {
            tally.add_all(&names::of_times_in_status(&item).unwrap_or_default().1, 1);
        }
        for item in self.partition(month(), Some(keys::PRODUCT_COUNTERS)).await? {
            let Some((product, counts)) = names::of_product(&item) else { continue };
            for ((on, sum), count) in counts {
                if on == day {
                    tally.add(Counter::Product(product.clone(), sum), count);
                }
            }
        }
        Ok(tally)
    }

    /// How much of a product's stock the counted orders have drawn, with a strongly consistent
    /// read.
    pub(crate) async fn counted_drawn(
        &self,
        seller: &SellerId,
        product: &ProductId,
    ) -> Result<i64, StoreError> {
        let pk = keys::totals(Some(seller));
        let found = self.get(pk, &keys::product_total(product), true).await?;
        Ok(found.and_then(|item| number_in(&item, DRAWN)).unwrap_or(0))
    }
}

fn day_of(item: &Item) -> Option<i8> {
    text(item, keys::SK)?.strip_prefix("D#")?.split('#').next()?.parse().ok()
}

fn label(item: &Item) -> Option<ProductLabel> {
    let currency = Currency::from_stored(text(item, "cy")?).ok()?;
    Some(ProductLabel { name: OneLine::from_stored(text(item, "nm")?).ok()?, currency })
}
