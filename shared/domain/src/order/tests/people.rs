//! Tests of who may see an order, and of what `Debug` shows.

use proptest::prelude::*;

use super::*;

#[test]
fn strangers_may_do_nothing_to_an_order() {
    for (lifecycle, status) in every_status() {
        let order = in_status(lifecycle, status);
        let moves = lifecycle.statuses.iter().map(|status| to(status.name));
        let commands = moves.chain([CANCEL, Command::Verify, Command::Expire]);
        for (command, actor) in commands.flat_map(|it| strangers().map(|who| (it.clone(), who))) {
            let refusal = order.apply(&command, &actor, &after(HOLD));
            assert_eq!(refusal, Err(Refusal::Forbidden), "{command:?} by {actor:?}");
            assert_eq!(order.allowed_actions(&actor, &at_start()), [], "{actor:?}");
        }
    }
}

#[test]
fn order_is_visible_to_its_buyer_its_seller_and_administrators() {
    let order = placed("shop", SIGNED_IN);
    for actor in [owner(), staff(), admin(), system()] {
        assert!(order.visible_to(&actor), "{actor:?}");
    }
    for actor in strangers() {
        assert!(!order.visible_to(&actor), "{actor:?}");
    }
}

#[test]
fn a_driver_sees_and_moves_only_what_is_in_their_batch() {
    let ready = |delivery| {
        let kitchen = Lifecycle::newest("kitchen").unwrap();
        Order(OrderState { delivery, ..in_status(kitchen, kitchen.status("READY").unwrap()).0 })
    };
    let picked_up = |order: &Order| order.apply(&to("PICKED_UP"), &driver(), &at_start());
    let own = ready(Some(by_driver()));
    assert!(own.visible_to(&driver()) && picked_up(&own).is_ok());
    let others = Assignment { driver: Some(parse("m-other")), ..by_driver() };
    let nobodys = Assignment { driver: None, ..by_driver() };
    for order in [None, Some(others), Some(nobodys)].map(ready) {
        assert!(!order.visible_to(&driver()));
        assert_eq!(picked_up(&order), Err(Refusal::Forbidden));
    }
}

#[test]
fn the_history_names_people_by_their_ids() {
    let order = placed("kitchen", GUEST);
    let order = order.apply(&Command::Verify, &owner(), &at_start()).unwrap().order;
    let order = order.apply(&to("ACCEPTED"), &staff(), &at_start()).unwrap().order;
    let who: Vec<_> = order.timeline.iter().map(|it| (it.role, it.actor.as_str())).collect();
    assert_eq!(
        who,
        [
            (Role::Buyer, "ada"),
            (Role::Buyer, "ada"),
            (Role::Seller, "m-staff"),
            (Role::System, "lifecycle"),
        ]
    );
}

/// Text in a script that no type or field name is written in.
fn greek() -> impl Strategy<Value = String> {
    "[α-ω]{1,20}"
}

proptest! {
    #[test]
    fn debug_never_shows_the_buyer(
        name in greek(),
        street in greek(),
        note in greek(),
        line in 0..10_000_u32,
        byte in 100..=255_u8,
    ) {
        let phone = format!("+1202555{line:04}");
        let Ok(phone) = phone.parse::<Phone>() else { return Ok(()) };
        let placed = placed("shop", Verification::Required([byte; NONCE_BYTES])).0;
        let customer = Customer {
            name: parse(&name),
            phone,
            email: Some(parse("ada.lovelace@example.com")),
            ..placed.customer
        };
        let address = AddressParts {
            line1: parse(&street),
            city: Some(parse(&street)),
            ..address().parts().clone()
        };
        let address = Address::new(address).unwrap();
        let fulfilment = Fulfilment { method: Method::Delivery(address), ..placed.fulfilment };
        let order =
            Order(OrderState { customer, fulfilment, notes: Some(parse(&note)), ..placed });
        let reason = Some(parse(&note));
        let order = order.apply(&Command::Cancel { reason, channel: CancellationChannel::Own }, &owner(), &at_start()).unwrap();

        let shown = format!("{order:?}");
        prop_assert!(!shown.chars().any(|c| ('α'..='ω').contains(&c)), "{}", shown);
        prop_assert!(!shown.contains("555"), "{}", shown);
        prop_assert!(!shown.contains("lovelace"), "{}", shown);
    }
}

#[test]
fn debug_never_shows_the_nonce_of_a_code() {
    let order = placed("shop", GUEST);
    let (seller, owner) = (seller("shop"), owner());
    let placement = Placement { verification: GUEST, ..placement(&seller, &[], &[], &owner) };
    for shown in [format!("{order:?}"), format!("{placement:?}")] {
        assert!(!shown.contains("7, 7"), "{shown}");
    }
}
