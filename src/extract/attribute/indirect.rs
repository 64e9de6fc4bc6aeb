//! Owns indirect and mixed speech: the forms of reporting clauses around a paraphrase.

use super::content::Particle;
use super::{Attribution, Draft, LONGEST_EVIDENCE, LONGEST_RAISED, Reader};
use crate::extract::clause::{self, Complement};
use crate::extract::cues::source_begins;
use crate::extract::mentions::{Form, Mention, Position, parse};
use crate::lexicon::{Act, Classes, Takes, class};
use crate::record::{Kind, SpeakerKind};
use crate::text::{Shape, Token};
use std::ops::Range;

/// Tokens of the longest source between the commas of what it says.
const LONGEST_ASIDE: usize = 5;
/// Words that the predicate of a clause begins with.
const CLAUSAL: Classes = class::PREDICATE | class::NEGATION | class::AUXILIARY | class::VERB;

impl Reader<'_, '_> {
    pub(super) fn indirect(&mut self) {
        // tokens that direct speech of this sentence has used
        let used: Vec<Range<usize>> = self
            .drafts
            .iter()
            .flat_map(|draft| {
                draft
                    .attribution
                    .iter()
                    .map(|attribution| attribution.range.clone())
                    .chain(draft.parts.iter().map(|part| part.start.saturating_sub(1)..part.end + 1))
            })
            .collect();
        let free_from = used.iter().map(|range| range.end).max();
        let mut at = self.start();
        while let Some(ahead) = self.context.tokens.get(at..self.end()) {
            let Some(ahead) = ahead.iter().position(|token| token.is(class::CUE | class::QUOTED)) else { break };
            at += ahead;
            if let Some(unit) = self.context.quotation_at(at) {
                at = unit.end;
                continue;
            }
            if used.iter().any(|range| range.contains(&at)) || !self.is(at, class::CUE) {
                at += 1;
                continue;
            }
            // behind direct speech only a second reporting verb with its particle reports: `seraya menambahkan bahwa`
            let joins = |before: usize| self.is(before, class::ACCOMPANY) || self.punct(before, b',');
            let second =
                || joins(at.wrapping_sub(1)) && self.is(at, class::CUE_ACTIVE) && self.is_complementiser(at + 1);
            let found = if free_from.is_some_and(|end| at >= end) && !second() { None } else { self.report(at) };
            match found {
                Some(next) => at = next.max(at + 1),
                None => at += 1,
            }
        }
    }

    /// Tries the cue at `at`; says where to go on.
    pub(super) fn report(&mut self, at: usize) -> Option<usize> {
        let token = *self.token(at)?;
        self.cue(at)?;
        if token.is(class::CUE_PREP)
            && let Some(next) = self.report_cue_first(at, "indirect/menurut")
        {
            return Some(next);
        }
        if token.is(class::CUE_BASE)
            && let Some(next) = self.report_cue_first(at, "indirect/cue-name")
        {
            return Some(next);
        }
        if token.is(class::CUE_PASSIVE)
            && let Some(next) = self.report_passive(at)
        {
            return Some(next);
        }
        if token.is(class::CUE_ACTIVE) { self.report_active(at) } else { None }
    }

