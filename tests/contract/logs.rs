//! Logs contain no personal data and no secrets. The harness checks that after every test. These
//! tests check what the lines contain instead, and what hostile requests and the whole life of an
//! order log.

use docket_tests::{Docket, world::BUYER};

use crate::events::{PERSONAL, run_scenarios};

#[tokio::test]
async fn log_lines_name_the_route_and_no_person() {
    let mut docket = Docket::open().await;
    run_scenarios(&docket).await;
    let token = docket.token("+12025550144").await;
    let phone = BUYER.replace('+', "%2B");
    // Requests with personal data, above all requests that are refused.
    for path in [
        format!("/api/orders/customer/{phone}"),
        format!("/api/orders/customer/{phone}/"),
        format!("/api/nothing/{phone}?phone={phone}"),
        format!("/api/orders/customer/{phone}?cursor={phone}"),
    ] {
        docket.get(&path).bearer(&token).send().await;
        docket.get(&path).bearer(&format!("{token}x")).send().await;
    }
    for body in [
        format!("{{\"phone\":\"{BUYER}"),
        format!("{{\"phone\":\"{BUYER}\",\"{BUYER}\":1}}"),
        format!("{{\"phone\":\"{BUYER}x\"}}"),
    ] {
        docket.post("/api/auth/codes").raw(body).send().await;
    }
    let lines = docket.running.log();
    let answered = lines.iter().filter(|line| line.contains("answered")).count();
    assert!(answered > 30, "only {answered} lines: {lines:?}");
    let route = "/api/orders/customer/{phone}";
    assert!(lines.iter().any(|line| line.contains(route)), "the route is logged");
    for line in &lines {
        let shown = PERSONAL.iter().find(|personal| line.contains(**personal));
        assert!(shown.is_none(), "{shown:?}: {line}");
    }
    assert_eq!(docket.running.leaks(), [""; 0]);
}
