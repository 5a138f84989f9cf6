PYTHON ?= python3
BIN := .venv/bin
PYTEST ?= $(BIN)/pytest

.PHONY: run test check bench docs e2e

run: .venv/run.done
	@$(BIN)/rarekin serve

test: .venv/dev.done
	$(PYTEST) -n 2 --dist loadgroup
	$(BIN)/pytest tests/e2e -p no:xdist --force-enable-socket

check: .venv/dev.done
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/python -m cogapp --check docs/reference/*.md

bench: .venv/dev.done
	$(BIN)/python -m benchmarks

docs: .venv/dev.done
	$(BIN)/python -m cogapp -r docs/reference/*.md

.venv/%.done: requirements.lock requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements$(if $(filter dev,$*),-dev).lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . && touch $@
