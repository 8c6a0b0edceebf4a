#!/usr/bin/env python3
"""The language of what the program says to people (model 2.6, A5, PR-20): no word that judges, no bare word of the
program's own lists, no claim that nobody can make, short sentences, plain words. Prints TAP; outliers as comments.

    lint.py templates FILE.c... | catalogue FILE.json... | html|text|summary|disclosure|explain|literals FILE... | itself

What others said is not ours to judge. It is left out by the mark-up that shows it as theirs, never by a list of words:
in a page <q>, <blockquote>, <code>, the glossary, answers and questions of the parties; in plain text what stands in
double quotes, behind "To ask:", behind ">" or below the heading QUESTIONS. Names, suppliers, titles and signed
sentences that our own sentences hold are taken from the disclosure that the page or text was made of. A question of the
catalogue may say "capability" as schools do: the procedure of that name.

Reading age: Flesch-Kincaid grade (0.39 words a sentence + 11.8 syllables a word - 15.59; Kincaid and others 1975) plus
five years; over all summaries together, as one holds too few words. Syllables are groups of vowels, without a silent e, so that the figure is a rough one: good to a year.
"""
import html.parser
import json
import re
import sys

BANNED = "spying illegal illegally unlawful guilty compliant compliance proves always never".split()  # model 2.6
ENUMS = ("breach breaches undisclosed drift overdue incomplete-record needs-interpretation excepted not-observed "
         "insufficient-coverage not-observable for-information capability capabilities register probe probes pack packs "
         "observation observations disclosure disclosures").split()  # model A5
CLAIMS = ["used for", "absent", "clean", "is safe", "nothing there", "no monitoring", "obviously", "simply", "whitelist"]
WORDS_MOST = 25  # in a sentence; longer ones are listed
LONG_SHARE = 0.06  # of all sentences may be longer
WORDS_LIMIT = 45  # and none longer than this
AGE_MOST = 11.5  # over a whole text: "about 11", and a little for the roughness of the figure

COMMANDS = "audit observe evaluate merge report hosts agreement catalogue probes respond papers".split()
FILE_NAME = re.compile(r"[\w./*<>-]*\b\w+\.(?:json|jsonl|html|csv|md|odt)\b|--[a-z-]+|(?:policies|daylight)/[\w/.-]+|"
                       r"daylight (?:%s)\b" % "|".join(COMMANDS))
COUNT = re.compile(r"\{\w+:count:([^:}]*):([^}]*)\}")


class Page(html.parser.HTMLParser):
    """The sentences of a page that are ours, block by block."""
    BLOCKS = set("p li dt dd td th h1 h2 h3 h4 div section article caption summary title header footer blockquote pre".split())
    THEIRS = {"q", "blockquote", "code", "style", "pre"}
    THEIR_CLASSES = {"response", "question", "say", "quote", "subtitle", "theirs"}
    THEIR_IDS = {"glossary"}
    EMPTY = {"meta", "br", "hr", "img", "link", "input", "path", "circle", "rect", "line", "col"}

    def __init__(self):
        super().__init__()
        self.stack, self.blocks, self.depth = [], [""], 0

    def handle_starttag(self, tag, attributes):
        if tag in self.EMPTY:
            return
        named = dict(attributes)
        theirs = (tag in self.THEIRS or named.get("id") in self.THEIR_IDS or
                  bool(self.THEIR_CLASSES & set((named.get("class") or "").split())))
        self.stack.append((tag, theirs))
        self.depth += theirs
        if tag in self.BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag):
        while self.stack:
            name, theirs = self.stack.pop()
            self.depth -= theirs
            if name == tag:
                break
        if tag in self.BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        self.blocks[-1] += " … " if self.depth else data


def of_html(source):
    page = Page()
    page.feed(source)
    return [" ".join(block.split()) for block in page.blocks if block.strip()]


