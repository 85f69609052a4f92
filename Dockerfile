# The hub as a server. It talks to a Neo4j given by HUB_GRAPH_URI (docker-compose.yml brings one up).
FROM python:3.13.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY cypher cypher
COPY demo demo
COPY hub hub
RUN python -m venv /opt/hub && /opt/hub/bin/pip install --no-cache-dir .

FROM python:3.13.13-slim
RUN useradd --system --create-home --home-dir /var/lib/hub --uid 10001 hub
COPY --from=build /opt/hub /opt/hub
ENV PATH=/opt/hub/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HUB_DATA_DIR=/var/lib/hub/data \
    HUB_HOST=0.0.0.0 \
    HUB_PORT=8080
USER hub
WORKDIR /var/lib/hub
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import httpx; httpx.get('http://127.0.0.1:8080/health/ready', trust_env=False).raise_for_status()"]
CMD ["hub", "serve"]
