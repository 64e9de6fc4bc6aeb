//! Owns the linter for attribution: what in an article's quotes needs an editor's eye.

mod names;
mod render;
mod rules;
mod sarif;

pub use render::{github, json, text};
pub use sarif::sarif;

use crate::record::Span;
use crate::{Article, Lexicon, Quote};
use clap::ValueEnum;
use serde::Serialize;
use std::fmt;

/// What a finding is about. The names are stable: they are what `--allow` and `--deny` take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Quotation marks with nothing inside
    EmptyQuote,
    /// A quotation mark that is never closed
    UnclosedQuote,
    /// A closing quotation mark that was never opened
    UnopenedQuote,
    /// A quotation opened with one kind of mark and closed with another
    MismatchedMarks,
    /// A quote that nobody is named for
    NoSpeaker,
    /// A pronoun as speaker that points back to nobody
    NoAntecedent,
    /// A quote that two people may have said
    AmbiguousSpeaker,
    /// A person quoted by a single name, without full name or role anywhere
    NeverIntroduced,
    /// A name that looks like a misspelling of a speaker's name
    NameVariant,
    /// The same quote twice in one article
    RepeatedQuote,
    /// A long stretch of quotes attributed only by -nya or a pronoun
    OnlyPronouns,
    /// A cue that does not fit its place, such as `pungkas` before the speaker's last quote
    MisplacedCue,
}

impl Code {
    /// The name as on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What it is about, in a line.
    pub fn summary(self) -> String {
        self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    /// How serious it is unless the user says otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Code::EmptyQuote | Code::UnclosedQuote | Code::UnopenedQuote | Code::NoAntecedent => Severity::Error,
            Code::MismatchedMarks
            | Code::NoSpeaker
            | Code::AmbiguousSpeaker
            | Code::NeverIntroduced
            | Code::NameVariant
            | Code::RepeatedQuote => Severity::Warning,
            Code::OnlyPronouns | Code::MisplacedCue => Severity::Note,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of style.
    Note,
    /// A reader may not know who speaks.
    Warning,
    /// The text is broken, or the user denies this code.
    Error,
}

/// Something that needs an editor's eye.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// How serious it is.
    pub severity: Severity,
    /// What is the matter, in a sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Label,
    /// Other places that matter to it.
    pub related: Vec<Label>,
    /// What to do about it.
    pub hint: String,
}

/// A place with what is to be said about it; empty if the message says it all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place.
    #[serde(flatten)]
    pub span: Span,
    /// The words for it.
    pub label: String,
}

impl Label {
    fn new(span: Span, label: impl Into<String>) -> Self {
        Label { span, label: label.into() }
    }
}

/// Which findings are wanted, and which count as errors.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Not to be reported.
    pub allow: Vec<Code>,
    /// To be reported as errors, whatever `allow` says.
    pub deny: Vec<Code>,
}

/// The findings in `article`, whose quotes are `quotes`, in text order.
pub fn check(article: &Article<'_>, quotes: &[Quote<'_>], lexicon: &Lexicon, policy: &Policy) -> Vec<Finding> {
    let mut findings = rules::all(article, quotes, lexicon);
    findings.extend(names::variants(&article.text, quotes, lexicon));
    findings.retain(|finding| policy.deny.contains(&finding.code) || !policy.allow.contains(&finding.code));
    for finding in &mut findings {
        if policy.deny.contains(&finding.code) {
            finding.severity = Severity::Error;
        }
    }
    findings.sort_by_key(|finding| (finding.place.span.byte_start, finding.code));
    findings
}
