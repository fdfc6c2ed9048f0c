# Two commands matter: `make site` looks at the portal, `make test` checks everything. `make help` lists the others.
# Everything is installed inside the checkout, from the locks; only a missing browser may come from the system.

PYTHON ?= python3
PORT ?= 8000
CORPUS ?= ../shared/corpus
BENCHMARK ?=
PYTEST_FLAGS ?= --numprocesses auto --dist worksteal
LOCK_FLAGS ?= --upgrade
FUZZ_SECONDS ?= 600
FUZZ_SEED ?= 0

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL_LOCKED := $(PIP) install --require-hashes --no-deps --requirement
INSTALL_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .
INSTALL_APART := python -m pip --disable-pip-version-check -qq install --require-hashes --no-deps
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 $(LOCK_FLAGS)
GENERATED := .build/generated

# Two dependencies announce what becomes of MkDocs at every start; the bounds in pyproject.toml answer them.
export DISABLE_MKDOCS_2_WARNING := true
export NO_MKDOCS_2_WARNING := true

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

.PHONY: help
help:  ## list the targets
	@grep -E '^[a-z-]+:.*  ## ' $(firstword $(MAKEFILE_LIST)) | sed -e 's/:.*  ## /	/' | expand -t 18

.PHONY: site
site: build  ## build the example portal and serve it on http://127.0.0.1:PORT (PORT=8000)
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

.PHONY: build
build: $(VENV)/site.stamp  ## build the example portal into site/, strictly
	$(BIN)/mkdocs build --strict

.PHONY: public
public: $(VENV)/site.stamp  ## build the public form of the example portal into dist/public/, strictly
	INCIDENTBOOK_AUDIENCE=public $(BIN)/mkdocs build --strict --site-dir dist/public

.PHONY: test
test: lint generated-check  ## set up what the tests need, a browser included, and run all of them
	$(BIN)/python -m tests.browser.ensure
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

.PHONY: lint
lint: $(VENV)/test.stamp  ## run ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --diff .
	$(BIN)/mypy

.PHONY: schemas
schemas: $(VENV)/site.stamp  ## write docs/schemas anew
	$(BIN)/incidentbook schema --write docs/schemas

.PHONY: rules
rules: $(VENV)/site.stamp  ## write docs/rules and docs/built-in-causes.md anew
	rm -rf docs/rules
	$(BIN)/incidentbook explain --write docs/rules
	$(BIN)/incidentbook explain causes --built-in > docs/built-in-causes.md

.PHONY: generated-check
generated-check: $(VENV)/site.stamp  ## generate again what is generated, and fail if it differs
	rm -rf $(GENERATED)
	mkdir -p $(GENERATED)
	$(BIN)/incidentbook schema --write $(GENERATED)/schemas
	$(BIN)/incidentbook explain --write $(GENERATED)/rules
	$(BIN)/incidentbook explain causes --built-in > $(GENERATED)/built-in-causes.md
	diff docs/built-in-causes.md $(GENERATED)/built-in-causes.md || { echo 'docs/built-in-causes.md is out of date: run make rules' >&2; exit 1; }
	diff -r docs/rules $(GENERATED)/rules || { echo 'docs/rules is out of date: run make rules' >&2; exit 1; }
	diff -r docs/schemas $(GENERATED)/schemas || { echo 'docs/schemas is out of date: run make schemas' >&2; exit 1; }

.PHONY: screenshots
screenshots: $(VENV)/test.stamp  ## take the screenshots of docs/screenshots anew from the example portal
	$(BIN)/python -m tests.browser.ensure
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

.PHONY: corpus
corpus: $(VENV)/test.stamp  ## measure the readers on a folder of real documents (CORPUS=folder)
	$(BIN)/python tests/corpus/measure.py $(CORPUS)

.PHONY: benchmark
benchmark: $(VENV)/test.stamp  ## measure checks, builds and search beside their peers (BENCHMARK="--documents 1000 --peers")
	$(BIN)/python benchmarks/run.py $(BENCHMARK)

.PHONY: similar-corpus
similar-corpus: $(VENV)/test.stamp  ## measure the suggestions of similar incidents on real documents (CORPUS=folder)
	$(BIN)/python tests/corpus/similar.py $(CORPUS)

.PHONY: lock
lock: | $(BIN)/python  ## renew every lock; LOCK_FLAGS= keeps the pins that still fit
	$(INSTALL_LOCKED) requirements/lock.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(COMPILE) requirements/lock.in --output-file requirements/lock.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(COMPILE) pyproject.toml requirements/site.in \
		--output-file requirements/site.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(COMPILE) pyproject.toml requirements/site.in requirements/test.in \
		--constraint requirements/site.txt --output-file requirements/test.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(COMPILE) requirements/fuzz.in --output-file requirements/fuzz.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(COMPILE) requirements/sbom.in --output-file requirements/sbom.txt

.PHONY: fuzz
fuzz: .build/fuzz.stamp  ## fuzz all readers and renderers, guided by coverage (FUZZ_SECONDS=600 for all together)
	.build/fuzz-venv/bin/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)

.PHONY: licences
licences: build $(VENV)/test.stamp  ## list all locked packages with their licences, and the origin of what the site ships
	$(BIN)/python -m tests.supply.inventory site

.PHONY: sbom
sbom: .build/sbom.stamp  ## write what the portal is made of into .build/sbom.cdx.json (CycloneDX)
	.build/sbom-venv/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application \
		--output-reproducible --output-format JSON --output-file .build/sbom.cdx.json .build/site-venv/bin/python

.PHONY: clean
clean:  ## remove everything that make and the tools made
	rm -rf $(VENV) .build site dist .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "incidentbook needs Python 3.11 or later, \
	this is %d.%d; name another with make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/site.txt pyproject.toml | $(BIN)/python
	$(INSTALL_LOCKED) requirements/site.txt
	$(INSTALL_PACKAGE)
	@touch $@

.build/fuzz.stamp: requirements/site.txt requirements/fuzz.txt
	$(PYTHON) -m venv --clear .build/fuzz-venv
	.build/fuzz-venv/bin/$(INSTALL_APART) --requirement requirements/site.txt --requirement requirements/fuzz.txt
	.build/fuzz-venv/bin/python -m pip --disable-pip-version-check -qq install --no-deps --no-build-isolation \
		--editable .
	@touch $@

.build/sbom.stamp: requirements/site.txt requirements/sbom.txt
	$(PYTHON) -m venv --clear .build/sbom-venv
	.build/sbom-venv/bin/$(INSTALL_APART) --requirement requirements/sbom.txt
	$(PYTHON) -m venv --clear --without-pip .build/site-venv
	.build/sbom-venv/bin/python -m pip --python .build/site-venv/bin/python --disable-pip-version-check -qq \
		install --require-hashes --no-deps --requirement requirements/site.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp
	$(INSTALL_LOCKED) requirements/test.txt
	@touch $@
