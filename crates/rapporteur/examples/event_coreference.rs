//! Clusters event mentions and articles over many articles, and scores the
//! clusters of mentions.
//!
//! ```sh
//! cargo run -p rapporteur --example event_coreference -- event_coreference/dev.jsonl > stories.jsonl
//! ```
//!
//! In: JSON lines with `id`, `text` (a sentence a line), `topic` and
//! `mentions` (`text`, `sentence`, `type`, `selected`, `cluster`). Out: on
//! standard output `{"id", "cluster"}` for each article, its story; on
//! standard error the scores of the mentions' clusters beside two baselines:
//! each mention alone, and mentions with one stem in one topic. CoNLL F1 is
//! the mean of those of MUC, B-cubed and CEAF-e; all mentions count, also
//! those that are alone.
//! The topics and clusters of the input are read by the scores alone.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use rapporteur::record::merge::agglomerate;
use rapporteur::record::stories;
use rapporteur::record::wording::{is_empty_word, overlap, stem, stems};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What two mentions with a stem in common must share beside it.
const ENOUGH: f64 = 0.3;

/// Verbs of speech are said of many things.
const SPEECH: f64 = 0.5;

/// Two mentions in one sentence are mostly two things.
const SAME_SENTENCE: f64 = 0.5;

struct Mention {
    article: usize,
    sentence: usize,
    story: usize,
    topic: String,
    gold: String,
    stems: BTreeSet<String>,
    first: String,
    names: BTreeSet<String>,
    words: BTreeSet<String>,
    is_speech: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: event_coreference FILE.jsonl")?;
    let articles: Vec<Value> = std::fs::read_to_string(path)?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let texts: Vec<&str> = articles.iter().map(|article| article["text"].as_str().unwrap_or("")).collect();
    let groups = stories(&texts);
    let mut story_of = vec![0; texts.len()];
    for (story, group) in groups.iter().enumerate() {
        for &article in group {
            story_of[article] = story;
        }
    }
    for (article, story) in articles.iter().zip(&story_of) {
        println!("{}", serde_json::json!({"id": article["id"], "cluster": story.to_string()}));
    }
    let mentions: Vec<Mention> = articles.iter().enumerate().flat_map(|(at, article)| mentions_of(at, article, story_of[at])).collect();
    let gold: Vec<String> = mentions.iter().map(|mention| mention.gold.clone()).collect();
    let label = |name: &str, found: Vec<String>| eprintln!("{name}: {}", scores(&gold, &found));
    eprintln!("{} articles in {} stories, {} mentions", articles.len(), groups.len(), mentions.len());
    label("ours", clusters(&mentions, groups.len()));
    label("same stem, same topic", mentions.iter().map(|mention| format!("{} {}", mention.first, mention.topic)).collect());
    label("each alone", (0..mentions.len()).map(|at| at.to_string()).collect());
    Ok(())
}

/// The events of the sentences that were annotated for chains over articles.
fn mentions_of(at: usize, article: &Value, story: usize) -> Vec<Mention> {
    let sentences: Vec<&str> = article["text"].as_str().unwrap_or("").split('\n').collect();
    let list = article["mentions"].as_array().map_or(&[][..], Vec::as_slice);
    let is_event = |mention: &&Value| mention["selected"] == true && mention["type"].as_str().is_some_and(|kind| kind.contains("ACTION"));
    list.iter()
        .filter(is_event)
        .enumerate()
        .map(|(number, mention)| {
            let sentence = mention["sentence"].as_u64().unwrap_or(0) as usize;
            let text = sentences.get(sentence).copied().unwrap_or("");
            let trigger = words_of(mention["text"].as_str().unwrap_or(""));
            let telling: Vec<&str> = trigger.iter().copied().filter(|word| !is_empty_word(word)).collect();
            let telling = if telling.is_empty() { trigger } else { telling };
            let own: BTreeSet<String> = telling.iter().map(|word| stem(word)).collect();
            let named =
                words_of(text).into_iter().skip(1).filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
            Mention {
                article: at,
                sentence,
                story,
                topic: article["topic"].to_string(),
                gold: mention["cluster"].as_str().map_or_else(|| format!("{at}-{number}"), str::to_owned),
                first: telling.first().map(|word| stem(word)).unwrap_or_default(),
                names: named.filter(|word| !is_empty_word(word)).map(str::to_lowercase).collect(),
                words: stems(text).difference(&own).cloned().collect(),
                stems: own,
                is_speech: mention["type"].as_str().is_some_and(|kind| kind.ends_with("REPORTING")),
            }
        })
        .collect()
}

fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The cluster of each mention: within one story, mentions with a stem in
/// common whose sentences share names and words.
fn clusters(mentions: &[Mention], stories: usize) -> Vec<String> {
    let mut labels = vec![String::new(); mentions.len()];
    for story in 0..stories {
        let own: Vec<usize> = (0..mentions.len()).filter(|&at| mentions[at].story == story).collect();
        let alike = |one: usize, other: usize| {
            let score = likeness(&mentions[own[one]], &mentions[own[other]]);
            (score >= ENOUGH).then_some(score)
        };
        for (number, group) in agglomerate(own.len(), alike, |_, _| false).into_iter().enumerate() {
            for member in group {
                labels[own[member]] = format!("{story}-{number}");
            }
        }
    }
    labels
}

fn likeness(one: &Mention, other: &Mention) -> f64 {
    if one.stems.is_disjoint(&other.stems) {
        return 0.0;
    }
    let unnamed = one.names.is_empty() || other.names.is_empty();
    let names = if unnamed { 0.3 } else { overlap(&one.names, &other.names) };
    let speech = if one.is_speech || other.is_speech { SPEECH } else { 0.0 };
    let sentence = if (one.article, one.sentence) == (other.article, other.sentence) { SAME_SENTENCE } else { 0.0 };
    names + overlap(&one.words, &other.words) - speech - sentence
}

/// B-cubed, MUC, CEAF-e and their mean against gold.
fn scores(gold: &[String], found: &[String]) -> String {
    let f1 = |precision: f64, recall: f64| if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    let (precision, recall) = (b_cubed(found, gold), b_cubed(gold, found));
    let cubed = f1(precision, recall);
    let muc = f1(links(found, gold), links(gold, found));
    let (likeness, of_gold, of_found) = ceaf_e(gold, found);
    let ceaf = f1(likeness / of_found as f64, likeness / of_gold as f64);
    let conll = (muc + cubed + ceaf) / 3.0;
    format!("B-cubed {precision:.4} {recall:.4} {cubed:.4}, MUC {muc:.4}, CEAF-e {ceaf:.4}, CoNLL F1 {conll:.4}")
}

/// The sum of the likenesses of clusters that stand for each other, each for
/// one other at most and so that the sum is greatest, and the numbers of
/// clusters. Clusters are alike by the mentions that they share: 2 |A ∩ B| /
/// (|A| + |B|).
fn ceaf_e(gold: &[String], found: &[String]) -> (f64, usize, usize) {
    let (mut of_gold, mut of_found, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for pair in gold.iter().zip(found) {
        *of_gold.entry(pair.0).or_insert(0.0) += 1.0;
        *of_found.entry(pair.1).or_insert(0.0) += 1.0;
        *both.entry(pair).or_insert(0.0) += 1.0;
    }
    let edges: Vec<Edge<'_>> =
        both.into_iter().map(|((one, other), shared)| (one, other, 2.0 * shared / (of_gold[one] + of_found[other]))).collect();
    let sum = parts(&edges).iter().map(|part| best_sum(part)).sum();
    (sum, of_gold.len(), of_found.len())
}

/// Two clusters that share mentions, and how alike they are.
type Edge<'e> = (&'e String, &'e String, f64);

/// Edges that touch, over others or directly, and their ends.
struct Part<'e> {
    gold: BTreeSet<&'e String>,
    found: BTreeSet<&'e String>,
    edges: Vec<Edge<'e>>,
}

