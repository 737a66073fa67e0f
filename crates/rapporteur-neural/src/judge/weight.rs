//! Reads the weights of the judge.
//!
//! Word vectors are i8 with one f16 scale a row, the layers' matrices i8
//! within ±63, `[output, input]`, with one f32 scale an output; the rest is
//! f16 or f32. `training/coder/export.py` writes the file.

use crate::container::{Container, Table, WeightError, fault};
use crate::kernel::{Matrix, Norm};
use crate::rounded::RoundedMatrix;
use safetensors::Dtype;

/// The format that this program reads.
const FORMAT: &str = "rapporteur-coder/5";
/// The epsilon of BERT's normalisations.
const EPSILON: f32 = 1e-12;
/// Columns of one attention head.
pub const HEAD: usize = 32;

/// One layer: every piece looks at every other, then at itself.
#[derive(Debug)]
pub struct Layer {
    /// Scaled so that products with keys need no further factor.
    pub query: RoundedMatrix,
    pub key: RoundedMatrix,
    pub value: RoundedMatrix,
    pub out: RoundedMatrix,
    pub attention_norm: Norm,
    pub up: RoundedMatrix,
    pub down: RoundedMatrix,
    pub output_norm: Norm,
}

/// Scores of a head become probabilities by a softmax after division by its temperature.
#[derive(Debug)]
pub struct Head {
    pub matrix: Matrix,
    pub temperature: f32,
}

/// All that the judge knows.
#[derive(Debug)]
pub struct Weights {
    pub width: usize,
    /// The most pieces of a sentence, with those that open and close it.
    pub max_pieces: usize,
    /// The layer at whose input a pair's roles are added.
    pub role_layer: usize,
    pub word: Table,
    /// `[place, column]`.
    pub position: Vec<f32>,
    /// `[case, column]`.
    pub case: Vec<f32>,
    pub norm: Norm,
    /// `[none, source, target, trigger][column]`.
    pub role: Vec<f32>,
    pub layers: Vec<Layer>,
    pub sentence: Head,
    /// Reads the means of the rows at the role layer and at the top.
    pub kind: Head,
    pub tag: Head,
    /// The layer at whose input the way of `cue_layers` parts from that of `layers`.
    pub cue_layer: usize,
    /// Layers that only hear who says what.
    pub cue_layers: Vec<Layer>,
    pub cue: Head,
    pub pair_hidden: Matrix,
    pub pair: Head,
    /// Reads the rows of a pair's pass, word by word.
    pub party: Head,
    /// Reads what `pair_hidden` reads, and the trigger's rows at the role layer.
    pub truth_hidden: Matrix,
    pub truth: Head,
    /// Names of the outputs of `kind`.
    pub kinds: Vec<String>,
}

impl Weights {
    /// Reads a weights file.
    ///
    /// # Errors
    /// If the file is no container of this format, lacks a tensor, or its tensors do not fit each other.
    pub fn read(bytes: &'static [u8]) -> Result<Weights, WeightError> {
        let file = Container::open(bytes, FORMAT)?;
        let word = file.table("embed.word")?;
        let width = word.width;
        let (max_pieces, layers) = (file.number("max_pieces")?, file.number("layers")?);
        let (cue_layer, role_layer) = (file.number("cue_layer")?, file.number("role_layer")?);
        let are_ordered = 0 < cue_layer && cue_layer <= role_layer && role_layer < layers;
        if !width.is_multiple_of(HEAD) || max_pieces < 3 || !are_ordered {
            let places = format!("cues at {cue_layer}, roles at {role_layer}");
            return Err(fault(format!("found {layers} layers of {width} columns, {places}, {max_pieces} pieces")));
        }
        let kinds: Vec<String> = file.text("kinds")?.split(',').map(str::to_owned).collect();
        Ok(Weights {
            width,
            max_pieces,
            role_layer,
            word,
            position: file.vector_of("embed.position", max_pieces * width)?,
            case: file.vector_of("embed.case", 4 * width)?,
            norm: file.norm("embed.norm", width, EPSILON)?,
            role: file.vector_of("role", super::ROLES * width)?,
            layers: (0..layers).map(|number| layer(&file, &format!("layer.{number}"), width)).collect::<Result<_, _>>()?,
            sentence: head(&file, "sentence", "sentence", width, 5)?,
            kind: head(&file, "kind", "kind", 2 * width, kinds.len())?,
            tag: head(&file, "tag", "tag", width, 7)?,
            cue_layer,
            cue_layers: (0..layers - cue_layer)
                .map(|number| layer(&file, &format!("cue_layer.{number}"), width))
                .collect::<Result<_, _>>()?,
            cue: head(&file, "cue", "cue", width, 5)?,
            pair_hidden: file.matrix(&["head.pair_hidden"], super::ROLES * width)?,
            pair: head(&file, "pair_out", "pair", file.vector("head.pair_hidden.bias")?.len(), 17)?,
            party: head(&file, "party", "party", width, 3)?,
            truth_hidden: file.matrix(&["head.truth_hidden"], (super::ROLES + 1) * width)?,
            truth: head(&file, "truth", "truth", file.vector("head.truth_hidden.bias")?.len(), 3)?,
            kinds,
        })
    }
}

fn layer(file: &Container, at: &str, width: usize) -> Result<Layer, WeightError> {
    let matrix = |part: &str, inputs: usize| {
        let name = format!("{at}.{part}");
        let (cells, shape) = file.tensor(&name, Dtype::I8)?;
        let weights: Vec<i8> = cells.iter().map(|&cell| cell as i8).collect();
        let (scales, bias) = (file.vector(&format!("{name}.scale"))?, file.vector(&format!("{name}.bias"))?);
        if shape != [scales.len(), inputs] {
            return Err(fault(format!("{name} is {shape:?}, wanted {} by {inputs}", scales.len())));
        }
        RoundedMatrix::new(&weights, inputs, scales, bias).map_err(|message| fault(format!("{name}: {message}")))
    };
    let norm = |part: &str| file.norm(&format!("{at}.{part}"), width, EPSILON);
    let up = matrix("up", width)?;
    let mut query = matrix("query", width)?;
    query.scale_by(1.0 / (HEAD as f32).sqrt());
    let layer = Layer {
        query,
        key: matrix("key", width)?,
        value: matrix("value", width)?,
        out: matrix("out", width)?,
        attention_norm: norm("attention_norm")?,
        down: matrix("down", up.outputs())?,
        up,
        output_norm: norm("output_norm")?,
    };
    let outputs = [&layer.query, &layer.key, &layer.value, &layer.out, &layer.down].map(RoundedMatrix::outputs);
    if outputs != [width; 5] {
        return Err(fault(format!("{at} gives {outputs:?} columns, wanted {width}")));
    }
    Ok(layer)
}

fn head(file: &Container, name: &str, temperature: &str, inputs: usize, outputs: usize) -> Result<Head, WeightError> {
    let matrix = file.matrix(&[&format!("head.{name}")], inputs)?;
    let temperature = file.vector_of(&format!("head.{temperature}.temperature"), 1)?[0];
    if matrix.outputs() != outputs || temperature.is_nan() || temperature <= 0.0 {
        return Err(fault(format!("head {name} has {} outputs at temperature {temperature}, wanted {outputs}", matrix.outputs())));
    }
    Ok(Head { matrix, temperature })
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
