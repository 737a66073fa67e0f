//! Reads the weights file.
//!
//! The file is a `safetensors` container. Matrices are f16, `[output, input]`;
//! embedding tables are i8, `[row, column]`, with one f16 scale a row. Tables
//! are used where they lie; matrices are widened and cut into panels once.

use crate::features::FEATURES;
use crate::kernel::{Matrix, Norm};
use rapporteur::document::parser::ParserError;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;

/// The format that this program reads.
const FORMAT: &str = "rapporteur-parser/1";

/// An embedding table that stays in its rounded form.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// i8, `[row, column]`.
    cells: &'static [u8],
    /// f16, `[row]`.
    scales: &'static [u8],
    /// Columns.
    pub width: usize,
}

impl Table {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.scales.len() / 2
    }

    /// Adds a row to `out`, which must be `width` long.
    pub fn add_row(&self, row: usize, out: &mut [f32]) {
        let scale = half(&self.scales[2 * row..]);
        for (out, &cell) in out.iter_mut().zip(&self.cells[row * self.width..][..self.width]) {
            *out += f32::from(cell as i8) * scale;
        }
    }
}

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
    pub fn read(bytes: &'static [u8]) -> Result<Weights, ParserError> {
        let wrong = |error: &dyn std::fmt::Display| fault(format!("reading the weights: {error}"));
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| wrong(&error))?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let file = File { tensors: SafeTensors::deserialize(bytes).map_err(|error| wrong(&error))?, metadata };
        let format = file.text("format")?;
        if format != FORMAT {
            return Err(fault(format!("reading the weights: the format is {format}, wanted {FORMAT}")));
        }
        let word = file.word()?;
        let layers = file.text("plan")?.chars().enumerate().map(|(i, kind)| file.layer(i, kind)).collect::<Result<_, _>>()?;
        let names = ["upos", "xpos", "relation", "entity"]
            .into_iter()
            .map(|name| Ok((name.to_owned(), file.text(name)?.split(' ').map(str::to_owned).collect())))
            .collect::<Result<_, ParserError>>()?;
        Ok(Weights { width: word.glued.len(), word, layers, heads: file.heads()?, names })
    }
}

fn fault(message: String) -> ParserError {
    ParserError { message }
}

/// An open weights file.
struct File {
    tensors: SafeTensors<'static>,
    metadata: HashMap<String, String>,
}

impl File {
    fn text(&self, name: &str) -> Result<&str, ParserError> {
        let value = self.metadata.get(name).map(String::as_str);
        value.ok_or_else(|| fault(format!("reading the weights: the header has no {name}")))
    }

    fn tensor(&self, name: &str, dtype: Dtype) -> Result<(&'static [u8], Vec<usize>), ParserError> {
        let view = self.tensors.tensor(name).map_err(|error| fault(format!("reading the weights: tensor {name}: {error}")))?;
        if view.dtype() != dtype {
            return Err(fault(format!("reading the weights: tensor {name} is {:?}, wanted {dtype:?}", view.dtype())));
        }
        Ok((view.data(), view.shape().to_vec()))
    }

    fn table(&self, name: &str) -> Result<Table, ParserError> {
        let (cells, shape) = self.tensor(name, Dtype::I8)?;
        let (scales, rows) = self.tensor(&format!("{name}.scale"), Dtype::F16)?;
        match (shape.as_slice(), rows.as_slice()) {
            (&[count, width], &[scales_count]) if count == scales_count => Ok(Table { cells, scales, width }),
            _ => Err(fault(format!("reading the weights: table {name} is {shape:?} with scales {rows:?}"))),
        }
    }

    /// All values of an f16 tensor and its last dimension.
    fn values(&self, name: &str) -> Result<(Vec<f32>, usize), ParserError> {
        let (bytes, shape) = self.tensor(name, Dtype::F16)?;
        let width = shape.last().copied().filter(|&width| width > 0);
        let width = width.ok_or_else(|| fault(format!("reading the weights: tensor {name} is {shape:?}")))?;
        Ok((bytes.chunks_exact(2).map(half).collect(), width))
    }

    fn vector(&self, name: &str) -> Result<Vec<f32>, ParserError> {
        Ok(self.values(name)?.0)
    }

