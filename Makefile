# `make run` serves the bot and the panel, `make test` runs everything CI runs. Both start from nothing but Python ≥ 3.11.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= var

.PHONY: run test lint format lock gate fuzz wheelhouse bench sbom audit pictures clean

run: $(VENV)/.run
	@$(BIN)/faqbot --data $(DATA) init corpus
	@exec $(BIN)/faqbot --data $(DATA) panel --serve

test: $(VENV)/.dev lint
	$(BIN)/python -m pytest -n auto --dist loadfile --durations 25 --durations-min 2

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The pinned floors of our own sets (also a part of `make test`).
gate: $(VENV)/.dev
	$(BIN)/python -m eval.gate

# Longer at every parser and at the whole API than `make test` has time for.
fuzz: $(VENV)/.dev
	FUZZ=5000 $(BIN)/python -m pytest tests/faults/test_parsers.py
	FUZZ=1000 $(BIN)/python -m pytest tests/web/test_schema.py

# Speed beside other engines, as ratios; the peers are installed for it alone.
bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	$(BIN)/python -m eval.bench

# What is in it: every library that is installed to serve, with its hashes (CycloneDX 1.6).
sbom: $(VENV)/.dev
	@mkdir -p build
	@$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application --output-reproducible \
	  -o build/sbom.json requirements/run.lock
	@echo "部品の一覧を build/sbom.json に書きました。"

# Whether one of them has a known flaw; skipped, and said so, where the database cannot be reached.
audit: $(VENV)/.dev
	@$(BIN)/python -m tests.supply.audit

# Everything that a machine without a network needs to install: copy the folder and read docs/operate.ja.md.
wheelhouse: $(VENV)/.dev
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir wheelhouse .
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
	  --dest wheelhouse -r requirements/run.lock
	cp -r corpus deploy docs requirements/run.lock wheelhouse/

pictures: $(VENV)/.dev
	$(BIN)/python -m tests.browser.pictures
	$(BIN)/python -m tests.browser.phone_pictures
	$(BIN)/python -m tests.browser.panel_pictures
	$(BIN)/python -m tests.browser.rocketchat_pictures

# New versions of everything, hashes included; the lock names no index.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --upgrade pyproject.toml requirements/build.in -o requirements/run.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --upgrade --group dev pyproject.toml requirements/build.in requirements/lock.in \
	  -c requirements/run.lock -o requirements/dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --upgrade --group bench -c requirements/dev.lock -o requirements/bench.lock

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/.run: requirements/run.lock pyproject.toml
	$(call install,requirements/run.lock)
	@touch $@

$(VENV)/.dev: requirements/dev.lock pyproject.toml
	$(call install,requirements/dev.lock)
	@touch $@ $(VENV)/.run

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "faqbot には Python 3.11 以上が要ります（いまは $$($(PYTHON) --version)）。"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "部品を入れています（$(1)）。初回は数分かかります。"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef
