//! Tests the adapters with a service that throttles, does not answer, is unreachable, or answers
//! something unreadable.

use std::time::{Duration, Instant};

use docket_platform::{EventBus, Messenger};
use serde_json::json;

use crate::wire::{
    stub::{Answer, Stub},
    world::{ADDRESS, PHONE, SPEEDUP, TEXT, checked_error_text, event, hurried, mail, sms},
};

const ALL: [Port; 3] = [Port::Sms, Port::Mail, Port::Events];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Port {
    Sms,
    Mail,
    Events,
}

impl Port {
    /// Sends a message or an event through `url`. The error has its text.
    async fn send(self, url: &str) -> Result<(), String> {
        let adapters = hurried(url).await;
        match self {
            Self::Sms => {
                adapters.messenger.send(sms(PHONE, TEXT)).await.map_err(checked_error_text)
            }
            Self::Mail => {
                adapters.messenger.send(mail(ADDRESS, TEXT)).await.map_err(checked_error_text)
            }
            Self::Events => {
                let outcomes =
                    adapters.bus.put(vec![event(0)]).await.map_err(checked_error_text)?;
                outcomes.into_iter().try_for_each(|outcome| outcome.map_err(checked_error_text))
            }
        }
    }

    /// The expected error with this reason.
    fn failure(self, reason: &str) -> Result<(), String> {
        Err(match self {
            Self::Sms | Self::Mail => format!("the message was not accepted: {reason}"),
            Self::Events => format!("the event bus did not answer: {reason}"),
        })
    }

    /// An error in the service's own format, with a message that repeats what was sent.
    fn refusal(self, status: u16, code: &str) -> Answer {
        let words = format!("Rate exceeded for {PHONE}, {ADDRESS}: {TEXT}");
        Answer::Says(
            status,
            match self {
                Self::Sms => format!(
                    "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>\
                     <Type>Sender</Type><Code>{code}</Code><Message>{words}</Message></Error>\
                     <RequestId>9a1b</RequestId></ErrorResponse>"
                ),
                Self::Mail | Self::Events => json!({"__type": code, "message": words}).to_string(),
            },
        )
    }

    /// The service's answer when it throttles, and its code.
    fn throttled(self) -> (Answer, &'static str) {
        let (status, code) = match self {
            Self::Sms => (400, "Throttling"),
            Self::Mail => (429, "TooManyRequestsException"),
            Self::Events => (400, "ThrottlingException"),
        };
        (self.refusal(status, code), code)
    }

    fn accepted(self) -> Answer {
        let text = match self {
            Self::Sms => {
                "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\
                 <PublishResult><MessageId>94f20ce6</MessageId></PublishResult>\
                 <ResponseMetadata><RequestId>f187</RequestId></ResponseMetadata></PublishResponse>"
            }
            Self::Mail => "{\"MessageId\": \"0102\"}",
            Self::Events => "{\"FailedEntryCount\": 0, \"Entries\": [{\"EventId\": \"1779\"}]}",
        };
        Answer::Says(200, text.to_owned())
    }
}

#[tokio::test]
async fn throttled_call_is_retried_and_succeeds() {
    for port in ALL {
        let stub = Stub::start(&[port.throttled().0, port.accepted()]).await;
        assert_eq!(port.send(&stub.url).await, Ok(()), "{port:?}");
        let requests = stub.requests();
        assert_eq!(requests.len(), 2, "{port:?}");
        assert_eq!(requests[0], requests[1], "{port:?}: the same again");
    }
}

#[tokio::test]
async fn call_fails_after_three_attempts_when_throttling_does_not_end() {
    for port in ALL {
        let (answer, code) = port.throttled();
        let stub = Stub::start(&[answer]).await;
        assert_eq!(port.send(&stub.url).await, port.failure(code), "{port:?}");
        assert_eq!(stub.requests().len(), 3, "{port:?}");
    }
}

#[tokio::test]
async fn permanent_refusal_is_an_error_without_retry() {
    for (port, code) in [
        (Port::Sms, "InvalidParameter"),
        (Port::Mail, "MessageRejected"),
        (Port::Events, "AccessDeniedException"),
    ] {
        let stub = Stub::start(&[port.refusal(400, code)]).await;
        assert_eq!(port.send(&stub.url).await, port.failure(code));
        assert_eq!(stub.requests().len(), 1, "{code}");
    }
    let stub = Stub::start(&[Port::Sms.refusal(400, "OptedOut")]).await;
    assert_eq!(Port::Sms.send(&stub.url).await, Err("the recipient has opted out".to_owned()));
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn call_fails_when_the_service_does_not_answer_in_time() {
    let silent = |port: Port, answer: Answer| async move {
        let stub = Stub::start(&[answer]).await;
        let began = Instant::now();
        let sent = port.send(&stub.url).await;
        let waited = began.elapsed() * SPEEDUP;
        assert_eq!(sent, port.failure("no answer in time"), "{port:?}");
        assert!(waited < Duration::from_secs(6), "{port:?} waited for {waited:?}");
        let asked = stub.requests().len();
        assert!((2..=3).contains(&asked), "{port:?}: one silent answer is no end, asked {asked}");
    };
    let all = ALL.map(|port| silent(port, Answer::Silent));
    let halting = ALL.map(|port| silent(port, Answer::Halts("{\"Mess")));
    futures_util::future::join_all(all.into_iter().chain(halting)).await;
}

#[tokio::test]
async fn call_succeeds_when_only_the_first_attempt_times_out() {
    for port in ALL {
        let stub = Stub::start(&[Answer::Silent, port.accepted()]).await;
        assert_eq!(port.send(&stub.url).await, Ok(()), "{port:?}");
    }
}

#[tokio::test]
async fn call_fails_when_the_service_is_unreachable() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for port in ALL {
        let sent = port.send(&format!("http://{gone}")).await;
        assert_eq!(sent, port.failure("not reached"), "{port:?}");
    }
}

#[tokio::test]
async fn unreadable_response_is_an_error_that_does_not_repeat_it() {
    let page = format!("<html>{PHONE} {ADDRESS} {TEXT}");
    for port in ALL {
        let stub = Stub::start(&[Answer::Says(200, page.clone())]).await;
        assert_eq!(port.send(&stub.url).await, port.failure("an unreadable answer"), "{port:?}");

        let stub = Stub::start(&[Answer::Says(502, page.clone())]).await;
        let sent = port.send(&stub.url).await;
        assert!(sent.is_err(), "{port:?}: {sent:?}");
        assert_eq!(stub.requests().len(), 3, "{port:?}: a gateway's error passes");
    }
}
