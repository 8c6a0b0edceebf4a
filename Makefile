# One Makefile, no recursion. `make help` lists the targets; `make V=1` shows commands.
# Local settings (CC, CFLAGS, DEVELOPER=1 ...) go in config.mak, which git ignores.
-include config.mak

NAME       := daylight
VERSION    := $(shell cat packaging/VERSION 2>/dev/null || echo 0.0.0)
BUILD      ?= build
comma      := ,
PREFIX     ?= /usr
BINDIR     ?= $(PREFIX)/bin
SYSCONFDIR ?= /etc
DATADIR    ?= $(PREFIX)/share/$(NAME)
MANDIR     ?= $(PREFIX)/share/man
UNITDIR    ?= $(PREFIX)/lib/systemd/system
DESTDIR    ?=

PKG_CONFIG ?= pkg-config
CLANG      ?= clang
BPFTOOL    ?= bpftool
WITH_BPF   ?= $(if $(shell command -v $(CLANG) && command -v $(BPFTOOL)),yes,no)

DEPS     := json-c libcrypto libseccomp sqlite3 zlib
TESTDEPS := cmocka

CFLAGS   ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -I. -I$(BUILD) -DVERSION='"$(VERSION)"' -MMD -MP
WARN     := -Wall -Wextra -Wvla -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wformat=2 -Wpointer-arith -Wwrite-strings -Wundef
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
say  = @printf '  %-7s %s\n' '$(1)' '$(patsubst $(BUILD)/%,%,$@)';
endif

# The tree is the module list: a new probe or reporter is a new file, nothing else to edit here.
SRCS := $(filter-out %.bpf.c,$(wildcard agent/*.c probes/*.c probes/*/*.c policies/*.c policies/*/*.c reports/*.c))
ifeq ($(WITH_BPF),yes)
BPFS := $(wildcard probes/bpf/*.bpf.c)
DEPS += libbpf
CPPFLAGS += -DWITH_BPF
else
SRCS := $(filter-out probes/traffic/connects.c,$(SRCS))
endif
ALL_CFLAGS  := -std=gnu11 $(CFLAGS) $(WARN) $(HARDEN) $(shell $(PKG_CONFIG) --cflags $(DEPS))
ALL_LDFLAGS := -pie -Wl,-z,relro,-z,now $(LDFLAGS)
LDLIBS      += $(shell $(PKG_CONFIG) --libs $(DEPS))

OBJS  := $(SRCS:%.c=$(BUILD)/%.o)
CORE  := $(filter-out $(BUILD)/agent/main.o,$(OBJS))
SKELS := $(BPFS:%.bpf.c=$(BUILD)/%.skel.h)

all: $(BUILD)/libcore.a $(if $(wildcard agent/main.c),$(BUILD)/daylight)

$(BUILD)/daylight: $(BUILD)/agent/main.o $(BUILD)/libcore.a
	$(call say,LINK)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(LDLIBS) -o $@

$(BUILD)/libcore.a: $(CORE)
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c | $(SKELS)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c $< -o $@

# --- BPF: source -> object -> skeleton header ------------------------------
ARCH := $(shell uname -m | sed 's/x86_64/x86/;s/aarch64/arm64/;s/arm.*/arm/;s/ppc64le/powerpc/;s/riscv64/riscv/;s/s390x/s390/')

# clang -target bpf forgets the distribution's own include folders (asm/types.h): hand them back last.
BPF_SYSINC = $(shell $(CLANG) -v -E - </dev/null 2>&1 | \
             sed -n '/<...> search starts here:/,/End of search list./{ s| \(/.*\)|-idirafter \1|p }')
VMLINUX_BTF ?= /sys/kernel/btf/vmlinux
$(BUILD)/vmlinux.h: $(wildcard probes/bpf/vmlinux.h)
	$(call say,BTF)
	@mkdir -p $(@D)
	$(Q)$(if $<,cp $< $@,$(BPFTOOL) btf dump file $(VMLINUX_BTF) format c > $@)

$(BUILD)/%.bpf.o: %.bpf.c $(BUILD)/vmlinux.h $(wildcard probes/bpf/*.h)
	$(call say,BPF)
	@mkdir -p $(@D)
	$(Q)$(CLANG) -g -O2 -target bpf -D__TARGET_ARCH_$(ARCH) -I$(BUILD) -I. $(BPF_SYSINC) -c $< -o $@

$(BUILD)/%.skel.h: $(BUILD)/%.bpf.o
	$(call say,SKEL)
	$(Q)$(BPFTOOL) gen skeleton $< > $@

# --- checks -----------------------------------------------------------------
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libcore.a
	$(call say,TEST)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $< $(BUILD)/libcore.a \
	    $(LDLIBS) $(shell $(PKG_CONFIG) --libs $(TESTDEPS)) -o $@

# Without FUZZ=1 a fuzzer is linked with replay.c and simply replays its corpus: `make check`
# then guards every crash ever found, under any compiler.
ifeq ($(FUZZ),1)
FUZZ_MAIN :=
FUZZ_FLAGS := -fsanitize=fuzzer
else
FUZZ_MAIN := tests/fuzz/replay.c
endif
$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_MAIN) $(BUILD)/libcore.a
	$(call say,FUZZ)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(FUZZ_FLAGS) $(ALL_LDFLAGS) $< $(FUZZ_MAIN) $(BUILD)/libcore.a \
	    $(LDLIBS) -o $@

check: check-unit check-corpus
check-unit: $(UNITS)
	$(Q)set -e; for t in $^; do $$t; done
check-corpus: $(FUZZERS)
	$(Q)set -e; for f in $^; do c=tests/fuzz/corpus/$${f##*/fuzz_}; $$f $$c/*; done
check-sanitize:
	$(Q)$(MAKE) --no-print-directory CC=clang SANITIZE=address,undefined check
fuzz:
	$(Q)$(MAKE) --no-print-directory CC=clang SANITIZE=fuzzer-no-link,address,undefined FUZZ=1 fuzzers
fuzzers: $(FUZZERS)

clean:
	$(RM) -r $(BUILD)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all check check-unit check-corpus check-sanitize fuzz fuzzers clean
-include $(OBJS:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
