"""Files in: each importer reads, transforms and saves, and reports by row."""
