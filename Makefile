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

# These see to all that they need, PostgreSQL's makefiles among it.
ifeq ($(filter demo test bench,$(MAKECMDGOALS)),)
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# The server's headers are not ours to warn about.
override CPPFLAGS := $(subst -I$(includedir_server),-isystem $(includedir_server),$(CPPFLAGS))

$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h)

endif

.PHONY: demo test bench format

demo test bench: export PG_CONFIG := $(PG_CONFIG)
demo: export DB := $(DB)
bench: export ROWS := $(ROWS)
bench: export RUNS := $(RUNS)

# The tour: on a throw-away server or, with DB=name, in that database.
demo:
	@bash test/tools/demo.sh

# All tests; the last line counts them.
test:
	@bash test/tools/test.sh

# Ratios against hand-written SQL; ROWS and RUNS set the size.
bench:
	@bash test/bench/bench.sh

format:
	clang-format -i src/*.c src/*.h
