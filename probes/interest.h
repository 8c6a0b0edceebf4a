/* The seam between probes and policies (DESIGN 3): probes may not know the catalogue, yet facts
 * that nobody asked about must be dropped before they are stored. policies fills this in, agent
 * hands it over, observations_add() asks. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct observation;

struct interest_setting {
	const char *file, *format, *key;
};

struct interest {
	const char *const *paths; /* globs that file indicators want looked for */
	size_t path_count;
	const struct interest_setting *settings;
	size_t setting_count;
	/* True when the fact may be stored. It must not keep pointers into the fact. */
	bool (*keep)(void *arg, const struct observation *fact);
	void *keep_arg;
	/* The part of a host name that the catalogue spells itself; what stands before it may be a
	 * customer's or a person's own (alice-school.example.com) and is never stored. A tail of
	 * `host`, or NULL where it spells none of it. */
	const char *(*known_part)(void *arg, const char *host);
	/* Names that are never stored nor counted by name, whatever keep says (DESIGN 6). NULL =
	 * none. */
	bool (*never)(void *arg, const char *host);
};
