//! Plays one sequence, and searches every response for other people's data.

use std::collections::BTreeMap;

use docket_local::Options;
use docket_tests::{Dice, Docket, Person as Demo, Reply};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::trust::model::{Model, Order, Person, Session};

const PEOPLE: usize = 6;
/// Two sellers; the kitchen delivers.
const SELLERS: [(&str, &str); 2] = [("corner-shop", "cs-soap"), ("spice-kitchen", "sk-lassi")];
/// The template's limits of codes and notices to one contact per hour.
const CODES: usize = 10;
const NOTICES: usize = 10;

/// The result of a sequence.
pub struct Played {
    /// The number of responses that were searched.
    pub reads: usize,
    /// The number of steps that succeeded.
    pub carried_out: usize,
}

struct Game {
    docket: Docket,
    dice: Dice,
    seed: u64,
    people: Vec<Person>,
    sessions: Vec<Session>,
    model: Model,
    /// Member ids, each with its seller. Invitations have the ids of members.
    members: Vec<(String, String)>,
    batches: Vec<(String, Vec<String>)>,
    reads: usize,
}

pub async fn play(seed: u64, steps: usize) -> Played {
    let options = Options { production_limits: true, ..Options::default() };
    let docket = Docket::with(options).await;
    let mut game = Game {
        dice: Dice::new(seed, 7),
        seed,
        people: (0..PEOPLE).map(Person::new).collect(),
        sessions: Vec::new(),
        model: Model::default(),
        members: Vec::new(),
        batches: Vec::new(),
        reads: 0,
        docket,
    };
    for demo in [Demo::Shop, Demo::Kitchen, Demo::Driver] {
        game.sign_in(demo.phone()).await;
    }
    let mut carried_out = 0;
    for _ in 0..steps {
        carried_out += usize::from(game.step().await);
        game.read_all().await;
    }
    game.check_messages();
    Played { reads: game.reads, carried_out }
}

impl Game {
    async fn step(&mut self) -> bool {
        match self.dice.roll(12) {
            0 | 1 => self.order().await,
            2 => self.sign_in_somebody().await,
            3 => self.list_somebody().await,
            4 => self.change_a_member().await,
            5 => self.answer_an_invitation().await,
            6 | 7 => self.move_an_order().await,
            8 => self.batch().await,
            9 => self.drive().await,
            10 => self.refresh().await,
            _ => {
                let minutes = self.dice.pick(&[1, 5, 16, 61, 60 * 25]);
                self.docket.advance(SignedDuration::from_mins(minutes)).await;
                true
            }
        }
    }

    /// A random session, or none.
    fn anybody(&mut self) -> Option<Session> {
        let at = self.dice.roll(self.sessions.len() + 1);
        self.sessions.get(at).cloned()
    }

    fn one_with(&mut self, role: &str) -> Option<Session> {
        let of: Vec<_> = self.sessions.iter().filter(|it| it.role == role).cloned().collect();
        (!of.is_empty()).then(|| of[self.dice.roll(of.len())].clone())
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        session: Option<&Session>,
        body: &Value,
    ) -> Reply {
        let token = session.map_or("", |it| &it.token);
        let call = self.docket.call(method, path).bearer_if(token);
        let call = if body.is_null() { call } else { call.json(body) };
        let reply = call.send().await;
        assert!(reply.status < 500, "seed {}: {method} {path}: {}", self.seed, reply.text);
        self.check_reply(method, path, session, body, &reply);
        reply
    }

