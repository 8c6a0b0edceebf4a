/* Timers of systemd: what is started at set times (area "schedules"). */
#pragma once
#include "probes/probe.h"

extern const struct probe schedules_probe;
