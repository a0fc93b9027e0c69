//! Which piece of a cell's Rust is what, line by line; a line is parsed again only when it or the state before it changed.

use std::{ops::Range, sync::LazyLock};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// Names, operators, spaces.
    Plain,
    /// `let`, `fn`, `for`, ...
    Keyword,
    /// A type or a trait.
    Type,
    /// A function or a macro.
    Function,
    /// A string or a character.
    Text,
    /// A number or a constant.
    Number,
    /// A comment.
    Comment,
}

/// One line's pieces: byte ranges of the line, in order, without gaps.
pub type Tokens = Vec<(Range<usize>, Token)>;

struct Known {
    text: String,
    before: (ParseState, ScopeStack),
    after: (ParseState, ScopeStack),
    tokens: Tokens,
}

/// The highlighted lines of one cell.
#[derive(Default)]
pub struct Highlighted {
    lines: Vec<Known>,
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Loads the grammars, so that the first lesson does not wait for them.
pub fn warm() {
    Highlighted::default().update("let x = 1;").count();
}

impl Highlighted {
    /// The pieces of each line of `code`.
    pub fn update(&mut self, code: &str) -> impl Iterator<Item = (&str, &Tokens)> {
        let syntax = SYNTAXES.find_syntax_by_extension("rs").unwrap_or_else(|| SYNTAXES.find_syntax_plain_text());
        let mut state = (ParseState::new(syntax), ScopeStack::new());
        let mut count = 0;
        for line in code.split('\n') {
            let known = self.lines.get(count).is_some_and(|known| known.text == line && known.before == state);
            if !known {
                let fresh = parse(line, state.clone());
                if count < self.lines.len() {
                    self.lines[count] = fresh;
                } else {
                    self.lines.push(fresh);
                }
            }
            state = self.lines[count].after.clone();
            count += 1;
        }
        self.lines.truncate(count);
        self.lines.iter().map(|known| (known.text.as_str(), &known.tokens))
    }
}

fn parse(line: &str, before: (ParseState, ScopeStack)) -> Known {
    let (mut parser, mut stack) = before.clone();
    let mut tokens = Tokens::new();
    let mut at = 0;
    // The grammars want to see the line's end; a line they cannot parse stays plain.
    for (position, change) in parser.parse_line(&format!("{line}\n"), &SYNTAXES).unwrap_or_default() {
        let position = position.min(line.len());
        push(&mut tokens, at..position, token(&stack));
        at = position;
        if stack.apply(&change).is_err() {
            break;
        }
    }
    push(&mut tokens, at..line.len(), token(&stack));
    Known { text: line.to_owned(), before, after: (parser, stack), tokens }
}

fn push(tokens: &mut Tokens, range: Range<usize>, token: Token) {
    match tokens.last_mut() {
        _ if range.is_empty() => {}
        Some((last, known)) if *known == token && last.end == range.start => last.end = range.end,
        _ => tokens.push((range, token)),
    }
}

fn token(stack: &ScopeStack) -> Token {
    static NAMES: LazyLock<Vec<(Scope, Token)>> = LazyLock::new(|| {
        [
            ("comment", Token::Comment),
            ("string", Token::Text),
            ("constant", Token::Number),
            ("entity.name.function", Token::Function),
            ("support.function", Token::Function),
            ("support.macro", Token::Function),
            ("support.type", Token::Type),
            ("entity.name", Token::Type),
            ("storage.type.numeric", Token::Number),
            ("storage", Token::Keyword),
            ("keyword.operator", Token::Plain),
            ("keyword", Token::Keyword),
            ("variable.language", Token::Keyword),
        ]
        .into_iter()
        .filter_map(|(name, token)| Some((Scope::new(name).ok()?, token)))
        .collect()
    });
    let of = |scope: &Scope| NAMES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, token)| *token);
    stack.as_slice().iter().rev().find_map(of).unwrap_or(Token::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(code: &str) -> Vec<Vec<(String, Token)>> {
        let mut highlighted = Highlighted::default();
        let lines = highlighted.update(code);
        lines.map(|(text, tokens)| tokens.iter().map(|(r, t)| (text[r.clone()].to_owned(), *t)).collect()).collect()
    }

    #[test]
    fn the_pieces_of_a_line_are_named_and_complete() {
        let code = "let w = 0.5; // the slope";
        let line = &tokens(code)[0];
        assert_eq!(line.iter().map(|(text, _)| text.as_str()).collect::<String>(), code);
        assert!(line.contains(&("let".into(), Token::Keyword)), "{line:?}");
        assert!(line.contains(&("0.5".into(), Token::Number)), "{line:?}");
        assert!(line.last().is_some_and(|(text, token)| text.contains("the slope") && *token == Token::Comment));
    }

    #[test]
    fn a_change_reaches_the_lines_after_it() {
        let mut highlighted = Highlighted::default();
        highlighted.update("a\nb").count();
        let lines: Vec<_> = highlighted.update("/* a\nb */ c").map(|(_, tokens)| tokens.clone()).collect();
        assert_eq!(lines[1][0].1, Token::Comment);
    }
}
