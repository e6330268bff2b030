"""The commands of `signpost`, one module each, found by `webapp.cli`."""
