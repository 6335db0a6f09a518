//! What is logged names nobody and gives nothing away.

use std::{
    io,
    sync::{Arc, Mutex},
};

use docket_tests::Desk;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::{
    events::{PERSONAL, script},
    world::OWNER,
};

/// All lines of this process, in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Everything of Docket's own, and what its parts tell by default.
const FILTER: &str = "info,docket=trace,docket_domain=trace,docket_functions=trace,\
                      docket_local=trace,docket_platform=trace,docket_store=trace";

/// Whether `text` has `code` as a word of its own.
fn has_word(text: &str, code: &str) -> bool {
    text.match_indices(code).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + code.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    })
}

#[tokio::test]
async fn no_line_names_a_person_or_gives_a_code_or_a_token_away() {
    let lines = Lines::default();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(FILTER))
        .with_writer(lines.clone())
        .with_ansi(false)
        .without_time()
        .init();
    let desk = Desk::open().await;
    let (_, codes) = script(&desk).await;
    let token = desk.token("+12025550144").await;
    let phone = OWNER.replace('+', "%2B");
    // Requests that carry what must not be told, the refused ones above all.
    for path in [
        format!("/api/orders/customer/{phone}"),
        format!("/api/orders/customer/{phone}/"),
        format!("/api/nothing/{phone}?phone={phone}"),
        format!("/api/orders/customer/{phone}?cursor={phone}"),
    ] {
        desk.get(&path).bearer(&token).send().await;
        desk.get(&path).bearer(&format!("{token}x")).send().await;
    }
    for body in [
        format!("{{\"phone\":\"{OWNER}"),
        format!("{{\"phone\":\"{OWNER}\",\"{OWNER}\":1}}"),
        format!("{{\"phone\":\"{OWNER}x\"}}"),
    ] {
        desk.post("/api/auth/codes").raw(body).send().await;
    }
    let text = lines.text();
    let answered = text.lines().filter(|line| line.contains("answered")).count();
    assert!(answered > 30, "only {answered} lines: {text}");
    assert!(text.contains("/api/orders/customer/{phone}"), "the route is logged");
    for line in text.lines() {
        let shown = PERSONAL.iter().find(|personal| line.contains(**personal));
        assert!(shown.is_none(), "{shown:?}: {line}");
        assert!(!line.contains("202555"), "a phone: {line}");
        assert!(!line.contains("eyJ"), "a token: {line}");
        let code = codes.iter().find(|code| has_word(line, code));
        assert!(code.is_none(), "the code {code:?}: {line}");
    }
}

#[test]
fn a_code_in_a_line_would_be_found() {
    assert!(has_word("the code 123456 was sent", "123456"));
    assert!(has_word("code=\"123456\"", "123456"));
    assert!(!has_word("id=a123456b", "123456"));
}
