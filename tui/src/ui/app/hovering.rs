//! The mouse rests on a name in the editor: what the name is shows beside it, until anything else happens.

use super::App;
use ratatui::layout::Position;
use std::time::Duration;

/// How long the mouse must rest.
const REST: Duration = Duration::from_millis(500);

/// Where the mouse rests, and what is known about what stands there.
#[derive(Debug, Default)]
pub struct Hover {
    /// Since when it has been at this place, until somebody is asked about it.
    resting: Option<(Position, Duration)>,
    /// The place that was asked about.
    asked: Option<Position>,
    /// What shows, as Markdown, and where.
    pub(in crate::ui) shown: Option<(Position, String)>,
}

impl App {
    /// The mouse is at another place.
    pub(super) fn hover_at(&mut self, at: Position) {
        let inside = self.editor_area().is_some_and(|area| area.contains(at));
        self.hover = Hover { resting: inside.then_some((at, self.now)), ..Hover::default() };
    }

    /// How long until somebody is asked about the place.
    pub(super) fn hover_due(&self) -> Option<Duration> {
        self.hover.resting.map(|(_, since)| (since + REST).saturating_sub(self.now))
    }

    /// Asks about the place where the mouse has rested long enough.
    pub(super) fn hover(&mut self) {
        if self.hover_due().is_none_or(|due| due > Duration::ZERO) {
            return;
        }
        let (Some((at, _)), Some(area)) = (self.hover.resting.take(), self.editor_area()) else { return };
        let row = (at.y + self.hidden_editor_rows()).saturating_sub(area.y);
        let Some(painted) = self.painted().filter(|painted| !painted.tells(row)) else { return };
        let place = Position::new(at.x.saturating_sub(area.x), painted.line(row));
        let question = self.notebook.as_mut().and_then(|notebook| notebook.glance(place));
        if question.is_some() {
            self.hover.asked = Some(at);
            self.ask(question);
        }
    }

    /// Shows what is known, if the mouse still rests where it did.
    pub(super) fn hovered(&mut self, markdown: String) {
        self.hover.shown = self.hover.asked.take().map(|at| (at, markdown));
    }
}
