# Everything that this project can do, in one word each; `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# The main job on the examples must not depend on this machine's settings: ours and Prefect's are taken away.
CLEAN_ENV = env $$(env | sed -n 's/^\(TONGHOP_[A-Za-z0-9_]*\|PREFECT_[A-Za-z0-9_]*\)=.*/-u \1/p') TONGHOP_ENV_FILE= PREFECT_PROFILE=ephemeral

# Most tests wait for a server or a child. The tests of a file stay together: they share what is costly to start.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install report test acceptance serve bench fmt model examples clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '%-18s %s\n' "$$name" "$$what"; done

install: $(INSTALLED)  ## the virtual environment with every library at its pinned version

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,dask,postgresql]'
	$(BIN)/python -m compileall -q cli flows schemas tasks tonghop
	@touch $@

report: $(INSTALLED)  ## the main job on the examples: gather, consolidate, draft, write the mails; says where the results are
	@$(CLEAN_ENV) $(BIN)/tonghop run 2024-H1 --send always --outputs outputs || [ $$? -eq 1 ]
	@echo "Kết quả: outputs/reports/2024-H1/ · Thư: outputs/outbox/"

test: $(INSTALLED)  ## lint, types, import contracts, fast tests and one Prefect smoke run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -m 'not acceptance'

acceptance: $(INSTALLED)  ## real servers, kill matrices, LibreOffice, the installed wheel
	$(PYTEST) -m acceptance

serve: $(INSTALLED)  ## everything on this machine: server, schedules, workers on http://127.0.0.1:4200
	$(BIN)/tonghop serve

bench: $(INSTALLED)  ## benchmarks with ratios against a named peer in the same run
	$(BIN)/python benchmarks/main_job.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/many.py
	$(BIN)/python benchmarks/model.py
	$(BIN)/python benchmarks/understanding.py
	$(BIN)/python benchmarks/merging.py
	$(BIN)/python benchmarks/intake.py
	$(BIN)/python benchmarks/dask_reading.py

fmt: $(INSTALLED)  ## format and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

model: $(INSTALLED)  ## train plans/model-2024.json anew from plans/examples-2024.jsonl (both are committed)
	$(CLEAN_ENV) $(BIN)/tonghop plan learn --plan plans/2024.yaml --no-ledger

examples: $(INSTALLED)  ## write the sources of the example inbox anew (they are committed)
	$(BIN)/python -m examples.make_examples

clean:  ## remove the virtual environment and caches; outputs stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