def of_text(source):
    blocks, theirs = [""], False
    for line in source.splitlines():
        if line and line == line.upper() and line[0].isalpha() and not line.startswith(("RAISE ", "CHASE ", "DISCUSS ")):
            theirs = line.strip() in ("QUESTIONS", "OTHER ANSWERS ON RECORD")
            blocks += ["", ""]
        elif not line.strip() or re.match(r"\s*(-|>|\d+\.|To ask:|[A-Z][A-Za-z ]+  )", line):
            blocks.append("")
        blocks[-1] += " " + ("" if theirs else line.strip())
    blocks = [block for block in blocks if not re.match(r"\s*(To ask:|>)", block)]
    return [" ".join(re.sub(r'"[^"]*"|“[^”]*”', "…", block).split()) for block in blocks if block.strip()]


def of_summary(source):
    """Ten lines for the terminal: each is a few words, with a stop where it ends or where the next group begins."""
    blocks = re.sub(r"    +| \| ", "\n", re.sub(r'"[^"]*"', "…", source)).splitlines()
    return [" ".join(block.split()).rstrip(".;") + "." for block in blocks if block.strip()]


def of_explain(source):
    """What the tool makes of each rule; signed sentences, clauses and questions stand behind a label of their own."""
    blocks, theirs = [], True
    for line in source.splitlines():
        label = re.match(r"(?:R\w+)?\s+(Signed|Tested|Otherwise|Needs|From|Question|For|Stays off|[A-Z][a-z ]+)  ", line)
        if label or not line.startswith("            "):
            theirs = not label or label.group(1) not in ("Tested", "Otherwise", "Needs")
            line = line[label.end():] if label else line
            theirs = theirs and not line.startswith("Rules (")
        if not theirs and not line.strip().startswith("("):
            blocks.append(re.sub(r'"[^"]*"', "…", line.strip()))
    return blocks


def of_templates(source):
    """id and text of each row of a table of messages."""
    for found in re.finditer(r'\{\s*"([\w.-]+)",((?:\s*"(?:[^"\\]|\\.)*")+)\s*\}', source):
        text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(2)))
        text = text.replace('\\"', '"').replace("\\n", " ")
        for number, which in ("12", 2), ("1", 1):  # "12 laptops", and where that differs "1 laptop"
            said = COUNT.sub(lambda count: number + " " + count.group(which), text)
            yield found.group(1), re.sub(r"\{[^}]*\}", "…", said)
            if said == text:
                break


def strings_in(node):
    if isinstance(node, str) and len(node) > 2:
        yield node
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from strings_in(one)


def of_literals(source):
    """String literals of a C file that hold a sentence."""
    source = re.sub(r"/\*.*?\*/|^#.*?$", "", source, flags=re.DOTALL | re.MULTILINE)
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*', source):
        text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(0)))
        if len(text.split()) > 3:
            yield text.replace("\\n", " ").replace('\\"', '"')


def of_disclosure(node):
    if isinstance(node, dict):
        if set(node) == {"id", "args", "text"}:
            text = node["text"]
            for one in sorted(set(strings_in(node["args"])), key=len, reverse=True):
                text = text.replace(one, "…")
            yield text
        for key, one in node.items():
            yield from of_disclosure(one)
    elif isinstance(node, list):
        for one in node:
            yield from of_disclosure(one)


def of_catalogue(tree):
    for product in tree.get("products", []):
        for key in ("about", "also_used_for", "manager_sees"):
            if product.get(key):
                yield product["id"] + " " + key, product[key]
        for question in product.get("questions", []):
            yield product["id"] + " question", question


def theirs_in(node):
    """What the parties or the catalogue called things: longest first."""
    found = set()
    if isinstance(node, dict):
        for key, one in node.items():
            if key in ("name", "vendor", "say", "title", "employer", "organisation", "subject", "reason", "by_post"):
                found |= {one} if isinstance(one, str) and len(one) > 3 else set()
            if key in ("purposes_agreed", "device_classes", "questions"):
                found |= {word["text"] if isinstance(word, dict) else word for word in one or []}
            if key not in ("coverage", "gaps"):
                found |= theirs_in(one)
    elif isinstance(node, list):
        for one in node:
            found |= theirs_in(one)
    return found


