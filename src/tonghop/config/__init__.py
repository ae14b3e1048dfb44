"""Wiring: settings from the environment, the database's launcher, backups. No rule of the product."""
