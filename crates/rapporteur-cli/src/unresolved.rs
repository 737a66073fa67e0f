//! `unresolved`: the most frequent named actors that no table has, as rows of
//! the actor tables, ready to be filled in.
//!
//! Country and sectors stand in a row only where the text itself gave them to
//! every mention that has any (`Malian spokesman Issa Kone`). The comment
//! before a row tells how often it was named, and quotes a sentence.

use crate::arguments::UnresolvedArguments;
use crate::batch::Run;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::setup::{Judging, Setup};
use crate::tally::Tally;
use rapporteur::coder::CodedArticle;
use rapporteur::entity::{Actor, Resolution};
use rapporteur::resource::Resources;
use rapporteur::resource::name::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write as _};
use std::path::Path;

/// What the rows name as their source until somebody knows a better one.
const SOURCE: &str = "to be filled in";

/// Runs the command.
pub fn run(arguments: &UnresolvedArguments) -> Result<Tally, Failure> {
    if let Some(folder) = &arguments.output {
        TABLES.iter().try_for_each(|table| refuse_existing(&folder.join(table.path)))?;
    }
    let setup = Setup::load(&arguments.input.data, Judging::unless(arguments.input.fast))?;
    let mut unknown = BTreeMap::new();
    let is_terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
    let mut run = Run::new(&setup, arguments.threads, Progress::new(is_terminal));
    run.over(&arguments.input, |batch| {
        batch.iter().for_each(|coded| collect(coded, &mut unknown));
        Ok(0)
    })?;
    let rows = ranked(unknown, arguments.top, setup.coder().resources);
    for table in TABLES {
        let text = table.text(&rows);
        match &arguments.output {
            Some(folder) => write_new(&folder.join(table.path), &text)?,
            None => write!(std::io::stdout().lock(), "# {}\n{text}", table.path)?,
        }
    }
    Ok(run.tally)
}

/// A named actor that no table has.
#[derive(Debug, Default)]
struct Unknown {
    /// As it was named first.
    name: String,
    mentions: u32,
    articles: u32,
    /// How many articles show it as a person.
    as_person: u32,
    /// What the texts gave it, where they gave something.
    countries: BTreeSet<String>,
    sectors: BTreeSet<String>,
    example: String,
}