    /// Asserts that a response has only data that the caller may read.
    fn check_reply(
        &mut self,
        method: &str,
        path: &str,
        session: Option<&Session>,
        sent: &Value,
        reply: &Reply,
    ) {
        self.reads += 1;
        let (now, sent) = (self.docket.running.now(), sent.to_string());
        let who = session.map_or_else(
            || "a stranger".to_owned(),
            |it| format!("{} {:?} with {}", it.role, it.seller, it.contact),
        );
        let context = format!("seed {}: {who}: {method} {path}: {}", self.seed, reply.text);
        for (number, person) in self.people.iter().enumerate() {
            let reveals = |word: &str| reply.text.contains(word) && !sent.contains(word);
            if reveals(&person.name) || reveals(&person.street) {
                assert!(
                    self.model.may_read_name_and_address(session, number, now),
                    "person {number}: {context}"
                );
            }
            if reveals(&person.phone) || reveals(&person.email) {
                let may = self.model.may_read_contact(session, number, person, now);
                assert!(may, "phone of {number}: {context}");
            }
        }
        // An order that this request created belongs to the caller.
        let made = reply.status == 201 || path.ends_with("/verification");
        for id in self.model.orders.keys().filter(|id| reply.text.contains(id.as_str())) {
            let named = path.contains(id.as_str()) || sent.contains(id.as_str());
            assert!(
                made || named || self.model.may_read_order(session, id),
                "order {id}: {context}"
            );
        }
        if method == "GET"
            && reply.status == 200
            && let Some(id) = self.model.orders.keys().find(|id| path.contains(id.as_str()))
        {
            assert!(self.model.may_read_order(session, id), "order {id}: {context}");
        }
    }

    async fn sign_in(&mut self, contact: &str) -> bool {
        let kind = if contact.contains('@') { "email" } else { "phone" };
        let asked = self.ask("POST", "/api/auth/codes", None, &json!({kind: contact})).await;
        if asked.status != 202 {
            assert_eq!(asked.status, 429, "{}", asked.text);
            return false;
        }
        let challenge = asked.text_at("/challenge");
        let code = self.docket.code(contact).await;
        let body = json!({kind: contact, "challenge": challenge, "code": code});
        let tokens = self.docket.post("/api/auth/tokens").json(&body).send().await;
        // When the deployment's budget withholds the new code, the newest code is one of an older
        // challenge.
        if tokens.status != 200 {
            return false;
        }
        self.sessions.push(session(contact, &tokens));
        true
    }

    async fn sign_in_somebody(&mut self) -> bool {
        let person = &self.people[self.dice.roll(PEOPLE)];
        let contact = if self.dice.percent(50) { &person.phone } else { &person.email };
        let contact = contact.clone();
        self.sign_in(&contact).await
    }

    async fn order(&mut self) -> bool {
        let (number, (seller, product)) = (self.dice.roll(PEOPLE), self.dice.pick(&SELLERS));
        let session = self.anybody();
        let person = &self.people[number];
        let phone = person.phone.clone();
        let body = json!({
            "sellerId": seller,
            "items": [{"productId": product, "quantity": 1}],
            "customer": {"name": person.name, "phone": phone, "email": person.email},
            "fulfilment": {"method": "delivery", "address": {
                "line1": person.street, "city": "Boston", "state": "MA",
                "postalCode": "02110", "country": "US",
            }},
        });
        let reply = self.ask("POST", "/api/orders", session.as_ref(), &body).await;
        if reply.status != 201 {
            return false;
        }
        let id = reply.text_at("/order/id");
        let order = Order {
            person: number,
            phone: phone.clone(),
            seller: seller.to_owned(),
            driver: None,
            ended: None,
        };
        self.model.orders.insert(id.clone(), order);
        if reply.at("/verification/required") == json!(true) && self.dice.percent(70) {
            let code = self.docket.code(&phone).await;
            let verified = self.docket.verify(&id, &code).await;
            if verified.status == 200 {
                self.sessions.push(self::session(&phone, &verified));
            }
        }
        true
    }

    /// Staff add any person as a member, with any contacts.
    async fn list_somebody(&mut self) -> bool {
        let Some(staff) = self.one_with("seller") else { return false };
        let (one, other) = (self.dice.roll(PEOPLE), self.dice.roll(PEOPLE));
        let role = self.dice.pick(&["driver", "seller"]);
        let mut body = json!({"name": "Listed", "role": role});
        if self.dice.percent(70) {
            body["phone"] = json!(self.people[one].phone);
            self.know(&staff, one);
        }
        if body["phone"].is_null() || self.dice.percent(50) {
            body["email"] = json!(self.people[other].email);
            self.know(&staff, other);
        }
        let reply = self.ask("POST", "/api/members", Some(&staff), &body).await;
        if reply.status != 201 {
            return false;
        }
        self.members.push((reply.text_at("/member/id"), staff.seller.unwrap()));
        true
    }

