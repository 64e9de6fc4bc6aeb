//! Owns the word-by-word alignment of a quote with a stretch of source.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A run of words that quote and source share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub source: usize,
    pub quote: usize,
    pub length: usize,
}

impl Run {
    pub fn source_range(&self) -> Range<usize> {
        self.source..self.source + self.length
    }

    pub fn quote_range(&self) -> Range<usize> {
        self.quote..self.quote + self.length
    }
}

/// The shared runs of `source` and `quote`, in order, without words at either end that agree by mere chance far away
/// from the rest.
pub(super) fn align(source: &[u32], quote: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = capture_diff_slices(Algorithm::Myers, source, quote)
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => {
                Some(Run { source: old_index, quote: new_index, length: len })
            }
            _ => None,
        })
        .collect();
    while let [first, second, ..] = runs[..] {
        if !is_stray(first, second, first.length) {
            break;
        }
        runs.remove(0);
    }
    while let [.., second, last] = runs[..] {
        if !is_stray(second, last, last.length) {
            break;
        }
        runs.pop();
    }
    runs
}

/// Whether an outermost run of `length` words is too short for its distance from its neighbour.
fn is_stray(left: Run, right: Run, length: usize) -> bool {
    let source_gap = right.source - left.source_range().end;
    let quote_gap = right.quote - left.quote_range().end;
    source_gap.abs_diff(quote_gap) > 4 * length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_agreements_at_the_ends_are_dropped() {
        let source = [7, 1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 25, 9];
        let quote = [1, 2, 30, 4, 5, 6, 9];
        let run = |source, quote, length| Run { source, quote, length };
        assert_eq!(align(&source, &quote), [run(1, 0, 2), run(4, 3, 3)]);
        assert_eq!(align(&source, &[]), []);
    }
}
