//! Owns the calibration: of the records given 0.9, whether nine in ten are right.

use super::compare::Observation;
use super::fit::Model;
use serde::Serialize;

/// Parts that the articles are divided into for cross-validation.
pub const FOLDS: usize = 10;

/// Bins of a reliability table.
const BINS: usize = 10;

/// Records with nearly the same confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many.
    pub count: u64,
    /// Their mean confidence.
    pub predicted: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Confidences beside what became of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// From confidence 0 to 1, a tenth each.
    pub bins: Vec<Bin>,
    /// The expected calibration error: how far confidence and share are apart, on average over records.
    pub error: f64,
    /// The Brier score: the mean square of confidence minus 1 for right records, minus 0 for wrong ones.
    pub brier: f64,
}

impl Calibration {
    /// What pairs of a confidence and whether the record was right come to.
    pub fn of(pairs: &[(f64, bool)]) -> Calibration {
        let mut bins = vec![Bin::default(); BINS];
        for &(confidence, right) in pairs {
            let index = ((confidence * BINS as f64) as usize).min(BINS - 1);
            if let Some(bin) = bins.get_mut(index) {
                bin.count += 1;
                bin.predicted += confidence;
                bin.right += f64::from(u8::from(right));
            }
        }
        let all = pairs.len().max(1) as f64;
        let error = bins.iter().map(|bin| (bin.predicted - bin.right).abs()).sum::<f64>() / all;
        for bin in &mut bins {
            bin.predicted /= bin.count.max(1) as f64;
            bin.right /= bin.count.max(1) as f64;
        }
        let square = |&(confidence, right): &(f64, bool)| (confidence - f64::from(u8::from(right))).powi(2);
        Calibration { bins, error, brier: pairs.iter().map(square).sum::<f64>() / all }
    }
}

/// The calibration of weights fitted on the other articles: each tenth of the articles is judged by a model that has not
/// seen it.
pub fn cross_validate(articles: &[Vec<Observation>]) -> Calibration {
    let mut pairs = Vec::new();
    for fold in 0..FOLDS {
        let inside = |&(index, _): &(usize, &Vec<Observation>)| index % FOLDS == fold;
        let others = articles.iter().enumerate().filter(|article| !inside(article));
        let model = Model::fit(others.flat_map(|(_, observations)| observations));
        let judged = articles.iter().enumerate().filter(inside).flat_map(|(_, observations)| observations);
        pairs.extend(judged.map(|observation| (model.probability(&observation.features), observation.right)));
    }
    Calibration::of(&pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance_of_the_bins() {
        let pairs = [(0.9, true), (0.9, false), (0.25, false), (1.0, true)];
        let Calibration { bins, error, brier } = Calibration::of(&pairs);
        assert_eq!(bins[9].count, 3);
        assert!((bins[9].right - 2.0 / 3.0).abs() < 1e-9);
        assert!((error - (0.8 + 0.25) / 4.0).abs() < 1e-9, "{error}");
        assert!((brier - (0.01 + 0.81 + 0.0625) / 4.0).abs() < 1e-9, "{brier}");
    }
}
