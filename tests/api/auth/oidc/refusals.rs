//! Refused ID tokens.

use aws_lc_rs::hmac;
use serde_json::{Value, json};

use crate::auth::oidc::{
    signing::{EC, ED, Key, RSA, message, text},
    world::{BUYER, CLIENT, World, sign_in_by_code},
};

/// Tokens with a wrong signature or key, each with the reason of the refusal.
#[tokio::test]
async fn forged_or_foreign_id_token_is_refused_without_a_change() {
    let world = World::open().await;
    let claims = world.claims(BUYER);
    let own = sign_in_by_code(&world.docket, BUYER).await;
    let own_kid = world.docket.get("/.well-known/jwks.json").send().await.text_at("/keys/0/kid");
    let header = |name: &str, value: Value| {
        let mut header = ED.header();
        header[name] = value;
        header
    };
    let bare = |key: &Key| json!({"alg": key.alg(), "typ": "JWT"});
    let tampered = {
        let good = ED.token(&claims);
        let other = message(&ED.header(), &world.claims("+12025550101"));
        format!("{other}.{}", good.rsplit_once('.').unwrap().1)
    };
    let unsigned = |alg: &str| format!("{}.", message(&header("alg", json!(alg)), &claims));
    let rows = [
        ("nothing", String::new(), "is malformed"),
        ("a word", "token".to_owned(), "is malformed"),
        ("three letters", "a.b.c".to_owned(), "is malformed"),
        ("no algorithm", unsigned("none"), "is malformed"),
        ("no signature", unsigned("EdDSA"), "has no valid signature"),
        ("HMAC with the public key", hmac_with_public_key(&ED, &claims), "names no key"),
        ("HMAC with the public RSA key", hmac_with_public_key(&RSA, &claims), "names no key"),
        (
            "another algorithm",
            RSA.token_with(&json!({"alg": "RS512", "kid": RSA.kid}), &claims),
            "names no key",
        ),
        (
            "another type of key",
            EC.token_with(&json!({"alg": "ES256", "kid": RSA.kid}), &claims),
            "names no key",
        ),
        ("a stranger's key", Key::ed(ED.kid).token(&claims), "has no valid signature"),
        ("no kid", ED.token_with(&bare(&ED), &claims), "names no key"),
        ("an unknown kid", Key::ed("ed-9").token(&claims), "names no key"),
        ("Docket's kid", ED.token_with(&header("kid", json!(own_kid)), &claims), "names no key"),
        (
            "an access token of the issuer",
            ED.token_with(&header("typ", json!("at+jwt")), &claims),
            "another kind",
        ),
        ("an extension", ED.token_with(&header("crit", json!(["exp"])), &claims), "extensions"),
        ("other claims", tampered, "has no valid signature"),
        ("a Docket access token", own.text_at("/accessToken"), "another kind"),
        ("a Docket refresh token", own.text_at("/refreshToken"), "another kind"),
    ];
    for (name, token, reason) in rows {
        let reply = world.refused(&token, 401, "unauthenticated").await;
        assert!(reply.text_at("/detail").contains(reason), "{name}: {}", reply.text);
    }
    // A token with the unchanged claims is accepted, so the changes were the only reason.
    world.exchange(&ED.token(&claims)).await.expect(200);
}

/// A token whose HMAC has the public key as its secret.
fn hmac_with_public_key(key: &Key, claims: &Value) -> String {
    let mut header = key.header();
    header["alg"] = json!("HS256");
    let message = message(&header, claims);
    let secret = hmac::Key::new(hmac::HMAC_SHA256, &key.public_bytes());
    format!("{message}.{}", text(hmac::sign(&secret, message.as_bytes()).as_ref()))
}

