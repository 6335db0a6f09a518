//! A wrapper around the local message sender. It fails as a test scripts it and records the notices
//! that were sent.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use docket_domain::Contact;
use docket_local::MessengerWrapper;
use docket_platform::{Message, MessageError, Messenger};

/// The scripted outcome of sending a message.
#[derive(Debug, Clone, Copy)]
pub enum SendOutcome {
    /// The channel refuses the message for good.
    Refused,
    /// The channel refuses the message for now.
    NotNow,
    /// The channel does not answer, so the outcome is unknown.
    Unknown,
}

/// The scripted outcomes of a channel, and what it has sent.
#[derive(Default)]
pub struct Script {
    /// The next outcomes by recipient. When they are used up, messages are sent.
    outcomes: BTreeMap<String, VecDeque<SendOutcome>>,
    /// Recipient, subject and text of the notices that were sent.
    sent: Vec<[String; 3]>,
    /// How often the channel was asked to send a notice.
    tries: usize,
    /// Whether the channel has no sender address for e-mail.
    no_email: bool,
}

/// Lets a test script a channel and read what it sent.
#[derive(Clone, Default)]
pub struct ChannelControl(Arc<Mutex<Script>>);

struct Scripted {
    inner: Arc<dyn Messenger>,
    control: ChannelControl,
}

impl ChannelControl {
    /// A wrapper around the local sender.
    pub fn wrapper(&self) -> MessengerWrapper {
        let control = self.clone();
        MessengerWrapper::new(move |inner| Arc::new(Scripted { inner, control: control.clone() }))
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap()
    }

    /// Scripts the outcomes of the next notices to a recipient.
    pub fn next(&self, to: &str, outcomes: &[SendOutcome]) {
        self.lock().outcomes.entry(to.to_owned()).or_default().extend(outcomes);
    }

    /// Makes the channel report from now on that it cannot send e-mail.
    pub fn without_email(&self) {
        self.lock().no_email = true;
    }

    /// How many notices were sent to a recipient.
    pub fn sent(&self, to: &str) -> usize {
        self.lock().sent.iter().filter(|it| it[0] == to).count()
    }

    /// Subject and text of every notice that was sent.
    pub fn words(&self) -> Vec<[String; 2]> {
        self.lock().sent.iter().map(|[_, subject, text]| [subject.clone(), text.clone()]).collect()
    }

    /// How often the channel was asked to send a notice, whatever the outcome.
    pub fn tries(&self) -> usize {
        self.lock().tries
    }
}

#[async_trait::async_trait]
impl Messenger for Scripted {
    async fn send(&self, message: Message) -> Result<(), MessageError> {
        if is_code(&message.text) {
            return self.inner.send(message).await;
        }
        let to = match &message.to {
            Contact::Phone(phone) => phone.as_str().to_owned(),
            Contact::Email(email) => email.as_str().to_owned(),
        };
        let injected = || "injected".to_owned();
        let outcome = {
            let mut script = self.control.lock();
            script.tries += 1;
            script.outcomes.get_mut(&to).and_then(VecDeque::pop_front)
        };
        match outcome {
            Some(SendOutcome::Refused) => return Err(MessageError::Refused(injected())),
            Some(SendOutcome::NotNow) => return Err(MessageError::NotNow(injected())),
            Some(SendOutcome::Unknown) => return Err(MessageError::Unknown(injected())),
            None => {}
        }
        let sent = [to, message.mail.subject.clone(), message.text.clone()];
        self.inner.send(message).await?;
        self.control.lock().sent.push(sent);
        Ok(())
    }

    fn sends_email(&self) -> bool {
        !self.control.lock().no_email
    }
}

/// Whether a message is a verification code. Codes are neither scripted nor counted here.
pub fn is_code(text: &str) -> bool {
    text.contains("Never give it to anyone")
}
