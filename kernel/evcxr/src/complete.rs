//! What could stand at a place.

use crate::load::Analysis;
use gradus_protocol::{FromAnalyst, Suggestion, SuggestionKind};
use ra_ap_ide::{
    CompletionConfig, CompletionFieldsToResolve, CompletionItem, CompletionItemKind, FilePosition, RaFixtureConfig,
};
use ra_ap_ide_db::{
    SymbolKind,
    imports::insert_use::{ImportGranularity, InsertUseConfig, PrefixKind},
};

/// More than anybody reads; what is likelier stands before it.
const MOST: usize = 400;

/// Answers a question for completion.
pub fn complete(analysis: &mut Analysis, source: String, at: u32) -> anyhow::Result<FromAnalyst> {
    let typed_end = at as usize;
    let typed_start = source[..typed_end]
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |before| before + source[before..].chars().next().map_or(1, char::len_utf8));
    let typed = source[typed_start..typed_end].to_lowercase();
    analysis.set(source);
    let position = FilePosition { file_id: analysis.file, offset: at.into() };
    let found = analysis.host.analysis().completions(&config(), position, None)?.unwrap_or_default();
    let mut found: Vec<CompletionItem> = found
        .into_iter()
        .filter(|item| item.lookup().to_lowercase().starts_with(&typed) && !item.lookup().starts_with("__"))
        .collect();
    found.sort_by(|a, b| {
        let key = |item: &CompletionItem| (std::cmp::Reverse(item.relevance.score()), item.lookup().to_owned());
        key(a).cmp(&key(b))
    });
    found.truncate(MOST);
    let items = found.into_iter().map(suggestion).collect();
    Ok(FromAnalyst::Completions { items, replace: (typed_start as u32, at) })
}

fn suggestion(item: CompletionItem) -> Suggestion {
    let kind = kind(item.kind);
    // What a key writes is the name alone: brackets come with what is typed next.
    let insert = match kind {
        SuggestionKind::Macro => format!("{}!", item.lookup().trim_end_matches('!')),
        _ => item.lookup().to_owned(),
    };
    let detail = item.detail.or(item.label.detail_right);
    Suggestion { label: item.label.primary.to_string(), insert, kind, detail }
}

fn kind(kind: CompletionItemKind) -> SuggestionKind {
    use CompletionItemKind as K;
    use SuggestionKind as S;
    match kind {
        K::Binding => S::Variable,
        K::BuiltinType | K::InferredType => S::Type,
        K::Keyword => S::Keyword,
        K::SymbolKind(symbol) => match symbol {
            SymbolKind::Local | SymbolKind::ValueParam | SymbolKind::SelfParam => S::Variable,
            SymbolKind::Field => S::Field,
            SymbolKind::Method => S::Method,
            SymbolKind::Function => S::Function,
            SymbolKind::Struct
            | SymbolKind::Enum
            | SymbolKind::Union
            | SymbolKind::TypeAlias
            | SymbolKind::TypeParam
            | SymbolKind::SelfType => S::Type,
            SymbolKind::Trait => S::Trait,
            SymbolKind::Module | SymbolKind::CrateRoot | SymbolKind::ToolModule => S::Module,
            SymbolKind::Const | SymbolKind::Static | SymbolKind::Variant | SymbolKind::ConstParam => S::Constant,
            SymbolKind::Macro | SymbolKind::ProcMacro => S::Macro,
            _ => S::Other,
        },
        _ => S::Other,
    }
}

/// Names with their signatures: no snippets, no imports, no searches for terms.
fn config() -> CompletionConfig<'static> {
    CompletionConfig {
        enable_postfix_completions: false,
        enable_imports_on_the_fly: false,
        enable_self_on_the_fly: true,
        enable_auto_iter: false,
        enable_auto_await: false,
        enable_private_editable: false,
        enable_term_search: false,
        term_search_fuel: 0,
        full_function_signatures: true,
        callable: None,
        add_colons_to_module: false,
        add_semicolon_to_unit: false,
        snippet_cap: None,
        insert_use: InsertUseConfig {
            granularity: ImportGranularity::Crate,
            enforce_granularity: false,
            prefix_kind: PrefixKind::Plain,
            group: false,
            skip_glob_imports: true,
        },
        prefer_no_std: false,
        prefer_prelude: true,
        prefer_absolute: false,
        snippets: Vec::new(),
        limit: None,
        fields_to_resolve: CompletionFieldsToResolve::empty(),
        exclude_flyimport: Vec::new(),
        exclude_traits: &[],
        ra_fixture: RaFixtureConfig::default(),
    }
}
