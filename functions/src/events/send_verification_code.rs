use docket_app::{Failure, SharedApp, messages::send_code};
use docket_contract::CodeRequested;

use super::delivered::Delivered;

/// Sends a verification code, once per send number.
pub async fn send_verification_code(
    app: SharedApp,
    event: Delivered<CodeRequested>,
) -> Result<(), Failure> {
    send_code(&app, &event.detail).await
}
