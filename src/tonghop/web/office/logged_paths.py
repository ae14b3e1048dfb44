"""What the log may say of an address: the secret of a link that sets a password is left out."""

import logging
import re

SECRET = re.compile(r"(/dat-mat-khau/)[^/\s]+")


class SecretsLeftOut(logging.Filter):
    """Cuts the secrets out of whatever is logged; a refused password would else leave a link that works."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secret(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(one) if isinstance(one, str) else one for one in record.args)
        return True


def without_secret(words: str) -> str:
    """Return words of the log without a link's secret.

    >>> without_secret("Gone: /tai-khoan/dat-mat-khau/Zx81-_/")
    'Gone: /tai-khoan/dat-mat-khau/…/'
    """
    return SECRET.sub(r"\1…", words)
