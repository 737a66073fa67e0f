//! Which of the places of one name a text means.
//!
//! Mentions with the same name make a group and are taken to mean one place,
//! unless a mention's own words say otherwise (`Paris, Texas`). A candidate's
//! score is a sum of evidence: how well known the place is, what the text says
//! of containment, and how well it goes with the likely readings of all other
//! names, which is found by a few rounds of mutual support.

use super::Context;
use crate::evidence::Span;
use crate::ontology::Country;
use crate::resource::Gazetteer;
use crate::resource::gazetteer::index::NameKind;
use crate::resource::gazetteer::{Entry, PlaceId, Reading, fold};
use std::collections::BTreeMap;

/// Words that name a place, with the places that bear the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toponym {
    /// The words in the verbatim text.
    pub span: Span,
    /// The places, in the gazetteer's order.
    pub readings: Vec<Reading>,
}

/// A reading of a toponym and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The place.
    pub id: PlaceId,
    /// The probability among the readings of the toponym.
    pub probability: f32,
}

/// How much each kind of evidence counts, in natural logarithms of odds.
///
/// Heuristic: set by coordinate descent on development sets of news articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// For each factor of ten inhabitants.
    pub population: f32,
    /// For a country.
    pub country: f32,
    /// For a capital.
    pub capital: f32,
    /// For a first-order division.
    pub first: f32,
    /// For the seat of a first-order division.
    pub seat: f32,
    /// For a second-order division.
    pub second: f32,
    /// For a district of a city.
    pub section: f32,
    /// For what is in the tables.
    pub own: f32,
    /// For a name that is not the published one.
    pub alternate: f32,
    /// For a division that is called without its generic word.
    pub shortened: f32,
    /// For a division that is named like its main town.
    pub seat_of_same_name: f32,
    /// For lying in the place that is named right after.
    pub contained: f32,
    /// The same, said at another mention of the name.
    pub contained_elsewhere: f32,
    /// For a generic word beside the toponym that fits, such as `province`.
    pub generic: f32,
    /// For lying in a country that the text speaks of.
    pub same_country: f32,
    /// For lying in a first-order division that the text speaks of.
    pub same_first: f32,
    /// For lying near other places of the text.
    pub near: f32,
    /// For a country whose people are mentioned.
    pub people: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            population: 0.8,
            country: 3.0,
            capital: 0.5,
            first: 1.0,
            seat: 0.0,
            second: -0.5,
            section: -0.5,
            own: 1.5,
            alternate: -1.0,
            shortened: -1.5,
            seat_of_same_name: -3.0,
            contained: 6.0,
            contained_elsewhere: 4.0,
            generic: 3.0,
            same_country: 1.0,
            same_first: 1.8,
            near: 1.7,
            people: 0.3,
        }
    }
}

/// Rounds of mutual support; the scores hardly move after the third.
const ROUNDS: usize = 3;

/// Readings that are less likely than this support nobody.
const UNLIKELY: f32 = 0.05;

/// Readings of a name that are looked at, in the gazetteer's order.
const READINGS: usize = 40;

/// The distance at which support is down to a third.
const NEAR_KM: f64 = 100.0;

/// Ranks the readings of each toponym, best first. The toponyms must stand in
/// the order of the text; the result has an entry for each, empty if it has
/// no reading.
pub fn rank(gazetteer: &Gazetteer, context: &Context, text: &str, toponyms: &[Toponym], weights: &Weights) -> Vec<Vec<Ranked>> {
    let candidates: Vec<Vec<Candidate>> = toponyms.iter().map(|toponym| candidates(gazetteer, text, toponym, weights)).collect();
    let containment = containment(text, toponyms, &candidates);
    let (group_of, mut groups) = group(text, toponyms, &candidates, &containment, weights);
    for _ in 0..ROUNDS {
        support(&mut groups, context, weights);
    }
    group_of
        .iter()
        .zip(&containment)
        .map(|(&group, own)| {
            let group = &groups[group];
            let scores: Vec<f32> =
                group.scores.iter().zip(own).map(|(score, own)| score + own * (weights.contained - weights.contained_elsewhere)).collect();
            order(&group.candidates, &scores)
        })
        .collect()
}

