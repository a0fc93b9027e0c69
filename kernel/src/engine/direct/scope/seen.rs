//! What a session's definitions and variables look like from outside it.

use super::{Scope, Variable, generation_module, is_function};
use crate::{
    analyst::Context,
    engine::direct::{
        freeze,
        makers::Makers,
        readable::{in_full, readable},
    },
};
use gradus_protocol::{Name, NameKind};

impl Scope {
    /// What the macros in force make.
    pub fn makers(&self) -> Makers {
        let mut makers = Makers::default();
        for entry in self.entries.iter().filter(|entry| entry.item.keyword == "macro") {
            let text = &self.sources[entry.source].text[entry.item.range.clone()];
            // It was parsed when its cell was.
            syn::parse_str(text).iter().for_each(|item| makers.learn(item));
        }
        makers
    }

    /// Whether a definition of the learner's has this name.
    pub fn defines(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.item.names.contains(name))
    }

    /// Whether a printed type is or holds that of a function of the learner's.
    pub fn mentions_function(&self, type_name: &str) -> bool {
        freeze::own_items(type_name).iter().any(|(_, name)| is_function(&self.entries, name))
    }

    /// What a closure or an iterator takes and gives.
    fn signature(&self, name: &str, variable: &Variable) -> Option<&str> {
        let mut outputs = self.witnesses.get(variable.witness)?.outputs.iter();
        outputs.find(|output| output.name == name)?.signature.as_deref()
    }

    /// What a cell would see, as Rust around it.
    pub fn context(&self) -> Context {
        let mut context = Context::default();
        let mut generations: Vec<u32> = self.entries.iter().map(|entry| entry.generation).chain([0]).collect();
        generations.sort_unstable();
        generations.dedup();
        for generation in generations {
            if generation > 0 {
                context.nest(&generation_module(generation));
            }
            for entry in self.entries.iter().filter(|entry| entry.generation == generation) {
                context.define(&self.sources[entry.source].text[entry.item.range.clone()]);
            }
        }
        for (name, variable) in &self.variables {
            context.bind(name, variable.mutable, variable.frozen.as_deref());
        }
        context
    }

    /// Variables and definitions by name.
    pub fn names(&self) -> Vec<Name> {
        let variables = self.variables.iter().map(|(name, v)| {
            let signature = self.signature(name, v);
            let ty = readable(&v.type_name, signature);
            Name {
                full_type: Some(in_full(&v.type_name, signature)),
                size: Some(v.held.size),
                preview: v.held.preview.clone(),
                ..Name::new(name, NameKind::Variable, v.cell.clone(), ty)
            }
        });
        let items =
            self.entries.iter().filter(|e| !matches!(e.item.keyword, "use" | "impl" | "extern crate")).flat_map(|e| {
                let cell = &self.sources[e.source].cell;
                e.item.names.iter().map(|name| Name::new(name, NameKind::Item, cell.clone(), e.item.keyword))
            });
        variables.chain(items).collect()
    }
}
