"""Routes: parse, call one function, answer."""
