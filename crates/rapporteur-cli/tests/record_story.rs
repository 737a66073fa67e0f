//! A story over several reports: what the record makes of it after each.
//!
//! A file of `stories/record/` holds reports, each in a fence `report DATE
//! OUTLET`, and after each a fence `ledgers` with the rows that are new or
//! changed. The story plays in the invented world of `stories/world/`.
//! `RAPPORTEUR_BLESS=1` writes today's answers into the file.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{self, Content, RawArticle};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::record::coded::statements;
use rapporteur::record::{Block, Ledgers, Party, Statement, Step, When, blocks, keep};
use rapporteur::resource::Resources;
use rapporteur::{document, entity, event};
use rapporteur_neural::NeuralParser;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[test]
fn twelve_reports() {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stories");
    let resources = Resources::load(&[stories.join("world").as_path()]).unwrap();
    let path = stories.join("record/twelve-reports.md");
    let markdown = std::fs::read_to_string(&path).unwrap();
    let reports = Report::read(&markdown);
    assert_eq!((reports.len(), outlets(&reports).len()), (12, 3));
    let said: Vec<Vec<Statement>> = reports.iter().map(|report| report.statements(&resources)).collect();

    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for count in 1..=said.len() {
        let rows = ledgers(&resources, said[..count].iter().flatten());
        found.push(rows.difference(&known).cloned().collect::<Vec<String>>());
        // The same reports in other orders give the same rows.
        assert_eq!(ledgers(&resources, said[..count].iter().rev().flatten()), rows, "backwards, {count} reports");
        let (even, odd): (Vec<_>, Vec<_>) = said[..count].iter().enumerate().partition(|(at, _)| at % 2 == 0);
        assert_eq!(ledgers(&resources, odd.iter().chain(&even).flat_map(|(_, said)| said.iter())), rows, "odd first, {count} reports");
        known = rows;
    }
    if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
        std::fs::write(&path, blessed(&markdown, &found)).unwrap();
        return;
    }
    for (report, found) in reports.iter().zip(&found) {
        assert_eq!(&report.rows, found, "after the report of {} by {}", report.published, report.outlet);
    }
}

fn outlets(reports: &[Report]) -> BTreeSet<&str> {
    reports.iter().map(|report| report.outlet.as_str()).collect()
}

/// One report and the rows that it brings.
#[derive(Default)]
struct Report {
    id: String,
    published: String,
    outlet: String,
    text: String,
    rows: Vec<String>,
}

impl Report {
    fn read(markdown: &str) -> Vec<Report> {
        let mut reports: Vec<Report> = Vec::new();
        let mut lines = markdown.lines();
        let mut id = String::new();
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("## ") {
                name.clone_into(&mut id);
            } else if let Some(fence) = line.strip_prefix("```report ") {
                let (published, outlet) = fence.split_once(' ').unwrap();
                let text = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n");
                let (published, outlet) = (published.to_owned(), outlet.to_owned());
                reports.push(Report { id: id.clone(), published, outlet, text, rows: Vec::new() });
            } else if line == "```ledgers" {
                reports.last_mut().unwrap().rows = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
            }
        }
        reports
    }

    fn statements(&self, resources: &Resources) -> Vec<Statement> {
        let parser = NeuralParser::embedded().unwrap();
        let raw = RawArticle {
            id: self.id.clone(),
            content: Content::Text(self.text.clone()),
            published: Some(self.published.clone()),
            outlet: Some(self.outlet.clone()),
            ..RawArticle::default()
        };
        let mut diagnostics = Diagnostics::default();
        let article = article::clean(&resources.conventions, raw, &mut diagnostics);
        let document = document::read(&parser, &article, &mut diagnostics).unwrap();
        let entities = entity::resolve(resources, &article, &document, &mut diagnostics);
        let coding = event::explain(resources, &article, &document, &entities, None, &mut diagnostics);
        statements(&article, &coding.mentions, &coding.claims)
    }
}

fn blessed(markdown: &str, found: &[Vec<String>]) -> String {
    let mut tables = found.iter();
    let mut out = String::new();
    let mut skipping = false;
    for line in markdown.lines() {
        if skipping && line != "```" {
            continue;
        }
        skipping = line == "```ledgers";
        out.push_str(line);
        out.push('\n');
        if skipping {
            out.extend(tables.next().into_iter().flatten().flat_map(|row| [row.as_str(), "\n"]));
        }
    }
    out
}

