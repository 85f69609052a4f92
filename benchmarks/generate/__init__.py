"""Labelled sets of master data of any size, made up for developing and judging entity resolution."""
