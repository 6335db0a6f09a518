//! A cursor is valid for its own list and caller.

use jiff::SignedDuration;

use docket_tests::generated_orders::{GeneratedOrders, PHONES};

#[tokio::test]
async fn order_cursor_is_refused_for_another_query_or_caller() {
    let generated = GeneratedOrders::open(60, SignedDuration::from_secs(10)).await;
    let cursor = async |token: &str, path: &str| {
        let cursor = generated.get(token, path).await.expect(200).text_at("/pagination/nextCursor");
        assert!(!cursor.is_empty(), "{path}");
        cursor
    };
    let phone = PHONES[0].replace('+', "%2B");
    let of_admin = cursor(&generated.admin, "/api/orders?limit=2").await;
    let of_staff = cursor(&generated.staff[0], "/api/orders?limit=2").await;
    let narrowed = cursor(&generated.admin, "/api/orders?limit=2&phase=done").await;
    let of_seller = cursor(&generated.admin, "/api/orders?limit=2&sellerId=green-valley").await;
    let mine = cursor(&generated.buyers[0], "/api/orders/my-orders?limit=1").await;
    let of_phone =
        cursor(&generated.buyers[0], &format!("/api/orders/customer/{phone}?limit=1")).await;

    // The list continues with another limit, and through its other route.
    for path in ["/api/orders?limit=9", "/api/orders/admin/all?limit=2"] {
        generated.get(&generated.admin, &format!("{path}&cursor={of_admin}")).await.expect(200);
    }
    let path = format!("/api/orders?limit=2&kitchenId=green-valley&cursor={of_seller}");
    generated.get(&generated.admin, &path).await.expect(200);

    let my_orders = "/api/orders/my-orders?limit=2";
    let changed = ["phase=open", "minAmount=1", "maxAmount=1", "q=a", "priority=low"];
    let mut bad = vec![
        (&generated.staff[0], "/api/orders?limit=2".to_owned(), &of_admin),
        (&generated.staff[1], "/api/orders?limit=2".to_owned(), &of_staff),
        (&generated.admin, "/api/orders?limit=2".to_owned(), &of_staff),
        (&generated.admin, "/api/orders?limit=2".to_owned(), &narrowed),
        (&generated.admin, "/api/orders?limit=2".to_owned(), &of_seller),
        (&generated.admin, "/api/orders?limit=2&phase=done".to_owned(), &of_admin),
        (&generated.buyers[1], my_orders.to_owned(), &mine),
        (&generated.buyers[0], my_orders.to_owned(), &of_phone),
        (&generated.admin, my_orders.to_owned(), &of_admin),
    ];
    bad.extend(changed.map(|part| (&generated.admin, format!("/api/orders?{part}"), &of_admin)));
    for (token, path, cursor) in bad {
        let reply = generated.get(token, &format!("{path}&cursor={cursor}")).await;
        let reply = reply.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/parameter"), "cursor", "{path}");
    }
}
