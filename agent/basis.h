/* What a run judges by: catalogue, clauses, agreement, permission, zone; loaded in the worker
 * before it touches any byte of a device or a network. */
#pragma once
#include "agent/command.h"
#include "policies/agreement.h"
#include "policies/catalogue.h"
#include "policies/matcher.h"
#include "policies/contracts.h"
#include "policies/packs.h"
#include "probes/base/zone.h"
#include "probes/interest.h"
#include "probes/probe.h"
#include "probes/traffic/recognise.h"

#define BASIS_PROBES_MAX 32

struct basis {
	struct catalogue catalogue;
	const struct packs *packs;
	struct contracts contracts; /* empty without an agreement */
	struct agreement agreement;
	bool has_agreement;
	const struct matcher *matcher;
	struct interest interest;
	bool keep_inventory;
	const struct authorisation
		*authorisation; /* of --permission, or of the agreement; or NULL */
	struct document authorisation_tree;
	const char *whose;        /* "mine", "permitted" or NULL */
	const char *permission;   /* id of the authorisation, "own", or NULL */
	const char *network;      /* of the recording; or NULL */
	struct networks networks; /* of the agreement, where frames are told apart by them */
	const struct recognition *recognition; /* of these; NULL: a recording is of one network */
	const struct zone *zone;               /* NULL: UTC */
	const char *zone_name;
	const struct zone *hours_zone;    /* of the agreed hours; NULL: UTC, or not known */
	int zone_error;                   /* the zone was named but could not be read */
	bool permitted[BASIS_PROBES_MAX]; /* by index of probes[] */
	bool chosen[BASIS_PROBES_MAX];    /* by --probe */
	size_t globs_refused;             /* interest paths that the opener will not serve */
};

/* Loads all that the command takes. 0, or an exit status with `problem`. */
int basis_load(struct work *work, struct basis *out, struct problem *problem);
void basis_close(struct basis *basis);

/* 0, or -EBADMSG with `problem` where this system has time zones, but not that of the agreement. */
int basis_check_zone(struct work *work, const struct agreement *agreement, struct problem *problem);

/* May the device (of that class; NULL: unknown) / the recording be read? 0, or EXIT_REFUSED with
 * `problem` naming all that is missing. */
int basis_permits_device(const struct work *work, struct basis *basis, const char *class,
                         struct problem *problem);
int basis_permits_network(const struct work *work, struct basis *basis, struct problem *problem);

/* The date that judgement uses: --at or the real clock, in the zone. */
date basis_today(const struct work *work, const struct basis *basis);
