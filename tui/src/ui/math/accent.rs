//! Accents on one row: `\hat A` is the letter with a combining mark. `term-maths` sets an accent on a row of its own and
//! drops combining marks, so an accented letter goes through it as one private character.

const MARKS: [(&str, char); 6] = [
    ("hat", '\u{302}'),
    ("tilde", '\u{303}'),
    ("bar", '\u{304}'),
    ("dot", '\u{307}'),
    ("ddot", '\u{308}'),
    ("vec", '\u{20d7}'),
];

/// The first character that no font and no lesson uses.
const PRIVATE: u32 = 0xe000;

/// A formula in which a private character stands for each accented letter, and those letters. What is longer than a
/// letter keeps its command.
pub fn set_aside(tex: &str) -> (String, Vec<String>) {
    let (mut out, mut letters, mut rest) = (String::new(), Vec::new(), tex);
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let stand_in = u32::try_from(letters.len()).ok().and_then(|count| char::from_u32(PRIVATE + count));
        match accented(rest).zip(stand_in) {
            Some(((letter, tail), stand_in)) => {
                letters.push(letter);
                out.push(stand_in);
                rest = tail;
            }
            None => {
                out.push('\\');
                rest = &rest[1..];
            }
        }
    }
    (out + rest, letters)
}

/// The accented letters in place of their private characters.
pub fn put_back(row: &str, letters: &[String]) -> String {
    let letter = |c: char| letters.get((c as u32).checked_sub(PRIVATE)? as usize);
    row.chars().map(|c| letter(c).cloned().unwrap_or_else(|| c.to_string())).collect()
}

/// The accented letter that a formula begins with, and what follows it.
fn accented(tex: &str) -> Option<(String, &str)> {
    let (name, mark) = MARKS.iter().find(|(name, _)| {
        tex[1..].strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic()))
    })?;
    let base = tex[1 + name.len()..].trim_start();
    let inside = base.strip_prefix('{').unwrap_or(base);
    let letter = inside.chars().next().filter(|c| c.is_alphabetic())?;
    let tail = &inside[letter.len_utf8()..];
    let tail = if inside.len() < base.len() { tail.strip_prefix('}')? } else { tail };
    Some((format!("{letter}{mark}"), tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_mark_pass_as_one() {
        let (tex, letters) = set_aside(r"\hat A_{ij} = \tilde{d} \dots \bar{xy}");
        assert_eq!(tex, "\u{e000}_{ij} = \u{e001} \\dots \\bar{xy}");
        assert_eq!(put_back(&tex, &letters), "A\u{302}_{ij} = d\u{303} \\dots \\bar{xy}");
    }
}
