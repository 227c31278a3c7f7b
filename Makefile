# The two commands of a stranger's first ten minutes, and what builders need besides.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test suite unit lint bench attack pictures lock clean

$(VENV)/.runtime: requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.develop: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.runtime  ## start the platform with a demo county (PORT=8000)
	PORT=$(PORT) $(BIN)/python -m participation.demo

test: $(VENV)/.develop  ## all tests, style and types beside them: mypy keeps one core busy, not two
	$(MAKE) -j2 suite lint

suite: $(VENV)/.develop
	$(BIN)/python -m pytest -n auto --dist worksteal

unit: $(VENV)/.develop  ## the quick part: engine and house
	$(BIN)/python -m pytest -n auto tests/surveys tests/house

lint: $(VENV)/.develop  ## style, types, import contracts, templates, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet participation/templates
	$(BIN)/dennis-cmd lint --quiet --excluderules W302 translations

bench: $(VENV)/.develop  ## every figure with its bar, one JSON object a line
	$(BIN)/python -m tests.bench

attack: $(VENV)/.develop  ## who reads all that is public looks for somebody's answer, in 53 made-up waves
	$(BIN)/python -m tests.attack.reader

pictures: $(VENV)/.develop  ## README's and handbook's pictures anew, from a fresh demo county
	$(BIN)/python -m tests.pictures

lock:  ## new lock files from pyproject.toml (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --group meaning -c requirements.lock -o requirements-meaning.lock
	uv pip compile -q --universal --generate-hashes --no-header --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf build $(VENV)
