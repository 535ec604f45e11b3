# Every target sets up what it needs: a virtual environment in .venv with the versions of constraints.txt.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
PARTS := $(shell seq $(WORKERS))
SPEC ?=
PYTEST := $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal
QUICK := not slow and not heavy
WAITING = $$(($(WORKERS) + 1)) # some slow tests wait, hence a worker more
CLIENT_TESTS := tests/generated tests/overrides tests/end_to_end --ignore tests/overrides/overlay

# Tests of code that sends requests by an engine. No line of other code depends on the engine.
ENGINE_TESTS := tests/overrides/http tests/overrides/auth/test_login.py \
    tests/overrides/testing/test_ways_in.py tests/overrides/test_client.py tests/overrides/test_requests_by_path.py \
    tests/overrides/test_client_arguments.py tests/overrides/test_members_csv.py \
    tests/overrides/cli/commands/test_whoami.py tests/end_to_end/test_every_operation.py tests/end_to_end/test_journeys.py

# Tests start hundreds of processes, which must not each compile the modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test static single lint types mypy pyright check quick cover coverage-report slow engines engine-httpx2 engine-aiohttp \
    oldest newest audit watch public-api module-index generate update-spec changelog format bench soak docs lock dist clean

help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: generate ## Build the client, start a Docker Hub in memory, and watch a program use the one with the other
	$(BIN)/python examples/tour.py

test: single slow ## Lint, types, whether the generated code is current, all tests, and coverage; CI runs the same

single: $(READY) ## Run everything of `make test` that is not slow, two processes at a time
	@rm -rf build/coverage
	@$(MAKE) --no-print-directory --jobs=$(WORKERS) \
	    pyright mypy lint check engine-httpx2 engine-aiohttp $(PARTS:%=cover-part-%)
	@$(MAKE) --no-print-directory coverage-report

static: $(READY) ## Run lint, types and check, two processes at a time
	@$(MAKE) --no-print-directory --jobs=2 pyright mypy lint check

lint: $(READY) ## Check rules of ruff, formatting, docstrings and words, imports between layers, and the files in .github
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -q -n 0 tests/test_style.py
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms \
	    $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml

types: mypy pyright ## Both type checkers, on hand-written and generated code

mypy: $(READY) ## mypy --strict
	$(BIN)/mypy

pyright: $(READY) ## pyright strict
	$(BIN)/basedpyright --pythonpath $(BIN)/python --level error

check: $(READY) ## Fail if generated/ is not exactly what the build step makes of the vendored document
	$(BIN)/python -m codegen check

quick: $(READY) ## Run the tests that are neither slow nor heavy, at most two cases of each, without coverage
	@$(MAKE) --no-print-directory --jobs=$(WORKERS) $(PARTS:%=quick-part-%)

cover: $(READY) ## Run the quick tests, all cases of each, with branch coverage of codegen/ and overrides/
	@rm -rf build/coverage
	@$(MAKE) --no-print-directory --jobs=$(WORKERS) $(PARTS:%=cover-part-%)
	@$(MAKE) --no-print-directory coverage-report

# A process for each part of the files: workers of pytest-xdist took a third of the time for messages on each test.
quick-part-%: $(READY)
	$(BIN)/python -m pytest -q -n 0 --part $*/$(WORKERS) -m "$(QUICK) and not further"

cover-part-%: $(READY)
	COVERAGE_FILE=build/coverage/$* $(BIN)/python -m pytest -q -n 0 --part $*/$(WORKERS) -m "$(QUICK)" \
	    --cov --cov-report= --cov-fail-under=0

