//! Word vectors in context.
//!
//! A batch is laid out as rows of `[width]` numbers: an empty row, the words
//! of a sentence, an empty row, the next sentence, …, an empty row. A
//! convolution over three rows then is one product whose input rows overlap,
//! and the empty rows keep sentences apart.

use crate::features::{FEATURES, rows_of};
use crate::kernel::{Activation, Cpu, Matrix, add_and_normalise, softmax_rows};
use crate::weight::{AttentionWeights, Layer, Weights, WordWeights};
use std::ops::Range;

/// Memory that is reused between batches.
#[derive(Debug, Default)]
pub struct Scratch {
    product: Vec<f32>,
    mixed: Vec<f32>,
    head: AttentionHead,
}

/// The attention of one head in one sentence, with memory that is reused.
#[derive(Debug, Default)]
pub struct AttentionHead {
    keys: Matrix,
    values: Matrix,
    scores: Vec<f32>,
    mixed: Vec<f32>,
}

impl AttentionHead {
    /// Takes the words that are looked at: rows that begin with a key of
    /// `key` columns, and rows that begin with a value of `value` columns.
    pub fn look_at<'a>(
        &mut self,
        (key, keys): (usize, impl ExactSizeIterator<Item = &'a [f32]>),
        (value, values): (usize, impl ExactSizeIterator<Item = &'a [f32]>),
    ) {
        self.keys.reset(key, keys.len());
        self.values.reset(values.len(), value);
        for (word, key) in keys.enumerate() {
            self.keys.set_output(word, key);
        }
        for (word, value) in values.enumerate() {
            self.values.set_input(word, value);
        }
    }

    /// For each of `count` queries, `stride` apart, the mean of the values,
    /// weighed by how well their keys fit; `bias` is as in [`softmax_rows`].
    pub fn mix(
        &mut self,
        cpu: Cpu,
        queries: &[f32],
        stride: usize,
        count: usize,
        (bias, span): (&[f32], usize),
    ) -> impl Iterator<Item = &[f32]> {
        let (wide, value_stride) = (self.keys.padded_outputs(), self.values.padded_outputs());
        grow(&mut self.scores, count * wide);
        let scores = &mut self.scores[..count * wide];
        self.keys.multiply(cpu, queries, stride, count, Activation::None, scores);
        softmax_rows(cpu, scores, wide, self.keys.outputs(), bias, span);
        grow(&mut self.mixed, count * value_stride);
        self.values.multiply(cpu, scores, wide, count, Activation::None, &mut self.mixed);
        self.mixed.chunks_exact(value_stride).take(count).map(|mixed| &mixed[..self.values.outputs()])
    }
}

/// The vectors of some forms out of context, `[form, width]`.
pub fn word_vectors(cpu: Cpu, weights: &WordWeights, forms: &[&str]) -> Vec<f32> {
    let sizes: [u32; FEATURES] = std::array::from_fn(|i| weights.tables[i.saturating_sub(1)].rows() as u32);
    let inputs = weights.tables.iter().map(|table| table.width).sum::<usize>() + weights.vectors.table.width;
    let mut features = vec![0.0; forms.len() * inputs];
    for (form, out) in forms.iter().zip(features.chunks_exact_mut(inputs)) {
        let found = rows_of(form, &sizes);
        let mut rest = &mut out[..];
        weights.tables[0].add_row(found.rows[0] as usize, &mut rest[..weights.tables[0].width]);
        for (table, &row) in weights.tables.iter().zip(&found.rows[1..]) {
            table.add_row(row as usize, &mut rest[..table.width]);
            rest = &mut rest[table.width..];
        }
        if let Some(row) = weights.vectors.row_of(found.vector_key) {
            weights.vectors.table.add_row(row, rest);
        }
    }
    let mut hidden = vec![0.0; forms.len() * weights.hidden.padded_outputs()];
    weights.hidden.multiply(cpu, &features, inputs, forms.len(), Activation::Relu, &mut hidden);
    let stride = weights.out.padded_outputs();
    let mut out = vec![0.0; forms.len() * stride];
    weights.out.multiply(cpu, &hidden, weights.hidden.padded_outputs(), forms.len(), Activation::None, &mut out);
    let mut vectors = vec![0.0; forms.len() * weights.norm.scale.len()];
    add_and_normalise(cpu, &mut vectors, &out, stride, &weights.norm);
    vectors
}

/// Runs all layers over a batch in place. `sentences` are the rows of each sentence.
pub fn encode(cpu: Cpu, weights: &Weights, x: &mut [f32], sentences: &[Range<usize>], scratch: &mut Scratch) {
    let width = weights.width;
    let rows = x.len() / width;
    for layer in &weights.layers {
        match layer {
            Layer::Convolution { weight, norm } => {
                let stride = weight.padded_outputs();
                grow(&mut scratch.product, rows * stride);
                // Row r of the product reads rows r - 1, r and r + 1.
                weight.multiply(cpu, x, width, rows - 2, Activation::Relu, &mut scratch.product[stride..]);
                for sentence in sentences {
                    let add = &scratch.product[sentence.start * stride..sentence.end * stride];
                    add_and_normalise(cpu, &mut x[sentence.start * width..sentence.end * width], add, stride, norm);
                }
            }
            Layer::Attention(attention) => attend(cpu, attention, x, width, sentences, scratch),
        }
    }
}

fn attend(cpu: Cpu, layer: &AttentionWeights, x: &mut [f32], width: usize, sentences: &[Range<usize>], scratch: &mut Scratch) {
    let rows = x.len() / width;
    let (stride, heads) = (layer.input.padded_outputs(), layer.distance.len());
    grow(&mut scratch.product, rows * stride);
    layer.input.multiply(cpu, x, width, rows, Activation::None, &mut scratch.product);
    let columns = heads * layer.value;
    grow(&mut scratch.mixed, rows * columns);
    let longest = sentences.iter().map(Range::len).max().unwrap_or(0);
    let biases: Vec<Vec<f32>> = layer.distance.iter().map(|bias| stretch(bias, longest)).collect();
    for sentence in sentences {
        for (head, bias) in biases.iter().enumerate() {
            attend_head(cpu, layer, sentence, head, (bias, longest), scratch);
        }
    }
    let out_stride = layer.out.padded_outputs();
    grow(&mut scratch.product, rows * out_stride);
    layer.out.multiply(cpu, &scratch.mixed, columns, rows, Activation::None, &mut scratch.product);
    for sentence in sentences {
        let add = &scratch.product[sentence.start * out_stride..sentence.end * out_stride];
        add_and_normalise(cpu, &mut x[sentence.start * width..sentence.end * width], add, out_stride, &layer.norm);
    }
}

/// Mixes the values of one sentence for one head, from `product` to `mixed`.
fn attend_head(
    cpu: Cpu,
    layer: &AttentionWeights,
    sentence: &Range<usize>,
    head: usize,
    (bias, span): (&[f32], usize),
    scratch: &mut Scratch,
) {
    let heads = layer.distance.len();
    let (stride, columns) = (layer.input.padded_outputs(), heads * layer.value);
    let rows = &scratch.product[sentence.start * stride..sentence.end * stride];
    let (query, key) = (head * layer.key, (heads + head) * layer.key);
    let value = 2 * heads * layer.key + head * layer.value;
    let words = rows.chunks_exact(stride);
    scratch.head.look_at((layer.key, words.clone().map(|row| &row[key..])), (layer.value, words.map(|row| &row[value..])));
    let mixed = scratch.head.mix(cpu, &rows[query..], stride, sentence.len(), (bias, span));
    for (row, mixed) in sentence.clone().zip(mixed) {
        scratch.mixed[row * columns + head * layer.value..][..layer.value].copy_from_slice(mixed);
    }
}

/// A table by signed distance for distances up to `span`; its ends are repeated.
pub fn stretch(table: &[f32], span: usize) -> Vec<f32> {
    let (reach, last) = ((table.len() / 2) as isize, table.len() as isize - 1);
    let span = span as isize;
    (-span..=span).map(|distance| table[(distance + reach).clamp(0, last) as usize]).collect()
}

/// Makes a buffer at least `length` long; its content is of no account.
pub fn grow(buffer: &mut Vec<f32>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_table_is_stretched_and_cut() {
        assert_eq!(stretch(&[1.0, 2.0, 3.0], 3), [1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 3.0]);
        assert_eq!(stretch(&[1.0, 2.0, 3.0, 4.0, 5.0], 1), [2.0, 3.0, 4.0]);
    }
}
