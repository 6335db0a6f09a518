//! Simulates an attack of one hour with the template's limits: many sources request codes for many
//! phones and guess at them, while people sign in.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use docket_tests::{
    Docket, Reply,
    deployment::{deploy, phone, visitor},
    pickup, progress, sign_in,
    world::signing_in::{ask_from, code_of, wait},
};
use jiff::SignedDuration;
use reqwest::Client;
use serde_json::json;
use tokio::task::JoinSet;

/// The number of concurrent strangers, each with an IP address of its own.
const STRANGERS: u8 = 100;
/// The number of phones that strangers use. They include the phones of the people who sign in.
const PHONES: u32 = 5_000;
/// The number of people who have signed in on their device before.
const KNOWN: u32 = 10;
/// `CodesPerHour`, `CodesPerAddress` and `CodesInAll` of the template.
const PER_CONTACT: usize = 10;
const PER_ADDRESS: u32 = 60;
const IN_ALL: usize = 300;

/// Half of the budget of codes. The other half is for known devices.
const GENERAL: usize = IN_ALL / 2;

/// Sends 5,000 requests, or as many as `DOCKET_HOSTILE_REQUESTS` says, for example 100000 for a
/// long run.
#[tokio::test(flavor = "multi_thread")]
async fn attack_costs_no_more_than_the_budget_and_blocks_nobody() {
    let requests = env::var("DOCKET_HOSTILE_REQUESTS").map_or(5_000, |text| text.parse().unwrap());
    let docket = Arc::new(deploy(&[]).await);
    let mut devices = Vec::new();
    for number in 0..KNOWN {
        let (client, phone) = (person(number), phone(number));
        let reply = ask_from(&docket, &client, &phone).await.expect(202);
        devices.push((
            client,
            phone.clone(),
            submit_code(&docket, &phone, &reply).await.expect(200),
        ));
    }
    // The whole attack is within one hour of the clock.
    let hour = docket.running.now().as_second().rem_euclid(3_600);
    docket.advance(SignedDuration::from_secs(3_600 - hour)).await;
    let before = codes(&docket);
    let (honest, newcomer) = (phone(KNOWN), phone(PHONES));
    let open = ask_from(&docket, &person(KNOWN), &honest).await.expect(202);

    let next = Arc::new(AtomicU32::new(0));
    let mut strangers = JoinSet::new();
    for host in 0..STRANGERS {
        let (docket, next) = (docket.clone(), next.clone());
        strangers.spawn(async move { attack(&docket, host, &next, requests).await });
    }
    // The people sign in one after the other during the attack.
    let mut people = JoinSet::new();
    for (nth, (client, phone, signed_in)) in (1..).zip(devices) {
        let (docket, next) = (docket.clone(), next.clone());
        people.spawn(async move {
            until(|| next.load(Ordering::Relaxed) >= nth * requests / (2 * KNOWN)).await;
            let secret = signed_in.text_at("/deviceSecret");
            let body = json!({"phone": phone, "deviceSecret": secret});
            let asked = docket.call_as(&client, "POST", "/api/auth/codes").json(&body).send().await;
            submit_code(&docket, &phone, &asked.expect(202)).await.expect(200);
        });
    }
    people.join_all().await;
    let accepted = strangers.join_all().await;
    docket.running.settle().await.unwrap();

    assert!(
        accepted.iter().all(|it| *it <= PER_ADDRESS),
        "an address was given {accepted:?} codes"
    );
    let sent = codes(&docket) - before;
    let known = KNOWN as usize;
    println!("{requests} requests: {} accepted, {sent} sent", accepted.iter().sum::<u32>());
    assert!(sent <= GENERAL + known, "{sent} codes were sent");
    assert!(sent > GENERAL / 2, "only {sent} codes were sent: there was no attack");
    for number in 0..=PHONES {
        let codes = docket.running.messages(Some(&phone(number))).len();
        assert!(codes <= PER_CONTACT, "a phone got {codes} messages");
    }
    // A code from before the attack is still valid.
    submit_code(&docket, &honest, &open).await.expect(200);
    // A new caller gets a code, or is refused with the time to wait.
    let asked = ask_from(&docket, &person(KNOWN + 1), &newcomer).await;
    if asked.status == 202 {
        submit_code(&docket, &newcomer, &asked).await.expect(200);
    } else {
        let seconds = wait(asked);
        assert!((1..=3_600).contains(&seconds), "{seconds}");
        docket.advance(SignedDuration::from_secs(seconds)).await;
        let asked = ask_from(&docket, &person(KNOWN + 1), &newcomer).await.expect(202);
        submit_code(&docket, &newcomer, &asked).await.expect(200);
    }
}

/// A client with an IP address that no stranger has.
fn person(number: u32) -> Client {
    visitor(6, u8::try_from(number).unwrap())
}

/// The number of codes sent so far.
fn codes(docket: &Docket) -> usize {
    let messages = docket.running.messages(None);
    let is_code =
        |text: &str| text.len() > 6 && text.as_bytes()[..6].iter().all(u8::is_ascii_digit);
    messages.iter().filter(|message| is_code(&message.text)).count()
}

/// Polls until `happened` returns true. Panics after two minutes.
async fn until(happened: impl Fn() -> bool) {
    for _ in 0..4_800 {
        if happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it did not happen in two minutes");
}

/// Submits the code that was sent for a challenge.
async fn submit_code(docket: &Docket, to: &str, asked: &Reply) -> Reply {
    let tag = asked.text_at("/tag");
    until(|| code_of(docket, to, &tag).is_some()).await;
    let code = code_of(docket, to, &tag).unwrap();
    let body = sign_in(&asked.text_at("/challenge"), to, &code);
    docket.post("/api/auth/tokens").json(&body).send().await
}

/// Sends requests as one stranger. Returns how many of them led to a code.
async fn attack(docket: &Docket, host: u8, next: &AtomicU32, requests: u32) -> u32 {
    let client = visitor(5, host);
    let (mut accepted, mut last) = (0, None::<(String, String)>);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= requests {
            return accepted;
        }
        progress("requests", number.into(), requests.into());
        // A third of the requests uses the phones of the people who sign in meanwhile.
        let victim = match number % 3 {
            0 => phone(number / 3 % (KNOWN + 1)),
            _ => phone(number.wrapping_mul(7_919) % PHONES),
        };
        let (path, body) = match (number % 4, &last) {
            (0, Some((challenge, phone))) => {
                ("/api/auth/tokens", sign_in(challenge, phone, "000000"))
            }
            (1, _) => ("/api/orders", pickup("green-valley", &victim, &[("gv-honey", 1)])),
            (_, _) => ("/api/auth/codes", json!({"phone": victim})),
        };
        let reply = docket.call_as(&client, "POST", path).json(&body).send().await;
        match reply.status {
            201 => accepted += 1,
            202 => {
                accepted += 1;
                last = Some((reply.text_at("/challenge"), victim));
            }
            400 if path == "/api/auth/tokens" => {}
            409 | 429 => {}
            other => panic!("{other}: {}", reply.text),
        }
    }
}
