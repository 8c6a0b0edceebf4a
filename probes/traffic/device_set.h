/* Distinct devices, by hashes that live as long as the run and are never written. Beyond
 * DEVICE_SET_MAX the count stands still. Zeroed is empty; memory from the arena. */
#pragma once
#include <stdint.h>

#include "probes/base/arena.h"

#define DEVICE_SET_MAX 1024

struct device_set {
	uint64_t *items; /* sorted */
	uint32_t count, room;
};

/* 0 or -ENOMEM. */
int device_set_add(struct device_set *set, struct arena *arena, uint64_t device);
