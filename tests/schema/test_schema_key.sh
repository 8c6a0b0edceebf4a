#!/usr/bin/env bash
# "$schema" at the top of a file leads an editor to the schema; the program lets it stand there, and nowhere else.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
address=file:///usr/share/daylight/schema
copy_school
for kind in agreement register authorisation; do
	sed -i "0,/{/s|{|{ \"\$schema\": \"$address/$kind.schema.json\",|" "$T/school/$kind.json"
done
exits 0 "agreement, technology list and permission name their schema" "$D" agreement check "$T/school"
cp -r policies/catalogue "$T/catalogue"
for file in "$T"/catalogue/*.json; do
	sed -i "0,/{/s|{|{ \"\$schema\": \"$address/catalogue.schema.json\",|" "$file"
done
exits 0 "files of a catalogue name theirs" "$D" catalogue check "$T/catalogue"
sed -i '0,/"title"/s//"$schema": "x", "title"/' "$T/school/agreement.json"
exits 2 "a schema within the agreement is an unknown key" "$D" agreement check "$T/school"
says "and is named" "$T/err" 'agreement\.json:[0-9]+:[0-9]+: /agreement/\$schema: unknown key'
make -s install DESTDIR="$T/root" BUILD="$BUILD" PREFIX=/usr >/dev/null 2>&1
for schema in policies/schema/*.schema.json; do
	cmp -s "$schema" "$T/root/usr/share/daylight/schema/${schema##*/}" || echo "# not installed: $schema"
	cmp -s "$schema" "$T/root/usr/share/daylight/schema/${schema##*/}"
	ok "${schema##*/} is installed" $?
done
finish
