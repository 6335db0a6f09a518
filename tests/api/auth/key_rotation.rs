//! Rotation of the token keys over HTTP: the program starts with one key, and again with the key
//! set that make-keys makes of it.

use std::path::{Path, PathBuf};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use docket_local::Options;
use docket_platform::{Claims, TokenIssuer, TokenKeys, TokenKind};
use docket_tests::{Docket, Person, Reply};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

const BUYER: &str = "+12025550177";
const NOTICE: SignedDuration = SignedDuration::from_mins(10);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

struct Tokens {
    access: String,
    refresh: String,
}

impl Tokens {
    fn of(reply: &Reply) -> Self {
        Self { access: reply.text_at("/accessToken"), refresh: reply.text_at("/refreshToken") }
    }
}

/// A deployment whose key was just replaced.
struct Rotated {
    docket: Docket,
    former: TokenKeys,
    kids: [String; 2],
    made: Timestamp,
    /// Sessions that began before the replacement.
    buyer: Tokens,
    staff: Tokens,
    _folder: tempfile::TempDir,
}

async fn sign_in(docket: &Docket, phone: &str) -> Tokens {
    Tokens::of(&docket.sign_in_reply(phone).await)
}

async fn refresh(docket: &Docket, token: &str) -> Reply {
    let body = json!({"refreshToken": token});
    docket.post("/api/auth/tokens/refresh").json(&body).send().await
}

