//! Finds the toponyms of an article and resolves them together.

use super::cue::{Cue, cues};
use super::rank::{Toponym, Weights, rank};
use super::spell::{Spelled, is_capitalised, spell};
use super::usage::usage;
use super::{Context, Place};
use crate::article::Article;
use crate::document::{Document, EntityLabel, EntityTag, TokenId};
use crate::entity::{EntityId, EntityMention, Resolution};
use crate::evidence::{Finder, Span};
use crate::resource::gazetteer::{Reading, fold};
use crate::resource::{Gazetteer, Resources};
use std::collections::BTreeMap;
use std::ops::Range;

/// The odds above which a name is read as a toponym, as a logarithm.
const THRESHOLD: f32 = -0.3;

/// Finds every toponym of an article.
///
/// The mentions stand in text order; their ids count the places from 0. The
/// place of the dateline, which is not part of the document, is a mention
/// with an empty range of tokens after the last one.
pub fn find(resources: &Resources, article: &Article, document: &Document<'_>) -> Vec<EntityMention> {
    let gazetteer = &resources.gazetteer;
    let mut found = toponyms(gazetteer, document);
    found.extend(dateline(gazetteer, article, document));
    found.sort_by_key(|found| found.span);
    let known: Vec<Toponym> = found.iter().map(|found| Toponym { span: found.span, readings: found.readings.clone() }).collect();
    let context = Context::of_document(resources, document);
    let ranked = rank(gazetteer, &context, &article.verbatim, &known, &Weights::default());
    let mut ids = BTreeMap::new();
    let mentions = found.into_iter().zip(ranked).map(|(found, ranked)| {
        let name = found.span.of(&article.verbatim);
        let next = EntityId(ids.len() as u32);
        let mut place = Place::resolved(gazetteer, name, &ranked);
        let governs = matches!(place.feature.as_deref(), Some("PCLI" | "PPLC"));
        if !found.tokens.is_empty() {
            place.usage = usage(gazetteer, document, found.head, governs);
        }
        EntityMention {
            span: found.span,
            tokens: found.tokens.start as u32..found.tokens.end as u32,
            head: found.head,
            entity: *ids.entry((fold(name), ranked.first().map(|best| best.id))).or_insert(next),
            resolution: Resolution::Place(place),
            finder: found.finder,
        }
    });
    mentions.collect()
}

/// Words that are taken for a toponym.
struct Found {
    span: Span,
    tokens: Range<usize>,
    head: TokenId,
    readings: Vec<Reading>,
    finder: Finder,
}

fn toponyms(gazetteer: &Gazetteer, document: &Document<'_>) -> Vec<Found> {
    let spelled: Vec<Spelled> = spell(gazetteer, document);
    let mut found: Vec<Found> = cues(gazetteer, document, &spelled)
        .iter()
        .zip(&spelled)
        .filter(|(cues, _)| cues.iter().map(|cue| cue.weight()).sum::<f32>() > THRESHOLD)
        .map(|(_, spelled)| Found {
            span: span(document, &spelled.tokens),
            tokens: spelled.tokens.clone(),
            head: head(document, &spelled.tokens),
            readings: spelled.readings.clone(),
            finder: Finder::Resource(format!("gazetteer:{}", spelled.key)),
        })
        .collect();
    let is_spelled = |tokens: &Range<usize>| {
        let next = spelled.partition_point(|spelled| spelled.tokens.end <= tokens.start);
        spelled.get(next).is_some_and(|spelled| spelled.tokens.start < tokens.end)
    };
    found.extend(unknown(gazetteer, document).into_iter().filter(|unknown| !is_spelled(&unknown.tokens)));
    found
}

