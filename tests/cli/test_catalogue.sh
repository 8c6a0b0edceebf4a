#!/usr/bin/env bash
# The catalogue's commands, and the mistakes of those who write entries: exit 2 with file, line, column and remedy.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

exits 0 "the shipped catalogue is in order" "$D" catalogue check
exits 0 "so it is when it is named" "$D" catalogue check policies/catalogue
exits 0 "all products are listed" "$D" catalogue list
[ "$(wc -l <"$T/out")" -ge 40 ]
ok "and they are forty or more" $?
exits 0 "one entry" "$D" catalogue show veyon
says "tells its sources" "$T/out" 'https?://'
exits 0 "a package is explained" "$D" catalogue explain veyon-service
says "by the product and its sign" "$T/out" 'package veyon-service'
exits 0 "a unit is explained" "$D" catalogue explain veyon.service
exits 0 "a program is explained" "$D" catalogue explain /usr/bin/veyon-server
exits 2 "an entry that is not there" "$D" catalogue show veyonn
says "is answered with the nearest" "$T/err" 'did you mean veyon'
exits 2 "a folder that is not there" "$D" catalogue list -c "$T/none"
says "is named" "$T/err" 'none: No such file'

spoil() { # FILE SED-EXPRESSION SENTENCE PATTERN
	rm -rf "$T/catalogue"
	cp -r policies/catalogue "$T/catalogue"
	sed -i "$2" "$T/catalogue/$1"
	cmp -s "policies/catalogue/$1" "$T/catalogue/$1" && ok "the sed expression changes something: $2" 1
	exits 2 "$3" "$D" catalogue check "$T/catalogue"
	says "  is named with its place and a remedy" "$T/err" "$1:[0-9]+:[0-9]+: $4"
}
spoil classroom-management.json '0,/"vendor"/s//"vendr"/' "an unknown key" '.*did you mean "vendor"'
spoil classroom-management.json '0,/"id": *"veyon"/s//"id": "epoptes"/' "an id given twice" '.*already the id'
spoil classroom-management.json '0,/"word": *"screen-live-view"/s//"word": "screen-life-view"/' "an unknown capability" \
	'.*did you mean "screen-live-view"'
spoil page-recording.json '0,/"type": *"domain", *"value": *"[^"]*"/s//"type": "domain", "value": "com"/' \
	"a whole top-level domain" '.*too broad'
spoil page-recording.json '0,/"type": *"domain", *"value": *"[^"]*"/s//"type": "domain", "value": "co.uk"/' \
	"a public suffix" '.*too broad'
spoil classroom-management.json '0,/"source": *"[^"]*"/s//"source": ""/' "a source left out" '.*source: missing'
spoil classroom-management.json '0,/, *"source": *"[^"]*"/s///' "a source taken away" '.*source'
spoil classroom-management.json '0,/"specificity": *"[^"]*"/s//"specificity": "sure"/' "a specificity that is none" '.*want'
spoil classroom-management.json '0,/"id": *"veyon"/s//"id": "veyon", "id": "veyon"/' "a key given twice" '.*twice'
exits 2 "an audit with such a catalogue" "$D" audit -c "$T/catalogue" --whose mine -o "$T/o"
[ ! -e "$T/o/observations.jsonl" ]
ok "looks at nothing" $?

# Outside any checkout: the data that was installed beside the program, or the folder that is named.
mkdir -p "$T/away/usr/bin" "$T/away/usr/share/daylight"
cp "$D" "$T/away/usr/bin/daylight"
cp -r policies/catalogue policies/packs "$T/away/usr/share/daylight/"
exits 0 "an installed program finds its catalogue" "$T/away/usr/bin/daylight" catalogue list
exits 0 "and its sets of clauses" "$T/away/usr/bin/daylight" agreement check "$school"
rm -r "$T/away/usr/share"
exits 0 "without any it takes the catalogue that it is given" "$T/away/usr/bin/daylight" catalogue list -c policies/catalogue
finish
