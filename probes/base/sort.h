/* Sorting without memory and without surprises: libc's qsort() may take heap and, in older
 * versions, read /proc, which the sandbox answers by killing the worker. Heap sort, in place;
 * `compare` must be a total order (not stable). */
#pragma once
#include <stddef.h>

void sort_items(void *items, size_t count, size_t size,
                int (*compare)(const void *a, const void *b));
