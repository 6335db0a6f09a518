//! Signs of life of the functions that nobody waits for. An alarm rings when
//! one of them is silent: when its schedule or its part of the stream is
//! switched off, nothing else would say so.
//!
//! Each run of a schedule is a beat. So that those who read the table's stream
//! have something to read in a quiet shop too, cleanup-unverified-orders writes
//! an item every minute, whose change is the beat of each of them.

use docket_store::is_heartbeat;
use serde_json::Value;

/// Whether doing this work is a sign of life.
pub fn is_beat(payload: &Value) -> bool {
    let is_scheduled = payload["detail-type"] == "Scheduled Event";
    let mut records = payload["Records"].as_array().into_iter().flatten();
    is_scheduled
        || records.any(|record| {
            record.pointer("/dynamodb/Keys/sk/S").and_then(Value::as_str).is_some_and(is_heartbeat)
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scheduled_runs_and_batches_with_a_heartbeat_are_beats() {
        let record = |sk: &str| json!({"dynamodb": {"Keys": {"pk": {"S": "x"}, "sk": {"S": sk}}}});
        for (payload, beats) in [
            (json!({"detail-type": "Scheduled Event", "source": "aws.events"}), true),
            (json!({"Records": [record("O"), record("HB")]}), true),
            (json!({"Records": [record("O")]}), false),
            (json!({"Records": []}), false),
            (json!({"detail-type": "OrderPlaced"}), false),
            // By hand: reconcile is asked for something.
            (json!({"republish": {"from": "2026-11-20T06:00:00Z"}}), false),
        ] {
            assert_eq!(is_beat(&payload), beats, "{payload}");
        }
    }
}
