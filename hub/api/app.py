"""The application: wiring only."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline

from hub import __version__
from hub.api.context import RequestContext
from hub.api.deps import MovedError
from hub.api.description import describe
from hub.api.problems import install_problems
from hub.api.routes import changes, decisions, golden, matching, records, relations, search, system
from hub.api.schemas import Moved
from hub.opening import Hub

DESCRIPTION = """
One trusted, explained, undoable view of each company, contact and product.

Errors are problems (RFC 9457) that say what to do. Lists give a `next_cursor`; writes are idempotent; golden records
carry ETags. A former golden id answers 308 with the current one.
"""


def create_app(hub: Hub) -> FastAPI:
    """Return the API over an open hub."""
    app = FastAPIOffline(
        title="hub",
        version=__version__,
        description=DESCRIPTION,
        redirect_slashes=False,  # an address with a slash too many is unknown, as any other
        openapi_tags=[{"name": module.TAG, "description": module.__doc__ or ""} for module in MODULES],
    )
    app.state.hub = hub
    for module in MODULES:
        app.include_router(module.router)
    install_problems(app)
    app.add_exception_handler(MovedError, _moved)
    app.add_middleware(RequestContext)
    describe(app)
    return app


MODULES = (golden, relations, search, matching, records, decisions, changes, system)


def _moved(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MovedError)
    body = Moved(id=error.current, former_ids=error.former_ids)
    location = request.url.path.replace(error.asked, error.current, 1)
    if request.url.query:
        location = f"{location}?{request.url.query}"
    return JSONResponse(body.model_dump(mode="json"), status_code=308, headers={"Location": location})
