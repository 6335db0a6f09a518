use std::time::Duration;

use aws_config::{BehaviorVersion, ConfigLoader, retry::RetryConfig, timeout::TimeoutConfig};

/// One call to AWS; far below the functions' own timeouts.
pub const ATTEMPT: Duration = Duration::from_millis(1500);
/// One operation with its repeats.
const OPERATION: Duration = Duration::from_secs(5);

/// How every function calls AWS: when it gives up waiting, and how often it
/// asks again.
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
