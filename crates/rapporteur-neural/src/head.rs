//! Scores of tags, heads and relations, and what is read off them.

use crate::encoder::{grow, stretch};
use crate::kernel::{Activation, Cpu, Matrix};
use crate::tree::best_heads;
use crate::weight::HeadWeights;
use std::ops::Range;

/// What the network says of the words of one sentence, as output numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    /// `[word]`, as are the others.
    pub upos: Vec<usize>,
    pub xpos: Vec<usize>,
    pub entity: Vec<usize>,
    /// 1 + the head's index; 0 is the root.
    pub head: Vec<u32>,
    pub relation: Vec<usize>,
}

/// How many outputs each group of tags has.
#[derive(Clone, Copy, Debug)]
pub struct TagCounts {
    pub upos: usize,
    pub xpos: usize,
    pub entity: usize,
    /// The relation that only the root has.
    pub root_relation: usize,
}

/// Memory that is reused between batches.
#[derive(Debug, Default)]
pub struct Scratch {
    tags: Vec<f32>,
    arcs: Vec<f32>,
    dependents: Vec<f32>,
    labels: Vec<f32>,
    heads: Matrix,
    scores: Vec<f32>,
    hidden: Vec<f32>,
    relations: Vec<f32>,
}

/// Reads the outputs off encoded rows `[row, width]`.
pub fn read_outputs(
    cpu: Cpu,
    weights: &HeadWeights,
    counts: TagCounts,
    x: &[f32],
    width: usize,
    sentences: &[Range<usize>],
    scratch: &mut Scratch,
) -> Vec<Outputs> {
    let rows = x.len() / width;
    let arc = weights.arc_root.len();
    let arc_stride = weights.arc.padded_outputs();
    for (matrix, activation, out) in [
        (&weights.tags, Activation::None, &mut scratch.tags),
        (&weights.arc, Activation::Relu, &mut scratch.arcs),
        (&weights.label, Activation::None, &mut scratch.labels),
    ] {
        grow(out, rows * matrix.padded_outputs());
        matrix.multiply(cpu, x, width, rows, activation, out);
    }
    grow(&mut scratch.dependents, rows * weights.arc_bilinear.padded_outputs());
    debug_assert_eq!(weights.arc_bilinear.outputs(), arc);
    weights.arc_bilinear.multiply(cpu, &scratch.arcs, arc_stride, rows, Activation::None, &mut scratch.dependents);
    let longest = sentences.iter().map(Range::len).max().unwrap_or(0);
    let distance = stretch(&weights.arc_distance, longest);
    sentences
        .iter()
        .map(|sentence| {
            let head = find_heads(cpu, weights, sentence, (&distance, longest), scratch);
            let relation = find_relations(cpu, weights, counts.root_relation, sentence, &head, scratch);
            let mut outputs = Outputs { head, relation, ..Outputs::default() };
            let stride = weights.tags.padded_outputs();
            for row in scratch.tags[sentence.start * stride..sentence.end * stride].chunks_exact(stride) {
                let (upos, rest) = row.split_at(counts.upos);
                let (xpos, rest) = rest.split_at(counts.xpos);
                outputs.upos.push(top(upos));
                outputs.xpos.push(top(xpos));
                outputs.entity.push(top(&rest[..counts.entity]));
            }
            outputs
        })
        .collect()
}

/// The heads of one sentence.
fn find_heads(
    cpu: Cpu,
    weights: &HeadWeights,
    sentence: &Range<usize>,
    (distance, span): (&[f32], usize),
    scratch: &mut Scratch,
) -> Vec<u32> {
    let (words, arc, stride) = (sentence.len(), weights.arc_root.len(), weights.arc.padded_outputs());
    let heads = &mut scratch.heads;
    heads.reset(arc, words + 1);
    heads.set_output(0, &weights.arc_root);
    for (word, row) in scratch.arcs[sentence.start * stride..sentence.end * stride].chunks_exact(stride).enumerate() {
        heads.set_output(word + 1, &row[arc..]);
    }
    let wide = heads.padded_outputs();
    grow(&mut scratch.scores, words * wide);
    let scores = &mut scratch.scores[..words * wide];
    let from = weights.arc_bilinear.padded_outputs();
    heads.multiply(cpu, &scratch.dependents[sentence.start * from..], from, words, Activation::None, scores);
    for (word, row) in scores.chunks_exact_mut(wide).enumerate() {
        for (score, &bias) in row[1..=words].iter_mut().zip(&distance[span - word..]) {
            *score += bias;
        }
    }
    best_heads(scores, wide, words)
}

/// The relation of each word of one sentence to its head.
fn find_relations(
    cpu: Cpu,
    weights: &HeadWeights,
    root_relation: usize,
    sentence: &Range<usize>,
    heads: &[u32],
    scratch: &mut Scratch,
) -> Vec<usize> {
    let (words, label, stride) = (sentence.len(), weights.label_root.len(), weights.label.padded_outputs());
    let rows = &scratch.labels[sentence.start * stride..sentence.end * stride];
    let reach = (weights.label_distance.len() / 2 - 1) as isize;
    grow(&mut scratch.hidden, words * label);
    for (word, (hidden, &head)) in scratch.hidden.chunks_exact_mut(label).zip(heads).enumerate() {
        let (of_head, distance) = match head {
            0 => (&weights.label_root[..], weights.label_distance.len() - 1),
            _ => {
                let distance = (head as isize - 1 - word as isize).clamp(-reach, reach) + reach;
                (&rows[(head as usize - 1) * stride + label..][..label], distance as usize)
            }
        };
        let of_word = &rows[word * stride..][..label];
        let parts = of_word.iter().zip(of_head).zip(&weights.label_distance[distance]);
        for (hidden, ((&a, &b), &c)) in hidden.iter_mut().zip(parts) {
            *hidden = (a + b + c).max(0.0);
        }
    }
    let wide = weights.label_out.padded_outputs();
    grow(&mut scratch.relations, words * wide);
    weights.label_out.multiply(cpu, &scratch.hidden, label, words, Activation::None, &mut scratch.relations);
    let scores = scratch.relations.chunks_exact_mut(wide).zip(heads);
    scores
        .map(|(row, &head)| {
            if head == 0 {
                return root_relation;
            }
            row[root_relation] = f32::NEG_INFINITY;
            top(&row[..weights.label_out.outputs()])
        })
        .collect()
}

/// The first of the highest scores.
fn top(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = i;
        }
    }
    best
}
