"""All settings, read once from `HUB_*` environment variables and passed down; docs/settings.md lists them."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.errors import SettingsError


class Settings(BaseSettings):
    """The hub's settings. Nothing else in the hub reads the environment."""

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore")

    data_dir: Annotated[Path, Field(description="Folder of the embedded engine's data, lock and address files.")] = (
        Path("hub-data")
    )
    graph_uri: Annotated[
        str | None,
        Field(description="Bolt address of a Neo4j, such as neo4j://host:7687. Unset: the embedded engine."),
    ] = None
    graph_user: Annotated[str, Field(description="User on that Neo4j.")] = "neo4j"
    graph_password: Annotated[
        SecretStr | None, Field(description="Password on that Neo4j. Unset: no authentication.")
    ] = None
    graph_database: Annotated[
        str | None, Field(description="Database on that Neo4j. Unset: the server's default database.")
    ] = None
    engine_heap_mb: Annotated[int, Field(ge=256, description="Heap of the embedded engine, in MiB.")] = 2048
    engine_start_seconds: Annotated[
        float, Field(gt=0, description="How long the embedded engine may take to start, in seconds.")
    ] = 60.0
    host: Annotated[str, Field(description="Address the API listens on.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port the API listens on; 0 picks a free one.")] = 8080
    batch_rows: Annotated[int, Field(ge=1, le=50_000, description="Rows staged in one transaction.")] = 2_000
    resolve_records: Annotated[int, Field(ge=1, le=50_000, description="Records resolved in one transaction.")] = 2_000
    learn_records: Annotated[
        int,
        Field(
            ge=0,
            description="Records of a kind from which on its match model learns from them, and anew whenever there are "
            "four times as many. 0: only `hub rebuild --train` teaches it.",
        ),
    ] = 1_000
    max_block_size: Annotated[
        int,
        Field(ge=2, description="Records that may share a blocking key before a finer one must bring them together."),
    ] = 40
    sample_data: Annotated[
        Path | None,
        Field(
            description="Folder of the public data sets that docs/public-data.md walks through, "
            "one sub-folder for each. Unset: the test of that walk is skipped."
        ),
    ] = None
    log_level: Annotated[
        str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Lowest level that is logged.")
    ] = "WARNING"

    @model_validator(mode="after")
    def _password_needs_a_server(self) -> "Settings":
        """A password without an address hints at a forgotten HUB_GRAPH_URI: the data would go elsewhere."""
        if self.graph_password and not self.graph_uri:
            raise ValueError("HUB_GRAPH_PASSWORD is set but HUB_GRAPH_URI is not; set both or neither")
        return self


def read_settings(**overrides: object) -> Settings:
    """Return the settings of this process; `overrides` win over the environment.

    Raises:
        SettingsError: a value is out of range; names the setting and never its value.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = "; ".join(
            f"HUB_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" if fault["loc"] else fault["msg"]
            for fault in error.errors(include_input=False)
        )
        raise SettingsError(faults, "Correct the environment variable; docs/settings.md lists them all.") from None
