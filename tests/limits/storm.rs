use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use docket_tests::{Desk, pickup};
use serde_json::json;
use tokio::task::JoinSet;

use crate::deployment::{deploy, phone, visitor};

/// Visitors at a time, each with an address of its own.
const VISITORS: u8 = 100;
/// Phones that are asked for over and over.
const PHONES: u32 = 5_000;

#[tokio::test(flavor = "multi_thread")]
async fn four_thousand_hostile_requests_stay_within_all_budgets() {
    storm(4_000, &[("CodesPerAddress", 20), ("CodesInAll", 150)]).await;
}

/// `cargo test -p docket-tests --test limits -- --ignored --nocapture`
#[ignore = "takes minutes"]
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_hostile_requests_stay_within_the_templates_budgets() {
    storm(100_000, &[]).await;
}

/// Orders and sign-ins from many addresses for many phones, as fast as they
/// are answered, within an hour.
async fn storm(requests: u32, parameters: &[(&str, u32)]) {
    let parameter = |name: &str, default: u32| {
        parameters.iter().find(|(it, _)| *it == name).map_or(default, |(_, value)| *value)
    };
    let (per_address, in_all) = (parameter("CodesPerAddress", 60), parameter("CodesInAll", 3_000));
    let desk = Arc::new(deploy(parameters).await);
    let next = Arc::new(AtomicU32::new(0));
    let mut visitors = JoinSet::new();
    for host in 0..VISITORS {
        let (desk, next) = (desk.clone(), next.clone());
        visitors.spawn(async move { visit(&desk, host, &next, requests).await });
    }
    let visits = visitors.join_all().await;
    desk.running.settle().await.unwrap();

    for accepted in &visits {
        assert!(*accepted <= per_address, "an address was given {accepted} codes");
    }
    // The staff are told besides that the honey runs low.
    let mut messages = desk.running.messages(None);
    messages.retain(|message| message.text.as_bytes().iter().take(6).all(u8::is_ascii_digit));
    let mut by_phone = BTreeMap::<_, u32>::new();
    for message in &messages {
        *by_phone.entry(&message.to).or_default() += 1;
    }
    let sent = u32::try_from(messages.len()).unwrap();
    let accepted = visits.iter().sum::<u32>();
    println!("{requests} requests: {accepted} accepted, {sent} codes sent");
    assert!(sent <= in_all.min(accepted), "{sent} codes were sent");
    assert!(
        sent > in_all.min(per_address * u32::from(VISITORS)) / 2,
        "only {sent} codes were sent"
    );
    assert!(by_phone.values().all(|codes| *codes <= 10), "a phone got too many codes");
}

/// How many of a visitor's requests led to a code.
async fn visit(desk: &Desk, host: u8, next: &AtomicU32, requests: u32) -> u32 {
    let client = visitor(3, host);
    let mut accepted = 0;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= requests {
            return accepted;
        }
        let phone = phone(number.wrapping_mul(7919) % PHONES);
        let (path, body) = if number.is_multiple_of(3) {
            ("/api/orders", pickup("green-valley", &phone, &[("gv-honey", 1)]))
        } else {
            ("/api/auth/codes", json!({"phone": phone}))
        };
        let reply = desk.call_as(&client, "POST", path).json(&body).send().await;
        match reply.status {
            201 | 202 => accepted += 1,
            409 | 429 => {}
            other => panic!("{other}: {}", reply.text),
        }
    }
}