    /// `Menurut X, …`, `…, kata X, …`, `…, ujarnya.`
    pub(super) fn report_cue_first(&mut self, at: usize, rule: &'static str) -> Option<usize> {
        let token = *self.token(at)?;
        let opening = self.skip_connectives(self.start());
        let first = at <= opening;
        let behind_comma = at > self.start()
            && (self.punct(at - 1, b',')
                || self.is(
                    at - 1,
                    class::CONJUNCTION | class::CONNECTIVE | class::COORDINATOR | class::PARTICLE | class::RELATIVE,
                ))
            // Dana itu menurutnya belum cair
            || token.is(class::NYA)
                && token.shape == Shape::Lower
                && (token.is(class::CUE_PREP) || self.punct(at + 1, b','))
                && self.is_subject(self.clause_start(at)..at);
        // … menurut Rahmat.
        let last = token.is(class::CUE_PREP) && !token.is(class::NYA) && token.shape == Shape::Lower;
        // `menjadi kisah indah`: behind a verb it is the verb's object
        let (_, act, takes) = self.cue(at)?;
        let governs = if takes == Takes::Quote || act != Act::Say { class::VERB } else { 0 };
        let object = at > self.start() && self.is(at - 1, governs | class::CUE_ACTIVE | class::PREPOSITION);
        let strong = token.is(class::CUE_BASE) && token.shape == Shape::Lower && !object;
        // `latar cerita X`: a root that is a noun as well reports only behind what it reports
        let noun = token.is(class::CUE_BASE) && takes == Takes::Quote;
        if noun && (!behind_comma || self.token(at.wrapping_sub(1)).is_none_or(Token::is_word)) {
            return None;
        }
        // `Hal itu disampaikan X, dilansir Y`: it has no content of its own
        let opening_anaphor = self.is(opening, class::ANAPHOR) && at > opening;
        if act == Act::Evidence && opening_anaphor && (opening..at).any(|index| self.is(index, class::CUE_PASSIVE)) {
            return None;
        }
        // `yang merujuk pada X` says what something means
        if token.is(class::CUE_PREP) && !token.is(class::NYA) && at > self.start() && self.is(at - 1, class::RELATIVE) {
            return None;
        }
        if !(first || behind_comma || strong || last) {
            return None;
        }
        if !token.is(class::NYA)
            && !source_begins(&self.context.tokens, at + usize::from(token.run))
            && !self.is(at + 1, class::AGENT)
        {
            return None;
        }
        let position = if first { Position::BeforeContent } else { Position::BehindCue };
        let mut attribution = self.cue_first(at, if first { position } else { Position::BeforeContent }, self.end())?;
        let cue_end = attribution.cue.end;
        // `…, kisah para pedagang bisa menarik`: the noun heads a clause of its own
        if noun && attribution.mention.as_ref().is_some_and(|source| self.is(source.range.end, CLAUSAL)) {
            return None;
        }
        // `dan nilainya pun meningkat`: a noun with its possessor
        let pauses = self.token(cue_end).is_none_or(|next| {
            matches!(next.shape, Shape::Punct(_) | Shape::Mark(..))
                || next.is(class::PREPOSITION
                    | class::SUBORDINATOR
                    | class::DAY
                    | class::TIME
                    | class::PARTICLE
                    | class::NAME)
        });
        if token.is(class::NYA) && !first && token.is(class::CUE_BASE) && !pauses {
            return None;
        }
        if act == Act::Evidence && takes == Takes::Quote {
            return None;
        }
        let weak = takes == Takes::Marked;
        // `membuka jalan bagi X`
        if weak && !first && !behind_comma {
            return None;
        }
        if attribution.mention.as_ref().is_some_and(|mention| {
            token.is(class::CUE_BASE) && mention.kind == SpeakerKind::Document && mention.form == Form::Indefinite
                || weak
                    && (!matches!(mention.form, Form::Name | Form::Pronoun)
                        || mention.kind == SpeakerKind::Organization
                        // bagi mereka yang membutuhkan
                        || mention.form == Form::Pronoun && self.is(mention.range.start + 1, class::RELATIVE))
        }) {
            return None;
        }
        if act == Act::Evidence && attribution.range.len() > LONGEST_EVIDENCE {
            return None;
        }
        let end = self.content_end();
        // without commas the source ends where it has to and the clause goes on: `Menurut Rahmat jalan itu …`
        let source_end = attribution.mention.as_ref().map_or(end, |mention| mention.range.end);
        let bare = attribution
            .mention
            .as_ref()
            .is_some_and(|mention| matches!(mention.form, Form::Name | Form::Pronoun))
            && source_end < end
            && !self
                .is(source_end, class::PREPOSITION | class::SUBORDINATOR | class::DAY | class::TIME | class::RELATIVE)
            && self.token(source_end).is_some_and(|next| next.shape == Shape::Lower)
            && (if first || behind_comma {
                // `Menurut dia hal ini menjadi bukti, khususnya …`
                let says = |from| clause::judge(self.context, from..attribution.range.end) == Complement::Clause;
                let whole = attribution.range.end >= end
                    || attribution.mention.as_ref().is_some_and(|mention| mention.form == Form::Pronoun)
                        && says(source_end);
                whole && (token.is(class::CUE_PREP) || behind_comma)
            } else {
                self.is(source_end, CLAUSAL)
            })
            && clause::judge(self.context, source_end..end) == Complement::Clause;
        // `Menurutnya saat ini harga turun`: what follows the suffix at once is content
        let bare = bare
            || attribution.nya
                && token.is(class::CUE_PREP)
                && self.token(cue_end).is_some_and(Token::is_word)
                && !self.is(cue_end, class::PARTICLE)
                && !(self.is(cue_end, class::PREPOSITION) && self.is(cue_end + 1, class::CHANNEL))
                && clause::judge(self.context, cue_end..end) == Complement::Clause;
        if bare {
            attribution.range.end = if attribution.nya { cue_end } else { source_end };
        }
        let mut from = attribution.range.end;
        let comma = self.punct(from, b',');
        if first && (token.is(class::CUE_BASE) || weak) && !comma && !(bare && behind_comma) {
            return None;
        }
        if !first && !behind_comma && !comma && !bare && from < end {
            return None;
        }
        // `Kisah Arya berpusat pada sungai, …`: what follows the name makes a clause of it
        let told = attribution.mention.as_ref().is_some_and(|mention| {
            first
                && token.is(class::CUE_BASE)
                && mention.range.end < from
                && clause::judge(self.context, mention.range.end..from) == Complement::Clause
        });
        // without a comma before it only a name ends what it is the source of
        let named = attribution.mention.as_ref().is_some_and(|mention| mention.form == Form::Name && mention.sure);
        let before = clause::judge(self.context, self.clause_start(at)..at);
        let ends = before == Complement::Clause && from >= end;
        let placed = first || behind_comma || bare || named && ends && act == Act::Say;
        if told || last && !placed {
            return None;
        }
        while from < end
            && (self.punct(from, b',')
                || self.punct(from, b':')
                || self.is(from, class::PARTICLE) && self.punct(from - 1, b',') && !comma)
        {
            from += 1;
        }
        // `Menurutnya, seperti dikutip Antara dari Reuters, Senin (5/5/2025), …`
        if first && let Some(behind) = self.behind_citation(from, end) {
            from = behind;
        }
        // `Menurut Rahmat, disebutkan bahwa …`
        if first && self.is(from, class::CUE_PASSIVE) && self.is(from + 1, class::PARTICLE) {
            from += 1;
        }
        if self.is(from, class::PARTICLE) && from > attribution.range.end && self.is_complementiser(from) {
            from += 1;
        }
        // `Dikutip dari Antara, “…,” kata Rahmat`: the marked words have a source of their own
        let marked = self.context.quotation_at(from);
        let spoken =
            |draft: &Draft| draft.kind == Kind::Direct && draft.parts.iter().any(|part| part.start == from + 1);
        if act == Act::Evidence && marked.is_some() && self.drafts.iter().any(spoken) {
            return None;
        }
        // `Dilansir dari Antara, Rahmat mengatakan …`: what is cited reports somebody in turn; and `Lanjutnya, Rahmat mengatakan`
        let leads = act == Act::Evidence || attribution.nya && token.is(class::CUE_BASE);
        let in_turn = if first {
            leads && from > attribution.range.end
        } else {
            // `Dalam wawancara, dikutip dari Antara, Rahmat mengatakan …`
            act == Act::Evidence && before == Complement::Phrase
        };
        if in_turn && let Some(next) = self.report_in_turn(from, end) {
            return Some(next);
        }
        // `Warga, seperti dilansir Antara, melaporkan bahwa …`: the verb reports, not what cites it
        if !first && act == Act::Evidence && self.is(from, class::CUE_ACTIVE) {
            return None;
        }
        // `…, ungkap X, melalui keterangan tertulis`
        let channel = !first
            && self.is(from, class::PREPOSITION)
            && (from + 1..end.min(from + 3)).any(|index| self.is(index, class::CHANNEL));
        let tail = if channel { from..from } else { self.cut_tail(from, end) };
        let mut parts = Vec::new();
        if !first {
            let mut to = at;
            while to > self.start()
                && (self.punct(to - 1, b',')
                    // `…, tetapi menurut X`, but not the end of `ditutup sementara, kata X`
                    // `…, demikian dikutip dari X`
                    || to > self.start() + 1 && self.punct(to - 2, b',') && self.is(to - 1, class::ANAPHOR)
                    || (to == at || to > self.start() + 1 && self.punct(to - 2, b','))
                        && self.is(to - 1, class::CONJUNCTION | class::COORDINATOR)
                        && self.token(to - 1).is_some_and(|token| token.shape == Shape::Lower))
            {
                to -= 1;
            }
            // `…, yang menurutnya sudah usang`: only the relative clause is his
            let relative = self.is_contrasted(at) || self.is(at - 1, class::RELATIVE);
            let head = if relative { to..to } else { self.clause_start(to)..to };
            // `Demikian pernyataan X, dikutip dari Y`
            let thus = act == Act::Evidence
                && self.is(head.start, class::DOCUMENT)
                && clause::judge(self.context, head.clone()) == Complement::Phrase;
            // `Disinggung soal jalan itu, kata X, …`: what X was asked
            let asked = self.is(head.start, class::VERB | class::CUE_PASSIVE)
                && head.len() > 2
                && self
                    .token(head.start)
                    .is_some_and(|token| token.is_capital() && !token.ends_in_nya(self.context.text))
                && !tail.is_empty()
                && clause::judge(self.context, head.start + 1..head.end) == Complement::Phrase;
            if thus && tail.is_empty() {
                return None;
            }
            if !head.is_empty() && !asked && !self.only_connective(head.clone()) {
                parts.push(head);
            }
        }
        parts.push(tail);
        parts.retain(|part| !part.is_empty());
        if !self.enough(&parts) {
            return None;
        }
        // what the source says may hold marked words, but not a whole utterance of its own
        let document = attribution.mention.as_ref().is_some_and(|mention| mention.kind == SpeakerKind::Document);
        let notes = act_notes(attribution.act, document);
        let rule = match (rule, first, token.is(class::NYA)) {
            ("indirect/menurut", true, _) => "indirect/menurut-name-clause",
            ("indirect/menurut", false, _) => "indirect/clause-menurut-name",
            (_, true, _) => "indirect/cue-name-clause",
            (_, false, true) => "indirect/clause-cue-nya",
            _ => "indirect/clause-cue-name",
        };
        let kind = self.kind_of(&parts);
        self.push(kind, parts, Some(attribution), rule, notes);
        Some(self.end())
    }

