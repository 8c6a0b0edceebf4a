/* Services that systemd knows: installed, set to start by themselves, running (area "services"). */
#pragma once
#include "probes/probe.h"

extern const struct probe services_probe;
