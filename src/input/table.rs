//! Owns tables: CSV and TSV with a row of names on top, whose separator is found in that row.

use super::{
    Body, Cut, Fields, Options, Problem, decode,
    fields::{Record, Roles},
    page,
};
use crate::Article;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, StringRecord};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::{
    borrow::Cow,
    io::{self, Read},
    sync::Arc,
};

/// How many bytes of rows make a piece.
const PIECE: usize = 128 << 10;

/// How many bytes are read ahead.
const AHEAD: usize = 64 << 10;

/// Rows of a table with the names of its columns.
#[derive(Debug)]
pub struct Rows {
    columns: Arc<StringRecord>,
    /// Each with the line it begins in.
    rows: Vec<(u64, ByteRecord)>,
    /// What had to be done to read them.
    note: Option<Arc<str>>,
}

/// The separator of a table whose first line is `line`, if that names a column of texts.
pub(super) fn separator(line: &[u8], fields: &Fields) -> Option<u8> {
    let line = String::from_utf8_lossy(line);
    let names = |separator: u8| {
        let cells = line.split(char::from(separator)).map(column_name);
        cells.filter(|cell| fields.text.iter().any(|name| name.eq_ignore_ascii_case(cell))).count()
    };
    let cells = |separator: u8| line.matches(char::from(separator)).count();
    let separators = [b',', b'\t', b';', b'|'].into_iter();
    separators
        .filter(|&separator| cells(separator) > 0 && names(separator) > 0)
        .max_by_key(|&separator| cells(separator))
}

fn column_name(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

/// Cuts a table into pieces of whole rows.
pub(super) struct Table {
    reader: Reader<Budget<Box<dyn Read + Send>>>,
    columns: Arc<StringRecord>,
    note: Option<Arc<str>>,
    count: u64,
    next: Option<io::Result<Body>>,
}

impl Table {
    /// A table that begins with `head`, in which its separator, and its encoding if it is not UTF-8, are found.
    ///
    /// # Errors
    /// If the row of names cannot be read.
    pub fn new(reader: impl Read + Send + 'static, head: &[u8], options: &Options) -> io::Result<Self> {
        let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let separator = separator(line, &options.fields).unwrap_or(b',');
        let encoding = decode::guess(head);
        let reader: Box<dyn Read + Send> = match encoding {
            Some(_) => Box::new(DecodeReaderBytesBuilder::new().encoding(encoding).build(reader)),
            None => Box::new(reader),
        };
        let cap = options.max_article_bytes;
        let budget = Budget { reader, left: cap + AHEAD, cap };
        let mut reader = ReaderBuilder::new().delimiter(separator).buffer_capacity(AHEAD).from_reader(budget);
        let columns = Arc::new(reader.headers()?.clone());
        let note = encoding.map(|encoding| decode::guessed_note(encoding).into());
        Ok(Table { reader, columns, note, count: 0, next: None })
    }
}

impl Cut for Table {
    fn upto(&self) -> u64 {
        self.count - u64::from(matches!(self.next, Some(Ok(_))))
    }

    fn next(&mut self, path: &Arc<str>, _: &Options) -> io::Result<Option<Body>> {
        if let Some(next) = self.next.take() {
            return next.map(Some);
        }
        let mut rows = Vec::new();
        let mut size = 0;
        while size < PIECE {
            let mut row = ByteRecord::new();
            let budget = self.reader.get_mut();
            budget.left = budget.cap + AHEAD;
            let read = self.reader.read_byte_record(&mut row);
            let line = |row: &ByteRecord| row.position().map_or(0, csv::Position::line);
            match read {
                Ok(false) => break,
                Ok(true) => {
                    self.count += 1;
                    size += row.as_slice().len();
                    rows.push((line(&row), row));
                }
                Err(e) => {
                    self.next = Some(match e.into_kind() {
                        ErrorKind::UnequalLengths { len, expected_len, pos } => {
                            self.count += 1;
                            let message = format!("{len} cells in a table of {expected_len} columns");
                            Ok(Body::Problem(Problem::new(path, pos.map(|pos| pos.line()), message)))
                        }
                        ErrorKind::Io(e) => Err(e),
                        other => Err(io::Error::other(format!("{other:?}"))),
                    });
                    break;
                }
            }
        }
        if rows.is_empty() {
            return self.next.take().transpose();
        }
        Ok(Some(Body::Rows(Rows { columns: Arc::clone(&self.columns), rows, note: self.note.clone() })))
    }
}

impl Rows {
    /// Leaves out the first `rows` rows.
    pub(super) fn pass_over(&mut self, rows: usize) {
        self.rows.drain(..rows.min(self.rows.len()));
    }

    /// Hands the article of each row, or what was wrong with it, to `each`.
    pub(super) fn articles<'a>(
        &'a self,
        path: &'a Arc<str>,
        options: &Options,
        mut each: impl FnMut(Result<Article<'a>, Problem>),
    ) {
        let roles = Roles::new(&options.fields);
        let columns: Vec<_> =
            self.columns.iter().map(|name| (name, roles.find(&column_name(name).to_lowercase()))).collect();
        for (line, row) in &self.rows {
            let mut record = Record::default();
            let cap = options.max_article_bytes;
            let mut wrong = (row.as_slice().len() > cap).then(|| page::too_long(cap));
            for ((name, field), cell) in columns.iter().zip(row).filter(|((_, field), _)| !field.is_unknown()) {
                match std::str::from_utf8(cell) {
                    Ok(cell) => {
                        record.put(*field, Cow::Borrowed(cell));
                        if field.kept {
                            record.keep(name, cell.into());
                        }
                    }
                    Err(_) => wrong = Some(format!("column {name} is not UTF-8; name the encoding with --encoding")),
                }
            }
            let mut article = wrong.map_or_else(|| record.into_article(path, *line, &roles), Err);
            if let Ok(article) = &mut article {
                article.notes.extend(self.note.as_deref().map(Cow::Borrowed));
            }
            each(article.map_err(|message| Problem::new(path, *line, message)));
        }
    }
}

/// A reader that refuses to read more than one row may have, so that a lost quotation mark does not swallow the file.
struct Budget<R> {
    reader: R,
    left: usize,
    cap: usize,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(got);
        if got > 0 && self.left == 0 {
            return Err(io::Error::other(format!(
                "a row is {}; or a quotation mark is missing",
                page::too_long(self.cap)
            )));
        }
        Ok(got)
    }
}
