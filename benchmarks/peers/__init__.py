"""Accuracy and speed beside the strongest open tools for the same task, on labelled sets and by one evaluator."""
