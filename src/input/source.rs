//! Owns the list of inputs (paths, folders, lists of files, standard input) and the reading of one after the other.

use super::{
    Body, Cut, Format, Options, Piece, Problem,
    json::{Elements, Lines},
    open::{self, Peeked},
    page::Page,
    sniff,
    table::Table,
    warc::Crawl,
    zip::Members,
};
use crate::guard::guarded;
use anyhow::Context;
use ignore::{
    WalkBuilder,
    overrides::{Override, OverrideBuilder},
};
use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// What the user names to be read.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Files, folders and `-` for standard input, in the order in which they are read.
    pub paths: Vec<PathBuf>,
    /// A file (`-` is standard input) that lists further paths, one a line.
    pub files_from: Option<PathBuf>,
    /// Whether the paths listed there end with a zero byte instead of a line break.
    pub zero_separated: bool,
    /// Which files of folders are read: patterns as in `.gitignore`, `!` in front leaves out.
    pub globs: Vec<String>,
}

/// One input at a time, in order: the files named, and those of folders sorted by name.
pub struct Inputs {
    roots: Box<dyn Iterator<Item = io::Result<PathBuf>> + Send>,
    globs: Vec<String>,
    folder: Option<Folder>,
    members: Option<Members>,
}

struct Folder {
    root: PathBuf,
    walk: ignore::Walk,
    /// Whether anything in it was worth reading.
    found: bool,
}

impl Inputs {
    /// The inputs that `selection` names.
    ///
    /// # Errors
    /// If a glob is malformed or the list of files cannot be opened.
    pub fn new(selection: &Selection) -> anyhow::Result<Self> {
        overrides(Path::new("."), &selection.globs)?;
        let named = selection.paths.clone().into_iter().map(Ok);
        let listed = match &selection.files_from {
            Some(list) => Some(listed(list, if selection.zero_separated { 0 } else { b'\n' })?),
            None => None,
        };
        let roots = Box::new(named.chain(listed.into_iter().flatten()));
        Ok(Inputs { roots, globs: selection.globs.clone(), folder: None, members: None })
    }
}

fn listed(list: &Path, separator: u8) -> anyhow::Result<impl Iterator<Item = io::Result<PathBuf>> + Send + use<>> {
    let reader: Box<dyn Read + Send> = if list == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(list).with_context(|| format!("{}: the list of files cannot be read", list.display()))?)
    };
    let names = BufReader::new(reader).split(separator);
    Ok(names.filter(|name| !name.as_ref().is_ok_and(Vec::is_empty)).map(|name| name.map(path_of)))
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).trim_end_matches('\r').into()
}

fn overrides(root: &Path, globs: &[String]) -> Result<Override, ignore::Error> {
    let mut builder = OverrideBuilder::new(root);
    for glob in globs {
        builder.add(glob)?;
    }
    builder.build()
}

fn name(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

/// One input, or why there is none.
struct Input {
    path: PathBuf,
    place: io::Result<Place>,
    /// Whether it was found in a folder or an archive rather than named.
    found: bool,
}

/// Where an input's bytes are.
enum Place {
    Standard,
    /// In the file of that path.
    File,
    /// In an archive, opened.
    Member(Box<dyn Read + Send>),
}

impl Inputs {
    /// The next input.
    fn next(&mut self) -> Option<Input> {
        let failed = |path: &Path, e: io::Error| Some(Input { path: path.to_owned(), place: Err(e), found: false });
        loop {
            if let Some(members) = &mut self.members {
                if let Some((path, bytes)) = members.next() {
                    return Some(Input { path, place: bytes.map(Place::Member), found: true });
                }
                self.members = None;
            }
            if let Some(folder) = &mut self.folder {
                match folder.walk.next() {
                    Some(Ok(entry)) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                        return Some(Input { path: entry.into_path(), place: Ok(Place::File), found: true });
                    }
                    Some(Ok(_)) => {}
                    Some(Err(e)) => return failed(&folder.root, io::Error::other(e)),
                    None => {
                        let Folder { root, found, .. } = self.folder.take()?;
                        if !found {
                            return failed(&root, io::Error::other("no articles in this folder"));
                        }
                    }
                }
                continue;
            }
            let path = match self.roots.next()? {
                Ok(path) => path,
                Err(e) => return failed(Path::new("list of files"), e),
            };
            if !path.is_dir() {
                let place = if path == Path::new("-") { Place::Standard } else { Place::File };
                return Some(Input { path, place: Ok(place), found: false });
            }
            let mut walk = WalkBuilder::new(&path);
            walk.standard_filters(false).follow_links(true).sort_by_file_name(Ord::cmp);
            match overrides(&path, &self.globs) {
                Ok(overrides) => walk.overrides(overrides),
                Err(e) => return failed(&path, io::Error::other(e)),
            };
            self.folder = Some(Folder { walk: walk.build(), root: path, found: false });
        }
    }

    /// How many bytes all inputs have together, if that can be known without reading them.
    pub fn size(mut self) -> Option<u64> {
        let mut size = 0;
        while let Some(input) = self.next() {
            size += match input.place {
                Ok(Place::File) => input.path.metadata().map_or(0, |file| file.len()),
                Ok(_) => return None,
                Err(_) => 0,
            };
        }
        Some(size)
    }
}

