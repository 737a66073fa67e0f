//! Matrix products, normalisation and softmax, the same bits on every processor.
//!
//! Each output of a product starts from its bias and adds `a[k] * b[k]` with
//! one rounding each (fused multiply-add), k ascending. So a row's result does
//! not depend on the number of rows, on its place among them, or on the width
//! of the processor's registers, and any batch gives the same answer.
//! Processors with AVX-512 or AVX2 are recognised when the program runs;
//! others take the plain code, which is slow only where fused multiply-add is
//! missing in hardware.

/// Columns of a panel.
const PANEL: usize = 32;

/// Which instructions the running processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cpu {
    /// 512-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 256-bit registers with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Plain code.
    Portable,
}

impl Cpu {
    /// The best that the running processor has.
    pub fn detect() -> Cpu {
        Cpu::all().next().unwrap_or(Cpu::Portable)
    }

    /// All that the running processor has, best first.
    pub fn all() -> impl Iterator<Item = Cpu> {
        #[cfg(target_arch = "x86_64")]
        let wide = [
            is_x86_feature_detected!("avx512f").then_some(Cpu::Avx512),
            (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Cpu::Avx2),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let wide: [Option<Cpu>; 0] = [];
        wide.into_iter().flatten().chain([Cpu::Portable])
    }
}

/// What is done to each output of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// Negative values become zero.
    Relu,
}

/// A matrix `[inputs, outputs]` with a bias, cut into panels of 32 columns.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    inputs: usize,
    outputs: usize,
    /// `[panel, input, column]`, zero beyond the last output.
    panels: Vec<f32>,
    /// Padded to whole panels.
    bias: Vec<f32>,
}

impl Matrix {
    /// A matrix of zeros without a bias.
    pub fn zeros(inputs: usize, outputs: usize) -> Matrix {
        let mut matrix = Matrix::default();
        matrix.reset(inputs, outputs);
        matrix
    }

    /// Makes this a matrix of zeros, keeping its memory.
    pub fn reset(&mut self, inputs: usize, outputs: usize) {
        let columns = outputs.div_ceil(PANEL) * PANEL;
        (self.inputs, self.outputs) = (inputs, outputs);
        self.panels.clear();
        self.panels.resize(columns * inputs, 0.0);
        self.bias.clear();
        self.bias.resize(columns, 0.0);
    }

    /// Sets the weights from all inputs to one output.
    pub fn set_output(&mut self, output: usize, weights: &[f32]) {
        let first = (output / PANEL) * self.inputs * PANEL + output % PANEL;
        for (cell, &weight) in self.panels[first..].iter_mut().step_by(PANEL).zip(&weights[..self.inputs]) {
            *cell = weight;
        }
    }

    /// Sets the weights from one input to all outputs.
    pub fn set_input(&mut self, input: usize, weights: &[f32]) {
        for (panel, part) in weights[..self.outputs].chunks(PANEL).enumerate() {
            let first = (panel * self.inputs + input) * PANEL;
            self.panels[first..first + part.len()].copy_from_slice(part);
        }
    }

    /// Sets the bias of one output.
    pub fn set_bias(&mut self, output: usize, bias: f32) {
        self.bias[output] = bias;
    }

    /// The number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// The distance between rows of a product that is to hold whole panels.
    pub fn padded_outputs(&self) -> usize {
        self.bias.len()
    }

