//! Owns the fitting of the confidence's weights: logistic regression with a quadratic penalty, one weight after the other.

use super::compare::Observation;
use crate::extract::score::{BASE, Feature, logistic};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How strongly weights are drawn to 0, but for those of the base rate.
const PENALTY: f64 = 2.0;

/// Passes over all weights; they no longer move long before.
const PASSES: usize = 100;

/// Fitted weights.
#[derive(Debug, Clone, Default)]
pub struct Model(BTreeMap<Feature<'static>, f64>);

impl Model {
    /// The weights under which the observations are likeliest, the penalty considered. The same for the same
    /// observations, in the same order, always.
    pub fn fit<'o>(observations: impl Iterator<Item = &'o Observation> + Clone) -> Model {
        let mut rows: BTreeMap<&Feature<'static>, Vec<usize>> = BTreeMap::new();
        for (row, observation) in observations.clone().enumerate() {
            for feature in &observation.features {
                rows.entry(feature).or_default().push(row);
            }
        }
        let right: Vec<f64> = observations.map(|observation| f64::from(u8::from(observation.right))).collect();
        let mut odds = vec![0.0; right.len()];
        let mut weights: Vec<f64> = vec![0.0; rows.len()];
        for _ in 0..PASSES {
            for ((feature, rows), weight) in rows.iter().zip(&mut weights) {
                let penalty = if feature.group == BASE { 1e-6 } else { PENALTY };
                let (mut slope, mut bend) = (penalty * *weight, penalty);
                for (odds, right) in rows.iter().filter_map(|&row| Some((odds.get(row)?, right.get(row)?))) {
                    let probability = logistic(*odds);
                    slope += probability - right;
                    bend += probability * (1.0 - probability);
                }
                let step = (-slope / bend).clamp(-1.0, 1.0);
                *weight += step;
                rows.iter().for_each(|&row| odds.get_mut(row).into_iter().for_each(|odds| *odds += step));
            }
        }
        Model(rows.into_keys().cloned().zip(weights).collect())
    }

    /// The probability that a record with these features is right.
    pub fn probability(&self, features: &[Feature<'static>]) -> f64 {
        logistic(features.iter().filter_map(|feature| self.0.get(feature)).sum())
    }

    /// The weights as a lexicon file.
    pub fn toml(&self) -> String {
        let mut out = String::new();
        let mut group = "";
        for (feature, weight) in &self.0 {
            if feature.group != group {
                group = feature.group;
                let _ = write!(out, "\n[confidence.{group}]\n");
            }
            let _ = writeln!(out, "{:?} = {weight:.2}", feature.value);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observation(kind: &'static str, note: &'static str, right: bool) -> Observation {
        let feature = |group, value: &'static str| Feature { group, value: value.into() };
        Observation { features: vec![feature(BASE, kind), feature("note", note)], confidence: 0.5, right }
    }

    #[test]
    fn probabilities_are_the_shares_seen() {
        let seen: Vec<Observation> = (0..400)
            .map(|n| observation("direct", if n % 2 == 0 { "a" } else { "b" }, n % 2 == 0 || n % 4 == 1))
            .collect();
        let model = Model::fit(seen.iter());
        let of = |note| model.probability(&observation("direct", note, true).features);
        assert!(of("a") > 0.97 && (of("b") - 0.5).abs() < 0.05, "{} {}", of("a"), of("b"));
        assert!((of("never seen") - 0.75).abs() < 0.2);
        let text = model.toml();
        assert!(text.starts_with("\n[confidence.kind]\n\"direct\" = "), "{text}");
        assert!(crate::Lexicon::parse(&text).is_ok(), "{text}");
    }
}