coverage-report: $(READY) ## Report the coverage that `make cover` or `make single` measured
	$(BIN)/coverage combine --quiet build/coverage/*
	$(BIN)/coverage report

# Only files with slow or heavy tests are collected, which takes half the time.
slow: $(READY) ## Run the slow and heavy tests, except the tests of style, which `make lint` runs, without coverage
	$(PYTEST) -n $(WAITING) -m "not ($(QUICK))" \
	    $$(grep -rlE "mark\.(slow|heavy)" --include "test_*.py" tests \
	        | grep -v tests/test_style.py)

engines: $(READY) ## Run the tests of code that uses an engine with httpx2 and with aiohttp, two processes at a time
	@$(MAKE) --no-print-directory --jobs=2 engine-httpx2 engine-aiohttp

# One process for each engine, because starting workers takes longer than half of these tests.
engine-httpx2: $(READY) ## Run the tests of code that uses an engine with httpx2, and with its transports
	$(BIN)/python -m pytest -q -n 0 -p tests.with_httpx2 --engine httpx2 -m "not slow" $(ENGINE_TESTS)

engine-aiohttp: $(READY) ## Run the tests of code that uses an engine with aiohttp
	$(BIN)/python -m pytest -q -n 0 --engine aiohttp -m "not slow" $(ENGINE_TESTS)

oldest: ## Run the tests of the client with the oldest versions of its dependencies that it allows
	$(MAKE) --no-print-directory VENV=build/oldest build/oldest/.ready
	build/oldest/bin/python -m pip install --quiet fastapi opentelemetry-sdk \
	    $$(grep -oE '"[a-z0-9-]+>=[0-9.]+' pyproject.toml | tr -d '"' | sed 's/>=/==/')
	build/oldest/bin/python -m pytest -q -n $(WORKERS) -m "not slow" $(CLIENT_TESTS) \
	    -W "ignore:The anyio.abc.BlockingPortal alias:DeprecationWarning"  # of an old starlette with a new anyio

newest: ## Run the tests of the client with the newest versions of its dependencies that it allows
	$(MAKE) --no-print-directory VENV=build/newest build/newest/.ready
	build/newest/bin/python -m pip install --quiet --upgrade --upgrade-strategy eager ".[aiohttp,http2,httpx2,testing]"
	build/newest/bin/python -m pip install --quiet --no-deps --editable .
	build/newest/bin/python -m pytest -q -n $(WORKERS) -m "not slow" $(CLIENT_TESTS)

audit: $(READY) ## Look up the versions of constraints.txt in the public advisories; fails if a look-up fails
	$(BIN)/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict

watch: $(READY) ## Compare responses of the real service with the document: reads public data only
	$(BIN)/python -m aiodockerhub check

public-api: $(READY) ## Write the list of public names again; its diff shows what a commit adds and removes
	$(BIN)/python -m tests.public_api

module-index: $(READY) ## Write docs/modules.md: the subject and the names of each module
	$(BIN)/python -m tests.module_index

generate: $(READY) ## Rebuild generated/ from spec/docker-hub.yaml and the overlay
	$(BIN)/python -m codegen build

update-spec: $(READY) ## Vendor a downloaded document of Docker: make update-spec SPEC=path/to/new.yaml [ARGS=--dry-run]
	@test -n "$(SPEC)" || { echo "Name the new document: make update-spec SPEC=path/to/new.yaml"; exit 2; }
	@$(BIN)/python -m codegen update $(SPEC) $(ARGS)

changelog: $(READY) ## Print the entry for CHANGELOG.md on what callers see since a commit: make -s changelog [ARGS="--since v1"]
	@$(BIN)/python -m codegen changelog $(ARGS)

format: $(READY) ## Format hand-written code and apply the safe fixes of the linter
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure all budgets beside the peers, and write docs/benchmarks.md; ARGS=--quick for a first look
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	$(BIN)/python -m benchmarks $(or $(ARGS),--write)

soak: $(READY) ## Run every engine against faults, storms and hostile servers for minutes; writes docs/reliability.md
	$(BIN)/python -X dev -W error -m tests.soak $(or $(ARGS),--write)

bench-check: $(READY) ## Fail where a ratio is worse than its budget; ARGS=--quick for a first look
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	$(BIN)/python -m benchmarks --check $(ARGS)

docs: $(READY) ## Write the site with guides and reference to build/docs; a warning is an error
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b html docs build/docs

dist: $(READY) ## Build the sdist, and the wheel from it, into dist/
	$(BIN)/python -m build

lock: ## Resolve the development tools again and write their versions to constraints.txt
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --upgrade pip
	build/lock/bin/pip install --quiet --group dev -e ".[aiohttp,http2,httpx2,testing]"
	{ echo "# Versions of the development environment; \`make lock\` writes this file."; \
	  build/lock/bin/pip list --format=freeze --exclude-editable | grep -vE '^(aiodockerhub|setuptools|wheel)=='; } > constraints.txt
	rm -rf build/lock

clean: ## Remove the virtual environment, caches and build results
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*

# Without compiling all modules of all packages, which would take half of the time: Python compiles what it imports.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("aiodockerhub needs Python 3.11 or later, this is " + sys.version.split()[0] + "; name another with make PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^pip==' constraints.txt)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --group dev --editable ".[aiohttp,http2,httpx2,testing]"
	@touch $@