/// Whether one of two neighbouring names may lie in the other, with `gap`
/// between them.
pub(super) fn may_lie_in(gazetteer: &Gazetteer, gap: &str, inner: &[Reading], outer: &[Reading]) -> bool {
    let entries =
        |readings: &[Reading]| readings.iter().take(READINGS).filter_map(|reading| gazetteer.entry(reading.id)).collect::<Vec<_>>();
    joins(gap) && {
        let large: Vec<Entry<'_>> =
            entries(outer).into_iter().filter(|entry| entry.feature.starts_with("PCL") || entry.feature.starts_with("ADM")).collect();
        !large.is_empty() && entries(inner).iter().any(|small| large.iter().any(|large| entry_holds(large, small)))
    }
}

fn entry_holds(large: &Entry<'_>, small: &Entry<'_>) -> bool {
    let is_country = large.feature.starts_with("PCL") && !small.feature.starts_with("PCL");
    large.id != small.id
        && (is_country && large.country.is_some() && large.country == small.country
            || small.first == Some(large.id)
            || small.second == Some(large.id))
}

/// A reading with what ranking needs to know of it.
#[derive(Clone, Debug)]
struct Candidate {
    id: PlaceId,
    /// What is known before looking at other toponyms.
    prior: f32,
    country: Option<Country>,
    is_country: bool,
    first: Option<PlaceId>,
    second: Option<PlaceId>,
    coordinates: (f64, f64),
}

impl Candidate {
    /// Whether it is a country or a first-order division.
    fn is_large(&self) -> bool {
        self.is_country || self.first == Some(self.id)
    }
}

/// The mentions of one name.
#[derive(Debug)]
struct Group {
    mentions: usize,
    candidates: Vec<Candidate>,
    /// Prior and containment.
    base: Vec<f32>,
    /// The base and the support of the other groups.
    scores: Vec<f32>,
}

fn candidates(gazetteer: &Gazetteer, text: &str, toponym: &Toponym, weights: &Weights) -> Vec<Candidate> {
    let generic = Generic::beside(text, toponym.span);
    let readings = toponym.readings.iter().take(READINGS);
    let mut entries: Vec<(Entry<'_>, NameKind)> =
        readings.filter_map(|reading| gazetteer.entry(reading.id).map(|entry| (entry, reading.kind))).collect();
    // The tables come first; the index may have the same places.
    let own: Vec<u32> = entries.iter().filter(|(entry, _)| entry.is_own).filter_map(|(entry, _)| entry.geonames_id).collect();
    entries.retain(|(entry, _)| entry.is_own || entry.geonames_id.is_none_or(|id| !own.contains(&id)));
    entries
        .iter()
        .map(|&(entry, kind)| {
            let seat = if generic != Some(Generic::First) && is_named_for_seat(&entry, &entries) { weights.seat_of_same_name } else { 0.0 };
            let fits = if generic.is_some_and(|generic| generic.fits(entry.feature)) { weights.generic } else { 0.0 };
            Candidate {
                id: entry.id,
                prior: prior(&entry, kind, weights) + fits + seat,
                country: entry.country,
                is_country: entry.feature.starts_with("PCL"),
                first: entry.first,
                second: entry.second,
                coordinates: entry.coordinates,
            }
        })
        .collect()
}

/// Whether a division shares its name with a seat where a good part of as
/// many people live: by the bare name of `Aleppo`, the town is meant.
fn is_named_for_seat(entry: &Entry<'_>, entries: &[(Entry<'_>, NameKind)]) -> bool {
    const SHARE: u32 = 4;
    let is_seat = |town: &Entry<'_>| {
        matches!(town.feature, "PPLC" | "PPLA" | "PPLA2") && town.country == entry.country && town.population >= entry.population / SHARE
    };
    matches!(entry.feature, "ADM1" | "ADM2") && entries.iter().any(|(town, kind)| *kind == NameKind::Main && is_seat(town))
}

fn prior(entry: &Entry<'_>, kind: NameKind, weights: &Weights) -> f32 {
    let class = match entry.feature {
        "PCLI" => weights.country,
        "PPLC" => weights.capital,
        "ADM1" => weights.first,
        "PPLA" => weights.seat,
        "ADM2" => weights.second,
        "PPLX" => weights.section,
        _ => 0.0,
    };
    let table = if entry.is_own && !entry.feature.starts_with("PCL") { weights.own } else { 0.0 };
    let name = match kind {
        NameKind::Main => 0.0,
        NameKind::Alternate => weights.alternate,
        NameKind::Shortened => weights.shortened,
    };
    weights.population * (entry.population as f32 + 100.0).log10() + class + table + name
}

