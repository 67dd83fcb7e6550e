# cx_metrics: customer-experience metrics for PostgreSQL

EXTENSION = cx_metrics
MODULE_big = cx_metrics
OBJS = $(patsubst %.c,%.o,$(wildcard src/*.c))
DATA = $(wildcard sql/cx_metrics--*.sql)
PGFILEDESC = "cx_metrics - customer-experience metrics"

REGRESS = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test

PG_CPPFLAGS = -Isrc
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

$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h)

endif

.PHONY: $(TASKS)

# They find variables such as PG_CONFIG in their environment, where make puts
# those of its command line.
$(TASKS):
	@bash test/tools/$@.sh
