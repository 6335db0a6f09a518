//! The items and attributes that counters are stored in.

use std::collections::BTreeMap;

use docket_domain::{Cell, Counter, Phase, ProductId, ProductSum, Span, Sum, Tally};

use crate::{
    Item,
    table::keys::{self, PK, SK},
};

/// An item's key.
pub(super) type Key = (String, String);

/// The prefixes of the attributes of a product's counters. The day of the month follows.
const PRODUCT_SUMS: [(ProductSum, &str); 3] =
    [(ProductSum::Quantity, "q"), (ProductSum::Revenue, "r"), (ProductSum::Drawn, "x")];
const SUMS: [(Sum, &str); 3] = [(Sum::Revenue, "r"), (Sum::Discount, "d"), (Sum::Refunded, "f")];

fn letter<T: PartialEq>(of: &T, letters: &[(T, &'static str)]) -> &'static str {
    letters.iter().find(|(it, _)| it == of).map_or("", |(_, letter)| letter)
}

fn lettered<T: Copy>(text: &str, letters: &[(T, &'static str)]) -> Option<T> {
    letters.iter().find(|(_, letter)| *letter == text).map(|(it, _)| *it)
}

/// The name of a counter. It does not depend on the day and the seller.
pub(crate) fn name(counter: &Counter) -> String {
    match counter {
        Counter::Changes => "v".to_owned(),
        Counter::Stopped => "c".to_owned(),
        Counter::Status(status, phase) => format!("s:{}:{status}", phase.name()),
        Counter::Sales(currency) => format!("n:{currency}"),
        Counter::Money(sum, currency) => format!("{}:{currency}", letter(sum, &SUMS)),
        Counter::TimeInStatus(status, span) => format!("t:{}:{status}", span.number()),
        Counter::Product(product, sum) => format!("p:{}:{product}", letter(sum, &PRODUCT_SUMS)),
    }
}

/// The counter that [`name`] wrote.
pub(crate) fn named(name: &str) -> Option<Counter> {
    let mut parts = name.splitn(3, ':');
    Some(match (parts.next()?, parts.next(), parts.next()) {
        ("v", None, None) => Counter::Changes,
        ("c", None, None) => Counter::Stopped,
        ("s", Some(phase), Some(status)) => {
            let phase = Phase::ALL.into_iter().find(|it| it.name() == phase)?;
            Counter::Status(status.to_owned(), phase)
        }
        ("n", Some(currency), None) => Counter::Sales(currency.to_owned()),
        ("t", Some(span), Some(status)) => {
            Counter::TimeInStatus(status.to_owned(), Span::numbered(span.parse().ok()?))
        }
        ("p", Some(sum), Some(product)) => {
            Counter::Product(product.parse().ok()?, lettered(sum, &PRODUCT_SUMS)?)
        }
        (sum, Some(currency), None) => Counter::Money(lettered(sum, &SUMS)?, currency.to_owned()),
        _ => return None,
    })
}

/// The key of every item that stores a counter of a cell, with the attribute's name.
pub(super) fn places(cell: &Cell, counter: &Counter, part: u32) -> Vec<(Key, String)> {
    let own = Some(&cell.seller);
    let (month, day) = (cell.day.first_of_month(), cell.day.day());
    match counter {
        Counter::Changes
        | Counter::Stopped
        | Counter::Status(..)
        | Counter::Sales(_)
        | Counter::Money(..) => [own, None]
            .into_iter()
            .flat_map(|of| {
                [
                    (keys::counters(of, month), keys::day(day, part)),
                    (keys::totals(of), keys::total(part)),
                ]
            })
            .map(|key| (key, name(counter)))
            .collect(),
        Counter::TimeInStatus(status, span) => [own, None]
            .into_iter()
            .map(|of| (keys::counters(of, month), keys::times_in_status(day, part, status)))
            .map(|key| (key, format!("b{}", span.number())))
            .collect(),
        Counter::Product(product, sum) => {
            let row = (keys::counters(own, month), keys::product_counters(product));
            let mut places = vec![(row, format!("{}{day:02}", letter(sum, &PRODUCT_SUMS)))];
            if *sum == ProductSum::Drawn {
                let total = (keys::totals(own), keys::product_total(product));
                places.push((total, DRAWN.to_owned()));
            }
            places
        }
    }
}

/// How much of a product the orders of all days have drawn.
pub(super) const DRAWN: &str = "x";

/// The counters of an item of [`keys::day`] or [`keys::total`].
pub(super) fn of_day(item: &Item) -> Tally {
    numbers(item).filter_map(|(attribute, count)| Some((named(attribute)?, count))).collect()
}

/// The day of the month and the counters of an item of [`keys::times_in_status`].
pub(super) fn of_times_in_status(item: &Item) -> Option<(i8, Tally)> {
    let sort = crate::table::text(item, SK)?.strip_prefix("T#")?;
    let mut parts = sort.splitn(3, '#');
    let (day, _, status) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
    let time = |(attribute, count): (&str, i64)| {
        let span = Span::numbered(attribute.strip_prefix('b')?.parse().ok()?);
        Some((Counter::TimeInStatus(status.to_owned(), span), count))
    };
    Some((day, numbers(item).filter_map(time).collect()))
}

/// The counts of a product, by the day of the month.
pub(super) type ProductDays = BTreeMap<(i8, ProductSum), i64>;

/// The product of an item of [`keys::product_counters`], and its counts on each day of the month.
pub(super) fn of_product(item: &Item) -> Option<(ProductId, ProductDays)> {
    let sort = crate::table::text(item, SK)?;
    let product = sort.strip_prefix(keys::PRODUCT_COUNTERS)?.parse().ok()?;
    let sum = |(attribute, count): (&str, i64)| {
        let (sum, day) = attribute.split_at_checked(1)?;
        Some(((day.parse().ok()?, lettered(sum, &PRODUCT_SUMS)?), count))
    };
    Some((product, numbers(item).filter_map(sum).collect()))
}

fn numbers(item: &Item) -> impl Iterator<Item = (&str, i64)> {
    item.iter().filter(|(name, _)| *name != PK && *name != SK).filter_map(|(name, value)| {
        // A number outside the range of `i64` is clamped.
        let count: i128 = value.as_n().ok()?.parse().ok()?;
        let end = if count < 0 { i64::MIN } else { i64::MAX };
        Some((name.as_str(), i64::try_from(count).unwrap_or(end)))
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn name_of_a_counter_is_read_back_as_the_counter() {
        let text = |text: &str| text.to_owned();
        let mut counters = vec![
            Counter::Changes,
            Counter::Stopped,
            Counter::Status(text("OUT_FOR_DELIVERY"), Phase::InTransit),
            Counter::Sales(text("JPY")),
            Counter::TimeInStatus(text("awaiting_verification"), Span::of(1_000)),
        ];
        counters.extend(Sum::ALL.map(|sum| Counter::Money(sum, text("USD"))));
        let product: ProductId = "gv-honey".parse().unwrap();
        counters.extend(ProductSum::ALL.map(|sum| Counter::Product(product.clone(), sum)));
        for counter in counters {
            assert_eq!(named(&name(&counter)), Some(counter));
        }
        for name in ["", "x", "s:gone:READY", "t:many:READY", "p:z:gv-honey", "z:USD", "v:1"] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
