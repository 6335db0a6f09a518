//! A sender of messages that fails as it is told to.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use docket_domain::Contact;
use docket_local::MessengerWrapper;
use docket_platform::{Message, MessageError, Messenger};

/// What becomes of a message.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// The channel will never take it.
    Refused,
    /// The channel does not take it now.
    NotNow,
    /// There is no answer.
    Unknown,
}

/// What a channel is told to do, and what it has sent.
#[derive(Default)]
pub struct Script {
    /// The next outcomes of each recipient; then messages are sent.
    fates: BTreeMap<String, VecDeque<Fate>>,
    /// Recipient, subject and text of the notices that were sent.
    sent: Vec<[String; 3]>,
    /// How often a notice was handed over.
    tries: usize,
    /// Whether there is no address to send e-mail from.
    no_email: bool,
}

/// The test's hand on a channel.
#[derive(Clone, Default)]
pub struct Hand(Arc<Mutex<Script>>);

struct Scripted {
    inner: Arc<dyn Messenger>,
    hand: Hand,
}

impl Hand {
    /// A wrapper around the local sender.
    pub fn wrapper(&self) -> MessengerWrapper {
        let hand = self.clone();
        MessengerWrapper::new(move |inner| Arc::new(Scripted { inner, hand: hand.clone() }))
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap()
    }

    /// What becomes of the next notices to somebody.
    pub fn next(&self, to: &str, fates: &[Fate]) {
        self.lock().fates.entry(to.to_owned()).or_default().extend(fates);
    }

    /// Sends no e-mail from now on.
    pub fn without_email(&self) {
        self.lock().no_email = true;
    }

    /// The notices that were sent to somebody.
    pub fn sent(&self, to: &str) -> usize {
        self.lock().sent.iter().filter(|it| it[0] == to).count()
    }

    /// Subject and text of every notice that was sent.
    pub fn words(&self) -> Vec<[String; 2]> {
        self.lock().sent.iter().map(|[_, subject, text]| [subject.clone(), text.clone()]).collect()
    }

    /// How often a notice was handed over, whatever became of it.
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
        let fate = {
            let mut script = self.hand.lock();
            script.tries += 1;
            script.fates.get_mut(&to).and_then(VecDeque::pop_front)
        };
        match fate {
            Some(Fate::Refused) => return Err(MessageError::Refused(injected())),
            Some(Fate::NotNow) => return Err(MessageError::NotNow(injected())),
            Some(Fate::Unknown) => return Err(MessageError::Unknown(injected())),
            None => {}
        }
        let sent = [to, message.mail.subject.clone(), message.text.clone()];
        self.inner.send(message).await?;
        self.hand.lock().sent.push(sent);
        Ok(())
    }

    fn sends_email(&self) -> bool {
        !self.hand.lock().no_email
    }
}

/// Whether a message is a code, which is not counted here.
pub fn is_code(text: &str) -> bool {
    text.contains("Never give it to anyone")
}
