//! The ports that the functions talk through, and their AWS adapters.
//!
//! A port is a trait only where two real implementations exist: AWS, and the
//! local program that runs the same functions on one machine.

mod clock;
mod events;
mod keys;
mod messages;
mod settings;
mod tokens;

pub use clock::{Clock, SystemClock};
pub use events::{AwsEventBus, BusError, BusEvent, EventBus};
pub use keys::{KeyError, KeyMaterial, Keys, MAC_BYTES, SecretKey, random};
pub use messages::{AwsMessenger, Message, MessageError, Messenger};
pub use settings::{Settings, SettingsError};
pub use tokens::{Claims, Token, TokenError, TokenIssuer, TokenKind, TokenVerifier};
