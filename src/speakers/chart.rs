//! Owns the bar chart of who is quoted how often, as SVG.

use super::Tallied;

/// The height of one speaker's row, in pixels.
const ROW: usize = 44;
/// Where the rows begin.
const TOP: usize = 64;
/// The width of the whole.
const WIDTH: usize = 760;
/// Where the bars begin and how long the longest is.
const BAR: (usize, usize) = (300, 400);

const STYLE: &str = "\
text { font: 14px system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; fill: #1f1e1b }
.title { font-size: 17px; font-weight: 600 }
.soft { fill: #5d5950; font-size: 12px }
.back { fill: #fbfaf7 } .direct { fill: #1d5c63 } .mixed { fill: #6d9ba0 } .indirect { fill: #b4cdd0 }
@media (prefers-color-scheme: dark) {
text { fill: #e8e4da } .soft { fill: #aaa597 }
.back { fill: #191917 } .direct { fill: #8cc7cc } .mixed { fill: #56868b } .indirect { fill: #31565a }
}";

/// A chart of `people`, in their order: one bar each, cut by kind.
pub fn svg(people: &[Tallied]) -> String {
    let height = TOP + people.len() * ROW + 16;
    let most = people.iter().map(|person| person.quotes).max().unwrap_or(1).max(1);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">
<title id="title">Who is quoted how often</title>
<style>{STYLE}</style>
<rect class="back" width="{WIDTH}" height="{height}"/>
<text class="title" x="20" y="30">Who is quoted how often</text>
"#
    );
    for (i, kind) in ["direct", "mixed", "indirect"].into_iter().enumerate() {
        let x = BAR.0 + i * 80;
        out += &format!(
            "<rect class=\"{kind}\" x=\"{x}\" y=\"22\" width=\"10\" height=\"10\"/><text class=\"soft\" x=\"{}\" y=\"31\">{kind}</text>\n",
            x + 15
        );
    }
    for (i, person) in people.iter().enumerate() {
        let y = TOP + i * ROW;
        let name = person.name.as_deref().unwrap_or("(speaker not named)");
        let role = person.roles.first().map_or("", |role| role.role.as_str());
        out += &format!("<text x=\"20\" y=\"{}\">{}</text>\n", y + 9, escape(&short(name, 36)));
        out += &format!("<text class=\"soft\" x=\"20\" y=\"{}\">{}</text>\n", y + 24, escape(&short(role, 44)));
        let mut x = BAR.0 as f64;
        for (kind, count) in [("direct", person.direct), ("mixed", person.mixed), ("indirect", person.indirect)] {
            let length = BAR.1 as f64 * count as f64 / most as f64;
            if count > 0 {
                out += &format!(
                    "<rect class=\"{kind}\" x=\"{x:.1}\" y=\"{y}\" width=\"{length:.1}\" height=\"16\"><title>{count} {kind}</title></rect>\n"
                );
            }
            x += length;
        }
        out += &format!("<text x=\"{:.1}\" y=\"{}\">{}</text>\n", x + 8.0, y + 13, person.quotes);
    }
    out + "</svg>\n"
}

/// At most `most` code points, cut with an ellipsis.
fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}

/// Text as XML has it; characters that XML 1.0 cannot hold are left out.
fn escape(text: &str) -> String {
    text.chars().filter(|&c| !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}').fold(
        String::new(),
        |mut escaped, c| {
            match c {
                '&' => escaped += "&amp;",
                '<' => escaped += "&lt;",
                '>' => escaped += "&gt;",
                _ => escaped.push(c),
            }
            escaped
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::SpeakerKind;

    #[test]
    fn names_cannot_break_the_chart() {
        let person = Tallied {
            name: Some("<script>\u{0}&".into()),
            kind: SpeakerKind::Person,
            quotes: 2,
            direct: 1,
            mixed: 0,
            indirect: 1,
            words: 9,
            articles: 1,
            roles: Vec::new(),
        };
        let chart = svg(&[person]);
        assert!(chart.contains("&lt;script&gt;&amp;"));
        assert_eq!(chart.matches("width=\"200.0\"").count(), 2);
    }
}
