//! Owns records as JSON, one a line.

use super::Renderer;
use crate::{Article, Quote, input::Problem, record::SCHEMA};
use serde_json::json;
use std::io;

/// Records as they are; failures too, where they are wanted among them.
pub(super) struct Records {
    /// Whether a failure is a line of the output.
    pub errors: bool,
}

impl Renderer for Records {
    fn article(&self, _: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        for quote in quotes {
            serde_json::to_writer(&mut *out, quote)?;
            out.push(b'\n');
        }
        Ok(())
    }

    fn problem(&self, problem: &Problem, out: &mut Vec<u8>) -> bool {
        if self.errors {
            let path = &*problem.path;
            let id = problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
            let doc = json!({"id": id, "path": (path != "-").then_some(path)});
            let record = json!({"schema": SCHEMA, "doc": doc, "error": problem.message, "line": problem.line});
            out.extend_from_slice(record.to_string().as_bytes());
            out.push(b'\n');
        }
        self.errors
    }
}
