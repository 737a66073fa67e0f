//! The products for x86-64 with AVX-512 or AVX2; see the parent for the order of sums.

#![allow(clippy::undocumented_unsafe_blocks, reason = "each function's own safety clause covers its one block")]

use super::{Activation, LANES, Lanes, Matrix, Norm, PANEL, normalise_rows, softmax_lanes};
use std::arch::x86_64::*;

/// # Safety
/// The processor must have AVX-512F; lengths are the caller's duty as in [`Matrix::multiply`].
#[target_feature(enable = "avx512f")]
pub unsafe fn multiply_avx512(matrix: &Matrix, a: &[f32], stride: usize, rows: usize, activation: Activation, out: &mut [f32]) {
    let columns = matrix.padded_outputs();
    for panel in 0..columns / PANEL {
        let weights = matrix.panels[panel * matrix.inputs * PANEL..].as_ptr();
        let bias = matrix.bias[panel * PANEL..].as_ptr();
        let mut row = 0;
        while row < rows {
            let left = rows - row;
            // SAFETY: `row + tile` never exceeds `rows`, for which the caller checked both slices.
            unsafe {
                let (from, to) = (a.as_ptr().add(row * stride), out.as_mut_ptr().add(row * columns + panel * PANEL));
                let tile = match left {
                    12.. => tile_avx512::<12>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                    6.. => tile_avx512::<6>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                    3.. => tile_avx512::<3>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                    _ => tile_avx512::<1>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                };
                row += tile;
            }
        }
    }
}

/// ROWS rows of one panel; gives ROWS.
#[target_feature(enable = "avx512f")]
#[inline]
#[allow(clippy::too_many_arguments, reason = "the innermost loop takes its pointers apart")]
unsafe fn tile_avx512<const ROWS: usize>(
    a: *const f32,
    stride: usize,
    weights: *const f32,
    bias: *const f32,
    inputs: usize,
    activation: Activation,
    out: *mut f32,
    columns: usize,
) -> usize {
    // SAFETY: the caller gives pointers to ROWS whole rows and a whole panel.
    unsafe {
        let (low, high) = (_mm512_loadu_ps(bias), _mm512_loadu_ps(bias.add(16)));
        let mut sums = [[low, high]; ROWS];
        for k in 0..inputs {
            let low = _mm512_loadu_ps(weights.add(k * PANEL));
            let high = _mm512_loadu_ps(weights.add(k * PANEL + 16));
            for (row, sum) in sums.iter_mut().enumerate() {
                let value = _mm512_set1_ps(*a.add(row * stride + k));
                sum[0] = _mm512_fmadd_ps(value, low, sum[0]);
                sum[1] = _mm512_fmadd_ps(value, high, sum[1]);
            }
        }
        let zero = _mm512_setzero_ps();
        for (row, mut sum) in sums.into_iter().enumerate() {
            if activation == Activation::Relu {
                sum = [_mm512_max_ps(sum[0], zero), _mm512_max_ps(sum[1], zero)];
            }
            _mm512_storeu_ps(out.add(row * columns), sum[0]);
            _mm512_storeu_ps(out.add(row * columns + 16), sum[1]);
        }
    }
    ROWS
}

/// # Safety
/// The processor must have AVX2 and FMA; lengths are the caller's duty as in [`Matrix::multiply`].
#[target_feature(enable = "avx2,fma")]
pub unsafe fn multiply_avx2(matrix: &Matrix, a: &[f32], stride: usize, rows: usize, activation: Activation, out: &mut [f32]) {
    let columns = matrix.padded_outputs();
    for half in 0..columns / 16 {
        let (panel, within) = (half / 2, half % 2 * 16);
        let weights = matrix.panels[panel * matrix.inputs * PANEL..].as_ptr();
        let mut row = 0;
        while row < rows {
            let left = rows - row;
            // SAFETY: `row + tile` never exceeds `rows`, for which the caller checked both slices.
            unsafe {
                let weights = weights.add(within);
                let bias = matrix.bias.as_ptr().add(half * 16);
                let (from, to) = (a.as_ptr().add(row * stride), out.as_mut_ptr().add(row * columns + half * 16));
                let tile = match left {
                    6.. => tile_avx2::<6>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                    3.. => tile_avx2::<3>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                    _ => tile_avx2::<1>(from, stride, weights, bias, matrix.inputs, activation, to, columns),
                };
                row += tile;
            }
        }
    }
}

/// ROWS rows of half a panel; gives ROWS.
#[target_feature(enable = "avx2,fma")]
#[inline]
#[allow(clippy::too_many_arguments, reason = "the innermost loop takes its pointers apart")]
unsafe fn tile_avx2<const ROWS: usize>(
    a: *const f32,
    stride: usize,
    weights: *const f32,
    bias: *const f32,
    inputs: usize,
    activation: Activation,
    out: *mut f32,
    columns: usize,
) -> usize {
    // SAFETY: the caller gives pointers to ROWS whole rows and half a panel.
    unsafe {
        let (low, high) = (_mm256_loadu_ps(bias), _mm256_loadu_ps(bias.add(8)));
        let mut sums = [[low, high]; ROWS];
        for k in 0..inputs {
            let low = _mm256_loadu_ps(weights.add(k * PANEL));
            let high = _mm256_loadu_ps(weights.add(k * PANEL + 8));
            for (row, sum) in sums.iter_mut().enumerate() {
                let value = _mm256_set1_ps(*a.add(row * stride + k));
                sum[0] = _mm256_fmadd_ps(value, low, sum[0]);
                sum[1] = _mm256_fmadd_ps(value, high, sum[1]);
            }
        }
        let zero = _mm256_setzero_ps();
        for (row, mut sum) in sums.into_iter().enumerate() {
            if activation == Activation::Relu {
                sum = [_mm256_max_ps(sum[0], zero), _mm256_max_ps(sum[1], zero)];
            }
            _mm256_storeu_ps(out.add(row * columns), sum[0]);
            _mm256_storeu_ps(out.add(row * columns + 8), sum[1]);
        }
    }
    ROWS
}

