//! The local replacement of SNS and SES: messages are printed on the console, stored, and readable
//! at `GET /_local/messages`.

use std::{
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::Result;
use async_trait::async_trait;
use docket_domain::Contact;
use docket_platform::{Clock, Message, MessageError, Messenger};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{clock, clock::MovableClock, files, files::Journal};

/// A sent message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SentMessage {
    /// The phone number or e-mail address.
    pub to: String,
    /// `sms` or `email`.
    pub channel: String,
    /// The text.
    pub text: String,
    /// The further parts of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<SentMail>,
    /// When it was sent, by the movable clock.
    #[serde(serialize_with = "clock::write")]
    pub at: Timestamp,
}

/// The parts of an e-mail other than its text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SentMail {
    /// The subject.
    pub subject: String,
    /// The HTML part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The URL in the header `List-Unsubscribe`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsubscribe: Option<String>,
}

/// All messages that were sent since the data folder was created.
pub struct Outbox {
    clock: std::sync::Arc<MovableClock>,
    sent: Mutex<Journal<SentMessage>>,
    print: bool,
    /// The number of [`Quiet`] guards that are alive.
    quiet: AtomicUsize,
}

/// A guard: while it is alive, messages are stored but not printed.
pub struct Quiet<'a>(&'a AtomicUsize);

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Outbox {
    /// Opens the outbox with the messages of earlier runs.
    ///
    /// # Errors
    ///
    /// Its file cannot be read.
    pub fn open(
        file: Option<PathBuf>,
        clock: std::sync::Arc<MovableClock>,
        print: bool,
    ) -> Result<Self> {
        Ok(Self {
            clock,
            sent: Mutex::new(Journal::open(file)?),
            print,
            quiet: AtomicUsize::new(0),
        })
    }

    /// Stops printing messages until the guard is dropped.
    pub fn quieten(&self) -> Quiet<'_> {
        self.quiet.fetch_add(1, Ordering::Relaxed);
        Quiet(&self.quiet)
    }

    /// The newest messages to one recipient, or to all.
    #[must_use]
    pub fn newest(&self, to: Option<&str>, limit: usize) -> Vec<SentMessage> {
        files::lock(&self.sent)
            .entries()
            .iter()
            .rev()
            .filter(|message| to.is_none_or(|to| message.to == to))
            .take(limit)
            .cloned()
            .collect()
    }
}

#[async_trait]
impl Messenger for Outbox {
    async fn send(&self, message: Message) -> Result<(), MessageError> {
        let (channel, label, to) = match &message.to {
            Contact::Phone(phone) => ("sms", "SMS", phone.as_str()),
            Contact::Email(email) => ("email", "E-mail", email.as_str()),
        };
        let sent = SentMessage {
            to: to.to_owned(),
            channel: channel.to_owned(),
            text: message.text.clone(),
            mail: matches!(message.to, Contact::Email(_)).then(|| SentMail {
                subject: message.mail.subject.clone(),
                html: message.mail.html.clone(),
                unsubscribe: message.mail.unsubscribe.clone(),
            }),
            at: self.clock.now(),
        };
        files::lock(&self.sent)
            .append(sent)
            .map_err(|error| MessageError::Unknown(format!("{error:#}")))?;
        if self.print && self.quiet.load(Ordering::Relaxed) == 0 {
            println!("{label} to {to}: {}", message.text.replace('\n', " "));
        }
        Ok(())
    }
}
