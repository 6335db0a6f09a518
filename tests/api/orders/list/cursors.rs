//! A cursor is valid for its own list and caller.

use jiff::SignedDuration;

use docket_tests::hall::{Hall, PHONES};

#[tokio::test]
async fn order_cursor_is_refused_for_another_query_or_caller() {
    let hall = Hall::open(60, SignedDuration::from_secs(10)).await;
    let cursor = async |token: &str, path: &str| {
        let cursor = hall.get(token, path).await.expect(200).text_at("/pagination/nextCursor");
        assert!(!cursor.is_empty(), "{path}");
        cursor
    };
    let phone = PHONES[0].replace('+', "%2B");
    let of_admin = cursor(&hall.admin, "/api/orders?limit=2").await;
    let of_staff = cursor(&hall.staff[0], "/api/orders?limit=2").await;
    let narrowed = cursor(&hall.admin, "/api/orders?limit=2&phase=done").await;
    let of_seller = cursor(&hall.admin, "/api/orders?limit=2&sellerId=green-valley").await;
    let mine = cursor(&hall.buyers[0], "/api/orders/my-orders?limit=1").await;
    let of_phone = cursor(&hall.buyers[0], &format!("/api/orders/customer/{phone}?limit=1")).await;

    // The list continues with another limit, and through its other route.
    for path in ["/api/orders?limit=9", "/api/orders/admin/all?limit=2"] {
        hall.get(&hall.admin, &format!("{path}&cursor={of_admin}")).await.expect(200);
    }
    let path = format!("/api/orders?limit=2&kitchenId=green-valley&cursor={of_seller}");
    hall.get(&hall.admin, &path).await.expect(200);

    let my_orders = "/api/orders/my-orders?limit=2";
    let changed = ["phase=open", "minAmount=1", "maxAmount=1", "q=a", "priority=low"];
    let mut bad = vec![
        (&hall.staff[0], "/api/orders?limit=2".to_owned(), &of_admin),
        (&hall.staff[1], "/api/orders?limit=2".to_owned(), &of_staff),
        (&hall.admin, "/api/orders?limit=2".to_owned(), &of_staff),
        (&hall.admin, "/api/orders?limit=2".to_owned(), &narrowed),
        (&hall.admin, "/api/orders?limit=2".to_owned(), &of_seller),
        (&hall.admin, "/api/orders?limit=2&phase=done".to_owned(), &of_admin),
        (&hall.buyers[1], my_orders.to_owned(), &mine),
        (&hall.buyers[0], my_orders.to_owned(), &of_phone),
        (&hall.admin, my_orders.to_owned(), &of_admin),
    ];
    bad.extend(changed.map(|part| (&hall.admin, format!("/api/orders?{part}"), &of_admin)));
    for (token, path, cursor) in bad {
        let reply = hall.get(token, &format!("{path}&cursor={cursor}")).await;
        let reply = reply.problem(400, "invalid_request");
        assert_eq!(reply.text_at("/errors/0/parameter"), "cursor", "{path}");
    }
}
