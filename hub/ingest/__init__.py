"""From source files to facts: read rows, map and standardise them. Imports the model and standardise; no graph."""
