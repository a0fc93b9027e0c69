//! Running a compiled cell, and what the session knows afterwards.

use super::{
    DirectEngine, Ready,
    attend::Ending,
    build::Built,
    freeze::{self, Frozen},
    generate::Lessons,
    quoted,
    scope::{self, Gone, Held, Variable},
    split,
};
use crate::engine::{Cell, EngineEvent, Role, speaks::Speaks};
use gradus_protocol::{CellError, CellId, Output, Place, Status, Stored};

impl DirectEngine {
    /// Runs a compiled cell and keeps what it leaves.
    pub(super) fn execute(&mut self, cell: &Cell, built: Built) -> Status {
        let Built { draft, lessons, library, generated } = built;
        let Some(ready) = self.ready.as_mut() else { return Status::Error };
        let dropped: Vec<String> = draft.dropped.iter().map(|(name, _)| name.clone()).collect();
        for (name, item) in &draft.dropped {
            let note = say!("cell-dropped", name = name, item = item);
            self.sink.note(&cell.id, note);
        }
        let own = draft.source();
        for name in &draft.split.let_makers {
            self.sink.note(&cell.id, say!("cell-macro-let", name = name));
        }
        for entry in draft.entries.iter().filter(|entry| entry.source == own && entry.item.hides_static) {
            let names = entry.item.names.iter().cloned().collect::<Vec<_>>().join(", ");
            self.sink.note(&cell.id, say!("cell-inner-static", names = names));
        }
        let watched = self.pace.watch(cell, &ready.compiler, &generated);
        let ending = ready.attendant.run(&cell.id, &dropped, library);
        let ran = self.pace.ran(cell, watched);
        if let Some(timing) = &mut self.timing {
            (timing.load, timing.run) = ready.attendant.took;
        }
        let bindings = draft.split.bindings.clone();
        let witness = match cell.role {
            Role::Learner => Some(self.scope.commit(draft)),
            Role::Probe => None,
        };
        match ending {
            Ending::Done { ok, stored, error } => {
                self.look(&stored);
                if let Some(witness) = witness {
                    self.scope.witnesses[witness].ended = lessons.ended.clone();
                    self.keep(cell, &bindings, witness, stored);
                    self.lose(cell, &lessons, ok);
                }
                match error {
                    Some(error) => self.sink.fail(&cell.id, self.located(error)),
                    None if ok => {
                        self.finished.record(cell, ran);
                        Status::Ok
                    }
                    None => self.sink.fail(&cell.id, CellError::Refused { message: say!("cell-unexplained") }),
                }
            }
            Ending::Died(reason) => {
                self.finished.strike(cell);
                self.revive(&cell.id, reason.clone(), reason);
                Status::Died
            }
            Ending::Unstoppable => {
                self.revive(&cell.id, say!("worker-exit-replaced"), say!("cell-replaced"));
                Status::Interrupted
            }
        }
    }

    /// Notes what the variables that were put back hold now.
    fn look(&mut self, stored: &[Stored]) {
        for stored in stored {
            if let Some(variable) = self.scope.variables.get_mut(&stored.name) {
                variable.held = held(stored);
            }
        }
    }

    /// Takes over the variables that the cell stored.
    fn keep(&mut self, cell: &Cell, bindings: &[split::Binding], witness: usize, stored: Vec<Stored>) {
        let mut nameless = Vec::new();
        for binding in bindings {
            let Some(stored) = stored.iter().rfind(|stored| stored.name == binding.name) else { continue };
            let signature = stored.signature.as_deref().map(freeze::freeze_signature);
            let (frozen, partial) = match freeze::freeze(&stored.type_name) {
                // A function is a value whose type has no name but the function's own.
                Frozen::Whole(_) if self.scope.mentions_function(&stored.type_name) => (None, "_".to_owned()),
                Frozen::Whole(_) if self.is_ambiguous(&stored.type_name) => (None, "_".to_owned()),
                Frozen::Whole(path) => (Some(path.clone()), path),
                Frozen::Partly(partial) => (None, partial),
            };
            let signature = match signature {
                Some(Frozen::Whole(signature)) if frozen.is_none() => Some(signature),
                _ => None,
            };
            // A closure of the cell itself whose signature nothing pins could be inferred otherwise by a later cell.
            let mut segments = stored.type_name.split("::");
            let open = segments.any(scope::is_body);
            if frozen.is_none() && signature.is_none() && open {
                nameless.push(binding.name.clone());
                continue;
            }
            let name = binding.name.clone();
            self.scope.witnesses[witness].outputs.push(scope::Output { name: name.clone(), partial, signature });
            self.scope.gone.remove(&name);
            let type_name = stored.type_name.clone();
            let (mutable, cell, held) = (binding.mutable, cell.id.clone(), held(stored));
            let variable = Variable { mutable, type_name, frozen, witness, cell, held };
            self.scope.variables.insert(name, variable);
        }
        if !nameless.is_empty() {
            self.forget(&nameless);
            self.sink.note(&cell.id, say!("cell-nameless", names = quoted(&nameless)));
        }
    }

