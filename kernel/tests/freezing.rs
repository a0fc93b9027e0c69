//! The table by which types are frozen (`gradus::rt::names`) is made of globs; this is the proof that they are enough:
//! every type that the prelude gives is found there by its name, and is that type and no other of the name.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::notebook::Notebook;
use gradus_protocol::CellError;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use syn::visit::{self, Visit};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

/// A builder of a layer has the name of the layer, and it is layers that variables hold.
const LAYERS: &str = "gradus::dfdx::nn::modules";

/// Layers that dfdx builds and does not export; the table gives them by way of their builders.
const UNEXPORTED: [&str; 2] = ["PReLU", "PReLU1D"];

#[test]
fn every_type_of_the_prelude_can_be_written_down() {
    let mut n = Notebook::open();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut found = 0;
    for (name, gives, sources) in [
        ("dfdx", "gradus::prelude", source_of("dfdx")),
        ("gradus", "gradus::prelude", root.join("lessons/kit/src")),
        ("gradus_datasets", "gradus::prelude::datasets", root.join("datasets/src")),
        ("gradus_protocol", "gradus::prelude", root.join("kernel/protocol/src")),
        ("rand_chacha", "gradus::prelude", source_of("rand_chacha")),
    ] {
        let Types { written, mut made } = types_in(&sources);
        let own_layers = if name == "gradus" { "gradus::nn" } else { LAYERS };
        match name {
            // Its macros make traits as well.
            "dfdx" => made = given(&mut n, LAYERS, made),
            "rand_chacha" => {}
            // Our own macros are handed types and make none.
            _ => made.clear(),
        }
        let given_bare = given(&mut n, gives, &written | &made);
        assert!(!given_bare.is_empty(), "{name}");
        // The prelude's bare `Linear` is dfdx's; the kit's layers are given as `nn::Linear`.
        let layers = given(&mut n, own_layers, if name == "gradus" { written } else { given_bare.clone() });
        let types = &given_bare | &layers;
        let module = |ty: &String| if layers.contains(ty) { own_layers } else { gives };
        // Two globs may bring one name only if it is one thing.
        let pairs = types.iter().enumerate().map(|(i, ty)| {
            let same = match UNEXPORTED.contains(&ty.as_str()) {
                true => String::new(),
                false => format!("mod a{i} {{ pub use {}::{ty}; }}", module(ty)),
            };
            let table = format!("mod b{i} {{ pub use gradus::rt::names::{name}::{ty}; }}");
            let both = if same.is_empty() { String::new() } else { format!("a{i}::*,") };
            format!("{same} {table} mod c{i} {{ use super::{{{both} b{i}::*}}; use {ty} as _; }}\n")
        });
        n.value(&pairs.collect::<String>());
        found += types.len();
        eprintln!("{name}: {}", Vec::from_iter(types).join(" "));
    }
    assert!(found > 60, "{found}");
    n.value("use gradus::prelude::*; let dev = device(0); let bent = dev.build_module::<(PReLU, PReLU1D<Const<3>>), f32>();");
    assert_eq!(n.value("bent.forward(dev.ones::<Rank1<3>>()).array()"), "[1.0, 1.0, 1.0]");
}

/// Those of the names that a module gives.
fn given(n: &mut Notebook, module: &str, mut names: BTreeSet<String>) -> BTreeSet<String> {
    if names.is_empty() {
        return names;
    }
    let list = Vec::from_iter(names.iter().cloned()).join(", ");
    let (status, outputs) = n.run(&format!("mod given {{ pub use {module}::{{{list}}}; }}"));
    let missing = outputs.into_iter().filter_map(|output| match output {
        gradus_protocol::Output::Error(CellError::Compile { diagnostics }) => Some(diagnostics),
        _ => None,
    });
    let missing: Vec<_> = missing.flatten().collect();
    assert_eq!(status == gradus_protocol::Status::Ok, missing.is_empty());
    for diagnostic in missing {
        // unresolved imports `gradus::prelude::A`, `gradus::prelude::B`
        let quoted = diagnostic.message.split('`').skip(1).step_by(2);
        for path in quoted {
            // What only the runtime names is told to learners in plainer words.
            let name = path.rsplit("::").next().unwrap_or_default();
            names.remove(if name == "Box<dyn Error>" { "CellFailure" } else { name });
        }
    }
    names
}

/// Where cargo keeps a crate's sources.
fn source_of(name: &str) -> PathBuf {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    let package = told["packages"].as_array().unwrap().iter().find(|package| package["name"] == name).unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src")
}

/// The types of a crate.
#[derive(Default)]
struct Types {
    /// Structs, enums and unions.
    written: BTreeSet<String>,
    /// What its macros may make: the names that are handed to them.
    made: BTreeSet<String>,
}

fn types_in(folder: &Path) -> Types {
    let mut types = Types::default();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            let Types { written, made } = types_in(&entry);
            types.written.extend(written);
            types.made.extend(made);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            types.visit_file(&syn::parse_file(&fs::read_to_string(&entry).unwrap()).unwrap());
        }
    }
    types
}

impl<'ast> Visit<'ast> for Types {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.written.insert(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.written.insert(item.ident.to_string());
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.written.insert(item.ident.to_string());
    }

    fn visit_item_macro(&mut self, call: &'ast syn::ItemMacro) {
        let words = call.mac.tokens.to_string();
        let words = words.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        if call.ident.is_none() {
            self.made.extend(words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_owned));
        }
        visit::visit_item_macro(self, call);
    }
}
