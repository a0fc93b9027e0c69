//! What a cell may do. An act that does not fit the state gives way to another.

use super::book::Book;

/// How many kinds of acts there are.
pub const KINDS: u8 = 40;

/// Acts below this are definitions.
pub const DEFINITIONS: u8 = 10;

/// Names of variables: few, so that they shadow each other, whatever they hold.
const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Acts that end a cell; they give way to none and none gives way to them.
const ENDS: std::ops::RangeInclusive<u8> = 35..=37;

/// Does one act; the choices pick names, values and variants.
pub fn act(book: &mut Book, kind: u8, choices: [u8; 3]) {
    let before = book.written();
    // 7 and 40 have no common divisor: every kind gets its turn.
    let kinds =
        (0..KINDS).map(|step| (u16::from(kind) + 7 * u16::from(step)) % u16::from(KINDS)).map(|kind| kind as u8);
    for kind in kinds.filter(|other| *other == kind || !ENDS.contains(other)) {
        try_act(book, kind, choices);
        if book.written() > before {
            return;
        }
    }
}

fn try_act(book: &mut Book, kind: u8, [first, second, third]: [u8; 3]) {
    let name = NAMES[first as usize % NAMES.len()];
    let number = i64::from(second % 9);
    match kind {
        0..DEFINITIONS if !book.is_running() => define(book, kind, number, third),
        10 | 11 => {
            let value = int(book, second, third);
            book.bind(name, "int", first % 2 == 0, &[], &format!("({value}) % 997"));
        }
        12 => {
            let value = int(book, second, third);
            book.bind(name, "list", true, &[], &format!("vec![{number}_i64, ({value}) % 997]"));
        }
        13 => each(book, "list", first, |book, list| book.state(&format!("«{list}».push({number});"))),
        // Moved into another, into nothing, or shadowed by what it was.
        14 => each(book, "list", second, |book, list| {
            if list != name {
                book.bind(name, "list", true, &[], &format!("«{list}»"));
                book.lose(list);
            }
        }),
        15 => each(book, "list", first, |book, list| {
            book.state(&format!("drop(«{list}»);"));
            book.lose(list);
        }),
        16 => each(book, "list", first, |book, list| {
            book.bind(list, "int", false, &[], &format!("«{list}».len() as i64"));
        }),
        17 => {
            if let Some((of, item)) = pick(book.items_of("struct"), second).map(|item| ([item.clone()], item)) {
                let value = int(book, first, third);
                let of: Vec<&str> = of.iter().map(String::as_str).collect();
                book.bind(name, "own", first % 2 == 0, &of, &format!("{{ let mut made = «{item}»::«{item}.new»(); made.x = ({value}) % 97; made }}"));
            }
        }
        18 => each(book, "own", first, |book, own| {
            if book.variables[own].mutable {
                book.state(&format!("«{own}».x += {number};"));
            }
        }),
        19 => each(book, "own", second, |book, own| {
            if own != name {
                let of: Vec<String> = book.of(own);
                let of: Vec<&str> = of.iter().map(String::as_str).collect();
                book.bind(name, "own", true, &of, &format!("«{own}»"));
                book.lose(own);
            }
        }),
        // Trait objects.
        20 => {
            if let (Some(of), Some(item)) = (pick(book.items_of("trait"), 0), pick(book.items_of("struct"), second)) {
                let new = format!("Box::new(«{item}»::«{item}.new»())");
                if third % 2 == 0 {
                    book.bind(name, "dyn", false, &[&of], &format!("{new} as Box<dyn «{of}»>"));
                } else {
                    book.bind(name, "dyns", true, &[&of], &format!("vec![{new} as Box<dyn «{of}»>]"));
                }
            }
        }
        21 => each(book, "dyns", first, |book, list| {
            if let Some(item) = pick(book.items_of("struct"), second) {
                book.state(&format!("«{list}».push(Box::new(«{item}»::«{item}.new»()));"));
            }
        }),
        // Closures and iterators.
        22 => {
            let value = int(book, second, third);
            book.bind(name, "closure", true, &[], &format!("{{ let k = ({value}) % 97; move |x: i64| x + k }}"));
        }
        23 => book.bind(
            name,
            "closure",
            true,
            &[],
            &format!("{{ let mut n = {number}_i64; move |by: i64| {{ n += by; n }} }}"),
        ),
        24 => book.bind(name, "iterator", true, &[], &format!("(0..{number}_i64).map(move |i| i * {number})")),
        25 => each(book, "iterator", first, |book, it| book.state(&format!("println!(\"{{:?}}\", «{it}».next());"))),
        26 => {
            if let Some(f) = pick(book.items_of("fn"), second) {
                book.bind(name, "pointer", false, &[], &format!("«{f}» as fn(i64) -> i64"));
            }
        }
        27 => {
            if let Some(f) = pick(book.items_of("fn"), second) {
                book.bind(name, "closure", true, &[], &format!("move |x: i64| «{f}»(x) + {number}"));
            }
        }
        // Shared ownership.
        28 => book.bind(name, "shared", false, &[], &format!("std::rc::Rc::new(std::cell::RefCell::new(vec![{number}_i64]))")),
        29 => each(book, "shared", second, |book, shared| {
            if shared != name {
                book.bind(name, "shared", false, &[], &format!("std::rc::Rc::clone(&«{shared}»)"));
            }
        }),
        30 => each(book, "shared", first, |book, shared| {
            book.state(&format!("«{shared}».borrow_mut().push({number});"));
        }),
        // Generic.
        31 => {
            if let Some(item) = pick(book.items_of("generic"), 0) {
                let value = int(book, second, third);
                book.bind(name, "generic", false, &[&item], &format!("«{item}» {{ v: vec![({value}) % 97], n: {number} }}"));
            }
        }
        32 => {
            let value = int(book, second, third);
            book.state(&format!("println!(\"{{}}\", ({value}) % 997);"));
        }
        33 => {
            let value = int(book, second, third);
            let late = format!("{{ let late; if ({value}) % 2 == 0 {{ late = {number}_i64 }} else {{ late = 1 }} late }}");
            book.bind(name, "int", true, &[], &late);
        }
        34 => {
            let values = (int(book, second, third), int(book, third, second));
            book.show(&format!("(({}) % 997, ({}) % 997)", values.0, values.1));
        }
        35 => {
            let value = int(book, second, third);
            match third % 3 {
                0 => book.stop(&format!("panic!(\"no {{}}\", ({value}) % 997);")),
                1 => book.stop("let gone: Vec<u8> = Vec::new(); gone[3];"),
                _ => book.stop("None::<u8>.unwrap();"),
            }
        }
        36 => {
            book.bind(name, "int", false, &[], "\"12\".parse::<i64>()?");
            if third % 2 == 0 {
                book.stop("\"x1\".parse::<i64>()?;");
            }
        }
        37 => match third % 5 {
            0 => book.mistake("let wrong: String = 5;"),
            1 => book.mistake("nobody_knows(1);"),
            2 => book.mistake("let gone = vec![1]; drop(gone); gone.len();"),
            3 => book.mistake("let mut x = 1; let y = &mut x; let z = &x; *y = 2; println!(\"{z}\");"),
            _ => book.mistake("let half = ;"),
        },
        38 => each(book, "dyns", second, |book, list| {
            book.state(&format!("println!(\"{{}}\", «{list}».len());"));
            book.bind(name, "int", false, &[], &format!("«{list}».len() as i64"));
        }),
        39 => book.state(&format!("{{ struct Local(i64); impl Drop for Local {{ fn drop(&mut self) {{ println!(\"local {{}}\", self.0); }} }} let kept = Local({number}); }}")),
        _ => {}
    }
}

