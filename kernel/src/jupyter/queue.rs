//! Requests to run cells, one after another: what runs, what waits, and what a failure does to what waits. Pure.

use super::{fault::Fault, wire::Message};
use gradus_protocol::CellId;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;

/// A request to run a cell, with what the protocol says where it says nothing.
#[derive(Clone, Debug)]
pub struct Request {
    /// The message; replies carry its header.
    pub message: Message,
    /// The cell.
    pub code: String,
    /// Nobody hears of it but who asked.
    pub silent: bool,
    /// Whether it counts and is remembered.
    pub store: bool,
    /// Whether a failure drops what waits behind it.
    pub stop_on_error: bool,
    /// Whether the front end can be asked for a line.
    pub allow_stdin: bool,
    /// What to look at afterwards: names and expressions.
    pub expressions: Vec<(String, String)>,
}

impl Request {
    /// Reads an `execute_request`.
    pub fn read(message: Message) -> Self {
        let content = &message.content;
        let flag = |name: &str, otherwise: bool| content[name].as_bool().unwrap_or(otherwise);
        let silent = flag("silent", false);
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let expressions = content["user_expressions"].as_object().into_iter().flatten();
        Self {
            code: text(&content["code"]).unwrap_or_default(),
            silent,
            store: !silent && flag("store_history", true),
            stop_on_error: flag("stop_on_error", true),
            allow_stdin: flag("allow_stdin", false),
            expressions: expressions.filter_map(|(name, code)| Some((name.clone(), text(code)?))).collect(),
            message,
        }
    }
}

/// The request that runs.
#[derive(Debug)]
pub struct Current {
    /// What was asked.
    pub request: Request,
    /// Its cell in the session; looking at an expression is a cell of its own.
    pub cell: CellId,
    /// Its number.
    pub count: u64,
    /// Whether the session has begun with it.
    pub started: bool,
    /// Pages that the front end shows beside the cell.
    pub payload: Vec<Value>,
    /// Why it did not succeed.
    pub fault: Option<Fault>,
    /// The text of its value, for the history.
    pub value: Option<String>,
    /// The expression that is looked at.
    pub looking: Option<usize>,
    /// What was found so far.
    pub looked: Map<String, Value>,
}

impl Current {
    /// What the cell wants documentation of: `?name`, as in IPython. No Rust begins like that.
    pub fn question(&self) -> Option<&str> {
        let name = self.request.code.trim().strip_prefix('?')?.trim();
        (!name.is_empty() && !name.contains('\n')).then_some(name)
    }

    /// The expression that is looked at.
    pub fn expression(&self) -> Option<&(String, String)> {
        self.request.expressions.get(self.looking?)
    }

    /// What is found for the expression; the first finding counts.
    pub fn found(&mut self, finding: Value) {
        if let Some((name, _)) = self.expression().cloned() {
            self.looked.entry(name).or_insert(finding);
        }
    }

    /// The content of the `execute_reply`.
    pub fn reply(&self) -> Value {
        let mut content = match &self.fault {
            None => json!({ "status": "ok", "payload": self.payload, "user_expressions": self.looked }),
            Some(fault) => fault.reply(),
        };
        content["execution_count"] = self.count.into();
        content
    }
}

/// What runs and what waits.
#[derive(Debug, Default)]
pub struct Queue {
    /// The request that runs.
    pub current: Option<Current>,
    waiting: VecDeque<Request>,
    /// Cells that counted.
    count: u64,
    /// Cells that did not.
    uncounted: u64,
}

impl Queue {
    /// Puts a request at the end.
    pub fn push(&mut self, request: Request) {
        self.waiting.push_back(request);
    }

    /// Begins with the next request, if none runs.
    pub fn begin(&mut self) -> Option<&mut Current> {
        if self.current.is_some() {
            return None;
        }
        let request = self.waiting.pop_front()?;
        let cell = match request.store {
            true => {
                self.count += 1;
                CellId::new(format!("In[{}]", self.count))
            }
            false => {
                self.uncounted += 1;
                CellId::new(format!("In[{}.{}]", self.count, self.uncounted))
            }
        };
        let (count, looked) = (self.count, Map::new());
        let current = Current {
            request,
            cell,
            count,
            started: false,
            payload: Vec::new(),
            fault: None,
            value: None,
            looking: None,
            looked,
        };
        Some(self.current.insert(current))
    }

