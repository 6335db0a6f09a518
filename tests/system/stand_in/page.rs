//! Tests the payment page.

use docket_local::{PAGE_HEADERS, PAGE_POLICY};
use docket_tests::Reply;
use serde_json::Value;

use super::{Provider, text};

impl Provider {
    async fn form(&self, intent: &Value, secret: &str, more: &str) -> Reply {
        let path = format!("/_local/pay/{}", text(intent, "id"));
        let call =
            self.docket.post(&path).header("content-type", "application/x-www-form-urlencoded");
        call.body(format!("client_secret={secret}{more}")).send().await
    }

    async fn act(&self, intent: &Value, act: &str) -> Reply {
        let secret = text(intent, "client_secret");
        self.form(intent, secret, &format!("&act={act}")).await
    }

    async fn status(&self, intent: &Value) -> String {
        text(&self.with_charge(text(intent, "id")).await, "status").to_owned()
    }
}

#[track_caller]
fn is_protected(page: &Reply) {
    for (name, value) in PAGE_HEADERS {
        assert_eq!(page.header(name.as_str()), value, "{name}");
    }
    assert_eq!(page.header("content-security-policy"), PAGE_POLICY);
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn page_shows_the_amount_and_accepts_payment_only_with_the_secret() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[]).await;
    let path = format!("/_local/pay/{}", text(&intent, "id"));
    let closed = provider.docket.get(&path).send().await.expect(200);
    is_protected(&closed);
    assert!(!closed.text.contains("12.50"), "{}", closed.text);
    for (secret, status) in [("guess", 404), ("", 400)] {
        let refused = provider.form(&intent, secret, "").await.expect(status);
        assert!(!refused.text.contains("12.50"), "{}", refused.text);
    }
    let secret = text(&intent, "client_secret");
    let open = provider.form(&intent, secret, "&back=%2Ft%2FORD-1").await.expect(200);
    is_protected(&open);
    assert!(
        open.text.contains("12.50 EUR") && open.text.contains("href=\"/t/ORD-1\""),
        "{}",
        open.text
    );
    assert!(!open.text.contains(" style=") && !open.text.contains("<style"), "{}", open.text);

    let refused = provider.act(&intent, "pm_card_visa_chargeDeclined").await.expect(200);
    assert!(refused.text.contains("Your card was declined."), "{}", refused.text);
    assert_eq!(provider.status(&intent).await, "requires_payment_method");
    let paid = provider.act(&intent, "pm_card_visa").await.expect(200);
    assert!(paid.text.contains("It is paid.") && !paid.text.contains("<button"), "{}", paid.text);
    assert_eq!(provider.status(&intent).await, "succeeded");
    provider.act(&intent, "pm_card_visa").await.expect(200);
    assert_eq!(provider.book().await["captured"], 1250);
}

#[tokio::test]
async fn page_asks_for_authentication_and_accepts_a_slow_method() {
    let provider = Provider::open().await;
    for (answer, status) in [("refuse", "requires_payment_method"), ("agree", "succeeded")] {
        let intent = provider.intent(&[]).await;
        let asked = provider.act(&intent, "pm_card_authenticationRequired").await.expect(200);
        assert!(asked.text.contains("value=\"agree\""), "{}", asked.text);
        provider.act(&intent, answer).await.expect(200);
        assert_eq!(provider.status(&intent).await, status);
    }
    let intent = provider.intent(&[]).await;
    provider.act(&intent, "pm_usBankAccount_success").await.expect(200);
    assert_eq!(provider.status(&intent).await, "processing");
    provider.act(&intent, "pm_none").await.expect(400);
}

#[tokio::test]
async fn back_link_leads_only_to_the_own_site() {
    let provider = Provider::open().await;
    let intent = provider.intent(&[]).await;
    let secret = text(&intent, "client_secret");
    for back in [
        "https://example.com",
        "//example.com",
        "javascript:alert(1)",
        "/%22%3E%3Cscript%3E",
        "%2F%5Cexample.com",
    ] {
        let page = provider.form(&intent, secret, &format!("&back={back}")).await.expect(200);
        assert!(
            !page.text.contains("<a ") && !page.text.contains("<script"),
            "{back}: {}",
            page.text
        );
    }
}

#[tokio::test]
async fn page_serves_its_styles_and_script() {
    let provider = Provider::open().await;
    let styles = provider.docket.get("/_local/pay.css").send().await.expect(200);
    assert_eq!(styles.header("content-type"), "text/css");
    assert!(styles.text.starts_with(":root {") && styles.text.contains("--spruce"));
    let script = provider.docket.get("/_local/pay.js").send().await.expect(200);
    assert_eq!(script.header("content-type"), "text/javascript");
}
