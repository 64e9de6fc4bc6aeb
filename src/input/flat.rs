//! Owns the reading of web pages without their tree: for those that no tree should be built of, because a tree of
//! hostile depth costs time out of proportion, or the stack.

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind::{Rawtext, Rcdata, ScriptData},
    },
};
use std::cell::{Cell, RefCell};

/// No page that people read nests deeper.
const DEPTH: usize = 400;
/// Unclosed formatting is opened again in every paragraph, so it is allowed less.
const FORMATTING_DEPTH: usize = 40;
/// No tag that people write has more attributes.
const ATTRIBUTES: usize = 1000;

const NEVER_CLOSED: &str = " area base br col embed hr img input link meta source track wbr p li dd dt option td th tr \
                            tbody thead tfoot colgroup html head body ";
const FORMATTING: &str = " a b big code em font i nobr s small strike strong tt u ";
const INLINE: &str = " a abbr b big cite code em font i mark nobr q s small span strike strong sub sup time tt u wbr ";

/// A page as its words alone.
#[derive(Debug, Default)]
pub(super) struct Flat {
    text: RefCell<String>,
    depth: Cell<usize>,
    formatting: Cell<usize>,
    deep: Cell<bool>,
    /// The element whose content is not text for readers.
    silent: Cell<bool>,
}

impl Flat {
    /// The words of `page`, block by block.
    ///
    /// # Errors
    /// If the page is none that people could have written.
    pub fn read(page: &str) -> Result<Self, String> {
        if most_attributes(page.as_bytes()) > ATTRIBUTES {
            return Err(format!("a tag of this page has more than {ATTRIBUTES} attributes"));
        }
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(page));
        let tokenizer = Tokenizer::new(Flat::default(), TokenizerOpts::default());
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
        tokenizer.end();
        Ok(tokenizer.sink)
    }

    /// Whether the page nests so deeply that no tree should be built of it.
    pub fn is_deep(&self) -> bool {
        self.deep.get()
    }

    /// The words, a line for every block.
    pub fn into_text(self) -> String {
        let text = self.text.into_inner();
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let is = |list: &str| list.split(' ').any(|item| item == name);
        let opens = tag.kind == TagKind::StartTag;
        if !is(INLINE) {
            self.text.borrow_mut().push('\n');
        }
        if !is(NEVER_CLOSED) && !tag.self_closing {
            let step = |count: &Cell<usize>| {
                count.set(if opens { count.get() + 1 } else { count.get().saturating_sub(1) });
                count.get()
            };
            let too_deep = step(&self.depth) > DEPTH || (is(FORMATTING) && step(&self.formatting) > FORMATTING_DEPTH);
            self.deep.set(self.deep.get() || too_deep);
        }
        let raw = match name {
            "script" => ScriptData,
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => Rawtext,
            "title" | "textarea" => Rcdata,
            _ => return TokenSinkResult::Continue,
        };
        self.silent.set(opens);
        if opens { TokenSinkResult::RawData(raw) } else { TokenSinkResult::Continue }
    }
}

impl TokenSink for Flat {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(words) if !self.silent.get() => {
                self.text.borrow_mut().extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The most attributes that one tag of the page has. The tokenizer compares each with all before it, so this comes first.
fn most_attributes(page: &[u8]) -> usize {
    let mut most = 0;
    let mut rest = page;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            let (attributes, length) = attributes(rest);
            most = most.max(attributes);
            rest = &rest[length..];
        }
    }
    most
}

/// How many attributes the tag has that opens `tag` (without its `<`), and how many bytes.
fn attributes(tag: &[u8]) -> (usize, usize) {
    enum At {
        Gap,
        Name,
        AfterName,
        BeforeValue,
        Bare,
        Quoted(u8),
    }
    let mut at = At::Bare;
    let mut count = 0;
    for (length, &byte) in tag.iter().enumerate() {
        let space = byte.is_ascii_whitespace();
        at = match (at, byte) {
            (At::Quoted(quote), _) if byte == quote => At::Gap,
            (quoted @ At::Quoted(_), _) => quoted,
            (_, b'>') => return (count, length),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, _) if space => At::BeforeValue,
            (At::BeforeValue, _) => At::Bare,
            (At::Bare, _) => {
                if space {
                    At::Gap
                } else {
                    At::Bare
                }
            }
            (At::Name | At::AfterName, b'=') => At::BeforeValue,
            (At::Name | At::AfterName, _) if space => At::AfterName,
            (_, b'/') => At::Gap,
            (At::Gap, _) if space => At::Gap,
            (At::Gap | At::AfterName, _) => {
                count += 1;
                At::Name
            }
            (At::Name, _) => At::Name,
        };
    }
    (count, tag.len())
}

#[cfg(test)]
mod tests {
    use super::Flat;

    #[test]
    fn blocks_become_lines_and_scripts_nothing() {
        let page = "<title>T</title><p>&ldquo;Kami <b>siap</b>,&rdquo; ujar\n Wira.<p>Ia pergi.<script>a < b</script>";
        let flat = Flat::read(page).unwrap();
        assert!(!flat.is_deep());
        assert_eq!(flat.into_text(), "“Kami siap,” ujar Wira.\nIa pergi.");
    }

    #[test]
    fn depth_is_seen_where_it_costs() {
        assert!(!Flat::read(&"<p>a<br><div>b</div>".repeat(1000)).unwrap().is_deep());
        assert!(Flat::read(&"<div>".repeat(1000)).unwrap().is_deep());
        assert!(Flat::read(&"<font size=1>".repeat(100)).unwrap().is_deep());
    }

    #[test]
    fn attributes_are_counted_as_browsers_do() {
        for (tag, attributes) in [
            ("a", 0),
            ("a href=x class='b c d' id=\"e > f\" g", 4),
            ("a b<c d<e", 2),
            ("a =\"b c d\"", 3),
            ("a b = 'c d'e/f/g", 4),
            ("a \" b c", 3),
        ] {
            assert_eq!(super::most_attributes(format!("<{tag}>").as_bytes()), attributes, "{tag}");
        }
        assert!(Flat::read(&format!("<a {}>", "b ".repeat(2000))).is_err());
    }
}