    fn is_ambiguous(&self, type_name: &str) -> bool {
        self.ready.as_ref().is_some_and(|ready| freeze::is_ambiguous(type_name, ready.runtime.added()))
    }

    /// Forgets the variables that the cell took away.
    fn lose(&mut self, cell: &Cell, lessons: &Lessons, ok: bool) {
        for name in &lessons.thawed {
            if let Some(variable) = self.scope.variables.get_mut(name) {
                variable.frozen = None;
            }
        }
        let moved = || Gone::Moved(cell.id.clone());
        for name in &lessons.moved {
            if !self.was_bound_by(name, &cell.id) {
                self.scope.lose(name, moved());
            }
        }
        // An older variable of the same name is out of sight from here on, too.
        let ended: Vec<String> =
            lessons.skipped.iter().chain(&lessons.unset).chain(lessons.borrowing.keys()).cloned().collect();
        self.forget(&ended);
        lessons.skipped.iter().for_each(|name| self.scope.lose(name, moved()));
        lessons.unset.iter().for_each(|name| self.scope.lose(name, Gone::Unset(cell.id.clone())));
        for (name, from) in &lessons.borrowing {
            self.sink.note(&cell.id, say!("cell-borrowing", name = name, from = from, cell = cell.id));
            self.scope.lose(name, Gone::Borrowed { from: from.clone(), by: cell.id.clone() });
        }
        if !ok {
            lessons.carried.iter().for_each(|name| self.scope.lose(name, moved()));
            let lost: Vec<String> = lessons.moved.union(&lessons.carried).cloned().collect();
            if !lost.is_empty() {
                self.sink.note(&cell.id, say!("cell-lost", names = quoted(&lost)));
            }
        }
    }

    /// Whether the variable was introduced by this cell (`let x = f(x);` moves the old and binds the new).
    fn was_bound_by(&self, name: &str, cell: &CellId) -> bool {
        let newest = self.scope.witnesses.len().saturating_sub(1);
        self.scope.variables.get(name).is_some_and(|v| v.cell == *cell && v.witness == newest)
    }

    fn forget(&mut self, names: &[String]) {
        if let Some(ready) = &mut self.ready {
            ready.attendant.forget(names);
        }
        for name in names {
            self.scope.variables.remove(name);
        }
    }

    /// After the worker ended: says how under the cell, forgets the variables, starts another and says why.
    fn revive(&mut self, cell: &CellId, how: String, reason: String) {
        self.sink.say(cell, Output::Error(CellError::Died { message: how }));
        self.scope.lose_all();
        self.finished.lose();
        let runtime = self.ready.take().map(|ready| (ready.runtime, ready.compiler));
        if let Some((runtime, compiler)) = runtime {
            match self.attendant(&runtime) {
                Ok(attendant) => self.ready = Some(Ready { runtime, compiler, attendant }),
                Err(error) => self.sink.note(cell, error.to_string()),
            }
        }
        (self.sink)(EngineEvent::Restarted(reason, self.finished.again()));
    }

    /// A place in the generated file as a place in a cell.
    fn located(&self, error: CellError) -> CellError {
        let at = |place: Place| {
            let (generated, sources) = self.files.get(&place.cell.0)?;
            generated.place(sources, place.line, place.column)
        };
        match error {
            CellError::Panic { message, place } => CellError::Panic { message, place: place.and_then(at) },
            CellError::Failed { message, place } => CellError::Failed { message, place: place.and_then(at) },
            other => other,
        }
    }
}

fn held(stored: &Stored) -> Held {
    Held { size: stored.size, preview: stored.preview.clone() }
}
