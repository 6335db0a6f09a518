//! Tests of the filters for lists of orders.

use super::*;

fn summary() -> Summary {
    let mut order = placed("producer", GUEST);
    order.0.customer.name = parse("Ada Guest");
    order.0.customer.phone = parse("+12025550142");
    order.0.fulfilment.zone = Some(parse("north"));
    order.0.menu_type = Some(parse("veg"));
    order.0.meal_window = Some(parse("dinner"));
    order.summary()
}

fn filter(change: impl FnOnce(&mut OrderFilter)) -> OrderFilter {
    let mut filter = OrderFilter::default();
    change(&mut filter);
    filter
}

#[test]
fn every_part_of_a_filter_must_hold() {
    let order = summary();
    let second = SignedDuration::from_secs(1);
    let (total, placed_at, id) = (order.total, order.placed_at, order.id);
    let other = parse("ORD-20261120-ABCDEFGHJK");
    let more = total.plus(money(1)).unwrap();
    let less = total.minus(money(1)).unwrap();
    let parts: [(OrderFilter, OrderFilter); 13] = [
        (
            filter(|it| it.seller = Some(parse("green-valley"))),
            filter(|it| it.seller = Some(parse("corner-shop"))),
        ),
        (
            filter(|it| it.statuses = vec![parse("pending"), parse("awaiting_verification")]),
            filter(|it| it.statuses = vec![parse("pending"), parse("DELIVERED")]),
        ),
        (
            filter(|it| it.phases = vec![Phase::Open, Phase::Unverified]),
            filter(|it| it.phases = vec![Phase::Open]),
        ),
        (filter(|it| it.ids = vec![id]), filter(|it| it.ids = vec![other])),
        (filter(|it| it.from = Some(placed_at)), filter(|it| it.from = Some(placed_at + second))),
        (filter(|it| it.to = Some(placed_at)), filter(|it| it.to = Some(placed_at - second))),
        (filter(|it| it.min_total = Some(total)), filter(|it| it.min_total = Some(more))),
        (filter(|it| it.max_total = Some(total)), filter(|it| it.max_total = Some(less))),
        (
            filter(|it| it.priority = Some(Priority::Normal)),
            filter(|it| it.priority = Some(Priority::Urgent)),
        ),
        (filter(|it| it.zone = Some(parse("north"))), filter(|it| it.zone = Some(parse("south")))),
        (
            filter(|it| it.driver = Some(parse("m-driver"))),
            filter(|it| it.driver = Some(parse("m-other"))),
        ),
        (
            filter(|it| it.menu_type = Some(parse("veg"))),
            filter(|it| it.menu_type = Some(parse("non-veg"))),
        ),
        (
            filter(|it| it.meal_window = Some(parse("dinner"))),
            filter(|it| it.meal_window = Some(parse("lunch"))),
        ),
    ];
    let mut all = OrderFilter::default();
    assert!(all.matches(&order) && !all.is_selective());
    for (good, bad) in parts {
        assert!(good.matches(&order), "{good:?}");
        assert!(!bad.matches(&order), "{bad:?}");
        let OrderFilter { seller, ids, statuses, phases, from, to, .. } = good;
        all.seller = seller.or(all.seller);
        all.ids.extend(ids);
        all.statuses.extend(statuses);
        all.phases.extend(phases);
        all.from = from.or(all.from);
        all.to = to.or(all.to);
        assert!(all.matches(&order), "{all:?}");
    }
}

#[test]
fn orders_are_found_by_number_phone_or_the_beginnings_of_words_of_a_name() {
    let mut order = summary();
    order.name = parse("Ada Guest-O\u{2019}Köppel");
    let finds = |typed: &str| {
        let search = Some(parse(typed));
        OrderFilter { search, ..OrderFilter::default() }.matches(&order)
    };
    let number = order.id.to_string();
    for typed in [
        number.as_str(),
        &number.to_lowercase(),
        &number[13..],
        &number[13..].to_lowercase(),
        "+12025550142",
        " 12025550142",
        "+1 (202) 555-0142",
        "(202) 555-0142",
        "2025550142",
        "5550142",
        "0142",
        "ada",
        "ADA G",
        " Ada Guest ",
        "guest",
        "gue a",
        "koppel",
        "KO\u{308}PP",
        "o'kö",
    ] {
        assert!(finds(typed), "{typed}");
    }
    for typed in [
        "da",
        "uest",
        "Ada Guest 2",
        "Ada Ben",
        "+12025550143",
        "142",
        "0143",
        "1 0142",
        "00142",
        &number[..17],
        "?",
    ] {
        assert!(!finds(typed), "{typed}");
    }
    assert!("  ".parse::<Search>().is_err());
    assert!("x".repeat(101).parse::<Search>().is_err());
    assert!("İ".repeat(100).parse::<Search>().is_ok());
}

#[test]
fn target_is_acceptance_then_the_status_then_the_promise_until_the_end() {
    let mut order = placed("producer", GUEST);
    let [first, second, third] =
        [1, 2, 3].map(|it| order.placed_at + SignedDuration::from_hours(it));
    let mut row = order.summary();
    assert_eq!(row.target(), None);
    row.details.promised_at = Some(third);
    assert_eq!(row.target(), Some(Target { kind: TargetKind::Promise, at: third }));
    row.target_due = Some(second);
    assert_eq!(row.target(), Some(Target { kind: TargetKind::Sla, at: second }));
    row.details.accept_due = Some(first);
    assert_eq!(row.target(), Some(Target { kind: TargetKind::Accept, at: first }));
    order.0.status = order.lifecycle.status("cancelled").unwrap();
    row.status = order.status;
    assert_eq!(row.target(), None);
}

#[test]
fn sides_follow_from_statuses_and_phases() {
    let sides = |statuses: &[&str], phases: &[Phase]| {
        let statuses = statuses.iter().map(|status| parse(status)).collect();
        OrderFilter { statuses, phases: phases.to_vec(), ..OrderFilter::default() }.sides()
    };
    assert_eq!(sides(&[], &[]), (true, true));
    assert_eq!(sides(&["pending"], &[]), (true, false));
    assert_eq!(sides(&["DELIVERED"], &[]), (false, true));
    assert_eq!(sides(&["pending", "DELIVERED"], &[]), (true, true));
    assert_eq!(sides(&[], &[Phase::Ready, Phase::Open]), (true, false));
    assert_eq!(sides(&[], &[Phase::Failed]), (false, true));
    assert_eq!(sides(&[], &[Phase::Failed, Phase::Open]), (true, true));
    assert_eq!(sides(&["pending"], &[Phase::Done]), (false, false));
    assert_eq!("brewing".parse::<StatusName>(), Err(UnknownStatus));
    assert_eq!("PENDING".parse::<StatusName>(), Err(UnknownStatus));
}
