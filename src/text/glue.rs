//! Owns words that scraping ran into each other: where one ends and the next begins.

use crate::lexicon::{self, Lexicon, class};

/// The least length of two words glued into one.
pub(super) const GLUED: usize = 7;

/// The least length of a name that any verb is taken off.
pub(super) const NAMED: usize = 4;

/// The least length of a reporting verb that is taken off whatever stands before it.
const REPORTING: usize = 8;

/// Where two words were glued into one (`PresidenPrabowo`, `Prabowomengatakan`): the length of the first in bytes. Both
/// halves must be words that the lexicon knows, so that brands (`WhatsApp`) stay whole.
pub(super) fn glue(word: &str, lexicon: &Lexicon) -> Option<usize> {
    let bytes = word.as_bytes();
    if bytes.len() < GLUED || !word.is_ascii() {
        return None;
    }
    let named = class::NAME | class::PLACE | class::OUTLET | class::ORGNAME | class::ROLE | class::ORGHEAD;
    let known = |part: &str| lexicon.look_up(part).1.classes & !(class::VERB | class::PHRASE);
    // kepadaReuters, dari2019, televisiAl: a function word, or any word before a capital, but not the outlet of detikNews
    let lower = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let leads = lexicon::TRAILING | class::AGENT | class::PARTICLE | class::CUE;
    if (4..bytes.len()).contains(&lower) {
        let before = lexicon.look_up(word.get(..lower)?).1.classes & !class::PHRASE;
        let named = bytes.get(lower).is_some_and(u8::is_ascii_uppercase) && before & class::OUTLET == 0;
        if before & leads != 0 || before != 0 && named {
            return Some(lower);
        }
    }
    // AFPmemberitakan
    let upper = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    if upper > 1 && bytes.iter().skip(upper).all(u8::is_ascii_lowercase) {
        // DPRRahmat
        let named =
            |at: &usize| word.get(*at..).is_some_and(|name| name.len() > NAMED && known(name) & class::NAME != 0);
        if let Some(at) = Some(upper - 1).filter(|&at| at > 1).filter(named) {
            return Some(at);
        }
        let rest = word.get(upper..)?;
        return (known(rest) & lexicon::TRAILING != 0 && rest.len() > 3).then_some(upper);
    }
    let capital = (3..bytes.len() - 2).find(|&at| {
        bytes.get(at - 1).is_some_and(u8::is_ascii_lowercase)
            && bytes.get(at).is_some_and(u8::is_ascii_uppercase)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    });
    if let Some(at) = capital {
        let (left, right) = (word.get(..at)?, word.get(at..)?);
        let next = right.bytes().skip(1).position(|byte| byte.is_ascii_uppercase()).map_or(right.len(), |at| at + 1);
        let right = right.get(..next)?;
        // PemerintahIndiamemastikan: three of them
        let first = glue(right, lexicon).and_then(|length| right.get(..length)).unwrap_or(right);
        let named_by = |part: &str| part.len() > NAMED && known(part) & class::NAME != 0;
        let someone = named_by(left) || named_by(right) && left.len() > NAMED;
        // KorutKorean, PelatihDewa: whatever stands behind a place or an office
        let offices = class::PLACE | class::ROLE | class::RANK;
        let headed = left.len() > NAMED && known(left) & offices != 0;
        let (left, right) = (known(left), known(first));
        let apart = headed || left & class::CUE != 0 || right & (named | class::HONORIFIC | class::RANK) != 0;
        // a pronoun is no part of a brand: `SolidaritasDia meminta`; nor is a personal name
        return (left != 0 && apart || right & class::PRONOUN != 0 || someone).then_some(at);
    }
    // a dot says nothing to the lexicon
    let ends = lexicon.may_end_trailing(bytes) || bytes.contains(&b'.');
    if !bytes.first()?.is_ascii_uppercase()
        || !ends && bytes.len() < GLUED + NAMED
        || lexicon.look_up(word).1.classes != 0
    {
        return None;
    }
    // what is glued behind a name is a long function word or a reporting verb
    (3..bytes.len() - 3).find(|&at| {
        let (left, right) = (word.get(..at).unwrap_or(""), word.get(at..).unwrap_or(""));
        let trails = ends && known(right) & lexicon::trailing(right) != 0 && known(left) & (named | class::COMMON) != 0;
        // Timesmelaporkan: nothing but a reporting verb ends so
        let reports = right.len() >= REPORTING && known(right) & class::CUE_ACTIVE != 0;
        trails || reports || left.len() >= NAMED && lexicon.is_trailing_verb(right) && known(left) & named != 0
    })
}
