//! Connects the functions of the template with their triggers other than HTTP requests.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context, Result};

use crate::{
    background::Background,
    bus::Rule,
    clock::MovableClock,
    delivery::Delivery,
    engine::Engine,
    folder::Folder,
    functions::Function,
    schedules::Schedule,
    stream::Pump,
    stripe::StandIn,
    template::{Template, Trigger},
};

/// The parts that triggers use.
pub struct Parts<'a> {
    /// The clock.
    pub clock: &'a Arc<MovableClock>,
    /// The delivery that retries failing events.
    pub delivery: &'a Arc<Delivery>,
    /// The database.
    pub engine: &'a Engine,
    /// The folder that stores the positions in the stream.
    pub folder: Option<&'a Folder>,
    /// The payment provider.
    pub stand_in: &'a Arc<StandIn>,
}

/// Connects the functions with their rules, streams and schedules.
///
/// # Errors
///
/// A function is missing, or has a trigger that does not fit its handler.
pub fn wire(
    template: &Template,
    functions: &BTreeMap<&'static str, Arc<Function>>,
    parts: &Parts<'_>,
) -> Result<(Vec<Rule>, Background)> {
    let (mut rules, mut pumps, mut schedules) = (Vec::new(), Vec::new(), Vec::new());
    for spec in &template.functions {
        let function = functions
            .get(spec.name.as_str())
            .with_context(|| format!("the function {} is missing", spec.name))?;
        for trigger in &spec.triggers {
            match trigger {
                Trigger::Route { .. } | Trigger::Default => function.check_http(true)?,
                _ => function.check_http(false)?,
            }
            match trigger {
                Trigger::Route { .. } | Trigger::Default => {}
                Trigger::Rule(pattern) => {
                    rules.push(Rule { pattern: pattern.clone(), target: function.clone() });
                }
                Trigger::Stream(batches) => {
                    let file =
                        parts.folder.map(|folder| folder.file(&format!("position-{}", spec.name)));
                    let (database, batches) = (parts.engine.database(), batches.clone());
                    let written = parts.engine.written();
                    let pump = Pump::open(function.clone(), batches, database, written, file)?;
                    pumps.push(Arc::new(pump));
                }
                Trigger::Schedule(period) => {
                    let (clock, delivery) = (parts.clock.clone(), parts.delivery.clone());
                    let schedule = Schedule::new(function.clone(), *period, clock, delivery);
                    schedules.push(Arc::new(schedule));
                }
            }
        }
    }
    Ok((rules, Background::new(pumps, schedules, parts.stand_in.clone())))
}
