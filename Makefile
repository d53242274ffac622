# Every target sets up what it needs; nothing has to be run first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DO_NOT_TRACK = 1
export GX_ANALYTICS_ENABLED = False
export DBT_SEND_ANONYMOUS_USAGE_STATS = False

.PHONY: build test test-quick check canonical catalogue fingerprints kpi hooks audit sbom types \
        browser dashboard pictures docs demo own bench simulate snapshot verify-snapshots clean help

help:
	@echo "To use it"
	@echo "  make build             set up, then dbt build on what is in exports/ and seeds/"
	@echo "  make dashboard         the pages over what is published; prints the address to open"
	@echo "  make own               clear the demo, so that your own exports and register take its place"
	@echo "  make snapshot          freeze what is published into PDF, page, deck and workbook (TITLE=, SCOPE=)"
	@echo "  make verify-snapshots  recompute the checksums of all snapshots; name every file that was touched"
	@echo "  make docs              the catalogue of models as one HTML page, target/static_index.html"
	@echo "  make clean             remove working files; what is published stays"
	@echo "To change it"
	@echo "  make check             lint Python, SQL, YAML, imports, and the rules of dbt-bouncer.yml"
	@echo "  make test-quick        the tests that need neither a browser nor a build: under two minutes"
	@echo "  make test              every test (installs a browser where it can)"
	@echo "  make hooks             run the linters on what each git commit changes"
	@echo "  make audit             look for known vulnerabilities in the locked packages (needs the internet)"
	@echo "  make sbom              list every package of the product (CycloneDX), target/sbom.cdx.json"
	@echo "  make demo              write exports and register of the two demo companies anew, from demo/"
	@echo "  make kpi NAME=         write the files of a new KPI (KIND=, UNIT=, SOURCE=, BETTER=)"
	@echo "  make catalogue         write anew what follows from seeds/kpis.csv"
	@echo "  make fingerprints      keep what each version of a KPI stands for (SAME_FIGURES_BECAUSE=)"
	@echo "  make canonical         write macro, sources and page of the canonical tables anew, from gains/canonical.py"
	@echo "  make types             write the types of published rows anew, after a contract has changed"
	@echo "  make pictures          take the pictures in docs/images anew, of what is published"
	@echo "To measure it"
	@echo "  make simulate          error rates and power on simulated exports with a known effect"
	@echo "  make bench             time and memory of a build on generated logs, beside one hand-written script"

$(BIN)/uv: requirements-uv.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	touch $@

# The run environment, exactly as locked.
$(VENV)/.run-ready: $(BIN)/uv pyproject.toml uv.lock
	$(BIN)/uv sync --frozen --compile-bytecode --inexact --quiet
	touch $@

# The same and what tests and lint need.
$(VENV)/.dev-ready: $(VENV)/.run-ready
	$(BIN)/uv sync --frozen --compile-bytecode --inexact --group dev --quiet
	touch $@

build: $(VENV)/.run-ready
	$(BIN)/gains build

# Two workers, a file each at a time: the builds of a file are shared within it.
test: $(VENV)/.dev-ready browser
	$(BIN)/pytest -n 2 --dist loadfile

# No browser, no dbt: what to run while writing. tests/conftest.py sets the markers.
test-quick: $(VENV)/.dev-ready
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not browser and not build and not slow"

# Chromium from the system's packages, and two npm packages; a sentence where that cannot be.
browser:
	@tests/dashboard/set_up_browser

# Open on this machine only; see docs/dashboard.md for other readers.
dashboard: $(VENV)/.run-ready
	$(BIN)/streamlit run dashboard/asgi.py

# The pictures in docs/images, of what is published.
pictures: $(VENV)/.dev-ready browser
	$(BIN)/python -m tests.dashboard.pictures

# The types of published rows, after a contract has changed.
types: $(VENV)/.dev-ready
	$(BIN)/python -m gains.published.contracts
	$(BIN)/ruff format --quiet gains/published/rows.py

