//! Blocks that are more than a paragraph: headings, formulas, code.

use super::{Heading, walk::Walk};
use crate::ui::{
    highlight::Highlighted,
    math,
    wrap::{cut, width_of, wrap},
};
use pulldown_cmark::HeadingLevel;
use ratatui::text::{Line, Span};

impl Walk<'_> {
    pub(super) fn heading(&mut self, level: HeadingLevel) {
        self.styles.pop();
        let (spans, _) = self.take_text();
        let text = spans.iter().map(|span| span.content.as_ref()).collect();
        let width = self.room();
        let mut lines = wrap(&spans, width);
        let rows = lines.len() + usize::from(level == HeadingLevel::H1);
        if level == HeadingLevel::H1 {
            lines.push(Line::styled("━".repeat(width), self.theme.muted()));
        }
        self.block(lines);
        self.headings.push(Heading { row: self.lines.len() - rows, level: level as u8, text });
        self.gap = true;
    }

    pub(super) fn formula(&mut self, tex: &str) {
        self.paragraph();
        let width = self.room().saturating_sub(2).max(1);
        let style = self.theme.formula();
        let rows = math::display(tex, width, self.theme.ascii);
        let lines = rows.into_iter().flat_map(|row| match width_of(&row) > width {
            true => wrap(&[Span::styled(row, style)], width),
            false => vec![Line::styled(row, style)],
        });
        let lines = indented(lines.collect());
        self.gap = true;
        self.block(lines);
        self.gap = true;
    }

    pub(super) fn code_end(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let width = self.room().saturating_sub(2).max(1);
        let code = code.trim_end_matches('\n').replace('\t', "    ");
        let lines = if language.split(',').next() == Some("rust") {
            let mut highlighted = Highlighted::default();
            let lines = highlighted.update(&code);
            lines
                .flat_map(|(text, tokens)| {
                    let spans = tokens
                        .iter()
                        .map(|(range, token)| Span::styled(text[range.clone()].to_owned(), self.theme.code(*token)));
                    cut(&spans.collect::<Vec<_>>(), width)
                })
                .collect()
        } else {
            cut(&[Span::raw(code)], width)
        };
        self.block(indented(lines));
        self.gap = true;
    }
}

fn indented(lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    lines
        .into_iter()
        .map(|mut line| {
            line.spans.insert(0, Span::raw("  "));
            line
        })
        .collect()
}
