//! The distribution in front of the pages and the API: its part of the template, and how the
//! functions answer requests that come through it or around it.

use docket_functions::http::{DISTRIBUTION, VIEWER_ADDRESS};
use docket_local::{DOCS_POLICY, Options, PAGE_HEADERS, PAGE_POLICY, PAY_POLICY};
use docket_tests::Docket;
use http::header::{CONTENT_SECURITY_POLICY, HeaderName};
use serde_json::json;
use yaml_serde::Value;

fn resource(name: &str) -> Value {
    let template: Value = yaml_serde::from_str(include_str!("../../template.yaml")).unwrap();
    template["Resources"][name]["Properties"].clone()
}

/// The headers that a policy of the distribution adds to responses, with their values.
fn headers(policy: &str) -> Vec<(String, String)> {
    let policy = &resource(policy)["ResponseHeadersPolicyConfig"];
    let security = policy["SecurityHeadersConfig"].as_mapping().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, header) in security {
        assert_eq!(header["Override"], Value::Bool(true), "{name:?} may be another");
        found.push(match name.as_str().unwrap() {
            "ContentSecurityPolicy" => {
                ("content-security-policy".to_owned(), text(&header["ContentSecurityPolicy"]))
            }
            "ContentTypeOptions" => ("x-content-type-options".to_owned(), "nosniff".to_owned()),
            "ReferrerPolicy" => ("referrer-policy".to_owned(), text(&header["ReferrerPolicy"])),
            // The header is for HTTPS, which the local program does not serve.
            "StrictTransportSecurity" => continue,
            other => panic!("the local program has no {other}"),
        });
    }
    for header in policy["CustomHeadersConfig"]["Items"].as_sequence().unwrap() {
        found.push((text(&header["Header"]), text(&header["Value"])));
    }
    found.sort();
    found
}

#[test]
fn distribution_and_local_program_send_equal_page_headers() {
    for (policy, content) in
        [("PagesHeaders", PAGE_POLICY), ("PayHeaders", PAY_POLICY), ("DocsHeaders", DOCS_POLICY)]
    {
        let own = |(name, value): (HeaderName, &str)| {
            let own = if name == CONTENT_SECURITY_POLICY { content } else { value };
            (name.to_string(), own.to_owned())
        };
        let mut local: Vec<_> = PAGE_HEADERS.into_iter().map(own).collect();
        local.sort();
        assert_eq!(headers(policy), local, "{policy}");
    }
}

#[test]
fn only_payment_and_reference_pages_have_policies_of_their_own_and_the_api_none() {
    let distribution = &resource("Distribution")["DistributionConfig"];
    let behaviour = |at: &Value| {
        let policy = at.get("ResponseHeadersPolicyId").and_then(|it| match it {
            Value::Tagged(tagged) => tagged.value.as_str().map(str::to_owned),
            other => panic!("{other:?} is no reference"),
        });
        let path = at.get("PathPattern").map_or("*", |it| it.as_str().unwrap());
        (path.to_owned(), at["TargetOriginId"].as_str().unwrap().to_owned(), policy)
    };
    let mut all = vec![behaviour(&distribution["DefaultCacheBehavior"])];
    all.extend(distribution["CacheBehaviors"].as_sequence().unwrap().iter().map(behaviour));
    let text = str::to_owned;
    let expected = [
        (text("*"), text("pages"), Some(text("PagesHeaders"))),
        (text("/pay/*"), text("pages"), Some(text("PayHeaders"))),
        (text("/docs*"), text("pages"), Some(text("DocsHeaders"))),
        (text("/api/*"), text("api"), None),
        (text("/.well-known/*"), text("api"), None),
    ];
    assert_eq!(all, expected);
}

#[test]
fn the_distribution_sends_the_headers_that_functions_read() {
    let origins = &resource("Distribution")["DistributionConfig"]["Origins"];
    let api = origins.as_sequence().unwrap().iter().find(|it| it["Id"] == "api").unwrap();
    assert_eq!(api["OriginCustomHeaders"][0]["HeaderName"], DISTRIBUTION);
    let function = resource("ApiViewer")["FunctionCode"].as_str().unwrap().to_owned();
    assert!(function.contains(&format!("headers['{VIEWER_ADDRESS}'] =")), "{function}");
}

#[tokio::test]
async fn request_is_refused_when_it_bypasses_the_distribution() {
    let secret = "a-secret-of-48-letters";
    let docket =
        Docket::with(Options { distribution: Some(secret.to_owned()), ..Options::default() }).await;
    let ask = async |lines: &[&str]| {
        let mut call = docket.get("/api/products?sellerId=green-valley");
        for line in lines {
            call = call.header(DISTRIBUTION, line);
        }
        call.send().await
    };
    let none: [&str; 0] = [];
    for lines in [&none[..], &[""], &["a-secret"], &["another"], &[secret, secret]] {
        let before = docket.table().await;
        ask(lines).await.problem(403, "forbidden");
        docket.unchanged(&before).await;
    }
    ask(&[secret]).await.expect(200);
    // The refusal does not depend on the route: an unknown path, and a route without its body.
    docket.get("/api/nothing").send().await.problem(403, "forbidden");
    docket.post("/api/orders").json(&json!({})).send().await.problem(403, "forbidden");
}

/// Limits per address count the caller's address: not the address of the distribution, and not an
/// address from a header of the caller.
#[tokio::test]
async fn rate_limits_count_the_callers_address_behind_the_distribution() {
    let secret = "a-secret-of-48-letters";
    let options = Options::default();
    let distribution = Some(secret.to_owned());
    let docket = Docket::with(Options { distribution, production_limits: true, ..options }).await;
    let ask = async |viewer: &str, number: u32| {
        let phone = format!("+1415555{number:04}");
        let call = docket.post("/api/auth/codes").header(DISTRIBUTION, secret);
        let call = call.header(VIEWER_ADDRESS, viewer).header("x-forwarded-for", "198.51.100.1");
        call.json(&json!({"phone": phone})).send().await.status
    };
    let mut number = 0;
    let mut asked = 0;
    // A network has a limited number of codes in an hour.
    while ask("203.0.113.9", number).await == 202 {
        (number, asked) = (number + 1, asked + 1);
        assert!(asked <= 60, "nothing counts the address");
    }
    assert_eq!(ask("203.0.113.9", number).await, 429);
    assert_eq!(ask("2001:db8:1:2::1", number + 1).await, 202);
}