/// Tokens with a valid signature and one invalid claim.
#[tokio::test]
async fn signed_id_token_with_an_invalid_claim_is_refused_without_a_change() {
    let world = World::open().await;
    let now = world.docket.running.now().as_second();
    let with = |name: &str, value: Value| world.claims_with(name, value);
    let issuer = world.issuer.url.clone();
    let several = |azp: Value| {
        let mut claims = with("azp", azp);
        claims["aud"] = json!([CLIENT, "other"]);
        claims
    };
    let mail = |verified: Value| {
        let mut claims = with("phone_number", Value::Null);
        claims["email"] = json!("ida@example.com");
        claims["email_verified"] = verified;
        claims
    };
    let rows = [
        (with("iss", Value::Null), "is malformed"),
        (with("iss", json!("docket")), "of another issuer"),
        (with("iss", json!(format!("{issuer}/"))), "of another issuer"),
        (with("aud", Value::Null), "is malformed"),
        (with("aud", json!("docket-api")), "another audience"),
        (with("aud", json!("")), "another audience"),
        (with("aud", json!([])), "another audience"),
        (with("aud", json!(["other"])), "another audience"),
        (several(Value::Null), "another audience"),
        (several(json!("other")), "another audience"),
        (with("exp", Value::Null), "is malformed"),
        (with("exp", json!("later")), "is malformed"),
        (with("exp", json!(now - 60)), "has expired"),
        (with("iat", Value::Null), "is malformed"),
        (with("iat", json!(now - 660)), "has expired"),
        (with("iat", json!(i64::MIN)), "has expired"),
        (with("iat", json!(now + 90)), "not valid yet"),
        (with("iat", json!(i64::MAX)), "not valid yet"),
        (with("nbf", json!(now + 90)), "not valid yet"),
        (with("sub", Value::Null), "is malformed"),
        (with("sub", json!("")), "has no subject"),
        (with("sub", json!("x".repeat(256))), "has no subject"),
        (with("phone_number_verified", Value::Null), "no verified"),
        (with("phone_number_verified", json!(false)), "no verified"),
        (with("phone_number_verified", json!("true")), "no verified"),
        (with("phone_number_verified", json!(1)), "no verified"),
        (with("phone_number", Value::Null), "no verified"),
        (with("phone_number", json!("12025550160")), "no verified"),
        (with("phone_number", json!([BUYER])), "no verified"),
        (mail(Value::Null), "no verified"),
        (mail(json!(false)), "no verified"),
        (mail(json!("true")), "no verified"),
    ];
    for (claims, reason) in rows {
        let code = if reason == "has expired" { "token_expired" } else { "unauthenticated" };
        let reply = world.refused(&ED.token(&claims), 401, code).await;
        assert!(reply.text_at("/detail").contains(reason), "{claims}: {}", reply.text);
    }
    // The nearest valid claims.
    for claims in [
        with("aud", json!([CLIENT])),
        several(json!(CLIENT)),
        with("exp", json!(now - 50)),
        with("iat", json!(now - 650)),
        with("iat", json!(now + 50)),
        with("nbf", json!(now + 50)),
        with("sub", json!("x".repeat(255))),
        mail(json!(true)),
    ] {
        world.exchange(&ED.token(&claims)).await.expect(200);
    }
}

#[tokio::test]
async fn id_token_is_no_access_or_refresh_token() {
    let world = World::open().await;
    let token = ED.token(&world.claims(BUYER));
    let before = world.docket.table().await;
    for (method, path) in [
        ("GET", "/api/health"),
        ("GET", "/api/orders/my-orders"),
        ("GET", "/api/products/gv-honey"),
        ("POST", "/api/auth/logout"),
    ] {
        let reply = world.docket.call(method, path).bearer(&token).send().await;
        reply.problem(401, "unauthenticated");
    }
    let body = json!({"refreshToken": token});
    let reply = world.docket.post("/api/auth/tokens/refresh").json(&body).send().await;
    reply.problem(401, "unauthenticated");
    world.docket.unchanged(&before).await;
    world.exchange(&token).await.expect(200);
}
