//! Adding and changing members.

use docket_tests::{
    Person,
    world::people::{People, sign_in},
};
use serde_json::{Value, json};

#[tokio::test]
async fn staff_invite_a_driver_who_accepts() {
    let world = People::open().await;
    let body = json!({"name": " Dee Driver ", "phone": "+12025550150", "role": "driver"});
    let added = world.add(&world.staff, &body).await.expect(201);
    let id = added.text_at("/member/id");
    assert!(id.starts_with("MBR-"), "{id}");
    assert_eq!(added.header("location"), format!("/api/members/{id}"));
    assert_eq!(added.header("etag"), "\"1\"");
    let mut member = added.at("/member");
    assert!(member["createdAt"].is_string());
    member.as_object_mut().unwrap().remove("createdAt");
    let expected = json!({
        "id": id, "name": "Dee Driver", "phone": "+12025550150", "email": null,
        "role": "driver", "sellerId": "green-valley", "status": "invited", "disabled": false,
        "version": 1,
    });
    assert_eq!(member, expected);
    assert!(world.docket.running.messages(Some("+12025550150")).is_empty(), "no message is sent");
    assert_eq!(sign_in(&world.docket, "+12025550150").await.expect(200).text_at("/role"), "buyer");
    let accepted = world.accepted("+12025550150", &id).await;
    assert_eq!(accepted.text_at("/role"), "driver");
    assert_eq!(sign_in(&world.docket, "+12025550150").await.expect(200).text_at("/role"), "driver");
    let read = world.docket.get(&format!("/api/members/{id}")).bearer(&world.staff).send().await;
    assert_eq!(read.expect(200).at("/member/status"), "accepted");
}

#[tokio::test]
async fn admin_adds_any_member_and_staff_only_members_of_their_seller() {
    let world = People::open().await;
    let body = |phone: &str, role: &str, seller: Option<&str>| {
        let mut body = json!({"name": "Ann", "phone": phone, "role": role});
        if let Some(seller) = seller {
            body["sellerId"] = json!(seller);
        }
        body
    };
    for (phone, role, seller) in [
        ("+12025550151", "seller", Some("corner-shop")),
        ("+12025550152", "driver", Some("green-valley")),
        ("+12025550153", "admin", None),
    ] {
        world.add(&world.admin, &body(phone, role, seller)).await.expect(201);
    }
    for (phone, role, seller) in
        [("+12025550154", "seller", None), ("+12025550155", "driver", Some("green-valley"))]
    {
        let added = world.add(&world.staff, &body(phone, role, seller)).await.expect(201);
        assert_eq!(added.at("/member/sellerId"), "green-valley");
        let id = added.text_at("/member/id");
        world.accepted(phone, &id).await;
    }
    let driver = sign_in(&world.docket, "+12025550155").await.text_at("/accessToken");
    let buyer = sign_in(&world.docket, "+12025550142").await.text_at("/accessToken");
    for (token, role, seller, status, code) in [
        ("", "driver", None, 401, "unauthenticated"),
        (buyer.as_str(), "driver", Some("green-valley"), 403, "forbidden"),
        (driver.as_str(), "driver", Some("green-valley"), 403, "forbidden"),
        (world.staff.as_str(), "admin", None, 403, "forbidden"),
        (world.staff.as_str(), "seller", Some("corner-shop"), 403, "forbidden"),
    ] {
        let body = body("+12025550156", role, seller);
        let call = world.docket.post("/api/members").bearer_if(token).json(&body);
        world.refused(call, status, code).await;
    }
}

#[tokio::test]
async fn member_is_refused_with_a_pointer_when_invalid() {
    let world = People::open().await;
    for (change, place) in [
        (json!({"phone": null}), "/phone"),
        (json!({"phone": "2025550150"}), "/phone"),
        (json!({"email": "dee@nowhere"}), "/email"),
        (json!({"name": "  "}), "/name"),
        (json!({"role": "buyer"}), "/role"),
        (json!({"role": "system"}), "/role"),
        (json!({"role": "king"}), "/role"),
        (json!({"role": "admin"}), "/sellerId"),
        (json!({"sellerId": null}), "/sellerId"),
        (json!({"sellerId": "nobody"}), "/sellerId"),
        (json!({"sellerId": "no body"}), "/sellerId"),
        (json!({"disabled": true}), "/disabled"),
    ] {
        let mut body = json!({
            "name": "Dee", "phone": "+12025550150", "role": "driver", "sellerId": "green-valley",
        });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let call = world.docket.post("/api/members").bearer(&world.admin).json(&body);
        let reply = world.refused(call, 400, "invalid_request").await;
        let named = reply.text_at("/errors/0/pointer") + &reply.text_at("/errors/0/detail");
        assert!(named.contains(place.trim_start_matches('/')), "{change}: {}", reply.text);
    }
}

#[tokio::test]
async fn member_is_added_once_per_idempotency_key() {
    let world = People::open().await;
    let body = json!({"name": "Dee", "phone": "+12025550150", "role": "driver"});
    let send = async |token: &str, key: &str, body: &Value| {
        world.docket.post("/api/members").bearer(token).key(key).json(body).send().await
    };
    let first = send(&world.staff, "k1", &body).await.expect(201);
    assert_eq!(first.header("idempotent-replayed"), "");
    let id = first.text_at("/member/id");
    world.change(&world.staff, &id, &json!({"name": "Dot"})).await.expect(200);
    let before = world.docket.table().await;
    let again = send(&world.staff, "k1", &body).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!((again.text_at("/member/id"), again.text_at("/member/name")), (id, "Dot".into()));
    let other = json!({"name": "Don", "phone": "+12025550151", "role": "driver"});
    send(&world.staff, "k1", &other).await.problem(422, "idempotency_key_reused");
    world.docket.unchanged(&before).await;
    // Idempotency keys are separate for each caller.
    let other = json!({
        "name": "Dee", "phone": "+12025550150", "role": "driver", "sellerId": "green-valley",
    });
    let other = send(&world.admin, "k1", &other).await.expect(201);
    assert_eq!(other.header("idempotent-replayed"), "");
}

