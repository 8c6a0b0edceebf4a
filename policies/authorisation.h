/* The permission for one audit (model 2.1 audit_authorisation, A1, A2, A11, PR-01; file
 * authorisation.json). Permission is in closed words; an unknown word is an error. It is checked
 * against the real clock, never against --at. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "probes/base/arena.h"
#include "probes/base/cursor.h"
#include "probes/base/date.h"
#include "probes/base/document.h"
#include "probes/base/problem.h"

struct authorisation {
	const char *id, *status;
	date valid_from, valid_until;
	const char *const *may_read;       /* words of A11, NULL-terminated */
	const char *const *device_classes; /* NULL-terminated; empty = every class */
	const char *const *networks;
	bool host_allowed, network_allowed;
	bool consent_express; /* given_by holds an express, written consent of a post */
	date consent_given;   /* its date, or DATE_NONE */
	const char *notice_ref, *dpia_ref; /* or NULL */
	date notice_first_shown;
	int64_t k_min;                         /* at least 3; 5 by default */
	int64_t retention_days_results;        /* 400 by default */
	const char *const *certificate_checks; /* hosts, NULL-terminated */
	const char *given_by_post;
};

/* The closed words of model A11, NULL-terminated. */
extern const char *const authorisation_words[];

int authorisation_load(struct span bytes, const char *name, struct arena *arena,
                       struct document *keep, const struct authorisation **out,
                       struct problem *problem);

/* What stands against reading, as a sentence for people; 0 when nothing does, else -EPERM with all
 * that is missing in `problem`. `today` is of the real clock. */
int authorisation_permits_network(const struct authorisation *authorisation, date today,
                                  const char *network, const char *word, struct problem *problem);
int authorisation_permits_device(const struct authorisation *authorisation, date today,
                                 const char *device_class, struct problem *problem);

/* True when one of the probe's areas is permitted. */
bool authorisation_covers(const struct authorisation *authorisation, const char *const *areas);