    /// `Dikatakannya, …`, `Dijelaskan Ira, …`, `Disampaikan oleh X bahwa …`, `…, diakui X, …`
    pub(super) fn report_passive(&mut self, at: usize) -> Option<usize> {
        let token = *self.token(at)?;
        let opening = self.skip_connectives(self.start());
        let first = at <= opening;
        // …, sebagaimana dikatakan X; …, demikian diberitakan X
        let as_reported = at > self.start() + 1
            && (self.is(at - 1, class::ASREPORTED) || self.is(at - 1, class::ANAPHOR) && self.punct(at - 2, b','));
        let contrasted = self.is_contrasted(at);
        let behind_comma = at > self.start() && self.punct(at - 1, b',') || as_reported || contrasted;
        let (cue, act, _) = self.cue(at)?;
        // `bisa dibilang`: nobody has
        let irreal = at > self.start() && self.is(at - 1, class::IRREALIS | class::NEGATION);
        let points = self.is(opening, class::ANAPHOR) && at > opening && act != Act::Judge;
        if points || irreal {
            return None;
        }
        let agent =
            token.is(class::NYA) || self.is(cue.end, class::AGENT) || source_begins(&self.context.tokens, cue.end);
        // `Dari hasil itu disimpulkan …`: a circumstance is no subject
        let is_raised = |range: Range<usize>| {
            let circumstance = self.is(range.start, class::OCCASION | class::LOCATIVE | class::ORIGIN)
                && !self.is(range.start, class::FRONTED);
            // `Poin yang paling disorotinya …`: the relative clause's own verb
            let relative = (range.end.saturating_sub(2)..range.end).any(|index| self.is(index, class::RELATIVE));
            !circumstance && !relative && self.is_subject(range)
        };
        let end = self.content_end();
        if agent && (first || behind_comma) {
            let attribution = self.cue_first(at, Position::BeforeContent, self.end())?;
            let source_end = attribution.mention.as_ref().map_or(end, |mention| mention.range.end);
            let said = || clause::judge(self.context, source_end..end) == Complement::Clause;
            let goes_on = self.is(source_end, CLAUSAL) && said();
            // `Diharapkan para petani dapat bersabar`: who stands there is who it is said of
            let described = |mention: &Mention| !matches!(mention.form, Form::Name | Form::Pronoun);
            let told = !self.is(cue.end, class::AGENT) && attribution.mention.as_ref().is_some_and(described);
            let comma = (cue.end..end).find(|&index| self.punct(index, b',')).unwrap_or(end);
            // `Dipastikan warga yang datang dapat duduk`, `Diharapkan warga yang datang, dapat duduk`
            let says = || {
                clause::judge(self.context, cue.end..comma) == Complement::Clause
                    || first && self.is(comma + 1, CLAUSAL)
            };
            if told && (goes_on || says()) && (first || !is_raised(self.clause_start(at - 1)..at - 1)) {
                return None;
            }
            // `…, dinilai Rahmat bakal membantu`: what is judged goes on behind the source
            let judged = matches!(act, Act::Judge | Act::Say) && !first && goes_on;
            let bare = contrasted && attribution.nya && !self.punct(attribution.cue.end, b',');
            // `Diakui Rahmat sudah lama ia menabung`
            let named = attribution.mention.as_ref().is_some_and(|mention| mention.form == Form::Name && mention.sure);
            let judged = judged || first && named && attribution.range.end >= end && said();
            let mut from = match () {
                () if judged => source_end,
                () if bare => attribution.cue.end,
                () => attribution.range.end,
            };
            // Disampaikan oleh X bahwa …: the circumstances must not swallow the clause
            if let Some(particle) = (attribution.cue.end..from).find(|&index| self.is_complementiser(index)) {
                from = particle;
            }
            while from < end && (self.punct(from, b',') || self.punct(from, b':') || self.is_complementiser(from)) {
                from += 1;
            }
            // `Dilaporkan Antara, Rahmat mengatakan …`
            if first
                && attribution.mention.as_ref().is_some_and(|source| source.kind == SpeakerKind::Organization)
                && let Some(next) = self.report_in_turn(from, end)
            {
                return Some(next);
            }
            let tail = self.cut_tail(from, end);
            let mut parts = vec![tail];
            if !first && !contrasted {
                let mut head = self.clause_start(at - 1)..at - 1;
                while head.end > head.start && self.punct(head.end - 1, b',') {
                    head.end -= 1;
                }
                if !self.only_connective(head.clone()) {
                    parts.insert(0, head);
                }
            }
            parts.retain(|part| !part.is_empty());
            // `Hal serupa diungkapkan Rahmat, pedagang yang menyebut …`
            let announced = from > attribution.range.end && !self.punct(from - 1, b',');
            let clause = |part: &Range<usize>| clause::judge(self.context, part.clone()) == Complement::Clause;
            let apposed = from >= end
                || source_begins(&self.context.tokens, from)
                || self.is(from, class::RELATIVE | class::OCCASION)
                || self.token(from).is_some_and(Token::is_mark);
            if self.enough(&parts) && (announced || judged || !apposed || parts.iter().any(clause)) {
                let kind = self.kind_of(&parts);
                let notes = act_notes(act, false);
                self.push(kind, parts, Some(attribution), "indirect/passive-agent", notes);
                return Some(self.end());
            }
            return None;
        }
        let raised = || self.clause_start(at)..at;
        // Utang itu dinilainya penting
        if token.is(class::NYA) && matches!(act, Act::Judge | Act::Say) {
            let tail = self.cut_tail(cue.end, end);
            // `Pesan ini disampaikannya dalam rapat`: where it was said is nothing that was said
            let told = act == Act::Judge
                || self.is(cue.end, class::CAPACITY)
                || clause::judge(self.context, tail.clone()) == Complement::Clause;
            if told && is_raised(raised()) && !tail.is_empty() {
                let parts = vec![raised(), tail];
                let kind = self.kind_of(&parts);
                let attribution = Attribution { cue: cue.clone(), act, mention: None, nya: true, range: cue };
                self.push(kind, parts, Some(attribution), "indirect/passive-raised", Vec::new());
                return Some(self.end());
            }
            return None;
        }
        // Penyakit itu diklaim Dinas Kesehatan belum ada
        let told = agent && !first && !behind_comma && matches!(act, Act::Judge | Act::Say);
        if told
            && is_raised(raised())
            && let Some(attribution) = self.cue_first(at, Position::BeforeCue, self.end())
            && let Some(source) = attribution.mention.as_ref().map(|mention| mention.range.end)
        {
            // `Kerja sama itu dijelaskan oleh X bahwa berawal dari …`
            let (parts, rule, reports) = if self.is_complementiser(source) {
                let parts = vec![self.cut_tail(source + 1, end)];
                let enough = self.enough(&parts);
                (parts, "indirect/passive-agent", enough)
            } else {
                let judged = self.is(source, CLAUSAL) && clause::judge(self.context, source..end) == Complement::Clause;
                (vec![raised(), self.cut_tail(source, end)], "indirect/passive-raised", judged)
            };
            if reports {
                let kind = self.kind_of(&parts);
                let attribution = Attribution { range: at..source, ..attribution };
                self.push(kind, parts, Some(attribution), rule, act_notes(act, false));
                return Some(self.end());
            }
        }
        // Kebijakan itu dinilai terburu-buru oleh pengamat X
        let by = (cue.end + 1..end.min(cue.end + LONGEST_RAISED))
            .find(|&index| self.is(index, class::AGENT) && source_begins(&self.context.tokens, index + 1));
        if let Some(by) = by.filter(|_| act == Act::Judge && !first && !behind_comma)
            && let Some(mention) = parse(self.context, by + 1, self.end(), Position::BehindCue)
        {
            let parts = vec![raised(), cue.end..by];
            let range = at..self.circumstances(mention.range.end, self.end());
            let kind = self.kind_of(&parts);
            self.push(
                kind,
                parts,
                Some(Attribution { cue, act, mention: Some(mention), nya: false, range }),
                "indirect/passive-raised",
                Vec::new(),
            );
            return Some(self.end());
        }
        // Disebutkan bahwa …: nobody says who
        if self.is_complementiser(cue.end) || first && self.punct(cue.end, b',') && !agent {
            let from = cue.end + 1;
            // `Dikonfirmasi, Rahmat mengatakan …`
            if first
                && self.punct(cue.end, b',')
                && let Some(next) = self.report_in_turn(from, end)
            {
                return Some(next);
            }
            let tail = self.cut_tail(from, end);
            // `Ditambahkan, “Kami meminta maaf.”`
            if let Some(quotation) = self.quotations().iter().find(|quotation| {
                quotation.outer == tail || quotation.outer.start == tail.start && quotation.outer.end > tail.end
            }) {
                let attribution = Attribution { cue: cue.clone(), act, mention: None, nya: false, range: at..cue.end };
                let parts = quotation.parts.clone();
                self.push(Kind::Direct, parts, Some(attribution), "direct/cue-quote", act_notes(act, false));
                return Some(self.end());
            }
            if self.enough(std::slice::from_ref(&tail)) {
                let kind = self.kind_of(std::slice::from_ref(&tail));
                let subject = if first { None } else { self.subject(self.start(), at) };
                let document = if first { None } else { self.written_in(at) };
                let mut notes = act_notes(act, document.is_some());
                if subject.is_none() && document.is_none() {
                    notes.push("agentless");
                }
                let from = document.as_ref().or(subject.as_ref()).map_or(at, |mention| mention.range.start);
                let range = from..cue.end;
                self.push(
                    kind,
                    vec![tail],
                    Some(Attribution { cue, act, mention: document, nya: false, range }),
                    "indirect/passive-agentless",
                    notes,
                );
                return Some(self.end());
            }
        }
        None
    }

