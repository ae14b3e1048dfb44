"""The web application for a WSGI server: ours (serving.py), or an office's own.

Another server has to bring TONGHOP_DATABASE_URL and TONGHOP_SECRET_KEY: nothing is started here.
"""

import atexit
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tonghop.config.settings")
application = get_wsgi_application()

from tonghop.web.portal.visits import COUNTS  # noqa: E402  models are there once Django is set up

atexit.register(COUNTS.write)
