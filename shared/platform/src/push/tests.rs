use std::time::Duration;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::*;

fn message(bytes: usize, ttl: Duration) -> Result<PushMessage, PushMessageError> {
    PushMessage::new(vec![7; bytes], ttl, Urgency::Normal)
}

#[test]
fn message_is_refused_when_over_3993_bytes_or_28_days() {
    assert!(message(3_993, PushMessage::MAX_TTL).is_ok());
    assert_eq!(message(3_994, Duration::ZERO), Err(PushMessageError::TooLong(3_994)));
    let late = PushMessage::MAX_TTL + Duration::from_secs(1);
    assert_eq!(message(0, late), Err(PushMessageError::TooLate));
}

#[test]
fn message_debug_output_has_no_payload() {
    let message = PushMessage::new(b"secret".to_vec(), Duration::ZERO, Urgency::High).unwrap();
    let shown = format!("{message:?}");
    assert!(!shown.contains("115") && !shown.contains("secret"), "{shown}");
}

#[test]
fn topic_accepts_1_to_32_characters_of_url_safe_base64() {
    for text in ["a", "ORD-20261120-0A1B2C3D4E", &"_".repeat(32)] {
        assert_eq!(text.parse::<PushTopic>().unwrap().as_str(), text);
    }
    for text in ["", "a b", "a+b", "a/b", "a=", "\u{e9}", "a\r\n", &"a".repeat(33)] {
        assert_eq!(text.parse::<PushTopic>(), Err(PushMessageError::Topic), "{text}");
    }
}

#[test]
fn contact_accepts_only_mailto_and_https_uris() {
    for text in ["mailto:push@example.com", "https://orders.example.com"] {
        assert_eq!(text.parse::<PushContact>().unwrap().as_str(), text);
    }
    for text in ["", "push@example.com", "http://example.com", "mailto:", "mailto:a b", "tel:1"] {
        assert_eq!(text.parse::<PushContact>(), Err(PushContactError), "{text}");
    }
}

#[test]
fn keys_survive_a_round_trip_through_their_text() {
    let keys = PushKeys::generate().unwrap();
    let kept = PushKeys::parse(&format!(" {}\n", keys.to_text())).unwrap();
    assert_eq!((kept.public_key(), kept.to_text()), (keys.public_key(), keys.to_text()));
    let point = URL_SAFE_NO_PAD.decode(keys.public_key()).unwrap();
    assert_eq!((point.len(), point[0]), (65, 4));
    assert!(is_p256_point(&point));
    assert_ne!(PushKeys::generate().unwrap().public_key(), keys.public_key());
}

#[test]
fn public_key_verifies_only_what_the_pair_signed() {
    let keys = PushKeys::generate().unwrap();
    let signature = PushKeys::parse(&keys.to_text()).unwrap().sign(b"header.claims").unwrap();
    assert_eq!(signature.len(), 64);
    let point = URL_SAFE_NO_PAD.decode(keys.public_key()).unwrap();
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point);
    assert!(public.verify(b"header.claims", &signature).is_ok());
    assert!(public.verify(b"header.claimz", &signature).is_err());
    let other = URL_SAFE_NO_PAD.decode(PushKeys::generate().unwrap().public_key()).unwrap();
    let other = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &other);
    assert!(other.verify(b"header.claims", &signature).is_err());
}

#[test]
fn parse_refuses_texts_without_a_key_pair_and_quotes_no_part_of_them() {
    let (keys, other) = (PushKeys::generate().unwrap(), PushKeys::generate().unwrap());
    let mixed = keys.to_text().replace(&keys.public_key(), &other.public_key());
    let ed25519 = crate::TokenKeys::generate(1).unwrap().to_text();
    for text in
        ["", "{}", "c2VjcmV0", &mixed, &ed25519, r#"{"publicKey": "a", "pair": "c2VjcmV0"}"#]
    {
        let error = PushKeys::parse(text).unwrap_err().to_string();
        assert!(error.starts_with("the push key could not be read"), "{error}");
        assert!(!error.contains("c2VjcmV0"), "{error}");
    }
    let shown = format!("{keys:?}");
    assert!(shown.contains(&keys.public_key()) && shown.len() < 110, "{shown}");
}

#[test]
fn point_is_refused_when_not_on_the_curve() {
    let mut point = URL_SAFE_NO_PAD.decode(PushKeys::generate().unwrap().public_key()).unwrap();
    point[64] ^= 1;
    assert!(!is_p256_point(&point));
    assert!(!is_p256_point(&[4; 65]) && !is_p256_point(&[0]) && !is_p256_point(&[]));
}