/// Reads inputs and cuts them into pieces.
pub struct Source {
    inputs: Inputs,
    options: Options,
    current: Option<(Arc<str>, Box<dyn Cut>)>,
    /// How many records at the beginning of the current input are not handed out.
    pass_over: u64,
    reached: Reached,
    read: Arc<AtomicU64>,
}

/// How far an earlier run has read.
#[derive(Debug, Default)]
pub struct Reached {
    /// How often each input has been read to its end.
    pub finished: HashMap<String, usize>,
    /// The input that was being read, and how many of its records are done.
    pub current: Option<(String, u64)>,
}

/// What an input turned out to be.
enum Kind {
    /// One article, or nothing.
    Whole(Body),
    /// Many, to be cut.
    Stream(Box<dyn Cut>),
    /// Many, each an input by itself.
    Archive(Members),
}

impl Source {
    /// Reads `inputs` as `options` say.
    pub fn new(inputs: Inputs, options: Options) -> Self {
        Source { inputs, options, current: None, pass_over: 0, reached: Reached::default(), read: Arc::default() }
    }

    /// The same without what an earlier run has read.
    #[must_use]
    pub fn after(self, reached: Reached) -> Self {
        Source { reached, ..self }
    }

    /// A count of the bytes read from files and standard input so far.
    pub fn read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// How the inputs are read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    fn open(&self, input: Input) -> io::Result<Kind> {
        let (reader, file): (Box<dyn Read + Send>, _) = match input.place? {
            Place::Standard => (Box::new(Counted { reader: io::stdin(), count: self.read() }), None),
            Place::Member(stream) => (stream, None),
            Place::File => {
                let file = File::open(&input.path)?;
                let again = if file.metadata()?.is_file() { Some(file.try_clone()?) } else { None };
                (Box::new(Counted { reader: file, count: self.read() }), again)
            }
        };
        let peeked = open::open(reader, &self.options)?;
        if peeked.head.starts_with(b"PK\x03\x04") {
            return self.archive(&input.path, peeked, file).map(Kind::Archive);
        }
        let format = match self.options.format.map_or_else(|| sniff::format(&peeked.head, &self.options.fields), Ok) {
            Ok(format) => format,
            Err(what) if input.found => return Ok(Kind::Whole(Body::Skipped(what.to_owned()))),
            Err(what) => return Err(io::Error::other(format!("{what}, not an article"))),
        };
        Ok(match format {
            Format::Text | Format::Html => {
                let page = Page::read(format, peeked.into_reader(), &self.options)?;
                Kind::Whole(Body::Page(page))
            }
            Format::Jsonl => Kind::Stream(Box::new(Lines::new(peeked.into_reader()))),
            Format::Json => Kind::Stream(Box::new(Elements::new(peeked.into_reader()))),
            Format::Csv => {
                let head = peeked.head.clone();
                Kind::Stream(Box::new(Table::new(peeked.into_reader(), &head, &self.options)?))
            }
            Format::Warc => Kind::Stream(Box::new(Crawl::new(peeked.into_reader()))),
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let columns = super::parquet::Columns::new(seekable(peeked, file)?, &self.options.fields)?;
                Kind::Stream(Box::new(columns))
            }
        })
    }

    fn archive(&self, path: &Path, peeked: Peeked, file: Option<File>) -> io::Result<Members> {
        if self.inputs.members.is_some() {
            return Err(io::Error::other("an archive inside an archive; unpack it first"));
        }
        Members::new(path, seekable(peeked, file)?)
    }

    /// Whether an earlier run has read the input to its end; if it broke off there, what is done of it is passed over.
    fn is_done(&mut self, path: &str) -> bool {
        if let Some(times) = self.reached.finished.get_mut(path).filter(|times| **times > 0) {
            *times -= 1;
            return true;
        }
        let broken_off = self.reached.current.take_if(|(current, _)| current == path);
        self.pass_over = broken_off.map_or(0, |(_, upto)| upto);
        false
    }
}

