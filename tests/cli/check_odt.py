"""Each file named: a package as ODF 1.3 wants it, whose parts are well-formed XML, whose styles are all there, and which
holds none of the words of a broken template."""
import re
import sys
import zipfile
import xml.etree.ElementTree as tree

STYLE = re.compile(r'(?:text|table|style):style-name="([^"]+)"')
NAMED = re.compile(r'style:name="([^"]+)"')
kind = "application/vnd.oasis.opendocument.text"
for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED, f"{path}: mimetype"
        assert package.read("mimetype").decode() == kind, f"{path}: kind"
        assert package.testzip() is None, f"{path}: damaged"
        assert len({entry.date_time for entry in package.infolist()}) == 1, f"{path}: time stamps differ"
        names = set(package.namelist()) - {"mimetype"}
        for name in names:
            tree.fromstring(package.read(name))
        listed = set(re.findall(r'full-path="([^"/][^"]*)"', package.read("META-INF/manifest.xml").decode()))
        assert listed == names - {"META-INF/manifest.xml"}, f"{path}: the list of parts is not what is there"
        content = package.read("content.xml").decode()
        styles = package.read("styles.xml").decode()
        known = set(NAMED.findall(content)) | set(NAMED.findall(styles))
        missing = set(STYLE.findall(content)) - known
        assert not missing, f"{path}: styles that are not there: {missing}"
        tables = re.findall(r'table:name="([^"]+)"', content)
        assert len(tables) == len(set(tables)), f"{path}: two tables of one name"
        text = "".join(tree.fromstring(content).itertext())
        assert not re.search(r"\{[a-z-]+[:}]|\b(?:blank|schedule|papers|dpia|notice|terms|permission|it)\.[a-z]+-", text), \
            f"{path}: a template shows"
