//! Searching orders by what staff type: names, phones and order numbers.

use docket_tests::{Docket, Person, pickup};
use serde_json::json;

/// Names with letters of two characters, and phones.
const BUYERS: [(&str, &str); 9] = [
    ("Jürgen Köppel", "+12025550151"),
    ("KÖPPEL GmbH", "+12025550152"),
    ("O\u{2019}Brien Conor", "+12025550153"),
    ("Łukasz Nowak", "+12025550154"),
    ("Straße Anna", "+12025550155"),
    ("İpek Đặng", "+12025550156"),
    ("Zoe\u{308} Mu\u{308}ller", "+12025550157"),
    ("山田 太郎", "+12025550158"),
    // A name of ten characters that could be an order number.
    ("Margaretha  Two", "+12025550159"),
];

#[tokio::test]
async fn search_finds_orders_by_number_phone_or_name() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    let mut ids = Vec::new();
    for (name, phone) in BUYERS {
        let mut body = pickup("green-valley", phone, &[("gv-honey", 1)]);
        body["customer"]["name"] = json!(name);
        let placed = docket.post("/api/orders").bearer(&staff).json(&body).send().await;
        ids.push(placed.expect(201).text_at("/order/id"));
    }
    let number = &ids[0];
    let (spoken, foreign) = (number[13..].to_lowercase(), {
        let body = pickup("corner-shop", BUYERS[0].1, &[("cs-bread", 1)]);
        docket.order(&body).await.expect(201).text_at("/order/id")
    });
    let (first, last) = spoken.split_at(5);
    for (typed, found) in [
        ("jürgen", &[0][..]),
        ("JURGEN K", &[0]),
        ("köppel", &[1, 0]),
        ("KO\u{308}PPEL", &[1, 0]),
        ("koppel g", &[1]),
        ("o'brien", &[2]),
        ("Brien", &[2]),
        ("łukasz", &[3]),
        ("nowak luk", &[3]),
        ("STRASSE", &[4]),
        ("ipek dang", &[5]),
        ("zoë", &[6]),
        ("müller", &[6]),
        ("山田", &[7]),
        ("margaretha", &[8]),
        ("  two   marg ", &[8]),
        ("uergen", &[]),
        ("koppel nowak", &[]),
        ("?!", &[]),
        (number, &[0]),
        (&number.to_lowercase(), &[0]),
        (&spoken, &[0]),
        (&format!(" {first}-{last} "), &[0]),
        (&spoken.replace('0', "o").replace('1', "l"), &[0]),
        (&foreign, &[]),
        (&foreign[13..], &[]),
        (BUYERS[3].1, &[3]),
        ("+1 202-555-0154", &[3]),
        ("1 (202) 555.0154", &[3]),
        ("(202) 555-0154", &[3]),
        ("0154", &[3]),
        ("0150", &[]),
        ("154", &[]),
    ] {
        let q: Vec<_> = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let q = q.concat();
        let list =
            docket.get(&format!("/api/orders?q={q}")).bearer(&staff).send().await.expect(200);
        let listed: Vec<_> = list.at("/orders").as_array().unwrap().clone();
        let listed: Vec<_> = listed.iter().map(|row| row["id"].as_str().unwrap()).collect();
        let expected: Vec<_> = found.iter().map(|at| ids[*at].as_str()).collect();
        assert_eq!(listed, expected, "{typed}");
    }
}

#[tokio::test]
async fn search_cursor_continues_its_own_search_only() {
    let docket = Docket::open().await;
    let staff = docket.sign_in(Person::Producer).await;
    for _ in 0..3 {
        let body = pickup("green-valley", BUYERS[0].1, &[("gv-honey", 1)]);
        docket.post("/api/orders").bearer(&staff).json(&body).send().await.expect(201);
    }
    let get = async |query: &str| {
        docket.get(&format!("/api/orders?limit=2&{query}")).bearer(&staff).send().await
    };
    let first = get("q=guest").await.expect(200);
    assert_eq!(first.at("/orders").as_array().unwrap().len(), 2);
    let cursor = first.text_at("/pagination/nextCursor");
    let second = get(&format!("q=guest&cursor={cursor}")).await.expect(200);
    assert_eq!(second.at("/orders").as_array().unwrap().len(), 1);
    // The cursor is bound to the separate parts of the query, not to their concatenation.
    for query in ["q=gues", "q=guest&status=pending", "priority=guest", "q=", "zoneId=guest"] {
        let reply = get(&format!("{query}&cursor={cursor}")).await;
        reply.problem(400, "invalid_request");
    }
}
