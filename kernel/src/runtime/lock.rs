//! The part of `Cargo.lock` that a runtime rests on: a dependency of the terminal's must not make a runtime outdated.

use super::RuntimeError;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A package of the lock.
struct Package {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
    dependencies: Vec<String>,
}

/// The packages that can be reached from `members`, as cargo would write them down for these members alone; a member uses
/// only what stands behind its name.
pub(super) fn reachable(text: &str, members: &BTreeMap<String, BTreeSet<String>>) -> Result<String, RuntimeError> {
    let (head, packages) = read(text)?;
    let mut wanted = BTreeSet::new();
    let of_members = |package: &Package| package.source.is_none() && members.contains_key(&package.name);
    let mut todo: Vec<usize> = (0..packages.len()).filter(|at| of_members(&packages[*at])).collect();
    while let Some(at) = todo.pop() {
        if wanted.insert(at) {
            let uses = uses(&packages[at], members);
            todo.extend(uses.filter_map(|dependency| find(&packages, dependency)));
        }
    }
    let kept: Vec<&Package> = wanted.iter().map(|at| &packages[*at]).collect();
    let mut out = head.trim_end().to_owned();
    for package in &kept {
        out += "\n\n";
        out += "[[package]]\n";
        let Package { name, version, source, checksum, .. } = package;
        let fields = [
            ("name", Some(name)),
            ("version", Some(version)),
            ("source", source.as_ref()),
            ("checksum", checksum.as_ref()),
        ];
        fields.iter().for_each(|(key, value)| out.extend(value.map(|value| format!("{key} = \"{value}\"\n"))));
        let mut named: Vec<String> = uses(package, members)
            .filter_map(|dependency| find(&packages, dependency))
            .map(|at| shortest(&packages[at], &kept))
            .collect();
        named.sort();
        if !named.is_empty() {
            out += &format!(
                "dependencies = [\n{}]\n",
                named.iter().map(|name| format!(" \"{name}\",\n")).collect::<String>()
            );
        }
        out.truncate(out.trim_end().len());
    }
    out.push('\n');
    Ok(out)
}

fn read(text: &str) -> Result<(&str, Vec<Package>), RuntimeError> {
    let broken = |what: &str| RuntimeError::Sources(format!("Cargo.lock: {what}"));
    let (head, _) = text.split_once("[[package]]").unwrap_or((text, ""));
    let lock: Table = text.parse().map_err(|error: toml::de::Error| broken(error.message()))?;
    let packages = lock.get("package").and_then(Value::as_array).into_iter().flatten().map(|package| {
        let word = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
        let listed = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        Ok(Package {
            name: word("name").ok_or_else(|| broken("a package without a name"))?,
            version: word("version").ok_or_else(|| broken("a package without a version"))?,
            source: word("source"),
            checksum: word("checksum"),
            dependencies: listed.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    });
    Ok((head, packages.collect::<Result<_, RuntimeError>>()?))
}

/// What a package uses; of a member, only what its manifest still names.
fn uses<'a>(package: &'a Package, members: &'a BTreeMap<String, BTreeSet<String>>) -> impl Iterator<Item = &'a str> {
    let manifest = members.get(&package.name).filter(|_| package.source.is_none());
    let named = move |dependency: &&str| {
        let name = dependency.split(' ').next().unwrap_or_default();
        manifest.is_none_or(|names| names.contains(name))
    };
    package.dependencies.iter().map(String::as_str).filter(named)
}

/// The package that `name`, `name version` or `name version (source)` means.
fn find(packages: &[Package], dependency: &str) -> Option<usize> {
    let mut words = dependency.splitn(3, ' ');
    let (name, version, source) = (words.next()?, words.next(), words.next());
    let source = source.map(|source| source.trim_matches(['(', ')']));
    packages.iter().position(|package| {
        package.name == name
            && version.is_none_or(|version| package.version == version)
            && source.is_none_or(|source| package.source.as_deref() == Some(source))
    })
}

/// As cargo names a dependency: by as much as tells it apart.
fn shortest(package: &Package, all: &[&Package]) -> String {
    let Package { name, version, source, .. } = package;
    let same: Vec<_> = all.iter().filter(|other| other.name == *name).collect();
    match (same.len(), same.iter().filter(|other| other.version == *version).count(), source) {
        (1, ..) => name.clone(),
        (_, 1, _) | (_, _, None) => format!("{name} {version}"),
        (.., Some(source)) => format!("{name} {version} ({source})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"# generated
version = 4

[[package]]
name = "kit"
version = "0.1.0"
dependencies = [
 "polars",
 "rand 0.8.5",
]

[[package]]
name = "polars"
version = "0.55.2"
source = "registry+x"
checksum = "p"

[[package]]
name = "rand"
version = "0.8.5"
source = "registry+x"
checksum = "a"

[[package]]
name = "rand"
version = "0.9.2"
source = "registry+x"
checksum = "b"

[[package]]
name = "tui"
version = "0.1.0"
dependencies = [
 "kit",
 "rand 0.9.2",
]
"#;

    #[test]
    fn only_what_members_use_stays_named_as_cargo_would() {
        let members = BTreeMap::from([("kit".to_owned(), BTreeSet::from(["rand".to_owned()]))]);
        let expected = r#"# generated
version = 4

[[package]]
name = "kit"
version = "0.1.0"
dependencies = [
 "rand",
]

[[package]]
name = "rand"
version = "0.8.5"
source = "registry+x"
checksum = "a"
"#;
        assert_eq!(reachable(LOCK, &members).unwrap(), expected);
    }

    #[test]
    fn all_members_give_the_whole_lock() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let members = [("kit", names(&["rand", "polars"])), ("tui", names(&["kit", "rand"]))];
        let members = members.into_iter().map(|(name, uses)| (name.to_owned(), uses)).collect();
        assert_eq!(reachable(LOCK, &members).unwrap(), LOCK);
    }
}
