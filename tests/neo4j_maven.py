"""A real Neo4j without Docker: its own artifacts from Maven Central, run by a Java on this machine.

In: a version and a folder for the database. Out: the address of a running server, a process of its own on loopback.
The artifacts are fetched once for each version and kept in ~/.cache/hub-test.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent / "neo4j"
CACHE = Path.home() / ".cache" / "hub-test"
JAVA_HOMES = ("/usr/lib/jvm/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
FETCH_SECONDS = 600
STOP_SECONDS = 30
SETTINGS = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.memory.pagecache.size=128m
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
"""


class NoMavenNeo4jError(Exception):
    """This machine cannot run that Neo4j; says what is missing."""


@contextmanager
def maven_neo4j(version: str, folder: Path) -> Iterator[str]:
    """Run Neo4j `version` with its data in `folder`; yield its Bolt address, which asks for no password.

    Raises:
        NoMavenNeo4jError: Maven or a fitting Java is missing, the artifacts cannot be fetched, or it did not start.
    """
    java = find_java(least_java(version))
    artifacts = fetch_artifacts(version)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    (folder / "neo4j.conf").write_text(SETTINGS.format(port=port), encoding="utf-8")
    log = folder / "neo4j.log"
    command = [str(java), "-Xmx1g", "-cp", f"{artifacts}/*", str(HERE / "Neo4j.java"), str(folder)]
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        ) as server,
    ):
        try:
            _await_ready(server, log)
            yield f"bolt://127.0.0.1:{port}"
        finally:
            _stop(server)


def least_java(version: str) -> int:
    """Return the oldest Java that runs Neo4j `version`: 17 for 5.x, 21 for those named after a year."""
    return 21 if int(version.split(".", maxsplit=1)[0]) >= 2025 else 17


def find_java(least: int) -> Path:
    """Return the oldest Java of this machine that is at least `least` and can run a source file.

    Raises:
        NoMavenNeo4jError: there is none; names those that were found.
    """
    found = {java: java_version(java) for java in _javas()}
    fitting = [(release, java) for java, release in found.items() if release >= least]
    if not fitting:
        seen = ", ".join(f"{java} ({release})" for java, release in found.items()) or "none"
        raise NoMavenNeo4jError(f"it needs a JDK of release {least} or later; found: {seen}")
    return min(fitting)[1]


def java_version(java: Path) -> int:
    """Return the release of a `java` command, such as 17; 0 where it does not tell."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(\d+)', said)
    return int(match[1]) if match else 0


def fetch_artifacts(version: str) -> Path:
    """Return the folder with the artifacts of `version`, fetched at the first call.

    They are fetched into a folder beside it that is renamed at the end, so a kill leaves no half of them behind.

    Raises:
        NoMavenNeo4jError: there is no Maven, or it failed.
    """
    target = CACHE / f"neo4j-{version}"
    if target.is_dir():
        return target
    if shutil.which("mvn") is None:
        raise NoMavenNeo4jError("there is no Maven (mvn) to fetch it with")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        artifacts = Path(scratch) / "artifacts"
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dneo4j.version={version}"]
        command += ["dependency:copy-dependencies", f"-DoutputDirectory={artifacts}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS)
        if done.returncode != 0:
            raise NoMavenNeo4jError(f"Maven could not fetch it: {done.stdout.strip()[-600:]}")
        if not target.is_dir():  # another session may have been faster
            artifacts.rename(target)
    return target


def _javas() -> list[Path]:
    """Return the `java` commands of this machine that come with a compiler, each once."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    if (on_path := shutil.which("java")) is not None:
        homes.append(Path(on_path).resolve().parents[1])
    for pattern in JAVA_HOMES:
        homes += sorted(Path("/").glob(pattern.lstrip("/")))
    commands = {(home / "bin" / "java").resolve(): None for home in homes if (home / "bin" / "javac").exists()}
    return list(commands)


def _await_ready(server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server says that it is ready."""
    assert server.stdout is not None
    for line in server.stdout:
        if line.strip() == b"ready":
            return
    raise NoMavenNeo4jError(f"it ended while it was starting: {log.read_text(errors='replace')[-600:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server by ending its input; kill it where that does not help."""
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
