"""What can be checked of Dockerfile and docker-compose.yml without a Docker engine."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from hub.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
NEEDS_PASSWORD = re.compile(r"\$\{HUB_GRAPH_PASSWORD:\?[^}]+\}")


def instructions(name: str) -> list[str]:
    """Return what follows each instruction `name` of the Dockerfile."""
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


def copied() -> list[str]:
    """Return the paths of the checkout that go into the image."""
    return [source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]]


def settings_named(text: str) -> set[str]:
    return {name.removeprefix("HUB_").lower() for name in re.findall(r"\bHUB_[A-Z_]+\b", text)}


@pytest.mark.parametrize("file", ["Dockerfile", "docker-compose.yml"])
def test_every_setting_named_exists(file: str) -> None:
    named = settings_named((ROOT / file).read_text())
    assert named
    assert named <= set(Settings.model_fields)


def test_the_services_settings_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVICES["hub"]["environment"].items():
        monkeypatch.setenv(name, NEEDS_PASSWORD.sub("long-enough", value))
    settings = Settings()
    assert settings.graph_uri == "neo4j://neo4j:7687"
    assert f"127.0.0.1:{settings.port}:{settings.port}" in SERVICES["hub"]["ports"]


def test_both_services_are_watched_and_the_hub_waits_for_the_graph() -> None:
    assert SERVICES["neo4j"]["healthcheck"]["test"]
    assert instructions("HEALTHCHECK")
    assert SERVICES["hub"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_no_port_is_open_to_other_machines() -> None:
    ports = [port for service in SERVICES.values() for port in service["ports"]]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_password_is_asked_for_and_nowhere_given() -> None:
    assert NEEDS_PASSWORD.search(SERVICES["neo4j"]["environment"]["NEO4J_AUTH"])
    assert NEEDS_PASSWORD.fullmatch(SERVICES["hub"]["environment"]["HUB_GRAPH_PASSWORD"])


def test_every_volume_used_is_declared() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_the_image_does_not_run_as_root() -> None:
    assert instructions("USER")[-1] not in {"root", "0"}


def test_images_are_pinned() -> None:
    assert all(re.match(r"python:3\.\d+\.\d+-slim\b", image) for image in instructions("FROM"))
    assert re.fullmatch(r"neo4j:\d+\.\d+-community", SERVICES["neo4j"]["image"])


@pytest.mark.parametrize("path", copied())
def test_what_the_image_copies_exists_and_is_sent_to_the_builder(path: str) -> None:
    assert (ROOT / path).exists()
    assert f"!{path}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_docker_compose_accepts_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUB_GRAPH_PASSWORD", raising=False)
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    command = [docker, "compose", "--env-file", "/dev/null", "-f", str(ROOT / "docker-compose.yml"), "config", "-q"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "set HUB_GRAPH_PASSWORD" in refused.stderr
    monkeypatch.setenv("HUB_GRAPH_PASSWORD", "long-enough")
    subprocess.run(command, check=True)
