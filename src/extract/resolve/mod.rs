//! Owns resolution: who a mention is, over the whole article.
//!
//! Names are clustered first (`Rahmat`, `Rahmat Hidayat`, `RH` are one person where the article lets them be); then each
//! quote's mention is led to a cluster by its form: name, office, description, pronoun, or by what stands around it.

mod centers;
mod entities;
mod speakers;

use super::attribute::Draft;
use super::context::Context;
use super::mentions::{Form, Mention};
use crate::record::SpeakerKind;
use crate::text::Token;
use hashbrown::HashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Somebody the article names.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Words of the fullest name, by hash.
    words: Words,
    /// The fullest name.
    pub name: Range<usize>,
    /// How certain that form is: 2 as a source's or an office-holder's, 1 by its words, 0 by its place.
    certainty: u8,
    /// Whether it is the source of a quote somewhere.
    spoke: bool,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// The fullest role.
    pub role: Option<Range<usize>>,
    /// Other forms of the name, each spelling once.
    pub aliases: Vec<Range<usize>>,
    /// The mentions by name, in text order.
    mentions: SmallVec<[Place; 3]>,
    /// The first mention of all.
    pub first: Range<usize>,
    /// The first mention by the fullest name.
    introduction: Option<Range<usize>>,
}

/// Where somebody is mentioned: the first token, and the number of the mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    start: usize,
    number: usize,
}

/// Words by hash; most names and offices are short.
type Words = SmallVec<[u32; 6]>;

/// Numbers of entities or roles, ascending; most words belong to few.
type Numbers = SmallVec<[usize; 2]>;

/// Who a quote's speaker is.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// The index of an entity, or a phrase that names nobody.
    pub speaker: Who,
    /// How the mention led there.
    pub by: &'static str,
    /// The mention it was taken from.
    pub antecedent: Option<Range<usize>>,
    /// Entities that were considered and lost, with the reason.
    pub rivals: Vec<(usize, &'static str)>,
    /// What an editor should know.
    pub note: Option<&'static str>,
}

/// A speaker.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Somebody with a name.
    Entity(usize),
    /// An unnamed source, by the mention that says most.
    Phrase(Box<Mention>),
    /// The article leaves it open.
    Nobody,
}

/// Sentences that a pronoun looks back over.
const LOOK_BACK: usize = 12;

/// Bearers of one word of a name that are told apart, and speakers that are looked back over; an article with more is a
/// list of names.
const BEARERS: usize = 200;

/// Spellings of one name that are kept, and rivals of one speaker.
const FORMS: usize = 40;

/// Everybody the article names, and the speaker of each draft.
pub fn resolve(context: &Context<'_>, drafts: &[Draft]) -> (Vec<Entity>, Vec<Resolution>) {
    let mut resolver = Resolver {
        context,
        entities: Vec::new(),
        mentions: Vec::new(),
        by_word: HashMap::default(),
        by_initials: HashMap::default(),
        by_head: HashMap::default(),
        also: HashMap::default(),
        places: Vec::new(),
        persons: Vec::new(),
        named: Vec::new(),
        roles: Vec::new(),
        offices: HashMap::default(),
        centers: Vec::new(),
    };
    if !drafts.is_empty() {
        resolver.collect(drafts);
        resolver.index(drafts);
        resolver.know_nicknames();
    }
    let resolutions = resolver.drafts(drafts);
    (resolver.entities, resolutions)
}

struct Resolver<'c, 'a> {
    context: &'c Context<'a>,
    entities: Vec<Entity>,
    /// What names somebody somewhere.
    mentions: Vec<Mention>,
    /// The entities that have a word in their name or in another form of it, in order.
    by_word: Map<Numbers>,
    /// The entities by the initials of a name they have or had.
    by_initials: HashMap<u64, Numbers, foldhash::fast::FixedState>,
    /// The entities by the first letters of a name they have or had.
    by_head: Map<Numbers>,
    /// Entities that are somebody else's nickname, with whose it is.
    also: HashMap<usize, usize, foldhash::fast::FixedState>,
    /// Where mentions begin, with their entity and their number.
    places: Vec<(usize, usize, usize)>,
    /// Where persons are mentioned, with their entity.
    persons: Vec<(usize, usize)>,
    /// The drafts whose source is a person by name.
    named: Vec<usize>,
    /// Entities with the words of the offices that they hold.
    roles: Vec<(usize, Words)>,
    /// The numbers of the roles that have a word in them.
    offices: Map<Numbers>,
    /// Who was spoken of or spoke, by the token where that was, about in text order.
    centers: Vec<Center>,
}

type Map<V> = HashMap<u32, V, foldhash::fast::FixedState>;

/// Somebody who was spoken of or spoke.
struct Center {
    /// The token where that was.
    place: usize,
    /// The last token where a center up to this one was.
    highest: usize,
    /// Whether it was a source that spoke.
    spoke: bool,
    who: Who,
}

impl Resolver<'_, '_> {
    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.context.tokens.get(index)
    }

    /// The words of a name or a role, short forms written out.
    pub(super) fn words(&self, range: &Range<usize>) -> Words {
        self.context.lexicon.expand(self.hashes(range).collect())
    }

    pub(super) fn hashes(&self, range: &Range<usize>) -> impl Iterator<Item = u32> {
        let tokens = self.context.tokens.get(range.clone()).unwrap_or(&[]);
        tokens.iter().filter(|token| token.is_word()).map(|token| token.hash)
    }

    pub(super) fn is_spelt(&self, range: &Range<usize>, words: &[u32]) -> bool {
        self.hashes(range).eq(words.iter().copied())
            || self.hashes(range).any(|word| self.context.lexicon.shortens(word)) && self.words(range)[..] == *words
    }
}

/// The source of a draft if it is a person by name.
fn named_person(drafts: &[Draft], index: usize) -> Option<&Mention> {
    let mention = drafts.get(index)?.attribution.as_ref()?.mention.as_ref()?;
    (mention.form == Form::Name && mention.kind == SpeakerKind::Person).then_some(mention)
}

fn nobody() -> Resolution {
    Resolution { speaker: Who::Nobody, by: "", antecedent: None, rivals: Vec::new(), note: None }
}

fn phrase(mention: &Mention) -> Resolution {
    Resolution {
        speaker: Who::Phrase(Box::new(mention.clone())),
        by: "phrase",
        antecedent: None,
        rivals: Vec::new(),
        note: None,
    }
}

fn is_subsequence(short: &[u32], long: &[u32]) -> bool {
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|word| rest.any(|other| other == word))
}
