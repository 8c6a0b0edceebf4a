/* Landlock, deny-all: handles every right that the running kernel knows and allows none, so that no
 * path can be opened, no TCP port bound or connected, no process outside signalled
 * (Documentation/userspace-api/landlock.rst). Descriptors that are open already keep working. Needs
 * no_new_privs. */
#pragma once

/* The ABI of the running kernel; 0 where it has no Landlock or has it switched off. */
int landlock_abi(void);

/* 0 or -errno. `abi` from landlock_abi(), at least 1. */
int landlock_close(int abi);
