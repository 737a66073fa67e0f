//! Which words are in the tables: names, words for countries, role nouns.
//!
//! What comes in are the words of a document and the index of names; what
//! goes out are the longest names, left to right, none overlapping another,
//! with all meanings that the tables give them.

use crate::document::{Document, EntityLabel, EntityTag, Relation, TokenId, Upos};
use crate::resource::actor::{ActorTables, Meaning};
use crate::resource::name::Piece;
use std::ops::Range;

/// Words that the tables know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::entity) struct Naming {
    /// The words.
    pub tokens: Range<u32>,
    /// The word among them that the others depend on.
    pub head: TokenId,
    /// What they may mean.
    pub meanings: Vec<Meaning>,
}

/// The namings of a document, found by token.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Namings {
    list: Vec<Naming>,
    /// For each token 0, or 1 + its naming's place in the list.
    at: Vec<u32>,
}

impl Namings {
    /// The naming that a token is part of.
    pub fn at(&self, token: TokenId) -> Option<&Naming> {
        self.list.get((self.at[token.index()] as usize).checked_sub(1)?)
    }

    /// All of them, in text order.
    pub fn iter(&self) -> impl Iterator<Item = &Naming> {
        self.list.iter()
    }
}

/// The pieces of a sentence and the tokens that they come from.
#[derive(Default)]
struct Pieces {
    pieces: Vec<Piece>,
    tokens: Vec<u32>,
}

/// Finds all namings.
pub(in crate::entity) fn scan(tables: &ActorTables, document: &Document<'_>) -> Namings {
    let mut namings = Namings { list: Vec::new(), at: vec![0; document.tokens.len()] };
    let (mut stream, mut buffer) = (Pieces::default(), String::new());
    for sentence in &document.sentences {
        stream.pieces.clear();
        stream.tokens.clear();
        for token in sentence.tokens.clone() {
            let form = document.tokens[token as usize].span.of(document.text);
            tables.names().pieces_of(form, &mut buffer, &mut stream.pieces);
            stream.tokens.resize(stream.pieces.len(), token);
        }
        scan_sentence(tables, document, &stream, &mut namings);
    }
    namings
}

fn scan_sentence(tables: &ActorTables, document: &Document<'_>, stream: &Pieces, namings: &mut Namings) {
    let mut start = 0;
    while start < stream.pieces.len() {
        // A name begins where a token begins.
        let begins = start == 0 || stream.tokens[start - 1] != stream.tokens[start];
        match begins.then(|| longest(tables, document, stream, start)).flatten() {
            Some((length, naming)) => {
                for token in naming.tokens.clone() {
                    namings.at[token as usize] = namings.list.len() as u32 + 1;
                }
                namings.list.push(naming);
                start += length;
            }
            None => start += 1,
        }
    }
}

/// The longest name that begins at a piece, with the number of its pieces.
fn longest(tables: &ActorTables, document: &Document<'_>, stream: &Pieces, start: usize) -> Option<(usize, Naming)> {
    let mut best: Option<(usize, Vec<Meaning>)> = None;
    tables.names().walk(stream.pieces[start..].iter().copied(), |read, ends| {
        let end = start + read;
        // A name ends where a token ends.
        if stream.tokens.get(end) == Some(&stream.tokens[end - 1]) {
            return;
        }
        let (first, last) = (stream.tokens[start], stream.tokens[end - 1]);
        let words = document.tokens[first as usize].span.cover(document.tokens[last as usize].span).of(document.text);
        let meanings: Vec<Meaning> = ends.iter().filter(|(capitals, _)| capitals.fit(words)).map(|&(_, meaning)| meaning).collect();
        if !meanings.is_empty() {
            best = Some((read, meanings));
        }
    });
    let (length, mut meanings) = best?;
    let tokens = stream.tokens[start]..stream.tokens[start + length - 1] + 1;
    let head = head_of(document, tokens.clone());
    let naming = Naming { head, tokens, meanings: Vec::new() };
    meanings.retain(|meaning| is_plausible(document, &naming, *meaning));
    (!meanings.is_empty()).then_some((length, Naming { meanings, ..naming }))
}