/// The edges in parts that do not touch: clusters of different parts need not
/// be compared.
fn parts<'e>(edges: &[Edge<'e>]) -> Vec<Vec<Edge<'e>>> {
    let mut parts: Vec<Part<'e>> = Vec::new();
    for &edge in edges {
        let touches = |part: &Part<'e>| part.gold.contains(edge.0) || part.found.contains(edge.1);
        let (touched, mut apart): (Vec<Part<'e>>, Vec<Part<'e>>) = parts.into_iter().partition(touches);
        let mut joined = Part { gold: BTreeSet::from([edge.0]), found: BTreeSet::from([edge.1]), edges: vec![edge] };
        for part in touched {
            joined.gold.extend(part.gold);
            joined.found.extend(part.found);
            joined.edges.extend(part.edges);
        }
        apart.push(joined);
        parts = apart;
    }
    parts.into_iter().map(|part| part.edges).collect()
}

/// The greatest sum of edges of which no two share an end: the assignment
/// problem, by the Hungarian method with potentials.
fn best_sum(edges: &[Edge<'_>]) -> f64 {
    let ends = |end: fn(&Edge<'_>) -> String| edges.iter().map(end).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let (rows, columns) = (ends(|edge| edge.0.clone()), ends(|edge| edge.1.clone()));
    let (rows, columns, turned) = if rows.len() <= columns.len() { (rows, columns, false) } else { (columns, rows, true) };
    let mut cost = vec![vec![0.0; columns.len()]; rows.len()];
    for edge in edges {
        let (row, column) = if turned { (edge.1, edge.0) } else { (edge.0, edge.1) };
        if let (Ok(row), Ok(column)) = (rows.binary_search(row), columns.binary_search(column)) {
            cost[row][column] = -edge.2;
        }
    }
    let row_of = assignment(&cost, columns.len());
    row_of.iter().enumerate().filter_map(|(column, row)| row.map(|row| -cost[row][column])).sum()
}

/// The row of each column in an assignment of all rows with the least cost;
/// there are at least as many columns as rows.
fn assignment(cost: &[Vec<f64>], columns: usize) -> Vec<Option<usize>> {
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    let (mut of_row, mut of_column) = (vec![0.0; cost.len()], vec![0.0; columns]);
    for first in 0..cost.len() {
        let (mut least, mut before, mut done) = (vec![f64::INFINITY; columns], vec![None; columns], vec![false; columns]);
        let (mut row, mut last): (usize, Option<usize>) = (first, None);
        // Grows a tree of alternating edges until it meets a free column.
        let free = loop {
            for column in (0..columns).filter(|&column| !done[column]) {
                let reduced = cost[row][column] - of_row[row] - of_column[column];
                if reduced < least[column] {
                    (least[column], before[column]) = (reduced, last);
                }
            }
            let open = (0..columns).filter(|&column| !done[column]);
            let Some(next) = open.min_by(|&a, &b| least[a].total_cmp(&least[b])) else { return row_of };
            let step = least[next];
            of_row[first] += step;
            for (column, taken) in row_of.iter().enumerate() {
                match taken {
                    Some(row) if done[column] => {
                        of_row[*row] += step;
                        of_column[column] -= step;
                    }
                    _ => least[column] -= step,
                }
            }
            done[next] = true;
            match row_of[next] {
                Some(taken) => (row, last) = (taken, Some(next)),
                None => break next,
            }
        };
        let mut column = free;
        while let Some(earlier) = before[column] {
            row_of[column] = row_of[earlier];
            column = earlier;
        }
        row_of[column] = Some(first);
    }
    row_of
}

/// The mean share of a mention's cluster in `of` that `by` has with it too.
fn b_cubed(of: &[String], by: &[String]) -> f64 {
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for (one, other) in of.iter().zip(by) {
        *sizes.entry(one).or_default() += 1.0;
        *both.entry((one, other)).or_default() += 1.0;
    }
    both.iter().map(|((one, _), count)| count * count / sizes[one]).sum::<f64>() / of.len().max(1) as f64
}

/// The share of the links of `of` that `by` has.
fn links(of: &[String], by: &[String]) -> f64 {
    let mut parts: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (one, other) in of.iter().zip(by) {
        let entry = parts.entry(one).or_default();
        entry.0 += 1;
        entry.1.insert(other);
    }
    let kept: usize = parts.values().map(|(size, others)| size - others.len()).sum();
    let all: usize = parts.values().map(|(size, _)| size - 1).sum();
    if all == 0 { 0.0 } else { kept as f64 / all as f64 }
}
