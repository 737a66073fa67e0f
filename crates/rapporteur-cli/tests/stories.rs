//! The golden stories: what the program makes of each story in `stories/`.
//!
//! A story is a Markdown file with a heading, a sentence on what is at stake,
//! and one or more pairs of fences: `story DATE`, and `events` with a table.
//! The stories play in the invented world of `stories/world/`, those of
//! `stories/real/` on the shipped tables.
//!
//! `RAPPORTEUR_BLESS=1 cargo test -p rapporteur-cli --test stories` writes
//! today's answers into the files; read the difference before keeping it.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{Content, RawArticle};
use rapporteur::coder::{CodedArticle, Coder};
use rapporteur::event::mention::{EventMention, Participant, PlaceRole};
use rapporteur::evidence::Span;
use rapporteur::ontology::Polarity;
use rapporteur::resource::Resources;
use rapporteur_neural::{NeuralJudge, NeuralParser};
use std::path::{Path, PathBuf};

/// The columns of the `events` table.
const COLUMNS: [&str; 9] = ["type", "source", "target", "truth", "according to", "time", "place", "toll", "quote"];

#[test]
fn invented_stories_are_coded_as_told() {
    let world = folder().join("world");
    let resources = Resources::load(&[world.as_path()]).unwrap();
    let told = check(&folder(), &resources);
    assert!(told >= 50, "found {told} stories, wanted at least 50");
}

#[test]
fn real_stories_are_coded_as_told() {
    assert!(check(&folder().join("real"), &Resources::embedded()) > 0);
}

