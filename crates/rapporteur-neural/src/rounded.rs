//! Matrix products of rounded numbers, and the steps between them.
//!
//! Weights are 8-bit integers within ±63 with one scale an output; inputs are
//! rounded to 7 bits with a scale and a floor of their own for each row. All
//! sums of integers are exact, so their order is free and each processor may
//! take what it is fast at; what is left is a few steps in single precision,
//! each rounded by itself. So a row has the same bits on every processor and
//! in any batch.

use crate::kernel::{Cpu, LANES, Lanes, exponential, largest};

/// Outputs of a panel.
const PANEL: usize = 16;
/// Inputs that are summed in 16 bits at a time: two pairs of products, each
/// at most 127 * 63, fit four times.
const STEP: usize = 8;
/// The largest rounded input.
const TOP: f32 = 127.0;
/// The largest weight.
const LARGEST: i8 = 63;

/// A matrix `[inputs, outputs]` of rounded weights with a bias.
#[derive(Clone, Debug, Default)]
pub struct RoundedMatrix {
    inputs: usize,
    outputs: usize,
    /// `[panel][step][half of step][output][4 inputs]`.
    panels: Vec<i8>,
    /// For each output what a unit of the integer sum is worth.
    scales: Vec<f32>,
    /// For each output the sum of its weights.
    sums: Vec<f32>,
    bias: Vec<f32>,
}

impl RoundedMatrix {
    /// Makes a matrix of weights `[output, input]` within ±63.
    ///
    /// # Errors
    /// If the sizes are no multiples of 16, disagree, or a weight is too large.
    pub fn new(weights: &[i8], inputs: usize, scales: Vec<f32>, bias: Vec<f32>) -> Result<RoundedMatrix, &'static str> {
        let outputs = scales.len();
        if inputs == 0 || !inputs.is_multiple_of(STEP) || !outputs.is_multiple_of(PANEL) {
            return Err("the sizes of a rounded matrix are no multiples of 16");
        }
        if weights.len() != inputs * outputs || bias.len() != outputs {
            return Err("a rounded matrix has another size than its scales and bias");
        }
        if weights.iter().any(|&weight| !(-LARGEST..=LARGEST).contains(&weight)) {
            return Err("a rounded weight is not within 63 of 0");
        }
        let mut panels = vec![0; weights.len()];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let first = (output / PANEL) * PANEL * inputs + output % PANEL * 4;
            for (four, weights) in row.as_chunks::<4>().0.iter().enumerate() {
                panels[first + four * PANEL * 4..][..4].copy_from_slice(weights);
            }
        }
        let sums = weights.chunks_exact(inputs).map(|row| row.iter().map(|&weight| i32::from(weight)).sum::<i32>() as f32).collect();
        Ok(RoundedMatrix { inputs, outputs, panels, scales, sums, bias })
    }

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiplies what the matrix gives by a factor.
    pub fn scale_by(&mut self, factor: f32) {
        self.scales.iter_mut().chain(&mut self.bias).for_each(|value| *value *= factor);
    }

    /// Computes `out[row, ..outputs] = rows × self + bias`.
    ///
    /// # Panics
    /// If the rows have another width or `out` is too short.
    pub fn multiply(&self, cpu: Cpu, rows: &RoundedRows, out: &mut [f32]) {
        assert_eq!(rows.width, self.inputs, "a rounded product's input has another width");
        assert!(out.len() >= rows.floors.len() * self.outputs, "a rounded product's output is too short");
        match cpu {
            // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions; AVX-512F implies
            // AVX2. The lengths are checked above.
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx512 | Cpu::Avx2 => unsafe { x86::multiply_avx2(self, rows, out) },
            Cpu::Portable => self.multiply_portable(rows, out),
        }
    }

    fn multiply_portable(&self, rows: &RoundedRows, out: &mut [f32]) {
        for (row, out) in out.chunks_exact_mut(self.outputs).enumerate().take(rows.floors.len()) {
            let input = rows.cells[row * self.inputs..][..self.inputs].as_chunks::<4>().0;
            for (panel, out) in out.chunks_exact_mut(PANEL).enumerate() {
                let mut sums = [0i32; PANEL];
                let weights = self.panels[panel * PANEL * self.inputs..].chunks_exact(PANEL * 4);
                for (input, weights) in input.iter().zip(weights) {
                    for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<4>().0) {
                        *sum += input.iter().zip(weights).map(|(&input, &weight)| i32::from(input) * i32::from(weight)).sum::<i32>();
                    }
                }
                for (column, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
                    let column = panel * PANEL + column;
                    let value = sum as f32 * rows.scales[row] + rows.floors[row] * self.sums[column];
                    *out = value * self.scales[column] + self.bias[column];
                }
            }
        }
    }
}

