"""Features: what is compared of many records at once, as arrays.

In: columns of text. Out: for each distinct value its parsed parts as arrays, with stable hashes for equality, so that
features of two tables, of a table and one new record, or of two Spark partitions compare alike. A feature knows its
levels and how to compare; it knows no weight.
"""
