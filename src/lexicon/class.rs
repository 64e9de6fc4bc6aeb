//! Owns the word classes: one bit each, named in the data files by their lower-case names.

/// A set of word classes.
pub type Classes = u64;

macro_rules! classes {
    ($($bit:literal $constant:ident $name:literal $doc:literal,)*) => {
        $(#[doc = $doc] pub const $constant: Classes = 1 << $bit;)*

        /// The classes that data files may name, with what they hold.
        pub const NAMED: &[(&str, Classes, &str)] = &[$(($name, $constant, $doc)),*];
    };
}

classes! {
    0 ROLE "role" "Offices and occupations that stand before or for a person.",
    1 RANK "rank" "Police and military ranks.",
    2 HONORIFIC "honorific" "Forms of address and academic titles before a name.",
    3 DEGREE "degree" "Academic degrees behind a name.",
    4 ORGHEAD "orghead" "Words that begin the name of an organisation.",
    5 ORGNAME "orgname" "Names of organisations that are complete in themselves.",
    6 GROUP "group" "Nouns for several people.",
    7 ANONYMOUS "anonymous" "Nouns for an unnamed individual.",
    8 DOCUMENT "document" "Nouns for texts, data and evidence.",
    9 PLACE "place" "Names of places.",
    10 PLACEHEAD "placehead" "Words that begin the name of a place.",
    11 NAME "name" "Parts of personal names.",
    12 PRONOUN "pronoun" "Third-person pronouns for one person.",
    13 DAY "day" "Days of the week.",
    14 MONTH "month" "Months.",
    15 TIME "timeword" "Other words of time.",
    16 PREPOSITION "preposition" "Prepositions, and conjunctions that open a circumstance.",
    17 CONJUNCTION "conjunction" "Conjunctions between clauses or phrases.",
    18 AUXILIARY "auxiliary" "Aspect, mood and focus words between subject and verb.",
    19 NEGATION "negation" "Negations.",
    20 ADVERB "adverb" "Adverbs that may stand between subject and cue or behind a cue.",
    21 DETERMINER "determiner" "Determiners that end a noun phrase.",
    22 CONNECTIVE "connective" "Sentence openers that are not content.",
    23 PREDICATE "predicate" "Words that make a clause of a phrase.",
    24 NOTSPEECH "notspeech" "Nouns and verbs before words in marks that are a title, a name or a term.",
    25 INSERT "insert" "Beginnings of lines that pages insert into articles.",
    26 ABBREVIATION "abbreviation" "Words whose full stop does not end a sentence.",
    27 OUTLET "outlet" "News outlets.",
    28 PARTICLE "particle" "Complementisers between a cue and its content.",
    29 RELATIVE "relative" "The relative pronoun.",
    30 AGENT "agent" "The word before the agent of a passive.",
    31 ANAPHOR "anaphor" "Subjects that point back to what was just said.",
    32 COORDINATOR "coordinator" "Conjunctions that coordinate two verbs or two names.",
    33 PLURAL "plural" "Quantifiers before a noun for several people.",
    34 INDEFINITE "indefinite" "Determiners of an unnamed individual.",
    35 PLAIN "plain" "Words that only look like verbs.",
    36 ALIAS "alias" "Words between a name and another name of the same person.",
    37 PURPOSE "purpose" "Particles that open the content of a directive.",
    40 ORIGIN "origin" "Prepositions of origin inside a noun phrase.",
    41 CAPACITY "capacity" "Words that bring in a further role.",
    42 SUBORDINATOR "subordinator" "Words that open a clause inside a clause, and take its verb.",
    43 CHANNEL "channel" "Nouns for the occasion or channel of an utterance.",
    46 RELATIONAL "relational" "Roles that take another person's name as complement.",
    38 CONDITION "condition" "Conjunctions of condition, which only right behind a cue open its content.",
    39 FRONTED "fronted" "Openers of an adverbial before the subject that belongs to what the source says.",
    63 MODIFIER "modifier" "Words that go on describing a noun: `pria berusia 45 tahun`.",
    52 DEFINITE "definite" "Determiners before a noun that point at somebody known.",
    50 DELEGATE "delegate" "Prepositions before whoever speaks for the source named before them.",
    49 ASREPORTED "asreported" "Conjunctions that bring in a reporting clause: `sebagaimana dikatakan X`.",
    48 IRREALIS "irrealis" "Words before a verb that say that the act has not happened.",
    47 FOREIGN "foreign" "Function words of other languages inside names of organisations.",
    45 COMMON "common" "Ordinary words that are rarely part of a personal name.",
    53 LOCATIVE "locative" "Prepositions before the place of an act.",
    51 OCCASION "occasion" "Prepositions and conjunctions before the occasion or the channel of an utterance.",
    44 ACCOMPANY "accompany" "Conjunctions that add a second act of the same speaker.",
}

/// A later word of a multi-word entry.
pub const CONTINUED: Classes = 1 << 54;
/// A first word of some multi-word entry.
pub const PHRASE: Classes = 1 << 55;
/// A bare root that reports what stands before it, or that takes `X` behind it.
pub const CUE_BASE: Classes = 1 << 56;
/// An active reporting verb.
pub const CUE_ACTIVE: Classes = 1 << 57;
/// A passive reporting verb.
pub const CUE_PASSIVE: Classes = 1 << 58;
/// A preposition that reports.
pub const CUE_PREP: Classes = 1 << 59;
/// A cue with the third-person suffix.
pub const NYA: Classes = 1 << 60;
/// By its prefix a verb.
pub const VERB: Classes = 1 << 61;

/// Inside a quotation, its marks included.
pub const QUOTED: Classes = 1 << 62;

/// Any kind of cue.
pub const CUE: Classes = CUE_BASE | CUE_ACTIVE | CUE_PASSIVE | CUE_PREP;

/// Classes of nouns that multi-word entries make.
pub const NOMINAL: Classes =
    ROLE | RANK | HONORIFIC | ORGHEAD | ORGNAME | GROUP | ANONYMOUS | DOCUMENT | PLACE | PLACEHEAD | OUTLET | CHANNEL;

/// The bit of the class that data files call `name`.
pub fn named(name: &str) -> Option<Classes> {
    NAMED.iter().find(|(known, ..)| *known == name).map(|&(_, bit, _)| bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_classes_share_a_bit() {
        let own = [QUOTED, CONTINUED, PHRASE, CUE_BASE, CUE_ACTIVE, CUE_PASSIVE, CUE_PREP, NYA, VERB];
        let all: Vec<Classes> = NAMED.iter().map(|&(_, bit, _)| bit).chain(own).collect();
        assert_eq!(all.iter().fold(0, |bits, bit| bits | bit).count_ones() as usize, all.len());
    }
}
