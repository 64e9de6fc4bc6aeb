//! Owns the rules that look at quotes, their marks, cues and speakers.

use super::{Code, Finding, Label};
use crate::compare::folded_words;
use crate::lexicon::class;
use crate::record::{Excerpt, Kind, Span, Speaker, SpeakerKind};
use crate::text::Ruler;
use crate::{Article, Lexicon, Quote};
use hashbrown::{HashMap, HashSet};
use regex::Regex;
use std::sync::LazyLock;

/// So many quotes in a row without a name are a long stretch.
const STRETCH: usize = 5;
/// As much of a quote is marked in a snippet, in code points.
const OPENING: usize = 40;
/// A shorter quote may well be said twice.
const PHRASE: usize = 5;

/// What all rules find, rule by rule.
pub(super) fn all(article: &Article<'_>, quotes: &[Quote<'_>], lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(empty_quotes(&article.text));
    findings.extend(quotes.iter().filter_map(unpaired));
    findings.extend(quotes.iter().filter_map(|quote| mismatched(&article.text, quote)));
    findings.extend(quotes.iter().filter_map(|quote| speakerless(quote, lexicon)));
    findings.extend(ambiguous(quotes));
    findings.extend(never_introduced(&article.text, quotes, lexicon));
    findings.extend(repeated(quotes));
    findings.extend(only_pronouns(quotes, lexicon));
    findings.extend(misplaced_cues(quotes, lexicon));
    findings
}

pub(super) fn finding(code: Code, place: Label, message: impl Into<String>, hint: &str) -> Finding {
    Finding { code, severity: code.severity(), message: message.into(), place, related: Vec::new(), hint: hint.into() }
}

/// The first words of a quote, so that a snippet stays short.
fn opening(quote: &Quote<'_>) -> Span {
    let whole = quote.parts.first().copied().unwrap_or_default();
    let Some((cut, _)) = quote.text.char_indices().nth(OPENING).filter(|_| whole.start + OPENING < whole.end) else {
        return whole;
    };
    let shown = quote.text.get(..cut).unwrap_or("");
    let shown = shown.rsplit_once(' ').map_or(shown, |(words, _)| words);
    Span { end: whole.start + shown.chars().count(), byte_end: whole.byte_start + shown.len(), ..whole }
}

static EMPTY_MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"“\s*”|(?:^|\s)("")(?:\s|$)"#).ok());

