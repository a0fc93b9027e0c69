//! The list of variables: name, type, size and value of each, one a row where there is room for columns.

use crate::{
    say,
    ui::{
        theme::Theme,
        wrap::{shorten, width_of, wrap},
    },
};
use gradus_protocol::{Name, NameKind};
use ratatui::text::{Line, Span};

/// Room for each column but the last.
const NAME: usize = 14;
const TYPE: usize = 26;
const SIZE: usize = 8;
/// With less room than this a variable takes two rows.
const COLUMNS: usize = 58;

/// The lines of the list; with `full`, each variable's type as code writes it.
pub(super) fn lines(names: &[Name], full: bool, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let variables: Vec<&Name> = names.iter().filter(|name| name.kind == NameKind::Variable).collect();
    if variables.is_empty() {
        return wrap(&[Span::styled(say!("ui-variables-none"), theme.muted())], width);
    }
    let wide = width >= COLUMNS;
    let room = Room::of(&variables, width);
    let mut lines = Vec::new();
    if wide {
        let heads = [say!("ui-variables-name"), say!("ui-variables-type"), say!("ui-variables-size")];
        let head = format!("{}{}{}  ", fit(&heads[0], room.name), fit(&heads[1], room.ty), right(&heads[2]));
        lines.push(Line::styled(head + &say!("ui-variables-value"), theme.muted()));
    }
    for name in variables {
        if wide {
            lines.push(row(name, &room, theme))
        } else {
            lines.extend(pair(name, width, theme))
        }
        let ty = name.full_type.clone().unwrap_or_else(|| name.ty.clone());
        // What stands there already need not stand there twice.
        if full && !(wide && ty == name.ty && width_of(&ty) + 2 <= room.ty) {
            for mut line in wrap(&[Span::styled(ty, theme.inline_code())], width.saturating_sub(2).max(1)) {
                line.spans.insert(0, Span::raw("  "));
                lines.push(line);
            }
        }
    }
    lines.push(Line::default());
    let more = if full { say!("ui-variables-short") } else { say!("ui-variables-full") };
    lines.extend(wrap(&[Span::styled(more, theme.muted())], width));
    lines
}

/// How wide the columns are: no wider than what stands in them needs.
struct Room {
    name: usize,
    ty: usize,
    value: usize,
}

impl Room {
    fn of(variables: &[&Name], width: usize) -> Self {
        let widest = |of: fn(&Name) -> &str, least: usize, most: usize| {
            variables.iter().map(|name| width_of(of(name)) + 2).max().unwrap_or(0).clamp(least, most)
        };
        let name = widest(|name| &name.name, 6, NAME.max(width / 6));
        let ty = widest(|name| &name.ty, 6, TYPE.max(width / 3));
        Self { name, ty, value: width.saturating_sub(name + ty + SIZE + 2) }
    }
}

fn row(name: &Name, room: &Room, theme: Theme) -> Line<'static> {
    Line::from(vec![
        Span::styled(fit(&name.name, room.name), theme.accent()),
        Span::raw(fit(&name.ty, room.ty)),
        Span::styled(right(&name.held().unwrap_or_default()) + "  ", theme.muted()),
        Span::raw(shorten(name.preview.as_deref().unwrap_or_default(), room.value)),
    ])
}

/// Name and type above size and value.
fn pair(name: &Name, width: usize, theme: Theme) -> [Line<'static>; 2] {
    let shown = shorten(&name.name, width / 2);
    let ty = shorten(&name.ty, width.saturating_sub(width_of(&shown) + 2));
    let held = name.held().unwrap_or_default();
    let value = shorten(name.preview.as_deref().unwrap_or_default(), width.saturating_sub(width_of(&held) + 4));
    [
        Line::from(vec![Span::styled(shown, theme.accent()), Span::raw("  "), Span::raw(ty)]),
        Line::from(vec![Span::raw("  "), Span::styled(held, theme.muted()), Span::raw("  "), Span::raw(value)]),
    ]
}

/// The text in a column of this width, with a gap behind it.
fn fit(text: &str, width: usize) -> String {
    let text = shorten(text, width.saturating_sub(2));
    let gap = width.saturating_sub(width_of(&text));
    text + &" ".repeat(gap)
}

fn right(text: &str) -> String {
    format!("{text:>SIZE$}")
}
