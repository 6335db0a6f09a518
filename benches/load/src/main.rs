//! A load test of guest checkouts against a running local Docket.
//!
//! Each guest uses a new phone number, places an order with one line item, reads
//! the verification code from the local message log, and verifies the order. The
//! program repeats the run and prints the medians as one line of JSON.

mod api;
mod figures;
mod processor;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use anyhow::{Result, ensure};
use clap::Parser;
use serde_json::json;
use tokio::task::JoinSet;

use crate::{
    api::Api,
    figures::{Run, median, percentiles},
    processor::processor_time,
};

/// Lets guests check out at a running `docket`.
#[derive(Debug, Parser)]
struct Options {
    /// Where it runs.
    #[arg(default_value = "http://127.0.0.1:4100")]
    url: String,
    /// How many guests check out at the same time.
    #[arg(long, default_value_t = 16)]
    at_once: usize,
    /// How many guests check out in a run.
    #[arg(long, default_value_t = 400)]
    guests: usize,
    /// How many check out before the first run, and are not measured.
    #[arg(long, default_value_t = 100)]
    warm_up: usize,
    /// How many runs the median is of.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Over how many items the product's stock is spread.
    #[arg(long, default_value_t = 1)]
    stock_buckets: u32,
    /// Only place orders, and confirm none.
    #[arg(long)]
    place_only: bool,
    /// The process that serves: what it takes of the processor is measured, too.
    #[arg(long)]
    pid: Option<u32>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    ensure!(options.runs > 0 && options.at_once > 0, "at least one run of one guest");
    let api = Arc::new(Api::open(&options.url, options.stock_buckets).await?);
    check_out(&api, &options, options.warm_up).await?;
    let mut runs = Vec::new();
    for _ in 0..options.runs {
        let before = options.pid.map(processor_time).transpose()?;
        let mut run = check_out(&api, &options, options.guests).await?;
        if let (Some(pid), Some(before)) = (options.pid, before) {
            run.processor = processor_time(pid)?.saturating_sub(before);
        }
        runs.push(run);
    }
    let done = runs.iter().map(|run| run.whole.len()).min().unwrap_or(0);
    let errors: Vec<_> = runs.iter().flat_map(|run| run.errors.clone()).collect();
    let line = json!({
        "atOnce": options.at_once,
        "guests": done,
        "runs": options.runs,
        "perSecond": median(&runs, Run::per_second),
        "placeMs": percentiles(&runs, |run| &run.place),
        "confirmMs": percentiles(&runs, |run| &run.confirm),
        "wholeMs": percentiles(&runs, |run| &run.whole),
        "processorMs": options.pid.map(|_| median(&runs, Run::processor_each)),
        "errors": errors,
    });
    println!("{line}");
    ensure!(errors.is_empty(), "{} guests could not check out", errors.len());
    Ok(())
}

/// One run: `guests` checkouts, of which `at_once` are in progress at a time.
async fn check_out(api: &Arc<Api>, options: &Options, guests: usize) -> Result<Run> {
    let started_at = Instant::now();
    let started = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..options.at_once {
        let (api, started, place_only) = (api.clone(), started.clone(), options.place_only);
        workers.spawn(async move {
            let mut run = Run::default();
            while started.fetch_add(1, Ordering::Relaxed) < guests {
                if let Err(error) = check_out_guest(&api, place_only, &mut run).await {
                    run.errors.push(error.to_string());
                }
            }
            run
        });
    }
    let mut run = Run::default();
    for part in workers.join_all().await {
        run.add(part);
    }
    run.took = started_at.elapsed();
    Ok(run)
}

async fn check_out_guest(api: &Api, place_only: bool, run: &mut Run) -> Result<()> {
    let (started_at, phone) = (Instant::now(), api.another_phone());
    let order = api.place(&phone).await?;
    run.place.push(started_at.elapsed());
    if !place_only {
        let code = api.code(&phone, 0).await?;
        let confirm_started_at = Instant::now();
        api.confirm(&order, &code).await?;
        run.confirm.push(confirm_started_at.elapsed());
    }
    run.whole.push(started_at.elapsed());
    Ok(())
}
