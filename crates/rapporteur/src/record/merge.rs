//! Deterministic agglomeration: the most alike first, and never against a
//! conflict.

/// Two items that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// How much.
    pub score: f64,
    /// The number of the one.
    pub one: usize,
    /// The number of the other.
    pub other: usize,
}

/// Joins `count` items to groups. Likenesses are taken from the greatest to
/// the least, equal ones in the order of the items' numbers; two groups are
/// joined unless some item of the one conflicts with some item of the other.
/// The groups come in the order of their first items, each in order.
pub fn agglomerate(count: usize, mut likenesses: Vec<Likeness>, conflict: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    likenesses.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other))));
    let mut group_of: Vec<usize> = (0..count).collect();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|item| vec![item]).collect();
    for Likeness { one, other, .. } in likenesses {
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
        let likenesses = pairs.iter().map(|&(score, one, other)| Likeness { score, one, other }).collect();
        let found = agglomerate(4, likenesses, |a, b| conflicts.contains(&(a.min(b), a.max(b))));
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
