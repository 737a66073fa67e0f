//! The rounded products for x86-64 with AVX2; see the parent for what is computed.

#![allow(clippy::undocumented_unsafe_blocks, reason = "each function's own safety clause covers its one block")]

use super::{PANEL, RoundedMatrix, RoundedRows, STEP, gelu_lanes, round_rows};
use crate::kernel::LANES;
use crate::kernel::x86::Halves;
use std::arch::x86_64::*;

/// # Safety
/// The processor must have AVX2; lengths are the caller's duty as in [`RoundedMatrix::multiply`].
#[target_feature(enable = "avx2,fma")]
pub unsafe fn multiply_avx2(matrix: &RoundedMatrix, rows: &RoundedRows, out: &mut [f32]) {
    let count = rows.floors.len();
    for panel in 0..matrix.outputs / PANEL {
        let mut row = 0;
        while row < count {
            // SAFETY: a tile's rows never exceed `count`, for which the caller checked both slices.
            row += unsafe {
                match count - row {
                    4.. => tile::<4>(matrix, rows, panel, row, out),
                    2.. => tile::<2>(matrix, rows, panel, row, out),
                    _ => tile::<1>(matrix, rows, panel, row, out),
                }
            };
        }
    }
}

/// ROWS rows of one panel; gives ROWS.
#[target_feature(enable = "avx2,fma")]
#[inline]
unsafe fn tile<const ROWS: usize>(matrix: &RoundedMatrix, rows: &RoundedRows, panel: usize, row: usize, out: &mut [f32]) -> usize {
    // SAFETY: the caller gives a panel of the matrix and ROWS rows from `row` on.
    unsafe {
        let inputs = matrix.inputs;
        let weights = matrix.panels.as_ptr().add(panel * PANEL * inputs);
        let cells = rows.cells.as_ptr().add(row * inputs);
        let ones = _mm256_set1_epi16(1);
        let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
        for step in (0..inputs).step_by(STEP) {
            let weights = weights.add(step * PANEL).cast::<__m256i>();
            // Of each half of eight outputs: their first four inputs, and their next four.
            let first = [0, 1].map(|half| _mm256_loadu_si256(weights.add(half)));
            let second = [2, 3].map(|half| _mm256_loadu_si256(weights.add(half)));
            for (place, sum) in sums.iter_mut().enumerate() {
                let cells = cells.add(place * inputs + step).cast::<i32>();
                let fours = _mm256_set1_epi32(cells.read_unaligned());
                let next = _mm256_set1_epi32(cells.add(1).read_unaligned());
                for (half, sum) in sum.iter_mut().enumerate() {
                    let low = _mm256_maddubs_epi16(fours, first[half]);
                    let high = _mm256_maddubs_epi16(next, second[half]);
                    let both = _mm256_madd_epi16(_mm256_add_epi16(low, high), ones);
                    *sum = _mm256_add_epi32(*sum, both);
                }
            }
        }
        let column = panel * PANEL;
        for (place, sum) in sums.iter().enumerate() {
            let scale = _mm256_set1_ps(*rows.scales.as_ptr().add(row + place));
            let floor = _mm256_set1_ps(*rows.floors.as_ptr().add(row + place));
            for (half, &sum) in sum.iter().enumerate() {
                let column = column + 8 * half;
                let floor = _mm256_mul_ps(floor, _mm256_loadu_ps(matrix.sums.as_ptr().add(column)));
                let value = _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), scale), floor);
                let value = _mm256_mul_ps(value, _mm256_loadu_ps(matrix.scales.as_ptr().add(column)));
                let value = _mm256_add_ps(value, _mm256_loadu_ps(matrix.bias.as_ptr().add(column)));
                _mm256_storeu_ps(out.as_mut_ptr().add((row + place) * matrix.outputs + column), value);
            }
        }
    }
    ROWS
}

/// # Safety
/// The processor must have AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn round_avx2(rows: &mut RoundedRows, x: &[f32]) {
    // SAFETY: the instructions are this function's own requirement.
    unsafe { round_rows::<Halves>(rows, x, store) }
}

/// Cuts values from 0 to 127.5 to whole numbers.
#[inline(always)]
fn store(values: Halves, cells: &mut [u8; LANES]) {
    // SAFETY: `round_avx2`, the only caller, requires the instructions.
    unsafe {
        let words = _mm256_packs_epi32(_mm256_cvttps_epi32(values.0), _mm256_cvttps_epi32(values.1));
        // Packing works within halves of a register: put the middle quarters right.
        let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(words);
        let bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
        _mm_storeu_si128(cells.as_mut_ptr().cast(), bytes);
    }
}

/// # Safety
/// The processor must have AVX2 and FMA.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn gelu_avx2(x: &mut [f32]) {
    // SAFETY: as above.
    unsafe { gelu_lanes::<Halves>(x) }
}

/// # Safety
/// The processor must have AVX-512F.
#[target_feature(enable = "avx512f")]
pub unsafe fn gelu_avx512(x: &mut [f32]) {
    // SAFETY: as above.
    unsafe { gelu_lanes::<__m512>(x) }
}
