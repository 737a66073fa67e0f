//! Vectors of pieces in context.
//!
//! A batch is rows of `[width]` numbers, sentence after sentence. A layer may
//! be asked for some rows only; the others then take part as what is looked
//! at, and are not computed.

use super::weight::{HEAD, Layer};
use crate::encoder::{AttentionHead, grow};
use crate::kernel::{Cpu, add_and_normalise};
use crate::rounded::{RoundedRows, gelu};
use std::ops::Range;

/// Rows of a batch that belong to one sentence, and those of them that are wanted.
#[derive(Clone, Debug)]
pub struct Rows {
    /// All rows of the sentence.
    pub all: Range<usize>,
    /// Ascending; one may be wanted twice.
    pub wanted: Vec<usize>,
}

impl Rows {
    /// A sentence of which all rows are wanted.
    pub fn whole(all: Range<usize>) -> Rows {
        Rows { wanted: all.clone().collect(), all }
    }
}

/// Memory that is reused between batches.
#[derive(Debug, Default)]
pub struct Scratch {
    rounded: RoundedRows,
    rounded_wanted: RoundedRows,
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
    mixed: Vec<f32>,
    wide: Vec<f32>,
    product: Vec<f32>,
    head: AttentionHead,
    zeros: Vec<f32>,
}

/// Runs a layer over `x`, `[row, width]`; `x` then holds the wanted rows alone, in their order.
pub fn run_layer(cpu: Cpu, layer: &Layer, x: &mut Vec<f32>, sentences: &[Rows], scratch: &mut Scratch) {
    let width = layer.query.outputs();
    scratch.rounded.round(cpu, x, width);
    let rows = x.len() / width;
    grow(&mut scratch.keys, rows * width);
    grow(&mut scratch.values, rows * width);
    layer.key.multiply(cpu, &scratch.rounded, &mut scratch.keys);
    layer.value.multiply(cpu, &scratch.rounded, &mut scratch.values);
    let wanted: usize = sentences.iter().map(|sentence| sentence.wanted.len()).sum();
    if !sentences.iter().all(|sentence| sentence.wanted.iter().copied().eq(sentence.all.clone())) {
        let kept: Vec<f32> = sentences.iter().flat_map(|rows| &rows.wanted).flat_map(|row| &x[row * width..][..width]).copied().collect();
        *x = kept;
        scratch.rounded.round(cpu, x, width);
    }
    grow(&mut scratch.queries, wanted * width);
    layer.query.multiply(cpu, &scratch.rounded, &mut scratch.queries);
    grow(&mut scratch.mixed, wanted * width);
    let mut first = 0;
    for sentence in sentences {
        let own = first..first + sentence.wanted.len();
        first = own.end;
        for column in (0..width).step_by(HEAD) {
            attend(cpu, width, column, &sentence.all, own.clone(), scratch);
        }
    }
    scratch.rounded_wanted.round(cpu, &scratch.mixed[..wanted * width], width);
    grow(&mut scratch.product, wanted * width);
    layer.out.multiply(cpu, &scratch.rounded_wanted, &mut scratch.product);
    add_and_normalise(cpu, x, &scratch.product[..wanted * width], width, &layer.attention_norm);
    let inner = layer.up.outputs();
    grow(&mut scratch.wide, wanted * inner);
    let wide = &mut scratch.wide[..wanted * inner];
    scratch.rounded_wanted.round(cpu, x, width);
    layer.up.multiply(cpu, &scratch.rounded_wanted, wide);
    gelu(cpu, wide);
    scratch.rounded_wanted.round(cpu, wide, inner);
    layer.down.multiply(cpu, &scratch.rounded_wanted, &mut scratch.product);
    add_and_normalise(cpu, x, &scratch.product[..wanted * width], width, &layer.output_norm);
}

/// Mixes the values of one sentence for the head whose columns begin at
/// `column`, for the queries of `own`, into the same rows of `mixed`.
fn attend(cpu: Cpu, width: usize, column: usize, all: &Range<usize>, own: Range<usize>, scratch: &mut Scratch) {
    let part = |row: usize| row * width + column;
    let keys = all.clone().map(|row| &scratch.keys[part(row)..]);
    let values = all.clone().map(|row| &scratch.values[part(row)..]);
    scratch.head.look_at((HEAD, keys), (HEAD, values));
    // Distance does not count.
    grow(&mut scratch.zeros, 2 * all.len() + 1);
    let queries = &scratch.queries[part(own.start)..];
    let mixed = scratch.head.mix(cpu, queries, width, own.len(), (&scratch.zeros, all.len()));
    for (row, mixed) in own.zip(mixed) {
        scratch.mixed[part(row)..][..HEAD].copy_from_slice(mixed);
    }
}
