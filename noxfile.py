"""What a contributor runs: nox -s lint runs one session, nox alone those marked with a star."""

from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "tests", "examples"]

EXTRAS = nox.project.load_toml("pyproject.toml")["project"]["optional-dependencies"]


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests on every core; arguments go to pytest: nox -s tests -- -k ladder."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and import layers; mend what can be mended: nox -s lint -- --fix."""
    session.install(*EXTRAS["lint"])
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", *(() if session.posargs else ("--check",)))
    session.run("lint-imports", "--no-logo", "--no-cache", env={"PYTHONPATH": "src"})


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of everything, strictly."""
    session.install("-e", ".[types]")
    session.run("mypy", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation in docs/_build; a warning is an error."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "--keep-going", "-q", "-n", "docs", "docs/_build")


@nox.session
def examples(session: nox.Session) -> None:
    """Run the numbered stories in examples/, first to last."""
    session.install("-e", ".")
    for story in sorted(Path("examples").glob("[0-9]*.py")):
        session.run("python", "-W", "error", str(story))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed, as ratios within one run: nox -s bench -- replay --json."""
    session.install("-e", ".[bench,test]")
    for name in session.posargs[:1] or ["append", "replay", "load", "import", "policy"]:
        session.run("python", "-m", "benchmarks", name, *session.posargs[1:])


@nox.session
def golden(session: nox.Session) -> None:
    """Write what this release stores, to be read for ever after: nox -s golden -- --anew."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.golden.write", *session.posargs)