async fn health(docket: &Docket, token: &str) -> Reply {
    docket.get("/api/health").bearer(token).send().await
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

async fn open(data: &Path) -> Docket {
    Docket::with(Options { data: Some(data.to_owned()), ..Options::default() }).await
}

/// Changes the key file of a stopped program.
fn with_token_keys(data: &Path, change: impl FnOnce(&str) -> String) {
    let file: PathBuf = data.join("keys.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut keys: Value = serde_json::from_str(&text).unwrap();
    keys["token"] = change(keys["token"].as_str().unwrap()).into();
    std::fs::write(&file, keys.to_string()).unwrap();
}

fn kids(keys: &TokenKeys) -> Vec<String> {
    let keys = keys.jwks().unwrap();
    let keys = keys["keys"].as_array().unwrap();
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

impl Rotated {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let docket = open(&data).await;
        let buyer = sign_in(&docket, BUYER).await;
        let staff = sign_in(&docket, Person::Shop.phone()).await;
        let made = docket.running.now();
        docket.running.stop().await;
        let mut former = None;
        let mut both = None;
        with_token_keys(&data, |text| {
            let keys = TokenKeys::parse(text).unwrap();
            let next = keys.rotated(keys.generation() + 1, made).unwrap();
            (former, both) = (Some(keys), Some(next.clone()));
            next.to_text()
        });
        let kids = kids(&both.unwrap()).try_into().unwrap();
        let docket = open(&data).await;
        Self { docket, former: former.unwrap(), kids, made, buyer, staff, _folder: folder }
    }

    /// Advances the clock to a time after the new key was made.
    async fn go_to(&self, after: SignedDuration) {
        let by = (self.made + after).duration_since(self.docket.running.now());
        assert!(!by.is_negative(), "it is later than {after} already");
        // The clock moves by whole seconds.
        self.docket.advance(SignedDuration::from_secs(by.as_secs() + 1)).await;
    }

    /// An issuer with the former key, as a thief of the key would have.
    fn thief(&self) -> TokenIssuer {
        self.former.issuer().unwrap()
    }

    async fn published(&self) -> Vec<String> {
        let reply = self.docket.get("/.well-known/jwks.json").send().await.expect(200);
        let keys = reply.at("/keys");
        for key in keys.as_array().unwrap() {
            assert_eq!(key.as_object().unwrap().len(), 6, "more than standard members: {key}");
        }
        keys.as_array().unwrap().iter().map(|it| it["kid"].as_str().unwrap().to_owned()).collect()
    }
}

fn admin() -> Claims {
    Claims {
        sub: "admin".to_owned(),
        role: "admin".to_owned(),
        seller: None,
        family: "forged".to_owned(),
        seq: 0,
        epoch: 0,
        contact: None,
        contact_epoch: 0,
        external: false,
    }
}

#[tokio::test]
async fn key_replacement_keeps_all_sessions() {
    let world = Rotated::new().await;
    let docket = &world.docket;
    let [old, new] = &world.kids;
    assert_eq!(kid(&world.buyer.access), *old);
    assert_eq!(world.published().await, [old.clone(), new.clone()]);

    // The new key is published, but does not sign yet.
    health(docket, &world.buyer.access).await.expect(200);
    let before = Tokens::of(&refresh(docket, &world.staff.refresh).await.expect(200));
    assert_eq!([kid(&before.access), kid(&before.refresh)], [old.clone(), old.clone()]);

    // The switch: from now on the new key signs.
    world.go_to(NOTICE).await;
    let fresh = sign_in(docket, "+12025550178").await;
    assert_eq!([kid(&fresh.access), kid(&fresh.refresh)], [new.clone(), new.clone()]);
    for token in [&fresh.access, &before.access, &world.buyer.access] {
        health(docket, token).await.expect(200);
    }
    // Refreshing a token of the former key answers tokens of the new key.
    let staff = Tokens::of(&refresh(docket, &before.refresh).await.expect(200));
    assert_eq!([kid(&staff.access), kid(&staff.refresh)], [new.clone(), new.clone()]);
    health(docket, &staff.access).await.expect(200);

    // An access token of the former key is valid for its fifteen minutes.
    world.go_to(SignedDuration::from_mins(14)).await;
    health(docket, &before.access).await.expect(200);
    world.go_to(SignedDuration::from_mins(16)).await;
    health(docket, &before.access).await.problem(401, "token_expired");

    // A refresh token of the former key is valid for its whole month.
    world.go_to(MONTH - HOUR).await;
    let buyer = Tokens::of(&refresh(docket, &world.buyer.refresh).await.expect(200));
    assert_eq!(kid(&buyer.access), *new);
    health(docket, &buyer.access).await.expect(200);
    assert_eq!(world.published().await, [old.clone(), new.clone()]);

    world.go_to(NOTICE + HOUR + MONTH).await;
    assert_eq!(world.published().await, *std::slice::from_ref(new));
}

#[tokio::test]
async fn former_key_is_refused_after_the_overlap() {
    let world = Rotated::new().await;
    let docket = &world.docket;
    let forged = |kind| world.thief().issue(kind, &admin(), docket.running.now()).unwrap();
    // Other functions may switch later, so the former key is accepted for an hour after the switch.
    world.go_to(NOTICE + SignedDuration::from_mins(55)).await;
    health(docket, &forged(TokenKind::Access)).await.expect(200);

    let last = forged(TokenKind::Access);
    world.go_to(NOTICE + HOUR).await;
    for token in [last, forged(TokenKind::Access)] {
        health(docket, &token).await.problem(401, "unauthenticated");
    }
    let table = docket.table().await;
    refresh(docket, &forged(TokenKind::Refresh)).await.problem(401, "unauthenticated");
    docket.unchanged(&table).await;

    // A refresh token of the former key with an earlier time is valid until the genuine ones
    // expire.
    let backdated = world.thief().issue(
        TokenKind::Refresh,
        &Claims { role: "buyer".to_owned(), sub: "c1".to_owned(), ..admin() },
        world.made + NOTICE + HOUR - SignedDuration::from_secs(1),
    );
    let backdated = backdated.unwrap();
    world.go_to(NOTICE + HOUR + MONTH).await;
    refresh(docket, &backdated).await.problem(401, "token_expired");
}

#[tokio::test]
async fn token_with_another_key_id_or_time_is_refused() {
    let world = Rotated::new().await;
    let docket = &world.docket;
    let [old, new] = &world.kids;
    let good = &world.buyer.access;
    health(docket, good).await.expect(200);
    let [header, body, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts")
    };
    let json = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (mut header_of_new, mut later) = (json(header), json(body));
    assert_eq!(header_of_new["kid"], **old);
    header_of_new["kid"] = json!(new);
    later["exp"] = json!(later["exp"].as_i64().unwrap() + 3_600);
    later["iat"] = json!(later["iat"].as_i64().unwrap() + 3_600);
    for forged in [
        format!("{}.{body}.{signature}", text(&header_of_new)),
        format!("{header}.{}.{signature}", text(&later)),
        format!("{}.{}.{signature}", text(&header_of_new), text(&later)),
    ] {
        health(docket, &forged).await.problem(401, "unauthenticated");
    }
}

/// Releases before key sets stored a single key.
#[tokio::test]
async fn key_file_of_an_earlier_release_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let docket = open(&data).await;
    let tokens = sign_in(&docket, BUYER).await;
    docket.running.stop().await;
    with_token_keys(&data, |text| {
        let keys: Value = serde_json::from_str(text).unwrap();
        keys["keys"][0]["pair"].as_str().unwrap().to_owned()
    });
    let docket = open(&data).await;
    health(&docket, &tokens.access).await.expect(200);
    let next = Tokens::of(&refresh(&docket, &tokens.refresh).await.expect(200));
    assert_eq!(kid(&next.access), kid(&tokens.access));
}
