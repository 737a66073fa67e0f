//! The readings of a word as a cue: whose words, and which words.

use super::extent::{Extents, trimmed, without};
use super::quote::Quotes;
use super::source::{self, SourceWay};
use super::{Manner, Statement};
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::Resources;
use crate::resource::truth::{CueClass, WordClass};
use std::ops::Range;

/// How the content hangs on its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContentKind {
    /// A finite clause: `said that it had left`.
    Clause,
    /// An infinitive or gerund: `promised to leave`.
    Infinitive,
    /// The clause in which the cue is inserted: `it left, he said`.
    Host,
    /// A quotation of the same sentence that is no clause of the cue.
    Quote,
    /// A quotation of the sentence before or after.
    Neighbour,
    /// An object: `condemned the attack`.
    Object,
    /// A phrase with a preposition: `spoke of a truce`.
    Oblique,
    /// What `according to` stands beside.
    AccordingTo,
    /// What follows a speaker and a colon.
    Colon,
    /// The subject of a passive: `the attack was condemned by`.
    Subject,
    /// All that follows the cue in its clause: `accused them of shelling`.
    Rest,
}

impl ContentKind {
    /// The name that features and explanations use.
    pub fn name(self) -> &'static str {
        match self {
            ContentKind::Clause => "clause",
            ContentKind::Infinitive => "infinitive",
            ContentKind::Host => "host",
            ContentKind::Quote => "quote",
            ContentKind::Neighbour => "neighbour",
            ContentKind::Object => "object",
            ContentKind::Oblique => "oblique",
            ContentKind::AccordingTo => "according_to",
            ContentKind::Colon => "colon",
            ContentKind::Subject => "subject",
            ContentKind::Rest => "rest",
        }
    }

    /// Whether content of this kind is words that were said.
    pub fn is_speech(self) -> bool {
        matches!(
            self,
            ContentKind::Clause
                | ContentKind::Host
                | ContentKind::Quote
                | ContentKind::Neighbour
                | ContentKind::AccordingTo
                | ContentKind::Colon
        )
    }
}

/// One reading of one word as a cue.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) cue: TokenId,
    pub(super) word_class: WordClass,
    pub(super) class: Option<CueClass>,
    pub(super) kind: ContentKind,
    pub(super) way: SourceWay,
    pub(super) source: Option<TokenId>,
    /// The word that heads the content, where there is one.
    pub(super) content_head: Option<TokenId>,
    pub(super) content: Vec<Range<u32>>,
    pub(super) source_range: Range<u32>,
    pub(super) cue_range: Range<u32>,
    /// Whether more than half of the content is quoted.
    pub(super) is_quoted: bool,
    /// Whether the cue is itself part of a quotation.
    pub(super) is_inside: bool,
}

impl Candidate {
    /// Whether it is a listed verb of speech with a speaker and a clause or
    /// quotation: no table of weights is asked about these.
    pub(super) fn is_plain_speech(&self) -> bool {
        let listed = self.class.is_some_and(CueClass::is_speech);
        let verbal = matches!(self.word_class, WordClass::Verb | WordClass::Phrase);
        listed
            && verbal
            && self.kind.is_speech()
            && self.kind != ContentKind::Colon
            && (self.source.is_some() || self.kind == ContentKind::Clause)
    }

    pub(super) fn statement(&self, document: &Document<'_>, probability: f32) -> Statement {
        let manner = match self.kind {
            ContentKind::AccordingTo => Manner::AccordingTo,
            _ if self.is_quoted && !self.is_inside => Manner::DirectQuote,
            _ => Manner::Indirect,
        };
        Statement {
            class: self.class.unwrap_or(CueClass::Neutral),
            manner,
            kind: self.kind,
            cue: self.cue,
            source: self.source,
            speaker: self.source.map(|source| source::antecedent(document, source)),
            cue_tokens: vec![self.cue_range.clone()],
            source_tokens: if self.source.is_some() { vec![self.source_range.clone()] } else { Vec::new() },
            content_tokens: self.content.clone(),
            probability,
            is_heard: None,
        }
    }
}

/// Which words that no table lists may be cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unlisted {
    /// Verbs with a weight of their own or with a clause.
    LikelyVerbs,
    /// All verbs.
    Verbs,
    /// Nouns and adjectives as well: a judge has heard the word.
    Any,
}

