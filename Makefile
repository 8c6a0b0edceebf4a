# One Makefile, no recursion into folders. `make help` lists the targets; `make V=1` shows commands.
# Local settings (CC, CFLAGS, DEVELOPER=1 ...) go in config.mak, which git ignores.
-include config.mak

NAME       := daylight
VERSION    := $(shell cat packaging/VERSION)
BUILD      ?= build
comma      := ,
PREFIX     ?= /usr
BINDIR     ?= $(PREFIX)/bin
DATADIR    ?= $(PREFIX)/share/$(NAME)
MANDIR     ?= $(PREFIX)/share/man
DOCDIR     ?= $(PREFIX)/share/doc/$(NAME)
DESTDIR    ?=

PKG_CONFIG ?= pkg-config
CLANG      ?= clang
# BPF programs come with a later part; the switch is here so that builds without clang stay possible. Until then it
# changes nothing.
WITH_BPF   ?= no

DEPS     := json-c libcrypto liblzma libseccomp libzstd minizip sqlite3 zlib
TESTDEPS := cmocka

CFLAGS   ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -I. -I$(BUILD) -DVERSION='"$(VERSION)"' -DDATADIR='"$(DATADIR)"' -MMD -MP
WARN     := -Wall -Wextra -Wvla -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wformat=2 -Wpointer-arith -Wwrite-strings -Wundef -Werror=implicit-function-declaration
HARDEN   := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
ifeq ($(DEVELOPER),1)
WARN     += -Werror
endif
# SANITIZE=address,undefined  gets its own object tree: no stale mixing, no `make clean` ritual.
ifdef SANITIZE
override BUILD := $(BUILD)/san-$(subst $(comma),-,$(SANITIZE))
CFLAGS   := -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZE) -fno-sanitize-recover=all
HARDEN   := -fPIE
endif

ifneq ($(V),1)
Q   := @
ifneq ($(QUIET),1)
say  = @printf '  %-7s %s\n' '$(1)' '$(patsubst $(BUILD)/%,%,$@)';
endif
endif

