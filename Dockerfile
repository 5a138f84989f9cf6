FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY src src
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
# The folder must be there, and the user's, before it becomes a volume: a volume made over a
# missing folder belongs to root.
RUN useradd --create-home --uid 1000 rarekin && install -d -o rarekin -g rarekin -m 700 /home/rarekin/data
COPY --from=build /venv /venv
USER rarekin
ENV PATH=/venv/bin:$PATH RAREKIN_HOME=/home/rarekin/data PORT=8000 RAREKIN_BIND=0.0.0.0
VOLUME /home/rarekin/data
EXPOSE 8000
HEALTHCHECK --start-period=180s --timeout=5s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["rarekin", "serve"]
