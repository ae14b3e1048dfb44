"""Migrations, each one idea."""
