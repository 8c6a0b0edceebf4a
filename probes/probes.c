/* The table of probes: a new probe is one file and one line here. */
#include <string.h>

#include "probes/device/packages.h"
#include "probes/device/processes.h"
#include "probes/device/schedules.h"
#include "probes/device/services.h"
#include "probes/probe.h"

const struct probe *const probes[] = {
	&packages_probe, &processes_probe, &services_probe, &schedules_probe, NULL,
};

const struct probe *probe_find(const char *name)
{
	for (const struct probe *const *p = probes; *p; p++)
		if (strcmp((*p)->name, name) == 0)
			return *p;
	return NULL;
}
