# A thin front on meson: everything here can be done with meson alone. "make help" lists what there is.

MESON = meson
JOBS  =
SETUP =
FUZZ_SECONDS = 60

# What a program needs to run from the build folder: its data, its compiled settings, its icons (icons/hicolor).
ENVIRONMENT = VITRINE_DATA_DIR="$(CURDIR)/data" GSETTINGS_SCHEMA_DIR="$(CURDIR)/build/data" \
	XDG_DATA_DIRS="$(CURDIR):$${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
NPM_STAMP = tests/node_modules/.package-lock.json

# The steps build on each other; ninja runs what can go side by side.
.NOTPARALLEL:
.PHONY: help build run test bench lighthouse install flatpak lint asan fuzz clean build-packages test-packages bench-packages

help:
	@echo 'make run      install what is missing, build, and open Vitrine on the demo shop'
	@echo 'make test     install what is missing, build, and run every test'
	@echo 'make bench    measure Vitrine; prints a table of ratios'
	@echo 'make lighthouse  let Lighthouse judge the demo shop as phones meet it'
	@echo 'make install  install into PREFIX (default /usr/local; DESTDIR is honoured)'
	@echo 'make flatpak  build the Flatpak and install it for this user'
	@echo 'make lint     warnings as errors, formatting, static analysis, rules of the house'
	@echo 'make asan     run the unit tests under the address and undefined-behaviour sanitizers'
	@echo 'make fuzz     feed the parsers random bytes, FUZZ_SECONDS (default 60) for each'
	@echo 'make clean    remove everything that was built'

build-packages:
	@tools/install-dependencies build

test-packages:
	@tools/install-dependencies build test

bench-packages:
	@tools/install-dependencies build bench

build/build.ninja: | build-packages
	$(MESON) setup build $(SETUP)

build: build-packages build/build.ninja
	@$(MESON) compile -C build $(JOBS)

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  exec env $(ENVIRONMENT) build/src/app/vitrine --demo; \
	else \
	  echo 'There is no display here: publishing the demo shop to a host on this machine instead.'; \
	  exec env $(ENVIRONMENT) build/src/cli/vitrinectl demo; \
	fi

$(NPM_STAMP): tests/package.json tests/package-lock.json | test-packages
	cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

test: test-packages $(NPM_STAMP) build
	@tests/support/run-tests build

build-bench/build.ninja: | build-packages
	$(MESON) setup build-bench -Dbench=true

bench: bench-packages test-packages $(NPM_STAMP) build-bench/build.ninja
	@$(MESON) compile -C build-bench $(JOBS)
	@$(MESON) test -C build-bench --benchmark --no-rebuild --verbose

lighthouse: test-packages $(NPM_STAMP) build
	@VITRINECTL=build/src/cli/vitrinectl VITRINE_HOST=build/src/host/vitrine-host VITRINE_DATA_DIR="$(CURDIR)/data" \
	  VITRINE_NODE_DIR="$(CURDIR)/tests" node tests/storefront/lighthouse.mjs

install: build
	@test -z "$(PREFIX)" || $(MESON) configure build --prefix "$(PREFIX)"
	$(MESON) install -C build

flatpak: test-packages
	flatpak-builder --user --install --force-clean --install-deps-from=flathub build-flatpak flatpak/app.vitrine.Vitrine.yml

build-lint/build.ninja: | build-packages
	$(MESON) setup build-lint -Dwerror=true -Dbench=true -Dprofile=development

lint: build-packages build-lint/build.ninja
	@tools/install-dependencies lint
	@$(MESON) compile -C build-lint $(JOBS)
	@tests/lint/check-format
	@tests/lint/check-static build-lint
	@tests/support/run-tests build-lint --suite lint --suite data

build-asan/build.ninja: | build-packages
	$(MESON) setup build-asan -Dapp=false -Db_sanitize=address,undefined -Db_lundef=false

# always-malloc: each allocation is seen; fast_unwind_on_malloc=0: with its whole stack, also through libraries that keep
# no frame pointers, which lsan.supp needs for the leaks of libraries
asan: test-packages build-asan/build.ninja
	@$(MESON) compile -C build-asan $(JOBS)
	@G_SLICE=always-malloc ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
	  LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/lsan.supp:print_suppressions=0 \
	  tests/support/run-tests build-asan --suite unit --suite fuzz --timeout-multiplier 5
	@G_SLICE=always-malloc ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
	  tests/support/run-tests build-asan --suite host --timeout-multiplier 5

build-fuzz/build.ninja: | build-packages
	@tools/install-dependencies fuzz
	CC=clang $(MESON) setup build-fuzz -Dapp=false -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
	  -Dc_args=-fsanitize=fuzzer-no-link

fuzz: build-packages build-fuzz/build.ninja
	@$(MESON) compile -C build-fuzz $(JOBS)
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/lsan.supp:print_suppressions=0 \
	  tests/support/run-fuzzers build-fuzz $(FUZZ_SECONDS)

clean:
	rm -rf build build-bench build-lint build-asan build-fuzz build-flatpak tests/node_modules