# The tree is the module list: a new probe or reporter is a new file, nothing else to edit here.
SRCS := $(filter-out %.bpf.c,$(wildcard agent/*.c probes/*.c probes/*/*.c policies/*.c policies/*/*.c reports/*.c))
ifeq ($(WITH_BPF)-$(words $(wildcard probes/bpf/*.bpf.c)),yes-0)
override WITH_BPF := no
endif
ifeq ($(WITH_BPF),yes)
DEPS += libbpf
CPPFLAGS += -DWITH_BPF
endif
PKG_CFLAGS  := $(shell $(PKG_CONFIG) --cflags $(DEPS) 2>/dev/null)
PKG_LIBS    := $(shell $(PKG_CONFIG) --libs $(DEPS) 2>/dev/null)
TEST_LIBS   := $(shell $(PKG_CONFIG) --libs $(TESTDEPS) 2>/dev/null)
ALL_CFLAGS  := -std=gnu11 $(CFLAGS) $(WARN) $(HARDEN) $(PKG_CFLAGS)
ALL_LDFLAGS := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LDLIBS      += $(PKG_LIBS)

OBJS := $(SRCS:%.c=$(BUILD)/%.o)
CORE := $(filter-out $(BUILD)/agent/main.o,$(OBJS))

all: $(BUILD)/$(NAME)

# A fresh machine gets one clear word instead of a page of missing headers.
ready:
	@command -v $(firstword $(CC)) >/dev/null && $(PKG_CONFIG) --exists $(DEPS) 2>/dev/null || \
	    { echo "Something that the build needs is missing: run packaging/install-deps" >&2; exit 1; }

$(BUILD)/$(NAME): $(BUILD)/agent/main.o $(BUILD)/libcore.a
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(LDLIBS) -o $@

$(BUILD)/libcore.a: $(CORE)
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c | ready
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c $< -o $@

# The style sheet becomes a string in a header; the page carries it, and its hash is worked out when it is written.
$(BUILD)/reports/%.css.h: reports/%.css
	$(call say,TEXT)
	@mkdir -p $(@D)
	$(Q)(printf 'static const char %s_css[] =\n' '$*'; \
	    sed 's/\\/\\\\/g; s/"/\\"/g; s/^[\t ]*//; s/.*/"&\\n"/' $<; echo ';') > $@
$(BUILD)/reports/html.o: $(BUILD)/reports/style.css.h
$(BUILD)/reports/paper_html.o: $(BUILD)/reports/style.css.h $(BUILD)/reports/paper.css.h

# So do the files of the starter (policies/starter.c).
$(BUILD)/policies/starter/%.h: policies/starter/%
	$(call say,TEXT)
	@mkdir -p $(@D)
	$(Q)(printf 'static const char starter_%s[] =\n' "$$(echo '$*' | tr '.A-Z' '_a-z')"; \
	    sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $<; echo ';') > $@
$(BUILD)/policies/starter.o: $(patsubst %,$(BUILD)/%.h,$(wildcard policies/starter/*))

# --- the two commands ---------------------------------------------------------
# What they need is installed first; the build then starts afresh, for it must see the new libraries.
audit:
	$(Q)packaging/install-deps build
	@[ -x $(BUILD)/$(NAME) ] || echo "Building (about half a minute, once) ..."
	$(Q)$(MAKE) --no-print-directory -s QUIET=1 all tools
	$(Q)packaging/example-audit $(BUILD)

test:
	$(Q)packaging/install-deps build test
	@[ -d $(BUILD)/unit ] || echo "Building (about two minutes, once) ..."
	$(Q)$(MAKE) --no-print-directory -s QUIET=1 check

# --- checks -------------------------------------------------------------------
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
TOOLS   := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/generate_*.c)) \
           $(patsubst tests/captures/%.c,$(BUILD)/captures/%,$(wildcard tests/captures/make_*.c))

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libcore.a
	$(call say,TEST)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libcore.a $(LDLIBS) $(TEST_LIBS) -o $@

# Without FUZZ=1 a fuzzer is linked with replay.c and simply replays its corpus: `make test` then guards every crash
# ever found, under any compiler.
ifeq ($(FUZZ),1)
FUZZ_FLAGS := -fsanitize=fuzzer
else
FUZZ_MAIN := tests/fuzz/replay.c
endif
$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_MAIN) $(BUILD)/libcore.a
	$(call say,FUZZ)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(FUZZ_FLAGS) $(ALL_LDFLAGS) $< $(FUZZ_MAIN) $(BUILD)/libcore.a \
	    $(LDLIBS) -o $@

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libcore.a
	$(call say,TOOL)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libcore.a $(LDLIBS) $(BENCH_LIBS) -o $@

$(BUILD)/captures/%: tests/captures/%.c $(BUILD)/libcore.a
	$(call say,TOOL)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libcore.a $(LDLIBS) -o $@

# What the readers take, for the schemas to be compared with: tests/schema/test_schemas.sh.
$(BUILD)/schema/print_shapes: tests/schema/print_shapes.c $(BUILD)/libcore.a
	$(call say,TOOL)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libcore.a $(LDLIBS) -o $@

# The floor of the measurements is libpcap's own loop; nothing else links it here.
$(BUILD)/bench/count_packets: BENCH_LIBS = -lpcap

# A copy of the program with planted faults: tests/cli/test_crash.sh.
$(BUILD)/crash/$(NAME): tests/crash/crash.c $(BUILD)/agent/main.o $(BUILD)/libcore.a
	$(call say,CRASH)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -Wl,--wrap=tls_client_hello,--wrap=dpkg_next,--wrap=mmap $^ $(LDLIBS) -o $@

check: all tools $(UNITS) $(FUZZERS) $(BUILD)/crash/$(NAME)
	$(Q)tests/run $(BUILD)
check-sanitize:
	$(Q)$(MAKE) --no-print-directory CC=clang SANITIZE=address,undefined check
tools: $(TOOLS) $(BUILD)/schema/print_shapes
bless: all tools
	$(Q)tests/golden/bless $(BUILD)

test-system:
	$(Q)packaging/install-deps build test system
	$(Q)$(MAKE) --no-print-directory -s all tools
	$(Q)tests/system/run $(BUILD)

# FUZZ_SECONDS is shared equally by all fuzzers; FUZZ_SEED=0 lets them wander anew.
FUZZ_SECONDS ?= 900
FUZZ_SEED ?= 1
fuzz:
	$(Q)packaging/install-deps build test system
	$(Q)$(MAKE) --no-print-directory -s CC=clang SANITIZE=fuzzer-no-link,address,undefined FUZZ=1 fuzzers
	$(Q)tests/fuzz/run $(BUILD)/san-fuzzer-no-link-address-undefined/fuzz $(FUZZ_SECONDS) $(FUZZ_SEED)
fuzzers: $(FUZZERS)

bench:
	$(Q)packaging/install-deps build bench
	$(Q)$(MAKE) --no-print-directory -s all bench-tools
	$(Q)tests/bench/bench.sh $(BUILD)
bench-tools: $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))

SOURCES := $(SRCS) $(wildcard tests/unit/*.[ch] tests/fuzz/*.c tests/bench/*.[ch] tests/crash/*.c tests/captures/*.[ch] tests/schema/*.c)
HEADERS := $(wildcard agent/*.h probes/*.h probes/*/*.h policies/*.h policies/*/*.h reports/*.h)
SHELLS  := $(wildcard packaging/install-deps packaging/example-audit .ci/run tests/run tests/*/*.sh tests/*/run \
             tests/golden/bless)
lint:
	$(Q)packaging/install-deps build test lint
	$(Q)$(MAKE) --no-print-directory -s QUIET=1 all
	clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
	# varFuncNullUB: NULL is a pointer on every system that this runs on.
	cppcheck -q --std=c11 --language=c --enable=warning,portability --inline-suppr --error-exitcode=1 \
	    --suppress=missingIncludeSystem --suppress=varFuncNullUB -D_GNU_SOURCE '-DVERSION=""' '-DDATADIR=""' -I. \
	    -j2 agent probes policies reports
	# One file a call: this version of the analyser carries the state of va_lists from file to file.
	printf '%s\n' $(SRCS) | xargs -P 2 -I '{}' sh -c \
	    'clang-tidy --quiet --warnings-as-errors="*" "$$1" -- -D_GNU_SOURCE -I. -I$(BUILD) "-DVERSION=\"0\"" \
	    "-DDATADIR=\"/\"" -std=gnu11 $(PKG_CFLAGS) 2>/dev/null || exit 255' tidy '{}'
	shellcheck -S warning $(SHELLS)
format:
	clang-format -i $(SOURCES) $(HEADERS)

install: all
	install -D -m 755 $(BUILD)/$(NAME) $(DESTDIR)$(BINDIR)/$(NAME)
	install -d $(DESTDIR)$(DATADIR)/catalogue $(DESTDIR)$(DATADIR)/packs/checks $(DESTDIR)$(DATADIR)/schema \
	    $(DESTDIR)$(DATADIR)/examples/school/places $(DESTDIR)$(DATADIR)/examples/school/catalogue $(DESTDIR)$(DOCDIR)
	install -m 644 policies/catalogue/*.json policies/catalogue/LICENSE $(DESTDIR)$(DATADIR)/catalogue/
	install -m 644 policies/packs/*.json policies/packs/LICENSE $(DESTDIR)$(DATADIR)/packs/
	install -m 644 policies/packs/checks/*.json $(DESTDIR)$(DATADIR)/packs/checks/
	install -m 644 policies/schema/*.json $(DESTDIR)$(DATADIR)/schema/
	install -m 644 $(wildcard policies/examples/school/*.json*) $(DESTDIR)$(DATADIR)/examples/school/
	install -m 644 policies/examples/school/places/*.jsonl $(DESTDIR)$(DATADIR)/examples/school/places/
	install -m 644 policies/examples/school/catalogue/*.json $(DESTDIR)$(DATADIR)/examples/school/catalogue/
	install -D -m 644 packaging/man/daylight.1 $(DESTDIR)$(MANDIR)/man1/daylight.1
	install -D -m 644 packaging/man/daylight-agreement.5 $(DESTDIR)$(MANDIR)/man5/daylight-agreement.5
	install -m 644 README.md LICENSE CHANGELOG.md CORRECTIONS.md SECURITY.md $(DESTDIR)$(DOCDIR)/

clean:
	$(RM) -r $(BUILD) out

help:
	@echo "make audit        set up, judge the example school, list what is on this device"
	@echo "make test         set up, run the tests"
	@echo "make              build $(BUILD)/$(NAME)      DEVELOPER=1  SANITIZE=address,undefined  CC=clang"
	@echo "make test-system  real packages, browser, namespaces     make fuzz   every fuzzer, FUZZ_SECONDS in all"
	@echo "make bench        beside libpcap, tshark, ndpiReader     make lint   form and questionable code"
	@echo "make install DESTDIR=  PREFIX=/usr                       make bless  rewrite the golden files"

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all ready audit test check check-sanitize tools bless test-system fuzz fuzzers bench bench-tools lint format \
        install clean help
-include $(OBJS:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
