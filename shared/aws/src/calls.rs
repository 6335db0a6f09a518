use std::time::Duration;

use aws_config::{BehaviorVersion, ConfigLoader, retry::RetryConfig, timeout::TimeoutConfig};

/// The timeout of one attempt of a call to AWS; well below the functions' own timeouts.
pub const ATTEMPT: Duration = Duration::from_millis(1500);
/// The timeout of one operation with its retries.
const OPERATION: Duration = Duration::from_secs(5);

/// The SDK configuration of every function: its timeouts, and three attempts per
/// operation.
#[must_use]
pub fn aws_calls() -> ConfigLoader {
    aws_config::defaults(BehaviorVersion::latest())
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .timeout_config(
            TimeoutConfig::builder()
                .operation_attempt_timeout(ATTEMPT)
                .operation_timeout(OPERATION)
                .build(),
        )
}
