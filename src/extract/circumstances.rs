//! Owns the circumstances of speaking: when, where and on what occasion or by what channel it was said.
//!
//! They stand in the sentence of the cue, outside every content and source: `kata X di Balai Kota, Senin (3/3/2025)`.

use super::attribute::Draft;
use super::context::Context;
use crate::lexicon::{Classes, class};
use crate::text::{Shape, Token};
use std::ops::Range;

/// Circumstances, as ranges of tokens without the preposition before them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The day or the time.
    pub when: Option<Range<usize>>,
    /// The place.
    pub place: Option<Range<usize>>,
    /// The occasion or the channel.
    pub event: Option<Range<usize>>,
}

/// The longest phrase of a place or an occasion, in tokens.
const LONGEST: usize = 14;

/// Stretches of a sentence that are looked at on either side of a cue.
const NEAR: usize = 4;

/// The circumstances of each draft; `drafts` are in text order.
pub fn circumstances(context: &Context<'_>, drafts: &[Draft]) -> Vec<Circumstances> {
    let mut all: Vec<Circumstances> = Vec::with_capacity(drafts.len());
    let mut read: Option<(usize, Vec<Stretch>)> = None;
    for draft in drafts {
        let mut found = Circumstances::default();
        if let Some(cue) = draft.attribution.as_ref().map(|attribution| attribution.cue.start) {
            let at = context.sentences.partition_point(|sentence| sentence.tokens.end <= cue);
            let stretches = match &mut read {
                Some((known, stretches)) if *known == at => &*stretches,
                read => &read.insert((at, stretches(context, drafts, at))).1,
            };
            let border = stretches.partition_point(|stretch| stretch.start < cue);
            // what stands behind the cue first
            let behind = stretches.iter().skip(border).take(NEAR);
            for stretch in behind.chain(stretches.iter().take(border).skip(border.saturating_sub(NEAR))) {
                found.complete(&stretch.found);
            }
        }
        all.push(found);
    }
    all
}

impl Circumstances {
    /// Takes over what is not known yet.
    fn complete(&mut self, other: &Circumstances) {
        for (own, other) in
            [(&mut self.when, &other.when), (&mut self.place, &other.place), (&mut self.event, &other.event)]
        {
            if own.is_none() {
                own.clone_from(other);
            }
        }
    }
}

/// A stretch of a sentence that is neither content nor cue nor source, with the circumstances in it.
struct Stretch {
    start: usize,
    found: Circumstances,
}

/// The stretches of the sentence numbered `at`, in text order.
fn stretches(context: &Context<'_>, drafts: &[Draft], at: usize) -> Vec<Stretch> {
    let Some(sentence) = context.sentences.get(at) else { return Vec::new() };
    // an attribution may stand in the sentence behind its content
    let first = drafts.partition_point(|draft| draft.sentence + 1 < at);
    let mut taken: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    for draft in drafts.iter().skip(first).take_while(|draft| draft.sentence <= at) {
        taken.extend(draft.parts.iter().map(|part| (part.clone(), None)));
        if let Some(attribution) = &draft.attribution {
            taken.push((attribution.cue.clone(), None));
            taken
                .extend(attribution.mention.iter().map(|mention| (mention.range.clone(), Some(attribution.cue.start))));
        }
    }
    taken.retain(|(range, _)| range.start < sentence.tokens.end && range.end > sentence.tokens.start);
    taken.sort_by_key(|(range, _)| range.start);
    taken.push((sentence.tokens.end..sentence.tokens.end, None));
    let mut found = Vec::new();
    let mut from = sentence.tokens.start;
    // the cue of the source that the stretch stands right behind
    let mut awaited = None;
    for (range, cue) in taken {
        if range.start > from {
            let reader = Reader { context, end: range.start };
            // the place between a source and its verb is the source's: `Jaksa di Merbau mengatakan …`
            let own = awaited.is_some_and(|cue| cue >= range.start) && reader.is(from, class::LOCATIVE);
            let start = if own { reader.phrase(from + reader.run(from), class::AUXILIARY) } else { from };
            let mut circumstances = Circumstances::default();
            reader.read(start, &mut circumstances);
            found.push(Stretch { start: from, found: circumstances });
        }
        if range.end >= from {
            (from, awaited) = (range.end, cue);
        }
    }
    found
}

struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    end: usize,
}

impl Reader<'_, '_> {
    fn token(&self, index: usize) -> Option<&Token> {
        self.context.tokens.get(index).filter(|_| index < self.end)
    }

    fn is(&self, index: usize, classes: Classes) -> bool {
        self.token(index).is_some_and(|token| token.is(classes))
    }

    fn punct(&self, index: usize, byte: u8) -> bool {
        self.token(index).is_some_and(|token| token.is_punct(byte))
    }

