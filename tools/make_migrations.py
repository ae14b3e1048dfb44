"""Write the migrations that a change of models needs: `python tools/make_migrations.py APP [--name ...]`.

Uses a database of the embedded server (TONGHOP_DATA), since Django compares with what was migrated there.
Give each file a name that is a sentence, and write what the models cannot say (functions, policies) by hand.
"""

import sys

from tonghop.config.startup import open_memory


def main() -> None:
    with open_memory("owner", prepared=False):
        from django.core.management import call_command

        call_command("makemigrations", *sys.argv[1:])


if __name__ == "__main__":
    main()
