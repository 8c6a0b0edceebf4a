# Sourced by test_golden.sh and bless: next_case reads the next line of CASES from descriptor 3; judged FOLDER prints
# what the case gives.
# shellcheck shell=bash disable=SC2034
next_case() {
	local observations file
	while IFS='|' read -r -u 3 name observations agreement at expected; do
		name=${name// /} agreement=${agreement// /} at=${at// /}
		[[ -z $name || $name == \#* ]] && continue
		expected=tests/golden/${expected// /}.json
		files=()
		for file in $observations; do
			files+=("tests/golden/cases/$file")
		done
		return 0
	done
	return 1
}

judged() { # FOLDER
	local status
	"${DAYLIGHT_BUILD:-build}/daylight" evaluate "${files[@]}" -a "$agreement" --at "$at" \
		-o "$1" --quiet >"$1.log" 2>&1
	status=$?
	if [ ! -s "$1/disclosure.json" ]; then
		echo "no disclosure, exit status $status:"
		cat "$1.log"
		return 0
	fi
	python3 tests/golden/project.py "$status" <"$1/disclosure.json"
}
