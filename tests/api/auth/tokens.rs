//! Roles in tokens, and tokens as other systems verify them.

use docket_platform::{Claims, KeyMaterial, TokenKind};
use docket_tests::{
    Docket, Person, Reply,
    world::{
        BUYER,
        contract::{Everybody, phone},
    },
};
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

async fn sign_in(docket: &Docket, path: &str, phone: &str) -> Reply {
    let body = docket.asked(phone).await;
    docket.post(path).json(&body).send().await
}

#[tokio::test]
async fn sign_in_answers_the_role_of_each_person() {
    let docket = Docket::open().await;
    for (phone, role) in [
        (Person::Admin.phone(), "admin"),
        (Person::Producer.phone(), "seller"),
        (Person::Kitchen.phone(), "seller"),
        (Person::Driver.phone(), "driver"),
        (BUYER, "buyer"),
    ] {
        let reply = sign_in(&docket, "/api/auth/tokens", phone).await.expect(200);
        assert_eq!(reply.text_at("/role"), role);
        assert_eq!((reply.at("/expiresIn"), reply.at("/tokenType")), (json!(900), json!("Bearer")));
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn administrator_login_is_refused_for_other_roles() {
    let docket = Docket::open().await;
    let path = "/api/auth/admin/login";
    let admin = sign_in(&docket, path, Person::Admin.phone()).await.expect(200);
    assert_eq!(admin.at("/role"), "admin");
    for phone in [Person::Shop.phone(), Person::Driver.phone(), BUYER] {
        let reply = sign_in(&docket, path, phone).await.problem(403, "forbidden");
        assert!(reply.at("/accessToken").is_null() && reply.at("/refreshToken").is_null());
    }
    let mut wrong = docket.asked(Person::Admin.phone()).await;
    let right = wrong["code"].as_str().unwrap() == "000000";
    wrong["code"] = json!(if right { "000001" } else { "000000" });
    docket.post(path).json(&wrong).send().await.problem(400, "code_rejected");
}

/// The claims of a token, verified with the published keys by a library that Docket's own
/// verification does not use.
async fn check(docket: &Docket, token: &str) -> Value {
    let jwks = docket.get("/.well-known/jwks.json").send().await.expect(200);
    let header = jsonwebtoken::decode_header(token).unwrap();
    let keys = jwks.at("/keys");
    let key = keys.as_array().unwrap().iter().find(|key| key["kid"] == json!(header.kid)).unwrap();
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"]),
        (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"))
    );
    assert!(key["d"].is_null(), "a private key");
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&["docket-api"]);
    validation.set_issuer(&["docket"]);
    let key = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap().claims
}

#[tokio::test]
async fn published_keys_verify_a_token_and_the_token_has_no_phone() {
    let docket = Docket::open().await;
    for phone in [BUYER, Person::Admin.phone(), Person::Producer.phone()] {
        let reply = sign_in(&docket, "/api/auth/tokens", phone).await.expect(200);
        for pointer in ["/accessToken", "/refreshToken"] {
            let claims = check(&docket, &reply.text_at(pointer)).await;
            assert_eq!(claims["role"], reply.at("/role"));
            let text = claims.to_string();
            assert!(!text.contains(&phone[1..]), "{text}");
        }
    }
}

#[tokio::test]
async fn token_of_another_deployment_is_refused() {
    let world = Everybody::open().await;
    let stranger = KeyMaterial::generate().unwrap().issuer().unwrap();
    let claims = Claims {
        sub: "admin".to_owned(),
        role: "admin".to_owned(),
        seller: None,
        family: "f".to_owned(),
        seq: 0,
        epoch: 0,
        contact: None,
        contact_epoch: 0,
        external: false,
    };
    let now = world.docket.running.now();
    let token = stranger.issue(TokenKind::Access, &claims, now).unwrap();
    world.docket.get("/api/health").bearer(&token).send().await.problem(401, "unauthenticated");
}

#[tokio::test]
async fn access_token_is_valid_for_15_minutes() {
    let docket = Docket::open().await;
    let token = docket.token(&phone()).await;
    let health = || docket.get("/api/health").bearer(&token).send();
    docket.advance(SignedDuration::from_secs(14 * 60 + 55)).await;
    health().await.expect(200);
    docket.advance(SignedDuration::from_secs(6)).await;
    let refused = health().await.problem(401, "token_expired");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
}
