#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::*;
use crate::{Claims, TokenError, TokenVerifier};

/// When the second key is made.
const MADE: Timestamp = Timestamp::constant(1_800_000_000, 0);
/// When it begins to sign.
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

fn two() -> TokenKeys {
    TokenKeys::generate(1).unwrap().rotated(2, MADE).unwrap()
}

fn verifier(keys: &TokenKeys) -> TokenVerifier {
    TokenVerifier::from_jwks(&keys.jwks().unwrap()).unwrap()
}

/// Which of the keys signed.
fn signer(keys: &TokenKeys, token: &str) -> u32 {
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    keys.0.iter().find(|key| key.kid == kid).unwrap().generation
}

#[test]
fn a_new_key_signs_from_its_time_on_and_not_a_second_earlier() {
    let keys = two();
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
fn tokens_of_before_live_as_long_as_they_would_have() {
    let keys = two();
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

/// A function that was not told of the change still signs with the first key,
/// and so does who stole it.
#[test]
fn the_former_key_ends_an_hour_after_the_switch() {
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
    // Backdated: an access token is refused for its key, a refresh token as
    // long as those of before are good.
    let access = late.issue(TokenKind::Access, &claims(), retired - second).unwrap();
    let refused = verifier.verify(TokenKind::Access, &access, retired);
    assert!(matches!(refused, Err(TokenError::Invalid)));
    let refresh = late.issue(TokenKind::Refresh, &claims(), retired - second).unwrap();
    let end = retired + TokenKind::Refresh.lifetime();
    verifier.verify(TokenKind::Refresh, &refresh, end - second - second).unwrap();
    assert!(verifier.verify(TokenKind::Refresh, &refresh, end).is_err());
}

#[test]
fn a_token_from_before_its_keys_time_is_refused() {
    let keys = two();
    let newest = TokenKeys(vec![TokenKey { signs_from: EVER, ..keys.0[1].clone() }]);
    let early = MADE + SWITCH - SignedDuration::from_secs(1);
    let token = newest.issuer().unwrap().issue(TokenKind::Access, &claims(), early).unwrap();
    let refused = verifier(&keys).verify(TokenKind::Access, &token, MADE + SWITCH);
    assert!(matches!(refused, Err(TokenError::Invalid)));
}

#[test]
fn nobody_signs_with_a_key_that_the_own_environment_does_not_name() {
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
fn what_is_no_longer_needed_goes_at_the_next_rotation() {
    let keys = two();
    let generations =
        |keys: &TokenKeys| keys.0.iter().map(|key| key.generation).collect::<Vec<_>>();
    let over = MADE + SWITCH + GRACE + TokenKind::Refresh.lifetime();
    let before = keys.rotated(3, over - SignedDuration::from_secs(1)).unwrap();
    assert_eq!(generations(&before), [1, 2, 3]);
    assert_eq!(generations(&keys.rotated(3, over).unwrap()), [2, 3]);
}

#[test]
fn a_key_that_is_needed_is_never_dropped_to_make_room() {
    let mut keys = TokenKeys::generate(1).unwrap();
    for generation in 2..=6 {
        keys = keys.rotated(generation, MADE).unwrap();
    }
    assert!(matches!(keys.rotated(7, MADE), Err(KeyError::TooMany(6))));
    let later = MADE + SignedDuration::from_hours(31 * 24);
    assert_eq!(keys.rotated(7, later).unwrap().0.len(), 2);
    // What CloudFormation takes of an answer, and Lambda of an environment.
    assert!(keys.jwks().unwrap().to_string().len() < 2_000);
}

#[test]
fn the_published_set_has_standard_members_and_only_living_keys() {
    let keys = two();
    let verifier = verifier(&keys);
    let over = MADE + SWITCH + GRACE + TokenKind::Refresh.lifetime();
    let published = |now| verifier.published(now).as_array().unwrap().clone();
    for (now, kids) in [
        // The next one is announced.
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
fn what_was_kept_is_read_again() {
    let keys = two();
    let again = TokenKeys::parse(&keys.to_text()).unwrap();
    assert_eq!(again.to_text(), keys.to_text());
    assert_eq!((again.generation(), again.jwks().unwrap()), (2, keys.jwks().unwrap()));
}

#[test]
fn a_bare_pair_of_an_earlier_version_is_the_generation_before_the_first() {
    let made = TokenKeys::generate(1).unwrap();
    let bare = TokenKeys::parse(&made.0[0].pair).unwrap();
    assert_eq!((bare.generation(), bare.jwks().unwrap()), (0, made.jwks().unwrap()));
    assert_eq!(bare.rotated(1, MADE).unwrap().0.len(), 2);
}

#[test]
fn what_is_no_set_of_key_pairs_is_refused_and_not_quoted() {
    let keys = two();
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
fn a_key_set_that_is_not_understood_is_refused_as_a_whole() {
    let good = two().jwks().unwrap();
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
