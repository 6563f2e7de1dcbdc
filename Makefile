# The verbs are thin: what they do is in package.json, scripts/ and the s2s command. Needs Node 20.19 or newer with npm.
# GNU make 3.81 (macOS) is enough.

LAB ?= scenarios/reference/lab.yaml
S2S := node dist/cli/main.js

INSTALLED := node_modules/.package-lock.json
BUILT := dist/.built

.DEFAULT_GOAL := help
.PHONY: help setup engine lab-up lab-down lab-status scenario test test-unit test-kernel test-exercises fuzz proposals bench lint fmt build clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

lab-up: setup ## set up whatever is missing, then bring the lab up (LAB=<lab file>)
	@$(S2S) up $(LAB)

lab-down: $(BUILT) ## remove the lab
	@$(S2S) down $(LAB)

lab-status: $(BUILT) ## show the lab's tunnels and nodes
	@$(S2S) status $(LAB)

scenario: setup ## run a scenario (S=<name or folder>; without S the list of them)
	@$(S2S) run $(S)

test: $(INSTALLED) engine ## lint, types, unit tests, live tests; ends with "N passed, N failed" (ALL=1: case by case, too)
	@ALL=$(ALL) npm run --silent test

test-unit: $(INSTALLED) ## the tests that need no engine
	@npm run --silent test:unit

test-kernel: setup ## the kernel data plane, in a VM where this kernel cannot run it (ALL=1: every live test)
	@ALL=$(ALL) npm run --silent test:kernel

test-exercises: setup ## each exercise proves itself (E=13: that one); make test ALL=1 takes a few
	@S2S_EXERCISES=$(or $(E),all) npm run --silent test:exercises

fuzz: $(INSTALLED) engine ## draw labs at random and hold packets against the prediction (SEED=, RUNS=)
	@SEED=$(SEED) RUNS=$(RUNS) npm run --silent fuzz

proposals: setup ## negotiate every combination of algorithms anew, for docs/proposals.md
	@npm run --silent proposals

bench: setup ## measure lab, throughput, growth, BGP, scenarios, VM; one of them: make bench -- scale
	@npm run --silent bench -- $(BENCHES)

# To make the parts are goals of their own; there is nothing to do for them.
ifneq ($(filter bench,$(MAKECMDGOALS)),)
BENCHES := $(filter lab throughput scale bgp suite class vm,$(MAKECMDGOALS))
.PHONY: $(BENCHES)
$(BENCHES): ; @:
endif

lint: $(INSTALLED) ## style, types of imports, layers, dead code
	@npm run --silent lint

fmt: $(INSTALLED) ## format and fix what can be fixed
	@npm run --silent fmt

build: $(BUILT) ## bundle lab/ and the packages it uses in dist/

clean: ## remove what was built or fetched, except node_modules
	rm -rf dist coverage .cache

setup: $(BUILT) engine

engine:
	@scripts/ensure-engine.sh
	@scripts/ensure-packages.sh

$(INSTALLED): package-lock.json
	@command -v npm >/dev/null || { echo 's2s: error: npm is missing; install Node 20.19 or newer: https://nodejs.org' >&2; exit 3; }
	npm ci --ignore-scripts
	@touch $@

$(BUILT): $(INSTALLED) package.json tsconfig.json scripts/build.ts $(shell find lab -name '*.ts')
	npm run --silent build
