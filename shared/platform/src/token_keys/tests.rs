#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::*;
use crate::{Claims, TokenError, TokenVerifier};

/// When the second key is created.
const MADE: Timestamp = Timestamp::constant(1_800_000_000, 0);
/// How long after [`MADE`] the second key begins to sign.
const SWITCH: SignedDuration = NOTICE;

fn claims() -> Claims {
    Claims {
        sub: "c1".to_owned(),
        role: "buyer".to_owned(),
        seller: None,
        family: "f1".to_owned(),
        seq: 0,
        epoch: 0,
        contact: None,
        contact_epoch: 0,
        external: false,
    }
}

fn two_keys() -> TokenKeys {
    TokenKeys::generate(1).unwrap().rotated(2, MADE).unwrap()
}

fn verifier(keys: &TokenKeys) -> TokenVerifier {
    TokenVerifier::from_jwks(&keys.jwks().unwrap()).unwrap()
}

/// The generation of the key that signed the token.
fn signer(keys: &TokenKeys, token: &str) -> u32 {
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    keys.0.iter().find(|key| key.kid == kid).unwrap().generation
}

#[test]
fn new_key_signs_from_its_start_time_and_not_a_second_earlier() {
    let keys = two_keys();
    let issuer = keys.issuer().unwrap();
    let at = |after| {
        let token = issuer.issue(TokenKind::Access, &claims(), MADE + after).unwrap();
        verifier(&keys).verify(TokenKind::Access, &token, MADE + after).unwrap();
        signer(&keys, &token)
    };
    assert_eq!(at(SignedDuration::ZERO), 1);
    assert_eq!(at(SWITCH - SignedDuration::from_secs(1)), 1);
    assert_eq!(at(SWITCH), 2);
    assert_eq!(at(SWITCH + SignedDuration::from_hours(24 * 400)), 2);
}

#[test]
fn tokens_of_the_old_key_keep_their_full_lifetime_after_a_rotation() {
    let keys = two_keys();
    let (issuer, verifier) = (keys.issuer().unwrap(), verifier(&keys));
    let last = MADE + SWITCH - SignedDuration::from_secs(1);
    for kind in [TokenKind::Access, TokenKind::Refresh] {
        let token = issuer.issue(kind, &claims(), last).unwrap();
        assert_eq!(signer(&keys, &token), 1);
        let end = last + kind.lifetime();
        verifier.verify(kind, &token, end - SignedDuration::from_secs(1)).unwrap();
        assert!(matches!(verifier.verify(kind, &token, end), Err(TokenError::Expired)));
    }
}

/// A function that has not been updated still signs with the first key, and so does
/// anyone who stole it.
#[test]
fn old_key_is_refused_an_hour_after_its_successor_begins_to_sign() {
    let first = TokenKeys::generate(1).unwrap();
    let keys = first.rotated(2, MADE).unwrap();
    let (late, verifier) = (first.issuer().unwrap(), verifier(&keys));
    let retired = MADE + SWITCH + GRACE;
    let second = SignedDuration::from_secs(1);
    for kind in [TokenKind::Access, TokenKind::Refresh] {
        let in_time = late.issue(kind, &claims(), retired - second).unwrap();
        verifier.verify(kind, &in_time, retired - second).unwrap();
        let too_late = late.issue(kind, &claims(), retired).unwrap();
        for now in [retired - second, retired, retired + second] {
            let refused = verifier.verify(kind, &too_late, now);
            assert!(matches!(refused, Err(TokenError::Invalid)), "{kind:?} {now}");
        }
    }
    // Backdated tokens: an access token is refused because of its key. A refresh token is
    // accepted until the refresh tokens that were signed in time expire.
    let access = late.issue(TokenKind::Access, &claims(), retired - second).unwrap();
    let refused = verifier.verify(TokenKind::Access, &access, retired);
    assert!(matches!(refused, Err(TokenError::Invalid)));
    let refresh = late.issue(TokenKind::Refresh, &claims(), retired - second).unwrap();
    let end = retired + TokenKind::Refresh.lifetime();
    verifier.verify(TokenKind::Refresh, &refresh, end - second - second).unwrap();
    assert!(verifier.verify(TokenKind::Refresh, &refresh, end).is_err());
}

#[test]
fn token_is_refused_when_issued_before_its_key_signs() {
    let keys = two_keys();
    let newest = TokenKeys(vec![TokenKey { signs_from: EVER, ..keys.0[1].clone() }]);
    let early = MADE + SWITCH - SignedDuration::from_secs(1);
    let token = newest.issuer().unwrap().issue(TokenKind::Access, &claims(), early).unwrap();
    let refused = verifier(&keys).verify(TokenKind::Access, &token, MADE + SWITCH);
    assert!(matches!(refused, Err(TokenError::Invalid)));
}

#[test]
fn issuer_signs_only_with_keys_that_its_environment_names() {
    let first = TokenKeys::generate(1).unwrap();
    let keys = first.rotated(2, MADE).unwrap();
    let later = MADE + SWITCH + SWITCH;
    let behind = keys.issuer().unwrap().known_to(&verifier(&first)).unwrap();
    let token = behind.issue(TokenKind::Access, &claims(), later).unwrap();
    assert_eq!(signer(&keys, &token), 1);
    let ahead = keys.issuer().unwrap().known_to(&verifier(&keys)).unwrap();
    let token = ahead.issue(TokenKind::Access, &claims(), later).unwrap();
    assert_eq!(signer(&keys, &token), 2);
    let foreign = verifier(&TokenKeys::generate(1).unwrap());
    let refused = keys.issuer().unwrap().known_to(&foreign).unwrap_err();
    assert!(refused.to_string().contains("none of the secret's keys"), "{refused}");
}