/// Names that the parser takes for places and the gazetteer lacks, if the
/// words before say that they are places.
fn unknown(gazetteer: &Gazetteer, document: &Document<'_>) -> Vec<Found> {
    let tokens = &document.tokens;
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        at += 1;
        if !matches!(tokens[start].entity, EntityTag::Begin(EntityLabel::GeoPolitical | EntityLabel::Location)) {
            continue;
        }
        while at < tokens.len() && matches!(tokens[at].entity, EntityTag::Inside(_)) {
            at += 1;
        }
        let mut range = start..at;
        let is_article = document.form(TokenId::new(start)).eq_ignore_ascii_case("the");
        if is_article && range.len() > 1 {
            range.start += 1;
        }
        let name = span(document, &range);
        let is_name = is_capitalised(name.of(document.text)) && !gazetteer.is_people(name.of(document.text));
        if is_name && start > 0 && is_introduced(document, start) {
            found.push(Found {
                span: name,
                head: head(document, &range),
                tokens: range,
                readings: Vec::new(),
                finder: Finder::Model("entity-tags"),
            });
        }
    }
    found
}

/// Whether the words before say that a place follows: `in`, `the village of`.
fn is_introduced(document: &Document<'_>, at: usize) -> bool {
    let before = document.form(TokenId::new(at - 1)).to_lowercase();
    let second = at.checked_sub(2).map(|at| document.form(TokenId::new(at)).to_lowercase()).unwrap_or_default();
    matches!(before.as_str(), "in" | "near" | "at" | "outside")
        || before == "of" && matches!(second.as_str(), "village" | "town" | "city" | "district" | "province" | "region")
}

/// The place of the dateline, if the gazetteer knows it.
fn dateline(gazetteer: &Gazetteer, article: &Article, document: &Document<'_>) -> Option<Found> {
    let span = article.dateline.as_ref()?.place?;
    let readings = gazetteer.lookup(span.of(&article.verbatim));
    let end = document.tokens.len();
    let head = TokenId::new(end.checked_sub(1)?);
    if readings.is_empty() { None } else { Some(Found { span, tokens: end..end, head, readings, finder: Finder::Rule("dateline") }) }
}

fn span(document: &Document<'_>, tokens: &Range<usize>) -> Span {
    document.tokens[tokens.start].span.cover(document.tokens[tokens.end - 1].span)
}

/// The word of a name that depends on a word outside it.
fn head(document: &Document<'_>, tokens: &Range<usize>) -> TokenId {
    let is_outside = |at: &usize| document.tokens[*at].head.is_none_or(|head| !tokens.contains(&head.index()));
    TokenId::new(tokens.clone().find(is_outside).unwrap_or(tokens.start))
}