/// Whether an unlisted verb has a weight of its own or governs a clause.
fn may_be_cue(resources: &Resources, document: &Document<'_>, cue: TokenId) -> bool {
    let weights = &resources.truth.cue_weights;
    weights.is_empty()
        || weights.of(&super::score::word_feature(document, cue)) != 0.0
        || document.children(cue).iter().any(|&child| matches!(document.token(child).relation, Relation::Ccomp | Relation::Xcomp))
        || (document.token(cue).relation == Relation::Parataxis && document.child_by(cue, Relation::Nsubj).is_some())
}

/// What the readings of one word share.
struct Finder<'a, 'd> {
    document: &'a Document<'d>,
    extents: &'a Extents,
    quotes: &'a Quotes,
    cue: TokenId,
    word_class: WordClass,
    class: Option<CueClass>,
    source: Option<TokenId>,
    way: SourceWay,
    source_range: Range<u32>,
    cue_range: Range<u32>,
}

/// Adds the readings of one word.
pub(super) fn find(
    resources: &Resources,
    document: &Document<'_>,
    extents: &Extents,
    quotes: &Quotes,
    cue: TokenId,
    unlisted: Unlisted,
    found: &mut Vec<Candidate>,
) {
    let token = document.token(cue);
    let word_class = match token.upos {
        Upos::Punct if document.form(cue) == ":" => return colon(document, extents, quotes, cue, found),
        Upos::Verb if &*token.lemma == "accord" => {
            return according(document, extents, quotes, cue, found);
        }
        Upos::Verb => WordClass::Verb,
        Upos::Noun => WordClass::Noun,
        Upos::Adj => WordClass::Adjective,
        _ => return,
    };
    let class = resources.truth.cue(&token.lemma, word_class);
    // Nouns and adjectives that no table knows are no cues unless one is
    // heard; verbs are, if they have been seen as such or have a clause for an
    // argument.
    let is_verb = word_class == WordClass::Verb;
    let may_be = match unlisted {
        Unlisted::LikelyVerbs => is_verb && may_be_cue(resources, document, cue),
        Unlisted::Verbs => is_verb,
        Unlisted::Any => true,
    };
    if class.is_none() && !may_be {
        return;
    }
    let (source, way) = match word_class {
        WordClass::Noun => source::of_noun(document, cue),
        _ => source::of_predicate(document, cue),
    };
    let source_range = source.map_or(0..0, |source| phrase(document, extents, source, cue));
    let cue_range = cue_words(document, cue, word_class);
    let finder = Finder { document, extents, quotes, cue, word_class, class, source, way, source_range, cue_range };
    match word_class {
        WordClass::Noun => finder.noun(found),
        _ => finder.predicate(found),
    }
}

