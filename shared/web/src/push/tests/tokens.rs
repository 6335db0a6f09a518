//! Tests of the token of RFC 8292.

use std::sync::Arc;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use docket_platform::{Clock, push::PushKeys};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{FixedClock, bytes};
use crate::push::vapid::Vapid;

const ORIGIN: &str = "https://push.example.net";

/// The token and the key of a header.
fn parts(header: &str) -> (&str, &str) {
    let rest = header.strip_prefix("vapid t=").unwrap();
    rest.split_once(", k=").unwrap()
}

fn is_signed(token: &str, key: &str) -> bool {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key))
        .verify(signed.as_bytes(), &bytes(signature))
        .is_ok()
}

fn json_of(token: &str, part: usize) -> Value {
    serde_json::from_slice(&bytes(token.split('.').nth(part).unwrap())).unwrap()
}

fn vapid(keys: &PushKeys, clock: &Arc<FixedClock>) -> Vapid {
    let contact = "mailto:push@example.com".parse().unwrap();
    Vapid::new(keys.clone(), Some(contact), clock.clone())
}

/// Checks the tests' own verification.
#[test]
fn verification_accepts_the_example_of_rfc_8292() {
    let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
    let key =
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    assert!(is_signed(token, key));
    assert_eq!(json_of(token, 0), json!({"typ": "JWT", "alg": "ES256"}));
    assert_eq!(json_of(token, 1)["aud"], ORIGIN);
}

#[test]
fn token_names_the_service_an_end_within_a_day_and_the_contact() {
    let (keys, clock) = (PushKeys::generate().unwrap(), FixedClock::new());
    let header = vapid(&keys, &clock).authorization(ORIGIN).unwrap();
    let (token, key) = parts(&header);
    assert_eq!(key, keys.public_key());
    assert!(is_signed(token, key));
    assert!(!is_signed(token, &PushKeys::generate().unwrap().public_key()));
    assert_eq!(json_of(token, 0), json!({"typ": "JWT", "alg": "ES256"}));
    let end = clock.now() + SignedDuration::from_hours(12);
    let claims = json!({"aud": ORIGIN, "exp": end.as_second(), "sub": "mailto:push@example.com"});
    assert_eq!(json_of(token, 1), claims);
}

#[test]
fn token_has_no_subject_when_there_is_no_contact() {
    let vapid = Vapid::new(PushKeys::generate().unwrap(), None, FixedClock::new());
    let header = vapid.authorization(ORIGIN).unwrap();
    assert!(json_of(parts(&header).0, 1).get("sub").is_none());
}

#[test]
fn token_is_cached_for_an_hour_per_origin() {
    let (keys, clock) = (PushKeys::generate().unwrap(), FixedClock::new());
    let vapid = vapid(&keys, &clock);
    let first = vapid.authorization(ORIGIN).unwrap();
    let other = vapid.authorization("https://fcm.googleapis.com").unwrap();
    assert_ne!(other, first);
    clock.advance(SignedDuration::from_secs(3_599));
    assert_eq!(vapid.authorization(ORIGIN).unwrap(), first);
    clock.advance(SignedDuration::from_secs(1));
    let next = vapid.authorization(ORIGIN).unwrap();
    assert_ne!(next, first);
    assert_eq!(vapid.authorization(ORIGIN).unwrap(), next);
    // A clock that was put back gets a token with its own time.
    clock.advance(-SignedDuration::from_hours(24));
    let earlier = vapid.authorization(ORIGIN).unwrap();
    let end = json_of(parts(&earlier).0, 1)["exp"].as_i64().unwrap();
    assert_eq!(end, (clock.now() + SignedDuration::from_hours(12)).as_second());
}

#[test]
fn token_cache_is_bounded_when_there_are_many_origins() {
    let (keys, clock) = (PushKeys::generate().unwrap(), FixedClock::new());
    let vapid = vapid(&keys, &clock);
    let first = vapid.authorization(ORIGIN).unwrap();
    for nth in 0..1_000 {
        vapid.authorization(&format!("https://{nth}.push.apple.com")).unwrap();
    }
    // Signatures are random, so a different header shows that the token was made again.
    assert_ne!(vapid.authorization(ORIGIN).unwrap(), first);
}
