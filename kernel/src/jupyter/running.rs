//! Cells: from a request to the session, and from the session's events to outputs and the reply.
//!
//! The order that front ends rely on: busy, input, outputs, reply, idle; nothing of a cell comes after its idle but what
//! threads print that it left behind.

use super::{
    fault::Fault,
    front::{Channel, Front, Late},
    help,
    queue::Current,
    shown,
    wire::Message,
};
use crate::Cell;
use gradus_protocol::{CellId, Event, Output, Status};
use serde_json::{Value, json};
use std::{sync::Arc, thread};

impl Front {
    /// Begins with the next cell, if none runs.
    pub(super) fn advance(&mut self) {
        let Some(current) = self.queue.begin() else { return };
        let question = current.question().map(str::to_owned);
        let Current { request, cell, count, .. } = current;
        let (header, id) = (Arc::clone(&request.message.header), cell.clone());
        self.publisher.status(&header, "busy");
        if !request.silent {
            let input = json!({ "code": request.code, "execution_count": count });
            self.publisher.send("execute_input", &header, input);
        }
        self.codes.insert(id.0.clone(), request.code.clone());
        let code = request.code.clone();
        self.last = header;
        if let Some(name) = question {
            return self.look_up(id, name);
        }
        self.show_progress();
        self.session.run(Cell::new(id.0, code));
    }

    /// Has a thread find the documentation that a cell asks for.
    fn look_up(&self, cell: CellId, name: String) {
        let (moment, names, later) = (self.session.moment(), self.session.names(), self.later.clone());
        thread::spawn(move || {
            let content = help::inspect(moment, &names, &json!({ "code": name }));
            // Nobody hears it when the kernel is gone, which is right.
            let _ = later.send(Late::Page { cell, content });
        });
    }

    /// Shows the documentation beside the cell that asked for it, and ends the cell.
    pub(super) async fn paged(&mut self, cell: &CellId, content: Value) {
        let Some(current) = self.current(cell) else { return };
        match content["found"].as_bool() {
            Some(true) => current.payload.push(json!({ "source": "page", "data": content["data"], "start": 0 })),
            _ => {
                let name = current.question().unwrap_or_default();
                current.fault = Some(Fault::new("Unknown", say!("jupyter-no-page", name = name)));
            }
        }
        self.complete().await;
    }

    /// Takes in what happened in the session.
    pub async fn happened(&mut self, event: Event) {
        match event {
            Event::Preparing(progress) => {
                self.progress = Some(progress);
                self.show_progress();
            }
            Event::Ready => {
                self.unavailable = None;
                self.prepared();
            }
            Event::Unavailable { message } => {
                self.progress = None;
                self.unavailable = Some(message);
            }
            Event::Started { cell, .. } => {
                self.prepared();
                if let Some(current) = self.current(&cell) {
                    current.started = true;
                }
            }
            Event::Output { cell, output } => self.output(&cell, output),
            Event::Ask { prompt, password, .. } => self.ask(&prompt, password).await,
            Event::Finished { cell, status, .. } => self.finished(&cell, status).await,
            // The error of the cell that lost the variables has said so.
            Event::Restarted { .. } | Event::Restored { .. } | Event::Names { .. } => {}
        }
    }

    /// The request that runs, if this is its cell.
    fn current(&mut self, cell: &CellId) -> Option<&mut Current> {
        self.queue.current.as_mut().filter(|current| current.cell == *cell)
    }

    fn output(&mut self, cell: &CellId, output: Output) {
        let codes = &self.codes;
        let Some(current) = self.queue.current.as_mut().filter(|current| current.cell == *cell) else {
            return self.left_behind(output);
        };
        if current.looking.is_some() {
            match output {
                Output::Value(bundle) => {
                    current.found(json!({ "status": "ok", "data": shown::data(&bundle), "metadata": {} }));
                }
                Output::Error(error) => current.found(Fault::of(&error, |cell| codes.get(cell).cloned()).reply()),
                _ => {}
            }
            return;
        }
        let (header, silent) = (Arc::clone(&current.request.message.header), current.request.silent);
        if let Output::Error(error) = &output {
            let fault = Fault::of(error, |cell| codes.get(cell).cloned());
            current.fault.get_or_insert(fault);
            // Told with the reply, so that there is one of each.
            return;
        }
        if let Output::Value(bundle) = &output {
            current.value = bundle.text("text/plain").map(str::to_owned);
        }
        let count = current.count;
        match output {
            _ if silent => {}
            Output::Stream { name, data } => self.publisher.stream(&header, name, data),
            other => {
                if let Some((kind, content)) = shown::shown(&other, count) {
                    self.publisher.send(kind, &header, content);
                }
            }
        }
    }