/// Adds an article's unknown names.
fn collect(coded: &CodedArticle, unknown: &mut BTreeMap<String, Unknown>) {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for mention in &coded.entities.mentions {
        *counts.entry(mention.entity.0).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    for mention in &coded.entities.mentions {
        let (Some(is_person), Resolution::Actor(actors)) = (mention.names_unknown_person(), &mention.resolution) else { continue };
        let Some(actor) = actors.first() else { continue };
        let name = one_line(actor.name.strip_prefix("the ").or(actor.name.strip_prefix("The ")).unwrap_or(&actor.name));
        let entry = unknown.entry(fold(&name)).or_default();
        if entry.name.is_empty() {
            let sentence =
                coded.sentences.iter().find(|sentence| sentence.span.start <= mention.span.start && mention.span.end <= sentence.span.end);
            entry.example = sentence.map(|sentence| one_line(sentence.span.of(&coded.article.verbatim))).unwrap_or_default();
            entry.name = name.clone();
        }
        note_evidence(entry, actor);
        if seen.insert((mention.entity, fold(&name))) {
            entry.mentions += counts.get(&mention.entity.0).copied().unwrap_or(0);
            entry.articles += 1;
            entry.as_person += u32::from(is_person);
        }
    }
}

fn note_evidence(entry: &mut Unknown, actor: &Actor) {
    entry.countries.extend(actor.country.map(|country| country.to_string()));
    if !actor.sectors.is_empty() {
        let sectors: Vec<String> = actor.sectors.iter().map(ToString::to_string).collect();
        entry.sectors.insert(sectors.join(","));
    }
}

/// A row to be filled in.
#[derive(Debug)]
struct Row {
    id: String,
    is_person: bool,
    unknown: Unknown,
}

/// The most frequent ones first; those named as often, by name.
fn ranked(unknown: BTreeMap<String, Unknown>, top: usize, resources: &Resources) -> Vec<Row> {
    let mut list: Vec<Unknown> = unknown.into_values().filter(|unknown| unknown.mentions > 0).collect();
    list.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
    list.truncate(top);
    let mut ids = BTreeSet::new();
    let row = |unknown: Unknown| Row {
        id: new_id(&unknown.name, resources, &mut ids),
        is_person: unknown.as_person * 2 > unknown.articles,
        unknown,
    };
    list.into_iter().map(row).collect()
}

/// An id made of the name's letters that no row has.
fn new_id(name: &str, resources: &Resources, ids: &mut BTreeSet<String>) -> String {
    let plain = fold(name).split_whitespace().collect::<Vec<_>>().join("-");
    let is_free =
        |id: &String| resources.actors.person_of_id(id).is_none() && resources.actors.body_of_id(id).is_none() && !ids.contains(id);
    let numbered = |number: u32| if number == 1 { plain.clone() } else { format!("{plain}-{number}") };
    let id = (1..).map(numbered).find(is_free).unwrap_or_default();
    ids.insert(id.clone());
    id
}

/// A table that rows can go to.
struct TableForm {
    path: &'static str,
    header: &'static str,
    is_of_people: bool,
    line: fn(&Row) -> String,
}

const TABLES: [TableForm; 2] = [
    TableForm {
        path: "actor/person.tsv",
        header: "id\tname\tsurname\tbare\tcountry\tsectors\tsource",
        is_of_people: true,
        line: |row| {
            let unknown = &row.unknown;
            let surname = unknown.name.rsplit(' ').next().filter(|word| *word != unknown.name).unwrap_or("");
            format!("{}\t{}\t{surname}\tno\t{}\t{}\t{SOURCE}", row.id, unknown.name, sole(&unknown.countries), sole(&unknown.sectors))
        },
    },
    TableForm {
        path: "actor/group.tsv",
        header: "id\tname\tcountry\tsectors\tfrom\tto\tsource",
        is_of_people: false,
        line: |row| {
            let unknown = &row.unknown;
            format!("{}\t{}\t{}\t{}\t\t\t{SOURCE}", row.id, unknown.name, sole(&unknown.countries), sole(&unknown.sectors))
        },
    },
];

impl TableForm {
    fn text(&self, rows: &[Row]) -> String {
        let mut text = format!("{}\n", self.header);
        for row in rows.iter().filter(|row| row.is_person == self.is_of_people) {
            let Unknown { mentions, articles, example, .. } = &row.unknown;
            text.push_str(&format!("# named {mentions} times in {articles} reports: {example}\n{}\n", (self.line)(row)));
        }
        text
    }
}

/// What all mentions agree on that say anything; what differs is no evidence.
fn sole(found: &BTreeSet<String>) -> &str {
    found.first().filter(|_| found.len() == 1).map_or("", String::as_str)
}

/// Text without line breaks and tabs.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::Message(format!("writing `{}`: it is there already, wanted a folder without it", path.display())));
    }
    Ok(())
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| Failure::Message(format!("writing `{}`: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_all_mentions_agree_on_is_evidence() {
        let set = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<BTreeSet<String>>();
        assert_eq!(sole(&set(&[])), "");
        assert_eq!(sole(&set(&["MLI"])), "MLI");
        assert_eq!(sole(&set(&["MLI", "NER"])), "");
    }

    #[test]
    fn ids_are_new() {
        let resources = Resources::embedded();
        let mut ids = BTreeSet::new();
        assert_eq!(new_id("Sergey Lavrov", &resources, &mut ids), "sergey-lavrov-2");
        assert_eq!(new_id("Ada Aman", &resources, &mut ids), "ada-aman");
        assert_eq!(new_id("Ada Amán", &resources, &mut ids), "ada-aman-2");
    }
}