#[test]
fn rotation_drops_keys_whose_tokens_have_all_expired() {
    let keys = two_keys();
    let generations =
        |keys: &TokenKeys| keys.0.iter().map(|key| key.generation).collect::<Vec<_>>();
    let over = MADE + SWITCH + GRACE + TokenKind::Refresh.lifetime();
    let before = keys.rotated(3, over - SignedDuration::from_secs(1)).unwrap();
    assert_eq!(generations(&before), [1, 2, 3]);
    assert_eq!(generations(&keys.rotated(3, over).unwrap()), [2, 3]);
}

#[test]
fn rotation_fails_when_the_maximum_number_of_keys_is_still_needed() {
    let mut keys = TokenKeys::generate(1).unwrap();
    for generation in 2..=6 {
        keys = keys.rotated(generation, MADE).unwrap();
    }
    assert!(matches!(keys.rotated(7, MADE), Err(KeyError::TooMany(6))));
    let later = MADE + SignedDuration::from_hours(31 * 24);
    assert_eq!(keys.rotated(7, later).unwrap().0.len(), 2);
    // Fits into CloudFormation's limit of a response and Lambda's of an environment.
    assert!(keys.jwks().unwrap().to_string().len() < 2_000);
}

#[test]
fn published_set_has_only_standard_members_and_keys_that_are_still_accepted() {
    let keys = two_keys();
    let verifier = verifier(&keys);
    let over = MADE + SWITCH + GRACE + TokenKind::Refresh.lifetime();
    let published = |now| verifier.published(now).as_array().unwrap().clone();
    for (now, kids) in [
        // The next key is published before it signs.
        (MADE, vec![&keys.0[0].kid, &keys.0[1].kid]),
        (over - SignedDuration::from_secs(1), vec![&keys.0[0].kid, &keys.0[1].kid]),
        (over, vec![&keys.0[1].kid]),
    ] {
        let found = published(now);
        let named: Vec<_> = found.iter().map(|key| key["kid"].as_str().unwrap()).collect();
        assert_eq!(named, kids);
        for key in found {
            let members: Vec<_> = key.as_object().unwrap().keys().cloned().collect();
            assert_eq!(members, ["alg", "crv", "kid", "kty", "use", "x"]);
        }
    }
}

#[test]
fn keys_survive_a_round_trip_through_their_text() {
    let keys = two_keys();
    let again = TokenKeys::parse(&keys.to_text()).unwrap();
    assert_eq!(again.to_text(), keys.to_text());
    assert_eq!((again.generation(), again.jwks().unwrap()), (2, keys.jwks().unwrap()));
}

#[test]
fn bare_pair_of_an_earlier_version_is_generation_zero() {
    let made = TokenKeys::generate(1).unwrap();
    let bare = TokenKeys::parse(&made.0[0].pair).unwrap();
    assert_eq!((bare.generation(), bare.jwks().unwrap()), (0, made.jwks().unwrap()));
    assert_eq!(bare.rotated(1, MADE).unwrap().0.len(), 2);
}

#[test]
fn parse_refuses_texts_without_valid_key_pairs_and_quotes_no_part_of_them() {
    let keys = two_keys();
    let pair = keys.0[0].pair.clone();
    let text = keys.to_text();
    let renamed = text.replacen(&keys.0[0].kid, &keys.0[1].kid, 1);
    let mut backwards = keys.clone();
    backwards.0.reverse();
    for text in [
        "",
        "  ",
        "{}",
        r#"{"keys": []}"#,
        "docket",
        &pair[1..],
        &text.replacen(&pair, "c2VjcmV0", 1),
        &text.replace("signsFrom", "signs"),
        &renamed,
        &backwards.to_text(),
    ] {
        let Err(error) = TokenKeys::parse(text) else { panic!("{text} was taken") };
        let error = error.to_string();
        let quoted = error.contains("c2VjcmV0") || error.contains(&pair[..12]);
        assert!(error.starts_with("the token key could not be read: ") && !quoted, "{error}");
    }
}

#[test]
fn verifier_refuses_the_whole_key_set_when_one_member_is_invalid() {
    let good = two_keys().jwks().unwrap();
    for (member, value) in [
        ("access_until", json!("tomorrow")),
        ("refresh_until", json!(1.5)),
        ("signs_from", json!(true)),
        ("kty", json!("RSA")),
        ("crv", json!("X25519")),
        ("x", json!("?")),
        ("kid", json!(null)),
    ] {
        let mut bad = good.clone();
        bad["keys"][0][member] = value;
        assert!(TokenVerifier::from_jwks(&bad).is_err(), "{member}");
    }
    for bad in [json!({}), json!({"keys": []}), json!([]), json!("keys")] {
        assert!(TokenVerifier::from_jwks(&bad).is_err(), "{bad}");
    }
}
