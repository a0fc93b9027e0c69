//! The walk: inline events gather spans, block ends wrap them into lines behind the marks of what they stand in.

use super::{Heading, Prose, table::Table};
use crate::ui::{math, theme::Theme, wrap::width_of};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};
use std::ops::Range;

/// What a block stands in: its mark on the first line, and what later lines start with.
struct Container {
    first: Span<'static>,
    rest: Span<'static>,
    /// Whether the mark is still to be drawn.
    fresh: bool,
}

pub(super) struct Walk<'w> {
    width: usize,
    pub(super) theme: Theme,
    pub(super) lines: Vec<Line<'static>>,
    pub(super) headings: Vec<Heading>,
    pub(super) spans: Vec<Span<'static>>,
    /// Where code and formulas stand in the joined text of the spans.
    pub(super) solid: Vec<Range<usize>>,
    /// Words of the glossary that are still to be found, by their places in it.
    pub(super) words: Vec<(usize, &'w str)>,
    pub(super) found: Vec<usize>,
    pub(super) styles: Vec<Style>,
    containers: Vec<Container>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Whether the next block is set apart by an empty line.
    pub(super) gap: bool,
    pub(super) code: Option<(String, String)>,
    table: Option<Table>,
    link: Option<String>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(width: usize, theme: Theme, words: &[&'w str]) -> Self {
        Self {
            width: width.max(1),
            theme,
            lines: Vec::new(),
            headings: Vec::new(),
            spans: Vec::new(),
            solid: Vec::new(),
            words: words.iter().copied().enumerate().collect(),
            found: Vec::new(),
            styles: vec![theme.text()],
            containers: Vec::new(),
            lists: Vec::new(),
            gap: false,
            code: None,
            table: None,
            link: None,
        }
    }

    pub(super) fn finish(mut self) -> Prose {
        self.paragraph();
        Prose { lines: self.lines, found: self.found, headings: self.headings }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.push(text.into_string(), self.style()),
            },
            Event::Code(code) => self.push_solid(code.into_string(), self.style().patch(self.theme.inline_code())),
            Event::InlineMath(tex) => {
                let style = self.style().patch(self.theme.formula());
                self.push_solid(math::inline(&tex, self.theme.ascii), style);
            }
            Event::DisplayMath(tex) => self.formula(&tex),
            Event::Html(text) | Event::InlineHtml(text) => self.push(text.into_string(), self.theme.muted()),
            Event::SoftBreak => self.push(" ".into(), self.style()),
            Event::HardBreak => self.push("\n".into(), self.style()),
            Event::Rule => {
                let width = self.room();
                self.block(vec![Line::styled("─".repeat(width), self.theme.muted())]);
                self.gap = true;
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.styles.push(self.theme.heading(level as u8)),
            Tag::Emphasis => self.with(Modifier::ITALIC),
            Tag::Strong => self.with(Modifier::BOLD),
            Tag::Strikethrough => self.with(Modifier::CROSSED_OUT),
            Tag::Link { dest_url, .. } => {
                self.styles.push(self.style().patch(self.theme.link()));
                self.link = Some(dest_url.into_string());
            }
            Tag::Image { .. } => {
                self.push("[".into(), self.theme.muted());
                self.styles.push(self.theme.muted());
            }
            Tag::BlockQuote(_) => {
                self.paragraph();
                let bar = Span::styled("┃ ", self.theme.muted());
                self.containers.push(Container { first: bar.clone(), rest: bar, fresh: false });
            }
            Tag::List(start) => {
                self.paragraph();
                self.lists.push(start);
            }
            Tag::Item => self.item(),
            Tag::CodeBlock(kind) => {
                self.paragraph();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(columns) => {
                self.paragraph();
                self.table = Some(Table::new(columns));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.paragraph();
                self.gap = true;
            }
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => drop(self.styles.pop()),
            TagEnd::Link => self.link_end(),
            TagEnd::Image => {
                self.styles.pop();
                self.push("]".into(), self.theme.muted());
            }
            TagEnd::BlockQuote(_) => {
                self.paragraph();
                self.containers.pop();
                self.gap = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.gap = self.lists.is_empty();
            }
            TagEnd::Item => {
                self.paragraph();
                self.containers.pop();
                // Items of one list stay together, also when Markdown calls the list loose.
                self.gap = false;
            }
            TagEnd::CodeBlock => self.code_end(),
            TagEnd::TableCell => {
                let (spans, _) = self.take_text();
                if let Some(table) = &mut self.table {
                    table.cell(spans);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let lines = table.lines(self.room(), self.theme);
                    self.block(lines);
                    self.gap = true;
                }
            }
            _ => {}
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn with(&mut self, modifier: Modifier) {
        self.styles.push(self.style().add_modifier(modifier));
    }

    pub(super) fn push(&mut self, text: String, style: Style) {
        self.spans.push(Span::styled(text, style));
    }

    fn item(&mut self) {
        self.paragraph();
        let nested = self.lists.len() > 1;
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ if nested => "◦ ".to_owned(),
            _ => "• ".to_owned(),
        };
        let rest = Span::raw(" ".repeat(width_of(&mark)));
        self.containers.push(Container { first: Span::styled(mark, self.theme.accent()), rest, fresh: true });
    }

    fn link_end(&mut self) {
        self.styles.pop();
        let Some(url) = self.link.take() else { return };
        let said = self.spans.last().is_some_and(|span| span.content == url);
        if url.starts_with("http") && !said {
            self.push(format!(" ({url})"), self.theme.muted());
        }
    }

    pub(super) fn paragraph(&mut self) {
        if self.spans.is_empty() || self.table.is_some() {
            return;
        }
        let lines = self.text_lines();
        self.block(lines);
    }

    /// The width left beside the marks.
    pub(super) fn room(&self) -> usize {
        let marks: usize = self.containers.iter().map(|c| c.rest.width()).sum();
        self.width.saturating_sub(marks).max(1)
    }

    pub(super) fn block(&mut self, lines: Vec<Line<'static>>) {
        if std::mem::take(&mut self.gap) && !self.lines.is_empty() {
            // A quote's bar runs on through the gap; an item that only begins here has no part in it.
            let marks = self.containers.iter().filter(|c| !c.fresh).map(|c| c.rest.clone());
            let gap: Line<'static> = marks.collect();
            self.lines.push(if gap.to_string().trim().is_empty() { Line::default() } else { gap });
        }
        for line in lines {
            let mut marked: Line<'static> = self
                .containers
                .iter_mut()
                .map(|c| if std::mem::take(&mut c.fresh) { c.first.clone() } else { c.rest.clone() })
                .collect();
            marked.spans.extend(line.spans.into_iter().map(|span| span.patch_style(line.style)));
            self.lines.push(marked);
        }
    }
}