check: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 models data_tests snapshots
	$(BIN)/yamllint --strict .
	$(BIN)/lint-imports --no-cache
	$(BIN)/dbt --quiet parse
	$(BIN)/dbt-bouncer run

hooks: $(VENV)/.dev-ready
	$(BIN)/pre-commit install

# Reads the lock file; nothing that it names is installed.
PIP_AUDIT := pip-audit==2.10.1
audit: $(BIN)/uv
	mkdir -p target
	$(BIN)/uv export --frozen --all-groups --no-emit-project --quiet > target/requirements.txt
	$(BIN)/uv tool run $(PIP_AUDIT) --require-hashes --disable-pip --requirement target/requirements.txt

# What the product consists of, as a CycloneDX list that audits and buyers ask for.
sbom: $(BIN)/uv
	mkdir -p target
	$(BIN)/uv export --frozen --format cyclonedx1.5 --preview-features sbom-export --quiet \
		> target/sbom.cdx.json
	@echo "target/sbom.cdx.json"

docs: $(VENV)/.run-ready
	$(BIN)/dbt docs generate --static

# The same code gives the same bytes: a change shows in git.
demo: $(VENV)/.run-ready
	$(BIN)/python -m demo.generate

# What follows from the declaration of the canonical tables; a test fails where it was forgotten.
canonical: $(VENV)/.run-ready
	$(BIN)/python -m gains.canonical_files
	$(BIN)/python -m gains.schemas

# The files of a new KPI: make kpi NAME=first_reply_hours KIND=duration UNIT=hours SOURCE=cases.
KIND ?= proportion
SOURCE ?= cases
BETTER ?= lower
UNIT ?=
kpi: $(VENV)/.run-ready
	$(BIN)/python -m gains.catalogue.skeleton "$(NAME)" --kind "$(KIND)" --source "$(SOURCE)" \
		--better "$(BETTER)" --unit "$(UNIT)"

# What follows from seeds/kpis.csv: dbt's list of measures, and the table in the README.
catalogue: $(VENV)/.run-ready
	$(BIN)/python -m gains.catalogue.files

# What each version of a KPI stands for; refuses a changed measure under an unchanged version.
SAME_FIGURES_BECAUSE ?=
fingerprints: export REASON = $(SAME_FIGURES_BECAUSE)
fingerprints: $(VENV)/.run-ready
	$(BIN)/python -m gains.catalogue.fingerprints "$$REASON"

# Refuses where a file of the demo has been changed.
own: $(VENV)/.run-ready
	$(BIN)/python -m demo.own

# SIZES="1 10" are millions of case events; invoices are a tenth of them.
SIZES ?= 1
bench: $(VENV)/.dev-ready browser
	$(BIN)/python -m benchmarks.build.run $(SIZES)
	$(BIN)/python -m benchmarks.dashboard.run

# Error rates and power on simulated exports with a known effect; HOW="--help" lists the options.
HOW ?=
simulate: $(VENV)/.dev-ready
	$(BIN)/python -m benchmarks.simulation.run $(HOW)

# Freezes what is published: make snapshot TITLE="Board pack" PERIOD="October 2026".
SCOPE ?= portfolio
TITLE ?= KPI snapshot
PERIOD ?=
AUTHOR ?=
REPLACES ?=
snapshot: export SNAPSHOT_TITLE = $(TITLE)
snapshot: export SNAPSHOT_PERIOD = $(PERIOD)
snapshot: export SNAPSHOT_AUTHOR = $(AUTHOR)
snapshot: $(VENV)/.run-ready
	$(BIN)/gains snapshot --scope "$(SCOPE)" --replaces "$(REPLACES)" \
		--title "$$SNAPSHOT_TITLE" --period "$$SNAPSHOT_PERIOD" --author "$$SNAPSHOT_AUTHOR"

# Recomputes the sums of every snapshot and names each file that was touched.
verify-snapshots: $(VENV)/.run-ready
	$(BIN)/gains verify

clean:
	rm -rf target landed logs
