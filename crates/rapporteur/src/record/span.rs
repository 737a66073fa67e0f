//! Where a series changes: exact segmentation with a penalty for each cut.
//!
//! The values of a span are taken as normal around the span's mean with one
//! standard deviation for all. The spans are those with the least cost,
//! squared deviations and penalties together (optimal partitioning: Jackson
//! et al., 2005; the penalty of Yao, 1988).

/// The standard deviation of events of one kind of relation, on the scale
/// from -10 to 10. Heuristic: friends also criticise, foes also talk.
const DEVIATION: f64 = 3.0;

/// The fewest values of a span.
const SHORTEST: usize = 3;

/// A stretch of a series with one mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    /// The first value.
    pub start: usize,
    /// One past the last value.
    pub end: usize,
    /// The mean of its values.
    pub mean: f64,
    /// How much better the cut before it explains its values and those of
    /// the span before it, in nats; 0 for the first.
    pub gain: f64,
}

/// Cuts a series; none if it is shorter than the shortest span.
pub(super) fn spans(values: &[f64]) -> Vec<Span> {
    let count = values.len();
    if count < SHORTEST {
        return Vec::new();
    }
    let sums = Sums::of(values);
    let penalty = 2.0 * (count as f64).ln();
    // For each end the least cost up to it, and where its last span starts.
    let mut best = vec![(f64::INFINITY, 0); count + 1];
    best[0] = (-penalty, 0);
    for end in SHORTEST..=count {
        for start in (0..=end - SHORTEST).filter(|&start| start == 0 || start >= SHORTEST) {
            let cost = best[start].0 + sums.cost(start, end) + penalty;
            if cost < best[end].0 - 1e-9 {
                best[end] = (cost, start);
            }
        }
    }
    let mut ends = vec![count];
    while let Some(&end) = ends.last().filter(|&&end| end > 0) {
        ends.push(best[end].1);
    }
    ends.reverse();
    let spans = ends.windows(2).map(|pair| (pair[0], pair[1]));
    let mut found: Vec<Span> = spans.map(|(start, end)| Span { start, end, mean: sums.mean(start, end), gain: 0.0 }).collect();
    for at in 1..found.len() {
        let (from, cut, to) = (found[at - 1].start, found[at].start, found[at].end);
        found[at].gain = sums.cost(from, to) - sums.cost(from, cut) - sums.cost(cut, to);
    }
    found
}

/// Sums of the first values and of their squares.
struct Sums {
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn of(values: &[f64]) -> Sums {
        let running = |terms: &mut dyn Iterator<Item = f64>| {
            let mut sums = vec![0.0];
            let mut sum = 0.0;
            for term in terms {
                sum += term;
                sums.push(sum);
            }
            sums
        };
        Sums { values: running(&mut values.iter().copied()), squares: running(&mut values.iter().map(|value| value * value)) }
    }

    fn mean(&self, start: usize, end: usize) -> f64 {
        (self.values[end] - self.values[start]) / (end - start) as f64
    }

    /// The negative log likelihood of a span, but for what all spans share.
    fn cost(&self, start: usize, end: usize) -> f64 {
        let sum = self.values[end] - self.values[start];
        let squares = self.squares[end] - self.squares[start];
        (squares - sum * sum / (end - start) as f64) / (2.0 * DEVIATION * DEVIATION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], expect: &[(usize, usize)]) {
        let found: Vec<(usize, usize)> = spans(values).iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn changes() {
        check(&[], &[]);
        check(&[5.0, 5.0], &[]);
        check(&[5.0; 8], &[(0, 8)]);
        check(&[5.0, 4.0, 6.0, 5.0, -6.0, -5.0, -7.0, -6.0], &[(0, 4), (4, 8)]);
        // One bad day among friends is no change.
        check(&[5.0, 4.0, 6.0, -3.0, 5.0, 5.0, 4.0, 6.0], &[(0, 8)]);
        check(&[5.0, 5.0, 5.0, -8.0, -8.0, -8.0, 5.0, 5.0, 5.0], &[(0, 3), (3, 6), (6, 9)]);
    }
}
