"""hub: open, graph-native master data for CRM."""

__all__ = ["__version__"]

__version__ = "0.1.0"