impl Finder<'_, '_> {
    /// Readings of a verb or a predicate adjective.
    fn predicate(&self, found: &mut Vec<Candidate>) {
        let before = found.len();
        for &child in self.document.children(self.cue) {
            let token = self.document.token(child);
            match token.relation {
                Relation::Ccomp => self.add(ContentKind::Clause, Some(child), self.extents.range(child), found),
                Relation::Xcomp if matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj) => {
                    let range = self.extents.range(child);
                    // `want your candidate to win`: the object belongs to the content.
                    let start = self
                        .document
                        .child_by(self.cue, Relation::Obj)
                        .map_or(range.start, |object| self.extents.range(object).start.min(range.start));
                    self.add(ContentKind::Infinitive, Some(child), start..range.end, found);
                }
                Relation::Parataxis if child > self.cue && self.class.is_some() => {
                    self.add(ContentKind::Clause, Some(child), self.extents.range(child), found);
                }
                Relation::Advcl if self.class == Some(CueClass::Quoting) => {
                    let start = self.extents.range(child).start + 1;
                    self.add(ContentKind::Clause, Some(child), start..self.extents.range(child).end, found);
                }
                Relation::Obj => self.add(ContentKind::Object, Some(child), self.extents.range(child), found),
                Relation::Obl | Relation::Advcl => self.oblique(child, found),
                Relation::NsubjPass => {
                    self.add(ContentKind::Subject, Some(child), self.extents.range(child), found);
                }
                _ => {}
            }
        }
        if self.class.is_some() || self.is_inserted() {
            self.host(found);
        }
        self.rest(found);
        if self.class.is_some() {
            self.quoted(found);
            if found.len() == before {
                self.neighbour(found);
            }
        }
    }

    /// All that follows in the cue's own phrase, up to a comma and a new
    /// clause.
    fn rest(&self, found: &mut Vec<Candidate>) {
        let start = self.cue_range.end;
        let mut end = self.extents.range(self.cue).end;
        for &child in self.document.children(self.cue).iter().rev() {
            let relation = self.document.token(child).relation;
            let loose = matches!(relation, Relation::Conj | Relation::Parataxis | Relation::Advcl | Relation::Cc | Relation::Punct);
            let left = self.extents.range(child).start;
            if loose && left > start && left < end {
                end = left;
            }
        }
        let opens_with_preposition = start < end && self.document.token(TokenId::new(start as usize)).upos == Upos::Adp;
        let start = if opens_with_preposition { start + 1 } else { start };
        if start < end && !(start..end).contains(&self.source_range.start) {
            self.add(ContentKind::Rest, None, start..end, found);
        }
    }

    /// Readings of a noun: `the claim that`, `a call for`, `her criticism of`.
    fn noun(&self, found: &mut Vec<Candidate>) {
        for &child in self.document.children(self.cue) {
            match self.document.token(child).relation {
                Relation::Acl | Relation::Ccomp => {
                    let kind = if self.document.child_by(child, Relation::Mark).is_some_and(|mark| self.document.lemma(mark) == "to") {
                        ContentKind::Infinitive
                    } else {
                        ContentKind::Clause
                    };
                    self.add(kind, Some(child), self.extents.range(child), found);
                }
                Relation::Nmod if Some(child) != self.source => self.oblique(child, found),
                _ => {}
            }
        }
    }

    /// Whether the cue stands as a clause inserted into another.
    fn is_inserted(&self) -> bool {
        self.document.token(self.cue).relation == Relation::Parataxis && self.source.is_some()
    }

    /// `The army, he said, had left`: the clause around is the content.
    fn host(&self, found: &mut Vec<Candidate>) {
        let token = self.document.token(self.cue);
        if token.relation != Relation::Parataxis || self.document.child_by(self.cue, Relation::Ccomp).is_some() {
            return;
        }
        let Some(host) = token.head else { return };
        self.add(ContentKind::Host, Some(host), self.extents.range(host), found);
    }

    fn oblique(&self, child: TokenId, found: &mut Vec<Candidate>) {
        let marker = source::case_of(self.document, child).or_else(|| self.document.child_by(child, Relation::Mark));
        let Some(marker) = marker else { return };
        if !matches!(
            self.document.lemma(marker),
            "of" | "for" | "about" | "on" | "against" | "to" | "with" | "as" | "over" | "at" | "from" | "in"
        ) {
            return;
        }
        let range = self.extents.range(child);
        let start = if marker.index() as u32 == range.start { range.start + 1 } else { range.start };
        self.add(ContentKind::Oblique, Some(child), start..range.end, found);
    }

    /// Quotations of the cue's sentence that hold neither cue nor speaker.
    fn quoted(&self, found: &mut Vec<Candidate>) {
        let sentence = &self.document.sentences[self.document.sentence_of(self.cue)];
        let mine = self.cue.index() as u32;
        let longest = self
            .quotes
            .within(sentence.tokens.clone())
            .filter(|quote| !quote.contains(&mine) && !quote.contains(&self.source_range.start) && quote.len() >= 3)
            .max_by_key(|quote| quote.len());
        if let Some(quote) = longest {
            self.add(ContentKind::Quote, None, quote, found);
        }
    }

    /// A cue without content beside a quotation: `… .” He paused, and said:`
    fn neighbour(&self, found: &mut Vec<Candidate>) {
        let sentence = &self.document.sentences[self.document.sentence_of(self.cue)];
        let follows =
            self.document.tokens_of(self.document.sentence_of(self.cue)).next_back().is_some_and(|last| self.document.form(last) == ":");
        let quote =
            if follows { self.quotes.starting_after(sentence.tokens.end) } else { self.quotes.ending_before(sentence.tokens.start) };
        if let Some(quote) = quote
            && self.source.is_some()
        {
            self.add(ContentKind::Neighbour, None, quote, found);
        }
    }

    /// Adds a reading whose content is a range without cue and speaker,
    /// widened to the whole of each long quotation that it is part of.
    fn add(&self, kind: ContentKind, content_head: Option<TokenId>, range: Range<u32>, found: &mut Vec<Candidate>) {
        let range = trimmed(self.document, range);
        let mut whole = range.clone();
        let mut is_quoted = matches!(kind, ContentKind::Quote | ContentKind::Neighbour);
        // A cue that is itself quoted takes no more than its own clause.
        let is_inside = self.quotes.around(self.cue).is_some();
        let covered: u32 = self.quotes.within(range.clone()).map(|quote| quote.end.min(range.end) - quote.start.max(range.start)).sum();
        if covered * 2 > range.end - range.start {
            is_quoted = true;
            for quote in self.quotes.within(range).filter(|_| !is_inside) {
                whole = whole.start.min(quote.start)..whole.end.max(quote.end);
            }
        }
        let mut cuts = vec![self.cue_range.clone(), self.source_range.clone()];
        if kind == ContentKind::Host {
            cuts.push(self.extents.range(self.cue));
        }
        let mut content = without(self.document, whole, &cuts);
        if content.is_empty() {
            return;
        }
        if is_quoted && !is_inside {
            self.continued(&mut content);
        }
        let cue_range = self.widened_cue(kind, content[0].start);
        found.push(Candidate {
            cue: self.cue,
            word_class: self.word_class,
            class: self.class,
            kind,
            way: self.way,
            source: self.source,
            content_head,
            content,
            source_range: self.source_range.clone(),
            cue_range,
            is_quoted,
            is_inside,
        });
    }

    /// The cue with what leads over to the content: a colon, a preposition, or
    /// before a prepositional content the few words of a set phrase (`took
    /// issue with`).
    fn widened_cue(&self, kind: ContentKind, content_start: u32) -> Range<u32> {
        let end = self.cue_range.end;
        let between = end..content_start;
        let longest = if kind == ContentKind::Oblique { 4 } else { 1 };
        if between.is_empty() || between.len() > longest || between.contains(&self.source_range.start) {
            return self.cue_range.clone();
        }
        let last = TokenId::new(content_start as usize - 1);
        let leads_over = self.document.token(last).upos == Upos::Adp || self.document.form(last) == ":";
        self.cue_range.start..if leads_over { content_start } else { end }
    }

    /// Adds the quotations that go on after the cue: the rest of its own
    /// sentence, and next sentences of the paragraph that are all quotation.
    fn continued(&self, content: &mut Vec<Range<u32>>) {
        let document = self.document;
        let mut number = document.sentence_of(self.cue);
        let own = document.sentences[number].tokens.clone();
        let after = content.last().map_or(0, |range| range.end).max(self.cue_range.end).max(self.source_range.end);
        for quote in self.quotes.within(after..own.end) {
            if quote.start >= after && quote.len() >= 4 {
                content.push(quote);
            }
        }
        let paragraph = document.sentences[number].paragraph;
        // Twenty sentences are more than anybody is quoted at a stretch.
        for _ in 0..20 {
            let reached = content.last().map_or(own.end, |range| range.end).max(document.sentences[number].tokens.end);
            let next = document.sentence_of(TokenId::new(reached as usize));
            let Some(sentence) = document.sentences.get(next).filter(|sentence| sentence.paragraph == paragraph && next > number) else {
                return;
            };
            let quote = self.quotes.starting_after(sentence.tokens.start).filter(|quote| quote.start == sentence.tokens.start);
            let Some(quote) = quote else { return };
            let last = document.sentence_of(TokenId::new(quote.end as usize - 1));
            if quote.end + 1 < document.sentences[last].tokens.end {
                return;
            }
            number = last;
            content.push(quote);
        }
    }
}

