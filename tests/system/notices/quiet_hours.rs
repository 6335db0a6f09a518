//! Quiet hours, in the person's time zone, delay messages that can wait. When they end, only the
//! newest message about each order is sent.

use docket_tests::{
    channel::SendOutcome,
    world::messages::{Notices, UNLIMITED, phone},
};
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, Weekday, date, time},
};
use serde_json::{Value, json};

const ZONE: &str = "Europe/Berlin";

/// Moves the clock forward to a time of a day in Berlin.
async fn at(world: &Notices, day: Date, hour: i8, minute: i8) {
    let moment = day.to_datetime(time(hour, minute, 0, 0)).in_tz(ZONE).unwrap().timestamp();
    let left = moment.duration_since(world.docket.running.now());
    assert!(left.is_positive(), "the clock is beyond {moment}");
    world.docket.advance(left).await;
    world.docket.running.settle().await.unwrap();
}

/// A day of the next year in Berlin.
fn next_year(world: &Notices, month: i8, day: i8) -> Date {
    let now = world.docket.running.now().in_tz(ZONE).unwrap();
    date(now.year() + 1, month, day)
}

/// A buyer who gets an SMS for every group, with quiet hours at night in Berlin.
async fn sleeper(world: &Notices, number: u32) -> String {
    let buyer = phone(number);
    let token = world.docket.token(&buyer).await;
    let groups = ["order_received", "order_accepted", "order_ready", "order_done", "order_stopped"];
    let groups: serde_json::Map<String, Value> =
        groups.into_iter().map(|group| (group.to_owned(), json!(["sms"]))).collect();
    let choice = json!({
        "timezone": ZONE, "quietHours": {"from": "22:00", "to": "07:00"},
        "groups": groups,
    });
    let call = world.docket.call("PUT", "/api/preferences").bearer(&token).json(&choice);
    call.send().await.expect(200);
    buyer
}

async fn status(world: &Notices, order: &str, status: &str) {
    let staff = world.staff().await;
    world.docket.set_status(&staff, order, status).await.expect(200);
    world.docket.running.settle().await.unwrap();
}

/// The groups and states of the messages about an order.
async fn states(world: &Notices, order: &str) -> Vec<(String, String)> {
    let staff = world.staff().await;
    let path = format!("/api/orders/{order}/messages");
    let reply = world.docket.get(&path).bearer(&staff).send().await.expect(200);
    let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    let messages = reply.at("/messages").as_array().unwrap().clone();
    messages.iter().map(|it| (text(it, "group"), text(it, "state"))).collect()
}

fn group_states(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(group, state)| ((*group).to_owned(), (*state).to_owned())).collect()
}

/// Tests one night: an order is received and accepted during its buyer's quiet hours.
async fn night(number: u32, evening: impl FnOnce(&Notices) -> Date) {
    let world = Notices::open(&UNLIMITED).await;
    let evening = evening(&world);
    let morning = evening.tomorrow().unwrap();
    at(&world, evening, 22, 30).await;
    let buyer = sleeper(&world, number).await;
    let staff = world.staff().await;
    let order = world.place(&staff, &buyer).await;
    status(&world, &order, "confirmed").await;
    assert_eq!(world.notices(&buyer), [""; 0]);
    assert_eq!(
        states(&world, &order).await,
        group_states(&[("order_received", "held"), ("order_accepted", "held")])
    );
    at(&world, morning, 6, 58).await;
    assert_eq!(world.notices(&buyer), [""; 0], "it is quiet");
    at(&world, morning, 7, 1).await;
    let accepted = format!("Your order {order} was accepted.{}", link(&world, &order));
    assert_eq!(world.notices(&buyer), [accepted]);
    let mut states = states(&world, &order).await;
    states.sort();
    assert_eq!(
        states,
        group_states(&[("order_accepted", "sent"), ("order_received", "superseded")])
    );
}

/// The Saturday before the last Sunday of a month, when clocks change.
fn before_change(world: &Notices, month: i8) -> Date {
    let last = next_year(world, month, 1).last_of_month();
    let sunday = last.nth_weekday_of_month(-1, Weekday::Sunday).unwrap();
    sunday - 1.day()
}

fn link(world: &Notices, order: &str) -> String {
    format!(" {}/t/{order}", world.docket.running.url)
}

