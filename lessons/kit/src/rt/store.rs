//! Variables between cells: each is a box of its own, so a panic while one is dropped cannot touch another.
//!
//! The store belongs to the thread that runs cells, so values need not be `Send`.

use super::{
    glance::{Eye, Glance},
    guard, known, wire,
};
use gradus_protocol::{CellError, FromWorker, Output, Stored};
use std::{
    any::{Any, TypeId, type_name},
    cell::RefCell,
    collections::HashMap,
    marker::PhantomData,
};

/// What is known of a value's type at run time.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    id: TypeId,
    name: &'static str,
    size: usize,
    align: usize,
}

impl Facts {
    pub(super) fn of<T: 'static>() -> Self {
        Self { id: TypeId::of::<T>(), name: type_name::<T>(), size: size_of::<T>(), align: align_of::<T>() }
    }

    fn same(&self, other: &Self) -> bool {
        self.id == other.id && self.name == other.name && (self.size, self.align) == (other.size, other.align)
    }

    /// The same type but for closures, whose identity differs from cell to cell.
    pub(super) fn alike(&self, other: &Self) -> bool {
        (self.size, self.align) == (other.size, other.align)
            && without_closures(self.name) == without_closures(other.name)
    }
}

/// A type's name with every path that runs through a closure cut down to `{{closure}}`.
fn without_closures(name: &str) -> String {
    let in_path = |c: char| c.is_alphanumeric() || "_:{}#".contains(c);
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let end = match in_path(first) {
            true => rest.find(|c| !in_path(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(end);
        out.push_str(if piece.contains("{closure") { "{{closure}}" } else { piece });
        rest = after;
    }
    out
}

struct Slot {
    value: Box<dyn Any>,
    facts: Facts,
}

thread_local! {
    static STORE: RefCell<HashMap<String, Slot>> = RefCell::default();
    /// What looks at variables of types with parameters, as the cells that made them picked it.
    static EYES: RefCell<HashMap<TypeId, Eye>> = RefCell::default();
}

/// Whether the variable is there with exactly this type; if not, says so as a refusal.
pub fn fits<T: 'static>(name: &str) -> bool {
    fits_facts(name, &Facts::of::<T>(), Facts::same)
}

/// As [`fits`], the type given by a witness.
pub fn fits_as<T: 'static>(name: &str, _: PhantomData<T>) -> bool {
    fits::<T>(name)
}

/// As [`fits`] for a type without a name, which differs from cell to cell in its closures' identity alone.
pub fn fits_like<T: 'static>(name: &str, _: PhantomData<T>) -> bool {
    fits_facts(name, &Facts::of::<T>(), Facts::alike)
}

fn fits_facts(name: &str, wanted: &Facts, matches: fn(&Facts, &Facts) -> bool) -> bool {
    let message = STORE.with_borrow(|store| match store.get(name) {
        Some(slot) if matches(&slot.facts, wanted) => None,
        Some(slot) => Some(say!("rt-changed", name = name, stored = slot.facts.name, wanted = wanted.name)),
        None => Some(say!("rt-missing", name = name)),
    });
    match message {
        None => true,
        Some(message) => {
            wire::emit(Output::Error(CellError::Refused { message }));
            false
        }
    }
}

/// Takes a variable out of the store.
///
/// # Panics
/// When [`fits`] was not asked or said no.
pub fn take<T: 'static>(name: &str) -> T {
    match remove(name).value.downcast() {
        Ok(value) => *value,
        Err(_) => misused(name),
    }
}

/// As [`take`], the type given by a witness.
///
/// # Panics
/// As [`take`].
pub fn take_as<T: 'static>(name: &str, _: PhantomData<T>) -> T {
    take(name)
}

/// A variable of a type without a name, for [`raw::take_like`].
pub(super) fn take_slot(name: &str) -> (Box<dyn Any>, Facts) {
    let Slot { value, facts } = remove(name);
    (value, facts)
}

fn remove(name: &str) -> Slot {
    STORE.with_borrow_mut(|store| store.remove(name)).unwrap_or_else(|| misused(name))
}

pub(super) fn misused(name: &str) -> ! {
    panic!("the variable {name} was taken without being checked: a fault of Gradus")
}

/// Puts a variable into the store and drops the one it replaces.
pub fn put<T: 'static>(name: &str, value: T) {
    put_with(name, value, None, None);
}