#[tokio::test]
async fn staff_change_only_members_of_their_seller() {
    let world = People::open().await;
    let id = world.invite("+12025550150").await;
    let named = world.change(&world.staff, &id, &json!({"name": "Dora"})).await.expect(200);
    assert_eq!((named.at("/member/name"), named.at("/member/version")), (json!("Dora"), json!(2)));
    assert_eq!(named.header("etag"), "\"2\"");
    let other = world.docket.sign_in(Person::Shop).await;
    let driver = world.docket.sign_in(Person::Driver).await;
    let body = json!({"name": "Eve"});
    for (token, id, status, code) in [
        ("", id.as_str(), 401, "unauthenticated"),
        (driver.as_str(), id.as_str(), 403, "forbidden"),
        // A caller who may not read a member gets 404, which does not reveal that the member
        // exists.
        (other.as_str(), id.as_str(), 404, "not_found"),
        (world.staff.as_str(), "MBR-NOBODY", 404, "not_found"),
        (world.staff.as_str(), "no body", 404, "not_found"),
    ] {
        world.refused(world.changing(token, id, &body), status, code).await;
    }
    for body in [json!({"role": "admin"}), json!({"sellerId": "corner-shop"})] {
        world.refused(world.changing(&world.staff, &id, &body), 403, "forbidden").await;
    }
    // After an administrator moves the member, the staff cannot read the member any more.
    for body in [json!({"sellerId": "corner-shop"}), json!({"role": "admin"})] {
        world.change(&world.admin, &id, &body).await.expect(200);
        world.refused(world.changing(&world.staff, &id, &body), 404, "not_found").await;
    }
}

#[tokio::test]
async fn staff_cannot_change_an_administrator() {
    let world = People::open().await;
    let body = json!({"name": "Ada", "phone": "+12025550150", "role": "admin"});
    let id = world.add(&world.admin, &body).await.expect(201).text_at("/member/id");
    for body in [json!({"disabled": true}), json!({"role": "driver", "sellerId": "green-valley"})] {
        world.refused(world.changing(&world.staff, &id, &body), 404, "not_found").await;
    }
    world.accepted("+12025550150", &id).await;
    let ada = sign_in(&world.docket, "+12025550150").await.expect(200);
    assert_eq!(ada.text_at("/role"), "admin");
    let ada = ada.text_at("/accessToken");
    // Administrators cannot disable or demote themselves.
    for body in [json!({"disabled": true}), json!({"role": "driver", "sellerId": "green-valley"})] {
        world.refused(world.changing(&ada, &id, &body), 403, "forbidden").await;
    }
    world.change(&ada, &id, &json!({"name": "Ada L."})).await.expect(200);
}

#[tokio::test]
async fn member_patch_ignores_unchanged_fields_and_refuses_invalid_ones() {
    let world = People::open().await;
    let id = world.invite("+12025550150").await;
    let before = world.docket.table().await;
    let same = world.change(&world.staff, &id, &json!({})).await.expect(200);
    assert_eq!((same.at("/member/version"), same.header("etag")), (json!(1), "\"1\""));
    let same = json!({"name": "Dee Driver", "phone": "+12025550150", "email": null});
    world.change(&world.staff, &id, &same).await.expect(200);
    world.docket.unchanged(&before).await;
    for body in [
        json!({"name": null}),
        json!({"role": null}),
        json!({"disabled": null}),
        json!({"phone": null}),
        json!({"sellerId": null}),
        json!({"role": "buyer"}),
        json!({"id": "MBR-X"}),
        json!({"version": 7}),
        json!([]),
    ] {
        let call = world.changing(&world.admin, &id, &body);
        world.refused(call, 400, "invalid_request").await;
    }
}

#[tokio::test]
async fn member_change_is_refused_when_if_match_is_stale() {
    let world = People::open().await;
    let id = world.invite("+12025550150").await;
    let patch = |name: &str| world.changing(&world.staff, &id, &json!({"name": name}));
    patch("Dora").header("if-match", "\"1\"").send().await.expect(200);
    let stale = patch("Dot").header("if-match", "\"1\"");
    world.refused(stale, 412, "precondition_failed").await;
    patch("Dot").header("if-match", "\"2\"").send().await.expect(200);
}

#[tokio::test]
async fn deployment_administrator_is_listed_and_cannot_be_demoted() {
    let world = People::open().await;
    let admins = world.list(&world.admin, "?role=admin").await.expect(200);
    let id = admins.text_at("/members/0/id");
    assert_eq!(admins.at("/members/0/status"), "accepted");
    assert_eq!(admins.at("/members/1"), Value::Null);
    let path = format!("/api/members/{id}");
    let own = world.docket.get(&path).bearer(&world.admin).send().await.expect(200);
    assert_eq!(own.at("/member"), admins.at("/members/0"));
    let disabled = world.changing(&world.admin, &id, &json!({"disabled": true}));
    world.refused(disabled, 404, "not_found").await;
    // The phone still signs in as the administrator, who cannot accept the invitation.
    let listed = world.invite(Person::Admin.phone()).await;
    let admin = sign_in(&world.docket, Person::Admin.phone()).await.expect(200);
    assert_eq!(admin.text_at("/role"), "admin");
    let path = format!("/api/me/invitations/{listed}/accept");
    let call = world.docket.post(&path).bearer(&admin.text_at("/accessToken"));
    world.refused(call, 409, "conflict: member_elsewhere").await;
}