/// Runs the stories of a folder and compares; gives their number.
fn check(folder: &Path, resources: &Resources) -> usize {
    let (parser, judge) = (NeuralParser::embedded().unwrap(), NeuralJudge::embedded().unwrap());
    let coder = Coder { resources, parser: &parser, judge: Some(&judge), least: None };
    let bless = std::env::var_os("RAPPORTEUR_BLESS").is_some();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    let mut told = 0;
    let mut wrong = Vec::new();
    for path in files {
        let markdown = std::fs::read_to_string(&path).unwrap();
        let file = StoryFile::read(&markdown).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        told += file.stories.len();
        let found: Vec<Vec<String>> = file.stories.iter().map(|story| run(story, folder, coder)).collect();
        if bless {
            std::fs::write(&path, file.with_tables(&markdown, &found)).unwrap();
            continue;
        }
        for (story, found) in file.stories.iter().zip(&found) {
            if *found != story.rows {
                wrong.push(format!(
                    "{}:{}\n  wanted:\n{}\n  found:\n{}",
                    path.display(),
                    story.table_line,
                    indented(&story.rows),
                    indented(found)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} stories are coded otherwise than told:\n{}", wrong.len(), wrong.join("\n"));
    told
}

/// Codes a story; gives a row for each event mention.
fn run(story: &Story, folder: &Path, coder: Coder<'_>) -> Vec<String> {
    let text = match &story.file {
        Some(name) => std::fs::read_to_string(folder.join(name)).unwrap(),
        None => story.text.clone(),
    };
    let raw = RawArticle {
        id: "story".to_owned(),
        content: Content::Text(text),
        published: Some(story.published.clone()),
        ..RawArticle::default()
    };
    let coded = coder.code(raw).unwrap();
    coded.mentions.iter().map(|mention| row(&coded, mention)).collect()
}

/// An event mention in the columns of the table.
fn row(coded: &CodedArticle, mention: &EventMention) -> String {
    let quote = |span: Span| span.of(&coded.article.verbatim).split_whitespace().collect::<Vec<_>>().join(" ");
    let people = |list: &[Participant]| listed(list.iter().map(|participant| participant_shown(participant, &quote(participant.span))));
    let mode = mention.mode.as_ref().map_or(String::new(), |mode| format!("/{mode}"));
    let negated = if mention.polarity == Polarity::Negative { "not " } else { "" };
    let speakers = mention.attribution.iter().map(|link| {
        link.actor.as_ref().map(|actor| actor.name.clone()).or_else(|| link.speaker.map(quote)).unwrap_or_else(|| "unnamed".to_owned())
    });
    let time = mention.time.as_ref().map_or("-".to_owned(), |time| {
        let day = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |date| date.to_string());
        let (start, end) = (day(time.interval.start), day(time.interval.end));
        if start == end { start } else { format!("{start}..{end}") }
    });
    let places = mention.places.iter().map(|place| match place.role {
        PlaceRole::Location => place.place.name.clone(),
        role => format!("{} ({})", place.place.name, role.name()),
    });
    let toll = [(mention.killed, "killed"), (mention.wounded, "wounded")];
    let toll = toll.into_iter().filter_map(|(count, word)| Some(format!("{} {word}", count?)));
    let cells = [
        format!("{}{mode}", mention.event_type),
        people(&mention.sources),
        people(&mention.targets),
        format!("{negated}{}", mention.factuality.name()),
        listed(speakers),
        time,
        listed(places),
        listed(toll),
        quote(mention.trigger),
    ];
    cells.join(" | ")
}

/// `Arvenia (XAA GOV)`, or the words alone if they are no known actor.
fn participant_shown(participant: &Participant, words: &str) -> String {
    let Some(actor) = &participant.actor else { return words.to_owned() };
    let codes = actor.country.iter().map(ToString::to_string).chain(actor.sectors.iter().map(ToString::to_string));
    let codes = codes.collect::<Vec<_>>().join(" ");
    if codes.is_empty() { actor.name.clone() } else { format!("{} ({codes})", actor.name) }
}

/// Cells hold lists with semicolons, and a dash for none.
fn listed(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    items.dedup();
    if items.is_empty() { "-".to_owned() } else { items.join("; ") }
}

fn indented(rows: &[String]) -> String {
    if rows.is_empty() { "    (no event)".to_owned() } else { rows.iter().map(|row| format!("    {row}")).collect::<Vec<_>>().join("\n") }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stories")
}

/// A Markdown file of stories.
struct StoryFile {
    stories: Vec<Story>,
}

/// One story and what it must give.
#[derive(Default)]
struct Story {
    published: String,
    /// The file beside the story that holds its text, if it is not here.
    file: Option<String>,
    text: String,
    rows: Vec<String>,
    /// The line of the `events` fence, from 1.
    table_line: usize,
}

impl StoryFile {
    fn read(markdown: &str) -> Result<StoryFile, String> {
        let mut lines = markdown.lines().enumerate();
        let mut stories: Vec<Story> = Vec::new();
        let mut prose = 0;
        if !markdown.starts_with("# ") {
            return Err("found no heading, wanted one in the first line".to_owned());
        }
        while let Some((number, line)) = lines.next() {
            let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else {
                prose += usize::from(stories.is_empty() && !line.starts_with('#') && !line.trim().is_empty());
                continue;
            };
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let mut words = fence.split_whitespace();
            match (words.next(), stories.last_mut()) {
                (Some("story"), _) => {
                    let published = words.next().ok_or(format!("line {}: found a story without a date", number + 1))?.to_owned();
                    stories.push(Story { published, file: words.next().map(str::to_owned), text: body.join("\n"), ..Story::default() });
                }
                (Some("events"), Some(story)) if story.table_line == 0 => {
                    story.table_line = number + 1;
                    story.rows = body.iter().filter(|row| !is_header(row)).map(|row| tidy(row)).collect();
                    let told = story.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    for row in &story.rows {
                        let quote = row.rsplit(" | ").next().unwrap_or_default();
                        if story.file.is_none() && !told.contains(quote) {
                            return Err(format!("line {}: found the quote `{quote}`, which is not in the story", number + 1));
                        }
                    }
                }
                _ => return Err(format!("line {}: found the fence `{fence}`, wanted `story DATE` and then `events`", number + 1)),
            }
        }
        if prose == 0 || stories.is_empty() || stories.iter().any(|story| story.table_line == 0) {
            return Err("wanted a sentence on what is at stake, a story and its events".to_owned());
        }
        Ok(StoryFile { stories })
    }

    /// The file with other tables.
    fn with_tables(&self, markdown: &str, found: &[Vec<String>]) -> String {
        let mut out = String::new();
        let mut inside = false;
        let mut found = found.iter();
        for line in markdown.lines() {
            if inside && line != "```" {
                continue;
            }
            inside = line.starts_with("```events");
            out.push_str(line);
            out.push('\n');
            if inside && let Some(rows) = found.next() {
                out.push_str(&table(rows));
            }
        }
        out
    }
}

/// Rows in columns of even width under their header; nothing without rows.
fn table(rows: &[String]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells: Vec<Vec<&str>> = std::iter::once(COLUMNS.to_vec()).chain(rows.iter().map(|row| row.split(" | ").collect())).collect();
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|at| cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    let lines = cells.iter().map(|row| {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())));
        padded.collect::<Vec<_>>().join(" | ").trim_end().to_owned() + "\n"
    });
    lines.collect()
}

fn is_header(row: &str) -> bool {
    tidy(row) == COLUMNS.join(" | ") || row.trim().is_empty()
}

/// A row without the white space that aligns its columns.
fn tidy(row: &str) -> String {
    row.split('|').map(str::trim).collect::<Vec<_>>().join(" | ")
}
