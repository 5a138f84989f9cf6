PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check coverage bench docs

run: .venv/run.done
	@$(BIN)/rarekin serve

test: .venv/dev.done
	$(BIN)/pytest -n 2 --dist loadgroup
	$(BIN)/pytest tests/e2e -p no:xdist --force-enable-socket

check: .venv/dev.done
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/python -m cogapp --check docs/reference/*.md

coverage: .venv/dev.done
	$(BIN)/coverage run -m pytest -n 2 --dist loadgroup
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report

bench: .venv/dev.done
	$(BIN)/python -m benchmarks

docs: .venv/dev.done
	$(BIN)/python -m cogapp -r docs/reference/*.md

.venv/%.done: requirements.lock requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements$(if $(filter dev,$*),-dev).lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . && touch $@
