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

/// What the probe said: the name as rustc prints it, or why there is none.
#[derive(Debug, Default)]
pub struct Told {
    name: Vec<u8>,
    error: Option<CellError>,
}

impl Told {
    /// Takes in an output of the probe.
    pub fn hear(&mut self, output: Output) {
        match output {
            Output::Stream { data, .. } => self.name.extend(data),
            Output::Error(error) => self.error = self.error.take().or(Some(error)),
            _ => {}
        }
    }

    /// The type's full name.
    ///
    /// # Errors
    /// Why the expression has none, in a sentence.
    pub fn name(self, expression: &str) -> Result<String, CellError> {
        let refused = |reason: &str| CellError::Refused {
            message: say!("command-type-none", expression = expression, reason = reason),
        };
        match self.error {
            None => Ok(String::from_utf8_lossy(&self.name).trim().to_owned()),
            Some(CellError::Compile { diagnostics }) => {
                Err(refused(&diagnostics.first().map(|d| d.message.clone()).unwrap_or_default()))
            }
            Some(CellError::Refused { message }) => Err(refused(&message)),
            Some(other) => Err(other),
        }
    }
}
