//! The log format of functions on AWS: one JSON object per line with the field names of
//! Powertools for AWS Lambda, and metrics in `CloudWatch`'s embedded metric format.
//!
//! Log events with the target [`METRIC`] become metrics.

use std::{
    fmt::Debug,
    io::Write,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use docket_domain::moment_text;
use docket_platform::metrics::METRIC;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

/// The namespace of all metrics.
const NAMESPACE: &str = "Docket";
/// The dimension: the name of the stack.
const DEPLOYMENT: &str = "Deployment";

/// The fields that every line of an invocation has.
#[derive(Debug, Clone, Default)]
pub struct Invocation {
    /// The name of the function.
    pub service: &'static str,
    /// Lambda's id of the invocation.
    pub request_id: String,
    /// The id that links a request with the events and invocations that it causes.
    pub correlation_id: Option<String>,
    /// The X-Ray trace id.
    pub trace_id: Option<String>,
}

/// Writes log events as JSON lines. A Lambda process runs one invocation at a time, so the
/// current invocation is a process-wide value.
pub struct Lines<W> {
    deployment: String,
    out: Mutex<W>,
}

static CURRENT: Mutex<Option<(Invocation, bool)>> = Mutex::new(None);
static STARTED: AtomicBool = AtomicBool::new(false);

/// Sets the invocation that the following lines belong to.
pub fn begin(invocation: Invocation) {
    let cold = !STARTED.swap(true, Ordering::Relaxed);
    *CURRENT.lock().unwrap_or_else(PoisonError::into_inner) = Some((invocation, cold));
}

impl<W: Write> Lines<W> {
    /// Makes a writer of lines to `out`. `deployment` is the name of the stack.
    pub const fn new(deployment: String, out: W) -> Self {
        Self { deployment, out: Mutex::new(out) }
    }
}

impl<S: Subscriber, W: Write + Send + 'static> Layer<S> for Lines<W> {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let now = Timestamp::now();
        let mut line = Fields::default();
        event.record(&mut line);
        let current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let line = if event.metadata().target() == METRIC {
            metric(&line.0, &self.deployment, current, now)
        } else {
            log(line.0, event, current, now)
        };
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // An error of the log itself cannot be reported anywhere.
        writeln!(out, "{}", Value::Object(line)).ok();
    }
}

fn log(
    fields: Map<String, Value>,
    event: &Event<'_>,
    current: Option<(Invocation, bool)>,
    now: Timestamp,
) -> Map<String, Value> {
    let mut line = Map::new();
    line.insert("timestamp".to_owned(), moment_text(now).into());
    line.insert("level".to_owned(), event.metadata().level().as_str().into());
    line.extend(fields);
    line.insert("location".to_owned(), event.metadata().target().into());
    line.extend(context(current));
    line
}

/// A line in the embedded metric format.
fn metric(
    fields: &Map<String, Value>,
    deployment: &str,
    current: Option<(Invocation, bool)>,
    now: Timestamp,
) -> Map<String, Value> {
    let name = fields.get("metric").and_then(Value::as_str).unwrap_or_default();
    let mut line = Map::new();
    line.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": NAMESPACE,
                "Dimensions": [[DEPLOYMENT]],
                "Metrics": [{"Name": name, "Unit": "Count"}],
            }],
        }),
    );
    line.insert(DEPLOYMENT.to_owned(), deployment.into());
    line.insert(name.to_owned(), 1.into());
    line.extend(context(current));
    line
}

fn context(current: Option<(Invocation, bool)>) -> Map<String, Value> {
    let mut fields = Map::new();
    let Some((invocation, cold)) = current else { return fields };
    let Invocation { service, request_id, correlation_id, trace_id } = invocation;
    fields.insert("service".to_owned(), service.into());
    fields.insert("cold_start".to_owned(), cold.into());
    fields.insert("function_request_id".to_owned(), request_id.into());
    for (name, value) in [("correlation_id", correlation_id), ("xray_trace_id", trace_id)] {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value.into());
        }
    }
    fields
}

/// The fields of an event as JSON.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::sync::Arc;

    use docket_platform::metrics::{Metric, count};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// One test, because the invocation is a process-wide value.
    #[test]
    fn lines_carry_the_invocation_and_metrics_are_in_the_embedded_format() {
        let sink = Sink::default();
        let lines = Lines::new("docket".to_owned(), sink.clone());
        let subscriber = tracing_subscriber::registry().with(lines);
        tracing::subscriber::with_default(subscriber, || {
            for request_id in ["r-1", "r-2"] {
                begin(Invocation {
                    service: "create-order",
                    request_id: request_id.to_owned(),
                    correlation_id: Some("c-1".to_owned()),
                    trace_id: None,
                });
                tracing::warn!(route = "/api/orders", status = 201_u16, "answered");
            }
            count(Metric::OrdersPlaced);
        });
        let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        for (line, (id, cold)) in lines.iter().zip([("r-1", true), ("r-2", false)]) {
            assert!(line["timestamp"].as_str().unwrap().parse::<Timestamp>().is_ok());
            assert_eq!(line["level"], "WARN");
            assert_eq!(line["message"], "answered");
            assert_eq!(line["status"], 201);
            assert_eq!(line["service"], "create-order");
            assert_eq!(line["function_request_id"], id);
            assert_eq!(line["correlation_id"], "c-1");
            assert_eq!(line["cold_start"], cold);
            assert!(line.get("xray_trace_id").is_none());
        }
        let metric = &lines[2];
        let directive = &metric["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(directive["Namespace"], "Docket");
        assert_eq!(directive["Dimensions"], json!([["Deployment"]]));
        assert_eq!(directive["Metrics"], json!([{"Name": "OrdersPlaced", "Unit": "Count"}]));
        assert_eq!((&metric["Deployment"], &metric["OrdersPlaced"]), (&json!("docket"), &json!(1)));
        assert!(metric["_aws"]["Timestamp"].is_i64());
    }
}