def words_in(node):
    if isinstance(node, str) and (" " in node or ":" in node):
        yield from {node, node.replace("-", " ")}  # "location-tracking:always" is printed in words
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        yield from words_in(one)


def without(block, theirs):
    for one in theirs:
        block = block.replace(one, "…")
    return block


def bad_words(text, also_allowed=()):
    text = FILE_NAME.sub(" ", text)
    said = re.sub(r"[^.!?]*\?", " ", text)  # who asks claims nothing
    for word in [word for word in BANNED + ENUMS + CLAIMS if word not in also_allowed]:
        found = re.search(r"(?<![\w-])%s(?![\w-])" % re.escape(word).replace(r"\ ", r"\s+"),
                          said if word in CLAIMS else text, re.IGNORECASE)
        if found:
            yield "\"%s\" in: %s" % (found.group(0), text[max(0, found.start() - 50):found.end() + 40].strip())


def sentences_of(text):
    text = re.sub(r"\b([A-Z]|e\.g|i\.e|v|s|reg|etc)\.", r"\1", text)
    for sentence in re.split(r"(?<=[.!?:;])\s+|(?<=[.!?])$", text):
        words = re.findall(r"[A-Za-z][A-Za-z'-]*", sentence)
        if len(words) > 3 and re.search(r"[.!?:;]$", sentence.strip()):
            yield sentence.strip(), words


def syllables(word):
    word = re.sub(r"(?:[^laeiouy]es|[^ltd]ed|[^aeiouyl]e)$", "", word.lower().replace("'", ""))
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def reading_age(sentences):
    words = [word for _, each in sentences for word in each]
    if not sentences:
        return 0.0
    return (0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59) + 5


class Lint:
    def __init__(self, name):
        self.name, self.words, self.sentences = name, [], []

    def add(self, text, where=""):
        allowed = ("capability",) if where.endswith(" question") else ()
        self.words += ["%s%s" % (where + ": " if where else "", one) for one in bad_words(text, allowed)]
        self.sentences += list(sentences_of(text))

    def long(self):
        return [sentence for sentence, words in self.sentences if len(words) > WORDS_MOST]

    def too_long(self):
        allowed = max(1, int(LONG_SHARE * len(self.sentences)))
        too = [sentence for sentence, words in self.sentences if len(words) > WORDS_LIMIT]
        return too or (self.long() if len(self.long()) > allowed else [])


