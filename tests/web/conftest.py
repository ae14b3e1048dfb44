"""Django is there before the test modules, since they draw its templates; no database is opened."""

from databases import prepare_django

prepare_django()
