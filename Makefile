# cx_metrics: customer-experience metrics for PostgreSQL; cx_rollup: rollups of them

# Where this file is, with a slash behind it: empty, unless make -f names it in
# another directory, in which it builds then.
TOP := $(filter-out ./,$(dir $(firstword $(MAKEFILE_LIST))))

# Files of the tree, by their patterns: there must be some.
found = $(or $(sort $(wildcard $(addprefix $(TOP),$(1)))),$(error no file is $(1)))

EXTENSION = cx_metrics cx_rollup
MODULE_big = cx_metrics
OBJS = $(patsubst $(TOP)%.c,%.o,$(call found,src/*.c src/*/*.c))

# The version whose scripts are joined here: that of the control files, until it is
# released.  Then its scripts are committed, and this is empty until the next one
# begins.
UNRELEASED =

DATA_built = $(foreach name,$(EXTENSION),$(UNRELEASED:%=sql/$(name)--%.sql))
DATA = $(filter-out $(DATA_built),$(patsubst $(TOP)%,%,$(wildcard $(EXTENSION:%=$(TOP)sql/%--*.sql))))
PGFILEDESC = "cx_metrics - customer-experience metrics"

REGRESS = $(patsubst $(TOP)test/sql/%.sql,%,$(call found,test/sql/*.sql))
REGRESS_OPTS = --inputdir=$(TOP)test

# The release, which the library tells from PostgreSQL 18 on.
RELEASE := $(or $(shell sed -n 's/^   "version": "\(.*\)",$$/\1/p' $(TOP)META.json),$(error META.json has no version))

PG_CPPFLAGS = -I$(TOP)src -DCX_RELEASE='"$(RELEASE)"'
SHLIB_LINK += $(filter -lm, $(LIBS))
PG_CFLAGS = -Wall -Wextra -fvisibility=hidden

PG_CONFIG ?= pg_config

# Each of these is a script of test/tools that sees to all that it needs,
# PostgreSQL's makefiles among it; its first comment says what it does.
TASKS = demo dashboard test pages bench lint format clients bi sanitize fuzz matrix dist package

ifneq ($(TOP),)
EXTRA_CLEAN = expected
endif

# For these nothing of PostgreSQL's is needed.
ifeq ($(filter $(TASKS) sql/%,$(MAKECMDGOALS)),)
# PGXS, and pg_buildext on the command line, look for all files in the tree, also
# for what was built there.  Sources are enough.
override VPATH =
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# The server's headers are not ours to warn about.
override CPPFLAGS := $(subst -I$(includedir_server),-isystem $(includedir_server),$(CPPFLAGS))

$(OBJS) $(OBJS:.o=.bc): $(call found,src/*.h src/*/*.h)
src/module.o src/module.bc: $(call found,META.json)

ifneq ($(TOP),)
vpath %.c $(TOP)
vpath %.control $(TOP)
$(shell mkdir -p $(dir $(OBJS) $(DATA_built)))

# Where pg_regress looks for what the scripts print: here, whatever the version.
installcheck: expected
expected:
	ln -s $(TOP)expected $@
endif

endif

# The topics of each extension.  The directory changes when one comes or goes.
$(filter sql/cx_metrics--%,$(DATA_built)): $(call found,sql/install/*.sql) $(TOP)sql/install
$(filter sql/cx_rollup--%,$(DATA_built)): $(call found,sql/rollup/*.sql) $(TOP)sql/rollup
$(DATA_built):
	cat $(filter %.sql,$^) >$@

.PHONY: $(TASKS)

# They find variables such as PG_CONFIG in their environment, where make puts
# those of its command line.
$(TASKS):
	@bash $(TOP)test/tools/$@.sh
