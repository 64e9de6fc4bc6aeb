//! Web pages: bodies and metadata.
#![cfg(feature = "cli")]

use kutip::{
    Article,
    input::{Inputs, Options, Selection, Source},
};
use std::path::Path;

fn read(path: &Path) -> Article<'static> {
    let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
    let options = Options::default();
    let mut articles = Vec::new();
    for piece in Source::new(Inputs::new(&selection).unwrap(), options.clone()) {
        piece.articles(&options, |article| articles.push(article.unwrap().into_owned()));
    }
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

fn page(html: &str) -> Article<'static> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), html).unwrap();
    read(file.path())
}

const BODY: &str = r#"
<nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a></nav>
<article>
  <h1>Jembatan Muara Tiga Dibuka Lagi</h1>
  <div class="share-box"><a href="x">Bagikan</a> <a href="y">Salin tautan</a></div>
  <p>MUARA TIGA - Jembatan di Kecamatan Muara Tiga dibuka lagi setelah ditutup selama dua pekan, Senin.</p>
  <p>&ldquo;Kendaraan kecil sudah boleh lewat,&rdquo; ujar Kepala Dinas Pekerjaan Umum Wira Pratama di lokasi.</p>
  <p><strong>Baca juga:</strong> <a href="z">“Jalan lain juga rusak,” kata warga</a></p>
  <div class="baca-juga"><ul><li><a href="q">Anggaran jembatan naik dua kali lipat tahun ini</a></li></ul></div>
  <p>Ia menambahkan bahwa truk masih harus<br>memutar lewat Simpang Empat, sampai pekerjaan selesai pada akhir bulan.</p>
  <p>"Kami minta warga bersabar," kata Wira, "sebab pagar belum terpasang semua di sisi selatan jembatan."</p>
</article>
<footer>Hak cipta</footer>"#;

#[test]
fn the_body_keeps_its_paragraphs_and_loses_what_leads_elsewhere() {
    let article = page(&format!("<!doctype html><html><head><title>x</title></head><body>{BODY}</body></html>"));
    let lines: Vec<&str> = article.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "MUARA TIGA - Jembatan di Kecamatan Muara Tiga dibuka lagi setelah ditutup selama dua pekan, Senin.",
            "“Kendaraan kecil sudah boleh lewat,” ujar Kepala Dinas Pekerjaan Umum Wira Pratama di lokasi.",
            "Ia menambahkan bahwa truk masih harus",
            "memutar lewat Simpang Empat, sampai pekerjaan selesai pada akhir bulan.",
            "\"Kami minta warga bersabar,\" kata Wira, \"sebab pagar belum terpasang semua di sisi selatan jembatan.\"",
        ]
    );
}

#[test]
fn the_page_says_what_it_is() {
    let known = |head: &str| {
        let doc = page(&format!("<!doctype html><html><head>{head}</head><body>{BODY}</body></html>")).doc;
        let known = [doc.title, doc.url, doc.date, doc.author];
        known.map(|value| value.map_or_else(String::new, |value| value.into_owned()))
    };
    let expected =
        ["Jembatan Muara Tiga Dibuka Lagi", "https://kabar.example/1", "2025-05-05T09:30:00+07:00", "Sari Utami"];
    let json_ld = r#"<title>Jembatan Muara Tiga Dibuka Lagi - Kabar Muara</title><script type="application/ld+json">
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Jembatan Muara Tiga Dibuka Lagi",
         "url": "https://kabar.example/1", "datePublished": "2025-05-05T09:30:00+07:00",
         "author": {"@type": "Person", "name": "Sari Utami"}}</script>"#;
    assert_eq!(known(json_ld), expected);
    let open_graph = r#"<meta property="og:title" content="Jembatan Muara Tiga Dibuka Lagi | Kabar Muara">
        <meta property="og:url" content="https://kabar.example/1"><meta name="author" content="Sari Utami">
        <meta property="article:published_time" content="2025-05-05T09:30:00+07:00">"#;
    assert_eq!(known(open_graph), expected);
    let plain = r#"<title>Jembatan Muara Tiga Dibuka Lagi</title><link rel="canonical" href="https://kabar.example/1">
        <meta name="author" content="Sari Utami"><time datetime="2025-05-05T09:30:00+07:00">Senin</time>"#;
    assert_eq!(known(plain), expected);
}

#[test]
fn a_page_that_nests_without_end_is_read_as_its_words() {
    for opening in ["<div>", "<b><i>", "<font color=red>"] {
        let article = page(&format!("<html><body>{}<p>“Kami siap,” ujar Wira.</p>", opening.repeat(50_000)));
        assert_eq!((&*article.text, article.notes), ("“Kami siap,” ujar Wira.", vec!["whole-page".into()]));
    }
}

fn words(text: &str) -> String {
    let folded: String = text.chars().map(|c| if "“”„«»".contains(c) { '"' } else { c }).collect();
    folded.split_whitespace().collect::<Vec<_>>().concat()
}

/// On the pages of the evaluation data (found through KUTIP_EVAL), no quoted passage of an expected body is lost.
#[test]
fn evaluation_pages_keep_their_quotes() {
    let Some(eval) = std::env::var_os("KUTIP_EVAL") else {
        println!("skipped: KUTIP_EVAL does not name the evaluation data");
        return;
    };
    let folder = Path::new(&eval).join("html");
    let expected = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let (mut quotes, mut lost) = (0, Vec::new());
    for line in expected.lines() {
        let page: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = page["file"].as_str().unwrap();
        let text = words(&read(&folder.join(file)).text);
        let body = page["body"]["content"].as_str().unwrap().to_owned();
        for (at, quoted) in body.split('"').enumerate() {
            if at % 2 == 1 {
                quotes += 1;
                if !text.contains(&words(quoted)) {
                    lost.push(format!("{file}: {quoted}"));
                }
            }
        }
    }
    assert!(quotes > 0);
    assert!(lost.is_empty(), "{} of {quotes} lost:\n{}", lost.len(), lost.join("\n"));
}
