//! `:type`: the compiler is asked for an expression's type without running the expression.

use gradus_protocol::{CellError, Output};

/// The id of the cell that asks; its outputs are for [`Told`], not for the learner.
pub const PROBE: &str = ":type";

/// A cell that prints the name of an expression's type.
///
/// The expression stands in a branch that is never taken and does not return, so that it may use up the variables it
/// mentions; its type reaches the code behind it through the variable that the branch would set.
pub fn probe(expression: &str) -> String {
    format!(
        "{{\n\
         fn __of<T: ?Sized>(_: &T) -> ::std::marker::PhantomData<T> {{ ::std::marker::PhantomData }}\n\
         fn __name<T: ?Sized>(_: ::std::marker::PhantomData<T>) -> &'static str {{ ::std::any::type_name::<T>() }}\n\
         let mut __type = ::std::marker::PhantomData;\n\
         if ::std::hint::black_box(false) {{ let __value = {{\n{expression}\n}}; __type = __of(&__value); loop {{}} }}\n\
         ::std::print!(\"{{}}\", __name(__type));\n}}"
    )
}

/// The type's full name, as rustc prints it, from what the probe gave.
///
/// # Errors
/// Why the expression has none, in a sentence.
pub fn told(outputs: Vec<Output>, expression: &str) -> Result<String, CellError> {
    let refused = |reason: &str| CellError::Refused {
        message: say!("command-type-none", expression = expression, reason = reason),
    };
    let mut name = Vec::new();
    for output in outputs {
        match output {
            Output::Stream { data, .. } => name.extend(data),
            Output::Error(CellError::Compile { diagnostics }) => {
                return Err(refused(&diagnostics.first().map(|d| d.message.clone()).unwrap_or_default()));
            }
            Output::Error(CellError::Refused { message }) => return Err(refused(&message)),
            Output::Error(other) => return Err(other),
            _ => {}
        }
    }
    Ok(String::from_utf8_lossy(&name).trim().to_owned())
}