    fn rows(&self, name: &str) -> Result<Vec<Vec<f32>>, ParserError> {
        let (values, width) = self.values(name)?;
        Ok(values.chunks_exact(width).map(<[f32]>::to_vec).collect())
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ParserError> {
        let norm = Norm { scale: self.vector(&format!("{name}.weight"))?, shift: self.vector(&format!("{name}.bias"))? };
        if norm.scale.len() != width || norm.shift.len() != width || !width.is_multiple_of(16) {
            return Err(fault(format!("reading the weights: {name} is {} wide, wanted {width}", norm.scale.len())));
        }
        Ok(norm)
    }

    /// Linear layers with the same input, side by side.
    fn matrix(&self, names: &[&str], inputs: usize) -> Result<Matrix, ParserError> {
        let mut parts = Vec::new();
        for name in names {
            let (weight, width) = self.values(&format!("{name}.weight"))?;
            let bias_name = format!("{name}.bias");
            let outputs = weight.len() / width;
            let known = self.tensors.names().contains(&bias_name.as_str());
            let bias = if known { self.vector(&bias_name)? } else { vec![0.0; outputs] };
            if width != inputs || bias.len() != outputs {
                return Err(fault(format!("reading the weights: {name} takes {width} values, wanted {inputs}")));
            }
            parts.push((weight, bias));
        }
        let mut matrix = Matrix::zeros(inputs, parts.iter().map(|(_, bias)| bias.len()).sum());
        let rows = parts.iter().flat_map(|(weight, bias)| weight.chunks_exact(inputs).zip(bias));
        for (output, (weights, &bias)) in rows.enumerate() {
            matrix.set_output(output, weights);
            matrix.set_bias(output, bias);
        }
        Ok(matrix)
    }

    fn word(&self) -> Result<WordWeights, ParserError> {
        let names = ["word", "prefix", "suffix2", "suffix3", "suffix4", "shape"];
        let tables = names.iter().map(|name| self.table(&format!("tables.{name}"))).collect::<Result<Vec<_>, _>>()?;
        debug_assert_eq!(tables.len() + 1, FEATURES);
        let vectors = Vectors { keys: self.tensor("vectors.key", Dtype::U32)?.0, table: self.table("vectors")? };
        let inputs = tables.iter().map(|table| table.width).sum::<usize>() + vectors.table.width;
        let hidden = self.matrix(&["word_in"], inputs)?;
        let glued = self.vector("glued")?;
        let out = self.matrix(&["word_out"], hidden.outputs())?;
        Ok(WordWeights { tables, vectors, out, norm: self.norm("word_norm", glued.len())?, hidden, glued })
    }

    fn layer(&self, number: usize, kind: char) -> Result<Layer, ParserError> {
        let name = |part: &str| format!("layers.{number}.{part}");
        let norm_name = name("norm");
        let width = self.vector(&format!("{norm_name}.weight"))?.len();
        let norm = self.norm(&norm_name, width)?;
        if kind == 'c' {
            return Ok(Layer::Convolution { weight: self.matrix(&[&name("weight")], 3 * width)?, norm });
        }
        let (query, value) = (name("query"), name("value"));
        let distance = self.rows(&name("distance"))?;
        let heads = distance.len().max(1);
        let key = self.vector(&format!("{query}.bias"))?.len() / heads;
        let columns = self.vector(&format!("{value}.bias"))?.len();
        Ok(Layer::Attention(AttentionWeights {
            input: self.matrix(&[&query, &name("key"), &value], width)?,
            out: self.matrix(&[&name("out")], columns)?,
            distance,
            key,
            value: columns / heads,
            norm,
        }))
    }

    fn heads(&self) -> Result<HeadWeights, ParserError> {
        let width = self.vector("glued")?.len();
        let (arc_root, label_root) = (self.vector("arc_root")?, self.vector("label_root")?);
        Ok(HeadWeights {
            tags: self.matrix(&["upos", "xpos", "entity"], width)?,
            arc: self.matrix(&["arc_dep", "arc_head"], width)?,
            arc_bilinear: self.matrix(&["arc_w"], arc_root.len())?,
            arc_root,
            arc_distance: self.vector("arc_distance")?,
            label: self.matrix(&["label_dep", "label_head"], width)?,
            label_out: self.matrix(&["label"], label_root.len())?,
            label_root,
            label_distance: self.rows("label_distance.weight")?,
        })
    }
}

/// Widens the f16 at the start of `bytes` (IEEE 754 binary16, little endian).
fn half(bytes: &[u8]) -> f32 {
    let bits = u16::from_le_bytes([bytes[0], bytes[1]]);
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7FFF);
    if magnitude >= 0x0400 {
        return f32::from_bits(sign | ((magnitude << 13) + (112 << 23)));
    }
    // Below the smallest normal number the steps are even.
    f32::from_bits(sign | (magnitude as f32 * 2.0f32.powi(-24)).to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_widened() {
        for (bits, value) in [(0x3C00u16, 1.0), (0xC500, -5.0), (0x0001, 2.0f32.powi(-24)), (0x3555, 0.333_251_95), (0, 0.0)] {
            assert_eq!(half(&bits.to_le_bytes()), value);
        }
    }

    #[test]
    fn a_broken_file_is_an_error() {
        let error = Weights::read(b"not a weights file").unwrap_err();
        assert!(error.to_string().starts_with("parsing: reading the weights: "), "{error}");
    }
}