/// A generic word beside a toponym: `the town of X`, `X province`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Generic {
    Town,
    First,
    Second,
    Country,
}

impl Generic {
    fn beside(text: &str, span: Span) -> Option<Generic> {
        let after = text.get(span.end as usize..).unwrap_or("").trim_start_matches(' ');
        let after: &str = after.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
        let before = text.get(..span.start as usize).unwrap_or("").trim_end();
        let before = before.strip_suffix(" of").and_then(|rest| rest.rsplit(|letter: char| !letter.is_alphabetic()).next());
        Generic::of_word(after).or(before.and_then(Generic::of_word))
    }

    fn of_word(word: &str) -> Option<Generic> {
        Some(match word.to_lowercase().as_str() {
            "city" | "town" | "village" | "suburb" | "port" => Generic::Town,
            "province" | "governorate" | "state" | "oblast" | "region" | "prefecture" => Generic::First,
            "county" | "district" | "parish" | "municipality" => Generic::Second,
            "republic" | "nation" | "country" => Generic::Country,
            _ => return None,
        })
    }

    fn fits(self, feature: &str) -> bool {
        match self {
            Generic::Town => feature.starts_with("PPL"),
            Generic::First => matches!(feature, "ADM1" | "RGN"),
            Generic::Second => feature == "ADM2",
            Generic::Country => feature == "PCLI",
        }
    }
}

/// For each toponym, how far each candidate is said to lie in the place that
/// is named next, or to hold the one named before: 0 or 1.
fn containment(text: &str, toponyms: &[Toponym], candidates: &[Vec<Candidate>]) -> Vec<Vec<f32>> {
    let mut found: Vec<Vec<f32>> = candidates.iter().map(|list| vec![0.0; list.len()]).collect();
    for inner in 0..toponyms.len().saturating_sub(1) {
        let gap = Span { start: toponyms[inner].span.end, end: toponyms[inner + 1].span.start.max(toponyms[inner].span.end) };
        if !joins(gap.of(text)) {
            continue;
        }
        for (i, small) in candidates[inner].iter().enumerate() {
            for (o, large) in candidates[inner + 1].iter().enumerate() {
                if holds(large, small) {
                    found[inner][i] = 1.0;
                    found[inner + 1][o] = 1.0;
                }
            }
        }
    }
    found
}

/// Whether the words between two toponyms can mean that the first lies in the second.
fn joins(gap: &str) -> bool {
    matches!(gap.trim(), "," | "" | "(" | "in" | ", in" | ", the" | "in the" | "of" | "’s" | "'s") && gap.len() < 10
}

fn holds(large: &Candidate, small: &Candidate) -> bool {
    large.id != small.id
        && ((large.is_country && !small.is_country && large.country.is_some() && large.country == small.country)
            || (large.first == Some(large.id) && small.first == Some(large.id))
            || (large.second == Some(large.id) && small.second == Some(large.id)))
}

/// Brings the mentions of each name together.
fn group(
    text: &str,
    toponyms: &[Toponym],
    candidates: &[Vec<Candidate>],
    containment: &[Vec<f32>],
    weights: &Weights,
) -> (Vec<usize>, Vec<Group>) {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = Vec::with_capacity(toponyms.len());
    for (at, toponym) in toponyms.iter().enumerate() {
        let number = *numbers.entry(fold(toponym.span.of(text))).or_insert_with(|| {
            let base: Vec<f32> = candidates[at].iter().map(|candidate| candidate.prior).collect();
            groups.push(Group { mentions: 0, candidates: candidates[at].clone(), scores: base.clone(), base });
            groups.len() - 1
        });
        group_of.push(number);
        let group = &mut groups[number];
        group.mentions += 1;
        // Mentions of one name have the same readings, unless one of them is
        // followed by a possessive ending or the like.
        for (base, (candidate, contained)) in group.base.iter_mut().zip(candidates[at].iter().zip(&containment[at])) {
            *base = base.max(candidate.prior + contained * weights.contained_elsewhere);
        }
    }
    for group in &mut groups {
        group.scores.clone_from(&group.base);
    }
    (group_of, groups)
}

