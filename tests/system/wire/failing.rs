//! A service that is too busy, silent, gone, or talks nonsense.

use std::time::{Duration, Instant};

use docket_platform::{EventBus, Messenger};
use serde_json::json;

use crate::wire::{
    stub::{Answer, Stub},
    world::{ADDRESS, HURRY, PHONE, TEXT, discreet, event, hurried, mail, sms},
};

const ALL: [Port; 3] = [Port::Sms, Port::Mail, Port::Events];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Port {
    Sms,
    Mail,
    Events,
}

impl Port {
    /// Sends something by way of `url`; what the error says.
    async fn send(self, url: &str) -> Result<(), String> {
        let adapters = hurried(url).await;
        match self {
            Self::Sms => adapters.messenger.send(sms(PHONE, TEXT)).await.map_err(discreet),
            Self::Mail => adapters.messenger.send(mail(ADDRESS, TEXT)).await.map_err(discreet),
            Self::Events => {
                let outcomes = adapters.bus.put(vec![event(0)]).await.map_err(discreet)?;
                outcomes.into_iter().try_for_each(|outcome| outcome.map_err(discreet))
            }
        }
    }

    /// What it says when it was not heard for `reason`.
    fn failure(self, reason: &str) -> Result<(), String> {
        Err(match self {
            Self::Sms | Self::Mail => format!("the message was not accepted: {reason}"),
            Self::Events => format!("the event bus did not answer: {reason}"),
        })
    }

    /// An error in the service's own protocol, with words that repeat what
    /// was sent.
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

    /// What it is told when it asks too often.
    fn throttled(self) -> (Answer, &'static str) {
        let (status, code) = match self {
            Self::Sms => (400, "Throttling"),
            Self::Mail => (429, "TooManyRequestsException"),
            Self::Events => (400, "ThrottlingException"),
        };
        (self.refusal(status, code), code)
    }

    fn taken(self) -> Answer {
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
async fn who_asks_too_often_asks_again_and_is_heard() {
    for port in ALL {
        let stub = Stub::start(&[port.throttled().0, port.taken()]).await;
        assert_eq!(port.send(&stub.url).await, Ok(()), "{port:?}");
        let requests = stub.requests();
        assert_eq!(requests.len(), 2, "{port:?}");
        assert_eq!(requests[0], requests[1], "{port:?}: the same again");
    }
}

#[tokio::test]
async fn a_service_that_stays_too_busy_is_asked_three_times_and_then_an_error() {
    for port in ALL {
        let (answer, code) = port.throttled();
        let stub = Stub::start(&[answer]).await;
        assert_eq!(port.send(&stub.url).await, port.failure(code), "{port:?}");
        assert_eq!(stub.requests().len(), 3, "{port:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_asking_again_does_not_help_is_an_error_at_once() {
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
async fn a_service_that_does_not_answer_in_time_is_an_error_and_nothing_was_sent() {
    let silent = |port: Port, answer: Answer| async move {
        let stub = Stub::start(&[answer]).await;
        let began = Instant::now();
        let sent = port.send(&stub.url).await;
        let waited = began.elapsed() * HURRY;
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
async fn a_silent_first_answer_is_made_good_by_the_second() {
    for port in ALL {
        let stub = Stub::start(&[Answer::Silent, port.taken()]).await;
        assert_eq!(port.send(&stub.url).await, Ok(()), "{port:?}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_an_error() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for port in ALL {
        let sent = port.send(&format!("http://{gone}")).await;
        assert_eq!(sent, port.failure("not reached"), "{port:?}");
    }
}

#[tokio::test]
async fn an_answer_in_another_language_is_an_error_that_does_not_repeat_it() {
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
