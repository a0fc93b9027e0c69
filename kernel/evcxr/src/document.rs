//! What is known about a name.

use crate::load::Analysis;
use gradus_protocol::{Documentation, FromAnalyst};
use ra_ap_ide::{FileRange, HoverConfig, HoverDocFormat, RaFixtureConfig, SubstTyLen, TextRange};

/// Answers a question for documentation.
pub fn document(analysis: &mut Analysis, source: String, at: u32) -> anyhow::Result<FromAnalyst> {
    analysis.set(source);
    let range = FileRange { file_id: analysis.file, range: TextRange::empty(at.into()) };
    let found = analysis.host.analysis().hover(&config(), range)?;
    Ok(FromAnalyst::Documentation(found.map(|found| taken_apart(found.info.markup.as_str()))))
}

/// rust-analyzer writes blocks of Rust (where it stands, its declaration), a line, and the documentation.
fn taken_apart(markup: &str) -> Documentation {
    let (mut signature, mut text) = (Vec::new(), Vec::new());
    let mut rust = false;
    for line in markup.lines() {
        match line.trim() {
            _ if !text.is_empty() => text.push(line),
            "```rust" => rust = true,
            "```" => rust = false,
            "---" => text.push(""),
            "" if !rust => {}
            _ => signature.push(line),
        }
    }
    Documentation { signature: signature.join("\n"), text: text.join("\n").trim().to_owned() }
}

fn config() -> HoverConfig<'static> {
    HoverConfig {
        links_in_hover: false,
        memory_layout: None,
        documentation: true,
        keywords: true,
        format: HoverDocFormat::Markdown,
        max_trait_assoc_items_count: Some(8),
        max_fields_count: Some(8),
        max_enum_variants_count: Some(8),
        max_subst_ty_len: SubstTyLen::Unlimited,
        show_drop_glue: false,
        ra_fixture: RaFixtureConfig::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_told_from_what_is_written_about_it() {
        let markup = "```rust\nalloc::vec::Vec\n```\n\n```rust\nfn push(&mut self, value: T)\n```\n\n---\n\nAppends.\n\n---\n\n```\nv.push(3);\n```";
        let found = taken_apart(markup);
        assert_eq!(found.signature, "alloc::vec::Vec\nfn push(&mut self, value: T)");
        assert!(found.text.starts_with("Appends.") && found.text.contains("v.push(3);"), "{found:?}");
        assert_eq!(taken_apart("```rust\nlet x: i32\n```").text, "");
    }
}
