//! What the tests of people have in common.

use crate::{Call, Desk, Person, Reply};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The time between two codes, and a second.
pub const NEXT_CODE: SignedDuration = SignedDuration::from_secs(31);
/// By when everybody knows what was revoked.
pub const EVERYWHERE: SignedDuration = SignedDuration::from_secs(30);

/// A desk with the tokens of an administrator and of a producer's staff.
pub struct People {
    /// Docket.
    pub desk: Desk,
    /// The administrator's token.
    pub admin: String,
    /// The token of the producer's staff.
    pub staff: String,
}

impl People {
    /// With a Docket of its own.
    pub async fn open() -> Self {
        let desk = Desk::open().await;
        let admin = desk.sign_in(Person::Admin).await;
        let staff = desk.sign_in(Person::Producer).await;
        Self { desk, admin, staff }
    }

    /// Adds a member as `token`'s bearer.
    pub async fn add(&self, token: &str, body: &Value) -> Reply {
        self.desk.post("/api/members").bearer_if(token).json(body).send().await
    }

    /// Invites a driver of the producer, and answers the id.
    pub async fn invite(&self, phone: &str) -> String {
        let body = json!({"name": "Dee Driver", "phone": phone, "role": "driver"});
        self.add(&self.staff, &body).await.expect(201).text_at("/member/id")
    }

    /// The holder of a phone or an e-mail address accepts: the member's tokens.
    pub async fn accepted(&self, address: &str, id: &str) -> Reply {
        let token = sign_in(&self.desk, address).await.expect(200).text_at("/accessToken");
        self.desk.accept(&token, id).await.expect(200)
    }

    /// Adds a driver of the producer who has accepted, and answers the id.
    pub async fn driver(&self, phone: &str) -> String {
        let id = self.invite(phone).await;
        self.accepted(phone, &id).await;
        id
    }

    /// A change of a member, to be completed and sent.
    pub fn changing(&self, token: &str, id: &str, body: &Value) -> Call {
        self.desk.patch(&format!("/api/members/{id}")).bearer_if(token).json(body)
    }

    /// Changes a member.
    pub async fn change(&self, token: &str, id: &str, body: &Value) -> Reply {
        self.changing(token, id, body).send().await
    }

    /// Reads a list of members.
    pub async fn list(&self, token: &str, query: &str) -> Reply {
        self.desk.get(&format!("/api/members{query}")).bearer_if(token).send().await
    }

    /// Adds a seller.
    pub async fn open_seller(&self, token: &str, body: &Value) -> Reply {
        self.desk.post("/api/sellers").bearer_if(token).json(body).send().await
    }

    /// Whether a token is taken where everybody is let in and bad tokens are
    /// refused.
    pub async fn is_good(&self, token: &str) -> bool {
        let reply = self.desk.get("/api/products/gv-honey").bearer(token).send().await;
        assert!(matches!(reply.status, 200 | 401), "{}", reply.text);
        reply.status == 200
    }

    /// That a request is refused so, and changes nothing.
    pub async fn refused(&self, call: Call, status: u16, code: &str) -> Reply {
        self.desk.refused(call.send(), status, code).await
    }
}

/// Signs in with a phone or an e-mail address: the answer to its code.
pub async fn sign_in(desk: &Desk, address: &str) -> Reply {
    let body = desk.asked(address).await;
    desk.post("/api/auth/tokens").json(&body).send().await
}

/// The pair of tokens in an answer.
pub fn pair(reply: &Reply) -> (String, String) {
    (reply.text_at("/accessToken"), reply.text_at("/refreshToken"))
}

/// Exchanges a refresh token.
pub async fn refresh(desk: &Desk, token: &str) -> Reply {
    desk.post("/api/auth/tokens/refresh").json(&json!({"refreshToken": token})).send().await
}

/// A good request for a new seller.
pub fn shop(name: &str) -> Value {
    json!({"name": name, "lifecycle": "shop", "currency": "EUR", "timezone": "Europe/Berlin"})
}
