# cx_metrics: customer-experience metrics for PostgreSQL

# Where this file is, with a slash behind it: empty, unless make -f names it in
# another directory, in which it builds then.
TOP := $(filter-out ./,$(dir $(firstword $(MAKEFILE_LIST))))

EXTENSION = cx_metrics
MODULE_big = cx_metrics
OBJS = $(patsubst $(TOP)%.c,%.o,$(wildcard $(TOP)src/*.c $(TOP)src/*/*.c))
DATA = $(patsubst $(TOP)%,%,$(wildcard $(TOP)sql/cx_metrics--*.sql))
PGFILEDESC = "cx_metrics - customer-experience metrics"

REGRESS = $(patsubst $(TOP)test/sql/%.sql,%,$(sort $(wildcard $(TOP)test/sql/*.sql)))
REGRESS_OPTS = --inputdir=$(TOP)test
EXTRA_CLEAN = $(if $(TOP),expected)

PG_CPPFLAGS = -I$(TOP)src
SHLIB_LINK += $(filter -lm, $(LIBS))
PG_CFLAGS = -Wall -Wextra -fvisibility=hidden

PG_CONFIG ?= pg_config

# Each of these is a script of test/tools that sees to all that it needs,
# PostgreSQL's makefiles among it; its first comment says what it does.
TASKS = demo test bench lint format clients sanitize fuzz matrix dist package

ifeq ($(filter $(TASKS),$(MAKECMDGOALS)),)
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# The server's headers are not ours to warn about.
override CPPFLAGS := $(subst -I$(includedir_server),-isystem $(includedir_server),$(CPPFLAGS))

$(OBJS) $(OBJS:.o=.bc): $(wildcard $(TOP)src/*.h $(TOP)src/*/*.h)

# PGXS, and pg_buildext on the command line, look for all files in the tree, also
# for objects and a library that were built there.  Sources are enough.
ifneq ($(TOP),)
override VPATH =
vpath %.c $(TOP)
vpath %.control $(TOP)
$(shell mkdir -p $(dir $(OBJS)))

# Where pg_regress looks for what the scripts print: here, whatever the version.
installcheck: expected
expected:
	ln -s $(TOP)expected $@
endif

endif

.PHONY: $(TASKS)

# They find variables such as PG_CONFIG in their environment, where make puts
# those of its command line.
$(TASKS):
	@bash $(TOP)test/tools/$@.sh
