//! `show`: a report with the evidence highlighted, and a table of its events.

use crate::arguments::InputArguments;
use crate::failure::Failure;
use crate::input::{Arrival, Articles};
use crate::paint::{self, FAINT, PLAIN, Run, STRONG, painted, raised};
use crate::progress::Progress;
use crate::setup::{Judging, Setup};
use crate::table::table;
use crate::tally::Tally;
use crate::wrap::wrapped;
use anstyle::Style;
use rapporteur::article::Article;
use rapporteur::coder::CodedArticle;
use rapporteur::evidence::Span;
use rapporteur_store::{EventMentionRow, Stamp, mention_rows};
use std::io::Write;

/// Runs the command.
pub fn run(arguments: &InputArguments) -> Result<Tally, Failure> {
    let setup = Setup::load(&arguments.data, Judging::unless(arguments.fast))?;
    let progress = Progress::none();
    let mut tally = Tally::default();
    let mut out = anstream::stdout().lock();
    for arrival in Articles::new(&arguments.inputs, arguments.date) {
        let outcome = match arrival {
            Ok(Arrival { raw, origin }) => {
                setup.coder().code(raw).map(|coded| (coded, origin.clone())).map_err(|error| (origin, error.to_string()))
            }
            Err(refusal) => Err((refusal.origin, refusal.message)),
        };
        match outcome {
            Ok((coded, origin)) => {
                if !tally.settle(&progress, &origin, &coded.diagnostics) {
                    continue;
                }
                if tally.articles > 1 {
                    writeln!(out)?;
                }
                out.write_all(view(&coded, &setup.stamp(), paint::terminal_width()).as_bytes())?;
            }
            Err((origin, message)) => tally.fail(&progress, &origin, &message),
        }
    }
    out.flush()?;
    Ok(tally)
}

/// The whole view of one article.
fn view(coded: &CodedArticle, stamp: &Stamp, columns: usize) -> String {
    let rows = mention_rows(&coded.article, &coded.mentions, stamp);
    let mut out = heading(&coded.article, columns);
    for (number, paragraph) in coded.article.paragraphs().enumerate() {
        let runs = highlighted(&coded.article.verbatim, paragraph, &rows);
        if number > 0 {
            out.push('\n');
        }
        for line in wrapped(&runs, columns.min(100)) {
            out.push_str(&format!("{}\n", painted(&line)));
        }
    }
    out.push('\n');
    if rows.is_empty() {
        out.push_str(&format!("{FAINT}no event was found{}{FAINT:#}\n", left_out(coded.doubtful, ", ")));
        return out;
    }
    let cells: Vec<Vec<Vec<Run>>> = rows.iter().enumerate().map(|(number, row)| cells(number + 1, row)).collect();
    out.push_str(&table(&["", "who", "did what", "to whom", "where", "when", "according to", "truth"], &cells, columns));
    if coded.doubtful > 0 {
        out.push_str(&format!("{FAINT}{}{FAINT:#}\n", left_out(coded.doubtful, "")));
    }
    out
}

/// That rows were too doubtful to be shown; nothing if none were.
fn left_out(count: usize, comma: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!("{comma}1 doubtful row is left out; `rapporteur explain` shows it"),
        _ => format!("{comma}{count} doubtful rows are left out; `rapporteur explain` shows them"),
    }
}

/// Title, outlet and date.
fn heading(article: &Article, columns: usize) -> String {
    let mut out = String::new();
    if let Some(title) = article.titles.first() {
        for line in wrapped(&[Run::new(title.text.as_str(), STRONG)], columns.min(100)) {
            out.push_str(&format!("{}\n", painted(&line)));
        }
    }
    let date = article.published.map(|date| date.to_string()).unwrap_or("no date of publication".to_owned());
    let facts: Vec<String> = [Some(date), article.outlet.clone(), Some(article.id.clone())].into_iter().flatten().collect();
    for line in wrapped(&[Run::new(facts.join(" · "), FAINT)], columns.min(100)) {
        out.push_str(&format!("{}\n\n", painted(&line)));
    }
    out
}

/// A paragraph with the words of its events in colour and the number of each
/// event behind its trigger.
fn highlighted(text: &str, paragraph: Span, rows: &[EventMentionRow]) -> Vec<Run> {
    let mut styles = vec![PLAIN; paragraph.len()];
    let mut paint = |start: u32, end: u32, style: Style| {
        if paragraph.contains(Span { start, end }) {
            let offset = paragraph.start;
            styles[(start - offset) as usize..(end - offset) as usize].fill(style);
        }
    };
    // What is painted later covers what was painted before: the trigger is
    // inside the phrases of its event more often than they are inside it.
    for row in rows {
        for link in &row.attribution {
            paint(link.start.unwrap_or(0), link.end.unwrap_or(0), paint::SPEAKER);
        }
        row.targets.iter().for_each(|target| paint(target.start, target.end, paint::TARGET));
        row.sources.iter().for_each(|source| paint(source.start, source.end, paint::SOURCE));
        row.places.iter().for_each(|place| paint(place.start, place.end, paint::PLACE));
    }
    for row in rows {
        paint(row.trigger.start, row.trigger.end, paint::quad(row.quad_class).underline());
    }
    let mut runs: Vec<Run> = Vec::new();
    for (place, character) in paragraph.of(text).char_indices() {
        let end_of = |row: &&EventMentionRow| row.trigger.end == paragraph.start + place as u32;
        marks(rows, end_of, &mut runs);
        match runs.last_mut() {
            Some(run) if run.style == styles[place] => run.text.push(character),
            _ => runs.push(Run::new(character, styles[place])),
        }
    }
    marks(rows, |row| row.trigger.end == paragraph.end, &mut runs);
    runs
}

