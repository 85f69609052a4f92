"""Resolution: from a neighbourhood of source records to a plan. Pure: no driver, no clock, no settings, no I/O."""