/// The rows of the whole record, sorted.
fn ledgers<'s>(resources: &Resources, said: impl Iterator<Item = &'s Statement>) -> BTreeSet<String> {
    let mut by_block: BTreeMap<Block, Vec<Statement>> = BTreeMap::new();
    for statement in said {
        for block in blocks(resources, statement) {
            by_block.entry(block).or_default().push(statement.clone());
        }
    }
    let mut meetings: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut rows = BTreeSet::new();
    for (block, statements) in by_block {
        let one = keep(resources, &block, &statements);
        for meeting in &one.meetings {
            let row = format!(
                "meeting | {} | {} | {} | {}",
                names(&meeting.parties),
                meeting.name.as_deref().unwrap_or("-"),
                days(meeting.interval.as_ref()),
                steps(&meeting.steps, |status| status.name())
            );
            // Of a meeting in several blocks the one with the most mentions holds.
            let known = meetings.entry(meeting.key.clone()).or_default();
            if known.0 < meeting.mentions.len() {
                *known = (meeting.mentions.len(), row);
            }
        }
        rows.extend(shown(&one));
    }
    rows.extend(meetings.into_values().map(|(_, row)| row));
    rows
}

/// The rows of one block, but for its meetings.
fn shown(ledgers: &Ledgers) -> Vec<String> {
    let mut rows = Vec::new();
    for event in &ledgers.events {
        let told = |killed: u32, toll: &rapporteur::record::Toll| {
            let speaker = toll.speaker.as_ref().and_then(|speaker| speaker.name.clone().or_else(|| speaker.text.clone()));
            let who = speaker.or_else(|| toll.outlet.clone()).unwrap_or_default();
            format!("{killed} killed ({who})")
        };
        let tolls: Vec<String> = event.tolls.iter().filter_map(|toll| Some(told(toll.killed?, toll))).collect();
        rows.push(format!(
            "event | {} | {} | {} | {} | {} mentions, {} outlets | {}",
            names(&event.sources),
            event.event_type,
            names(&event.targets),
            days(event.time.as_ref()),
            event.mentions.len(),
            event.outlets.len(),
            if tolls.is_empty() { "-".to_owned() } else { tolls.join("; ") }
        ));
    }
    for promise in &ledgers.commitments {
        rows.push(format!(
            "commitment | {} | {} | {} | {} | {}",
            name(&promise.party),
            promise.content.as_deref().unwrap_or("-"),
            names(&promise.beneficiaries),
            days(promise.deadline.as_ref()),
            steps(&promise.steps, |status| status.name())
        ));
    }
    for row in &ledgers.alignments {
        let day = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |day| day.to_string());
        let change = row.reversal.as_ref().map_or(String::new(), |change| format!(" | {} before {}", change.before, change.date));
        rows.push(format!(
            "alignment | {} | {} | {} | {}..{} | {}{change}",
            name(&row.source),
            row.relation,
            row.target.as_ref().map_or("-".to_owned(), name),
            day(row.from),
            day(row.to),
            row.basis.name()
        ));
    }
    for row in &ledgers.processes {
        let roles: Vec<String> = row.roles.iter().map(|role| format!("{} {}", role.role, name(&role.party))).collect();
        rows.push(format!("process | {} | {}", row.name, roles.join("; ")));
    }
    for row in &ledgers.movements {
        let places = |scenes: &[rapporteur::record::Scene]| scenes.iter().map(|scene| scene.name.clone()).collect::<Vec<_>>().join("; ");
        let (from, to) = (places(&row.from), places(&row.to));
        rows.push(format!("movement | {} | {from} -> {to} | {}", name(&row.force), steps(&row.steps, |status| status.name())));
    }
    rows
}

fn name(party: &Party) -> String {
    party.name.clone().unwrap_or_else(|| party.text.clone())
}

fn names(parties: &[Party]) -> String {
    if parties.is_empty() { "-".to_owned() } else { parties.iter().map(name).collect::<Vec<_>>().join("; ") }
}

fn days(time: Option<&When>) -> String {
    let day = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |day| day.to_string());
    match time {
        None => "-".to_owned(),
        Some(time) if time.start == time.end => day(time.start),
        Some(time) => format!("{}..{}", day(time.start), day(time.end)),
    }
}

/// Each step with its day and the report behind it.
fn steps<S: Copy>(steps: &[Step<S>], status: impl Fn(S) -> &'static str) -> String {
    let step = |step: &Step<S>| {
        let day = step.date.map_or(String::new(), |day| day.to_string());
        format!("{} {day} ({})", status(step.status), step.mention)
    };
    steps.iter().map(step).collect::<Vec<_>>().join(", ")
}
