/* Programs that run: path of the executable, owning package, systemd unit (area "processes"). No
 * arguments, no environment, no user, no moment. */
#pragma once
#include "probes/probe.h"

extern const struct probe processes_probe;
