//! A person who turned off a group or a channel gets nothing of it, whoever acts. Covers every
//! order group, every set of channels and every role.

use std::collections::{BTreeMap, BTreeSet};

use docket_domain::{Channel, NoticeGroup, Role};
use docket_tests::{
    Browser, Person,
    world::{
        BUYER, DRIVER,
        kitchen::{delivered, thalis},
        payments::Payments,
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};

const EMAIL: &str = "ada@mail.example";
const SELLER: &str = "spice-kitchen";

/// A person with a role and a phone.
struct Recipient {
    role: Role,
    phone: &'static str,
}

/// The buyer, the kitchen's staff, its driver, and an administrator. Only the buyer has e-mail.
const PEOPLE: [Recipient; 4] = [
    Recipient { role: Role::Buyer, phone: BUYER },
    Recipient { role: Role::Seller, phone: Person::Kitchen.phone() },
    Recipient { role: Role::Driver, phone: Person::Driver.phone() },
    Recipient { role: Role::Admin, phone: Person::Admin.phone() },
];

impl Recipient {
    fn groups(&self) -> impl Iterator<Item = NoticeGroup> {
        NoticeGroup::ALL.into_iter().filter(|group| group.audience().has(self.role))
    }

    fn reach(&self) -> &'static [Channel] {
        match self.role {
            Role::Buyer => &Channel::ALL,
            Role::Seller | Role::Driver | Role::Admin | Role::System => {
                &[Channel::Sms, Channel::Push]
            }
        }
    }
}

async fn token(world: &Payments, phone: &str) -> String {
    world.docket.token(phone).await
}

/// Sets these channels for all groups of every person.
async fn choose(world: &Payments, channels: &[Channel]) {
    let names: Vec<_> = channels.iter().map(|it| it.name()).collect();
    for recipient in PEOPLE {
        let groups: BTreeMap<_, _> =
            recipient.groups().map(|group| (group.name(), names.clone())).collect();
        let token = token(world, recipient.phone).await;
        let call = world.docket.call("PUT", "/api/preferences").bearer(&token);
        call.json(&json!({"groups": groups})).send().await.expect(200);
    }
}

/// Subscribes a browser of every person to web push.
async fn subscribe(world: &Payments) {
    for recipient in PEOPLE {
        let token = token(world, recipient.phone).await;
        let id = recipient.role.name();
        let endpoint = format!("{}/_local/push/{id}", world.docket.running.url);
        let body = Browser::new().subscription(&endpoint);
        let call = world.docket.call("PUT", "/api/preferences/push").bearer(&token).json(&body);
        call.send().await.expect(204);
    }
}

async fn act(world: &Payments, by: &str, order: &str, action: &str, body: Value) {
    let token = token(world, by).await;
    let path = format!("/api/orders/{order}/{action}");
    world.docket.patch(&path).bearer(&token).json(&body).send().await.expect(200);
    // An unsent message is replaced by a newer one, so each is sent first.
    world.docket.running.settle().await.unwrap();
}

async fn minutes(world: &Payments, minutes: i64) {
    world.docket.advance(SignedDuration::from_mins(minutes)).await;
    world.docket.running.settle().await.unwrap();
}

async fn place(world: &Payments, mut body: Value) -> String {
    body["customer"]["email"] = EMAIL.into();
    let token = token(world, BUYER).await;
    let placed = world.docket.post("/api/orders").bearer(&token).json(&body).send().await;
    world.docket.running.settle().await.unwrap();
    placed.expect(201).text_at("/order/id")
}

