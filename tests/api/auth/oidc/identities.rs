//! Every kind of identity with every route that separates people's orders. A person reads the
//! orders of the contact that the sign-in proved, and the orders that the role allows.

use docket_tests::{Docket, Person, Reply, pickup};
use jiff::SignedDuration;
use serde_json::json;

use crate::auth::oidc::{
    signing::ED,
    world::{World, sign_in_by_code},
};

/// An invited person, who also has an order at another seller.
const INVITED: &str = "+12025550161";
const ACCEPTED: &str = "+12025550162";
const DISABLED: &str = "+12025550163";
/// The seller that invites them.
const SELLER: &str = "green-valley";
/// A person with an order at that seller, who is no member.
const OTHER: &str = "+12025550164";

/// A row: the identity, its role, the number of orders in `my-orders`, and the statuses of
/// `customer/{own phone}`, `customer/{the other's phone}`, the own order, the other's order and the
/// list of members.
type Row = (&'static str, &'static str, usize, [u16; 5]);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("a buyer, by code",                 "buyer",  1, [200, 404, 200, 404, 403]),
    ("a buyer, by the issuer",           "buyer",  1, [200, 404, 200, 404, 403]),
    ("invited staff, by code",           "buyer",  1, [200, 404, 200, 404, 403]),
    ("invited staff, by the issuer",     "buyer",  1, [200, 404, 200, 404, 403]),
    ("accepted staff, by code",          "seller", 1, [200, 200, 200, 200, 200]),
    ("accepted staff, by the issuer",    "seller", 1, [200, 200, 200, 200, 200]),
    // An e-mail address signs in as the member, and not as the buyer of the member's phone. Of that
    // phone the member sees the seller's orders, and the own order is not among them.
    ("accepted staff, by e-mail",        "seller", 0, [200, 200, 404, 200, 200]),
    ("disabled staff, by code",          "buyer",  1, [200, 404, 200, 404, 403]),
    ("disabled staff, by the issuer",    "buyer",  1, [200, 404, 200, 404, 403]),
];

struct Scene {
    world: World,
    others: String,
}

impl Scene {
    async fn open() -> Self {
        let world = World::open().await;
        let others = order(&world.docket, OTHER, SELLER).await;
        for phone in [INVITED, ACCEPTED, DISABLED] {
            let admin = world.docket.signed_in(Person::Admin).await;
            let body = json!({
                "name": "Ida", "phone": phone, "role": "seller", "sellerId": SELLER,
                "email": email(phone),
            });
            let made = world.docket.post("/api/members").bearer(&admin).json(&body).send().await;
            let id = made.expect(201).text_at("/member/id");
            if phone != INVITED {
                for address in [phone.to_owned(), email(phone)] {
                    let token =
                        sign_in_by_code(&world.docket, &address).await.text_at("/accessToken");
                    world.docket.accept(&token, &id).await.expect(200);
                }
            }
            if phone == DISABLED {
                let path = format!("/api/members/{id}");
                let off = json!({"disabled": true});
                world.docket.patch(&path).bearer(&admin).json(&off).send().await.expect(200);
            }
        }
        world.docket.advance(SignedDuration::from_secs(31)).await;
        Self { world, others }
    }

    /// A session of the identity that a row names, and its phone.
    async fn session(&self, who: &str) -> (Reply, &'static str) {
        let phone = match who.split([' ', ',']).next() {
            Some("invited") => INVITED,
            Some("accepted") => ACCEPTED,
            Some("disabled") => DISABLED,
            _ => "+12025550165",
        };
        let reply = if who.ends_with("issuer") {
            let token = ED.token(&self.world.claims(phone));
            self.world.exchange(&token).await.expect(200)
        } else if who.ends_with("e-mail") {
            sign_in_by_code(&self.world.docket, &email(phone)).await
        } else {
            sign_in_by_code(&self.world.docket, phone).await
        };
        (reply, phone)
    }
}

fn email(phone: &str) -> String {
    format!("m{}@example.com", &phone[phone.len() - 3..])
}

/// An order for this phone, placed by an administrator.
async fn order(docket: &Docket, phone: &str, seller: &str) -> String {
    let admin = docket.signed_in(Person::Admin).await;
    let product = if seller == SELLER { "gv-eggs" } else { "cs-bread" };
    let body = pickup(seller, phone, &[(product, 1)]);
    let placed = docket.post("/api/orders").bearer(&admin).json(&body).send().await;
    placed.expect(201).text_at("/order/id")
}

#[tokio::test]
async fn identity_reads_the_orders_of_its_contact_and_role() {
    let scene = Scene::open().await;
    let docket = &scene.world.docket;
    let mut own: Vec<(&str, String)> = Vec::new();
    let mut failures = Vec::new();
    for (who, role, mine, statuses) in ROWS {
        let (session, phone) = scene.session(who).await;
        if !own.iter().any(|(of, _)| *of == phone) {
            own.push((phone, order(docket, phone, "corner-shop").await));
        }
        let (_, id) = own.iter().find(|(of, _)| *of == phone).unwrap();
        let token = session.text_at("/accessToken");
        let get = async |path: &str| docket.get(path).bearer(&token).send().await;
        let list = get("/api/orders/my-orders").await.expect(200).at("/orders");
        let customer = |phone: &str| format!("/api/orders/customer/{}", phone.replace('+', "%2B"));
        let mut seen = Vec::new();
        for path in [
            customer(phone),
            customer(OTHER),
            format!("/api/orders/{id}"),
            format!("/api/orders/{}", scene.others),
            "/api/members".to_owned(),
        ] {
            let reply = get(&path).await;
            if path == customer(phone) && reply.status == 200 {
                let listed = reply.at("/orders").as_array().map_or(0, Vec::len);
                assert_eq!(listed, *mine, "{who}: {path}");
            }
            seen.push(reply.status);
        }
        let got = (session.text_at("/role"), list.as_array().map_or(0, Vec::len), seen);
        if got != ((*role).to_owned(), *mine, statuses.to_vec()) {
            failures.push(format!("{who}: {got:?}"));
        }
        assert!(list.as_array().unwrap().iter().all(|it| it["id"] == id.as_str()));
    }
    assert!(failures.is_empty(), "{failures:#?}");
}
