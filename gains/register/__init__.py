"""The register: the files in `seeds/` that people edit, read as carefully as an export."""
