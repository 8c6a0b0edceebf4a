/* What is never opened, listed or looked at, whoever asks: mail, documents, browser histories,
 * cookies, passwords, log-in data, keys, other processes' memory and arguments, and every device:
 * screen, camera, microphone (model PR-05). It wins over every probe's table and over the
 * catalogue. Paths are as on the inspected system. */
#pragma once
#include <stdbool.h>

/* Globs (probes/base/text.h), NULL-terminated; each stands for itself and everything below it. */
extern const char *const denied_paths[];

/* True when a glob matches the path or a folder above it. */
bool path_is_denied(const char *path);

/* The same for one entry of a folder that is not denied itself; cheaper in large folders. */
bool entry_is_denied(const char *path);
