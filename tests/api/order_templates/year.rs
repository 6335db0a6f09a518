//! Schedules over a year, with all changes of the clocks.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use serde_json::json;

use crate::order_templates::clocks::{CLOCKS, Clock};
use docket_tests::world::{
    BUYER,
    recurring::{RecurringOrders, dozen, moment},
};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Days from a Sunday to the Sunday of that week in the next year.
const YEAR: i32 = 371;
/// The Mondays at 8:00 of a clock between two moments.
fn expected(clock: Clock, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let first = from.to_zoned(TimeZone::UTC).date() - 2.days();
    let days =
        (0..382).map(|day| first + day.days()).filter(|day| day.weekday() == Weekday::Monday);
    let all = days.map(|day| clock.moment(day.at(8, 0, 0, 0)));
    all.filter(|at| *at > from && *at <= to).collect()
}

#[tokio::test]
async fn year_of_schedules_orders_each_occurrence_once_despite_clock_changes_and_gaps() {
    let mut world = RecurringOrders::open().await;
    let begin = world.docket.running.now();
    let mut templates = Vec::new();
    for clock in CLOCKS {
        let mut body = dozen(BUYER);
        let rrule = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=0";
        body["schedule"] = json!({"rrule": rrule, "timezone": clock.zone});
        let made = world.make(&world.buyer, &body).await.expect(201);
        templates.push((clock, made.text_at("/template/id")));
        let changes = clock.changes(begin.to_zoned(TimeZone::UTC).date(), YEAR);
        assert!(changes >= 2 || clock.zone == "Asia/Kolkata", "{}", clock.zone);
    }
    world.leave_eggs(5_000).await;
    // The schedule does not run for a day or two, except in weeks in which a clock changes.
    let mut day = 0;
    while day < YEAR {
        let date = begin.to_zoned(TimeZone::UTC).date() + day.days();
        let days = if CLOCKS.iter().any(|clock| clock.changes_near(date)) { 1 } else { 3 };
        world.docket.advance(DAY * days).await;
        day += days;
    }
    // The next run places every order that is due.
    let now = world.docket.running.now();
    world.again().await;
    for (clock, template) in templates {
        let orders = world.placed(&template).await;
        let found: Vec<_> = orders.iter().map(|order| moment(&order["occurrence"])).collect();
        let expected = expected(clock, begin, now);
        assert!((53..=54).contains(&expected.len()), "{}", expected.len());
        assert_eq!(found, expected, "{}", clock.zone);
        for (order, occurrence) in orders.iter().zip(&found) {
            let late = moment(&order["placedAt"]).duration_since(*occurrence);
            assert!(!late.is_negative() && late <= DAY * 3, "{late} after {occurrence}");
            assert_eq!(order["status"], "pending");
        }
        let template = world.read(&template).await;
        assert_eq!(template["schedule"]["status"], "active");
        assert_eq!(template["lastOutcome"]["orderId"], orders.last().unwrap()["id"]);
    }
    assert!(world.not_placed_messages(BUYER).is_empty());
}

#[tokio::test]
async fn scheduled_order_is_placed_in_its_minute() {
    let world = RecurringOrders::open().await;
    // 8:00 in Sydney, two days from now.
    let sydney = CLOCKS[2];
    let day = world.docket.running.now().to_zoned(TimeZone::UTC).date() + 2.days();
    let due = sydney.moment(day.at(8, 0, 0, 0));
    let schedule = json!({
        "cron": format!("0 8 {} {} *", day.day(), day.month()), "timezone": sydney.zone,
    });
    let id = world.scheduled(schedule).await;
    assert_eq!(moment(&world.read(&id).await["nextOccurrence"]), due);
    world.until(due - SignedDuration::from_mins(1)).await;
    let run = || world.docket.running.invoke("run-order-schedules", json!({}));
    assert_eq!(run().await.unwrap(), json!({"placed": 0, "refused": 0}));
    world.until(due).await;
    let mut world = world;
    world.again().await;
    let orders = world.placed(&id).await;
    assert_eq!(orders.len(), 1);
    let late = moment(&orders[0]["placedAt"]).duration_since(due);
    assert!(!late.is_negative() && late < SignedDuration::from_mins(1), "{late}");
    // The history names the scheduled function, and the buyer gets a message.
    let id = orders[0]["id"].as_str().unwrap();
    let path = format!("/api/orders/{id}/history");
    let history = world.docket.get(&path).bearer(&world.admin).send().await.expect(200);
    let by = json!({"role": "system", "id": "run-order-schedules", "name": null});
    assert_eq!(history.at("/history/0/by"), by);
    let messages = world.docket.running.messages(Some(BUYER));
    assert!(messages.iter().any(|it| it.text.contains(id)), "its buyer got no message");
}
