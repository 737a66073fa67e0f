//! What can be told of a word when asking whether it is part of a cue.
//!
//! What comes in is a parsed document; what goes out is, for each word, the
//! keys of its features: numbers, because a word has some hundred of them
//! and their names would cost more than all the rest. A key is a hash of the
//! number of a template and of what fills it, so that the same words give the
//! same keys on any machine. What the keys weigh is learned
//! ([`WordWeights`](crate::resource::cue_word::WordWeights)).

use super::quote::Quotes;
use crate::document::token::EntityLabel;
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::Resources;
use crate::resource::truth::WordClass;

/// One word, each of its properties as a hash; 0 where there is none.
#[derive(Clone, Copy, Default)]
struct Word {
    form: u64,
    lemma: u64,
    upos: u64,
    xpos: u64,
    relation: u64,
    /// How the table of cues has it.
    class: u64,
    /// What sort of speaker it would be.
    shape: u64,
    /// Which part of the document it stands in: inside a quotation or not.
    quoted: u64,
    is_quotation_mark: bool,
}

/// The words of a document.
pub(super) struct Words<'a, 'd> {
    document: &'a Document<'d>,
    words: Vec<Word>,
    /// For each word, its place among those of its sentence, from both ends.
    bounds: Vec<(u32, u32)>,
}

/// Numbers the templates of one word and hands on the keys.
struct Keys<'e> {
    template: u64,
    emit: &'e mut dyn FnMut(u32),
}

impl Keys<'_> {
    /// The key of the next template.
    fn add(&mut self, parts: &[u64]) {
        self.template += 1;
        self.of(self.template, parts);
    }

    /// A key of a template that fits several times, as one for each child.
    fn of(&mut self, template: u64, parts: &[u64]) {
        let mut hash = opened(template);
        for &part in parts {
            hash = mixed(hash, part);
        }
        (self.emit)((hash >> 32) as u32);
    }
}

/// Takes one more number into a hash.
const fn mixed(hash: u64, part: u64) -> u64 {
    let hash = (hash ^ part).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 29)
}

/// The hash of a template, before anything fills it.
const fn opened(template: u64) -> u64 {
    mixed(template, 0x9e37_79b9_7f4a_7c15)
}

/// The key that every word has, of the first template, which nothing fills.
pub const BIAS_KEY: u32 = (opened(1) >> 32) as u32;