    fn run(&self, index: usize) -> usize {
        self.token(index).map_or(1, |token| usize::from(token.run.max(1)))
    }

    /// Reads circumstances from `start` on, up to a verb of some other clause.
    fn read(&self, start: usize, found: &mut Circumstances) {
        let mut at = start;
        while let Some(token) = self.token(at) {
            let opens = token.is(class::OCCASION | class::LOCATIVE) && !(token.is_capital() && at > start);
            // `saat ditemui | di kantornya`: the verb of a listed circumstance belongs to its phrase
            let behind = at + if token.is(class::CHANNEL) { 1 } else { self.run(at) };
            if let Some(end) = self.date(at) {
                found.when.get_or_insert(at..end);
                at = end;
            } else if !opens {
                let verb =
                    token.is(class::VERB | class::PREDICATE) && !token.is(class::PLAIN) || token.is(class::RELATIVE);
                if verb && token.shape == Shape::Lower {
                    return;
                }
                at += 1;
            } else if let Some(end) = self.date(behind) {
                found.when.get_or_insert(behind..end);
                at = end;
            } else {
                let place = token.is(class::LOCATIVE) && !self.is(behind, class::CHANNEL);
                let end = self.phrase(behind, if place { class::VERB | class::AUXILIARY } else { 0 });
                // how an occasion stands to the act of speaking is part of it: `usai rapat`, but `dalam | rapat`
                let phrase = if token.is(class::SUBORDINATOR) { at..end } else { behind..end };
                if end > behind {
                    let slot = if place { &mut found.place } else { &mut found.event };
                    slot.get_or_insert(phrase);
                }
                at = end.max(behind);
            }
        }
    }

    /// The end of the phrase of a place or an occasion that begins at `from`; `foreign` classes are not in it.
    fn phrase(&self, from: usize, foreign: Classes) -> usize {
        let mut at = from;
        while let Some(token) = self.token(at) {
            // `dalam buku “…”`
            if let Some(title) =
                self.context.quotation_at(at).filter(|title| at > from && title.end <= self.end.min(at + LONGEST))
            {
                return title.end;
            }
            let stops = match token.shape {
                Shape::Punct(byte) => !matches!(byte, b'-' | b'/' | b'&' | b'.') || byte == b'.' && self.ends(at),
                Shape::Mark(..) => true,
                _ => {
                    token.is(class::DAY | class::PARTICLE)
                        || token.is(foreign) && token.shape == Shape::Lower && !token.is(class::PLAIN)
                        || at > from
                            && token.is(class::LOCATIVE | class::OCCASION | class::ACCOMPANY)
                            && token.shape == Shape::Lower
                            && !token.is(class::COORDINATOR)
                        || at > from && self.date(at).is_some()
                }
            };
            if stops || at - from >= LONGEST {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether the full stop at `index` ends the sentence, and is not an abbreviation's.
    fn ends(&self, index: usize) -> bool {
        self.token(index + 1).is_none()
    }

    /// The end of the date or time that begins at `from`.
    fn date(&self, from: usize) -> Option<usize> {
        let opener = class::OCCASION | class::SUBORDINATOR | class::PREPOSITION;
        let begins = |index: usize| {
            self.is(index, class::TIME) && !self.is(index, opener | class::ACCOMPANY | class::CONNECTIVE)
        };
        let number = |index: usize| self.token(index).is_some_and(|token| token.shape == Shape::Number);
        // `pekan lalu`, `dini hari itu`
        let behind = |from: usize| {
            let mut at = from;
            while at < from + LONGEST && self.is(at, class::TIME | class::DETERMINER) && !self.is(at, opener) {
                at += self.run(at);
            }
            at
        };
        // `hari Senin`, `beberapa waktu lalu`
        let counts = self.is(from, class::PLURAL) && begins(from + self.run(from));
        let mut at = if counts || self.is(from, class::TIME) && self.is(from + 1, class::DAY | class::MONTH) {
            from + self.run(from)
        } else {
            from
        };
        let day = self.is(at, class::DAY);
        if day {
            at = behind(at + 1);
        } else if self.is(at, class::MONTH) {
            return Some(behind(at + 1 + usize::from(number(at + 1))));
        } else if begins(at) {
            at = behind(at);
            // pukul 10.00 WIB
            if number(at) {
                at += 1 + usize::from(self.token(at + 1).is_some_and(|token| token.shape == Shape::Upper));
            }
            let closed =
                self.token(at).is_none_or(|token| !token.is_word() || token.is(opener | class::LOCATIVE | class::DAY));
            return closed.then_some(at);
        }
        if day && self.punct(at, b'(') {
            let close = (at..at + 7).find(|&index| self.punct(index, b')'));
            return Some(close.filter(|_| number(at + 1)).map_or(at, |close| close + 1));
        }
        let comma = usize::from(day && self.punct(at, b','));
        let calendar = at + comma;
        if number(calendar) && self.is(calendar + 1, class::MONTH) {
            return Some(calendar + 2 + usize::from(number(calendar + 2)));
        }
        if number(calendar) && self.token(calendar).is_some_and(|token| slashes(token.of(self.context.text)) > 0) {
            return Some(calendar + 1);
        }
        day.then_some(at)
    }
}

fn slashes(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'/').count()
}

/// The day, as `YYYY-MM-DD`, that the words of `when` name; a year they leave out is taken from `published`, the day the
/// article appeared. None if the words do not determine a day, or there is no such day.
pub fn iso(context: &Context<'_>, when: &Range<usize>, published: impl FnOnce() -> Option<Day>) -> Option<String> {
    let tokens: Vec<&Token> = when.clone().filter_map(|index| context.tokens.get(index)).collect();
    let number = |text: &str| text.parse::<u16>().ok();
    let (mut day, mut month, mut year) = (None, None, None);
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.shape == Shape::Number) {
        let text = token.of(context.text);
        if slashes(text) > 0 {
            let mut fields = text.split('/').map(number);
            (day, month, year) = (fields.next()?, fields.next()?, fields.next().flatten());
        } else if let Some(named) = tokens.get(index + 1).and_then(|next| context.lexicon.month(next.hash)) {
            (day, month) = (number(text), Some(named));
            year = tokens.get(index + 2).and_then(|token| number(token.of(context.text)));
        } else {
            continue;
        }
        break;
    }
    let (day, month) = (day?, month?);
    let found = match year {
        Some(year) => Day { year: if year < 100 { 2000 + year } else { year }, month, day },
        None => {
            let published = published()?;
            let this_year = Day { year: published.year, month, day };
            // an article of January speaks of last December
            if this_year.number() > published.number() + 45 {
                Day { year: published.year - 1, ..this_year }
            } else {
                this_year
            }
        }
    };
    found.exists().then(|| format!("{:04}-{:02}-{:02}", found.year, found.month, found.day))
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u16,
    /// The day of the month, from 1.
    pub day: u16,
}

impl Day {
    /// The day that an article's date or address holds: `2025-03-03T…`, `…/2025/03/03/…`, `…/20250303…`.
    pub fn find(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        (0..bytes.len()).filter(|&at| at == 0 || !bytes.get(at - 1).is_some_and(u8::is_ascii_digit)).find_map(|at| {
            let mut rest = bytes.get(at..)?;
            let mut field = |digits: usize| {
                let (field, behind) = rest.split_at_checked(digits)?;
                let separator = usize::from(matches!(behind.first(), Some(b'-' | b'/')));
                rest = behind.get(separator..)?;
                let text = std::str::from_utf8(field).ok()?;
                text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok())?
            };
            let day = Day { year: field(4)?, month: field(2)?, day: field(2)? };
            ((1900..2100).contains(&day.year) && day.exists()).then_some(day)
        })
    }

