"""Schema migrations: numbered files of `cypher/schema/`, each applied once and remembered with its checksum."""

from dataclasses import dataclass

from hub.assets import cypher_dir
from hub.errors import SchemaError
from hub.graph.database import Database
from hub.graph.dialect import create_full_text_index
from hub.graph.queries import query
from hub.model.ids import content_hash


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered schema file."""

    number: int
    name: str
    checksum: str


def known_migrations() -> tuple[Migration, ...]:
    """Return the migrations this version of the hub knows, in order."""
    names = sorted(path.stem for path in (cypher_dir() / "schema").glob("[0-9]*.cypher"))
    return tuple(
        Migration(number=int(name[:4]), name=name, checksum=content_hash(query(f"schema/{name}").text))
        for name in names
    )


def migrate(database: Database) -> tuple[Migration, ...]:
    """Apply the migrations that this graph has not had; return them.

    Raises:
        SchemaError: the graph has had a migration this hub does not know, or another text of one it knows.
    """
    done = {row["number"]: row["checksum"] for row in database.read(lambda t: t.run("schema/migrations"))}
    known = known_migrations()
    _check_known(done, known)
    missing = tuple(migration for migration in known if migration.number not in done)
    for migration in missing:
        database.run_schema(f"schema/{migration.name}")
    if missing:
        create_full_text_index(database)
    for migration in missing:
        database.write(
            lambda t, migration=migration: t.run(  # type: ignore[misc]
                "schema/record_migration", number=migration.number, checksum=migration.checksum
            )
        )
    return missing


def _check_known(done: dict[int, str], known: tuple[Migration, ...]) -> None:
    checksums = {migration.number: migration.checksum for migration in known}
    for number, checksum in done.items():
        if checksums.get(number) != checksum:
            raise SchemaError(
                f"The graph has had migration {number:04d} in a form this version of the hub does not know.",
                "Run the version of the hub that wrote this graph, or load into a new one.",
            )