/// # Safety
/// The processor must have AVX-512F.
#[target_feature(enable = "avx512f")]
pub unsafe fn normalise_avx512(x: &mut [f32], add: &[f32], stride: usize, norm: &Norm) {
    // SAFETY: the instructions are this function's own requirement.
    unsafe { normalise_rows::<__m512>(x, add, stride, norm) }
}

/// # Safety
/// The processor must have AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn normalise_avx2(x: &mut [f32], add: &[f32], stride: usize, norm: &Norm) {
    // SAFETY: as above.
    unsafe { normalise_rows::<Halves>(x, add, stride, norm) }
}

/// # Safety
/// The processor must have AVX-512F.
#[target_feature(enable = "avx512f")]
pub unsafe fn softmax_avx512(scores: &mut [f32], stride: usize, count: usize, bias: &[f32], span: usize) {
    // SAFETY: as above.
    unsafe { softmax_lanes::<__m512>(scores, stride, count, bias, span) }
}

/// # Safety
/// The processor must have AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn softmax_avx2(scores: &mut [f32], stride: usize, count: usize, bias: &[f32], span: usize) {
    // SAFETY: as above.
    unsafe { softmax_lanes::<Halves>(scores, stride, count, bias, span) }
}

impl Lanes for __m512 {
    #[inline(always)]
    unsafe fn fill(value: f32) -> Self {
        unsafe { _mm512_set1_ps(value) }
    }
    #[inline(always)]
    unsafe fn load(from: &[f32; LANES]) -> Self {
        unsafe { _mm512_loadu_ps(from.as_ptr()) }
    }
    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), self) }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        unsafe { _mm512_add_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        unsafe { _mm512_sub_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        unsafe { _mm512_mul_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        unsafe { _mm512_div_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        unsafe { _mm512_max_ps(self, other) }
    }
    #[inline(always)]
    unsafe fn floor(self) -> Self {
        unsafe { _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(self) }
    }
    #[inline(always)]
    unsafe fn power_of_two(self) -> Self {
        unsafe {
            let exponent = _mm512_add_epi32(_mm512_cvttps_epi32(self), _mm512_set1_epi32(127));
            _mm512_castsi512_ps(_mm512_slli_epi32::<23>(exponent))
        }
    }
    #[inline(always)]
    unsafe fn where_above(self, condition: Self, bound: Self) -> Self {
        unsafe { _mm512_maskz_mov_ps(_mm512_cmp_ps_mask::<_CMP_GT_OQ>(condition, bound), self) }
    }
}

/// Sixteen numbers in two registers of eight.
#[derive(Clone, Copy)]
pub struct Halves(pub __m256, pub __m256);

impl Halves {
    /// # Safety
    /// The processor must have AVX2.
    #[inline(always)]
    unsafe fn both(self, other: Self, operation: impl Fn(__m256, __m256) -> __m256) -> Self {
        Halves(operation(self.0, other.0), operation(self.1, other.1))
    }
}

impl Lanes for Halves {
    #[inline(always)]
    unsafe fn fill(value: f32) -> Self {
        unsafe { Halves(_mm256_set1_ps(value), _mm256_set1_ps(value)) }
    }
    #[inline(always)]
    unsafe fn load(from: &[f32; LANES]) -> Self {
        unsafe { Halves(_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))) }
    }
    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), self.0);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), self.1);
        }
    }
    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        unsafe { self.both(other, |a, b| _mm256_add_ps(a, b)) }
    }
    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        unsafe { self.both(other, |a, b| _mm256_sub_ps(a, b)) }
    }
    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        unsafe { self.both(other, |a, b| _mm256_mul_ps(a, b)) }
    }
    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        unsafe { self.both(other, |a, b| _mm256_div_ps(a, b)) }
    }
    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        unsafe { self.both(other, |a, b| _mm256_max_ps(a, b)) }
    }
    #[inline(always)]
    unsafe fn floor(self) -> Self {
        unsafe { Halves(_mm256_floor_ps(self.0), _mm256_floor_ps(self.1)) }
    }
    #[inline(always)]
    unsafe fn power_of_two(self) -> Self {
        unsafe {
            self.both(self, |whole, _| {
                let exponent = _mm256_add_epi32(_mm256_cvttps_epi32(whole), _mm256_set1_epi32(127));
                _mm256_castsi256_ps(_mm256_slli_epi32::<23>(exponent))
            })
        }
    }
    #[inline(always)]
    unsafe fn where_above(self, condition: Self, bound: Self) -> Self {
        unsafe {
            let above = condition.both(bound, |a, b| _mm256_cmp_ps::<_CMP_GT_OQ>(a, b));
            self.both(above, |a, b| _mm256_and_ps(a, b))
        }
    }
}