/// One round: each group's likely readings support those of the others.
fn support(groups: &mut [Group], context: &Context, weights: &Weights) {
    let likely: Vec<Vec<(usize, f32)>> = groups
        .iter()
        .map(|group| softmax(&group.scores).into_iter().enumerate().filter(|&(_, probability)| probability >= UNLIKELY).collect())
        .collect();
    let mut by_country: BTreeMap<Country, f32> = BTreeMap::new();
    let mut by_first: BTreeMap<PlaceId, f32> = BTreeMap::new();
    for (group, likely) in groups.iter().zip(&likely) {
        for (country, share) in shares(group, likely, |candidate| candidate.country) {
            *by_country.entry(country).or_default() += share;
        }
        for (first, share) in shares(group, likely, |candidate| candidate.first) {
            *by_first.entry(first).or_default() += share;
        }
    }
    let near = near(groups, &likely);
    for ((group, likely), near) in groups.iter_mut().zip(&likely).zip(near) {
        let own_country = shares(group, likely, |candidate| candidate.country);
        let own_first = shares(group, likely, |candidate| candidate.first);
        for (at, candidate) in group.candidates.iter().enumerate() {
            let country = others(&by_country, &own_country, candidate.country);
            let first = others(&by_first, &own_first, candidate.first);
            let people = candidate.country.map_or(0.0, |country| context.count(country) as f32);
            group.scores[at] = group.base[at]
                + weights.same_country * country.ln_1p()
                + weights.same_first * first.ln_1p()
                + weights.near * near[at].ln_1p()
                + weights.people * people.ln_1p();
        }
    }
}

/// How much of a group's mentions falls to each value of a property.
fn shares<K: Ord>(group: &Group, likely: &[(usize, f32)], property: impl Fn(&Candidate) -> Option<K>) -> BTreeMap<K, f32> {
    let mut found = BTreeMap::new();
    for &(at, probability) in likely {
        if let Some(key) = property(&group.candidates[at]) {
            *found.entry(key).or_default() += probability * (group.mentions as f32).sqrt();
        }
    }
    found
}

/// The sum over all groups less what the group itself gave.
fn others<K: Ord>(all: &BTreeMap<K, f32>, own: &BTreeMap<K, f32>, key: Option<K>) -> f32 {
    let Some(key) = key else { return 0.0 };
    let of = |map: &BTreeMap<K, f32>| map.get(&key).copied().unwrap_or(0.0);
    (of(all) - of(own)).max(0.0)
}

/// For each candidate of each group, how many places of other groups are near.
fn near(groups: &[Group], likely: &[Vec<(usize, f32)>]) -> Vec<Vec<f32>> {
    let mut points = Vec::new();
    for (number, (group, likely)) in groups.iter().zip(likely).enumerate() {
        for &(at, probability) in likely {
            let candidate = &group.candidates[at];
            // Large areas are near to nothing in particular.
            if !candidate.is_large() {
                points.push(Point { group: number, at: candidate.coordinates, probability });
            }
        }
    }
    points.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
    let sum = |number: usize, at: (f64, f64)| -> f32 {
        let first = points.partition_point(|point| point.at.0 < at.0 - FAR_DEGREES);
        let in_reach = points[first..].iter().take_while(|point| point.at.0 <= at.0 + FAR_DEGREES);
        in_reach
            .filter(|point| point.group != number)
            .map(|point| point.probability * (-distance_km(at, point.at) / NEAR_KM).exp() as f32)
            .sum()
    };
    let of_group = |(number, group): (usize, &Group)| -> Vec<f32> {
        let is_open = group.candidates.len() > 1;
        group
            .candidates
            .iter()
            .map(|candidate| if is_open && !candidate.is_country { sum(number, candidate.coordinates) } else { 0.0 })
            .collect()
    };
    groups.iter().enumerate().map(of_group).collect()
}

/// A likely place of a group.
struct Point {
    group: usize,
    at: (f64, f64),
    probability: f32,
}

/// Degrees of latitude beyond which places give no support worth counting.
const FAR_DEGREES: f64 = 4.0;

/// The distance on a flat map, which is good enough for neighbours.
fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    let north = one.0 - other.0;
    let east = (one.1 - other.1) * ((one.0 + other.0) / 2.0).to_radians().cos();
    north.hypot(east) * KM_PER_DEGREE
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

fn order(candidates: &[Candidate], scores: &[f32]) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> =
        candidates.iter().zip(softmax(scores)).map(|(candidate, probability)| Ranked { id: candidate.id, probability }).collect();
    ranked.sort_by(|one, other| other.probability.total_cmp(&one.probability).then(one.id.cmp(&other.id)));
    ranked
}
