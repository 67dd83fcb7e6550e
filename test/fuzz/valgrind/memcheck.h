/*-------------------------------------------------------------------------
 *
 * memcheck.h
 *	  Valgrind's requests, answered by AddressSanitizer.
 *
 * A PostgreSQL built with USE_VALGRIND tells valgrind which bytes of its
 * memory contexts and of its buffers may be read.  Built with this header in
 * the place of valgrind's own, it tells AddressSanitizer, which by itself
 * knows no more than malloc's blocks.  So an extension that is compiled with
 * AddressSanitizer is caught reading behind a palloc'd chunk, from one that is
 * freed, or from a page that is not pinned.
 *
 * AddressSanitizer does not know whether bytes have been written, so what is
 * not defined counts as readable.  Chunks in the pool of a memory context are
 * made unreadable by its own code when they are freed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MEMCHECK_H
#define CX_MEMCHECK_H

#include <stddef.h>

/* Those of sanitizer/asan_interface.h; its macros do nothing in plain code. */
extern void __asan_poison_memory_region(const volatile void *at, size_t size);
extern void __asan_unpoison_memory_region(const volatile void *at, size_t size);

#define VALGRIND_MAKE_MEM_NOACCESS(at, size) \
	__asan_poison_memory_region(at, size)
#define VALGRIND_MAKE_MEM_UNDEFINED(at, size) \
	__asan_unpoison_memory_region(at, size)
#define VALGRIND_MAKE_MEM_DEFINED(at, size) \
	__asan_unpoison_memory_region(at, size)
#define VALGRIND_MEMPOOL_ALLOC(pool, at, size) \
	__asan_unpoison_memory_region(at, size)
#define VALGRIND_MEMPOOL_CHANGE(pool, from, at, size) \
	__asan_unpoison_memory_region(at, size)
#define VALGRIND_MEMPOOL_FREE(pool, at)					((void) 0)
#define VALGRIND_CREATE_MEMPOOL(pool, redzones, zeroed)	((void) 0)
#define VALGRIND_DESTROY_MEMPOOL(pool)					((void) 0)
#define VALGRIND_CHECK_MEM_IS_DEFINED(at, size)			((void) 0)

#endif							/* CX_MEMCHECK_H */