    /// Computes `out[row, ..outputs] = activation(a[row, ..inputs] × self + bias)`
    /// for `rows` rows. Row r of the input begins at `a[r * stride]`, and rows
    /// may overlap; row r of the output begins at `out[r * padded_outputs()]`,
    /// and the padding is written too.
    ///
    /// # Panics
    /// If a slice is too short.
    pub fn multiply(&self, cpu: Cpu, a: &[f32], stride: usize, rows: usize, activation: Activation, out: &mut [f32]) {
        if rows == 0 {
            return;
        }
        assert!(a.len() >= (rows - 1) * stride + self.inputs, "a product's input is too short");
        assert!(out.len() >= rows * self.padded_outputs(), "a product's output is too short");
        match cpu {
            // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions; the lengths are checked above.
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx512 => unsafe { x86::multiply_avx512(self, a, stride, rows, activation, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Cpu::Avx2 => unsafe { x86::multiply_avx2(self, a, stride, rows, activation, out) },
            Cpu::Portable => self.multiply_portable(a, stride, rows, activation, out),
        }
    }

    fn multiply_portable(&self, a: &[f32], stride: usize, rows: usize, activation: Activation, out: &mut [f32]) {
        let columns = self.padded_outputs();
        for row in 0..rows {
            let input = &a[row * stride..][..self.inputs];
            for (panel, result) in out[row * columns..][..columns].chunks_exact_mut(PANEL).enumerate() {
                let mut sum = [0.0f32; PANEL];
                sum.copy_from_slice(&self.bias[panel * PANEL..][..PANEL]);
                let weights = self.panels[panel * self.inputs * PANEL..].chunks_exact(PANEL);
                for (&value, weight) in input.iter().zip(weights) {
                    for (sum, &weight) in sum.iter_mut().zip(weight) {
                        *sum = value.mul_add(weight, *sum);
                    }
                }
                if activation == Activation::Relu {
                    // The comparison gives +0 for -0, as the vector instruction does.
                    sum.iter_mut().for_each(|sum| *sum = if *sum > 0.0 { *sum } else { 0.0 });
                }
                result.copy_from_slice(&sum);
            }
        }
    }
}

/// Replaces each row of `x` by the normalised sum of it and the row of `add`
/// (mean 0, variance 1, then scale and shift). Widths must be multiples of 16.
///
/// `add` has rows at a distance of `stride`.
pub fn add_and_normalise(cpu: Cpu, x: &mut [f32], add: &[f32], stride: usize, norm: &Norm) {
    match cpu {
        // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx512 => unsafe { x86::normalise_avx512(x, add, stride, norm) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx2 => unsafe { x86::normalise_avx2(x, add, stride, norm) },
        // SAFETY: plain code runs everywhere.
        Cpu::Portable => unsafe { normalise_rows::<[f32; LANES]>(x, add, stride, norm) },
    }
}

/// The scale and shift of a normalisation.
#[derive(Clone, Debug, Default)]
pub struct Norm {
    /// One for each column.
    pub scale: Vec<f32>,
    /// One for each column.
    pub shift: Vec<f32>,
    /// Added to the variance, so that a row of equal values can be divided by it.
    pub epsilon: f32,
}

/// How many numbers are worked on side by side.
pub const LANES: usize = 16;

/// Sixteen numbers that are worked on side by side.
///
/// Every processor's version rounds each operation by itself, so the same
/// steps give the same bits.
pub trait Lanes: Copy {
    /// # Safety
    /// For all functions: the processor has the instructions of the implementing type.
    unsafe fn fill(value: f32) -> Self;
    unsafe fn load(from: &[f32; LANES]) -> Self;
    unsafe fn store(self, to: &mut [f32; LANES]);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    unsafe fn div(self, other: Self) -> Self;
    /// The larger of each two; `other` where `self` is no number.
    unsafe fn max(self, other: Self) -> Self;
    unsafe fn floor(self) -> Self;
    /// 2 to the power of whole numbers from -126 to 127.
    unsafe fn power_of_two(self) -> Self;
    /// `self` where `condition` is above `bound`, else 0.
    unsafe fn where_above(self, condition: Self, bound: Self) -> Self;
}

impl Lanes for [f32; LANES] {
    #[inline(always)]
    unsafe fn fill(value: f32) -> Self {
        [value; LANES]
    }
    #[inline(always)]
    unsafe fn load(from: &[f32; LANES]) -> Self {
        *from
    }
    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        *to = self;
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        std::array::from_fn(|i| self[i] + other[i])
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        std::array::from_fn(|i| self[i] - other[i])
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        std::array::from_fn(|i| self[i] * other[i])
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        std::array::from_fn(|i| self[i] / other[i])
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        std::array::from_fn(|i| if self[i] > other[i] { self[i] } else { other[i] })
    }
    #[inline(always)]
    unsafe fn floor(self) -> Self {
        self.map(f32::floor)
    }
    #[inline(always)]
    unsafe fn power_of_two(self) -> Self {
        self.map(|whole| f32::from_bits(((whole as i32 + 127) << 23) as u32))
    }
    #[inline(always)]
    unsafe fn where_above(self, condition: Self, bound: Self) -> Self {
        std::array::from_fn(|i| if condition[i] > bound[i] { self[i] } else { 0.0 })
    }
}

/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
unsafe fn normalise_rows<L: Lanes>(x: &mut [f32], add: &[f32], stride: usize, norm: &Norm) {
    let width = norm.scale.len();
    let (scale, shift) = (norm.scale.as_chunks::<LANES>().0, norm.shift.as_chunks::<LANES>().0);
    for (row, add) in x.chunks_exact_mut(width).zip(add.chunks(stride)) {
        let (row, add) = (row.as_chunks_mut::<LANES>().0, add.as_chunks::<LANES>().0);
        // SAFETY: the caller vouches for the instructions.
        unsafe {
            let mut sums = L::fill(0.0);
            for (x, add) in row.iter_mut().zip(add) {
                let sum = L::load(x).add(L::load(add));
                sum.store(x);
                sums = sums.add(sum);
            }
            let mean = L::fill(total(sums) / width as f32);
            let mut squares = L::fill(0.0);
            for x in row.iter_mut() {
                let centred = L::load(x).sub(mean);
                centred.store(x);
                squares = squares.add(centred.mul(centred));
            }
            let factor = L::fill(1.0 / (total(squares) / width as f32 + norm.epsilon).sqrt());
            for (x, (scale, shift)) in row.iter_mut().zip(scale.iter().zip(shift)) {
                L::load(x).mul(factor).mul(L::load(scale)).add(L::load(shift)).store(x);
            }
        }
    }
}

/// The sum of all lanes, halves first.
///
/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
unsafe fn total<L: Lanes>(lanes: L) -> f32 {
    let mut parts = [0.0; LANES];
    // SAFETY: the caller vouches for the instructions.
    unsafe { lanes.store(&mut parts) };
    let eight: [f32; 8] = std::array::from_fn(|i| parts[i] + parts[i + 8]);
    let four: [f32; 4] = std::array::from_fn(|i| eight[i] + eight[i + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

/// The largest of all lanes.
///
/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
pub unsafe fn largest<L: Lanes>(lanes: L) -> f32 {
    let mut parts = [0.0; LANES];
    // SAFETY: the caller vouches for the instructions.
    unsafe { lanes.store(&mut parts) };
    parts.iter().fold(f32::NEG_INFINITY, |top, &lane| if lane > top { lane } else { top })
}

/// Turns the first `count` scores of each row into shares that sum to 1, after
/// adding a bias that depends on the distance between row and column:
/// `bias[span + column - row]`. The rest of the row becomes 0. Rows are
/// `stride` apart, a multiple of 16.
///
/// # Panics
/// If `bias` has fewer than `2 * span + 1` entries or `count` exceeds `span`.
pub fn softmax_rows(cpu: Cpu, scores: &mut [f32], stride: usize, count: usize, bias: &[f32], span: usize) {
    assert!(count <= span + 1 && bias.len() > 2 * span, "a distance bias is too short");
    match cpu {
        // SAFETY: `Cpu` values come from `Cpu::all`, which checked the instructions.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx512 => unsafe { x86::softmax_avx512(scores, stride, count, bias, span) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Cpu::Avx2 => unsafe { x86::softmax_avx2(scores, stride, count, bias, span) },
        // SAFETY: plain code runs everywhere.
        Cpu::Portable => unsafe { softmax_lanes::<[f32; LANES]>(scores, stride, count, bias, span) },
    }
}

/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
unsafe fn softmax_lanes<L: Lanes>(scores: &mut [f32], stride: usize, count: usize, bias: &[f32], span: usize) {
    for (row, scores) in scores.chunks_exact_mut(stride).take(count).enumerate() {
        for (score, &bias) in scores[..count].iter_mut().zip(&bias[span - row..]) {
            *score += bias;
        }
        scores[count..].fill(f32::NEG_INFINITY);
        let scores = scores.as_chunks_mut::<LANES>().0;
        // SAFETY: the caller vouches for the instructions.
        unsafe {
            let mut tops = L::fill(f32::NEG_INFINITY);
            for part in scores.iter() {
                tops = L::load(part).max(tops);
            }
            let top = L::fill(largest(tops));
            let mut sums = L::fill(0.0);
            for part in scores.iter_mut() {
                let share = exponential(L::load(part).sub(top));
                share.store(part);
                sums = sums.add(share);
            }
            let factor = L::fill(1.0 / total(sums));
            for part in scores.iter_mut() {
                L::load(part).mul(factor).store(part);
            }
        }
    }
}

/// e to the power of `x` for x ≤ 0, 0 below -87, to about 3e-7 of its value.
///
/// The range is reduced to ±ln 2 / 2, where the series is cut after the sixth
/// power (Cephes `expf`, S. Moshier, 1989).
///
/// # Safety
/// The processor has the instructions of `L`.
#[inline(always)]
pub unsafe fn exponential<L: Lanes>(x: L) -> L {
    // SAFETY: the caller vouches for the instructions.
    unsafe {
        let lowest = L::fill(-87.0);
        let clamped = x.max(lowest);
        let whole = clamped.mul(L::fill(std::f32::consts::LOG2_E)).add(L::fill(0.5)).floor();
        let rest = clamped.sub(whole.mul(L::fill(0.693_359_4))).add(whole.mul(L::fill(2.121_944_4e-4)));
        let mut series = L::fill(1.987_569_1e-4);
        for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
            series = series.mul(rest).add(L::fill(coefficient));
        }
        let value = series.mul(rest).mul(rest).add(rest).add(L::fill(1.0));
        value.mul(whole.power_of_two()).where_above(x, lowest)
    }
}

#[cfg(target_arch = "x86_64")]
#[path = "kernel_x86.rs"]
pub mod x86;

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Numbers from -1 to 1 without end, the same for the same seed.
    pub fn noise(seed: u32) -> impl Iterator<Item = f32> {
        let step = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        std::iter::successors(step(&seed), step).map(|state| (state >> 8) as f32 / 8_388_608.0 - 1.0)
    }

    pub fn numbers(count: usize, seed: u32) -> Vec<f32> {
        noise(seed).take(count).collect()
    }

    fn matrix(inputs: usize, outputs: usize) -> Matrix {
        let weights = numbers(inputs * outputs, 7);
        let mut matrix = Matrix::zeros(inputs, outputs);
        for (output, row) in weights.chunks(inputs).enumerate() {
            matrix.set_output(output, row);
            matrix.set_bias(output, row[0]);
        }
        matrix
    }

    pub fn bits(values: &[f32]) -> Vec<u32> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn a_product_has_the_same_bits_on_every_processor_and_in_every_batch() {
        for (inputs, outputs) in [(480, 160), (7, 33), (322, 31), (1, 1)] {
            let matrix = matrix(inputs, outputs);
            let columns = matrix.padded_outputs();
            let a = numbers(40 * 160 + inputs, 3);
            let mut expect = vec![0.0; 40 * columns];
            matrix.multiply(Cpu::Portable, &a, 160, 40, Activation::Relu, &mut expect);
            for cpu in Cpu::all() {
                for rows in [1, 2, 5, 13, 40] {
                    let mut out = vec![9.0; rows * columns];
                    matrix.multiply(cpu, &a, 160, rows, Activation::Relu, &mut out);
                    assert_eq!(bits(&out), bits(&expect[..out.len()]), "{cpu:?}, {rows} rows");
                }
            }
        }
    }

    #[test]
    fn normalisation_and_softmax_have_the_same_bits_on_every_processor() {
        let norm = Norm { scale: numbers(160, 1), shift: numbers(160, 2), epsilon: 1e-5 };
        let (x, add) = (numbers(160 * 9, 3), numbers(160 * 9, 4));
        let (scores, bias) = (numbers(96 * 70, 5), numbers(201, 6));
        let mut expect = x.clone();
        add_and_normalise(Cpu::Portable, &mut expect, &add, 160, &norm);
        let mut shares = scores.clone();
        softmax_rows(Cpu::Portable, &mut shares, 96, 70, &bias, 100);
        for cpu in Cpu::all() {
            let mut got = x.clone();
            add_and_normalise(cpu, &mut got, &add, 160, &norm);
            assert_eq!(bits(&got), bits(&expect), "{cpu:?}");
            let mut got = scores.clone();
            softmax_rows(cpu, &mut got, 96, 70, &bias, 100);
            assert_eq!(bits(&got), bits(&shares), "{cpu:?}");
        }
        for row in shares.chunks(96) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn the_exponential_is_close() {
        for i in 0..2000 {
            let x = -(i as f32) * 0.04;
            // SAFETY: plain code runs everywhere.
            let [got, ..] = unsafe { exponential([x; LANES]) };
            assert!((got - x.exp()).abs() <= 3e-7 * x.exp(), "at {x}");
        }
        // SAFETY: plain code runs everywhere.
        assert_eq!(unsafe { exponential([f32::NEG_INFINITY; LANES]) }, [0.0; LANES]);
    }
}