    fn exists(self) -> bool {
        let divides = |by: u16| self.year.is_multiple_of(by);
        let leap = divides(4) && (!divides(100) || divides(400));
        let days = match self.month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        self.year > 0 && (1..=days).contains(&self.day)
    }

    /// A number that grows from day to day, by about one.
    fn number(self) -> u32 {
        u32::from(self.year) * 366 + u32::from(self.month) * 31 + u32::from(self.day)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Extractor, Lexicon};

    fn when(words: &str, published: Option<&str>) -> Option<String> {
        let extractor = Extractor::new(Lexicon::builtin());
        let text = format!("“Kami kaget,” kata Darno, {words}.");
        let mut article = Article::from_text(text.as_str());
        article.doc.url = published.map(Into::into);
        extractor.extract(&article).first()?.when.as_ref()?.iso.clone()
    }

    #[test]
    fn days_are_written_out_where_the_text_determines_them() {
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(when("Senin (3/3/2025)", None), day("2025-03-03"));
        assert_eq!(when("Senin (3/3/25)", None), day("2025-03-03"));
        assert_eq!(when("Senin, 3 Maret 2025", None), day("2025-03-03"));
        assert_eq!(when("3 Maret 2025", None), day("2025-03-03"));
        assert_eq!(when("Senin (3/3)", None), None);
        assert_eq!(when("Senin (3/3)", Some("https://contoh.id/2025/03/04/banjir")), day("2025-03-03"));
        assert_eq!(when("Rabu (31/12)", Some("https://contoh.id/20260102-banjir")), day("2025-12-31"));
        assert_eq!(when("Sabtu (29/2/2024)", None), day("2024-02-29"));
        assert_eq!(when("Sabtu (29/2/2025)", None), None);
        assert_eq!(when("Senin", Some("2025-03-04")), None);
    }
}
