//! Owns the floor: figures that must not get worse, and which of them have.

use serde::Deserialize;
use serde_json::Value;
use std::fmt;

/// Bounds for figures, nested as in a report.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Figures that must be at least so high.
    #[serde(default)]
    pub at_least: Value,
    /// Figures that must be at most so high.
    #[serde(default)]
    pub at_most: Value,
}

/// A figure on the wrong side of its bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// Its path in the report, such as `direct.exact.f1`.
    pub figure: String,
    /// What it is.
    pub measured: f64,
    /// What it must be at least, or at most.
    pub bound: f64,
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shortfall { figure, measured, bound } = self;
        let side = if measured < bound { "below" } else { "above" };
        write!(f, "{figure} is {measured:.4}, {side} {bound}")
    }
}

impl Floor {
    /// Reads a floor file.
    ///
    /// # Errors
    /// The line, and what is wrong there.
    pub fn parse(text: &str) -> Result<Floor, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
            format!("line {}: {}", before.matches('\n').count() + 1, error.message())
        })
    }

    /// The figures of `report` that are on the wrong side.
    ///
    /// # Errors
    /// A bound that is no number, or is for a figure that the report does not have.
    pub fn check(&self, report: &Value) -> Result<Vec<Shortfall>, String> {
        let mut found = Vec::new();
        for (bounds, sign) in [(&self.at_least, 1.0), (&self.at_most, -1.0)] {
            walk(bounds, Some(report), String::new(), &mut |figure, bound, measured| {
                if (measured - bound) * sign < 0.0 {
                    found.push(Shortfall { figure, measured, bound });
                }
            })?;
        }
        Ok(found)
    }
}

fn walk(
    bounds: &Value,
    report: Option<&Value>,
    path: String,
    each: &mut impl FnMut(String, f64, f64),
) -> Result<(), String> {
    match (bounds, bounds.as_f64()) {
        (Value::Null, _) => Ok(()),
        (Value::Object(members), _) => members.iter().try_for_each(|(name, bounds)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            walk(bounds, report.and_then(|report| report.get(name)), path, each)
        }),
        (_, Some(bound)) => {
            let measured = report.and_then(Value::as_f64).ok_or(format!("there is no figure {path} in this report"))?;
            each(path, bound, measured);
            Ok(())
        }
        _ => Err(format!("{path} must be a number")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_on_the_wrong_side_are_told() {
        let floor =
            Floor::parse("[at_least.direct]\nf1 = 0.9\nrecall = 0.5\n[at_most]\nerror = 0.05").expect("a floor");
        let report = serde_json::json!({"direct": {"f1": 0.85, "recall": 0.5}, "error": 0.06});
        let told: Vec<String> = floor.check(&report).expect("all are there").iter().map(Shortfall::to_string).collect();
        assert_eq!(told, ["direct.f1 is 0.8500, below 0.9", "error is 0.0600, above 0.05"]);
        assert!(floor.check(&serde_json::json!({})).is_err_and(|e| e.contains("direct.f1")));
    }
}
