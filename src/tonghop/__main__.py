"""`python -m tonghop`: the same program as the command `tonghop`."""

from tonghop.cli.main import main

if __name__ == "__main__":
    main()
