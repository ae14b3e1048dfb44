"""Django is there before the test modules, since some import models; the database comes with a fixture.

Browsers come as those who use them have them: with scripts, and without.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from databases import prepare_django
from served import Served

prepare_django()


@pytest.fixture(params=["with scripts", "without scripts"])
def either(request: pytest.FixtureRequest, chromium: Any, served: Served) -> Iterator[Any]:
    """A page of somebody's own browser, with scripts and without."""
    yield from _page(chromium, scripts=request.param == "with scripts")


@pytest.fixture
def desk(chromium: Any, served: Served) -> Iterator[Any]:
    """A page of somebody's own browser, with scripts."""
    yield from _page(chromium, scripts=True)


def _page(chromium: Any, *, scripts: bool) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
