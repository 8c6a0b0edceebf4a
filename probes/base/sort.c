/* Heap sort over items of any size. */
#include "probes/base/sort.h"

#include <string.h>

static void swap_items(char *a, char *b, size_t size)
{
	char held[64];

	while (size) {
		size_t step = size < sizeof(held) ? size : sizeof(held);

		memcpy(held, a, step);
		memcpy(a, b, step);
		memcpy(b, held, step);
		a += step;
		b += step;
		size -= step;
	}
}

/* Lets the item at `root` sink until the heap of `count` items holds again. */
static void sift(char *items, size_t root, size_t count, size_t size,
                 int (*compare)(const void *, const void *))
{
	for (;;) {
		size_t child = 2 * root + 1;

		if (child >= count)
			return;
		if (child + 1 < count &&
		    compare(items + child * size, items + (child + 1) * size) < 0)
			child++;
		if (compare(items + root * size, items + child * size) >= 0)
			return;
		swap_items(items + root * size, items + child * size, size);
		root = child;
	}
}

void sort_items(void *items, size_t count, size_t size,
                int (*compare)(const void *a, const void *b))
{
	if (count < 2)
		return;
	for (size_t root = count / 2; root-- > 0;)
		sift(items, root, count, size, compare);
	for (size_t last = count - 1; last > 0; last--) {
		swap_items(items, (char *)items + last * size, size);
		sift(items, 0, last, size, compare);
	}
}
