/* Installed software, as the package databases of dpkg and rpm name it (area "packages"). */
#pragma once
#include "probes/probe.h"

extern const struct probe packages_probe;
