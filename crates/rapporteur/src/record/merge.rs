//! Deterministic agglomeration: the most alike first, and never against a
//! conflict.

/// Joins `count` items to groups. How alike two items are is asked once for
/// each pair, the lesser number first; none if they are not alike enough.
/// Pairs are taken from the most to the least alike, equal ones in the order
/// of the items' numbers; two groups are joined unless some item of the one
/// conflicts with some item of the other.
/// The groups come in the order of their first items, each in order.
pub fn agglomerate(
    count: usize,
    likeness: impl Fn(usize, usize) -> Option<f64>,
    conflict: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other)));
    let mut alike: Vec<(f64, usize, usize)> = pairs.filter_map(|(one, other)| Some((likeness(one, other)?, one, other))).collect();
    // The pairs are in the order of their numbers, and the sort is stable.
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    for (_, one, other) in alike {
        let (kept, dropped) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
        if kept == dropped || groups[kept].iter().any(|&a| groups[dropped].iter().any(|&b| conflict(a, b))) {
            continue;
        }
        let moved = std::mem::take(&mut groups[dropped]);
        for &item in &moved {
            group_of[item] = kept;
        }
        groups[kept].extend(moved);
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(f64, usize, usize)], conflicts: &[(usize, usize)], expect: &[&[usize]]) {
        let likeness = |a, b| pairs.iter().find(|&&(_, one, other)| (one.min(other), one.max(other)) == (a, b)).map(|pair| pair.0);
        let found = agglomerate(4, likeness, |a, b| conflicts.contains(&(a.min(b), a.max(b))));
        assert_eq!(found, expect);
    }

    #[test]
    fn groups() {
        check(&[], &[], &[&[0], &[1], &[2], &[3]]);
        check(&[(1.0, 0, 2), (1.0, 2, 3)], &[], &[&[0, 2, 3], &[1]]);
        check(&[(1.0, 0, 1), (2.0, 1, 2)], &[(0, 2)], &[&[0], &[1, 2], &[3]]);
        check(&[(2.0, 3, 1), (1.0, 1, 0)], &[(0, 3)], &[&[0], &[1, 3], &[2]]);
    }
}