    /// Takes what runs off; with it what a failure drops.
    pub fn end(&mut self) -> Option<(Current, Vec<Request>)> {
        let ended = self.current.take()?;
        let drops = ended.fault.is_some() && ended.request.stop_on_error;
        let dropped = if drops { self.waiting.drain(..).collect() } else { Vec::new() };
        Some((ended, dropped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn request(content: Value) -> Request {
        let header = Arc::new(json!({}));
        Request::read(Message { identities: Vec::new(), header, parent: json!({}), content, buffers: 0 })
    }

    fn run(queue: &mut Queue, content: Value) -> (String, u64) {
        queue.push(request(content));
        let current = queue.begin().unwrap();
        let told = (current.cell.0.clone(), current.count);
        queue.end();
        told
    }

    #[test]
    fn the_first_cell_is_number_one_and_only_stored_cells_count() {
        let mut queue = Queue::default();
        assert_eq!(run(&mut queue, json!({"code": "0", "silent": true})), ("In[0.1]".into(), 0));
        assert_eq!(run(&mut queue, json!({"code": "1"})), ("In[1]".into(), 1));
        assert_eq!(run(&mut queue, json!({"code": "1", "store_history": false})), ("In[1.2]".into(), 1));
        assert_eq!(run(&mut queue, json!({"code": "2"})), ("In[2]".into(), 2));
    }

    #[test]
    fn what_is_left_out_is_as_the_protocol_says() {
        let asked = request(json!({"code": "1", "user_expressions": {"a": "x", "b": 3}}));
        assert!(asked.store && asked.stop_on_error && !asked.silent && !asked.allow_stdin);
        assert_eq!(asked.expressions, [("a".to_owned(), "x".to_owned())]);
        let nonsense = request(json!({"code": 3, "silent": "yes", "user_expressions": []}));
        assert!(nonsense.code.is_empty() && !nonsense.silent && nonsense.expressions.is_empty());
        assert!(!request(json!({"silent": true, "store_history": true})).store);
    }

    #[test]
    fn a_failure_drops_what_waits_unless_the_request_says_otherwise() {
        for (stop, left) in [(true, 0), (false, 2)] {
            let mut queue = Queue::default();
            queue.push(request(json!({"code": "bad", "stop_on_error": stop})));
            queue.push(request(json!({"code": "a"})));
            queue.push(request(json!({"code": "b"})));
            queue.begin().unwrap().fault = Some(Fault::new("Error", "no"));
            assert!(queue.begin().is_none(), "one runs");
            let (ended, dropped) = queue.end().unwrap();
            assert_eq!((dropped.len(), queue.waiting.len()), (2 - left, left));
            assert_eq!((&ended.reply()["status"], &ended.reply()["execution_count"]), (&json!("error"), &json!(1)));
        }
    }

    #[test]
    fn a_question_mark_before_a_name_asks_for_its_documentation() {
        let mut queue = Queue::default();
        for (code, wanted) in [("?Plot", Some("Plot")), (" ? a::b\n", Some("a::b")), ("a?", None), ("?", None)] {
            queue.push(request(json!({ "code": code })));
            assert_eq!(queue.begin().unwrap().question(), wanted, "{code}");
            queue.end();
        }
    }

    #[test]
    fn an_expression_keeps_its_first_finding() {
        let mut queue = Queue::default();
        queue.push(request(json!({"code": "", "user_expressions": {"a": "x"}})));
        let current = queue.begin().unwrap();
        current.found(json!(0));
        current.looking = Some(0);
        current.found(json!(1));
        current.found(json!(2));
        assert_eq!(current.reply()["user_expressions"], json!({"a": 1}));
    }
}
