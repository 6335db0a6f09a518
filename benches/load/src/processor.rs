//! The processor time that a process has used, read from `/proc`.

use std::{fs, time::Duration};

use anyhow::{Context, Result};

/// The kernel counts in hundredths of a second for every program (proc(5), `sysconf(_SC_CLK_TCK)`).
const TICK: Duration = Duration::from_millis(10);

/// The processor time of all threads of a process since it started: user and system time.
///
/// # Errors
///
/// When `/proc/{pid}/stat` cannot be read, for example because the process does not exist.
pub fn processor_time(pid: u32) -> Result<Duration> {
    let path = format!("/proc/{pid}/stat");
    let text = fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))?;
    // The name of the program, in parentheses, may have spaces.
    let (_, fields) = text.rsplit_once(')').context("a line of stat has a name")?;
    let times = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
    let ticks: u32 = times.sum::<Result<_, _>>().context("times are numbers")?;
    Ok(TICK * ticks)
}
