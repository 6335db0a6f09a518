use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{PushEndpoint, PushOrigins, PushPart, PushSubscription, PushSubscriptionError};

const ENDPOINT: &str = "https://fcm.googleapis.com/fcm/send/dxB3z:APA91b-_9?x=1";
/// The keys of RFC 8291, appendix A.
const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const LOCAL: &str = "http://127.0.0.1:4100/_local/push/";

fn endpoint(text: &str) -> Result<PushEndpoint, PushSubscriptionError> {
    PushEndpoint::parse(text, &PushOrigins::of_browsers())
}

#[test]
fn an_endpoint_of_a_browsers_push_service_is_read() {
    for (text, origin) in [
        (ENDPOINT, "https://fcm.googleapis.com"),
        ("https://web.push.apple.com/QGvA", "https://web.push.apple.com"),
        (
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAAAB",
            "https://updates.push.services.mozilla.com",
        ),
        ("https://eu.push.services.mozilla.com/wpush/v2/g", "https://eu.push.services.mozilla.com"),
        (
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%2b%3d",
            "https://wns2-par02p.notify.windows.com",
        ),
    ] {
        let read = endpoint(text).unwrap();
        assert_eq!((read.as_str(), read.origin()), (text, origin));
    }
}

#[test]
fn an_endpoint_at_another_host_is_refused_by_name() {
    for host in [
        "example.com",
        "push.apple.com",
        "notify.windows.com",
        "googleapis.com",
        "evil-fcm.googleapis.com",
        "fcm.googleapis.com.example.com",
        "web.push.apple.com.example.com",
        "evilpush.apple.com",
        "localhost",
        "127.0.0.1",
        "169.254.169.254",
    ] {
        let error = endpoint(&format!("https://{host}/send/a")).unwrap_err();
        assert_eq!(error, PushSubscriptionError::UnknownHost(host.to_owned()));
        assert!(error.to_string().contains(host), "{error}");
    }
}

#[test]
fn an_endpoint_that_is_no_https_url_on_port_443_is_refused() {
    for text in [
        "",
        "fcm.googleapis.com/send/a",
        "http://fcm.googleapis.com/send/a",
        "ftp://fcm.googleapis.com/send/a",
        "HTTPS://fcm.googleapis.com/send/a",
        "https://FCM.googleapis.com/send/a",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/send/a",
        "https://fcm.googleapis.com:443/send/a",
        "https://fcm.googleapis.com./send/a",
        "https://user@fcm.googleapis.com/send/a",
        "https://fcm.googleapis.com@example.com/send/a",
        "https://example.com\\.push.apple.com/a",
        "https://example.com?.push.apple.com/a",
        "https://example.com#.push.apple.com/a",
        "https://..push.apple.com/a",
        "https://.push.apple.com/a",
        "https://[::1]/a",
        "https://fcm.googleapis.com/send/a#b",
        "https://fcm.googleapis.com/send/a b",
        "https://fcm.googleapis.com/send/a\r\nx: y",
        "https://fcm.googleapis.com/send/\u{e9}",
        " https://fcm.googleapis.com/send/a",
    ] {
        assert_eq!(endpoint(text), Err(PushSubscriptionError::NoUrl), "{text}");
    }
}

#[test]
fn an_endpoint_has_a_thousand_bytes_at_most() {
    let long = |bytes: usize| format!("{ENDPOINT}{}", "a".repeat(bytes - ENDPOINT.len()));
    assert!(endpoint(&long(1_000)).is_ok());
    assert_eq!(endpoint(&long(1_001)), Err(PushSubscriptionError::TooLong(1_001)));
}

#[test]
fn endpoints_of_the_stand_in_are_accepted_only_with_its_origin() {
    let origins = PushOrigins::of_browsers().with_local(LOCAL);
    let read = |text: &str| PushEndpoint::parse(text, &origins);
    let own = format!("{LOCAL}phone-1");
    assert_eq!(read(&own).unwrap().origin(), "http://127.0.0.1:4100");
    assert!(read(ENDPOINT).is_ok());
    assert_eq!(endpoint(&own), Err(PushSubscriptionError::NoUrl));
    for text in [
        LOCAL,
        "http://127.0.0.1:4100/_local/clock",
        "http://127.0.0.1:4101/_local/push/a",
        "http://127.0.0.1:4100/_local/push/../clock",
        "http://127.0.0.1:4100/_local/push/a/b",
        "http://127.0.0.1:4100/_local/push/a?b",
    ] {
        assert_eq!(read(text), Err(PushSubscriptionError::NoUrl), "{text}");
    }
}

#[test]
fn a_subscription_has_the_bytes_that_its_texts_stand_for() {
    let origins = PushOrigins::of_browsers();
    let read = PushSubscription::parse(&origins, ENDPOINT, P256DH, AUTH).unwrap();
    assert_eq!(read.endpoint().as_str(), ENDPOINT);
    assert_eq!(URL_SAFE_NO_PAD.encode(read.p256dh()), P256DH);
    assert_eq!(URL_SAFE_NO_PAD.encode(read.auth()), AUTH);
    let stored =
        PushSubscription::from_stored(read.endpoint().clone(), *read.p256dh(), *read.auth());
    assert_eq!(stored, read);
}

#[test]
fn all_faults_of_a_subscription_are_reported_at_once() {
    let origins = PushOrigins::of_browsers();
    let faults = PushSubscription::parse(&origins, "https://example.com/a", "", "").unwrap_err();
    let parts: Vec<_> = faults.iter().map(PushSubscriptionError::part).collect();
    assert_eq!(parts, [PushPart::Endpoint, PushPart::P256dh, PushPart::Auth]);
}

#[test]
fn keys_of_another_form_are_refused() {
    let origins = PushOrigins::of_browsers();
    let compressed = URL_SAFE_NO_PAD.encode([[2].as_slice(), &[7; 32]].concat());
    let hybrid = URL_SAFE_NO_PAD.encode([[6].as_slice(), &[7; 64]].concat());
    let long = "A".repeat(100_000);
    for key in [&compressed, &hybrid, &P256DH[2..], &format!("{P256DH}="), &long, AUTH] {
        let faults = PushSubscription::parse(&origins, ENDPOINT, key, AUTH).unwrap_err();
        assert_eq!(faults, [PushSubscriptionError::P256dh], "{key}");
    }
    for auth in [&AUTH[2..], &format!("{AUTH}AA"), &format!("{AUTH}=="), &long, "BTBZ+/"] {
        let faults = PushSubscription::parse(&origins, ENDPOINT, P256DH, auth).unwrap_err();
        assert_eq!(faults, [PushSubscriptionError::Auth], "{auth}");
    }
}

#[test]
fn debug_shows_neither_the_path_nor_the_secret() {
    let origins = PushOrigins::of_browsers();
    let read = PushSubscription::parse(&origins, ENDPOINT, P256DH, AUTH).unwrap();
    let shown = format!("{read:?}");
    assert!(shown.contains("fcm.googleapis.com"), "{shown}");
    assert!(!shown.contains("APA91b") && !shown.contains(&AUTH[..6]), "{shown}");
}
