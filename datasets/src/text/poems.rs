//! Chinese poems of the Tang and Song dynasties.

use crate::{DataError, read};

const FILE: &str = "tang_song_poems.txt";
const BYTES: &[u8] = include_bytes!("../../data/tang_song_poems.txt.gz");

/// A poem, in simplified characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poem {
    /// Its title, without the brackets.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub dynasty: Dynasty,
    /// Its lines, with their punctuation.
    pub lines: Vec<String>,
}

/// The dynasty a poem was written under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dynasty {
    /// 618 to 907.
    Tang,
    /// 960 to 1279.
    Song,
}

/// 409 poems: 313 of the Tang and 96 of the Song dynasty.
///
/// Source: taken from the texts of the Debian package fortunes-zh 2.98. Licence: public domain.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn poems() -> Result<Vec<Poem>, DataError> {
    parse(&read::text(BYTES, FILE)?, FILE)
}

/// A title line, a line that begins with `作者` (author), then the poem up to the next title. Tang poems have bare
/// titles in brackets, Song poems write `题目:` (title) before them; an indented line numbers a part and is left out.
fn parse(text: &str, file: &str) -> Result<Vec<Poem>, DataError> {
    let mut poems: Vec<Poem> = Vec::new();
    let mut title = None;
    for (number, line) in read::lines(text) {
        let row = |reason| DataError::row(file, number, reason);
        if let Some(author) = line.strip_prefix("作者") {
            let title: &str = title.take().ok_or_else(|| row(say!("no-title")))?;
            let dynasty = if title.starts_with("题目") { Dynasty::Song } else { Dynasty::Tang };
            poems.push(Poem { title: bare(title), author: bare(years_off(author)), dynasty, lines: Vec::new() });
        } else if line.starts_with('《') || line.starts_with("题目") {
            title = Some(line);
        } else if !line.starts_with(char::is_whitespace) {
            let poem = poems.last_mut().filter(|_| title.is_none()).ok_or_else(|| row(say!("no-author")))?;
            poem.lines.push(line.to_owned());
        }
    }
    Ok(poems)
}

/// A name without `题目`, colons and brackets.
fn bare(text: &str) -> String {
    text.trim_start_matches("题目").replace(['《', '》', ':', '：'], "").trim().to_owned()
}

/// An author's name without the years of birth and death behind it.
fn years_off(author: &str) -> &str {
    author.split('（').next().unwrap_or(author)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anthology_is_counted() {
        let all = poems().unwrap();
        let count = |dynasty| all.iter().filter(|poem| poem.dynasty == dynasty).count();
        assert_eq!([count(Dynasty::Tang), count(Dynasty::Song)], [313, 96]);
        assert!(all.iter().all(|poem| !poem.lines.is_empty() && !poem.author.is_empty() && !poem.title.is_empty()));
        let night = all.iter().find(|poem| poem.title == "静夜思" || poem.title == "夜思").unwrap();
        assert_eq!(night.author, "李白");
        assert_eq!(night.lines.concat().chars().filter(|sign| sign.is_alphabetic()).count(), 20);
        assert_eq!(all.last().unwrap().author, "郑思肖");
    }

    #[test]
    fn what_is_out_of_place_is_told_by_line() {
        let error = |text| parse(text, "mine.txt").unwrap_err().to_string();
        assert!(error("作者：李白\n").contains("mine.txt, line 1"));
        assert!(error("《静夜思》\n\n床前明月光\n").contains("mine.txt, line 3"));
    }
}
