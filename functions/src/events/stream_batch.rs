use serde_json::Value;

/// One invocation by the table's stream.
#[derive(Debug)]
pub struct StreamBatch {
    /// Records of the stream, unparsed: a record that cannot be read is stored as it came.
    pub records: Vec<Value>,
    /// Shard of the records. A stream without tumbling windows sends no shard; the name of the
    /// stream is used then.
    pub shard: Option<String>,
}

impl StreamBatch {
    /// Takes the records out of a payload without copying them, as deserializing into a struct
    /// would.
    pub(crate) fn read(mut payload: Value) -> Result<Self, serde_json::Error> {
        let shard = ["/shardId", "/eventSourceARN", "/Records/0/eventSourceARN"]
            .into_iter()
            .find_map(|place| payload.pointer(place)?.as_str())
            .map(str::to_owned);
        match payload.get_mut("Records").map(Value::take) {
            Some(Value::Array(records)) => Ok(Self { records, shard }),
            Some(_) | None => Err(serde::de::Error::missing_field("Records")),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_shard_is_named_by_the_window_or_else_by_the_stream() {
        let records = json!([{"eventSourceARN": "of the record"}]);
        for (payload, shard) in [
            (json!({"Records": records, "shardId": "s", "eventSourceARN": "a"}), "s"),
            (json!({"Records": records, "eventSourceARN": "a"}), "a"),
            (json!({"Records": records}), "of the record"),
        ] {
            let batch = StreamBatch::read(payload).unwrap();
            assert_eq!((batch.records.len(), batch.shard.as_deref()), (1, Some(shard)));
        }
        assert_eq!(StreamBatch::read(json!({"Records": []})).unwrap().shard, None);
    }

    #[test]
    fn a_payload_without_records_is_an_error() {
        for payload in [json!({}), json!({"Records": "x"}), json!([])] {
            assert!(StreamBatch::read(payload).is_err());
        }
    }
}
