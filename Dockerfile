# The web application and its worker; Neo4j is a server of its own (see compose.yaml).
FROM python:3.13-slim AS build
WORKDIR /signpost
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/signpost
ENV PATH=/opt/signpost/bin:$PATH
COPY requirements/run.txt requirements/run.txt
RUN pip install --require-hashes --requirement requirements/run.txt
COPY . .
RUN python tools/build_frontend.py \
 && pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /var/lib/signpost signpost
COPY --from=build /opt/signpost /opt/signpost
ENV PATH=/opt/signpost/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER signpost
WORKDIR /var/lib/signpost
EXPOSE 8000
CMD ["signpost", "serve", "--host", "0.0.0.0"]
