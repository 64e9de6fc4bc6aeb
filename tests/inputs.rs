//! Every kind of input, read into articles: what comes out, and what is said of what does not.
#![cfg(feature = "cli")]

use flate2::{Compression, write::GzEncoder};
use kutip::input::{Body, Fields, Format, Inputs, Options, Selection, Source};
use std::{
    io::{Cursor, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const LINES: &str = "{\"id\": \"a1\", \"text\": \"“Kami siap,” ujar Wira.\\nIa pergi.\", \"outlet\": \"x\"}\n\
                     {\"id\": 2, \"text\": [\"Satu.\", \"Dua.\"], \"title\": \"Judul\", \"date\": \"\"}\n";

/// What reading came to: the articles as `id|title|text|notes`, and what failed or was left out.
#[derive(Debug, Default, PartialEq)]
struct Read {
    articles: Vec<String>,
    told: Vec<String>,
}

fn read_with(selection: &Selection, options: &Options) -> Read {
    let mut read = Read::default();
    for piece in Source::new(Inputs::new(selection).unwrap(), options.clone()) {
        if let Body::Skipped(what) = &piece.body {
            read.told.push(format!("{}: skipped, {what}", piece.path));
        }
        piece.articles(options, |article| match article {
            Ok(article) => {
                let title = article.doc.title.as_deref().unwrap_or("-");
                let extra = article.doc.extra.as_ref().map_or(String::new(), |extra| format!("|{extra:?}"));
                let notes = article.notes.join(",");
                read.articles.push(format!("{}|{title}|{}|{notes}{extra}", article.doc.id, article.text));
            }
            Err(problem) => read.told.push(problem.to_string()),
        });
    }
    read
}

fn read(path: &Path) -> Read {
    let paths = vec![path.to_owned()];
    read_with(&Selection { paths, ..Selection::default() }, &Options::default())
}

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Files(TempDir::new().unwrap())
    }

    fn add(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// What reading `path` came to, with the folder's own name left out.
    fn read(&self, path: &Path) -> Read {
        self.bare(read(path))
    }

    fn bare(&self, read: Read) -> Read {
        let folder = format!("{}/", self.0.path().display());
        let bare = |lines: Vec<String>| lines.into_iter().map(|line| line.replace(&folder, "")).collect();
        Read { articles: bare(read.articles), told: bare(read.told) }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn both() -> Vec<String> {
    vec!["a1|-|“Kami siap,” ujar Wira.\nIa pergi.|".to_owned(), "2|Judul|Satu.\nDua.|".to_owned()]
}

#[test]
fn json_lines_arrays_and_spread_objects_give_the_same_articles() {
    let files = Files::new();
    let array = format!("[{}]", LINES.trim().replace('\n', ","));
    let spread = LINES.replace(", ", ",\n  ").replace('{', "{\n");
    for (name, content) in [("a", LINES), ("b", &array), ("c", &spread), ("d", LINES.trim_end())] {
        let read = files.read(&files.add(name, content));
        assert_eq!(read, Read { articles: both(), told: vec![] }, "{name}");
    }
}

#[test]
fn one_line_without_an_end_is_a_line() {
    let files = Files::new();
    assert_eq!(files.read(&files.add("a", "{\"id\": 1, \"text\": \"x\"}")).articles, ["1|-|x|"]);
}

#[test]
fn compressed_in_parts_is_read_to_the_end() {
    let files = Files::new();
    let (one, two) = LINES.as_bytes().split_at(40);
    let gz = [gzip(one), gzip(two)].concat();
    let zst = [zstd::encode_all(one, 1).unwrap(), zstd::encode_all(two, 1).unwrap()].concat();
    assert_eq!(files.read(&files.add("x", &gz)), Read { articles: both(), told: vec![] });
    assert_eq!(files.read(&files.add("y", zst)), Read { articles: both(), told: vec![] });

    let cut = files.read(&files.add("cut.gz", &gz[..gz.len() - 20]));
    assert_eq!(cut.articles.len(), 1, "{cut:?}");
    assert!(cut.told[0].starts_with("cut.gz:2: "), "{cut:?}");
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let files = Files::new();
    let mut bytes = b"{\"id\": 1, \"text\": \"x\"}\n{\"id\": \n\n{\"id\": 4}\n[]\n".to_vec();
    bytes.extend_from_slice(b"{\"text\": \"\xff\"}\n{\"id\": 7, \"text\": null, \"body\": \"y\"}\r\n{\"text\": \"z\"}");
    let read = files.read(&files.add("bad.jsonl", bytes));
    assert_eq!(read.articles, ["1|-|x|", "7|-|y|", "bad.jsonl:8|-|z|"]);
    let told = read.told.join("\n");
    let expected = "bad.jsonl:2: not a JSON object with an article: EOF while parsing a value (column 6)\n\
                    bad.jsonl:4: no field with the article's text (looked for text, content, body, isi, teks); name it with --text-field\n\
                    bad.jsonl:5: not a JSON object with an article: invalid type: sequence, expected a JSON object (column 0)\n\
                    bad.jsonl:6: not UTF-8 (byte 11 of the line); name the encoding with --encoding";
    assert_eq!(told, expected);
}

#[test]
fn tables_are_read_by_their_column_names() {
    let files = Files::new();
    let comma = "ID,Judul,Text\n1,J,\"“Ya,” kata\nWira.\"\nx,y\n2,,z\n";
    let read = files.read(&files.add("a.csv", comma));
    assert_eq!(read.articles, ["1|J|“Ya,” kata\nWira.|", "2|-|z|"]);
    assert_eq!(read.told, ["a.csv:4: 2 cells in a table of 3 columns"]);
    for separator in ["\t", ";", "|"] {
        let read = files.read(&files.add("b", "id,text\n1,a b\n".replace(',', separator)));
        assert_eq!(read.articles, ["1|-|a b|"], "{separator:?}");
    }
    let lost = format!("id,text\n1,\"{}", "a b\n".repeat(40_000));
    let path = files.add("lost.csv", lost);
    let selection = Selection { paths: vec![path], ..Selection::default() };
    let read = files.bare(read_with(&selection, &Options { max_article_bytes: 2000, ..Options::default() }));
    assert!(read.told[0].contains("quotation mark is missing"), "{read:?}");
}

#[test]
fn fields_are_named_and_kept() {
    let files = Files::new();
    let path = files.add(
        "a.jsonl",
        "{\"no\": 5, \"isi_berita\": \"x\", \"text\": \"not this\", \"outlet\": \"K\", \"tag\": [1]}\n",
    );
    let fields = Fields {
        text: vec!["isi_berita".into()],
        id: vec!["no".into()],
        keep: vec!["outlet".into(), "tag".into(), "no".into()],
        ..Fields::default()
    };
    let selection = Selection { paths: vec![path], ..Selection::default() };
    let read = read_with(&selection, &Options { fields, ..Options::default() });
    let extra = r#"{"no": Number(5), "outlet": String("K"), "tag": Array [Number(1)]}"#;
    assert_eq!(read.articles, [format!("5|-|x||{extra}")]);
}

#[test]
fn encodings_are_found_and_said() {
    let files = Files::new();
    let text = "“Kami siap,” ujar Wira di kantornya.";
    let utf16 = |bom: bool| -> Vec<u8> {
        let mark: &[u16] = if bom { &[0xfeff] } else { &[] };
        mark.iter().copied().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let windows = b"\x93Kami siap,\x94 ujar Wira di kantornya.";
    for (name, bytes, note) in [
        ("bom", ["\u{feff}".as_bytes(), text.as_bytes()].concat(), ""),
        ("utf16-bom", utf16(true), ""),
        ("utf16", utf16(false), ""),
        ("windows", windows.to_vec(), "encoding-guessed: windows-1252"),
    ] {
        let read = files.read(&files.add(name, bytes));
        assert_eq!(read, Read { articles: vec![format!("{name}|-|{text}|{note}")], told: vec![] });
    }
    let table = [b"id;text\n1;", &windows[..], b"\n"].concat();
    let expected = format!("1|-|{text}|encoding-guessed: windows-1252");
    assert_eq!(files.read(&files.add("table", table)), Read { articles: vec![expected], told: vec![] });
    let lines = [&b"{\"id\": 1, \"text\": \""[..], windows, b"\"}\n"].concat();
    let selection = Selection { paths: vec![files.add("w.jsonl", lines)], ..Selection::default() };
    let options = Options { encoding: Some(encoding_rs::WINDOWS_1252), ..Options::default() };
    assert_eq!(read_with(&selection, &options).articles, [format!("1|-|{text}|")]);
}

#[test]
fn folders_are_read_in_order_and_binary_files_left_out() {
    let files = Files::new();
    files.add("d/b.txt", "dua");
    files.add("d/a/z.html", "<p>satu</p>");
    files.add("d/c.png", b"\x89PNG\r\n\x1a\n");
    files.add("d/d.md", "empat");
    let read = files.read(&files.0.path().join("d"));
    assert_eq!(read.articles, ["d/a/z.html|-|satu|", "d/b.txt|-|dua|", "d/d.md|-|empat|"]);
    assert_eq!(read.told, ["d/c.png: skipped, a PNG picture"]);

    let globs = vec!["*.txt".to_owned(), "!a".to_owned()];
    let selection = Selection { paths: vec![files.0.path().join("d")], globs, ..Selection::default() };
    assert_eq!(files.bare(read_with(&selection, &Options::default())).articles, ["d/b.txt|-|dua|"]);

    std::fs::create_dir(files.0.path().join("empty")).unwrap();
    assert_eq!(files.read(&files.0.path().join("empty")).told[0], "empty: no articles in this folder".to_owned());
}

#[test]
fn lists_of_files_name_what_is_read() {
    let files = Files::new();
    let (a, b) = (files.add("a.txt", "satu"), files.add("b.txt", "dua"));
    for separator in ["\n", "\0"] {
        let list = files.add("list", [a.to_str().unwrap(), b.to_str().unwrap(), "/gone"].join(separator));
        let zero_separated = separator == "\0";
        let selection = Selection { files_from: Some(list), zero_separated, ..Selection::default() };
        let read = files.bare(read_with(&selection, &Options::default()));
        assert_eq!(read.articles, ["a.txt|-|satu|", "b.txt|-|dua|"]);
        assert_eq!(read.told.len(), 1);
        assert!(read.told[0].starts_with("/gone: "));
    }
}

#[test]
fn members_of_a_zip_are_read_like_files_of_a_folder() {
    let files = Files::new();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let deflated = stored.compression_method(zip::CompressionMethod::Deflated);
    for (name, options, bytes) in [
        ("x/1.txt", stored, "satu".as_bytes()),
        ("../2.jsonl", deflated, LINES.as_bytes()),
        ("pic", deflated, b"GIF89a"),
        ("in.zip", stored, b"PK\x03\x04"),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let read = files.read(&files.add("a.zip", bytes));
    let expected: Vec<_> = std::iter::once("a.zip/x/1.txt|-|satu|".to_owned()).chain(both()).collect();
    assert_eq!(read.articles, expected);
    assert_eq!(
        read.told,
        ["a.zip/pic: skipped, a GIF picture", "a.zip/in.zip: an archive inside an archive; unpack it first"]
    );
}

fn warc(kind: &str, media: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:{url}>\r\n\
         Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

#[test]
fn crawl_archives_give_their_pages() {
    let files = Files::new();
    let page = b"<html><p>\x93Kami siap,\x94 ujar Wira.</p>";
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n";
    let plain = [head.as_bytes(), b"\r\n", page].concat();
    let size = format!("{:x}\r\n", page.len());
    let chunked =
        [head.as_bytes(), b"Transfer-Encoding: chunked\r\n\r\n", size.as_bytes(), page, b"\r\n0\r\n\r\n"].concat();
    let packed = [head.as_bytes(), b"Content-Encoding: gzip\r\n\r\n", &gzip(page)].concat();
    let response = "application/http; msgtype=response";
    let records = [
        warc("warcinfo", "application/warc-fields", "0", b"software: x"),
        warc("request", "application/http; msgtype=request", "1", b"GET / HTTP/1.1\r\n\r\n"),
        warc("response", response, "plain", &plain),
        warc("response", response, "chunked", &chunked),
        warc("response", response, "packed", &packed),
        warc("response", response, "gone", b"HTTP/1.1 404 Not Found\r\n\r\nx"),
        warc("response", response, "broken", b"???"),
        warc("conversion", "text/plain", "wet", b"Ia pergi."),
    ];
    let page = |url: &str| format!("urn:{url}|-|“Kami siap,” ujar Wira.|");
    let expected = [page("plain"), page("chunked"), page("packed"), "urn:wet|-|Ia pergi.|".to_owned()];
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let read = files.read(&files.add("a.warc.gz", members));
    assert_eq!(read.articles, expected);
    assert_eq!(read.told, ["a.warc.gz:7: an HTTP response that cannot be read"]);

    let whole = records.concat();
    let read = files.read(&files.add("cut.warc", &whole[..whole.len() - 8]));
    assert_eq!(read.articles, expected[..3]);
    assert_eq!(read.told.last().unwrap(), "cut.warc:9: the archive ends in the middle of a record");
}

#[test]
fn what_is_too_long_is_refused_and_the_rest_read() {
    let files = Files::new();
    let long = "x".repeat(5000);
    let options = Options { max_article_bytes: 4000, ..Options::default() };
    let read =
        |path: PathBuf| files.bare(read_with(&Selection { paths: vec![path], ..Selection::default() }, &options));
    let refused = "longer than 4000 bytes; allow more with --max-article-bytes";
    assert_eq!(read(files.add("a", gzip(long.as_bytes()))).told, [format!("a: {refused}")]);
    let lines = format!(
        "{{\"id\": 1, \"text\": \"x\"}}\n{{\"text\": \"{}\"}}\n{{\"id\": 3, \"text\": \"y\"}}\n",
        long.repeat(50)
    );
    for (name, content) in [("b", lines.clone()), ("c", format!("[{}]", lines.trim().replace('\n', ",")))] {
        let read = read(files.add(name, content));
        assert_eq!((read.articles.len(), read.told), (2, vec![format!("{name}:2: {refused}")]), "{name}");
    }
    let records = [warc("conversion", "text/plain", "a", long.as_bytes()), warc("conversion", "text/plain", "b", b"y")];
    let read = read(files.add("d", records.concat()));
    assert_eq!((read.articles, read.told), (vec!["urn:b|-|y|".to_owned()], vec![format!("d:1: {refused}")]));
}

#[test]
fn the_format_can_be_named() {
    let files = Files::new();
    let path = files.add("a", "{\"text\": \"x\"}");
    let options = Options { format: Some(Format::Text), ..Options::default() };
    let read = read_with(&Selection { paths: vec![path], ..Selection::default() }, &options);
    assert_eq!(files.bare(read).articles, ["a|-|{\"text\": \"x\"}|"]);
}
