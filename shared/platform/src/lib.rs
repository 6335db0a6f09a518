//! The ports that the functions talk through, and their AWS adapters.
//!
//! A port is a trait only where two real implementations exist: AWS, and the
//! local program that runs the same functions on one machine. The vault alone
//! is one for its tests: on one machine nobody deploys, and keys are made
//! without it.

mod aws;
mod clock;
mod custom_resource;
mod digest;
mod events;
mod key_error;
mod keys;
mod messages;
mod oidc;
mod settings;
mod token_keys;
mod tokens;
mod vault;
mod web;

pub use clock::{Clock, SystemClock};
pub use custom_resource::{AnswerError, answer_cloudformation};
pub use digest::digest;
pub use events::{AwsEventBus, BusError, BusEvent, EventBus};
pub use key_error::KeyError;
pub use keys::{KeyMaterial, Keys, MAC_BYTES, SecretKey, random};
pub use messages::{AwsMessenger, Message, MessageError, Messenger, SmsSender};
pub use oidc::{ExternalIssuer, IdTokenError, Identity, IssuerError, Oidc};
pub use settings::{Settings, SettingsError};
pub use token_keys::TokenKeys;
pub use tokens::{Claims, Token, TokenError, TokenIssuer, TokenKind, TokenVerifier};
pub use vault::{AwsVault, Vault, VaultError, Written};
pub use web::Transport;
