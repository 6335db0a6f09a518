//! An ID token can be exchanged once.

use jiff::SignedDuration;

use crate::auth::oidc::{
    signing::{EC, ED, other_signature},
    world::{BUYER, World},
};

#[tokio::test]
async fn id_token_is_exchanged_once_until_it_is_too_old() {
    let world = World::open().await;
    let token = ED.token(&world.claims(BUYER));
    world.exchange(&token).await.expect(200);
    let reply = world.refused(&token, 401, "unauthenticated").await;
    assert!(reply.text_at("/detail").contains("was used already"), "{}", reply.text);
    world.docket.advance(SignedDuration::from_secs(11 * 60 - 2)).await;
    world.refused(&token, 401, "unauthenticated").await;
    world.docket.advance(SignedDuration::from_secs(3)).await;
    world.refused(&token, 401, "token_expired").await;
    world.exchange(&ED.token(&world.claims(BUYER))).await.expect(200);
}

#[tokio::test]
async fn concurrent_exchanges_of_an_id_token_succeed_once() {
    let world = World::open().await;
    let token = ED.token(&world.claims(BUYER));
    let tries = (0..10).map(|_| world.exchange(&token));
    let replies = futures_util::future::join_all(tries).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [&[200][..], &[401; 9]].concat());
    // The exchanges ran at once, and one fetch of the keys served all of them.
    assert_eq!(world.issuer.requests(), 2);
}

#[tokio::test]
async fn id_token_with_its_other_signature_is_still_used() {
    let world = World::open().await;
    let token = EC.token(&world.claims(BUYER));
    let twin = other_signature(&token);
    assert_ne!(token, twin);
    world.exchange(&twin).await.expect(200);
    let reply = world.refused(&token, 401, "unauthenticated").await;
    assert!(reply.text_at("/detail").contains("was used already"), "{}", reply.text);
}
