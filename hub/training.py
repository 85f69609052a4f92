"""Training a match model on tables, to be kept and used again. What `hub train` does, and the same call in Python.

In: records, with labels or without. Out: a `Trained`. Writes no file; `hub.model_files` does.
"""

from dataclasses import dataclass

from hub.deduping import Options, request_of
from hub.errors import InputError
from hub.preparing import Records
from hub.resolution.linking import Step, train_model
from hub.resolution.parameters import shipped_parameters
from hub.resolution.trained_model import TrainedModel


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, how many records and labels it learnt from, whether labels taught it, and what can hardly be of it."""

    model: TrainedModel
    records: int
    labels: int
    taught: bool
    doubts: tuple[str, ...]


def train_records(records: Records, options: Options, step: Step | None = None) -> Trained:
    """Train a model on records; of the options those that concern scoring count: labels and model.

    A trained model among the options gives its levels and rules; what it learnt is learnt anew.

    Raises:
        InputError: a label is wrong, or nothing can be compared.
    """
    known = options.model or shipped_parameters(records.kind)
    parameters = known.parameters if isinstance(known, TrainedModel) else known
    request = request_of(records, options)
    model, doubts = train_model(request, parameters, step)
    if not model.scorer.names:
        raise InputError("No column holds anything that can be compared.", "Name columns with --column NAME=TYPE.")
    return Trained(model, len(records.ids), len(request.judged), bool(model.scorer.taught), doubts)
