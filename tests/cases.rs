//! The tables of `fixtures/cases`, one phenomenon each: a text and exactly the quotes that it holds.
//!
//! A case that extraction does not do yet says so in `known_miss`, with the reason; when it does, the line has to go.

use kutip::{Article, Extractor, Lexicon, Quote, record::SpeakerKind};
use serde::Deserialize;
use std::{collections::HashSet, fmt::Write, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    quotes: Vec<Expected>,
    known_miss: Option<String>,
}

/// A quote as a case gives it: what is left out is not compared, an empty string means null.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    text: String,
    cue: Option<String>,
    mention: Option<String>,
    name: Option<String>,
    role: Option<String>,
    affiliation: Option<String>,
    speaker_kind: Option<SpeakerKind>,
    when: Option<String>,
    r#where: Option<String>,
    event: Option<String>,
    notes: Option<Vec<String>>,
}

impl Case {
    /// What extraction gets wrong, readable; nothing if all is right.
    fn difference(&self, extractor: &Extractor) -> Option<String> {
        let article = Article::from_text(self.text.as_str());
        let found = extractor.extract(&article);
        let told: Vec<_> = (0..found.len().max(self.quotes.len()))
            .filter_map(|index| match (self.quotes.get(index), found.get(index)) {
                (Some(wanted), Some(quote)) => changes(&wanted.lines(), &wanted.found(quote)),
                (Some(wanted), None) => changes(&wanted.lines(), &[]),
                (None, Some(quote)) => changes(&[], &bare(quote)),
                (None, None) => None,
            })
            .collect();
        (!told.is_empty()).then(|| format!("  text: {}\n{}", self.text, told.concat()))
    }
}

impl Expected {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("kind", self.kind.clone()), ("text", self.text.clone())];
        let fields = [
            ("cue", &self.cue),
            ("mention", &self.mention),
            ("name", &self.name),
            ("role", &self.role),
            ("affiliation", &self.affiliation),
            ("when", &self.when),
            ("where", &self.r#where),
            ("event", &self.event),
        ];
        lines.extend(fields.into_iter().filter_map(|(field, value)| Some((field, value.clone()?))));
        lines.extend(self.speaker_kind.map(|kind| ("speaker_kind", format!("{kind:?}"))));
        lines.extend(self.notes.as_ref().map(|notes| ("notes", notes.join(", "))));
        lines
    }

    /// What `quote` has in the fields that are compared.
    fn found(&self, quote: &Quote) -> Vec<(&'static str, String)> {
        let speaker = &quote.speaker;
        let or_empty = |value: Option<&str>| value.unwrap_or("").to_owned();
        let value = |field| match field {
            "kind" => format!("{:?}", quote.kind).to_lowercase(),
            "text" => quote.text.clone().into_owned(),
            "cue" => {
                let cue = or_empty(quote.cue.as_ref().map(|cue| &*cue.text));
                let root = cue.strip_suffix("nya").filter(|root| self.cue.as_deref() == Some(root));
                root.unwrap_or(&cue).to_owned()
            }
            "mention" => or_empty(speaker.mention.as_ref().map(|mention| &*mention.text)),
            "name" => or_empty(speaker.name.as_deref()),
            "role" => or_empty(speaker.role.as_deref()),
            "affiliation" => or_empty(speaker.affiliation.as_deref()),
            "speaker_kind" => format!("{:?}", speaker.kind),
            "when" => or_empty(quote.when.as_ref().map(|when| &*when.text)),
            "where" => or_empty(quote.place.as_ref().map(|place| &*place.text)),
            "event" => or_empty(quote.event.as_ref().map(|event| &*event.text)),
            _ => {
                let named = self.notes.iter().flatten().filter(|note| quote.notes.iter().any(|known| known == *note));
                named.cloned().collect::<Vec<_>>().join(", ")
            }
        };
        self.lines().into_iter().map(|(field, _)| (field, value(field))).collect()
    }
}

/// A quote that no case expects.
fn bare(quote: &Quote) -> Vec<(&'static str, String)> {
    let kind = format!("{:?}", quote.kind).to_lowercase();
    vec![("kind", kind), ("text", quote.text.to_string()), ("rule", quote.rule.to_string())]
}

fn changes(wanted: &[(&str, String)], found: &[(&str, String)]) -> Option<String> {
    if wanted == found {
        return None;
    }
    let mut told = String::new();
    for (sign, lines, others) in [("- wanted", wanted, found), ("+ found ", found, wanted)] {
        for line in lines.iter().filter(|line| !others.contains(line)) {
            let _ = writeln!(told, "  {sign} {}: {}", line.0, if line.1.is_empty() { "(null)" } else { &line.1 });
        }
    }
    Some(told)
}

fn tables() -> Vec<(String, Table)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let table =
            toml::from_str(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, table)
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_case_gives_its_quotes() {
    let extractor = Extractor::new(Lexicon::builtin());
    let mut told = String::new();
    for (file, table) in tables() {
        for case in &table.case {
            let difference = case.difference(&extractor);
            match (difference, &case.known_miss) {
                (Some(difference), None) => writeln!(told, "{file}, {}:\n{difference}", case.name).unwrap(),
                (None, Some(_)) => {
                    writeln!(told, "{file}, {}: it is done now, take its `known_miss` out\n", case.name).unwrap();
                }
                _ => {}
            }
        }
    }
    assert!(told.is_empty(), "\n\n{told}");
}

#[test]
fn tables_have_positives_and_negatives_with_names_of_their_own() {
    for (file, table) in tables() {
        let names: HashSet<_> = table.case.iter().map(|case| &case.name).collect();
        assert_eq!(names.len(), table.case.len(), "two cases have one name in {file}");
        assert!(table.case.iter().any(|case| case.quotes.is_empty()), "no negative in {file}");
        assert!(table.case.iter().any(|case| !case.quotes.is_empty()), "no positive in {file}");
    }
}

#[test]
fn a_difference_names_what_differs() {
    let case = r#"
        name = "differs"
        text = "“Kami kaget,” kata Darno. “Kami pulang,” kata Darno."
        quotes = [{ kind = "direct", text = "Kami kaget,", cue = "kata", name = "Rahmat", where = "" }]
    "#;
    let case: Case = toml::from_str(case).unwrap();
    let told = case.difference(&Extractor::new(Lexicon::builtin())).unwrap();
    let told: Vec<_> = told.lines().skip(1).map(str::trim).collect();
    let rule = told.last().unwrap();
    let expected =
        ["- wanted name: Rahmat", "+ found  name: Darno", "+ found  kind: direct", "+ found  text: Kami pulang,"];
    assert_eq!(told[..4], expected);
    assert!(rule.starts_with("+ found  rule: direct/"), "{rule}");
}
