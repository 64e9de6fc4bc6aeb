//! Texts from bytes: half of the inputs as they are, half as a row of pieces that make reported speech.

/// What articles are made of, as far as extraction looks at it.
const PIECES: &[&str] = &[
    "“", "”", "\"", "'", "‘", "’", "„", "«", "»", "``", "''", "â€œ", "â€\u{9d}", "&quot;", "(", ")", ",", ".", ",” ", ".” ", "?", ":", "…",
    "-", " - ", "\n", "\n\n", " ", ". ", ", ", "/", "@", "kata ", "ujar ", "ujarnya", "katanya", "jelas ", "tulis akun ", "menurut ",
    "Menurut ", "Menurutnya", "mengatakan ", "menyebut ", "menilai ", "meminta ", "dikatakan ", "disampaikan ", "dinilai ", "oleh ",
    "bahwa ", "agar ", "jika ", "untuk ", "yang ", "dan ", "serta ", "itu ", "hal itu ", "Hal itu ", "demikian ", "seperti ", "alias ",
    "Rahmat ", "Rahmat Hidayat", "Siti Aminah", "Darno", "Dr. ", "S.H., M.H.", "Kepala Dinas Perhubungan ", "Bupati ", "Kapolres ",
    "Kota Jambi ", "DPRD ", "PT ", "dia ", "Ia ", "mereka ", "beliau ", "seorang warga ", "para pedagang ", "pihak ", "sumber ",
    "surat itu ", "Senin (3/3/2025)", "di Merbau ", "kepada wartawan ", "dalam rapat itu ", "Rp 1.500.000", "45 tahun", "jalan itu ",
    "ditutup ", "sudah ", "tidak ", "belum cair", "Kami kaget", "Baca juga: ", "ADVERTISEMENT\n", "\u{a0}", "\u{200b}", "e\u{301}", "а", "🙂",
];

/// The text that the fuzzer's bytes stand for.
pub fn text(data: &[u8]) -> String {
    match data.split_first() {
        Some((first, rest)) if first % 2 == 0 => {
            rest.iter().filter_map(|&byte| PIECES.get(usize::from(byte) % PIECES.len())).copied().collect()
        }
        Some((_, rest)) => String::from_utf8_lossy(rest).into_owned(),
        None => String::new(),
    }
}
