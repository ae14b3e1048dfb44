"""The register: places and bodies over time, and the reorganisations that made them, kept in the database."""
