# Every command of the project. `make help` lists them.
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
RELEASE = .build/release
EVENTS ?= 10000000
KEYS ?= 2000000
# On Linux Swift's runtime is linked in: the program starts sooner, takes less memory, and runs where Swift is not installed.
RELEASE_OF = $(SWIFT) build -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib) --product
RELEASE_BUILD = $(RELEASE_OF) drydock

.PHONY: help run build release test soak fuzz lint format bench record install dist clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{ printf "  make %-9s %s\n", $$1, $$2 }'

run: ## build if needed, then open the learner's prompt
	@.ci/system-packages
	@echo "drydock: building the release (the first time takes a few minutes)"
	@$(RELEASE_BUILD)
	@$(RELEASE)/drydock

release: ## the release build that run, bench, install and dist use
	@.ci/system-packages
	@$(RELEASE_BUILD)

build: ## a debug build
	@.ci/system-packages
	$(SWIFT) build

test: ## one debug build, then every test
	@.ci/system-packages test
	@echo "drydock: building the tests"
	@$(SWIFT) build --build-tests
	@echo "drydock: unit, simulation and lesson tests"
	@$(SWIFT) test --skip-build
	@echo "drydock: the same bytes twice"
	@python3 Tests/pty/same_bytes.py .build/debug/drydock
	@echo "drydock: lessons, kills and random lines at a real terminal"
	@Tests/pty/run journeys.py --program ".build/debug/drydock --data {data}"
	@echo "drydock: keys at a real terminal"
	@Tests/pty/run tests.py --program ".build/debug/drydock --data {data}"

soak: ## random histories for half an hour (EVENTS=N); SEED=N plays one again, NAME=TEXT always the same ones
	@.ci/system-packages
	@$(RELEASE_OF) drydock-soak
	@$(RELEASE)/drydock-soak --events $(EVENTS) $(if $(SEED),--seed $(SEED)) $(if $(NAME),--name $(NAME))

fuzz: ## random keys at the prompt, each line held against what was typed (KEYS=N); SEED=N types them again
	@.ci/system-packages test
	@$(SWIFT) build
	@Tests/pty/run fuzz --program ".build/debug/drydock --data {data}" --keys $(KEYS) $(if $(SEED),--seed $(SEED))

lint: ## formatting as committed
	@$(SWIFT) format lint --strict --recursive --parallel --configuration .swift-format Package.swift Sources Tests Benchmarks

format: ## format every Swift file in place
	@$(SWIFT) format --in-place --recursive --parallel --configuration .swift-format Package.swift Sources Tests Benchmarks

bench: release ## measure against the budgets (release build)
	@$(RELEASE_OF) drydock-scale
	@Benchmarks/run $(RELEASE)/drydock
	@$(RELEASE)/drydock-scale

record: ## rewrite the golden screens and transcripts, and show what changed
	@.ci/system-packages test
	@$(SWIFT) build
	@DRYDOCK_RECORD=1 Tests/pty/run journeys.py --program ".build/debug/drydock --data {data}" --all-screens --only golden
	@git --no-pager diff --stat -- README.md Tests lessons

install: release ## install below PREFIX (default /usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/drydock"
	install -m 755 $(RELEASE)/drydock "$(DESTDIR)$(PREFIX)/bin/drydock"
	rm -rf "$(DESTDIR)$(PREFIX)/share/drydock/lessons"
	cp -R lessons "$(DESTDIR)$(PREFIX)/share/drydock/lessons"

dist: release ## one tarball that runs on a machine without Swift
	@.ci/make-dist

clean: ## remove what was built
	$(SWIFT) package clean
	rm -rf dist
