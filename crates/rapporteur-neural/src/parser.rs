//! The parser that ships: network, weights and memory of word forms.

use crate::container::fingerprint;
use crate::encoder::{self, encode, word_vectors};
use crate::head::{self, Outputs, TagCounts, read_outputs};
use crate::kernel::Cpu;
use crate::weight::Weights;
use rapporteur::document::parser::{ParsedWord, Parser, ParserError, Word};
use rapporteur::document::token::EntityLabel;
use rapporteur::document::{EntityTag, Relation, Upos, Xpos};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Longer sentences are parsed in pieces, since attention costs the square of the length.
const LONGEST: usize = 256;
/// How many words are laid out at once: few enough to stay in the cache.
const BATCH: usize = 384;
/// How many word forms are remembered, at 640 bytes each.
const REMEMBERED: usize = 40_000;

/// The weights that ship with the program.
static WEIGHTS: &[u8] = include_bytes!("../../../data/models/parser-en.safetensors");

/// Tags and parses English with the network described in the crate's first page.
#[derive(Debug)]
pub struct NeuralParser {
    weights: Weights,
    cpu: Cpu,
    digest: String,
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    relation: Vec<Relation>,
    entity: Vec<EntityTag>,
    counts: TagCounts,
    memory: Mutex<Memory>,
}

/// Vectors of word forms out of context. They are pure functions of the form,
/// so forgetting them changes nothing but speed.
#[derive(Debug, Default)]
struct Memory {
    number: HashMap<Box<str>, u32>,
    /// `[form, width]`.
    vectors: Vec<f32>,
}

impl NeuralParser {
    /// The parser with the weights that ship.
    ///
    /// # Errors
    /// If the weights do not fit this program, which is a bug.
    pub fn embedded() -> Result<NeuralParser, ParserError> {
        NeuralParser::embedded_on(Cpu::detect())
    }

    /// As [`NeuralParser::embedded`], with the instructions of the caller's
    /// choice, which change the speed and nothing else.
    ///
    /// # Errors
    /// As there.
    pub fn embedded_on(cpu: Cpu) -> Result<NeuralParser, ParserError> {
        NeuralParser::new(WEIGHTS, cpu)
    }

    /// A parser with other weights.
    ///
    /// # Errors
    /// If the weights are broken or of another format.
    pub fn new(weights: &'static [u8], cpu: Cpu) -> Result<NeuralParser, ParserError> {
        let read = Weights::read(weights)?;
        let upos = named(&read, "upos", Upos::from_name)?;
        let xpos = named(&read, "xpos", Xpos::from_name)?;
        let relation = named(&read, "relation", Relation::from_name)?;
        let entity = named(&read, "entity", entity_tag)?;
        let root_relation = relation.iter().position(|&r| r == Relation::Root);
        let counts = TagCounts {
            upos: upos.len(),
            xpos: xpos.len(),
            entity: entity.len(),
            root_relation: root_relation.ok_or_else(|| ParserError { message: "the weights know no root relation".into() })?,
        };
        if read.heads.tags.outputs() != upos.len() + xpos.len() + entity.len() || read.heads.label_out.outputs() != relation.len() {
            return Err(ParserError { message: "the weights have other outputs than names".into() });
        }
        let digest = format!("{:016x}", fingerprint(weights));
        Ok(NeuralParser { weights: read, cpu, digest, upos, xpos, relation, entity, counts, memory: Mutex::default() })
    }

