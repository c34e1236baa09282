"""`python -m nksim`: the command line without its script."""

from nksim.cli.app import main

if __name__ == "__main__":
    main()
