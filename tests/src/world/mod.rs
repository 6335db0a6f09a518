//! People who are signed in, and what they do in one step.
//!
//! A [`World`] has the steps that all areas share; each area adds its own steps to it.

use serde_json::{Value, json};

use crate::{Docket, Person, Reply};

pub mod changes;
pub mod contract;
pub mod deadlines;
pub mod delivery;
pub mod history;
pub mod kitchen;
pub mod messages;
pub mod parts;
pub mod payments;
pub mod people;
pub mod recurring;
pub mod signing_in;

/// The phone of the signed-in buyer.
pub const BUYER: &str = "+12025550142";
/// The phone of another customer.
pub const OTHER: &str = "+12025550143";
/// The member id of the demo kitchen's driver.
pub const DRIVER: &str = "demo-spice-kitchen-driver";

/// A Docket with demo data where a seller's staff, another seller's staff, an administrator, a
/// driver and a buyer are signed in.
pub struct World {
    /// Docket.
    pub docket: Docket,
    /// The administrator's token.
    pub admin: String,
    /// The token of the seller's staff.
    pub staff: String,
    /// The token of another seller's staff.
    pub other_staff: String,
    /// The token of the kitchen's driver.
    pub driver: String,
    /// The token of the bearer of [`BUYER`].
    pub buyer: String,
}

impl World {
    /// Signs everybody in. `staff` is the seller's staff and `other` the other seller's.
    pub async fn of(docket: Docket, staff: Person, other: Person) -> Self {
        Self {
            admin: docket.signed_in(Person::Admin).await,
            staff: docket.sign_in(staff).await,
            other_staff: docket.sign_in(other).await,
            driver: docket.sign_in(Person::Driver).await,
            buyer: docket.token(BUYER).await,
            docket,
        }
    }

    /// Places an order as the buyer.
    pub async fn place(&self, body: &Value) -> Reply {
        self.docket.post("/api/orders").bearer(&self.buyer).json(body).send().await
    }

    /// Places an order as the buyer and returns its id.
    pub async fn placed_order(&self, body: &Value) -> String {
        self.place(body).await.expect(201).text_at("/order/id")
    }

    /// Reads an order as an administrator.
    pub async fn order(&self, id: &str) -> Value {
        // The first token may have expired.
        let admin = self.docket.signed_in(Person::Admin).await;
        self.docket.read_order(&admin, id).await.expect(200).at("/order")
    }

    /// The lines of an order's audit log.
    pub async fn history(&self, id: &str) -> Vec<Value> {
        let path = format!("/api/orders/{id}/history");
        let admin = self.docket.signed_in(Person::Admin).await;
        let reply = self.docket.get(&path).bearer(&admin).send().await.expect(200);
        reply.at("/history").as_array().unwrap().clone()
    }

    /// Overrides the status of an order as an administrator.
    pub async fn force(&self, id: &str, status: &str) -> Reply {
        let body = json!({"status": status, "reason": "by phone"});
        let path = format!("/api/orders/admin/{id}/status");
        self.docket.patch(&path).bearer(&self.admin).json(&body).send().await
    }

    /// Records a cash payment as staff.
    pub async fn pay(&self, id: &str, amount: u64) {
        let call = self.docket.post(&format!("/api/orders/{id}/payments")).bearer(&self.staff);
        call.json(&json!({"amount": amount, "method": "cash"})).send().await.expect(201);
    }

    /// Changes a seller's settings as its staff.
    pub async fn set(&self, seller: &str, settings: &Value) {
        let call = self.docket.patch(&format!("/api/sellers/{seller}")).bearer(&self.staff);
        call.json(settings).send().await.expect(200);
    }
}

/// Makes a type a [`World`] with its own steps. With the two sellers' people, it also defines how
/// the type is started.
macro_rules! extends_world {
    ($area:ident) => {
        impl std::ops::Deref for $area {
            type Target = crate::world::World;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
    ($area:ident, $staff:ident, $other:ident) => {
        crate::world::extends_world!($area);

        impl $area {
            /// Starts Docket with its demo data.
            pub async fn open() -> Self {
                Self::of(crate::Docket::open().await).await
            }

            /// Uses this Docket.
            pub async fn of(docket: crate::Docket) -> Self {
                let (staff, other) = (crate::Person::$staff, crate::Person::$other);
                Self(crate::world::World::of(docket, staff, other).await)
            }
        }
    };
}
use extends_world;
