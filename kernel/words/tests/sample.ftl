greeting = Hello, { $name }.
