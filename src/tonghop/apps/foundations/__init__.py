"""What every other app stands on in the database: privileges, extensions, and how it reads Vietnamese."""