class Checks:
    number = failed = 0

    def __call__(self, sentence, differences, comments=()):
        differences = list(differences)
        self.number += 1
        self.failed += bool(differences)
        print("%s %d - %s" % ("not ok" if differences else "ok", self.number, sentence))
        for line in (differences or comments)[:12]:
            print("#   " + line[:300])

    def all(self, lint, least, spelled_out=False):
        self("%s: no word that judges, no bare word, no claim" % lint.name, sorted(set(lint.words)))
        self("%s: there was something to read" % lint.name, [] if len(lint.sentences) >= least else ["nothing"])
        if spelled_out:  # a rule's fields in a row, for whoever signs them: as long as they are
            return
        age = reading_age(lint.sentences)
        self("%s: %d sentences, %d above %d words" % (lint.name, len(lint.sentences), len(lint.long()), WORDS_MOST),
             lint.too_long(), lint.long())
        self("%s: reading age %.1f, at most %.1f" % (lint.name, age, AGE_MOST), [] if age <= AGE_MOST else
             sorted((sentence for sentence, words in lint.sentences), key=lambda s: -reading_age(list(sentences_of(s)))))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def itself(checks):
    """A planted word is found where it is ours, and not where it is quoted."""
    plain = "<p>The list says more.</p>"
    quoted = "<p>They signed <q>It is never illegal.</q></p><blockquote>breach</blockquote><section id='glossary'>drift</section>"
    checks("a planted word is found in a page", [] if list(bad_words(" ".join(of_html("<p>This is a Breach.</p>")))) else ["no"])
    checks("also behind what is quoted", [] if list(bad_words(" ".join(of_html(quoted + "<p>Clean.</p>")))) else ["no"])
    checks("what is quoted is not ours", list(bad_words(" ".join(of_html(plain + quoted)))))
    checks("a planted word is found in plain text", [] if list(bad_words(" ".join(of_text("  - It was overdue.")))) else ["no"])
    checks("a quoted one is not ours there either", list(bad_words(" ".join(of_text('R1 "It is never clean."\n To ask: always?')))))
    checks("a claim over two lines is found", [] if list(bad_words(" ".join(of_text("it is used\n  for this")))) else ["no"])
    checks("a part of a word is none", list(bad_words("nevertheless drifting cleaner for-ever see disclosure.json")))
    checks("a template's own words are found", [] if any(list(bad_words(text)) for _, text in of_templates(
        '{ "a.b", "It is " "overdue by {days:count:day:days}." },')) else ["no"])
    checks("and those of one thing alone", [] if any(list(bad_words(text)) for _, text in of_templates(
        '{ "a.b", "{n:count:drift is:things are} here." },')) else ["no"])
    checks("a command is no claim, what the program is said to do is one",
           list(bad_words("daylight probes lists them")) + ([] if list(bad_words("daylight proves it")) else ["no"]))
    hard = "Organisational accountability necessitates comprehensive documentation of technological capabilities."
    checks("a question claims nothing", list(bad_words("What is it used for? It was seen.")))
    checks("a word of a dialogue is found", [] if list(bad_words(" ".join(of_literals('x("It is always\\n" "so here.");'))))
           else ["no"])
    checks("hard words are an older reader's", [] if reading_age(list(sentences_of(hard))) > 20 else ["no"])
    easy = "The list says when it began. Ask who can see it."
    checks("plain words are a child's", [] if reading_age(list(sentences_of(easy))) < 9 else ["no"])
    lint = Lint("x")
    lint.add("word " * 60 + ".")
    checks("a sentence without an end is noticed", [] if lint.too_long() else ["no"])


def main():
    checks, kind, paths = Checks(), sys.argv[1], sys.argv[2:]
    if kind == "itself":
        itself(checks)
        return checks.failed > 0
    if kind in ("templates", "catalogue"):
        lint = Lint(kind)
        for path in paths:
            rows = of_templates(read(path)) if kind == "templates" else of_catalogue(json.loads(read(path)))
            for where, text in rows:
                lint.add(text, where)
        checks.all(lint, 100)
        return checks.failed > 0
    # A paper is made of an agreement's files: all that is said there in words is the parties' own.
    signed = {one for path in paths if path.startswith("theirs=") for one in words_in(json.loads(read(path[7:])))}
    every = Lint("every summary")
    for path in [path for path in paths if not path.startswith("theirs=")]:
        lint = every if kind == "summary" else Lint("%s %s" % (kind, path.rsplit("/", 1)[-1]))
        source = re.sub(r"/(?:html|text|summary)/([\w-]+?)(?:-answers|-summary)?$", r"/disclosure/\1", path)
        theirs = [" ".join(one.split()) for one in theirs_in(json.loads(read(source)))] if source != path and not signed else []
        theirs += [" ".join(one.split()) for one in signed]
        theirs.sort(key=lambda one: (-len(one), one))
        blocks = {
            "html": of_html,
            "text": of_text,
            "summary": of_summary,
            "explain": of_explain,
            "literals": lambda source: list(of_literals(source)),
            "disclosure": lambda source: list(of_disclosure(json.loads(source))),
        }
        for block in blocks[kind](read(path)):
            lint.add(without(block, theirs))
        if kind != "summary":
            checks.all(lint, 0 if kind == "disclosure" else 3, kind == "explain")
    if kind == "summary":
        checks.all(every, 40)
    return checks.failed > 0


if __name__ == "__main__":
    sys.exit(main())
