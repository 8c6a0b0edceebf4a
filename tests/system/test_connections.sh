#!/usr/bin/env bash
# It makes no connection, ever: no network client is linked, and a trace of a whole run shows no socket but the pair
# between opener and worker.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

libraries=$(ldd "$D")
for library in libssl libcurl libgnutls libpq libnss libldap libresolv; do
	! grep -q "$library" <<<"$libraries"
	ok "$library is not linked" $?
done
grep -q libcrypto <<<"$libraries"
ok "the list of libraries was read" $?
if ! command -v strace >/dev/null || ! strace -f -o "$T/probe" true 2>/dev/null; then
	skip "no socket is made" "tracing is not possible here"
	finish
fi
exits 1 "a traced run" strace -f -o "$T/trace" -e trace=network "$D" audit --at 2026-11-22 -a "$school" \
	--root "$school/laptop" --whose mine --device-class staff-laptop -o "$T/o" -q
says "the pair of opener and worker is seen" "$T/trace" 'socketpair\(AF_UNIX'
says_not "no other socket is made" "$T/trace" '[^r]socket\(|connect\(|bind\(|accept|AF_INET|AF_NETLINK|AF_PACKET'
finish