/// FNV-1a of some bytes.
fn hashed(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Templates that may fit a word several times.
const CHILD: u64 = 500;
const SIBLING: u64 = 600;

impl<'a, 'd> Words<'a, 'd> {
    pub(super) fn of(resources: &Resources, document: &'a Document<'d>, quotes: &Quotes) -> Words<'a, 'd> {
        let mut words = Vec::with_capacity(document.tokens.len());
        let mut bounds = Vec::with_capacity(document.tokens.len());
        for sentence in &document.sentences {
            for index in sentence.tokens.clone() {
                words.push(word(resources, document, quotes, TokenId::new(index as usize)));
                bounds.push((sentence.tokens.start, sentence.tokens.end));
            }
        }
        Words { document, words, bounds }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word some places on, if it is of the same sentence.
    fn near(&self, index: usize, offset: i64) -> Word {
        let (start, end) = self.bounds[index];
        let at = index as i64 + offset;
        if at < i64::from(start) || at >= i64::from(end) { Word::default() } else { self.words[at as usize] }
    }

    fn head(&self, index: usize) -> Option<usize> {
        self.document.tokens[index].head.map(TokenId::index)
    }

    /// The keys of a word: of itself, its neighbours and its place in the tree.
    pub(super) fn keys(&self, index: usize, emit: &mut dyn FnMut(u32)) {
        let mut keys = Keys { template: 0, emit };
        self.own(index, &mut keys);
        self.neighbours(index, &mut keys);
        self.children(index, &mut keys);
        self.siblings(index, &mut keys);
        self.surroundings(index, &mut keys);
    }

    fn own(&self, index: usize, keys: &mut Keys<'_>) {
        let word = self.words[index];
        let above = self.head(index);
        let head = above.map_or(Word::default(), |head| self.words[head]);
        let grand = above.and_then(|head| self.head(head)).map_or(Word::default(), |grand| self.words[grand]);
        for parts in [
            &[][..],
            &[word.form],
            &[word.lemma, word.upos],
            &[word.lemma, word.xpos],
            &[word.lemma, word.relation],
            &[word.xpos, word.relation],
            &[word.relation, head.lemma],
            &[word.relation, head.xpos],
            &[word.relation, head.relation, head.upos],
            &[word.lemma, head.lemma],
            &[word.relation, head.class, word.upos],
            &[word.lemma, head.class],
            &[word.relation, head.relation, grand.lemma],
            &[word.class, word.xpos],
            &[word.class, word.relation],
            &[word.class, word.quoted],
            &[word.quoted, word.xpos, word.relation],
        ] {
            keys.add(parts);
        }
    }

    fn neighbours(&self, index: usize, keys: &mut Keys<'_>) {
        let word = self.words[index];
        for offset in [-3, -2, -1, 1, 2, 3] {
            let near = self.near(index, offset);
            keys.add(&[near.lemma]);
            keys.add(&[near.xpos]);
            keys.add(&[near.lemma, word.xpos]);
            keys.add(&[near.class, word.upos]);
        }
        let [two_left, left, right, two_right] = [-2, -1, 1, 2].map(|offset| self.near(index, offset));
        for parts in [
            &[left.class, word.lemma][..],
            &[right.class, word.lemma],
            &[left.class, word.class, right.class],
            &[left.form, word.form],
            &[word.form, right.form],
            &[left.xpos, word.xpos, right.xpos],
            &[two_left.xpos, left.xpos, word.xpos],
            &[word.xpos, right.xpos, two_right.xpos],
            &[left.lemma, word.xpos, right.lemma],
            &[two_left.lemma, left.lemma, word.lemma],
            &[word.lemma, right.lemma, two_right.lemma],
        ] {
            keys.add(parts);
        }
    }

    fn children(&self, index: usize, keys: &mut Keys<'_>) {
        let word = self.words[index];
        let children = self.document.children(TokenId::new(index));
        let (mut subject, mut opens_quotation) = (1, 0);
        for &child in children {
            let this = self.words[child.index()];
            if self.document.token(child).relation.is_subject() {
                subject = this.shape;
            }
            opens_quotation |= u64::from(this.is_quotation_mark);
            let marker = self.marker(child);
            let side = u64::from(child.index() < index);
            keys.of(CHILD, &[this.relation, side]);
            keys.of(CHILD + 1, &[this.relation, word.xpos]);
            keys.of(CHILD + 2, &[this.relation, word.lemma]);
            keys.of(CHILD + 3, &[this.relation, marker, word.upos]);
            keys.of(CHILD + 4, &[this.relation, marker, word.lemma]);
            keys.of(CHILD + 5, &[this.relation, this.lemma]);
            keys.of(CHILD + 6, &[this.relation, word.class]);
            keys.of(CHILD + 7, &[this.class, this.relation, word.upos]);
        }
        keys.add(&[subject, word.upos]);
        keys.add(&[subject, word.lemma]);
        keys.add(&[subject, word.class]);
        keys.add(&[opens_quotation, word.upos]);
        keys.add(&[children.len().min(6) as u64, word.upos]);
    }

    /// The lemma of a conjunction or preposition before a word.
    fn marker(&self, id: TokenId) -> u64 {
        let relation = |&child: &TokenId| matches!(self.document.token(child).relation, Relation::Mark | Relation::Case);
        self.document.children(id).iter().copied().find(relation).map_or(0, |marker| self.words[marker.index()].lemma)
    }

    fn siblings(&self, index: usize, keys: &mut Keys<'_>) {
        let word = self.words[index];
        let Some(above) = self.head(index) else {
            keys.add(&[2]);
            keys.template += 2;
            return;
        };
        let head = self.words[above];
        let mut subject = 1;
        for &sibling in self.document.children(TokenId::new(above)) {
            let this = self.words[sibling.index()];
            if self.document.token(sibling).relation.is_subject() {
                subject = this.shape;
            }
            if sibling.index() != index {
                keys.of(SIBLING, &[word.relation, this.relation, word.upos]);
                keys.of(SIBLING + 1, &[word.relation, this.relation, head.class, word.lemma]);
            }
        }
        let distance = (above as i64 - index as i64).clamp(-6, 6) as u64;
        keys.add(&[subject, word.relation, head.class]);
        keys.add(&[distance, word.relation, head.upos]);
        keys.add(&[distance, word.relation, head.class]);
    }

    /// Quotation marks and listed cues around, the place in the text.
    fn surroundings(&self, index: usize, keys: &mut Keys<'_>) {
        let word = self.words[index];
        let nearest = |step: i64, most: i64, test: &dyn Fn(&Word) -> bool| {
            (1..=most)
                .find(|&distance| test(&self.near(index, step * distance)))
                .map_or((0, 9), |distance| (self.near(index, step * distance).lemma, distance as u64))
        };
        let is_listed = |word: &Word| word.class != 0;
        let (left, to_left) = nearest(-1, 8, &is_listed);
        let (right, to_right) = nearest(1, 8, &is_listed);
        let (_, mark_left) = nearest(-1, 5, &|word| word.is_quotation_mark);
        let (_, mark_right) = nearest(1, 5, &|word| word.is_quotation_mark);
        let (start, end) = self.bounds[index];
        let place = if index as u32 == start { 0 } else { 1 + u64::from(index as u32 + 2 >= end) };
        let is_title = u64::from(self.document.sentences[self.document.sentence_of(TokenId::new(index))].paragraph == 0);
        let (above, height) = self.cue_above(index);
        for parts in [
            &[to_left, word.upos][..],
            &[to_right, word.upos],
            &[left, word.lemma],
            &[right, word.lemma],
            &[to_left, to_right, word.xpos],
            &[mark_left, word.quoted, word.upos],
            &[mark_right, word.quoted, word.upos],
            &[mark_left, mark_right, word.class],
            &[mark_right, word.lemma],
            &[mark_left, word.lemma],
            &[is_title, word.xpos],
            &[is_title, word.class],
            &[place, word.upos],
            &[above, height, word.upos],
            &[above, height, word.relation],
        ] {
            keys.add(parts);
        }
    }

    /// The class of the nearest listed cue above in the tree, and how high it is.
    fn cue_above(&self, index: usize) -> (u64, u64) {
        let mut current = self.head(index);
        for height in 0..6 {
            let Some(above) = current else { break };
            if self.words[above].class != 0 {
                return (self.words[above].class, height);
            }
            current = self.head(above);
        }
        (0, 9)
    }
}

fn word(resources: &Resources, document: &Document<'_>, quotes: &Quotes, id: TokenId) -> Word {
    let token = document.token(id);
    let named = |name: &str| hashed(name.bytes());
    let class = match token.upos {
        Upos::Verb => resources.truth.cue(&token.lemma, WordClass::Verb),
        Upos::Noun => resources.truth.cue(&token.lemma, WordClass::Noun),
        Upos::Adj => resources.truth.cue(&token.lemma, WordClass::Adjective),
        _ => None,
    };
    Word {
        form: hashed(document.form(id).chars().flat_map(char::to_lowercase).flat_map(|c| u32::from(c).to_le_bytes())),
        lemma: hashed(token.lemma.chars().flat_map(char::to_lowercase).flat_map(|c| u32::from(c).to_le_bytes())),
        upos: named(token.upos.name()),
        xpos: named(token.xpos.name()),
        relation: named(token.relation.name()),
        class: class.map_or(0, |class| named(class.name())),
        shape: shape(document, id),
        quoted: u64::from(quotes.around(id).is_some()),
        is_quotation_mark: matches!(document.form(id), "“" | "”" | "\"" | "''" | "``" | "«" | "»" | "„"),
    }
}

/// What sort of speaker a word would be.
fn shape(document: &Document<'_>, id: TokenId) -> u64 {
    let token = document.token(id);
    let name = match (token.entity.label(), token.upos, token.xpos) {
        (Some(EntityLabel::Person), ..) => "person",
        (Some(EntityLabel::Organisation), ..) => "organisation",
        (Some(EntityLabel::GeoPolitical), ..) => "country",
        (_, _, Xpos::Wp | Xpos::Wdt) => "relative",
        (_, Upos::Pron, _) => &token.lemma,
        (_, Upos::Propn, _) => "name",
        (_, _, Xpos::Nns) => "plural",
        _ => token.upos.name(),
    };
    hashed(name.bytes())
}
