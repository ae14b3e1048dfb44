"""Django is there before the test modules: one of them fills the real database."""

from databases import prepare_django

prepare_django()