/// Rows of rounded numbers: `cells * scale + floor`.
#[derive(Clone, Debug, Default)]
pub struct RoundedRows {
    width: usize,
    /// From 0 to 127, `[row, column]`.
    cells: Vec<u8>,
    scales: Vec<f32>,
    floors: Vec<f32>,
}

impl RoundedRows {
    /// Rounds rows of a width that is a multiple of 16, each by its own range.
    pub fn round(&mut self, cpu: Cpu, x: &[f32], width: usize) {
        let rows = x.len() / width;
        self.width = width;
        self.cells.resize(rows * width, 0);
        self.scales.clear();
        self.floors.clear();
        match cpu {
            // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions; AVX-512F implies AVX2.
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx512 | Cpu::Avx2 => unsafe { x86::round_avx2(self, x) },
            // SAFETY: plain code runs everywhere.
            Cpu::Portable => unsafe { round_rows::<[f32; LANES]>(self, x, store_portable) },
        }
    }
}

/// Rounds to the nearest of 128 steps between a row's least and largest value.
///
/// # Safety
/// The processor has the instructions of `L` and `store`.
#[inline(always)]
unsafe fn round_rows<L: Lanes>(rows: &mut RoundedRows, x: &[f32], store: impl Fn(L, &mut [u8; LANES])) {
    for (row, cells) in x.chunks_exact(rows.width).zip(rows.cells.chunks_exact_mut(rows.width)) {
        let row = row.as_chunks::<LANES>().0;
        // SAFETY: the caller vouches for the instructions.
        unsafe {
            let (mut tops, mut bottoms) = (L::fill(f32::MIN), L::fill(f32::MIN));
            let zero = L::fill(0.0);
            for part in row {
                let part = L::load(part);
                tops = part.max(tops);
                bottoms = zero.sub(part).max(bottoms);
            }
            let (top, floor) = (largest(tops), -largest(bottoms));
            let scale = (top - floor) / TOP;
            let factor = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            let (floors, factors, half) = (L::fill(floor), L::fill(factor), L::fill(0.5));
            for (part, cells) in row.iter().zip(cells.as_chunks_mut::<LANES>().0) {
                store(L::load(part).sub(floors).mul(factors).add(half), cells);
            }
            rows.scales.push(scale);
            rows.floors.push(floor);
        }
    }
}

fn store_portable(values: [f32; LANES], cells: &mut [u8; LANES]) {
    *cells = values.map(|value| value as u8);
}

/// Replaces each value x by x times the share of the normal distribution
/// below x. The length must be a multiple of 16.
pub fn gelu(cpu: Cpu, x: &mut [f32]) {
    match cpu {
        // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx512 => unsafe { x86::gelu_avx512(x) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx2 => unsafe { x86::gelu_avx2(x) },
        // SAFETY: plain code runs everywhere.
        Cpu::Portable => unsafe { gelu_lanes::<[f32; LANES]>(x) },
    }
}

