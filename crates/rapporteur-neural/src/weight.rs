//! Reads the weights file.
//!
//! The file is a `safetensors` container. Matrices are f16, `[output, input]`;
//! embedding tables are i8, `[row, column]`, with one f16 scale a row. Tables
//! are used where they lie; matrices are widened and cut into panels once.

use crate::container::{Container, Table, WeightError};
use crate::features::FEATURES;
use crate::kernel::{Matrix, Norm};
use safetensors::Dtype;
use std::collections::HashMap;

/// The format that this program reads.
const FORMAT: &str = "rapporteur-parser/1";

/// Pretrained vectors of frequent words.
#[derive(Clone, Copy, Debug)]
pub struct Vectors {
    /// u32, ascending: the key of each row.
    keys: &'static [u8],
    /// `[row, column]`.
    pub table: Table,
}

impl Vectors {
    /// The row of a key, if the word has a vector.
    pub fn row_of(&self, key: u32) -> Option<usize> {
        let count = self.keys.len() / 4;
        let at = |row: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| self.keys[4 * row + byte]));
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = (low + high) / 2;
            if at(middle) < key { low = middle + 1 } else { high = middle }
        }
        (low < count && at(low) == key).then_some(low)
    }
}

/// Turns a word form's features into its vector.
#[derive(Clone, Debug)]
pub struct WordWeights {
    /// In the order of the features; the first serves two of them.
    pub tables: Vec<Table>,
    pub vectors: Vectors,
    pub hidden: Matrix,
    pub out: Matrix,
    pub norm: Norm,
    /// Added to a word that no white space precedes, `[width]`.
    pub glued: Vec<f32>,
}

/// A layer that mixes words.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Neighbours: `[3 * width] → [width]`.
    Convolution { weight: Matrix, norm: Norm },
    /// The whole sentence.
    Attention(AttentionWeights),
}

/// A layer in which every word looks at every other.
#[derive(Clone, Debug)]
pub struct AttentionWeights {
    /// Queries, keys and values of all heads, side by side.
    pub input: Matrix,
    pub out: Matrix,
    /// `[head, 2 * reach + 1]`: added to a score by signed distance.
    pub distance: Vec<Vec<f32>>,
    /// Columns of one head's keys.
    pub key: usize,
    /// Columns of one head's values.
    pub value: usize,
    pub norm: Norm,
}

/// Scores tags, heads and relations.
#[derive(Clone, Debug)]
pub struct HeadWeights {
    /// Universal tags, Penn tags and entity tags, side by side.
    pub tags: Matrix,
    /// Each word as a dependent and as a head, side by side.
    pub arc: Matrix,
    pub arc_bilinear: Matrix,
    /// The root as a head, `[arc]`.
    pub arc_root: Vec<f32>,
    /// `[2 * reach + 1]`: added to an arc's score by signed distance.
    pub arc_distance: Vec<f32>,
    /// Each word as a dependent and as a head, side by side.
    pub label: Matrix,
    /// The root as a head, `[label]`.
    pub label_root: Vec<f32>,
    /// `[2 * reach + 2][label]`: by signed distance; the last is for the root.
    pub label_distance: Vec<Vec<f32>>,
    pub label_out: Matrix,
}

/// All that the network knows.
#[derive(Clone, Debug)]
pub struct Weights {
    pub width: usize,
    pub word: WordWeights,
    pub layers: Vec<Layer>,
    pub heads: HeadWeights,
    /// Names of the outputs, in order: `upos`, `xpos`, `relation`, `entity`.
    pub names: HashMap<String, Vec<String>>,
}

impl Weights {
    /// Reads a weights file.
    ///
    /// # Errors
    /// If the file is no container of this format or lacks a tensor.
    pub fn read(bytes: &'static [u8]) -> Result<Weights, WeightError> {
        let file = File(Container::open(bytes, FORMAT)?);
        let word = file.word()?;
        let plan = file.0.text("plan")?;
        let layers = plan.chars().enumerate().map(|(i, kind)| file.layer(i, kind)).collect::<Result<_, _>>()?;
        let names = ["upos", "xpos", "relation", "entity"]
            .into_iter()
            .map(|name| Ok((name.to_owned(), file.0.text(name)?.split(' ').map(str::to_owned).collect())))
            .collect::<Result<_, WeightError>>()?;
        Ok(Weights { width: word.glued.len(), word, layers, heads: file.heads()?, names })
    }
}

/// The epsilon of this network's normalisations.
const EPSILON: f32 = 1e-5;

/// An open weights file of a parser.
struct File(Container);

impl File {
    fn word(&self) -> Result<WordWeights, WeightError> {
        let names = ["word", "prefix", "suffix2", "suffix3", "suffix4", "shape"];
        let tables = names.iter().map(|name| self.0.table(&format!("tables.{name}"))).collect::<Result<Vec<_>, _>>()?;
        debug_assert_eq!(tables.len() + 1, FEATURES);
        let vectors = Vectors { keys: self.0.tensor("vectors.key", Dtype::U32)?.0, table: self.0.table("vectors")? };
        let inputs = tables.iter().map(|table| table.width).sum::<usize>() + vectors.table.width;
        let hidden = self.0.matrix(&["word_in"], inputs)?;
        let glued = self.0.vector("glued")?;
        let out = self.0.matrix(&["word_out"], hidden.outputs())?;
        Ok(WordWeights { tables, vectors, out, norm: self.0.norm("word_norm", glued.len(), EPSILON)?, hidden, glued })
    }

    fn layer(&self, number: usize, kind: char) -> Result<Layer, WeightError> {
        let name = |part: &str| format!("layers.{number}.{part}");
        let norm_name = name("norm");
        let width = self.0.vector(&format!("{norm_name}.weight"))?.len();
        let norm = self.0.norm(&norm_name, width, EPSILON)?;
        if kind == 'c' {
            return Ok(Layer::Convolution { weight: self.0.matrix(&[&name("weight")], 3 * width)?, norm });
        }
        let (query, value) = (name("query"), name("value"));
        let distance = self.0.rows(&name("distance"))?;
        let heads = distance.len().max(1);
        let key = self.0.vector(&format!("{query}.bias"))?.len() / heads;
        let columns = self.0.vector(&format!("{value}.bias"))?.len();
        Ok(Layer::Attention(AttentionWeights {
            input: self.0.matrix(&[&query, &name("key"), &value], width)?,
            out: self.0.matrix(&[&name("out")], columns)?,
            distance,
            key,
            value: columns / heads,
            norm,
        }))
    }

    fn heads(&self) -> Result<HeadWeights, WeightError> {
        let width = self.0.vector("glued")?.len();
        let (arc_root, label_root) = (self.0.vector("arc_root")?, self.0.vector("label_root")?);
        Ok(HeadWeights {
            tags: self.0.matrix(&["upos", "xpos", "entity"], width)?,
            arc: self.0.matrix(&["arc_dep", "arc_head"], width)?,
            arc_bilinear: self.0.matrix(&["arc_w"], arc_root.len())?,
            arc_root,
            arc_distance: self.0.vector("arc_distance")?,
            label: self.0.matrix(&["label_dep", "label_head"], width)?,
            label_out: self.0.matrix(&["label"], label_root.len())?,
            label_root,
            label_distance: self.0.rows("label_distance.weight")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_file_is_an_error() {
        let error = Weights::read(b"not a weights file").unwrap_err();
        assert!(error.to_string().starts_with("reading the weights: "), "{error}");
    }
}
