//! Progress bars on standard error, one stage at a time.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Session;
use crate::bureau::NotNow;
use crate::metrics::Stages;
use crate::nightly::{Progress, Stage};
use crate::order::Lang;

/// The bar of the stage that runs; hidden where nobody can see it.
pub struct NightBar {
    lang: Lang,
    draws: bool,
    talks: bool,
    colored: bool,
    bar: Mutex<ProgressBar>,
    stages: Arc<Stages>,
}

impl NightBar {
    /// A bar for a session.
    pub fn new(session: &Session) -> Self {
        Self {
            lang: session.lang,
            draws: session.draws(),
            talks: session.talks,
            colored: session.colors_talk(),
            bar: Mutex::new(ProgressBar::hidden()),
            stages: Arc::clone(&session.stages),
        }
    }

    /// The last stage is over: the line is cleared for what follows.
    pub fn finish(&self) {
        self.stages.end();
        self.current().finish_and_clear();
    }

    fn current(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        // A thread that panicked while it held the bar has left a bar that can still be drawn.
        self.bar
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Progress for NightBar {
    fn begin(&self, stage: Stage, steps: Option<u64>) {
        self.stages.begin(stage);
        let mut bar = self.current();
        bar.finish_and_clear();
        if !self.draws {
            return;
        }
        let (zh, en) = match stage {
            Stage::Reading => ("读取", "reading"),
            Stage::Checking => ("检查", "checking"),
            Stage::Proving => ("生成与校验", "writing and proving"),
            Stage::Sealing => ("封装", "sealing"),
            Stage::Sending => ("上报", "sending"),
            Stage::Fetching => ("下载", "fetching"),
        };
        let name = match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let (next, template) = match (steps, self.colored) {
            (Some(steps), true) => (
                ProgressBar::new(steps),
                "{prefix:>12} {bar:30.cyan/dim} {pos}/{len} {per_sec:.dim} {eta:.dim}",
            ),
            (Some(steps), false) => (
                ProgressBar::new(steps),
                "{prefix:>12} {bar:30} {pos}/{len} {per_sec} {eta}",
            ),
            (None, true) => (
                ProgressBar::new_spinner(),
                "{prefix:>12} {spinner:.cyan} {pos}",
            ),
            (None, false) => (ProgressBar::new_spinner(), "{prefix:>12} {spinner} {pos}"),
        };
        let style =
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        next.set_style(style.progress_chars("━━─"));
        next.set_prefix(name);
        next.enable_steady_tick(Duration::from_millis(120));
        *bar = next;
    }

    fn step(&self) {
        self.current().inc(1);
    }

    fn waits(&self, bureau: &str, why: &NotNow, wait: Duration) {
        if !self.talks {
            return;
        }
        let seconds = wait.as_secs();
        let line = match (why, self.lang) {
            (NotNow::Said(code), Lang::Zh) => {
                format!("管局「{bureau}」暂不受理（{code}），{seconds} 秒后再试")
            }
            (NotNow::Said(code), Lang::En) => {
                format!("bureau \"{bureau}\" says \"not now\" ({code}), asked again in {seconds} s")
            }
            (NotNow::NoAnswer(seen), Lang::Zh) => {
                format!("管局「{bureau}」没有应答（{seen}），{seconds} 秒后再试")
            }
            (NotNow::NoAnswer(seen), Lang::En) => {
                format!("bureau \"{bureau}\" gives no answer ({seen}), asked again in {seconds} s")
            }
        };
        // Whoever has closed standard error does not want to be told.
        self.current().suspend(|| {
            let _ = writeln!(io::stderr(), "{line}");
        });
    }
}