    fn know(&mut self, staff: &Session, person: usize) {
        self.model.listed.extend(staff.seller.clone().map(|seller| (seller, person)));
    }

    async fn change_a_member(&mut self) -> bool {
        if self.members.is_empty() {
            return false;
        }
        let Some(session) = self.anybody() else { return false };
        let (id, _) = self.members[self.dice.roll(self.members.len())].clone();
        let person = self.dice.roll(PEOPLE);
        let body = match self.dice.roll(4) {
            0 => json!({"phone": self.people[person].phone}),
            1 => json!({"email": self.people[person].email}),
            2 => json!({"disabled": true}),
            _ => json!({"disabled": false}),
        };
        // A driver enters the contact in their own entry.
        self.know(&session, person);
        let path = format!("/api/members/{id}");
        self.ask("PATCH", &path, Some(&session), &body).await.status == 200
    }

    async fn answer_an_invitation(&mut self) -> bool {
        let Some(session) = self.anybody() else { return false };
        if self.dice.percent(15) {
            let left = self.ask("POST", "/api/me/leave", Some(&session), &Value::Null).await;
            return left.status == 204;
        }
        let me = self.ask("GET", "/api/me", Some(&session), &Value::Null).await;
        if me.status != 200 {
            return false;
        }
        let id = match me.at("/invitations/0/id") {
            Value::String(id) => id,
            _ if self.members.is_empty() => return false,
            // An invitation of another person.
            _ => self.members[self.dice.roll(self.members.len())].0.clone(),
        };
        let path = format!("/api/me/invitations/{id}/accept");
        let reply = self.ask("POST", &path, Some(&session), &Value::Null).await;
        if reply.status != 200 {
            return false;
        }
        self.sessions.push(self::session(&session.contact, &reply));
        true
    }

    fn an_order(&mut self) -> Option<String> {
        let count = self.model.orders.len();
        (count > 0).then(|| self.model.orders.keys().nth(self.dice.roll(count)).unwrap().clone())
    }

    async fn move_an_order(&mut self) -> bool {
        let Some(id) = self.an_order() else { return false };
        let session = self.anybody();
        let (method, path, body) = match self.dice.roll(6) {
            0 => ("PUT", format!("/api/orders/{id}/cancel"), json!({"reason": "No."})),
            1 => ("PATCH", format!("/api/orders/{id}/cancel"), json!({"reason": "No."})),
            2 => ("PATCH", format!("/api/orders/{id}/accept"), Value::Null),
            3 => ("POST", format!("/api/orders/{id}/verification/resend"), Value::Null),
            4 => {
                let to = self.dice.pick(&["READY", "shipped", "delivered", "DELIVERED"]);
                ("PATCH", format!("/api/orders/{id}/status"), json!({"status": to}))
            }
            _ => ("PUT", format!("/api/orders/{id}"), json!({"notes": "Ring twice"})),
        };
        let reply = self.ask(method, &path, session.as_ref(), &body).await;
        self.note_end(&id, &reply);
        reply.status < 300
    }

    fn note_end(&mut self, id: &str, reply: &Reply) {
        let phase = reply.at("/order/phase");
        let closed = ["done", "cancelled", "rejected", "failed"];
        let now = self.docket.running.now();
        if reply.status == 200 && phase.as_str().is_some_and(|it| closed.contains(&it)) {
            let order = self.model.orders.get_mut(id).unwrap();
            order.ended = order.ended.or(Some(now));
        }
    }

    async fn batch(&mut self) -> bool {
        let Some(id) = self.an_order() else { return false };
        let Some(staff) = self.one_with("seller") else { return false };
        let driver = match self.one_with("driver") {
            Some(driver) => driver.member.unwrap(),
            None => return false,
        };
        let kitchen = staff.seller.as_deref() == Some("spice-kitchen");
        if kitchen {
            for status in ["ACCEPTED", "READY"] {
                let path = format!("/api/orders/{id}/status");
                self.ask("PATCH", &path, Some(&staff), &json!({"status": status})).await;
            }
        }
        let body = json!({"orderIds": [id], "driverId": driver});
        let reply = self.ask("POST", "/api/delivery/batches", Some(&staff), &body).await;
        if reply.status != 201 {
            return false;
        }
        self.model.orders.get_mut(&id).unwrap().driver = Some(driver);
        self.batches.push((reply.text_at("/batch/id"), vec![id]));
        true
    }

