#!/usr/bin/env bash
# Each evidence contract both ways: what counts leads to its status, what does not count does not (tests/contracts/judge.py).
command -v python3 >/dev/null || { echo "ok 1 - evidence contracts # SKIP python3 is not installed" && exit 0; }
exec python3 tests/contracts/judge.py "${DAYLIGHT_BUILD:-build}/daylight"
