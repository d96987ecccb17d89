"""The WSGI door of the pages."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitai.config.settings")
application = get_wsgi_application()

# What is loaded by now stays for the life of the process: the collector need not look through it again and again. Reading
# a large county makes many small objects, and took a fifth longer because of it.
gc.collect()
gc.freeze()
