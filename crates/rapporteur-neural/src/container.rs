//! Reads tensors from a weights file.
//!
//! The file is a `safetensors` container. What is in it is said where it is
//! used: `weight.rs` and `judge/weight.rs`.

use crate::kernel::{Matrix, Norm};
use rapporteur::document::parser::ParserError;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;

/// Weights are broken, of another format, or do not fit this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightError {
    /// Lower case, no final stop.
    pub message: String,
}

impl std::fmt::Display for WeightError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "reading the weights: {}", self.message)
    }
}

impl std::error::Error for WeightError {}

impl From<WeightError> for ParserError {
    fn from(error: WeightError) -> ParserError {
        ParserError { message: error.to_string() }
    }
}

pub fn fault(message: String) -> WeightError {
    WeightError { message }
}

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

/// An open weights file.
pub struct Container {
    tensors: SafeTensors<'static>,
    metadata: HashMap<String, String>,
}

impl Container {
    /// Opens a file of a format.
    ///
    /// # Errors
    /// If the file is no container of this format.
    pub fn open(bytes: &'static [u8], format: &str) -> Result<Container, WeightError> {
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| fault(error.to_string()))?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let container = Container { tensors: SafeTensors::deserialize(bytes).map_err(|error| fault(error.to_string()))?, metadata };
        let found = container.text("format")?;
        if found != format {
            return Err(fault(format!("the format is {found}, wanted {format}")));
        }
        Ok(container)
    }

    /// An entry of the header.
    pub fn text(&self, name: &str) -> Result<&str, WeightError> {
        let value = self.metadata.get(name).map(String::as_str);
        value.ok_or_else(|| fault(format!("the header has no {name}")))
    }

    /// A whole number in the header.
    pub fn number(&self, name: &str) -> Result<usize, WeightError> {
        let text = self.text(name)?;
        text.parse().map_err(|_| fault(format!("{name} is {text}, wanted a number")))
    }

    /// Whether there is a tensor of a name.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    /// The bytes and the shape of a tensor.
    pub fn tensor(&self, name: &str, dtype: Dtype) -> Result<(&'static [u8], Vec<usize>), WeightError> {
        let view = self.tensors.tensor(name).map_err(|error| fault(format!("tensor {name}: {error}")))?;
        if view.dtype() != dtype {
            return Err(fault(format!("tensor {name} is {:?}, wanted {dtype:?}", view.dtype())));
        }
        Ok((view.data(), view.shape().to_vec()))
    }

    /// A rounded table with its scales.
    pub fn table(&self, name: &str) -> Result<Table, WeightError> {
        let (cells, shape) = self.tensor(name, Dtype::I8)?;
        let (scales, rows) = self.tensor(&format!("{name}.scale"), Dtype::F16)?;
        match (shape.as_slice(), rows.as_slice()) {
            (&[count, width], &[scales_count]) if count == scales_count => Ok(Table { cells, scales, width }),
            _ => Err(fault(format!("table {name} is {shape:?} with scales {rows:?}"))),
        }
    }

    /// All values of an f16 or f32 tensor and its last dimension.
    pub fn values(&self, name: &str) -> Result<(Vec<f32>, usize), WeightError> {
        let view = self.tensors.tensor(name).map_err(|error| fault(format!("tensor {name}: {error}")))?;
        let values: Vec<f32> = match view.dtype() {
            Dtype::F16 => view.data().chunks_exact(2).map(half).collect(),
            Dtype::F32 => view.data().as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect(),
            other => return Err(fault(format!("tensor {name} is {other:?}, wanted F16 or F32"))),
        };
        let width = view.shape().last().copied().filter(|&width| width > 0);
        let width = width.ok_or_else(|| fault(format!("tensor {name} is {:?}", view.shape())))?;
        Ok((values, width))
    }

    /// All values of a tensor.
    pub fn vector(&self, name: &str) -> Result<Vec<f32>, WeightError> {
        Ok(self.values(name)?.0)
    }

    /// All values of a tensor, which must be so many.
    pub fn vector_of(&self, name: &str, length: usize) -> Result<Vec<f32>, WeightError> {
        let values = self.vector(name)?;
        if values.len() != length {
            return Err(fault(format!("tensor {name} has {} values, wanted {length}", values.len())));
        }
        Ok(values)
    }

    /// The rows of a tensor of two dimensions.
    pub fn rows(&self, name: &str) -> Result<Vec<Vec<f32>>, WeightError> {
        let (values, width) = self.values(name)?;
        Ok(values.chunks_exact(width).map(<[f32]>::to_vec).collect())
    }

    /// Scale and shift of a normalisation.
    pub fn norm(&self, name: &str, width: usize, epsilon: f32) -> Result<Norm, WeightError> {
        let (scale, shift) = (self.vector(&format!("{name}.weight"))?, self.vector(&format!("{name}.bias"))?);
        if scale.len() != width || shift.len() != width || !width.is_multiple_of(16) {
            return Err(fault(format!("{name} is {} wide, wanted {width}", scale.len())));
        }
        Ok(Norm { scale, shift, epsilon })
    }

    /// Linear layers with the same input, side by side; a layer may lack a bias.
    pub fn matrix(&self, names: &[&str], inputs: usize) -> Result<Matrix, WeightError> {
        let mut parts = Vec::new();
        for name in names {
            let (weight, width) = self.values(&format!("{name}.weight"))?;
            let bias_name = format!("{name}.bias");
            let outputs = weight.len() / width;
            let bias = if self.has(&bias_name) { self.vector(&bias_name)? } else { vec![0.0; outputs] };
            if width != inputs || bias.len() != outputs {
                return Err(fault(format!("{name} takes {width} values, wanted {inputs}")));
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

/// A hash of a file: 8 bytes at a time, multiplied and folded.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64;
    for part in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
    }
    hash ^ (hash >> 29)
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
}