    async fn drive(&mut self) -> bool {
        if self.batches.is_empty() {
            return false;
        }
        let (batch, orders) = self.batches[self.dice.roll(self.batches.len())].clone();
        let session = self.anybody();
        let verb = self.dice.pick(&["pickup", "complete"]);
        let path = format!("/api/delivery/batches/{batch}/{verb}");
        let reply = self.ask("PATCH", &path, session.as_ref(), &Value::Null).await;
        if reply.status == 200 && verb == "complete" {
            let now = self.docket.running.now();
            for id in &orders {
                let order = self.model.orders.get_mut(id).unwrap();
                order.ended = order.ended.or(Some(now));
            }
        }
        reply.status == 200
    }

    async fn refresh(&mut self) -> bool {
        if self.sessions.is_empty() {
            return false;
        }
        let at = self.dice.roll(self.sessions.len());
        let old = self.sessions[at].clone();
        let body = json!({"refreshToken": old.refresh});
        let reply = self.docket.post("/api/auth/tokens/refresh").json(&body).send().await;
        if reply.status != 200 {
            self.sessions.remove(at);
            return false;
        }
        self.sessions[at] = session(&old.contact, &reply);
        true
    }

    /// A random caller reads some of the readable resources.
    async fn read_all(&mut self) {
        let session = self.anybody();
        let person = self.dice.roll(PEOPLE);
        let phone = self.people[person].phone.replace('+', "%2B");
        let mut paths = vec![
            "/api/orders/my-orders".to_owned(),
            format!("/api/orders/customer/{phone}"),
            "/api/orders".to_owned(),
            "/api/orders/admin/all".to_owned(),
            "/api/members".to_owned(),
            "/api/me".to_owned(),
            "/api/delivery/batches".to_owned(),
            "/api/order-templates".to_owned(),
        ];
        if let Some(id) = self.an_order() {
            for part in ["", "/track", "/admin", "/history", "/statistics"] {
                paths.push(format!("/api/orders/{id}{part}"));
            }
        }
        if !self.batches.is_empty() {
            let at = self.dice.roll(self.batches.len());
            paths.push(format!("/api/delivery/batches/{}", self.batches[at].0));
        }
        if !self.members.is_empty() {
            let at = self.dice.roll(self.members.len());
            paths.push(format!("/api/members/{}", self.members[at].0));
        }
        let at = self.dice.roll(paths.len());
        // Three reads are enough for each step.
        for path in paths.iter().cycle().skip(at).take(3) {
            self.ask("GET", path, session.as_ref(), &Value::Null).await;
        }
    }

    /// Asserts that no contact gets more messages in an hour than its budget.
    fn check_messages(&self) {
        let mut hours: BTreeMap<(String, i64, bool), usize> = BTreeMap::new();
        for message in self.docket.running.messages(None) {
            let is_code = message.text.as_bytes().iter().take(6).all(u8::is_ascii_digit);
            *hours.entry((message.to.clone(), hour(message.at), is_code)).or_default() += 1;
        }
        for ((to, _, is_code), sent) in hours {
            let most = if is_code { CODES } else { NOTICES };
            assert!(sent <= most, "seed {}: {to} got {sent} messages in an hour", self.seed);
        }
    }
}

/// The session that begins with a response with tokens.
fn session(contact: &str, tokens: &Reply) -> Session {
    let token = tokens.text_at("/accessToken");
    let claims = claims_of(&token);
    let text = |name: &str| claims[name].as_str().map(str::to_owned);
    let role = text("role").unwrap();
    let member = (role != "buyer").then(|| text("sub").unwrap());
    let refresh = tokens.text_at("/refreshToken");
    let (contact, seller) = (contact.to_owned(), text("seller"));
    Session { token, refresh, contact, role, seller, member }
}

fn hour(at: Timestamp) -> i64 {
    at.as_second().div_euclid(3600)
}

fn claims_of(token: &str) -> Value {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
