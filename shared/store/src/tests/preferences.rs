//! Reading and saving notice preferences.

use docket_domain::{Channel, Channels, CustomerKey, NoticeGroup, Preferences, QuietHours};
use serde_json::{Value, json};

use super::engine::{Engine, TABLE};
use crate::{Saved, Store, StoredPreferences};

fn person(letter: &str) -> CustomerKey {
    letter.repeat(22).parse().unwrap()
}

fn chosen() -> Preferences {
    let quiet = QuietHours::new("22:00".parse().unwrap(), "07:30".parse().unwrap()).unwrap();
    Preferences::new("de-AT".parse().ok(), "Europe/Vienna".parse().ok(), Some(quiet))
        .choosing(NoticeGroup::OrderDone, Channels::NONE)
        .choosing(NoticeGroup::OrderReady, [Channel::Push, Channel::Sms].into_iter().collect())
}

fn kept(engine: &Engine) -> Vec<Value> {
    engine.call("Scan", &json!({"TableName": TABLE}))["Items"].as_array().unwrap().clone()
}

async fn save(store: &Store, old: &StoredPreferences, new: &Preferences, token: &str) -> Saved {
    store.save_preferences(&person("a"), old, new, token).await.unwrap()
}

#[tokio::test]
async fn preferences_are_read_as_they_were_saved_by_their_person_only() {
    let store = Engine::start().store();
    let nothing = store.preferences(&person("a")).await.unwrap();
    assert_eq!(nothing, StoredPreferences::default());
    assert_eq!(save(&store, &nothing, &chosen(), "first").await, Saved::Done);
    let saved = store.preferences(&person("a")).await.unwrap();
    assert_eq!(saved, StoredPreferences { preferences: chosen(), version: 1 });
    assert_eq!(store.preferences(&person("b")).await.unwrap(), nothing);
}

#[tokio::test]
async fn preferences_replace_all_that_was_chosen_before() {
    let engine = Engine::start();
    let store = engine.store();
    let nothing = StoredPreferences::default();
    assert_eq!(save(&store, &nothing, &chosen(), "first").await, Saved::Done);
    let first = store.preferences(&person("a")).await.unwrap();
    assert_eq!(save(&store, &first, &Preferences::default(), "second").await, Saved::Done);
    let second = store.preferences(&person("a")).await.unwrap();
    assert_eq!(second, StoredPreferences { version: 2, ..nothing });
    // Defaults are not stored.
    let items = kept(&engine);
    let mut names: Vec<_> = items[0].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["ci", "fv", "pk", "sk", "v"]);
}

#[tokio::test]
async fn preferences_are_stale_when_the_stored_version_is_another() {
    let engine = Engine::start();
    let store = engine.store();
    let nothing = StoredPreferences::default();
    assert_eq!(save(&store, &nothing, &chosen(), "first").await, Saved::Done);
    let before = kept(&engine);
    for version in [0, 2] {
        let old = StoredPreferences { version, ..nothing.clone() };
        let saved = save(&store, &old, &Preferences::default(), "another").await;
        assert_eq!(saved, Saved::Stale, "{version}");
        assert_eq!(kept(&engine), before, "{version}");
    }
    // The write is repeated, as after a lost response.
    assert_eq!(save(&store, &nothing, &chosen(), "first").await, Saved::Done);
    assert_eq!(kept(&engine), before);
}

#[tokio::test]
async fn preferences_ignore_groups_and_channels_of_a_newer_release() {
    let engine = Engine::start();
    let store = engine.store();
    let item = json!({
        "pk": {"S": format!("C#{}", person("a"))}, "sk": {"S": "CN"}, "v": {"N": "3"},
        "fv": {"N": "1"},
        "ng": {"M": {
            "moon_phase": {"L": [{"S": "sms"}]},
            "order_done": {"L": [{"S": "email"}, {"S": "pigeon"}]},
        }},
    });
    engine.call("PutItem", &json!({"TableName": TABLE, "Item": item}));
    let email = Channels::NONE.with(Channel::Email);
    let preferences = Preferences::default().choosing(NoticeGroup::OrderDone, email);
    let read = store.preferences(&person("a")).await.unwrap();
    assert_eq!(read, StoredPreferences { preferences, version: 3 });
}