/// A definition, or a change of one.
fn define(book: &mut Book, kind: u8, number: i64, third: u8) {
    let which = third % 2;
    match kind {
        0 | 1 => {
            let inner = match third % 4 {
                0 if which == 0 => pick(book.items_of("fn"), 1).filter(|f| f == "f1").map(|f| format!("«{f}»(x)")),
                1 => pick(book.items_of("const"), 0).map(|k| format!("(x + «{k}»)")),
                2 => pick(book.items_of("counter"), 0).map(|c| format!("(x + «{c}»())")),
                _ => None,
            };
            let inner = inner.unwrap_or_else(|| "x".to_owned());
            // `f1` never calls `f0`, so that they do not call each other.
            let name = if which == 0 { "f0" } else { "f1" };
            book.define(name, "fn", &format!("fn «{name}»(x: i64) -> i64 {{ {inner} + {number} }}"));
        }
        2 => book.define("K", "const", &format!("const «K»: i64 = {number};")),
        3 => {
            let more = if which == 0 { String::new() } else { format!(" y{}: i64,", number % 3) };
            let value = if which == 0 { String::new() } else { format!(" y{}: 2,", number % 3) };
            book.define("P", "struct", &format!("struct «P» {{{more} x: i64 }} impl «P» {{ fn «P.new»() -> Self {{ Self {{{value} x: {number} }} }} }}"));
            trait_parts(book);
        }
        4 => {
            if book.items.contains_key("P") {
                book.define(
                    "M",
                    "methods",
                    &format!("impl «P» {{ fn «M.get»(&self) -> i64 {{ self.x * {number} }} }}"),
                );
            }
        }
        5 => {
            let more = if which == 0 { "" } else { "fn «T.more»(&self) -> i64 { 1 }" };
            book.define("T", "trait", &format!("trait «T» {{ {more} fn «T.area»(&self) -> i64; }}"));
            trait_parts(book);
        }
        6 => {
            let fields = if which == 0 { "n: i64, v: Vec<X>" } else { "v: Vec<X>, n: i64" };
            let first = "impl<X: Clone> «G»<X> { fn «G.first»(&self) -> X { self.v[0].clone() } }";
            book.define("G", "generic", &format!("struct «G»<X> {{ {fields} }} {first}"));
        }
        7 => {
            book.define(
                "N",
                "static",
                &format!("static «N»: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new({number});"),
            );
            book.define(
                "count",
                "counter",
                "fn «count»() -> i64 { «N».fetch_add(1, std::sync::atomic::Ordering::SeqCst) }",
            );
        }
        8 => {
            let (of, step) = if which == 0 { ("inner", "C") } else { ("own", "T0") };
            let text = if which == 0 {
                format!(
                    "fn «{of}»() -> i64 {{ static {step}: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new({number}); {step}.fetch_add(2, std::sync::atomic::Ordering::SeqCst) }}"
                )
            } else {
                format!(
                    "fn «{of}»() -> i64 {{ thread_local! {{ static {step}: std::cell::Cell<i64> = const {{ std::cell::Cell::new({number}) }}; }} {step}.set({step}.get() + 1); {step}.get() }}"
                )
            };
            book.define(of, "counter", &text);
        }
        _ => book.define("AQ", "macro", &format!("macro_rules! «AQ» {{ ($x:expr) => {{ $x + {number} }} }}")),
    }
}