    /// The document that the sentence opens with: `Dalam surat itu disebutkan bahwa …`
    fn written_in(&self, at: usize) -> Option<Mention> {
        let start = self.skip_connectives(self.start());
        if !self.is(start, class::OCCASION | class::LOCATIVE) {
            return None;
        }
        let document = parse(self.context, start + 1, at, Position::BeforeCue)?;
        let reaches = document.range.end == at || clause::is_gap(self.context, document.range.end..at);
        (reaches && document.kind == SpeakerKind::Document).then_some(document)
    }

    /// What somebody reports between `from` and `end`: the first active cue there, if its source stands behind `from`.
    fn report_in_turn(&mut self, from: usize, end: usize) -> Option<usize> {
        let cue = (from..end).find(|&index| self.is(index, class::CUE_ACTIVE) && self.cue(index).is_some())?;
        let before = self.drafts.len();
        let next = self.report_active(cue);
        let source = self.drafts.get(before).and_then(|draft| draft.attribution.as_ref()?.mention.as_ref());
        if source.is_none_or(|source| source.range.start < from) {
            self.drafts.truncate(before);
            return None;
        }
        next
    }

    /// `X mengatakan (bahwa) …`
    pub(super) fn report_active(&mut self, at: usize) -> Option<usize> {
        let (cue, act, takes) = self.cue(at)?;
        if takes == Takes::Quote {
            return None;
        }
        let mut end = self.content_end();
        if act == Act::Say
            && let Some(next) = self.report_aside(&cue, end)
        {
            return Some(next);
        }
        let (from, particle) = self.complement_start(cue.end, end, act)?;
        let another = self.another_report(from, end);
        end = another.map_or(end, |(border, _)| border);
        // bersikeras menyatakan bahwa …: the second verb says it again
        // so does that of `memperingatkan sekaligus mengklarifikasi bahwa …`
        let verb = from + usize::from(self.is(from, class::COORDINATOR));
        let felt = self.cue(verb).is_some_and(|(_, act, _)| matches!(act, Act::Judge | Act::Wish));
        // but not that of `mengaku khawatir apabila …`
        let particled = self.is_complementiser(verb + 1) && (!felt || self.is(verb + 1, class::PARTICLE));
        let again = particle != Particle::Word && self.is(verb, class::CUE_ACTIVE) && particled;
        let (from, particle) = if again { (verb + 2, Particle::Word) } else { (from, particle) };
        // `menyampaikan isyarat bahwa …`: a noun for what is said
        let noun = if particle == Particle::None && matches!(act, Act::Say | Act::Directive) {
            self.behind_noun(at, from, end)
        } else {
            None
        };
        let (from, particle) = noun.map_or((from, particle), |behind| (behind, Particle::Word));
        let complement = clause::judge(self.context, from..end);
        let marked = particle != Particle::None;
        let reports = match (takes, particle) {
            (_, Particle::Word) => true,
            // mengumumkan telah menyiapkan hadiah
            (Takes::Marked, Particle::None) => {
                self.is(from, class::AUXILIARY) && complement == Complement::Clause || self.is_named_as(&cue, from, end)
            }
            (_, Particle::Punctuation) => complement != Complement::Phrase || act != Act::Directive,
            (_, Particle::None) => {
                complement == Complement::Clause
                    || self.is_felt(&cue, from)
                    || act == Act::Judge && self.is_forecast(from, end)
                    || self.is_addressed(from, end)
                    || self.is_named_as(&cue, from, end)
                    || self.is_told(&cue, from, end)
            }
        };
        // `menyampaikan soal pertumbuhan yang positif`: a topic, and no clause
        let topic = particle == Particle::None
            && self.is(from, class::PREPOSITION)
            && self.is(from, class::PLAIN)
            && !self.is(from, class::OCCASION | class::CUE_PREP)
            && !(from..end).any(|index| self.punct(index, b','));
        if !reports || topic || from >= end {
            return None;
        }
        // `menyampaikan, ucapan terima kasih …`: what the cue does not report, a comma or none before it
        let entry = self.listed_cue(at);
        let next = self.token(from).filter(|token| token.run <= 1).map_or(0, |token| token.hash);
        if particle == Particle::Punctuation && entry.is_some_and(|cue| !cue.fits(0, next)) {
            return None;
        }
        // `…, seraya menambahkan bahwa`: the source is that of the verb before
        let accompanies = self.is(at.wrapping_sub(1), class::ACCOMPANY) && !self.is(at - 1, class::COORDINATOR)
            || self.behind_speech(at);
        let carried = if accompanies { self.inherited(at, marked) } else { None };
        // `Itu membuat warga khawatir …` says what happens to them
        let feels = matches!(act, Act::Judge | Act::Wish);
        let made = |mention: &Mention| {
            let before = mention.range.start.wrapping_sub(1);
            let acts =
                |token: &Token| token.shape == Shape::Lower && token.is(class::VERB) && !token.is(class::PREDICATE);
            feels && mention.range.start > self.start() && self.token(before).is_some_and(acts)
        };
        let mention = carried.or_else(|| {
            self.subject(self.start(), at)
                .filter(|mention| (act != Act::Evidence || self.at_clause_start(mention)) && !made(mention))
        });
        let inherited = || {
            let helps = |index: &usize| !self.is(*index, class::ADVERB | class::AUXILIARY);
            let before = (self.start()..at).rev().find(helps)?;
            let thinks = matches!(act, Act::Judge | Act::Wish);
            let reason = act == Act::Judge && self.is(before, class::CONJUNCTION);
            let follows = before + 1 == at && self.punct(before, b',');
            // menghubungi Rahmat dan menyebut ada gangguan
            let told = act == Act::Say
                && (self.is(from, class::PREDICATE | class::NEGATION | class::AUXILIARY)
                    || self.token(from).is_some_and(Token::is_capital) && complement == Complement::Clause);
            let joined = self.is(before, class::COORDINATOR) && (particle == Particle::Word || thinks || told);
            let shared = joined || accompanies && marked;
            self.inherited(at, marked).or_else(|| if shared || reason || follows { self.acting(before) } else { None })
        };
        let concession = if mention.is_none() { self.concession(at, from, end) } else { None };
        let (conceded, conceder) = concession.unzip();
        let source = mention.or(conceder).or_else(inherited);
        let Some(source) = source else {
            return self.carry_on(at, from, act, particle);
        };
        // `tidak ada berita yang menyebut …`
        let none = source.range.start.checked_sub(2).is_some_and(|before| {
            before >= self.start() && self.is(before, class::NEGATION) && self.is(before + 1, class::PREDICATE)
        });
        let impersonal = entry.is_some_and(|cue| cue.entry.impersonal);
        let acts = impersonal
            && match act {
                // `Kepemimpinan Rahmat menunjukkan bahwa …`
                Act::Evidence if marked => {
                    let team = self.is(source.range.start, class::INDEFINITE) && source.name.is_none();
                    matches!(source.kind, SpeakerKind::Person | SpeakerKind::Anonymous) && !team
                }
                Act::Evidence => source.kind != SpeakerKind::Document,
                _ => {
                    !marked
                        && source.kind != SpeakerKind::Organization
                        && (source.kind != SpeakerKind::Group || source.form == Form::Pronoun)
                }
            };
        if none || acts || source.kind == SpeakerKind::Document && !matches!(act, Act::Evidence | Act::Say | Act::Write)
        {
            return None;
        }
        // `Kabar Merbau memberitakan, seorang pejabat menyatakan …`: a medium reports somebody in turn
        if self.is(source.range.start, class::OUTLET)
            && particle != Particle::Word
            && let Some(next) = self.report_in_turn(from, end)
        {
            return Some(next);
        }
        // `Setelah X menyatakan …, Y …`, `Meski X menyebut …, Y …`: the sentence's own clause begins behind the comma
        let border = conceded.or_else(|| {
            let comma = || (from..end).find(|&index| self.punct(index, b','));
            if self.is_fronted_clause(&source.range, at) { comma() } else { None }
        });
        end = border.unwrap_or(end);
        // `Meski warga meminta kelonggaran waktu, Y …`: what is left of it is no clause
        if border.is_some() && !marked && clause::judge(self.context, from..end) == Complement::Phrase {
            return None;
        }
        let tail = self.cut_tail(from, end);
        let mut parts = Vec::new();
        let bare = particle == Particle::None && self.is(from, class::PREDICATE | class::AUXILIARY);
        if let Some(front) = self.fronted(source.range.start, act, bare) {
            parts.push(front);
        }
        // X menegaskan A dan meminta agar B: two quotes
        let second = self.coordinated(tail.clone());
        let stop = second.map_or(tail.end, |(conjunction, _)| conjunction);
        parts.push(tail.start..stop);
        // `X menegaskan A, kata dia, B`
        parts.extend(self.behind_repetition(stop, end));
        if !self.enough(&parts) {
            return None;
        }
        let notes = act_notes(act, source.kind == SpeakerKind::Document);
        let kind = self.kind_of(&parts);
        let next = border.map(|comma| comma + 1).or(another.map(|(_, next)| next));
        let rule = match particle {
            Particle::Word => "indirect/name-cue-particle",
            Particle::Punctuation => "indirect/name-cue-comma",
            Particle::None => "indirect/name-cue-clause",
        };
        let range = source.range.start.min(at)..from;
        self.push(kind, parts, Some(Attribution { cue, act, mention: Some(source), nya: false, range }), rule, notes);
        match second {
            Some((_, verb)) => Some(verb),
            None => Some(next.unwrap_or(self.end())),
        }
    }

