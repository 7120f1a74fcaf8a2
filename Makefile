# One environment, .venv, made when it is missing or when what it holds has changed.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: run test check fix eval golden
.venv/stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]" && touch $@

run: .venv/stamp  ## Summarize an example.
	$(BIN)/summarizer summarize examples/harbour.txt

test: .venv/stamp  ## Run the tests.
	$(BIN)/python -m pytest

check: .venv/stamp  ## Lint, types, layers.
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy && $(BIN)/lint-imports

fix: .venv/stamp  ## Let ruff mend what it can.
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

eval: .venv/stamp  ## Measure models: make eval DATA=archive.jsonl
	$(BIN)/summarizer eval run $(DATA) --model quicklook --model lead --model oracle

golden: .venv/stamp  ## Rewrite the examples' outputs and docs/cli.md; read the diff.
	$(BIN)/python -m tests.golden --rewrite