/// What joins the trait and the struct, once both are there; a struct tells of its end.
fn trait_parts(book: &mut Book) {
    if !book.items.contains_key("P") {
        return;
    }
    if !book.items.contains_key("D") {
        book.define("D", "drop", "impl Drop for «P» { fn drop(&mut self) { println!(\"end {}\", self.x); } }");
    }
    if book.items.contains_key("T") && !book.items.contains_key("I") {
        book.define("I", "impl", "impl «T» for «P» { fn «T.area»(&self) -> i64 { self.x + 1 } }");
    }
}

/// A number from what there is.
fn int(book: &Book, choice: u8, other: u8) -> String {
    let mut found = vec![format!("{}_i64", other % 50)];
    for (kind, text) in [
        ("int", "«§»"),
        ("list", "«§».iter().sum::<i64>()"),
        ("own", "«§».x"),
        ("closure", "«§»(2)"),
        ("pointer", "«§»(3)"),
        ("shared", "(std::rc::Rc::strong_count(&«§») as i64 + «§».borrow().iter().sum::<i64>())"),
        ("generic", "(«§».n + «§».«G.first»())"),
        ("dyn", "«§».«T.area»()"),
        ("dyns", "«§».iter().map(|one| one.«T.area»()).sum::<i64>()"),
    ] {
        found.extend(book.named(kind).iter().map(|name| text.replace('§', name)));
    }
    if book.items.contains_key("M") {
        found.extend(book.named("own").iter().map(|name| format!("«{name}».«M.get»()")));
    }
    for (kind, text) in [("fn", "«§»(4)"), ("const", "«§»"), ("counter", "«§»()"), ("macro", "«§»!(5_i64)")]
    {
        found.extend(book.items_of(kind).iter().map(|name| text.replace('§', name)));
    }
    found.swap_remove(choice as usize % found.len())
}

fn each(book: &mut Book, kind: &str, choice: u8, then: impl FnOnce(&mut Book, &str)) {
    if let Some(name) = pick(book.named(kind), choice) {
        then(book, &name);
    }
}

fn pick(mut names: Vec<String>, choice: u8) -> Option<String> {
    let count = names.len();
    (count > 0).then(|| names.swap_remove(choice as usize % count))
}