    /// What goes on behind a second attribution to the same source: `…, kata dia, …`
    fn behind_repetition(&self, comma: usize, end: usize) -> Option<Range<usize>> {
        let again = self.punct(comma, b',') && self.is(comma + 1, class::CUE_BASE);
        let attribution = self.cue_first(comma + 1, Position::BehindCue, end).filter(|_| again)?;
        let same = attribution.nya || attribution.mention.is_some_and(|mention| mention.form == Form::Pronoun);
        let from = attribution.range.end + 1;
        (same && self.punct(from - 1, b',') && from < end).then(|| self.cut_tail(from, end))
    }

    /// `Jalan itu, X menambahkan, rusak`, `Jalan itu rusak, X mengatakan.`: source and cue between the commas of what is said,
    /// or behind all of it.
    fn report_aside(&mut self, cue: &Range<usize>, end: usize) -> Option<usize> {
        let begins = |start: &usize| *start > self.start() && self.punct(start - 1, b',');
        let start = (self.start().max(cue.start.saturating_sub(LONGEST_ASIDE))..cue.start).rev().find(begins)?;
        let mention = parse(self.context, start, cue.start, Position::BeforeCue)?;
        let named =
            mention.form == Form::Pronoun || mention.form == Form::Name && mention.role.is_none() && mention.sure;
        let head = self.clause_start(start - 1)..start - 1;
        // `Salah seorang warga, X mengatakan, …`, `Menutup rapat, X mengatakan, …`
        let other = class::PREPOSITION
            | class::SUBORDINATOR
            | class::CONJUNCTION
            | class::CUE
            | class::VERB
            | class::ROLE
            | class::ANONYMOUS
            | class::INDEFINITE
            | class::GROUP
            | class::ORGHEAD
            | class::ORGNAME;
        if head.start != self.sentence_start() || self.is(head.start, other) {
            return None;
        }
        let predicate = class::PREDICATE | class::AUXILIARY | class::NEGATION;
        let said = match cue.end >= end {
            true => clause::judge(self.context, head.clone()) == Complement::Clause,
            false => self.is_subject(head.clone()) && self.punct(cue.end, b',') && self.is(cue.end + 1, predicate),
        };
        if mention.range.end != cue.start || !named || !said {
            return None;
        }
        let tail = self.cut_tail((cue.end + 1).min(end), end);
        let mut parts = vec![head, tail];
        parts.retain(|part| !part.is_empty());
        let kind = self.kind_of(&parts);
        let range = start..cue.end;
        let attribution = Attribution { cue: cue.clone(), act: Act::Say, mention: Some(mention), nya: false, range };
        self.push(kind, parts, Some(attribution), "indirect/clause-name-cue", Vec::new());
        Some(self.end())
    }

