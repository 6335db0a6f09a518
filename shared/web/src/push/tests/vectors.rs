//! The examples of RFC 8188, section 3, and of RFC 8291, section 5 and appendix A.

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    browser::{Browser, decode},
    bytes,
};
use crate::push::{
    content_coding::{self, hkdf},
    encryption::{Draw, encrypt},
};

const ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/a";

/// RFC 8291, appendix A.
const PLAINTEXT: &[u8] = b"When I grow up, I want to be a watermelon";
const SENDER_PRIVATE: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
const SENDER_PUBLIC: &str =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
const RECEIVER_PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const RECEIVER_PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SALT: &str = "DGv6ra1nlYgDCS1FRnbzlw";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const SHARED: &str = "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs";
const SECRET: &str = "S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg";
const KEY: &str = "oIhVW04MRdy2XN9CiKLxTg";
const NONCE: &str = "4h_95klXJ5E_qnoN";
const BODY: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

fn rfc_browser() -> Browser {
    Browser::of(&bytes(RECEIVER_PRIVATE), &bytes(AUTH))
}

fn rfc_draw() -> Draw {
    Draw::of(&bytes(SENDER_PRIVATE), bytes(SALT).try_into().unwrap()).unwrap()
}

#[test]
fn encryption_gives_the_bytes_of_the_example_of_rfc_8291() {
    let to = rfc_browser().subscription(ENDPOINT);
    assert_eq!(URL_SAFE_NO_PAD.encode(to.p256dh()), RECEIVER_PUBLIC);
    let body = encrypt(&to, &rfc_draw(), PLAINTEXT).unwrap();
    assert_eq!(URL_SAFE_NO_PAD.encode(body), BODY);
}

#[test]
fn key_derivation_gives_the_keys_of_the_example_of_rfc_8291() {
    let (sender, receiver) = (bytes(SENDER_PUBLIC), bytes(RECEIVER_PUBLIC));
    let key = PrivateKey::from_private_key(&ECDH_P256, &bytes(SENDER_PRIVATE)).unwrap();
    let peer = UnparsedPublicKey::new(&ECDH_P256, &receiver);
    let shared = agree(&key, peer, (), |shared| Ok(shared.to_vec())).unwrap();
    assert_eq!(shared, bytes(SHARED));
    let secret: [u8; 32] = hkdf(&bytes(AUTH), &shared, &[b"WebPush: info\0", &receiver, &sender]);
    assert_eq!(secret.as_slice(), bytes(SECRET));
    let derived: [u8; 16] = hkdf(&bytes(SALT), &secret, &[b"Content-Encoding: aes128gcm\0"]);
    assert_eq!(derived.as_slice(), bytes(KEY));
    let derived: [u8; 12] = hkdf(&bytes(SALT), &secret, &[b"Content-Encoding: nonce\0"]);
    assert_eq!(derived.as_slice(), bytes(NONCE));
}

#[test]
fn content_coding_gives_the_bytes_of_the_first_example_of_rfc_8188() {
    let body = "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg";
    let (secret, salt) = (bytes("yqdlZ-tYemfogSmv7Ws5PQ"), bytes("I1BsxtFttlv3u_Oo94xnmw"));
    let salt = salt.try_into().unwrap();
    let encrypted = content_coding::encrypt(&secret, &salt, b"", b"I am the walrus").unwrap();
    assert_eq!(URL_SAFE_NO_PAD.encode(encrypted), body);
}

/// Checks the tests' own decryption.
#[test]
fn browser_decrypts_the_examples_of_both_rfcs() {
    assert_eq!(rfc_browser().read(&bytes(BODY)).unwrap(), PLAINTEXT);
    // Two records, a key id, and padding.
    let body = "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA";
    let decoded = decode(&bytes("BO3ZVPxUlnLORbVGMpbT1Q"), &bytes(body));
    assert_eq!(decoded.unwrap(), b"I am the walrus");
}

#[test]
fn browser_decrypts_only_messages_that_were_encrypted_for_it() {
    for length in [0, 1, 15, 16, 17, 1_000, 3_993] {
        let (browser, other) = (Browser::new(), Browser::new());
        let payload: Vec<u8> = (0..=255).cycle().take(length).collect();
        let body = encrypt(&browser.subscription(ENDPOINT), &Draw::new().unwrap(), &payload);
        let body = body.unwrap();
        assert_eq!(body.len(), length + 103);
        assert!(body.len() <= 4_096);
        assert_eq!(browser.read(&body).unwrap(), payload);
        assert_eq!(other.read(&body), None);
        let mut changed = body.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(browser.read(&changed), None);
    }
}

#[test]
fn encryption_uses_a_new_key_and_salt_for_each_message() {
    let browser = Browser::new();
    let to = browser.subscription(ENDPOINT);
    let body = || encrypt(&to, &Draw::new().unwrap(), b"payload").unwrap();
    let (one, other) = (body(), body());
    assert_ne!(one[..16], other[..16], "the salt");
    assert_ne!(one[21..86], other[21..86], "the sender's key");
    assert_ne!(one[86..], other[86..]);
}

#[test]
fn encryption_refuses_a_payload_longer_than_a_record() {
    let secret = [7; 32];
    let fits = |bytes: usize| content_coding::encrypt(&secret, &[7; 16], b"", &vec![0; bytes]);
    assert!(fits(4_096 - 17).is_ok());
    assert!(fits(4_096 - 16).is_err());
    assert!(content_coding::encrypt(&secret, &[7; 16], &[0; 256], b"").is_err());
}
