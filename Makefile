# One environment, made when it is missing and renewed when its requirements change.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
.PHONY: run test check fix eval results golden processors
$(VENV)/stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]" && touch $@

run: $(VENV)/stamp  ## Summarize an example.
	$(BIN)/summarizer summarize examples/harbour.txt

test: $(VENV)/stamp  ## Run the tests.
	$(BIN)/python -m pytest

check: $(VENV)/stamp  ## Lint, types, layers, sizes.
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_structure.py

fix: $(VENV)/stamp  ## Let ruff mend what it can.
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

eval: $(VENV)/stamp  ## Measure models: make eval DATA=archive.jsonl
	$(BIN)/summarizer eval run $(DATA) --model quicklook

results: $(VENV)/stamp  ## Write eval/RESULTS.md from the published results.
	$(BIN)/summarizer eval report eval/results/*.json --speed eval/results/speed/speed.json --markdown eval/RESULTS.md

golden: $(VENV)/stamp  ## Rewrite the examples' outputs and docs/cli.md; read the diff.
	$(BIN)/python -m tests.golden --rewrite

processors: $(VENV)/stamp  ## Run the model's tests under emulated processors, which is slow.
	VENV=$(VENV) .ci/processors long
