//! How long each stage of a run takes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::nightly::Stage;

/// A clock that is told when a stage begins; the next one ends it.
#[derive(Debug, Default)]
pub struct Stages(Mutex<Laps>);

#[derive(Debug, Default)]
struct Laps {
    running: Option<(Stage, Instant)>,
    done: Vec<(Stage, Duration)>,
}

impl Stages {
    /// A stage begins.
    pub fn begin(&self, stage: Stage) {
        let mut laps = self.laps();
        laps.end();
        laps.running = Some((stage, Instant::now()));
    }

    /// The stage that runs is over, and none follows yet.
    pub fn end(&self) {
        self.laps().end();
    }

    /// The time of each stage so far, in the order of their first beginning.
    pub fn taken(&self) -> Vec<(Stage, Duration)> {
        self.laps().done.clone()
    }

    fn laps(&self) -> std::sync::MutexGuard<'_, Laps> {
        // A thread that panicked in between has left times that are still true.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Laps {
    fn end(&mut self) {
        let Some((stage, began)) = self.running.take() else {
            return;
        };
        // A stage that comes once for each bureau is one stage.
        let took = began.elapsed();
        match self.done.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, total)) => *total += took,
            None => self.done.push((stage, took)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_comes_again_is_added_up() {
        let stages = Stages::default();
        for stage in [
            Stage::Reading,
            Stage::Sending,
            Stage::Fetching,
            Stage::Sending,
        ] {
            stages.begin(stage);
        }
        stages.end();
        stages.end();
        let names: Vec<Stage> = stages.taken().iter().map(|(stage, _)| *stage).collect();
        assert_eq!(names, [Stage::Reading, Stage::Sending, Stage::Fetching]);
    }
}
