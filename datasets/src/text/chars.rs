//! One number a character: the tokenizer of a character-level language model.

/// A character the tokenizer never saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("unknown-char", character = format!("{character:?}"), known = known))]
pub struct UnknownChar {
    /// The character.
    pub character: char,
    /// How many the tokenizer knows.
    pub known: usize,
}

/// Numbers the characters of a text in their order in Unicode, as nanoGPT's `prepare.py` does.
///
/// ```
/// # use gradus_datasets::CharTokenizer;
/// let chars = CharTokenizer::new("to be");
/// assert_eq!(chars.len(), 5);
/// assert_eq!(chars.encode("bet")?, [1, 2, 4]);
/// assert_eq!(chars.decode(&[1, 2, 4]), "bet");
/// # Ok::<(), gradus_datasets::text::UnknownChar>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharTokenizer {
    /// Ascending; a token is a place here.
    characters: Vec<char>,
}

impl CharTokenizer {
    /// The tokenizer of all characters in `text`.
    pub fn new(text: &str) -> Self {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        Self { characters }
    }

    /// How many characters there are: the model's vocabulary.
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The characters, by token.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The tokens of a text.
    ///
    /// # Errors
    /// The first character that was not in the tokenizer's own text.
    pub fn encode(&self, text: &str) -> Result<Vec<usize>, UnknownChar> {
        let token = |character| {
            self.characters
                .binary_search(&character)
                .map_err(|_| UnknownChar { character, known: self.characters.len() })
        };
        text.chars().map(token).collect()
    }

    /// The text of tokens; one that does not exist becomes `\u{fffd}`.
    pub fn decode(&self, tokens: &[usize]) -> String {
        tokens.iter().map(|&token| self.characters.get(token).copied().unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let text: String =
            crate::poems().unwrap().iter().flat_map(|poem| poem.lines.concat().chars().collect::<Vec<_>>()).collect();
        let chars = CharTokenizer::new(&text);
        let tokens = chars.encode(&text).unwrap();
        assert!(tokens.iter().all(|&token| token < chars.len()));
        assert_eq!(chars.decode(&tokens), text);
    }

    #[test]
    fn a_foreign_character_is_named() {
        let error = CharTokenizer::new("abc").encode("abd").unwrap_err();
        assert_eq!(error, UnknownChar { character: 'd', known: 3 });
        assert!(error.to_string().contains("'d'"), "{error}");
        assert_eq!(CharTokenizer::new("abc").decode(&[0, 9]), "a\u{fffd}");
    }
}