/// Causes notices of every group, and returns the orders.
async fn cause_all_notices(world: &Payments) -> Vec<String> {
    let kitchen = Person::Kitchen.phone();
    // An administrator acts for the kitchen, because staff are not notified of what they do
    // themselves.
    let admin = Person::Admin.phone();
    let to_pick_up = place(world, thalis()).await;
    let buyer = token(world, BUYER).await;
    let path = format!("/api/orders/{to_pick_up}/payment-intents");
    let intent = world.docket.post(&path).bearer(&buyer).send().await.expect(201).json();
    world.confirm_with(&intent, "pm_card_visa").await.expect(200);
    act(world, admin, &to_pick_up, "accept", json!({"estimatedPrepTime": 20})).await;
    minutes(world, 1).await;
    let later = (world.docket.running.now() + SignedDuration::from_hours(1)).to_string();
    act(
        world,
        admin,
        &to_pick_up,
        "estimate",
        json!({"promisedAt": later, "reason": "The oven is full."}),
    )
    .await;
    act(world, admin, &to_pick_up, "status", json!({"status": "READY"})).await;
    world.refund(&to_pick_up, 100).await.expect(201);
    minutes(world, 1).await;
    world
        .fault(json!({"kind": "refund_fails", "seconds": 60, "reason": "expired_or_canceled_card"}))
        .await;
    world.refund(&to_pick_up, 100).await.expect(201);
    minutes(world, 2).await;
    minutes(world, 1).await;
    world.mend().await;
    act(world, admin, &to_pick_up, "status", json!({"status": "DELIVERED"})).await;

    let to_deliver = place(world, delivered()).await;
    act(world, admin, &to_deliver, "accept", json!({})).await;
    act(world, admin, &to_deliver, "status", json!({"status": "READY"})).await;
    let staff = token(world, kitchen).await;
    let batch = json!({"orderIds": [to_deliver], "driverId": DRIVER});
    let made = world.docket.post("/api/delivery/batches").bearer(&staff).json(&batch).send().await;
    let batch = made.expect(201).text_at("/batch/id");
    world.docket.running.settle().await.unwrap();
    let driver = token(world, Person::Driver.phone()).await;
    let path = format!("/api/delivery/batches/{batch}/pickup");
    world.docket.patch(&path).bearer(&driver).json(&json!({})).send().await.expect(200);

    let cancelled = place(world, thalis()).await;
    act(world, BUYER, &cancelled, "customer-cancel", json!({"reason": "No time."})).await;

    let late = place(world, thalis()).await;
    minutes(world, 6).await;
    minutes(world, 25).await;
    act(world, admin, &late, "cancel", json!({"reason": "Nobody is there."})).await;
    vec![to_pick_up, to_deliver, cancelled, late]
}

/// The channels on which messages about these orders were sent, by role and group.
async fn sent(world: &Payments, orders: &[String]) -> BTreeMap<(String, String), BTreeSet<String>> {
    world.docket.running.settle().await.unwrap();
    let mut sent: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let admin = token(world, Person::Admin.phone()).await;
    for order in orders {
        let path = format!("/api/orders/{order}/messages");
        let reply = world.docket.get(&path).bearer(&admin).send().await.expect(200);
        for message in reply.at("/messages").as_array().unwrap() {
            let text = |place: &str| message.pointer(place).unwrap().as_str().unwrap().to_owned();
            assert_eq!(text("/state"), "sent", "{message}");
            let channels = sent.entry((text("/to/role"), text("/group"))).or_default();
            channels.insert(text("/channel"));
        }
    }
    sent
}

#[tokio::test]
async fn every_group_is_sent_only_on_the_chosen_channels() {
    let world = Payments::open().await;
    world.docket.token(EMAIL).await;
    let terms = json!({
        "acceptWithinMinutes": 5, "slaTargets": [{"status": "PLACED", "normal": 30}],
    });
    let staff = token(&world, Person::Kitchen.phone()).await;
    let call = world.docket.patch(&format!("/api/sellers/{SELLER}")).bearer(&staff).json(&terms);
    call.send().await.expect(200);
    subscribe(&world).await;
    for bits in 0..8_u8 {
        let chosen: Vec<_> =
            (0..3_usize).filter(|at| bits & (1 << at) > 0).map(|at| Channel::ALL[at]).collect();
        choose(&world, &chosen).await;
        let orders = cause_all_notices(&world).await;
        let sent = sent(&world, &orders).await;
        for recipient in PEOPLE {
            // These groups are about products and batches, so no order lists them.
            let elsewhere = [NoticeGroup::StockLow, NoticeGroup::Batch];
            for group in recipient.groups().filter(|group| !elsewhere.contains(group)) {
                let key = (recipient.role.name().to_owned(), group.name().to_owned());
                let expected: BTreeSet<String> = chosen
                    .iter()
                    .filter(|channel| recipient.reach().contains(channel))
                    .map(|channel| channel.name().to_owned())
                    .collect();
                let found = sent.get(&key).cloned().unwrap_or_default();
                assert_eq!(found, expected, "{key:?} {chosen:?}");
            }
        }
    }
}
