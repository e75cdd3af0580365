# Every habit of the project is one target; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
POLYBIUS_DATA ?= ../shared
export POLYBIUS_DATA

.DEFAULT_GOAL := help
.PHONY: help setup demo test fuzz test-stores test-gephi test-kills test-cluster lint types contracts picture bench quality calibrate questions train terms lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## prepare .venv with everything, the language model included

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Polybius needs Python 3.11 or newer; set it with: make PYTHON=python3.11 setup" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=24"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Shows a command, then runs it.
show = echo && echo '$$ $(1)' && $(BIN)/$(1)

demo: setup ## build a graph from the sample articles, ask three questions, write demo.gexf
	@rm -rf demo-store demo.gexf
	@$(call show,polybius build samples --store demo-store)
	@$(call show,polybius ask actors --store demo-store --limit 12)
	@$(call show,polybius ask places --store demo-store --limit 12)
	@$(call show,polybius ask who_replies_to_whom --store demo-store --limit 12)
	@echo && echo '1. Who did what to whom?'
	@$(call show,polybius ask who_did_what_to_whom --store demo-store --limit 12)
	@echo && echo '2. What did Haroun Djibrine say?'
	@$(call show,polybius ask what_said --actor "Haroun Djibrine" --store demo-store)
	@echo && echo '3. Who contradicts whom?'
	@$(call show,polybius ask rival_claims --store demo-store)
	@$(call show,polybius export gexf demo.gexf --store demo-store)
	@echo 'demo.gexf: open it in Gephi'

# Half of the tests beside the other half: on two cores they take little more than half the time.
HALF := tests/extract tests/fuzz tests/graphs tests/ontology tests/quality tests/queries src/polybius

test: setup lint types contracts ## lint, types, import contracts, all tests
	@mkdir -p build
	@$(BIN)/pytest $(HALF) > build/half.log 2>&1 & half=$$!; \
	  $(BIN)/pytest tests $(addprefix --ignore=,$(filter tests/%,$(HALF))); rest=$$?; \
	  wait $$half; half=$$?; cat build/half.log; test $$half -eq 0 && test $$rest -eq 0

test-stores: setup ## the same questions on Oxigraph, Fuseki and Virtuoso servers, where they can be had
	$(BIN)/pytest --stores -k "embedded or oxigraph or fuseki or virtuoso" tests/queries tests/test_pushing.py

test-gephi: setup ## every network in every format read by Gephi itself, where Java and Maven are
	$(BIN)/pytest --gephi -m gephi tests/gephi
	@test ! -e build/gephi-actors.png || echo 'build/gephi-actors.png: drawn by Gephi, for you to look at'

test-kills: setup ## kill a build at 50 random moments (KILLS=n): nothing lost, the same graph
	$(BIN)/pytest --kills tests/test_kills.py

# FUZZ is how many inputs are tried, SEED where they begin; each failure prints what to run to see it again.
fuzz: setup ## what strangers may have written, tried on readers, extraction and encoding (FUZZ=100000)
	PYTHONPATH=tests:tests/extract:tests/graphs $(BIN)/python -m fuzz $(if $(FUZZ),--count $(FUZZ)) $(if $(SEED),--seed $(SEED))

test-cluster: setup ## a Dask scheduler and two workers, killed and put in trouble: the same shards
	$(BIN)/pytest --cluster tests/test_cluster.py

lint: setup ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## static types
	$(BIN)/mypy

contracts: setup ## which folder may import what
	$(BIN)/lint-imports

bench: setup ## speed beside spaCy, pyoxigraph, rdflib and networkx; memory and cost where much is stored: most of an hour
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_questions.py
	$(BIN)/python tests/bench_networks.py
	$(BIN)/python tests/bench_loading.py
	$(BIN)/python tests/bench_scale.py

# RAISE=1 raises the floors to what was reached, LOWER=1 lowers them too; ALL=1 prints every metric.
quality: setup ## scores on gold data beside their floors (RAISE=1, LOWER=1, ALL=1, SETS="plv times")
	PYTHONPATH=tests $(BIN)/python -m quality $(SETS) $(if $(RAISE),--raise) $(if $(LOWER),--lower) $(if $(ALL),--all)

calibrate: setup ## write the weights of confidence anew from gold data
	PYTHONPATH=tests $(BIN)/python -m quality.calibrating

picture: setup ## draw docs/graph.png, the picture of the README
	@rm -rf demo-store && $(BIN)/polybius build samples --store demo-store
	$(BIN)/polybius export png docs/graph.png --network actors --store demo-store

questions: setup ## write docs/questions.md anew from the questions' headers
	PYTHONPATH=tests/queries $(BIN)/python -m questions_page

terms: setup ## write ontology/terms.py anew from the Turtle files
	$(BIN)/python -m polybius.ontology.generate

train: setup ## learn attribution's and places' weights anew (from POLYBIUS_DATA)
	$(BIN)/python -m polybius.extract.training
	$(BIN)/python -m polybius.extract.training.places

lock: setup ## renew requirements.txt from pyproject.toml (needs uv)
	uv pip compile --quiet --upgrade --generate-hashes --extra dev --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url pyproject.toml --output-file requirements.txt

clean: ## remove what the other targets made
	rm -rf $(VENV) demo-store demo.gexf build dist src/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