    /// What threads of an earlier cell say.
    fn left_behind(&self, output: Output) {
        match output {
            Output::Stream { name, data } => self.publisher.stream(&self.last, name, data),
            // An error ends its cell, and that cell has ended.
            Output::Error(_) => {}
            other => {
                if let Some((kind, content)) = shown::shown(&other, 0) {
                    self.publisher.send(kind, &self.last, content);
                }
            }
        }
    }

    async fn finished(&mut self, cell: &CellId, status: Status) {
        let unavailable = self.unavailable.clone();
        let Some(current) = self.current(cell) else { return };
        if current.looking.is_some() {
            return self.look_at_next().await;
        }
        if status == Status::Ok && current.fault.is_none() {
            return self.look_at_next().await;
        }
        current.fault.get_or_insert_with(|| match (status, unavailable) {
            (Status::Skipped, Some(message)) => Fault::new("Unavailable", message),
            _ => Fault::of(&gradus_protocol::CellError::Interrupted, |_| None),
        });
        self.complete().await;
    }

    /// Looks at the next of the request's expressions; after the last, the request is complete.
    async fn look_at_next(&mut self) {
        let Some(current) = &mut self.queue.current else { return };
        let next = current.looking.map_or(0, |at| at + 1);
        current.looking = Some(next);
        let Some((name, code)) = current.expression().cloned() else { return self.complete().await };
        current.cell = CellId::new(format!("{}?{next}:{name}", current.cell));
        self.session.run(Cell::probe(current.cell.0.clone(), code));
    }

    /// Ends the running request, and answers what its failure drops.
    pub(super) async fn complete(&mut self) {
        self.asking = false;
        self.prepared();
        let Some((ended, dropped)) = self.queue.end() else { return };
        let request = &ended.request;
        if let Some(fault) = ended.fault.as_ref().filter(|_| !request.silent) {
            self.publisher.send("error", &request.message.header, fault.content());
        }
        if request.store {
            self.history.add(ended.count, &request.code, ended.value.clone());
        }
        self.reply(Channel::Shell, &request.message, "execute_reply", &ended.reply()).await;
        self.tell_comms(&request.message.header);
        self.idle(&request.message.header);
        for request in dropped {
            self.publisher.status(&request.message.header, "busy");
            let aborted = json!({ "status": "aborted", "execution_count": ended.count });
            self.reply(Channel::Shell, &request.message, "execute_reply", &aborted).await;
            self.idle(&request.message.header);
        }
        self.advance();
    }

    /// Stops the running cell. One that has not begun, because the engine gets ready, ends at once.
    pub async fn interrupt(&mut self) {
        self.session.interrupt();
        self.asking = false;
        if let Some(current) = self.queue.current.as_mut().filter(|current| !current.started) {
            current.fault = Some(Fault::of(&gradus_protocol::CellError::Interrupted, |_| None));
            self.complete().await;
        }
    }

    /// A cell waits for a line: the front end that runs it is asked, if it can be.
    async fn ask(&mut self, prompt: &str, password: bool) {
        let asked = self.queue.current.as_ref().map(|current| &current.request).filter(|request| request.allow_stdin);
        let Some(message) = asked.map(|request| request.message.clone()) else { return self.session.answer(None) };
        self.asking = true;
        // What was printed before comes before.
        self.publisher.flush().await;
        let content = json!({ "prompt": prompt, "password": password });
        self.reply(Channel::Stdin, &message, "input_request", &content).await;
    }

    /// A front end answers what a cell asked.
    pub(super) fn replied(&mut self, message: &Message) {
        if message.kind() == "input_reply" && std::mem::take(&mut self.asking) {
            self.session.answer(message.content["value"].as_str().map(str::to_owned));
        }
    }

    /// Shows how far the engine is, under the cell that waits for it.
    fn show_progress(&mut self) {
        let Some(current) = self.queue.current.as_ref().filter(|current| !current.request.silent) else { return };
        let Some(progress) = &self.progress else { return };
        let first = self.progress_shown.is_none();
        let fresh = || format!("preparing-{}-{}", self.wire.session(), current.cell);
        let id = self.progress_shown.get_or_insert_with(fresh);
        let (kind, content) = shown::progress(progress, id, first);
        self.publisher.send(kind, &current.request.message.header, content);
    }

    /// The engine goes on without a wait.
    fn prepared(&mut self) {
        self.progress = None;
        if let Some(id) = self.progress_shown.take() {
            let (kind, content) = shown::prepared(&id);
            self.publisher.send(kind, &self.last, content);
        }
    }
}