    /// Where another report begins in the content of one, and from where it is read.
    fn another_report(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let open = |index: &usize| self.context.quotation_over(*index).is_none();
        (from..end).filter(open).find_map(|index| {
            // `menyampaikan doa seraya mengakui, …`: the second verb has its own clause
            // and so has `…, dengan menambahkan bahwa …`
            let accompanied = self.is(index, class::ACCOMPANY)
                && self.is(index + 1, class::CUE_ACTIVE)
                && (self.is(index, class::SUBORDINATOR)
                    || self.is(index, class::PREPOSITION)
                        && !self.is(index, class::COORDINATOR)
                        && self.is_complementiser(index + 2));
            // `menyebut jalan itu aman, padahal menurut warga rusak`; but not: `…, yang menurut warga rusak`, `terutama bagi warga`
            let cue = index + 2;
            let sourced = || {
                let reports = self.cue(cue).is_some_and(|(cue, _, takes)| {
                    takes != Takes::Marked && source_begins(&self.context.tokens, cue.end)
                });
                self.is(cue, class::CUE_PREP) && !self.is(index + 1, class::RELATIVE) && reports
            };
            let contrasted = self.punct(index, b',')
                && self.is(index + 1, class::CONJUNCTION | class::CONNECTIVE)
                && self.is(cue, class::CUE_PREP | class::CUE_PASSIVE)
                && (self.is(cue, class::NYA) || sourced());
            (accompanied || contrasted).then_some((index, if contrasted { cue } else { index }))
        })
    }