#[tokio::test]
async fn only_the_newest_held_message_of_an_order_is_sent_in_the_morning() {
    night(200, |world| next_year(world, 6, 10)).await;
}

#[tokio::test]
async fn quiet_hours_end_on_time_when_clocks_go_forward() {
    night(201, |world| before_change(world, 3)).await;
}

#[tokio::test]
async fn quiet_hours_end_on_time_when_clocks_go_back() {
    night(202, |world| before_change(world, 10)).await;
}

#[tokio::test]
async fn urgent_message_is_sent_in_quiet_hours_and_supersedes_held_ones() {
    let world = Notices::open(&UNLIMITED).await;
    let evening = next_year(&world, 6, 10);
    at(&world, evening, 22, 30).await;
    let buyer = sleeper(&world, 203).await;
    let staff = world.staff().await;
    let order = world.place(&staff, &buyer).await;
    for name in ["confirmed", "preparing", "ready"] {
        status(&world, &order, name).await;
    }
    let ready = format!("Your order {order} is ready to be picked up.{}", link(&world, &order));
    assert_eq!(world.notices(&buyer), std::slice::from_ref(&ready));
    at(&world, evening.tomorrow().unwrap(), 7, 1).await;
    assert_eq!(world.notices(&buyer), [ready]);
    let mut states = states(&world, &order).await;
    states.sort();
    assert_eq!(
        states,
        group_states(&[
            ("order_accepted", "superseded"),
            ("order_ready", "sent"),
            ("order_received", "superseded"),
        ])
    );
}

#[tokio::test]
async fn notice_of_the_recipients_own_action_is_not_held() {
    let world = Notices::open(&UNLIMITED).await;
    let evening = next_year(&world, 6, 10);
    at(&world, evening, 22, 30).await;
    let buyer = sleeper(&world, 204).await;
    let token = world.docket.token(&buyer).await;
    let order = world.place(&token, &buyer).await;
    world.docket.running.settle().await.unwrap();
    assert_eq!(world.notices(&buyer).len(), 1);
    // The seller's own step in the night is held.
    status(&world, &order, "confirmed").await;
    assert_eq!(world.notices(&buyer).len(), 1);
}

#[tokio::test]
async fn held_message_is_not_sent_when_its_group_was_turned_off() {
    let world = Notices::open(&UNLIMITED).await;
    let evening = next_year(&world, 6, 10);
    at(&world, evening, 22, 30).await;
    let buyer = sleeper(&world, 205).await;
    let staff = world.staff().await;
    let order = world.place(&staff, &buyer).await;
    world.docket.running.settle().await.unwrap();
    let token = world.docket.token(&buyer).await;
    let choice = json!({"groups": {"order_received": []}});
    let call = world.docket.call("PUT", "/api/preferences").bearer(&token).json(&choice);
    call.send().await.expect(200);
    at(&world, evening.tomorrow().unwrap(), 7, 1).await;
    assert_eq!(world.notices(&buyer), [""; 0]);
    assert_eq!(states(&world, &order).await, group_states(&[("order_received", "not_sent")]));
    assert_eq!(world.reasons(&order).await, ["not_wanted"]);
}

#[tokio::test]
async fn held_message_is_retried_for_an_hour_when_the_channel_is_unavailable() {
    let world = Notices::open(&UNLIMITED).await;
    let evening = next_year(&world, 6, 10);
    at(&world, evening, 22, 30).await;
    let (patient, late) = (sleeper(&world, 206).await, sleeper(&world, 207).await);
    let staff = world.staff().await;
    let first = world.place(&staff, &patient).await;
    let second = world.place(&staff, &late).await;
    world.docket.running.settle().await.unwrap();
    world.channel.next(&patient, &[SendOutcome::NotNow, SendOutcome::NotNow]);
    world.channel.next(&late, &[SendOutcome::NotNow; 100]);
    at(&world, evening.tomorrow().unwrap(), 7, 0).await;
    for _ in 0..70 {
        world.docket.advance(SignedDuration::from_mins(1)).await;
    }
    assert_eq!(states(&world, &first).await, group_states(&[("order_received", "sent")]));
    assert_eq!(world.notices(&patient).len(), 1);
    assert_eq!(states(&world, &second).await, group_states(&[("order_received", "not_sent")]));
    assert_eq!(world.reasons(&second).await, ["too_late"]);
}