/// The numbers of the events whose trigger ends here.
fn marks(rows: &[EventMentionRow], ends_here: impl Fn(&&EventMentionRow) -> bool, runs: &mut Vec<Run>) {
    let numbers: Vec<(usize, u8)> =
        rows.iter().enumerate().filter(|(_, row)| ends_here(row)).map(|(number, row)| (number + 1, row.quad_class)).collect();
    for (position, &(number, class)) in numbers.iter().enumerate() {
        let comma = if position > 0 { "’" } else { "" };
        runs.push(Run::new(format!("{comma}{}", raised(number)), paint::quad(class)));
    }
}

/// The table's cells for one event.
fn cells(number: usize, row: &EventMentionRow) -> Vec<Vec<Run>> {
    let style = paint::quad(row.quad_class);
    vec![
        vec![Run::new(number.to_string(), style)],
        participants(&row.sources, paint::SOURCE),
        deed(row, style),
        if row.targets.is_empty() && row.reciprocal {
            vec![Run::new("each other", FAINT)]
        } else {
            participants(&row.targets, paint::TARGET)
        },
        places(row),
        time(row),
        speakers(row),
        truth(row),
    ]
}

fn participants(list: &[rapporteur_store::mention_row::ParticipantRow], style: Style) -> Vec<Run> {
    let mut runs = Vec::new();
    for participant in list {
        lead(&mut runs);
        runs.push(Run::new(participant.name.as_ref().unwrap_or(&participant.text).as_str(), style));
        let codes: Vec<&str> = participant.country.iter().chain(&participant.sectors).map(String::as_str).collect();
        if !codes.is_empty() {
            runs.push(Run::new(format!(" {}", codes.join("·")), FAINT));
        }
    }
    runs
}

fn deed(row: &EventMentionRow, style: Style) -> Vec<Run> {
    let mut runs = vec![Run::new(row.event_type.as_str(), style)];
    if let Some(mode) = &row.mode {
        runs.push(Run::new(format!(" {mode}"), style));
    }
    if let Some(cameo) = &row.cameo {
        runs.push(Run::new(format!(" {cameo}"), FAINT));
    }
    runs.push(Run::new(format!("\n“{}”", row.trigger.text), PLAIN));
    let tolls = [("killed", row.killed), ("wounded", row.wounded)];
    for (name, toll) in tolls.iter().filter_map(|&(name, toll)| Some((name, toll?))) {
        runs.push(Run::new(format!("\n{toll} {name}"), STRONG));
    }
    if !row.contexts.is_empty() {
        runs.push(Run::new(format!("\n{}", row.contexts.join(", ")), FAINT));
    }
    runs
}

fn places(row: &EventMentionRow) -> Vec<Run> {
    let mut runs = Vec::new();
    for place in &row.places {
        lead(&mut runs);
        runs.push(Run::new(place.name.as_str(), paint::PLACE));
        let country = place.country.as_deref().filter(|_| place.precision.as_deref() != Some("country"));
        let role = Some(place.role.as_str()).filter(|role| *role != "location");
        for note in [country, role].into_iter().flatten() {
            runs.push(Run::new(format!(" {note}"), FAINT));
        }
    }
    runs
}

fn time(row: &EventMentionRow) -> Vec<Run> {
    let Some(time) = &row.time else { return Vec::new() };
    let days = match (&time.start, &time.end) {
        (Some(start), Some(end)) if start == end => start.clone(),
        (start, end) => format!("{} – {}", start.as_deref().unwrap_or("…"), end.as_deref().unwrap_or("…")),
    };
    let mut runs = vec![Run::new(days, paint::TIME)];
    match &time.text {
        Some(text) => runs.push(Run::new(format!("\n“{text}”"), FAINT)),
        None => runs.push(Run::new(format!("\n{}", time.basis), FAINT)),
    }
    runs
}

fn speakers(row: &EventMentionRow) -> Vec<Run> {
    let mut runs = Vec::new();
    for link in &row.attribution {
        lead(&mut runs);
        runs.push(Run::new(link.name.as_ref().or(link.text.as_ref()).map_or("?", String::as_str), paint::SPEAKER));
        if let Some(cue) = &link.cue {
            runs.push(Run::new(format!(" {cue}"), FAINT));
        }
    }
    if runs.is_empty() {
        runs.push(Run::new("the outlet", FAINT));
    }
    runs
}

fn truth(row: &EventMentionRow) -> Vec<Run> {
    let mut runs = vec![Run::new(row.factuality.as_str(), PLAIN)];
    if row.polarity == "negative" {
        runs.push(Run::new(" not", paint::quad(4)));
    }
    runs
}

/// Each item of a cell stands on its own line.
fn lead(runs: &mut Vec<Run>) {
    if !runs.is_empty() {
        runs.push(Run::new("\n", PLAIN));
    }
}
