FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY src src
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 rarekin
COPY --from=build /venv /venv
USER rarekin
ENV PATH=/venv/bin:$PATH RAREKIN_HOME=/home/rarekin/data PORT=8000 RAREKIN_BIND=0.0.0.0
VOLUME /home/rarekin/data
EXPOSE 8000
HEALTHCHECK --start-period=180s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["rarekin", "serve"]
