"""`python -m gongkai` is the command `gongkai`."""

from gongkai.cli import main

if __name__ == "__main__":
    main(prog_name="gongkai")
