"""``python -m avtalsuppfoljning`` is ``avtal``."""

from avtalsuppfoljning.cli import main

if __name__ == "__main__":
    main()