/// The error function is that of Abramowitz and Stegun, 7.1.26, good to 1.5e-7.
///
/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
unsafe fn gelu_lanes<L: Lanes>(x: &mut [f32]) {
    for part in x.as_chunks_mut::<LANES>().0 {
        // SAFETY: the caller vouches for the instructions.
        unsafe {
            let x = L::load(part);
            let (zero, one) = (L::fill(0.0), L::fill(1.0));
            let size = x.max(zero.sub(x));
            let t = one.div(size.mul(L::fill(0.327_591_1 * std::f32::consts::FRAC_1_SQRT_2)).add(one));
            let mut series = L::fill(1.061_405_4);
            for coefficient in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6] {
                series = series.mul(t).add(L::fill(coefficient));
            }
            // The share of the normal distribution beyond `size`.
            let beyond = series.mul(t).mul(exponential(x.mul(x).mul(L::fill(-0.5)))).mul(L::fill(0.5));
            // For positive x, x * (1 - beyond); for negative x, x * beyond.
            x.max(zero).sub(size.mul(beyond)).store(part);
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[path = "rounded_x86.rs"]
mod x86;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::{bits, numbers};

    fn matrix(inputs: usize, outputs: usize) -> (RoundedMatrix, Vec<f32>) {
        let weights: Vec<i8> = numbers(inputs * outputs, 5).iter().map(|x| (x * 63.9) as i8).collect();
        let scales: Vec<f32> = numbers(outputs, 6).iter().map(|x| x * 0.01).collect();
        let bias = numbers(outputs, 7);
        let full = weights.iter().enumerate().map(|(i, &weight)| f32::from(weight) * scales[i / inputs]).collect();
        (RoundedMatrix::new(&weights, inputs, scales, bias).unwrap(), full)
    }

    #[test]
    fn a_product_has_the_same_bits_on_every_processor_and_in_every_batch() {
        for (inputs, outputs) in [(384, 48), (16, 16), (1536, 32)] {
            let (matrix, _) = matrix(inputs, outputs);
            let x = numbers(23 * inputs, 3);
            let mut rounded = RoundedRows::default();
            rounded.round(Cpu::Portable, &x, inputs);
            let mut expect = vec![0.0; 23 * outputs];
            matrix.multiply(Cpu::Portable, &rounded, &mut expect);
            for cpu in Cpu::all() {
                for rows in [1, 2, 3, 4, 5, 7, 8, 23] {
                    let mut rounded = RoundedRows::default();
                    rounded.round(cpu, &x[..rows * inputs], inputs);
                    let mut out = vec![9.0; rows * outputs];
                    matrix.multiply(cpu, &rounded, &mut out);
                    assert_eq!(bits(&out), bits(&expect[..out.len()]), "{cpu:?}, {rows} rows");
                }
            }
        }
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let (inputs, outputs) = (1536, 16);
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| if i / inputs % 2 == 0 { 63 } else { -63 }).collect();
        let matrix = RoundedMatrix::new(&weights, inputs, vec![1.0; outputs], vec![0.0; outputs]).unwrap();
        let mut x = vec![127.0; inputs];
        x[0] = 0.0;
        for cpu in Cpu::all() {
            let mut rounded = RoundedRows::default();
            rounded.round(cpu, &x, inputs);
            let mut out = vec![0.0; outputs];
            matrix.multiply(cpu, &rounded, &mut out);
            assert_eq!(out[..2], [1535.0 * 127.0 * 63.0, -1535.0 * 127.0 * 63.0], "{cpu:?}");
        }
    }

    #[test]
    fn a_rounded_product_is_near_the_exact_one() {
        let (inputs, outputs) = (384, 16);
        let (matrix, full) = matrix(inputs, outputs);
        let x = numbers(inputs, 11);
        let mut rounded = RoundedRows::default();
        rounded.round(Cpu::Portable, &x, inputs);
        let mut out = vec![0.0; outputs];
        matrix.multiply(Cpu::Portable, &rounded, &mut out);
        for (output, out) in out.iter().enumerate() {
            let exact: f32 = full[output * inputs..][..inputs].iter().zip(&x).map(|(w, x)| w * x).sum();
            let exact = exact + matrix.bias[output];
            assert!((out - exact).abs() < 0.05, "{out} for {exact}");
        }
    }

    #[test]
    fn an_even_row_is_its_floor() {
        let mut rounded = RoundedRows::default();
        rounded.round(Cpu::detect(), &[2.5; 16], 16);
        assert_eq!((rounded.floors[0], rounded.scales[0]), (2.5, 0.0));
    }

    #[test]
    fn gelu_is_close_and_has_the_same_bits_on_every_processor() {
        let x: Vec<f32> = (-160..160).map(|i| i as f32 * 0.05).collect();
        let mut expect = x.clone();
        gelu(Cpu::Portable, &mut expect);
        for cpu in Cpu::all() {
            let mut got = x.clone();
            gelu(cpu, &mut got);
            assert_eq!(bits(&got), bits(&expect), "{cpu:?}");
        }
        for (x, y) in [(-1.0, -0.158_655_25), (0.0, 0.0), (0.5, 0.345_731_23), (3.0, 2.995_950_3), (-7.0, 0.0)] {
            let mut got = [x; LANES];
            gelu(Cpu::Portable, &mut got);
            assert!((got[0] - y).abs() < 2e-6, "{} at {x}, wanted {y}", got[0]);
        }
    }

    #[test]
    fn a_large_weight_is_an_error() {
        assert!(RoundedMatrix::new(&[64; 256], 16, vec![1.0; 16], vec![0.0; 16]).is_err());
    }
}
