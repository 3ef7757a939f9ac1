# What each target does is in tools/. Any Python from 3.11 on: make PYTHON=python3.12 run
PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help run dev test test-fast test-kills test-races test-load test-fuzz bench lock upgrade clean

help: ## Show this list
	@echo "The portal. With nothing but Python 3.11 or newer:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## Start the portal with its demo world (PORTAL_PORT=3001 make run: another port)
	@$(PYTHON) -m tools run

dev: ## Start it and rebuild and restart on each change
	@$(PYTHON) -m tools dev

test: ## Check everything: style, tests, a browser, short forms of the long runs
	@$(PYTHON) -m tools test

test-fast: ## Check style and the tests that need no browser, PostgreSQL or Redis
	@$(PYTHON) -m tools test fast

test-kills: ## Long run: kill -9 in the middle of commands, hundreds of times
	@$(PYTHON) -m tools test kills

test-races: ## Long run: twenty people at once on what there is only once, a thousand times
	@$(PYTHON) -m tools test races

test-load: ## Long run: many people at once
	@$(PYTHON) -m tools test load

test-fuzz: ## Long run: random input for every door
	@$(PYTHON) -m tools test fuzz

bench: ## Measure what docs/performance.md promises
	@$(PYTHON) -m tools bench

lock: ## Pin what was added to requirements*.in or to the pages (requirements*.txt, reflex.lock)
	@$(PYTHON) -m tools lock

upgrade: ## Pin the newest versions of everything
	@$(PYTHON) -m tools lock --upgrade

clean: ## Delete what was made (.venv, .build, caches); the data in var stays
	@$(PYTHON) -m tools clean
