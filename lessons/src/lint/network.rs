//! Which code reaches for a network: lessons run without one.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Types that are a connection, wherever they come from.
const TYPES: &[&str] = &["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "UnixListener", "UnixDatagram"];

/// Ends of paths to a network; a process of its own could be any program, `curl` as well.
const PATHS: &[&[&str]] =
    &[&["std", "net"], &["core", "net"], &["unix", "net"], &["process", "Command"], &["rustix", "net"]];

/// Crates for networks.
const CRATES: &[&str] = &["attohttpc", "curl", "hyper", "isahc", "minreq", "reqwest", "surf", "tokio", "ureq"];

/// What of a cell reaches for a network, with its line in the cell from 1. Empty for what is no Rust.
///
/// It looks at tokens, not at syntax, so that macros and starters with gaps are seen into.
pub(super) fn network(code: &str) -> Vec<(String, usize)> {
    let mut scan = Scan::default();
    if let Ok(tokens) = code.parse::<TokenStream>() {
        scan.walk(tokens, &[]);
    }
    scan.found
}

#[derive(Default)]
struct Scan {
    found: Vec<(String, usize)>,
}

impl Scan {
    /// Follows paths through `a::b` and `a::{b, c}`; `prefix` is the path before the braces.
    fn walk(&mut self, tokens: TokenStream, prefix: &[String]) {
        let mut path: Vec<String> = prefix.to_vec();
        // After `::`, or at a place where a tree of `use` goes on.
        let mut joined = !prefix.is_empty();
        let mut colons = 0;
        let mut imported = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if !joined {
                        imported = path.last().is_some_and(|last| last == "use" || last == "crate");
                        path.clear();
                    }
                    path.push(name);
                    self.look(&path, imported, ident.span().start().line);
                    (joined, colons) = (false, 0);
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    joined = colons == 2;
                    // Only as the head of a path: in a lesson on fields, `curl` is a fine name for a variable.
                    self.look(&path, joined, punct.span().start().line);
                }
                TokenTree::Punct(punct) => {
                    (joined, colons) = (false, 0);
                    path.clear();
                    if punct.as_char() == ',' && !prefix.is_empty() {
                        path.extend_from_slice(prefix);
                        joined = true;
                    }
                }
                TokenTree::Group(group) => {
                    let tree = joined && group.delimiter() == Delimiter::Brace;
                    self.walk(group.stream(), if tree { &path } else { &[] });
                    (joined, colons) = (false, 0);
                    path.clear();
                }
                TokenTree::Literal(_) => {
                    (joined, colons) = (false, 0);
                    path.clear();
                }
            }
        }
    }

    /// Notes a path that leads to a network; a crate's name does only where it `is_crate`.
    fn look(&mut self, path: &[String], is_crate: bool, line: usize) {
        let last = path.last().map_or("", String::as_str);
        let banned = TYPES.contains(&last)
            || PATHS
                .iter()
                .any(|end| path.iter().rev().map(String::as_str).take(end.len()).eq(end.iter().rev().copied()))
            || (is_crate && path.len() == 1 && CRATES.contains(&last));
        // One piece of news for `std::net::TcpStream`, and none for the words that only go on.
        let known = self.found.last().is_some_and(|(_, at)| *at == line);
        if banned && !known {
            self.found.push((path.join("::"), line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> Vec<(String, usize)> {
        network(code)
    }

    #[test]
    fn every_way_to_a_network_is_seen() {
        for (code, what) in [
            ("use std::net::TcpStream;", "std::net"),
            ("use std::{io, net::{self, SocketAddr}};", "std::net"),
            ("use std::{net, io};", "std::net"),
            ("let s = TcpListener::bind(\"[::]:80\")?;", "TcpListener"),
            ("std::os::unix::net::UnixStream::pair()", "std::os::unix::net"),
            ("println!(\"{}\", reqwest::blocking::get(url)?.text()?);", "reqwest"),
            ("use ureq;", "ureq"),
            ("use ureq::get;", "ureq"),
            ("extern crate curl;", "curl"),
            ("use std::process::Command;", "std::process::Command"),
            ("std::process::Command::new(\"curl\").spawn()?;", "std::process::Command"),
        ] {
            assert_eq!(found(code), [(what.to_owned(), 1)], "{code}");
        }
        assert_eq!(found("let a = 1;\nlet b = UdpSocket::bind(a);"), [("UdpSocket".to_owned(), 2)]);
    }

    #[test]
    fn a_neural_net_is_no_network() {
        for code in [
            "let net = net::Mlp::new(); net.forward(x)",
            "let curl = dy - dx; let v = vec![curl, net];",
            "use std::{io, collections::HashMap}; let net: Net = Net { curl: 1.0, net };",
            "// std::net\nlet s = \"std::net::TcpStream\";",
            "enum Command { Up }; Command::Up",
            "let x = ____; todo!(\"reqwest\")",
            "not Rust \" at all",
        ] {
            assert_eq!(found(code), [], "{code}");
        }
    }
}
