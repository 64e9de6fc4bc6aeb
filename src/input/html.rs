//! Owns web pages: the article's body and what the page says about itself.

use super::flat::Flat;
use crate::guard::guarded;
use dom_smoothie::{Config, Readability, TextMode};

/// Boxes that send the reader elsewhere, by what sites call them.
const BOXES: &str = include_str!("boxes.css");
/// Lines that send the reader elsewhere, by how they begin. Fewer than the lexicon's class `insert`, which marks where a
/// sentence begins in running text: here the whole element goes, whatever else is in it.
const POINTERS: &str = include_str!("pointers.txt");
/// What is longer than this, in bytes, is no box and no pointer, whatever it is called.
const SHORT: usize = 600;

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub text: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub date: Option<String>,
    pub author: Option<String>,
    /// What had to be done to read it.
    pub note: Option<&'static str>,
}

/// The article of the page, with its paragraphs as lines. Where no article stands out, or the page is too deeply
/// nested to look, all its words are the text.
///
/// # Errors
/// If the page is none that people could have written, or one that the parsers of pages cannot stand.
pub(super) fn parse(page: &str) -> Result<Parsed, String> {
    parse_by(body, page)
}

fn parse_by(body: impl FnOnce(&str) -> Option<Parsed>, page: &str) -> Result<Parsed, String> {
    guarded(|| {
        let flat = Flat::read(page)?;
        let parsed = if flat.is_deep() { None } else { body(page) };
        Ok(parsed.unwrap_or_else(|| Parsed { text: flat.into_text(), note: Some("whole-page"), ..Parsed::default() }))
    })?
}

fn body(page: &str) -> Option<Parsed> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).ok()?;
    let attribute = |selector: &str, name: &str| reader.doc.select(selector).attr(name).map(|value| value.to_string());
    let url = attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    let date = attribute("meta[itemprop=datePublished]", "content")
        .or_else(|| attribute("time[itemprop=datePublished]", "datetime"))
        .or_else(|| attribute("time[datetime]", "datetime"));
    let headings: Vec<String> = reader.doc.select("h1").iter().map(|h1| squeeze(&h1.text())).collect();

    reader.doc.select(BOXES).iter().filter(|node| node.text().len() < SHORT).for_each(|node| node.remove());
    let points = |text: &str| {
        POINTERS.lines().any(|start| text.get(..start.len()).is_some_and(|t| t.eq_ignore_ascii_case(start)))
    };
    let lines = reader.doc.select("p, h2, h3, h4");
    lines
        .iter()
        .filter(|line| {
            let text = line.text();
            text.len() < SHORT && points(text.trim_start())
        })
        .for_each(|line| line.remove());

    let article = reader.parse().ok()?;
    Some(Parsed {
        text: article.text_content.to_string(),
        title: title(&article.title, &headings),
        url: article.url.or(url).filter(|url| !url.is_empty()),
        date: article.published_time.or(date).filter(|date| !date.is_empty()),
        author: article.byline.filter(|author| !author.is_empty()),
        note: None,
    })
}

/// The title without the site's name around it: the heading that stands in it, or what stands before a `|` or dash.
fn title(whole: &str, headings: &[String]) -> Option<String> {
    let whole = squeeze(whole);
    let heading = headings.iter().filter(|heading| whole.contains(*heading)).max_by_key(|heading| heading.len());
    let bare = match heading {
        Some(heading) if 2 * heading.len() > whole.len() => heading,
        _ => match whole.rsplit_once(" | ").or_else(|| whole.rsplit_once(" - ")) {
            Some((bare, site)) if site.len() < bare.len() => bare,
            _ => &whole,
        },
    };
    Some(bare.to_owned()).filter(|bare| !bare.is_empty())
}

/// Every run of white space made one space.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Parsed, parse_by};

    #[test]
    fn a_panic_of_the_parser_is_a_failure_of_the_page() {
        assert_eq!(parse_by(|_| Some(Parsed::default()), "<p>Satu").unwrap().text, "");
        let failure = parse_by(|page| panic!("no such node: {page}"), "<p>Satu").unwrap_err();
        assert!(failure.contains("no such node: <p>Satu"), "{failure}");
    }
}
