//! Chooses the heads of a sentence so that they form a tree with one root.

/// A score that no real one reaches; it forbids an arc.
const NEVER: f32 = f32::NEG_INFINITY;

/// The heads of the best tree, as 1 + the head's index, 0 for the root.
///
/// `scores` is `[dependent, stride]`; column 0 is the root, column 1 + h is
/// head h. The best head of each word is taken if that gives a tree, as it
/// does for most sentences; else the best tree is searched for.
pub fn best_heads(scores: &[f32], stride: usize, words: usize) -> Vec<u32> {
    let mut heads = Vec::with_capacity(words);
    for (word, row) in scores.chunks(stride).take(words).enumerate() {
        let (mut best, mut top) = (0, NEVER);
        for (head, &score) in row[..=words].iter().enumerate() {
            if score > top && head != word + 1 {
                (best, top) = (head, score);
            }
        }
        heads.push(best as u32);
    }
    if is_tree(&heads) { heads } else { search(scores, stride, words) }
}

/// Whether exactly one word hangs from the root and none hangs from itself.
fn is_tree(heads: &[u32]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0 is unseen, 1 + w is seen on the way up from word w.
    let mut seen = vec![0usize; heads.len()];
    for start in 0..heads.len() {
        let mut word = start;
        while seen[word] == 0 {
            seen[word] = start + 1;
            match heads[word] {
                0 => break,
                head => word = head as usize - 1,
            }
        }
        if seen[word] == start + 1 && heads[word] != 0 {
            return false;
        }
    }
    true
}

/// The maximum spanning arborescence with one arc from the root
/// (Chu & Liu 1965, Edmonds 1967, dense form).
fn search(scores: &[f32], stride: usize, words: usize) -> Vec<u32> {
    let nodes = words + 1;
    // Any arc from the root costs more than all others can win, so one is taken.
    let mut weight = vec![f64::NEG_INFINITY; nodes * nodes];
    for dependent in 1..nodes {
        for head in (0..nodes).filter(|&head| head != dependent) {
            // A score that is no number counts as low, so that even broken weights give a tree.
            let score = f64::from(scores[(dependent - 1) * stride + head]);
            let score = if score.is_nan() { -1e6 } else { score.clamp(-1e6, 1e6) };
            weight[dependent * nodes + head] = if head == 0 { score - 1e10 } else { score };
        }
    }
    let heads = contract(&weight, nodes);
    heads[1..].iter().map(|&head| head as u32).collect()
}

/// Heads of all nodes of the best arborescence from node 0; `weight` is
/// `[dependent, head]`. Entry 0 of the result means nothing.
fn contract(weight: &[f64], nodes: usize) -> Vec<usize> {
    let mut heads = vec![0; nodes];
    for dependent in 1..nodes {
        let row = &weight[dependent * nodes..][..nodes];
        for (head, &score) in row.iter().enumerate() {
            if head != dependent && score > row[heads[dependent]] {
                heads[dependent] = head;
            }
        }
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut in_cycle = vec![false; nodes];
    cycle.iter().for_each(|&node| in_cycle[node] = true);
    // The cycle becomes the last node of a smaller graph.
    let outside: Vec<usize> = (0..nodes).filter(|&node| !in_cycle[node]).collect();
    let (small, merged) = (outside.len() + 1, outside.len());
    let mut reduced = vec![f64::NEG_INFINITY; small * small];
    let mut enter = vec![0; small];
    let mut leave = vec![0; small];
    for (i, &node) in outside.iter().enumerate() {
        for (j, &head) in outside.iter().enumerate() {
            reduced[i * small + j] = weight[node * nodes + head];
        }
        for &member in &cycle {
            let out = weight[node * nodes + member];
            if out > reduced[i * small + merged] {
                reduced[i * small + merged] = out;
                leave[i] = member;
            }
            let into = weight[member * nodes + node] - weight[member * nodes + heads[member]];
            if into > reduced[merged * small + i] {
                reduced[merged * small + i] = into;
                enter[i] = member;
            }
        }
    }
    let solved = contract(&reduced, small);
    let opened = solved[merged];
    heads[enter[opened]] = outside[opened];
    for (i, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if solved[i] == merged { leave[i] } else { outside[solved[i]] };
    }
    heads
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[&[f32]], expect: &[u32]) {
        let flat: Vec<f32> = scores.iter().flat_map(|row| row.iter().copied()).collect();
        assert_eq!(best_heads(&flat, scores[0].len(), scores.len()), expect);
    }

    #[test]
    fn a_tree_is_kept() {
        check(&[&[5.0, 0.0, 1.0], &[0.0, 3.0, 0.0]], &[0, 1]);
    }

    #[test]
    fn a_cycle_is_opened_at_its_cheapest_arc() {
        check(&[&[1.0, 0.0, 9.0], &[2.0, 9.0, 0.0]], &[2, 0]);
    }

    #[test]
    fn a_second_root_is_attached() {
        check(&[&[5.0, 0.0, 1.0], &[4.0, 3.0, 0.0]], &[0, 1]);
        check(&[&[5.0, 0.0, 4.5], &[5.0, 0.0, 0.0]], &[2, 0]);
    }

    #[test]
    fn every_matrix_gives_a_tree() {
        let mut state = 1u32;
        for words in 1..24 {
            for _ in 0..40 {
                let scores: Vec<f32> = (0..words * (words + 3))
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (state >> 24) as f32
                    })
                    .collect();
                assert!(is_tree(&best_heads(&scores, words + 3, words)), "{words} words");
            }
        }
        assert!(is_tree(&best_heads(&[f32::NAN; 30], 6, 5)));
    }
}
