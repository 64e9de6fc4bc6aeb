//! Owns zip archives: their members, opened one after the other as if they were files of a folder.

use flate2::bufread::DeflateDecoder;
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipArchive};

/// An archive with the members that are still to be read.
pub(super) struct Members {
    path: PathBuf,
    archive: ZipArchive<File>,
    /// The same file, for the members' bytes; one is read at a time, so that they can share its position.
    file: File,
    next: usize,
}

impl Members {
    /// The members of the archive in `file`, which goes by the name `path`.
    ///
    /// # Errors
    /// If it is no archive, or one that is a document by itself.
    pub fn new(path: &Path, file: File) -> io::Result<Self> {
        let archive = ZipArchive::new(file.try_clone()?)?;
        if ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"]
            .iter()
            .any(|name| archive.index_for_name(name).is_some())
        {
            return Err(io::Error::other("an Office document, e-book or program, not an archive of articles"));
        }
        Ok(Members { path: path.to_owned(), archive, file, next: 0 })
    }

    /// The next member: its name behind the archive's, and its bytes.
    pub fn next(&mut self) -> Option<(PathBuf, io::Result<Box<dyn Read + Send>>)> {
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            let name = match self.archive.name_for_index(index) {
                Some(Ok(name)) => self.path.join(name.trim_start_matches('/')),
                _ => self.path.join(format!("member {index}")),
            };
            match self.member(index) {
                Ok(None) => {}
                Ok(Some(member)) => return Some((name, Ok(member))),
                Err(e) => return Some((name, Err(e))),
            }
        }
        None
    }

    fn member(&mut self, index: usize) -> io::Result<Option<Box<dyn Read + Send>>> {
        let member = self.archive.by_index_raw(index)?;
        if member.is_dir() {
            return Ok(None);
        }
        if member.encrypted() {
            return Err(io::Error::other("encrypted; unpack the archive first"));
        }
        let (method, size) = (member.compression(), member.compressed_size());
        let start = member.data_start().ok_or_else(|| io::Error::other("its place in the archive is not known"))?;
        drop(member);
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let bytes = file.take(size);
        match method {
            CompressionMethod::Stored => Ok(Some(Box::new(bytes))),
            CompressionMethod::Deflated => Ok(Some(Box::new(DeflateDecoder::new(BufReader::new(bytes))))),
            other => {
                Err(io::Error::other(format!("compressed by {other}, which is not read; unpack the archive first")))
            }
        }
    }
}
