//! A progress bar on a terminal, and messages beside it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// What a person sees while the program works.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on standard error if that is a terminal. There is none where the
    /// rows themselves go to the terminal.
    pub fn new(rows_on_terminal: bool) -> Progress {
        let visible = std::io::stderr().is_terminal() && !rows_on_terminal;
        let target = if visible { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed} {msg}") {
            bar.set_style(style.with_key("per_sec", per_second));
        }
        Progress { bar }
    }

    /// No bar at all.
    pub fn none() -> Progress {
        Progress { bar: ProgressBar::hidden() }
    }

    /// Counts articles that went through.
    pub fn advance(&self, articles: u64) {
        self.bar.inc(articles);
    }

    /// Prints a line to standard error, above the bar.
    pub fn tell(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn per_second(state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write) {
    // A bar that cannot be drawn is no reason to stop.
    let _ = write!(out, "{:.0} articles/s", state.per_sec());
}
