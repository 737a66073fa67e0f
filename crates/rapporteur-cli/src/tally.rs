//! What went well and what did not: messages as they come, counts at the end.

use crate::input::Origin;
use crate::progress::Progress;
use rapporteur::diagnostic::{Diagnostics, Severity};
use std::process::ExitCode;

/// Counts of one run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Articles that went through.
    pub articles: u64,
    /// Words of these articles.
    pub words: u64,
    /// Rows that were written.
    pub rows: u64,
    /// Rows that were left out as too doubtful.
    pub doubtful: u64,
    /// Inputs and articles that failed.
    pub failed: u64,
    /// Articles that went through with something left out or guessed.
    pub warned: u64,
}

impl Tally {
    /// Tells of an input that failed and counts it.
    pub fn fail(&mut self, progress: &Progress, origin: &Origin, message: &str) {
        self.failed += 1;
        progress.tell(&format!("error: {origin}: {message}"));
    }

    /// Tells of what was left out or guessed in an article. Gives whether it
    /// went through: what could not be read at all has failed, even though
    /// the coder makes an article without words of it.
    pub fn settle(&mut self, progress: &Progress, origin: &Origin, diagnostics: &Diagnostics) -> bool {
        if let Some(reason) = diagnostics.iter().find(|diagnostic| matches!(diagnostic.kind, "binary" | "too-long")) {
            self.fail(progress, origin, &reason.message);
            return false;
        }
        self.articles += 1;
        let mut warnings = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).peekable();
        if warnings.peek().is_some() {
            self.warned += 1;
        }
        for warning in warnings {
            progress.tell(&format!("warning: {origin}: {}", warning.message));
        }
        true
    }

    /// Tells the counts of a run over many articles.
    pub fn summary(&self, seconds: f64) -> String {
        let mut parts = vec![format!("{} coded", counted(self.articles, "article")), counted(self.rows, "row")];
        if self.doubtful > 0 {
            parts.push(format!("{} doubtful left out", self.doubtful));
        }
        if self.warned > 0 {
            parts.push(format!("{} with warnings", self.warned));
        }
        if self.failed > 0 {
            parts.push(format!("{} failed", self.failed));
        }
        let rate = if seconds > 0.0 {
            format!(" ({:.0} articles/s, {:.0} words/s)", self.articles as f64 / seconds, self.words as f64 / seconds)
        } else {
            String::new()
        };
        format!("{} in {seconds:.1} s{rate}", parts.join(", "))
    }

    /// 0 if nothing failed, 1 otherwise.
    pub fn exit_code(&self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
    }
}

fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
