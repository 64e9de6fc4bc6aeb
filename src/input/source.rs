//! Owns the list of inputs (paths, folders, standard input) and the reading of one after the other.

use super::{Body, Format, Options, Piece, Problem, json::Lines, open, page::Page, sniff};
use ignore::{WalkBuilder, overrides::OverrideBuilder};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What the user names to be read.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Files, folders and `-` for standard input, in the order in which they are read.
    pub paths: Vec<PathBuf>,
    /// Which files of folders are read: patterns as in `.gitignore`, `!` in front leaves out.
    pub globs: Vec<String>,
}

/// One input at a time, in order: the files named, and those of folders sorted by name.
pub struct Inputs {
    roots: std::vec::IntoIter<PathBuf>,
    globs: Vec<String>,
    folder: Option<(PathBuf, ignore::Walk, bool)>,
}

/// One input, or why there is none.
#[derive(Debug)]
pub enum Input {
    /// A file to open.
    File {
        /// Where it is.
        path: PathBuf,
        /// Whether it was found in a folder rather than named.
        in_folder: bool,
    },
    /// What could not be listed.
    Problem(Problem),
}

impl Inputs {
    /// The inputs that `selection` names.
    ///
    /// # Errors
    /// If a glob is malformed.
    pub fn new(selection: &Selection) -> anyhow::Result<Self> {
        overrides(Path::new("."), &selection.globs)?;
        Ok(Inputs { roots: selection.paths.clone().into_iter(), globs: selection.globs.clone(), folder: None })
    }
}

fn overrides(root: &Path, globs: &[String]) -> Result<ignore::overrides::Override, ignore::Error> {
    let mut builder = OverrideBuilder::new(root);
    for glob in globs {
        builder.add(glob)?;
    }
    builder.build()
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some((root, walk, found)) = &mut self.folder {
                match walk.next() {
                    Some(Ok(entry)) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                        *found = true;
                        return Some(Input::File { path: entry.into_path(), in_folder: true });
                    }
                    Some(Ok(_)) => {}
                    Some(Err(e)) => return Some(Input::Problem(Problem::new(&name(root), None, e))),
                    None => {
                        let empty = (!*found).then(|| Problem::new(&name(root), None, "no articles in this folder"));
                        self.folder = None;
                        if let Some(problem) = empty {
                            return Some(Input::Problem(problem));
                        }
                    }
                }
                continue;
            }
            let path = self.roots.next()?;
            if !path.is_dir() {
                return Some(Input::File { path, in_folder: false });
            }
            let walk = WalkBuilder::new(&path)
                .standard_filters(false)
                .follow_links(true)
                .sort_by_file_name(|a, b| a.cmp(b))
                .overrides(overrides(&path, &self.globs).unwrap_or_else(|_| ignore::overrides::Override::empty()))
                .build();
            self.folder = Some((path, walk, false));
        }
    }
}

fn name(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

/// Reads inputs and cuts them into pieces.
pub struct Source {
    inputs: Inputs,
    options: Options,
    current: Option<(Arc<str>, Lines<Reader>)>,
}

type Reader = Box<dyn io::BufRead + Send>;

impl Source {
    /// Reads `inputs` as `options` say.
    pub fn new(inputs: Inputs, options: Options) -> Self {
        Source { inputs, options, current: None }
    }

    /// How the inputs are read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Opens the file; what is one article comes back at once, a stream becomes the current one.
    fn open(&mut self, path: &Path, in_folder: bool) -> Piece {
        let name = name(path);
        let last = |body| Piece { path: Arc::clone(&name), upto: 0, last: true, body };
        let failed = |e: io::Error| last(Body::Problem(Problem::new(&name, None, e)));
        let opened = if path == Path::new("-") {
            open::open(io::stdin(), &self.options)
        } else {
            File::open(path).and_then(|file| open::open(file, &self.options))
        };
        let peeked = match opened {
            Ok(peeked) => peeked,
            Err(e) => return failed(e),
        };
        match self.options.format.map_or_else(|| sniff::format(&peeked.head), Ok) {
            Ok(Format::Jsonl) => {
                self.current = Some((Arc::clone(&name), Lines::new(Box::new(peeked.into_reader()))));
                Piece { path: name, upto: 0, last: false, body: Body::End }
            }
            Ok(format) => match Page::read(format, peeked.into_reader(), &self.options) {
                Ok(page) => last(Body::Page(page)),
                Err(e) => failed(e),
            },
            Err(what) if in_folder => last(Body::Skipped(what.to_owned())),
            Err(what) => last(Body::Problem(Problem::new(&name, None, format!("{what}, not an article")))),
        }
    }
}

impl Iterator for Source {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some((path, lines)) = &mut self.current {
                let path = Arc::clone(path);
                let body = match lines.next(&path, &self.options) {
                    Ok(Some(body)) => return Some(Piece { path, upto: lines.upto(), last: false, body }),
                    Ok(None) => Body::End,
                    Err(e) => Body::Problem(Problem::new(&path, lines.upto() + 1, e)),
                };
                let upto = lines.upto();
                self.current = None;
                return Some(Piece { path, upto, last: true, body });
            }
            let piece = match self.inputs.next()? {
                Input::File { path, in_folder } => self.open(&path, in_folder),
                Input::Problem(problem) => {
                    Piece { path: Arc::clone(&problem.path), upto: 0, last: true, body: Body::Problem(problem) }
                }
            };
            if piece.last {
                return Some(piece);
            }
        }
    }
}
