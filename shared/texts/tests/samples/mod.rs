//! Samples of every text: with all values, and without the optional ones.

use docket_texts::{Link, Money, Text, When};
use jiff::civil::date;

const ORDER: &str = "ORD-20261204-7KQ2M9X4TD";
const OTHER: &str = "ORD-20261204-B3N8WZ5HRC";
const TEMPLATE: &str = "TPL-5V0J8ME1QA";
const SELLER: &str = "Bäckerei Möller & Söhne";
const REASON: &str = "The oven is broken <today>, sorry.";

/// A text with all values, and without the optional ones if it has any.
pub type Sample = (Text, Option<Text>);

/// All texts.
pub fn samples() -> Vec<Sample> {
    let mut all =
        [order_steps(), order_changes(), money(), recurring(), codes(), members()].concat();
    all.sort_by_key(|(text, _)| text.key());
    all
}

/// A time on another day.
fn later() -> When {
    When::new(date(2026, 12, 5).at(18, 30, 0, 0), date(2026, 12, 4))
}

/// A time today.
fn soon() -> When {
    When::new(date(2026, 12, 4).at(9, 5, 0, 0), date(2026, 12, 4))
}

fn price() -> Money {
    Money::new(123_450, 2, "EUR")
}

pub fn link() -> Link {
    "https://orders.example.com/t/4NQ7Z0K2M8W5R1T9XCVB3JHDGF".parse().unwrap()
}

fn order_steps() -> Vec<Sample> {
    let link = &link();
    let (some, why) = (Some(link), Some(REASON));
    let received = |seller, link| Text::order_received(ORDER, seller, price(), link);
    vec![
        (received(Some(SELLER), some), Some(received(None, None))),
        (Text::order_unpaid(ORDER, price(), some), Some(Text::order_unpaid(ORDER, price(), None))),
        (
            Text::order_accepted(ORDER, Some(soon()), some),
            Some(Text::order_accepted(ORDER, None, None)),
        ),
        (Text::order_ready(ORDER, some), Some(Text::order_ready(ORDER, None))),
        (
            Text::order_on_the_way(ORDER, Some(later()), some),
            Some(Text::order_on_the_way(ORDER, None, None)),
        ),
        (Text::order_done(ORDER, some), Some(Text::order_done(ORDER, None))),
        (Text::order_cancelled(ORDER, why, some), Some(Text::order_cancelled(ORDER, None, None))),
        (Text::order_rejected(ORDER, why, some), Some(Text::order_rejected(ORDER, None, None))),
        (Text::order_failed(ORDER, why, some), Some(Text::order_failed(ORDER, None, None))),
        (
            Text::order_status(ORDER, "out for delivery", why, some),
            Some(Text::order_status(ORDER, "packed", None, None)),
        ),
    ]
}

fn order_changes() -> Vec<Sample> {
    let link = &link();
    let some = Some(link);
    vec![
        (
            Text::order_promise_moved(ORDER, later(), some),
            Some(Text::order_promise_moved(ORDER, soon(), None)),
        ),
        (
            Text::order_changed(ORDER, price(), Some(REASON), some),
            Some(Text::order_changed(ORDER, price(), None, None)),
        ),
        (Text::order_split(ORDER, OTHER, some), Some(Text::order_split(ORDER, OTHER, None))),
        (Text::order_merged(ORDER, OTHER, some), Some(Text::order_merged(ORDER, OTHER, None))),
    ]
}

fn money() -> Vec<Sample> {
    let link = &link();
    let some = Some(link);
    vec![
        (
            Text::payment_received(ORDER, price(), some),
            Some(Text::payment_received(ORDER, price(), None)),
        ),
        (
            Text::refund_made(ORDER, price(), Some(REASON), some),
            Some(Text::refund_made(ORDER, price(), None, None)),
        ),
        (
            Text::refund_failed(ORDER, price(), some),
            Some(Text::refund_failed(ORDER, price(), None)),
        ),
        (
            Text::money_problem(ORDER, SELLER, price(), Some(REASON), some),
            Some(Text::money_problem(ORDER, SELLER, price(), None, None)),
        ),
    ]
}

fn recurring() -> Vec<Sample> {
    let next = When::new(date(2026, 12, 12).at(18, 30, 0, 0), date(2026, 12, 4));
    let (name, why) = (Some("Friday bread"), Some(REASON));
    let skipped =
        |name, why| Text::recurring_order_not_placed(TEMPLATE, name, SELLER, later(), next, why);
    let last =
        |name, why| Text::recurring_order_last_not_placed(TEMPLATE, name, SELLER, later(), why);
    let stopped = |name, why| Text::recurring_order_stopped(TEMPLATE, name, SELLER, soon(), why);
    vec![
        (skipped(name, why), Some(skipped(None, None))),
        (last(name, why), Some(last(None, None))),
        (stopped(name, why), Some(stopped(None, None))),
    ]
}

fn codes() -> Vec<Sample> {
    let host = Some("orders.example.com");
    vec![
        (
            Text::sign_in_code("048213", "7KQ2", 10, host),
            Some(Text::sign_in_code("048213", "7KQ2", 1, None)),
        ),
        (
            Text::order_code("048213", ORDER, 10, host),
            Some(Text::order_code("048213", ORDER, 1, None)),
        ),
    ]
}

fn members() -> Vec<Sample> {
    let link = &link();
    let some = Some(link);
    vec![
        (
            Text::new_order(ORDER, SELLER, price(), some),
            Some(Text::new_order(ORDER, SELLER, price(), None)),
        ),
        (
            Text::order_cancelled_staff(ORDER, SELLER, Some(REASON), some),
            Some(Text::order_cancelled_staff(ORDER, SELLER, None, None)),
        ),
        (
            Text::accept_late(ORDER, SELLER, Some(soon()), 12),
            Some(Text::accept_late(ORDER, SELLER, None, 1)),
        ),
        (Text::target_missed(ORDER, "packed", SELLER, 1_440), None),
        (Text::stock_low("sourdough-1kg", "Sourdough <1 kg>", SELLER, 3), None),
        (
            Text::new_batch("BTH-20261204-007", SELLER, 3, some),
            Some(Text::new_batch("BTH-20261204-007", SELLER, 1, None)),
        ),
        (
            Text::batch_cancelled("BTH-20261204-007", SELLER, some),
            Some(Text::batch_cancelled("BTH-20261204-007", SELLER, None)),
        ),
    ]
}