/// As [`put`] for a variable of a new type: with what a closure or iterator takes and gives, for the engine, and what
/// looks at a value whose type has parameters.
pub fn put_with<T: 'static>(name: &str, value: T, signature: Option<String>, eye: Option<Eye>) {
    insert(name, Slot { value: Box::new(value), facts: Facts::of::<T>() }, signature, eye);
}

/// As [`put_with`] for a variable that is neither a closure nor an iterator.
pub fn put_new<T: 'static>(name: &str, value: T, eye: Option<Eye>) {
    put_with(name, value, None, eye);
}

fn insert(name: &str, slot: Slot, signature: Option<String>, eye: Option<Eye>) {
    let eye = EYES.with_borrow_mut(|eyes| match eye {
        Some(eye) => {
            eyes.insert(slot.facts.id, eye);
            Some(eye)
        }
        None => eyes.get(&slot.facts.id).copied(),
    });
    let Glance { size, preview } = known::glance(&*slot.value, slot.facts.size, eye);
    let stored = Stored { name: name.to_owned(), type_name: slot.facts.name.to_owned(), size, preview, signature };
    let replaced = STORE.with_borrow_mut(|store| store.insert(name.to_owned(), slot));
    wire::send(&FromWorker::Stored(stored));
    drop_guarded(replaced);
}

/// Drops these variables.
pub fn forget(names: &[String]) {
    for name in names {
        drop_guarded(STORE.with_borrow_mut(|store| store.remove(name)));
    }
}

/// Drops every variable.
pub(super) fn clear() {
    for (_, slot) in STORE.take() {
        drop_guarded(Some(slot));
    }
}

/// A learner's `Drop` may panic; that is said, and ends there.
fn drop_guarded(slot: Option<Slot>) {
    guard(|| {
        drop(slot);
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    #![expect(unsafe_code, reason = "a closure is retyped as a cell does it")]
    use super::*;
    use crate::rt::take_like;
    use std::{rc::Rc, sync::mpsc};

    #[test]
    fn a_value_comes_back_as_it_was_put() {
        put("x", Rc::new(String::from("kept")));
        assert!(fits::<Rc<String>>("x"));
        assert_eq!(*take::<Rc<String>>("x"), "kept");
        assert!(!fits::<Rc<String>>("x"), "taken means gone");
    }

    #[test]
    fn another_type_does_not_fit_even_at_the_same_size() {
        put("x", 5_i32);
        assert!(!fits::<u32>("x"));
        assert!(fits::<i32>("x"), "a refusal takes nothing");
    }

    #[test]
    fn closures_of_two_cells_are_alike_when_they_capture_alike() {
        let by = 3_i64;
        put("f", move |x: i64| x + by);
        let by_other = 4_i64;
        let other = move |x: i64| x * by_other;
        fn like<T>(_: &T) -> PhantomData<T> {
            PhantomData
        }
        assert!(fits_like("f", like(&other)));
        // The stored bytes are read through the other closure's code: 5 * 3.
        assert_eq!(call(unsafe { take_like("f", like(&other)) }, 5), 15);
        put("f", move |x: i32| x);
        assert!(!fits_like("f", like(&other)), "the captured variables differ in size");
        fn call(f: impl Fn(i64) -> i64, x: i64) -> i64 {
            f(x)
        }
    }

    #[test]
    fn names_differ_only_in_paths_through_closures() {
        let cut = without_closures;
        assert_eq!(
            cut("core::iter::Map<core::ops::Range<i32>, cell::a::{{closure}}::{{closure}}>"),
            cut("core::iter::Map<core::ops::Range<i32>, cell::b::{{closure}}>")
        );
        assert_ne!(cut("(cell::a::{{closure}}, i32)"), cut("(cell::a::{{closure}}, u32)"));
    }

    struct Telling(mpsc::Sender<&'static str>, &'static str, bool);
    impl Drop for Telling {
        fn drop(&mut self) {
            self.0.send(self.1).unwrap();
            assert!(!self.2, "this drop fails");
        }
    }

    #[test]
    fn a_failing_drop_loses_nothing_else() {
        let (told, drops) = mpsc::channel();
        put("a", Telling(told.clone(), "old a", true));
        put("b", Telling(told.clone(), "b", false));
        put("a", Telling(told, "new a", false));
        assert_eq!(drops.try_recv(), Ok("old a"));
        assert!(fits::<Telling>("a") && fits::<Telling>("b"));
        forget(&["a".into(), "nobody".into()]);
        assert_eq!(drops.try_recv(), Ok("new a"));
        clear();
        assert_eq!(drops.try_recv(), Ok("b"));
    }
}