    /// Whether the cue at `at` reports what a conjunction adds to the report before it: `…, padahal menurutnya …`
    fn is_contrasted(&self, at: usize) -> bool {
        let reported =
            |draft: &Draft| draft.kind != Kind::Direct && draft.parts.last().is_some_and(|part| part.end + 2 == at);
        self.is(at.wrapping_sub(1), class::CONJUNCTION | class::CONNECTIVE) && self.drafts.last().is_some_and(reported)
    }

    /// `Meski menyebut jalan itu aman, Rahmat …`: the comma behind what somebody concedes, and who does, the subject of
    /// the sentence's own clause.
    fn concession(&self, at: usize, from: usize, end: usize) -> Option<(usize, Mention)> {
        let start = self.start();
        let other = class::SUBORDINATOR | class::CONNECTIVE | class::CONDITION | class::PREPOSITION | class::OCCASION;
        let opens = self.is(start, class::CONJUNCTION) && !self.is(start, other);
        let helps = class::AUXILIARY | class::ADVERB | class::NEGATION;
        if !opens || at == start || !(start + 1..at).all(|index| self.is(index, helps)) {
            return None;
        }
        let comma = (from..end).find(|&index| self.punct(index, b','))?;
        let mut subject = comma + 1;
        while self.is(subject, class::CONJUNCTION | class::CONNECTIVE) {
            subject += 1;
        }
        let mention = parse(self.context, subject, end, Position::BeforeCue)?;
        let says = class::VERB | class::PREDICATE | class::CUE_ACTIVE | helps;
        (clause::judge(self.context, from..comma) == Complement::Clause && self.is(mention.range.end, says))
            .then_some((comma, mention))
    }