/// `According to Moscow, …`: the clause that the phrase modifies is content.
fn according(document: &Document<'_>, extents: &Extents, quotes: &Quotes, cue: TokenId, found: &mut Vec<Candidate>) {
    let next = TokenId::new(cue.index() + 1);
    if next.index() >= document.tokens.len() || document.lemma(next) != "to" {
        return;
    }
    let token = document.token(cue);
    // `according` is the noun's preposition; some parses make it a verb or
    // adverb with the noun below.
    let (source, host) = if token.relation == Relation::Case {
        let source = token.head;
        (source, source.and_then(|source| document.token(source).head))
    } else {
        let below = document.children(cue).iter().copied().find(|&child| document.token(child).relation.is_oblique());
        (below, token.head)
    };
    let (Some(source), Some(host)) = (source, host) else { return };
    let start = cue.index() as u32;
    let source_range = trimmed(document, start + 2..extents.range(source).end.max(start + 3));
    let finder = Finder {
        document,
        extents,
        quotes,
        cue,
        word_class: WordClass::Phrase,
        class: Some(CueClass::Neutral),
        source: Some(source),
        way: SourceWay::Beside,
        source_range,
        cue_range: start..start + 2,
    };
    finder.add(ContentKind::AccordingTo, Some(host), extents.range(host), found);
}

