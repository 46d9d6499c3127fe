//! Processor time, which other work on the machine does not lengthen much. Where the system does not tell it, the
//! clock on the wall.

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// What this thread takes to do something.
pub fn own(work: impl FnOnce()) -> Duration {
    timed(thread, work)
}

/// What the processes take that this one starts and waits for meanwhile.
pub fn children(work: impl FnOnce()) -> Duration {
    timed(ended_children, work)
}

fn timed(clock: fn() -> Option<Duration>, work: impl FnOnce()) -> Duration {
    let now = || clock().unwrap_or_else(|| STARTED.elapsed());
    let started = now();
    work();
    now() - started
}

/// Linux counts the nanoseconds of each thread.
fn thread() -> Option<Duration> {
    let counts = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = counts.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Of children that have ended Linux counts hundredths of a second, for the user and for the system.
fn ended_children() -> Option<Duration> {
    let counts = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may have blanks in it.
    let (_, behind) = counts.rsplit_once(") ")?;
    let ticks: Vec<u64> = behind
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|ticks| ticks.parse().ok())
        .collect();
    Some(Duration::from_millis(10 * ticks.iter().sum::<u64>()))
}