    /// Whether the clause of `source` and the cue at `at` is an adverbial that opens the sentence: its conjunction is the first
    /// word, and no comma stands between.
    fn is_fronted_clause(&self, source: &Range<usize>, at: usize) -> bool {
        let start = self.start();
        let opens = self.is(start, class::SUBORDINATOR | class::OCCASION)
            || self.is(start, class::CONJUNCTION) && !self.is(start, class::CONNECTIVE | class::CONDITION);
        // `Saat ditanya soal pernyataan X yang mengatakan …, Y …`
        let inside = self.is(start, class::SUBORDINATOR)
            && (source.end..at).any(|index| self.is(index, class::RELATIVE))
            && !(start..at).any(|index| self.punct(index, b','));
        opens && source.start == start + 1 || inside
    }
}

impl Reader<'_, '_> {
    /// Whether only a comma parts the cue at `at` from direct speech and its attribution: `“…,” kata X, menambahkan bahwa`.
    pub(super) fn behind_speech(&self, at: usize) -> bool {
        let speech = self.drafts.last().filter(|draft| draft.kind == Kind::Direct);
        self.punct(at.wrapping_sub(1), b',')
            && speech.and_then(|draft| draft.attribution.as_ref()).is_some_and(|speech| speech.range.end + 1 == at)
    }

    /// `Dan menambahkan bahwa …`, `“…,” katanya, seraya menegaskan bahwa …`: whoever spoke last speaks on.
    fn carry_on(&mut self, at: usize, from: usize, act: Act, particle: Particle) -> Option<usize> {
        let helps = class::COORDINATOR | class::ACCOMPANY | class::CONNECTIVE | class::AUXILIARY | class::ADVERB;
        let opens = at > self.start() && (self.start()..at).all(|index| self.is(index, helps));
        let behind_speech =
            self.behind_speech(at) || !self.drafts.is_empty() && self.is(at.wrapping_sub(1), class::ACCOMPANY);
        let announced = particle == Particle::Word || particle == Particle::Punctuation && behind_speech;
        if act != Act::Say || !announced || !(opens || behind_speech) {
            return None;
        }
        let content = self.cut_tail(from, self.content_end());
        if !self.enough(std::slice::from_ref(&content)) {
            return None;
        }
        let kind = self.kind_of(std::slice::from_ref(&content));
        let (cue, ..) = self.cue(at)?;
        let attribution = Attribution { cue, act, mention: None, nya: false, range: at..from };
        self.push(kind, vec![content], Some(attribution), "indirect/cue-particle", Vec::new());
        Some(self.end())
    }
}

/// What an editor should know of a kind of speech act, and of a document as its source.
fn act_notes(act: Act, document: bool) -> Vec<&'static str> {
    match act {
        Act::Directive => vec!["directive"],
        Act::Evidence => vec!["evidence"],
        _ if document => vec!["evidence"],
        _ => Vec::new(),
    }
}
