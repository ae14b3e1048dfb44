"""Django is there before the test modules, since some import models; the database comes with a fixture."""

from databases import prepare_django

prepare_django()
