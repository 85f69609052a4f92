"""From stored properties to model types and back. JSON text where a value is nested: graph properties are flat."""

import json

from hub.graph.database import Row
from hub.model.attributes import ATTRIBUTES
from hub.model.evidence import Match, Outcome
from hub.model.golden import GoldenRecord, Identity
from hub.model.ids import GoldenId, Kind, RecordId
from hub.model.json_text import canonical_json
from hub.model.judgement import Judgement, Override
from hub.model.plan import Event, Review


def match_from(row: Row) -> Match:
    """Read a match from {left, right, properties}."""
    stored = row["properties"]
    return Match(
        left=RecordId(row["left"]),
        right=RecordId(row["right"]),
        weight=stored["weight"],
        probability=stored["probability"],
        comparisons=tuple(stored["comparisons"]),
        levels=tuple(stored["levels"]),
        weights=tuple(stored["weights"]),
        outcome=Outcome(stored["outcome"]),
        model=stored["model"],
        conflict=stored.get("conflict"),
        held=stored.get("held"),
        apart=stored.get("apart", False),
    )


def match_row(match: Match) -> Row:
    """Write a match as {left, right, properties}."""
    properties = match.model_dump(mode="json", exclude={"left", "right"}, exclude_none=True)
    return {"left": match.left, "right": match.right, "properties": properties}


def identity_from(stored: Row) -> Identity:
    """Read an identity; an empty text in `because` stands for no judgement."""
    anchors = zip(stored["anchors"], stored["because"], strict=True)
    return Identity(
        id=GoldenId(stored["id"]),
        kind=Kind(stored["kind"]),
        founder=RecordId(stored["founder"]),
        issued=stored["issued"],
        anchors=tuple((RecordId(record), because or None) for record, because in anchors),
    )


def identity_row(identity: Identity, issued: int) -> Row:
    """Write an identity as {id, properties}; `issued` is the number it gets if it is new."""
    properties = {
        "kind": identity.kind.value,
        "founder": identity.founder,
        "issued": issued if identity.issued is None else identity.issued,
        "anchor": identity.anchors[-1][0],
        "anchors": [record for record, _because in identity.anchors],
        "because": [because or "" for _record, because in identity.anchors],
    }
    return {"id": identity.id, "properties": properties}


def golden_from(body: str) -> GoldenRecord:
    """Read a golden record from its body."""
    return GoldenRecord.model_validate_json(body)


def golden_row(golden: GoldenRecord) -> Row:
    """Write a golden record as {id, properties}: the values flat, for whoever queries the graph, and the whole body."""
    known = ATTRIBUTES[golden.kind]
    values = {
        name: list(value.values) if known[name].many else value.values[0] for name, value in golden.values.items()
    }
    properties = {
        **values,
        "id": golden.id,
        "kind": golden.kind.value,
        "name": golden.name,
        "etag": golden.etag,
        "body": golden.model_dump_json(),
        "search_text": golden.search_text,
    }
    return {"id": golden.id, "properties": properties}


def judgement_from(stored: Row) -> Judgement:
    """Read a judgement."""
    return Judgement.model_validate(stored)


def override_from(stored: Row) -> Override:
    """Read an override."""
    return Override.model_validate(stored)


def review_from(stored: Row) -> Review:
    """Read a review."""
    return Review.model_validate(stored)


def event_row(event: Event) -> Row:
    """Write an event."""
    stored = event.model_dump(mode="json", exclude={"data"})
    return {**stored, "data": canonical_json(event.data)}


def event_from(stored: Row) -> Event:
    """Read an event."""
    return Event.model_validate({**stored, "kind": stored.get("kind"), "data": json.loads(stored["data"])})