impl Cue {
    /// What the cue adds to the odds of a toponym, as a natural logarithm.
    ///
    /// Heuristic: fitted on development sets of news articles.
    pub fn weight(self) -> f32 {
        match self {
            Cue::Always => 0.0,
            Cue::GeoPolitical => 2.9,
            Cue::Location => 1.7,
            Cue::Facility => 1.7,
            Cue::Person => 0.2,
            Cue::Organisation => 0.9,
            Cue::Group => 1.0,
            Cue::Event => 1.0,
            Cue::EntityGoesOn => -0.6,
            Cue::EntityBegan => -0.7,
            Cue::Adjective => -0.4,
            Cue::NoNoun => -0.7,
            Cue::NameBefore => -0.3,
            Cue::NameAfter => -0.3,
            Cue::PartOfName => -0.1,
            Cue::ModifiesNoun => -0.2,
            Cue::Locative => 0.9,
            Cue::Of => 0.5,
            Cue::OtherPreposition => 0.0,
            Cue::Article => 0.0,
            Cue::Title => -1.1,
            Cue::GivenNameBefore => 0.2,
            Cue::GivenName => -1.6,
            Cue::FamilyName => -0.4,
            Cue::PersonElsewhere => -2.7,
            Cue::CommonWord => -1.6,
            Cue::ManyWords => 0.1,
            Cue::GenericWord => 1.2,
            Cue::LiesInNext => 2.0,
            Cue::HoldsLast => 1.4,
            Cue::Possessive => -0.8,
            Cue::Subject => -1.1,
            Cue::AllCapitals => 0.5,
            Cue::SentenceStart => 0.0,
            Cue::Country => 0.7,
            Cue::FirstDivision => 0.5,
            Cue::SecondDivision => 0.3,
            Cue::Metropolis => 0.3,
            Cue::LargeTown => -0.4,
            Cue::SmallTown => -1.3,
            Cue::OwnTable => -0.1,
            Cue::OnlyAlternate => -0.7,
            Cue::Repeated => 0.1,
            Cue::PlaceElsewhere => 0.5,
            Cue::InNamedDivision => 0.9,
            Cue::InNamedCountry => 0.1,
            Cue::Acronym => -2.0,
            Cue::Age => -0.5,
            Cue::StreetWord => -1.0,
            Cue::OfficeWord => 0.4,
            Cue::BrandWord => -0.7,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu::read_conllu;
    use crate::document::{Relation, Sentence, Token, Upos, Xpos};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

    /// The toponyms of a parsed sentence, each as `words = name country usage`.
    fn check(parse: &str, expect: &str) {
        let treebank = read_conllu(parse).expect("the parse is well formed");
        let article = Article { verbatim: treebank.text.clone(), ..Article::default() };
        let shown: Vec<String> = find(&RESOURCES, &article, &treebank.document())
            .iter()
            .filter_map(|mention| match &mention.resolution {
                Resolution::Place(place) => {
                    let country = place.country.map_or("-".to_owned(), |country| country.to_string());
                    Some(format!("{} = {} {country} {}", mention.span.of(&article.verbatim), place.name, place.usage.name()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(shown.join("; "), expect, "{}", article.verbatim);
    }

    #[test]
    fn toponyms_are_told_from_other_names() {
        check(
            "1 They they PRON PRP _ 2 nsubj\n2 met meet VERB VBD _ 0 root\n3 in in ADP IN _ 4 case\n4 Athens Athens PROPN NNP _ 2 obl\n5 , , PUNCT , _ 6 punct\n6 Georgia Georgia PROPN NNP _ 4 appos\n7 . . PUNCT . _ 2 punct\n",
            "Athens = Athens USA location; Georgia = Georgia USA location",
        );
        check(
            "1 The the DET DT _ 3 det\n2 Syrian syrian ADJ JJ _ 3 amod\n3 army army NOUN NN _ 4 nsubj\n4 entered enter VERB VBD _ 0 root\n5 Idleb Idleb PROPN NNP _ 4 obj\n",
            "Idleb = Idlib SYR location",
        );
        check("1 Mr Mr PROPN NNP _ 2 compound\n2 Paris Paris PROPN NNP _ 3 nsubj\n3 left leave VERB VBD _ 0 root\n", "");
        check("1 Nice nice ADJ JJ _ 2 amod\n2 words word NOUN NNS _ 0 root\n", "");
        check(
            "1 It it PRON PRP _ 2 nsubj\n2 began begin VERB VBD _ 0 root\n3 with with ADP IN _ 7 case\n4 the the DET DT _ 7 det\n5 Astana Astana PROPN NNP _ 7 compound\n6 peace peace NOUN NN _ 7 compound\n7 process process NOUN NN _ 2 obl\n",
            "Astana = Astana KAZ name",
        );
    }

    /// A document of white-space words that all hang on the first.
    fn flat(text: &str) -> Document<'_> {
        let mut tokens = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let head = (!tokens.is_empty()).then(|| TokenId::new(0));
            let relation = if head.is_none() { Relation::Root } else { Relation::Flat };
            let span = Span::new(start, start + word.len());
            tokens.push(Token {
                span,
                lemma: word.into(),
                upos: Upos::Propn,
                xpos: Xpos::Nnp,
                head,
                relation,
                entity: EntityTag::Outside,
                joined: false,
            });
        }
        let sentence = Sentence { span: Span::new(0, text.len()), tokens: 0..tokens.len() as u32, paragraph: 0 };
        Document::new(text, if tokens.is_empty() { Vec::new() } else { vec![sentence] }, tokens)
    }

    proptest! {
        #[test]
        fn any_text_gives_toponyms_that_quote_it(text in "(\\PC{0,12} ?(in|of|New York|Paris,|the|Saint|-|’s| )?){0,8}") {
            let article = Article { verbatim: text.clone(), ..Article::default() };
            for mention in find(&RESOURCES, &article, &flat(&text)) {
                prop_assert!(!mention.span.of(&text).is_empty());
                prop_assert!(mention.tokens.start < mention.tokens.end);
            }
        }
    }
}
