#!/usr/bin/env bash
# The schemas of the file formats, against themselves, the shipped files and slips.
exec python3 tests/schema/check_schemas.py