    /// Copies the vector of each form to its row of `x`.
    fn look_up(&self, rows: &[Range<usize>], sentences: &[&[Word<'_>]], x: &mut [f32]) {
        let width = self.weights.width;
        // A thread that panicked left at worst a form without a vector, which the lengths below rule out.
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.number.len() > REMEMBERED {
            *memory = Memory::default();
        }
        let mut fresh: Vec<&str> = Vec::new();
        let mut numbers = Vec::new();
        for (row, word) in rows.iter().cloned().zip(sentences).flat_map(|(rows, sentence)| rows.zip(sentence.iter())) {
            let known = memory.number.get(word.form).copied();
            let number = known.unwrap_or_else(|| {
                let number = memory.number.len() as u32;
                memory.number.insert(word.form.into(), number);
                fresh.push(word.form);
                number
            });
            // The space before a sentence says nothing of it.
            let first = rows.binary_search_by_key(&row, |rows| rows.start).is_ok();
            numbers.push((row, number as usize, first || word.space_before));
        }
        if !fresh.is_empty() {
            let vectors = word_vectors(self.cpu, &self.weights.word, &fresh);
            memory.vectors.extend_from_slice(&vectors);
        }
        for (row, number, space_before) in numbers {
            let to = &mut x[row * width..][..width];
            to.copy_from_slice(&memory.vectors[number * width..][..width]);
            if !space_before {
                to.iter_mut().zip(&self.weights.word.glued).for_each(|(x, glued)| *x += glued);
            }
        }
    }

    /// Parses sentences of at most [`LONGEST`] words, none of them empty.
    fn parse_batch(&self, sentences: &[&[Word<'_>]], scratch: &mut (encoder::Scratch, head::Scratch)) -> Vec<Outputs> {
        let width = self.weights.width;
        let mut rows = Vec::with_capacity(sentences.len());
        let mut next = 1;
        for sentence in sentences {
            rows.push(next..next + sentence.len());
            next += sentence.len() + 1;
        }
        let mut x = vec![0.0; next * width];
        self.look_up(&rows, sentences, &mut x);
        encode(self.cpu, &self.weights, &mut x, &rows, &mut scratch.0);
        read_outputs(self.cpu, &self.weights.heads, self.counts, &x, width, &rows, &mut scratch.1)
    }

    /// Turns output numbers into tags.
    fn name(&self, outputs: &Outputs) -> Vec<ParsedWord> {
        let mut previous = EntityTag::Outside;
        (0..outputs.head.len())
            .map(|word| {
                let entity = match self.entity[outputs.entity[word]] {
                    // An entity that continues none begins here.
                    EntityTag::Inside(label) if previous.label() != Some(label) => EntityTag::Begin(label),
                    tag => tag,
                };
                previous = entity;
                ParsedWord {
                    upos: self.upos[outputs.upos[word]],
                    xpos: self.xpos[outputs.xpos[word]],
                    head: outputs.head[word].checked_sub(1),
                    relation: self.relation[outputs.relation[word]],
                    entity,
                }
            })
            .collect()
    }
}

impl Parser for NeuralParser {
    fn parse(&self, sentences: &[Vec<Word<'_>>]) -> Result<Vec<Vec<ParsedWord>>, ParserError> {
        let pieces: Vec<&[Word<'_>]> = sentences.iter().flat_map(|sentence| sentence.chunks(LONGEST)).collect();
        let mut parsed = Vec::with_capacity(pieces.len());
        let mut scratch = Default::default();
        let mut start = 0;
        while start < pieces.len() {
            let (mut end, mut words) = (start, 0);
            while end < pieces.len() && (end == start || words + pieces[end].len() <= BATCH) {
                words += pieces[end].len();
                end += 1;
            }
            let outputs = self.parse_batch(&pieces[start..end], &mut scratch);
            parsed.extend(outputs.iter().map(|outputs| self.name(outputs)));
            start = end;
        }
        let mut parsed = parsed.into_iter();
        let joined = sentences.iter().map(|sentence| join(parsed.by_ref().take(sentence.chunks(LONGEST).len())));
        Ok(joined.collect())
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

/// Makes one sentence of its pieces: each later piece hangs from the first one's root.
fn join(pieces: impl Iterator<Item = Vec<ParsedWord>>) -> Vec<ParsedWord> {
    let mut whole: Vec<ParsedWord> = Vec::new();
    for piece in pieces {
        let before = whole.len() as u32;
        let root = whole.iter().position(|word| word.head.is_none()).map(|root| root as u32);
        whole.extend(piece.into_iter().map(|word| match (word.head, root) {
            (Some(head), _) => ParsedWord { head: Some(head + before), ..word },
            (None, Some(root)) => ParsedWord { head: Some(root), relation: Relation::Parataxis, ..word },
            (None, None) => word,
        }));
    }
    whole
}

/// The values of a list of names in the weights.
fn named<T>(weights: &Weights, list: &str, value_of: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ParserError> {
    let names = weights.names.get(list).map(Vec::as_slice).unwrap_or_default();
    let unknown = |name: &str| ParserError { message: format!("the weights name the {list} {name}, which this program does not know") };
    names.iter().map(|name| value_of(name).ok_or_else(|| unknown(name))).collect()
}

fn entity_tag(name: &str) -> Option<EntityTag> {
    let Some((position, kind)) = name.split_once('-') else {
        return (name == "O").then_some(EntityTag::Outside);
    };
    let label = match kind {
        "PER" => EntityLabel::Person,
        "ORG" => EntityLabel::Organisation,
        "GPE" => EntityLabel::GeoPolitical,
        "LOC" => EntityLabel::Location,
        "FAC" => EntityLabel::Facility,
        "NORP" => EntityLabel::Group,
        "EVENT" => EntityLabel::Event,
        _ => return None,
    };
    match position {
        "B" => Some(EntityTag::Begin(label)),
        "I" => Some(EntityTag::Inside(label)),
        _ => None,
    }
}
