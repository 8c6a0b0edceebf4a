#!/usr/bin/env bash
# A real browser on the report: nothing is fetched, nothing overflows at phone width, it prints.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

command -v chromium >/dev/null || { skip "the report in a browser" "chromium is not installed" && finish; }
"$BUILD/bench/generate_capture" example "$T/net.pcap" 1 2026 >/dev/null
"$D" audit --example --at 2026-11-22T12:00:00Z -a "$school" --root "$school/laptop" --whose mine \
	--device-class staff-laptop -r "$T/net.pcap" --permission own --network staff-vlan -o "$T/o" -q
[ -s "$T/o/disclosure.html" ]
ok "there is a report" $?
browser() {
	timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
		--disable-component-update --disable-sync --user-data-dir="$T/profile" "$@" >"$T/chromium.out" 2>"$T/chromium.err"
}
page=file://$T/o/disclosure.html
browser --dump-dom "$page"
says "the browser shows the page" "$T/chromium.out" 'Monitoring technology report'
says_not "the policy of the page refuses nothing of the page itself" "$T/chromium.err" 'Content Security Policy'
says_not "no address leaves the file" "$T/o/disclosure.html" '(href|src|action|data|poster|srcset)="[^#"]|url\(|@import|<link|<iframe|<object|<embed'
for width in 1280 400; do
	browser --screenshot="$T/$width.png" --window-size=$width,2000 "$page"
	[ -s "$T/$width.png" ]
	ok "a picture at $width pixels" $?
done
# Wider than the window means that a phone's reader has to scroll sideways: a frame measures it.
cat >"$T/measure.html" <<H
<iframe id=f src="$page" width=320 height=2000></iframe>
<script>f.onload = () => document.title = "width " + f.contentDocument.documentElement.scrollWidth</script>
H
browser --allow-file-access-from-files --disable-web-security --dump-dom "file://$T/measure.html"
says "at 320 pixels nothing is wider than the page" "$T/chromium.out" '<title>width (320|3[01][0-9]|[12]?[0-9]{1,2})</title>'
browser --no-pdf-header-footer --print-to-pdf="$T/report.pdf" "$page"
[ -s "$T/report.pdf" ]
ok "it prints" $?
if command -v pdftotext >/dev/null; then
	pages=$(pdfinfo "$T/report.pdf" | awk '/^Pages/ {print $2}')
	for n in 1 2 "$pages"; do
		pdftotext -f "$n" -l "$n" "$T/report.pdf" "$T/page.txt"
		says "printed page $n says that it is an example" "$T/page.txt" 'FICTIONAL'
		says "printed page $n carries the check code" "$T/page.txt" '[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}'
	done
else
	skip "what stands on a printed page" "pdftotext is not installed"
fi
finish
