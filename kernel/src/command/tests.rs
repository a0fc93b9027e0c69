use super::*;
use crate::engine::Timing;
use gradus_protocol::CellId;
use std::time::Duration;

fn variable(name: &str, ty: &str) -> Name {
    Name::new(name, NameKind::Variable, CellId::new("a"), ty)
}

fn only(cell: &str) -> Result<Command, String> {
    let script = read(cell, &[]).unwrap_or_else(|| panic!("{cell:?} holds no command"));
    assert!(script.is_done(), "{script:?}");
    script.commands.into_iter().next().unwrap()
}

#[test]
fn commands_stand_before_the_first_line_of_rust_and_places_stay() {
    let script = read("// look\n:vars\n\n  :opt 2\nlet x = 1;\n:vars\n", &[]).unwrap();
    assert_eq!(script.commands, [Ok(Command::Vars), Ok(Command::Opt(Some(Level::At(2))))]);
    assert_eq!(script.code, "// look\n\n\n\nlet x = 1;\n:vars\n");
    assert!(!script.is_done());
    assert_eq!(read("let x = 1;\n:vars", &[]), None, "a later line is the compiler's to judge");
}

#[test]
fn rust_that_begins_with_a_colon_or_an_exclamation_mark_is_rust() {
    for rust in ["::std::mem::drop(1);", "!true", "!(a && b)", "!done()", "!x.is_empty()", "!matches!(a, b)"] {
        assert_eq!(read(rust, &[]), None, "{rust}");
    }
    assert_eq!(read("!done", &[variable("done", "bool")]), None, "a variable");
    for shell in ["!ls", "!ls -l", "!pip install x", "!! ls"] {
        assert!(only(shell).unwrap_err().contains("shell"), "{shell}");
    }
}

#[test]
fn what_is_completed_in_a_command_is_its_rust() {
    assert_eq!(as_rust(":vars\n:type é.x\nlet a = 1;\n:vars"), "     \n      é.x\nlet a = 1;\n:vars");
    assert_eq!(as_rust("x"), "x");
}

#[test]
fn arguments_are_read() {
    assert_eq!(only(":type x.exp();"), Ok(Command::Type("x.exp()".into())));
    assert_eq!(only(":t  x"), Ok(Command::Type("x".into())));
    assert_eq!(only(":doc Vec::push "), Ok(Command::Doc("Vec::push".into())));
    assert_eq!(only(":opt"), Ok(Command::Opt(None)));
    assert_eq!(only(":opt auto"), Ok(Command::Opt(Some(Level::Auto))));
    assert_eq!(only(":opt 3 here"), Ok(Command::OptHere(3)));
    assert_eq!(only(":time  f(1)"), Ok(Command::Time(Some((7, "f(1)".into())))));
    assert_eq!(only(":time"), Ok(Command::Time(None)));
    assert!(matches!(only(r#":dep rand = "0.8""#), Ok(Command::Dep(crates)) if crates[0].name == "rand"));
    assert!(only(":dep").unwrap_err().contains(":dep itertools"));
    for (line, word) in [
        (":opt 4", "`:opt 3`"),
        (":opt 4 here", "`:opt 3`"),
        (":opt fast", "`:opt 3`"),
        (":type", ":type x"),
        (":doc", ":doc Vec"),
    ] {
        assert!(only(line).unwrap_err().contains(word), "{line}");
    }
}

#[test]
fn a_typing_mistake_gets_the_command_that_was_meant() {
    for (wrong, meant) in
        [(":var", ":vars"), (":tpye x", ":type"), (":hlep", ":help"), (":docs", ":doc"), (":times", ":time")]
    {
        assert!(only(wrong).unwrap_err().contains(&format!("`{meant}`")), "{wrong}");
    }
    assert!(only(":frobnicate").unwrap_err().contains(":help"));
}

#[test]
fn every_command_of_evcxr_has_an_answer_of_its_own() {
    let evcxr = ":internal_debug :load_config :version :vars :type :t :preserve_vars_on_panic :clear :restart :dep \
        :show_deps :last_compile_dir :opt :fmt :types :efmt :toolchain :offline :allow_static_linking :quit :timing \
        :time_passes :sccache :cache :clear_cache :linker :codegen_backend :explain :build_env :env :last_error_json \
        :help :doc";
    for name in evcxr.split_whitespace() {
        if let Err(words) = only(name) {
            assert!(!words.contains("There is no command `") || words.contains("here"), "{name}: {words}");
        }
    }
    assert!(only(":quit").unwrap_err().contains("q"));
}

#[test]
fn variables_make_a_table() {
    let tensor =
        Name { size: Some(32_000), preview: Some("[0.5, 1.0, ..]".into()), ..variable("t", "Tensor<2x4, f32>") };
    let item = Name::new("f", NameKind::Item, CellId::new("a"), "fn");
    let bundle = table(&[tensor, item, variable("long_name", "Vec<u8>")]);
    let text = bundle.text("text/plain").unwrap();
    assert_eq!(
        text,
        "name       type              size   value\n\
         t          Tensor<2x4, f32>  32.0 kB  [0.5, 1.0, ..]\n\
         long_name  Vec<u8>"
            .replace("size   value", "size     value")
    );
    let html = bundle.text("text/html").unwrap();
    assert!(html.contains("<td>Tensor&lt;2x4, f32&gt;</td>") && !html.contains("<td>f</td>"), "{html}");
    assert!(table(&[]).text("text/plain").unwrap().contains("let x = 1;"));
}

#[test]
fn a_cost_names_its_parts() {
    let ms = Duration::from_millis;
    let cost = Timing { generate: ms(1), compile: ms(90), attempts: 2, load: ms(2), run: ms(7) };
    let text = timing(&cost);
    assert_eq!(text.text("text/plain"), Some("100 ms: generate 1.0, compile 90 in 2 attempts, load 2.0, run 7.0"));
    let kept = timing(&Timing { attempts: 0, ..cost });
    assert!(kept.text("text/plain").unwrap().contains("compiled before"));
}

#[test]
fn the_help_names_every_command() {
    let help = help();
    for name in [":vars", ":type", ":doc", ":opt", ":dep", ":time", ":help"] {
        assert!(help.text("text/plain").unwrap().contains(name), "{name}");
        assert!(help.text("text/html").unwrap().contains(name), "{name}");
    }
}

#[test]
fn the_probe_is_rust_whatever_it_asks_about() {
    for expression in ["x", "|a: f32| a + 1.0", "{ let y = x; y }", "a // the first", "return"] {
        syn::parse_str::<syn::Expr>(&probe(expression)).unwrap_or_else(|error| panic!("{expression}: {error}"));
    }
}
