"""The tests' own PostgreSQL server starts for whoever runs them: root, another, or a number."""

import os
import pwd
import shutil
import subprocess
import sys

import pytest

NAMES = {each.pw_uid for each in pwd.getpwall()}
WITHOUT_A_NAME = next(number for number in range(54321, 65534) if number not in NAMES)
"""Who a container runs as when it is told a number: nothing else is known of the user."""

STARTED = """
from contextlib import closing
import psycopg
from tests.recording.server import own
with own("fsync=off") as server:
    with server.database() as uri, closing(psycopg.connect(uri)) as connection:
        print(connection.execute("SELECT current_user").fetchone())
"""


@pytest.mark.parametrize("user", [0, max(NAMES), WITHOUT_A_NAME])
def test_it_starts(user: int) -> None:
    """Whose files they are is seen as this user's, as on a clone of her own."""
    as_user = ("unshare", "--user", f"--map-user={user}", f"--map-group={user}")
    if not shutil.which("unshare") or subprocess.run([*as_user, "true"], check=False).returncode:
        pytest.skip("there may be no user namespaces here")
    done = subprocess.run(
        [*as_user, sys.executable, "-c", STARTED],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert (done.returncode, done.stdout) == (0, "('postgres',)\n"), done.stderr
