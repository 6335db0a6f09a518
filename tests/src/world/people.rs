//! Steps that the tests of members, sellers and sessions share.

use crate::{Call, Docket, Person, Reply};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The minimum time between two codes plus one second.
pub const NEXT_CODE: SignedDuration = SignedDuration::from_secs(31);
/// The time after which every instance knows that a token was revoked.
pub const EVERYWHERE: SignedDuration = SignedDuration::from_secs(30);

/// A running Docket with the tokens of an administrator and of a producer's staff.
pub struct People {
    /// Docket.
    pub docket: Docket,
    /// The administrator's token.
    pub admin: String,
    /// The token of the producer's staff.
    pub staff: String,
}

impl People {
    /// Starts Docket and signs both in.
    pub async fn open() -> Self {
        let docket = Docket::open().await;
        let admin = docket.sign_in(Person::Admin).await;
        let staff = docket.sign_in(Person::Producer).await;
        Self { docket, admin, staff }
    }

    /// Adds a member with this token.
    pub async fn add(&self, token: &str, body: &Value) -> Reply {
        self.docket.post("/api/members").bearer_if(token).json(body).send().await
    }

    /// Invites a driver of the producer and returns the member id.
    pub async fn invite(&self, phone: &str) -> String {
        let body = json!({"name": "Dee Driver", "phone": phone, "role": "driver"});
        self.add(&self.staff, &body).await.expect(201).text_at("/member/id")
    }

    /// Signs in with a phone or an e-mail address and accepts an invitation. Returns the reply with
    /// the member's tokens.
    pub async fn accepted(&self, address: &str, id: &str) -> Reply {
        let token = sign_in(&self.docket, address).await.expect(200).text_at("/accessToken");
        self.docket.accept(&token, id).await.expect(200)
    }

    /// Adds a driver of the producer who has accepted, and returns the member id.
    pub async fn driver(&self, phone: &str) -> String {
        let id = self.invite(phone).await;
        self.accepted(phone, &id).await;
        id
    }

    /// A request that changes a member, to be completed and sent.
    pub fn changing(&self, token: &str, id: &str, body: &Value) -> Call {
        self.docket.patch(&format!("/api/members/{id}")).bearer_if(token).json(body)
    }

    /// Changes a member.
    pub async fn change(&self, token: &str, id: &str, body: &Value) -> Reply {
        self.changing(token, id, body).send().await
    }

    /// Reads a list of members.
    pub async fn list(&self, token: &str, query: &str) -> Reply {
        self.docket.get(&format!("/api/members{query}")).bearer_if(token).send().await
    }

    /// Adds a seller.
    pub async fn open_seller(&self, token: &str, body: &Value) -> Reply {
        self.docket.post("/api/sellers").bearer_if(token).json(body).send().await
    }

    /// Whether Docket accepts a token. Reads a public route, which refuses invalid tokens.
    pub async fn is_good(&self, token: &str) -> bool {
        let reply = self.docket.get("/api/products/gv-honey").bearer(token).send().await;
        assert!(matches!(reply.status, 200 | 401), "{}", reply.text);
        reply.status == 200
    }

    /// Asserts that a request is refused with this problem and changes nothing.
    pub async fn refused(&self, call: Call, status: u16, code: &str) -> Reply {
        self.docket.refused(call.send(), status, code).await
    }
}

/// Signs in with a phone or an e-mail address and returns the reply with the tokens.
pub async fn sign_in(docket: &Docket, address: &str) -> Reply {
    let body = docket.asked(address).await;
    docket.post("/api/auth/tokens").json(&body).send().await
}

/// The access token and the refresh token of a reply.
pub fn pair(reply: &Reply) -> (String, String) {
    (reply.text_at("/accessToken"), reply.text_at("/refreshToken"))
}

/// Exchanges a refresh token.
pub async fn refresh(docket: &Docket, token: &str) -> Reply {
    docket.post("/api/auth/tokens/refresh").json(&json!({"refreshToken": token})).send().await
}

/// The body of a valid request for a new seller.
pub fn shop(name: &str) -> Value {
    json!({"name": name, "lifecycle": "shop", "currency": "EUR", "timezone": "Europe/Berlin"})
}