/// The file itself, or, of what cannot be sought in, a temporary copy.
fn seekable(peeked: Peeked, file: Option<File>) -> io::Result<File> {
    if let Some(file) = file {
        return Ok(file);
    }
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut peeked.into_reader(), &mut copy)?;
    Ok(copy)
}

impl Iterator for Source {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some((path, cut)) = &mut self.current {
                let path = Arc::clone(path);
                let before = cut.upto();
                let (last, mut body) = match told(guarded(|| cut.next(&path, &self.options))) {
                    Ok(Some(body)) => (false, body),
                    Ok(None) => (true, Body::End),
                    Err(e) => (true, Body::Problem(Problem::new(&path, cut.upto() + 1, e))),
                };
                let upto = cut.upto();
                if last {
                    self.current = None;
                } else if self.pass_over > 0 && upto <= self.pass_over {
                    continue;
                }
                body.pass_over(self.pass_over.saturating_sub(before));
                return Some(Piece { path, upto, last, body });
            }
            let input = self.inputs.next()?;
            let path = name(&input.path);
            let opened = if self.is_done(&path) { None } else { Some(told(guarded(|| self.open(input)))) };
            let skipped = matches!(opened, Some(Ok(Kind::Whole(Body::Skipped(_)))));
            if let Some(folder) = self.inputs.folder.as_mut().filter(|_| !skipped) {
                folder.found = true;
            }
            let Some(opened) = opened else { continue };
            let body = match opened {
                Ok(Kind::Whole(body)) => body,
                Ok(Kind::Stream(cut)) => {
                    self.current = Some((path, cut));
                    continue;
                }
                Ok(Kind::Archive(members)) => {
                    self.inputs.members = Some(members);
                    continue;
                }
                Err(e) => Body::Problem(Problem::new(&path, None, e)),
            };
            return Some(Piece { path, upto: 0, last: true, body });
        }
    }
}

/// What reading came to, where a panic is one more reason to fail.
fn told<T>(read: Result<io::Result<T>, String>) -> io::Result<T> {
    read.map_err(io::Error::other).flatten()
}

/// A reader whose bytes are counted as they are read.
struct Counted<R> {
    reader: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.reader.read(buffer)?;
        self.count.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Body, Cut, Inputs, Options, Selection, Source, io};

    /// A file that its parser panics at.
    struct Panics;

    impl Cut for Panics {
        fn next(&mut self, _: &Arc<str>, _: &Options) -> io::Result<Option<Body>> {
            panic!("no such column")
        }

        fn upto(&self) -> u64 {
            7
        }
    }

    #[test]
    fn a_panic_of_a_parser_ends_its_file_alone() {
        let paths = vec!["README.md".into()];
        let inputs = Inputs::new(&Selection { paths, ..Selection::default() }).unwrap();
        let mut source = Source::new(inputs, Options::default());
        source.current = Some(("broken".into(), Box::new(Panics)));
        let pieces: Vec<_> = source.collect();
        let [broken, whole] = &pieces[..] else { panic!("{pieces:?}") };
        assert!(matches!(&broken.body, Body::Problem(problem) if problem.to_string().starts_with("broken:8: ")
            && problem.message.ends_with("no such column")));
        assert!(broken.last && matches!(whole.body, Body::Page(_)), "{pieces:?}");
    }
}
