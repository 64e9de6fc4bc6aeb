//! Owns reporting clauses that begin with their cue, and the circumstances of speaking behind them.

use super::{Attribution, Reader};
use crate::extract::cues::{is_cue, stray_comma};
use crate::extract::mentions::{Form, Position, parse};
use crate::lexicon::{Act, Cue, Takes, class};
use crate::record::SpeakerKind;
use crate::text::{Break, Shape};
use std::ops::Range;

impl Reader<'_, '_> {
    pub(super) fn cue(&self, at: usize) -> Option<(Range<usize>, Act, Takes)> {
        if !is_cue(&self.context.tokens, at, self.context.lexicon) {
            return None;
        }
        let token = self.token(at)?;
        let entry = &self.listed_cue(at)?.entry;
        Some((at..at + usize::from(token.run), entry.act, entry.takes))
    }

    /// What the lexicon says of the cue at `at`, whether its neighbours allow it or not.
    pub(super) fn listed_cue(&self, at: usize) -> Option<&Cue> {
        self.context.lexicon.cue(self.token(at)?)
    }

    /// An attribution that begins with its cue at `at`.
    pub(super) fn cue_first(&self, at: usize, position: Position, limit: usize) -> Option<Attribution> {
        let (cue, act, _) = self.cue(at)?;
        let token = *self.token(at)?;
        let mut next = cue.end;
        // `ujarnya Rahmat` names the source after all
        let named = position == Position::BehindCue
            && self
                .token(next)
                .is_some_and(|name| name.is_capital() && name.is(class::NAME) && name.before == Break::Space);
        if token.is(class::NYA) && !named {
            let range = at..self.circumstances(next, limit);
            return Some(Attribution { cue, act, mention: None, nya: true, range });
        }
        while next < limit
            && self.is(next, class::AGENT | class::AUXILIARY | class::ADVERB | class::CONJUNCTION)
            && !self.is(next, class::ROLE | class::NAME)
        {
            next += 1;
        }
        next += stray_comma(&self.context.tokens, at, next);
        let mut mention = parse(self.context, next, limit, position)?;
        // `dikutip detikINET dari Polygon`: the words are Polygon's
        let origin = (mention.range.start..=mention.range.end).find(|&index| self.is(index, class::ORIGIN));
        if let Some(origin) = origin.filter(|_| act == Act::Evidence && mention.form == Form::Name)
            && !self.is(origin + 1, class::DAY | class::MONTH | class::TIME)
            && let Some(cited) = parse(self.context, origin + 1, limit, position)
        {
            mention = cited;
        }
        // `kata Kapolsek X melalui Kanit Y`: Y speaks for X
        let comma = usize::from(self.punct(mention.range.end, b','));
        let via = mention.range.end + comma;
        if self.is(via, class::DELEGATE)
            && let Some(delegate) =
                parse(self.context, via + self.token(via).map_or(1, |t| usize::from(t.run)), limit, position)
            && delegate.name.is_some()
            && delegate.role.is_some()
        {
            mention = delegate;
        }
        // `lapor RIA mengutip Olga`: the words are Olga's
        let cites = mention.range.end;
        let cites = self.cue(cites).filter(|(_, act, _)| *act == Act::Evidence && self.is(cites, class::CUE_PREP));
        if let Some(cited) = cites.and_then(|(cites, ..)| parse(self.context, cites.end, limit, position))
            && !(mention.kind == SpeakerKind::Person && mention.sure)
            && cited.kind == SpeakerKind::Person
            && cited.sure
        {
            mention = cited;
        }
        // what is cited is a medium, where nothing shows a person
        if act == Act::Evidence && mention.kind == SpeakerKind::Person && !mention.sure && mention.role.is_none() {
            mention.kind = SpeakerKind::Organization;
        }
        // `kata dia melanjutkan`: the longer verb says it again
        let again = self.cue(mention.range.end).filter(|(second, ..)| {
            self.is(second.start, class::CUE_ACTIVE)
                && self.token(second.end).is_none_or(|token| !token.is_word() || token.is(class::PREPOSITION))
        });
        let end = again.map_or(mention.range.end, |(second, ..)| second.end);
        let range = at..self.circumstances(end, limit);
        Some(Attribution { cue, act, mention: Some(mention), nya: false, range })
    }

    /// The end of the circumstances of speaking that begin at `from`: up to a comma that no date follows.
    pub(super) fn circumstances(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit {
            let Some(token) = self.token(at) else { break };
            if token.is_mark() && self.context.quotation_at(at).is_some_and(|unit| unit.len() > 8) {
                break;
            }
            if token.is(class::PARTICLE) {
                break;
            }
            if token.is_punct(b',') {
                let dated = self.is_dated(at + 1, limit)
                    || self.is(at + 1, class::CUE_PREP) && self.is(at + 1, class::OCCASION);
                if !dated {
                    break;
                }
            }
            // Nomor 800/117-D.16.02/2020
            let glued =
                self.token(at + 1).is_some_and(|next| next.shape == Shape::Number && next.before == Break::Glued);
            if matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!' | b';' | b':')) && !glued {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a date, a time or a place, and nothing else, stands between `from` and the next pause.
    pub(super) fn is_dated(&self, from: usize, limit: usize) -> bool {
        let mut at = from;
        while at < limit {
            let Some(token) = self.token(at) else { break };
            let fits =
                token.is(class::DAY | class::MONTH | class::PLACE | class::PLACEHEAD | class::OUTLET | class::TIME)
                    || token.shape == Shape::Number
                    || token.is_punct(b'(')
                    || token.is_punct(b')')
                    || token.is_punct(b'/')
                    || at > from && token.is(class::DETERMINER) && self.is(at - 1, class::TIME);
            if !fits {
                break;
            }
            at += 1;
        }
        let paused = self.token(at).is_none_or(|token| {
            at >= limit || matches!(token.shape, Shape::Punct(b',' | b'.' | b';' | b':')) || token.is_mark()
        });
        at > from && (paused || self.is(from, class::DAY))
    }
}