/// `Lavrov: “We agreed.”`: a sentence that opens with a short name and a
/// colon.
fn colon(document: &Document<'_>, extents: &Extents, quotes: &Quotes, cue: TokenId, found: &mut Vec<Candidate>) {
    let sentence = document.sentences[document.sentence_of(cue)].tokens.clone();
    let at = cue.index() as u32;
    let before = sentence.start..at;
    let is_name = |index: u32| matches!(document.token(TokenId::new(index as usize)).upos, Upos::Propn | Upos::Noun);
    if !(1..=8).contains(&before.len()) || !before.clone().any(|index| document.token(TokenId::new(index as usize)).upos == Upos::Propn) {
        return;
    }
    let Some(source) = before.clone().rev().find(|&index| is_name(index)) else { return };
    let finder = Finder {
        document,
        extents,
        quotes,
        cue,
        word_class: WordClass::Phrase,
        class: Some(CueClass::Neutral),
        source: Some(TokenId::new(source as usize)),
        way: SourceWay::Beside,
        source_range: before,
        cue_range: at..at + 1,
    };
    finder.add(ContentKind::Colon, None, at + 1..sentence.end, found);
}

/// The words of a speaker's phrase on its own side of the cue, without a
/// preposition before it.
fn phrase(document: &Document<'_>, extents: &Extents, source: TokenId, cue: TokenId) -> Range<u32> {
    let mut range = extents.range(source);
    let cue = cue.index() as u32;
    if range.contains(&cue) {
        // The cue is inside the phrase, as in `the man who said`.
        range = if (source.index() as u32) < cue { range.start..cue } else { cue + 1..range.end };
    }
    while range.start < source.index() as u32 {
        let first = TokenId::new(range.start as usize);
        if document.token(first).relation != Relation::Case {
            break;
        }
        range.start += 1;
    }
    if range.end > source.index() as u32 + 1 && document.token(TokenId::new(range.end as usize - 1)).xpos == Xpos::Pos {
        range.end -= 1;
    }
    trimmed(document, range)
}

/// The words of the cue: a verb with its auxiliaries, negation and particle,
/// a noun with its article, a predicate adjective with its copula.
fn cue_words(document: &Document<'_>, cue: TokenId, class: WordClass) -> Range<u32> {
    let mut start = cue.index();
    let mut end = cue.index() + 1;
    for &child in document.children(cue).iter().rev() {
        let token = document.token(child);
        let belongs = match class {
            WordClass::Noun => matches!(token.relation, Relation::Det | Relation::Amod),
            _ => {
                matches!(token.relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
                    || (token.relation == Relation::Mark && token.xpos == Xpos::To)
                    || (token.relation == Relation::Advmod && child.index() + 1 == start)
            }
        };
        // Only what stands side by side, so that a subject between
        // auxiliary and verb is not part of the cue.
        if belongs && child.index() + 1 == start {
            start = child.index();
        }
    }
    // `made a direct appeal`: the verb that carries the noun belongs to the cue.
    if class == WordClass::Noun
        && document.token(cue).relation == Relation::Obj
        && let Some(head) = document.token(cue).head
        && head.index() + 1 == start
    {
        start = head.index();
        for &child in document.children(head).iter().rev() {
            let relation = document.token(child).relation;
            if matches!(relation, Relation::Aux | Relation::AuxPass) && child.index() + 1 == start {
                start = child.index();
            }
        }
    }
    // `refused to comment`: the verb before belongs to the cue.
    if class == WordClass::Verb
        && document.token(cue).relation == Relation::Xcomp
        && let Some(head) = document.token(cue).head
        && head.index() + 1 == start
    {
        start = head.index();
        for &child in document.children(head).iter().rev() {
            let relation = document.token(child).relation;
            if matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Cop | Relation::Advmod) && child.index() + 1 == start {
                start = child.index();
            }
        }
    }
    if let Some(particle) = document.child_by(cue, Relation::CompoundPrt)
        && particle.index() == end
    {
        end += 1;
    }
    start as u32..end as u32
}
