//! Owns the tally of who is quoted, how often and in which roles, over any number of articles.

mod chart;

pub use chart::svg;

use crate::Quote;
use crate::record::{Kind, SpeakerKind};
use hashbrown::HashMap;
use serde::Serialize;

/// Everyone who is quoted.
#[derive(Debug, Default)]
pub struct Tally {
    people: HashMap<(String, SpeakerKind), Tallied>,
}

/// One speaker's share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tallied {
    /// The name, as the first article spells it; null for all that articles leave open.
    pub name: Option<String>,
    /// What kind of source it is.
    pub kind: SpeakerKind,
    /// How many quotes.
    pub quotes: usize,
    /// How many of them are direct.
    pub direct: usize,
    /// How many of them are mixed.
    pub mixed: usize,
    /// How many of them are indirect.
    pub indirect: usize,
    /// How many words the quotes have.
    pub words: usize,
    /// In how many articles.
    pub articles: usize,
    /// The roles in which the speaker is quoted, the commonest first.
    pub roles: Vec<Role>,
}

/// A role in which somebody is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// The role's words.
    pub role: String,
    /// In how many quotes.
    pub quotes: usize,
}

impl Tally {
    /// Counts the quotes of one article.
    pub fn of<'a>(quotes: impl IntoIterator<Item = &'a Quote<'a>>) -> Self {
        let mut tally = Tally::default();
        for quote in quotes {
            let speaker = &quote.speaker;
            let name = speaker.name.as_deref();
            // The same letters in another case are the same name; nothing else is, across articles.
            let folded = name.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let key = (folded, if name.is_some() { speaker.kind } else { SpeakerKind::Unknown });
            let person = tally.people.entry(key).or_insert_with_key(|key| Tallied {
                name: name.map(Into::into),
                kind: key.1,
                quotes: 0,
                direct: 0,
                mixed: 0,
                indirect: 0,
                words: 0,
                articles: 1,
                roles: Vec::new(),
            });
            person.quotes += 1;
            *match quote.kind {
                Kind::Direct => &mut person.direct,
                Kind::Mixed => &mut person.mixed,
                Kind::Indirect => &mut person.indirect,
            } += 1;
            person.words += quote.text.split_whitespace().count();
            if let Some(role) = speaker.role.as_deref() {
                person.add_role(Role { role: role.into(), quotes: 1 });
            }
        }
        tally
    }

    /// Adds what was counted in further articles.
    pub fn merge(&mut self, other: Tally) {
        for (key, more) in other.people {
            let Some(person) = self.people.get_mut(&key) else {
                self.people.insert(key, more);
                continue;
            };
            person.quotes += more.quotes;
            person.direct += more.direct;
            person.mixed += more.mixed;
            person.indirect += more.indirect;
            person.words += more.words;
            person.articles += more.articles;
            more.roles.into_iter().for_each(|role| person.add_role(role));
        }
    }

    /// Everyone, the most quoted first.
    pub fn ranked(self) -> Vec<Tallied> {
        let mut people: Vec<Tallied> = self.people.into_values().collect();
        for person in &mut people {
            person.roles.sort_by_key(|role| std::cmp::Reverse(role.quotes));
        }
        people.sort_by(|a, b| {
            (b.quotes, b.words).cmp(&(a.quotes, a.words)).then_with(|| a.name.cmp(&b.name)).then(a.kind.cmp(&b.kind))
        });
        people
    }
}

impl Tallied {
    fn add_role(&mut self, role: Role) {
        match self.roles.iter_mut().find(|known| known.role == role.role) {
            Some(known) => known.quotes += role.quotes,
            None => self.roles.push(role),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    #[test]
    fn names_are_added_up_over_articles() {
        let text = "“Jalan rusak,” kata Wulan Sari. “Sudah lama.”";
        let quotes = [
            handmade::quote(text, &["Jalan rusak,"]).by("Wulan Sari", "Wulan Sari", text),
            handmade::quote(text, &["Sudah lama."]),
        ];
        let mut louder = quotes[0].clone();
        louder.speaker.name = Some("WULAN SARI".into());
        louder.speaker.role = Some("Ketua RT".into());
        let mut tally = Tally::of(&quotes);
        tally.merge(Tally::of([&louder]));
        let people = tally.ranked();
        let told: Vec<_> = people.iter().map(|p| (p.name.as_deref(), p.quotes, p.words, p.articles)).collect();
        assert_eq!(told, [(Some("Wulan Sari"), 2, 4, 2), (None, 1, 2, 1)]);
        assert_eq!(people[0].roles, [Role { role: "Ketua RT".into(), quotes: 1 }]);
    }
}
