"""A worker that sleeps over files called "cham" and dies over files called "chet"."""

import os
import time

from tonghop.formats.inbox import worker
from tonghop.formats.inbox.readers import Readers

_read = Readers.__call__


def _trying(self, content, name, kind):  # type: ignore[no-untyped-def]
    if "cham" in name:
        time.sleep(60)
    if "chet" in name:
        os._exit(9)
    return _read(self, content, name, kind)


if __name__ == "__main__":
    Readers.__call__ = _trying
    worker.main()
