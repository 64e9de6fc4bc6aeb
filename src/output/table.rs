//! Owns CSV and TSV: one row per quote, safe to open in a spreadsheet.

use super::Renderer;
use crate::{Article, Quote, record::Excerpt};
use std::{borrow::Cow, io};

/// The row of names on top of a CSV table.
pub(super) const CSV: &str = "doc_id,path,title,url,date,id,kind,text,start,end,parts,line,speaker,speaker_kind,role,\
                              affiliation,mention,resolved_by,cue,lemma,when,when_iso,where,event,confidence,rule,notes\n";
/// The row of names on top of a TSV table.
pub(super) const TSV: &str = "doc_id\tpath\ttitle\turl\tdate\tid\tkind\ttext\tstart\tend\tparts\tline\tspeaker\tspeaker_kind\trole\t\
     affiliation\tmention\tresolved_by\tcue\tlemma\twhen\twhen_iso\twhere\tevent\tconfidence\trule\tnotes\n";

/// One row per quote.
pub(super) struct Rows {
    /// What stands between two cells.
    pub separator: u8,
}

impl Rows {
    fn write<'c>(&self, cells: impl IntoIterator<Item = Cow<'c, str>>, out: &mut Vec<u8>) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.separator).from_writer(out);
        writer.write_record(cells.into_iter().map(|cell| inert(cell).into_owned()))?;
        writer.flush()
    }
}

impl Renderer for Rows {
    fn article(&self, _: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        quotes.iter().try_for_each(|quote| self.write(cells(quote), out))
    }
}

/// The cells of one row, in the order of the names on top.
fn cells<'q>(quote: &'q Quote<'_>) -> [Cow<'q, str>; 27] {
    fn some<'q>(value: &'q Option<Cow<'_, str>>) -> Cow<'q, str> {
        value.as_deref().unwrap_or_default().into()
    }
    fn excerpt<'q>(value: &'q Option<Excerpt<'_>>) -> Cow<'q, str> {
        value.as_ref().map_or("", |excerpt| &excerpt.text).into()
    }
    let (doc, speaker) = (&quote.doc, &quote.speaker);
    let number = |number: Option<usize>| number.map_or(String::new(), |number| number.to_string()).into();
    let parts: Vec<_> = quote.parts.iter().map(|part| format!("{}-{}", part.start, part.end)).collect();
    let (kind, speaker_kind) = (quote.kind.name(), speaker.kind.name());
    [
        (&*doc.id).into(),
        some(&doc.path),
        some(&doc.title),
        some(&doc.url),
        some(&doc.date),
        (&*quote.id).into(),
        kind.into(),
        (&*quote.text).into(),
        number(quote.parts.first().map(|part| part.start)),
        number(quote.parts.last().map(|part| part.end)),
        parts.join(";").into(),
        number(quote.parts.first().map(|part| part.line)),
        some(&speaker.name),
        speaker_kind.into(),
        some(&speaker.role),
        some(&speaker.affiliation),
        excerpt(&speaker.mention),
        some(&speaker.resolved_by),
        quote.cue.as_ref().map_or("", |cue| &cue.text).into(),
        quote.cue.as_ref().map_or("", |cue| &cue.lemma).into(),
        quote.when.as_ref().map_or("", |when| &when.text).into(),
        quote.when.as_ref().and_then(|when| when.iso.as_deref()).unwrap_or_default().into(),
        excerpt(&quote.place),
        excerpt(&quote.event),
        quote.confidence.to_string().into(),
        (&*quote.rule).into(),
        quote.notes.join(";").into(),
    ]
}

/// A cell that no spreadsheet takes for a formula: one that could start one is preceded by an apostrophe.
fn inert(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    #[test]
    fn no_cell_starts_a_formula() {
        let text = "“=1+1 -2,” kata @Budi";
        let quote = handmade::quote(text, &["=1+1 -2,"]).by("@Budi", "@Budi", text).with_cue("kata", text);
        let mut out = Vec::new();
        Rows { separator: b',' }.article(&Article::from_text(text), &[quote], &mut out).expect("a Vec takes it");
        let whole = [CSV.as_bytes(), &out].concat();
        let mut reader = csv::Reader::from_reader(&*whole);
        let names = reader.headers().expect("there is a row of names").clone();
        let row = reader.records().next().expect("there is a row").expect("it fits the names");
        let cell = |name: &str| names.iter().position(|known| known == name).and_then(|at| row.get(at));
        assert_eq!(
            (cell("text"), cell("speaker"), cell("mention")),
            (Some("'=1+1 -2,"), Some("'@Budi"), Some("'@Budi"))
        );
        assert_eq!((cell("doc_id"), cell("start"), cell("parts")), (Some("'-"), Some("1"), Some("1-9")));
        assert_eq!((cell("cue"), cell("notes"), cell("rule")), (Some("kata"), Some(""), Some("direct/quote-cue-name")));
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        assert_eq!(TSV.replace('\t', ","), CSV);
    }
}