fn empty_quotes(text: &str) -> Vec<Finding> {
    let Some(marks) = &*EMPTY_MARKS else { return Vec::new() };
    let found: Vec<_> = marks.captures_iter(text).filter_map(|c| c.get(1).or(c.get(0))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let ruler = Ruler::new(text);
    let place = |found: regex::Match<'_>| Label::new(ruler.span(found.start(), found.end()), "");
    let hint = "put the words back, or take the marks out";
    found
        .into_iter()
        .map(|found| finding(Code::EmptyQuote, place(found), "quotation marks with nothing inside", hint))
        .collect()
}

fn unpaired(quote: &Quote<'_>) -> Option<Finding> {
    let has = |note: &str| quote.notes.iter().any(|known| known == note);
    let place = || Label::new(opening(quote), "");
    if has("unclosed-quote") {
        let hint = "put the closing mark behind the last word that was said";
        return Some(finding(Code::UnclosedQuote, place(), "this quotation is never closed", hint));
    }
    has("unopened-quote").then(|| {
        let hint = "put the opening mark before the first word that was said";
        finding(Code::UnopenedQuote, place(), "this quotation was never opened", hint)
    })
}

/// Marks that may stand on the two sides of a quotation.
const PAIRS: &[(char, char)] = &[
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('‘', '’'),
    ('’', '’'),
    ('„', '“'),
    ('„', '”'),
    ('‚', '‘'),
    ('‟', '”'),
    ('”', '”'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('″', '″'),
    ('＂', '＂'),
];

fn mismatched(text: &str, quote: &Quote<'_>) -> Option<Finding> {
    let is_mark = |mark: &char| PAIRS.iter().any(|&(open, close)| *mark == open || *mark == close);
    let marks = |part: &Span| {
        let open = text.get(..part.byte_start)?.chars().next_back().filter(is_mark)?;
        let close = text.get(part.byte_end..)?.chars().next().filter(is_mark)?;
        (!PAIRS.contains(&(open, close))).then_some((open, close))
    };
    let parts = quote.parts.iter().filter(|_| quote.kind == Kind::Direct);
    let (open, close) = parts.filter_map(marks).next()?;
    let message = format!("opened with {open} but closed with {close}");
    Some(finding(Code::MismatchedMarks, Label::new(opening(quote), ""), message, "use one pair of marks"))
}

fn speakerless(quote: &Quote<'_>, lexicon: &Lexicon) -> Option<Finding> {
    if quote.speaker.name.is_some() {
        return None;
    }
    if let Some(mention) = quote.speaker.mention.as_ref().filter(|_| is_pronoun(&quote.speaker, lexicon)) {
        let message = format!("`{}` points back to nobody", mention.text);
        let hint = "name the speaker here, or before";
        let mut finding = finding(Code::NoAntecedent, Label::new(mention.span, ""), message, hint);
        finding.related.push(Label::new(opening(quote), "in the attribution of this quote"));
        return Some(finding);
    }
    let hint = "say who said it, in the sentence or right before or behind it";
    Some(match &quote.speaker.mention {
        Some(mention) => finding(Code::NoSpeaker, Label::new(mention.span, ""), "this does not tell who speaks", hint),
        None => {
            let message = match quote.kind {
                Kind::Direct => "nobody is named for this quote",
                _ => "nobody is named for what is reported here",
            };
            finding(Code::NoSpeaker, Label::new(opening(quote), ""), message, hint)
        }
    })
}

/// Whether the attribution names the speaker by nothing more than a pronoun or its suffix.
fn is_pronoun(speaker: &Speaker<'_>, lexicon: &Lexicon) -> bool {
    speaker.mention.as_ref().is_some_and(|mention| {
        mention.text.eq_ignore_ascii_case("nya") || lexicon.look_up(&mention.text).1.classes & class::PRONOUN != 0
    })
}

/// Each pair of candidates once, however often a mention leaves it open which of them speaks.
fn ambiguous(quotes: &[Quote<'_>]) -> Vec<Finding> {
    let mut told = HashSet::new();
    let mut findings = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.notes.iter().any(|note| note == "ambiguous-speaker")) {
        let rivals = quote.rivals.iter().map(|rival| &*rival.name);
        let mut candidates: Vec<&str> = quote.speaker.name.as_deref().into_iter().chain(rivals).take(2).collect();
        let message = match candidates[..] {
            [one, other] => format!("this may be {one} or {other}"),
            _ => "it is not clear who speaks".to_owned(),
        };
        candidates.sort_unstable();
        if candidates.len() > 1 && !told.insert(candidates) {
            continue;
        }
        let place = quote.speaker.mention.as_ref().map_or_else(|| opening(quote), |mention| mention.span);
        let mut finding = finding(Code::AmbiguousSpeaker, Label::new(place, ""), message, "name the speaker here");
        let taken = quote.speaker.antecedent.iter().map(|antecedent| antecedent.span);
        let places = taken.chain(quote.rivals.iter().map(|rival| rival.span)).filter(|span| *span != place).take(2);
        finding.related.extend(places.map(|span| Label::new(span, "a candidate")));
        findings.push(finding);
    }
    findings
}

fn never_introduced(text: &str, quotes: &[Quote<'_>], lexicon: &Lexicon) -> Vec<Finding> {
    let mut short: HashSet<&str> = quotes
        .iter()
        .filter(|quote| quote.speaker.kind == SpeakerKind::Person)
        .filter_map(|quote| quote.speaker.name.as_deref())
        .filter(|name| name.split_whitespace().nth(1).is_none())
        .collect();
    for quote in quotes.iter().filter(|quote| quote.speaker.role.is_some()) {
        short.remove(quote.speaker.name.as_deref().unwrap_or_default());
    }
    let fuller = with_fuller_form(text, &short, lexicon);
    let mut findings = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.speaker.kind == SpeakerKind::Person) {
        let Some(name) = quote.speaker.name.as_deref().filter(|name| !fuller.contains(bare(name))) else { continue };
        if short.remove(name) {
            let named = |place: &&Excerpt<'_>| place.text.contains(name);
            let place = quote.speaker.mention.iter().chain(&quote.speaker.antecedent).find(named);
            let place = place.map_or_else(|| opening(quote), |place| place.span);
            let message = format!("`{name}` is quoted without full name or role anywhere in the article");
            let hint = "introduce the speaker by full name and role at the first mention";
            findings.push(finding(Code::NeverIntroduced, Label::new(place, ""), message, hint));
        }
    }
    findings
}

/// The names among `short` beside which a word that may be part of a name stands somewhere, other than at the start of a
/// sentence, where every word has a capital.
fn with_fuller_form<'t>(text: &'t str, short: &HashSet<&str>, lexicon: &Lexicon) -> HashSet<&'t str> {
    let may_be_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) && lexicon.look_up(word).1.classes & !class::NAME == 0
    };
    let short: HashSet<&str> = short.iter().map(|name| bare(name)).collect();
    let mut found = HashSet::new();
    let mut end = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        end += chunk.len();
        let name = bare(chunk);
        if !short.contains(name) || found.contains(name) {
            continue;
        }
        let behind = chunk.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let before = text.get(..end - behind).and_then(|before| before.strip_suffix(' ')).unwrap_or("");
        let after = text.get(end - behind + name.len()..).and_then(|after| after.strip_prefix(' ')).unwrap_or("");
        let (rest, previous) = before.rsplit_once(char::is_whitespace).unwrap_or(("", ""));
        let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let goes_on = rest.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
        if may_be_name(next) || (goes_on && may_be_name(previous)) {
            found.insert(name);
        }
    }
    found
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn repeated(quotes: &[Quote<'_>]) -> Vec<Finding> {
    let mut first: HashMap<Vec<String>, Span> = HashMap::new();
    let mut findings = Vec::new();
    for quote in quotes.iter().filter(|quote| quote.kind == Kind::Direct) {
        let words = folded_words(&quote.text);
        if words.len() < PHRASE {
            continue;
        }
        let span = opening(quote);
        let Some(earlier) = first.get(&words) else {
            first.insert(words, span);
            continue;
        };
        let hint = "take one of the two out";
        let mut finding = finding(Code::RepeatedQuote, Label::new(span, ""), "the same quote stands here again", hint);
        finding.related.push(Label::new(*earlier, "first here"));
        findings.push(finding);
    }
    findings
}

fn only_pronouns(quotes: &[Quote<'_>], lexicon: &Lexicon) -> Vec<Finding> {
    let same = |left: &Quote<'_>, right: &Quote<'_>| {
        is_pronoun(&left.speaker, lexicon) == is_pronoun(&right.speaker, lexicon)
            && left.speaker.name == right.speaker.name
    };
    quotes
        .chunk_by(same)
        .filter(|stretch| stretch.len() >= STRETCH)
        .filter_map(|stretch| {
            let mention = stretch.first()?.speaker.mention.as_ref()?;
            let last = stretch.last()?.speaker.mention.as_ref()?;
            if !is_pronoun(&stretch.first()?.speaker, lexicon) {
                return None;
            }
            let message = format!("{} quotes in a row name their speaker only by -nya or a pronoun", stretch.len());
            let hint = "name the speaker again in between";
            let mut finding = finding(Code::OnlyPronouns, Label::new(mention.span, "from here"), message, hint);
            finding.related.push(Label::new(last.span, "to here"));
            Some(finding)
        })
        .collect()
}

fn misplaced_cues(quotes: &[Quote<'_>], lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut later: HashMap<&str, Span> = HashMap::new();
    for quote in quotes.iter().rev() {
        let Some(name) = quote.speaker.name.as_deref() else { continue };
        if let (Some(cue), Some(next)) = (&quote.cue, later.get(name))
            && lexicon.entry(&cue.lemma).is_some_and(|entry| entry.closing)
        {
            let message = format!("`{}` closes what {name} said, but more of it follows", cue.text);
            let hint = "take a neutral cue here, such as `kata` or `ujar`";
            let mut finding = finding(Code::MisplacedCue, Label::new(cue.span, ""), message, hint);
            finding.related.push(Label::new(*next, "said later"));
            findings.push(finding);
        }
        later.insert(name, opening(quote));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Policy, Severity, check};
    use crate::handmade;
    use crate::record::Rival;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

    fn codes(text: &str, quotes: &[Quote<'_>]) -> Vec<Code> {
        let findings = check(&Article::from_text(text), quotes, &LEXICON, &Policy::default());
        findings.into_iter().map(|finding| finding.code).collect()
    }

    const TEXT: &str = "Wulan Sari dan Rini Astuti hadir. “Atapnya bocor sejak bulan lalu, Bu,” kata dia. “Atapnya bocor \
                        sejak bulan lalu, Bu.” “Kapan?” pungkas Wulan Sari. “Besok,” ujar Tono.";
    const ROOF: &str = "Atapnya bocor sejak bulan lalu, Bu";

    #[test]
    fn a_named_and_introduced_speaker_is_no_finding() {
        assert_eq!(codes(TEXT, &[handmade::quote(TEXT, &["Kapan?"]).by("Wulan Sari", "Wulan Sari", TEXT)]), []);
    }

    #[test]
    fn speakers_must_be_told() {
        let nobody = handmade::quote(TEXT, &["Kapan?"]);
        assert_eq!(codes(TEXT, std::slice::from_ref(&nobody)), [Code::NoSpeaker]);
        let mut pronoun = nobody.clone().by("", "dia", TEXT);
        pronoun.speaker.name = None;
        assert_eq!(codes(TEXT, &[pronoun]), [Code::NoAntecedent]);
        let mut short = nobody.by("Tono", "Tono", TEXT);
        assert_eq!(codes(TEXT, &[short.clone()]), [Code::NeverIntroduced]);
        short.speaker.role = Some("Ketua RT".into());
        assert_eq!(codes(TEXT, &[short]), []);
        for (text, is_found) in [
            ("Kami takut kepada Donald Trump. “Kapan?” kata Trump.", false),
            ("Kami takut kepada Donald Trumpisme. “Kapan?” kata Trump.", true),
            ("“Kapan?” kata Trump, Senin. Komentar Trump Senin itu singkat.", true),
        ] {
            let quote = handmade::quote(text, &["Kapan?"]).by("Trump", "Trump", text);
            assert_eq!(codes(text, &[quote]) == [Code::NeverIntroduced], is_found, "{text}");
        }
    }

    #[test]
    fn two_candidates_are_told_once() {
        let mut quote = handmade::quote(TEXT, &["Kapan?"]).by("Wulan Sari", "dia", TEXT);
        quote.notes = vec!["ambiguous-speaker".into()];
        let span = handmade::span(TEXT, "Rini Astuti");
        quote.rivals = vec![Rival { name: "Rini Astuti".into(), reason: "as near", span }];
        let twice = [quote.clone(), quote];
        let findings = check(&Article::from_text(TEXT), &twice, &LEXICON, &Policy::default());
        let told: Vec<_> = findings.iter().map(|finding| (finding.code, finding.message.as_str())).collect();
        assert_eq!(told, [(Code::AmbiguousSpeaker, "this may be Wulan Sari or Rini Astuti")]);
        assert_eq!(findings[0].related[0].span, span);
    }

    #[test]
    fn marks_must_have_something_between_them() {
        assert_eq!(codes("Ia berkata “ ” lalu diam. \"\" Itu saja.", &[]), [Code::EmptyQuote, Code::EmptyQuote]);
        assert_eq!(codes("“Siap,” \"katanya\" 'ya'", &[]), []);
        for (note, code) in [("unclosed-quote", Code::UnclosedQuote), ("unopened-quote", Code::UnopenedQuote)] {
            let quote = handmade::quote(TEXT, &["Kapan?"]).by("Wulan Sari", "Wulan Sari", TEXT);
            assert_eq!(codes(TEXT, &[Quote { notes: vec![note.into()], ..quote }]), [code]);
        }
    }

    #[test]
    fn marks_must_be_of_a_pair() {
        for (text, is_found) in [("“Siap\"", true), ("“Siap“", true), ("„Siap“", false), ("\"Siap\"", false)]
        {
            let mut quote = handmade::quote(text, &["Siap"]);
            quote.speaker.name = Some("Wulan Sari".into());
            assert_eq!(codes(text, &[quote]) == [Code::MismatchedMarks], is_found, "{text}");
        }
    }

    #[test]
    fn a_quote_stands_once_and_closes_last() {
        let by = |part| handmade::quote(TEXT, &[part]).by("Wulan Sari", "Wulan Sari", TEXT);
        assert_eq!(codes(TEXT, &[by(ROOF), by(ROOF)]), [Code::RepeatedQuote]);
        assert_eq!(codes(TEXT, &[by("Besok"), by("Besok")]), [], "a word or two may well be said twice");
        let closing = || by("Kapan?").with_cue("pungkas", TEXT);
        assert_eq!(codes(TEXT, &[closing(), by("Besok")]), [Code::MisplacedCue]);
        assert_eq!(codes(TEXT, &[by("Besok"), closing()]), []);
    }

    #[test]
    fn a_long_stretch_needs_a_name_in_between() {
        let pronoun = || handmade::quote(TEXT, &["Besok"]).by("Wulan Sari", "dia", TEXT);
        let stretch: Vec<_> = std::iter::repeat_with(pronoun).take(STRETCH).collect();
        assert_eq!(codes(TEXT, &stretch), [Code::OnlyPronouns]);
        assert_eq!(codes(TEXT, &stretch[1..]), []);
    }

    #[test]
    fn the_user_decides_what_matters() {
        let quotes = [handmade::quote(TEXT, &["Kapan?"])];
        let run = |policy: Policy| check(&Article::from_text(TEXT), &quotes, &LEXICON, &policy);
        assert_eq!(run(Policy { allow: vec![Code::NoSpeaker], deny: vec![] }), []);
        let denied = run(Policy { allow: vec![Code::NoSpeaker], deny: vec![Code::NoSpeaker] });
        assert_eq!(denied[0].severity, Severity::Error);
    }

    #[test]
    fn openings_are_cut_between_words() {
        let text = "“é sangat panjang sekali perkataan orang ini sampai tidak ada habisnya,”";
        let quote = handmade::quote(text, &["é sangat panjang sekali perkataan orang ini sampai tidak ada habisnya,"]);
        assert_eq!(opening(&quote).of(text), "é sangat panjang sekali perkataan orang");
        assert_eq!(opening(&quote).end, 1 + 39);
    }
}