/// The token of a range whose head lies outside it.
pub(in crate::entity) fn head_of(document: &Document<'_>, tokens: Range<u32>) -> TokenId {
    let outside = |id: &TokenId| document.token(*id).head.is_none_or(|head| !tokens.contains(&(head.index() as u32)));
    let mut heads = tokens.clone().map(|i| TokenId::new(i as usize)).filter(outside);
    let first = heads.next();
    // Where a parse tears a name apart, the last noun leads.
    heads.next_back().or(first).unwrap_or(TokenId::new(tokens.start as usize))
}

/// Whether words may have a meaning where they stand.
fn is_plausible(document: &Document<'_>, naming: &Naming, meaning: Meaning) -> bool {
    let token = document.token(naming.head);
    match meaning {
        // `general elections`, `to head`, `press on`.
        Meaning::Agent(_) | Meaning::Agents(_) => {
            !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp | Upos::Det | Upos::Pron | Upos::Sconj)
        }
        Meaning::Person(_) => true,
        // `WHO said that` in a shouted headline is a question.
        Meaning::Body(_) => !matches!(token.upos, Upos::Pron | Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp),
        Meaning::Country(_) => {
            !matches!(token.upos, Upos::Pron | Upos::Verb | Upos::Aux | Upos::Det) && !is_inside_person(document, naming)
        }
        Meaning::Surname(_) => {
            matches!(token.upos, Upos::Propn | Upos::X | Upos::Noun)
                && !has_given_name(document, naming)
                && !is_inside(document, naming, &[EntityLabel::Organisation, EntityLabel::Facility])
        }
    }
}

/// Whether the words are part of a longer entity with one of some labels.
fn is_inside(document: &Document<'_>, naming: &Naming, labels: &[EntityLabel]) -> bool {
    let tag = |index: u32| document.tokens.get(index as usize).map_or(EntityTag::Outside, |token| token.entity);
    let continues = matches!(tag(naming.tokens.end), EntityTag::Inside(_));
    match tag(naming.tokens.start) {
        EntityTag::Inside(label) => labels.contains(&label),
        EntityTag::Begin(label) => continues && labels.contains(&label),
        EntityTag::Outside => false,
    }
}

/// Whether a word for a country is a person's name here: `Michael Jordan`.
fn is_inside_person(document: &Document<'_>, naming: &Naming) -> bool {
    if is_inside(document, naming, &[EntityLabel::Person]) {
        return true;
    }
    let token = document.token(naming.head);
    let is_flat_part = token.relation == Relation::Flat
        && token.head.is_some_and(|head| {
            !naming.tokens.contains(&(head.index() as u32)) && document.token(head).entity.label() == Some(EntityLabel::Person)
        });
    is_flat_part && token.entity.label() != Some(EntityLabel::GeoPolitical)
}

/// Whether another capitalised name word stands right before or after, in one
/// name with it: `Igor Lavrov` is not the Lavrov of the tables.
fn has_given_name(document: &Document<'_>, naming: &Naming) -> bool {
    let joined = |index: Option<u32>| {
        let Some(other) = index.and_then(|index| document.tokens.get(index as usize)) else { return false };
        let other_id = TokenId::new(index.unwrap_or_default() as usize);
        let same_name = other.head == Some(naming.head) || document.token(naming.head).head == Some(other_id);
        other.upos == Upos::Propn
            && same_name
            && matches!(other.relation, Relation::Flat)
                | (document.token(naming.head).relation == Relation::Flat && document.token(naming.head).head == Some(other_id))
    };
    joined(naming.tokens.start.checked_sub(1)) || joined(Some(naming.tokens.end))
}
