/* The parts of an OpenDocument package beside its content: styles, page, list of parts. */
#include "reports/odt.h"

#include <errno.h>

#include "probes/base/cleanup.h"
#include "reports/archive.h"
#include "reports/escape.h"

#define SPACES                                                                                     \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                       \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                         \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                           \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                         \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                \
	"xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                  \
	"office:version=\"1.3\""
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define FONTS                                                                                      \
	"<office:font-face-decls>\n"                                                               \
	"<style:font-face style:name=\"Serif\" svg:font-family=\"'Liberation Serif'\" "            \
	"style:font-family-generic=\"roman\"/>\n"                                                  \
	"<style:font-face style:name=\"Sans\" svg:font-family=\"'Liberation Sans'\" "              \
	"style:font-family-generic=\"swiss\"/>\n"                                                  \
	"<style:font-face style:name=\"Mono\" svg:font-family=\"'Liberation Mono'\" "              \
	"style:font-family-generic=\"modern\"/>\n"                                                 \
	"</office:font-face-decls>\n"

const char odt_content_begin[] =
	HEAD "<office:document-content " SPACES ">\n" FONTS "<office:automatic-styles>\n";
const char odt_content_text[] = "</office:automatic-styles>\n<office:body><office:text>\n";
const char odt_content_end[] = "</office:text></office:body>\n</office:document-content>\n";

static const char manifest[] =
	HEAD "<manifest:manifest "
	     "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
	     "manifest:version=\"1.3\">\n"
	     "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
	     "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\n"
	     "<manifest:file-entry manifest:full-path=\"content.xml\" "
	     "manifest:media-type=\"text/xml\"/>\n"
	     "<manifest:file-entry manifest:full-path=\"styles.xml\" "
	     "manifest:media-type=\"text/xml\"/>\n"
	     "<manifest:file-entry manifest:full-path=\"meta.xml\" "
	     "manifest:media-type=\"text/xml\"/>\n"
	     "</manifest:manifest>\n";

/* Paragraphs: name, its parent, what it does to the paragraph, and to the letters. */
static const struct {
	const char *name, *parent, *paragraph, *letters;
} paragraphs[] = {
	{ "Text", NULL, "fo:margin-bottom=\"2mm\"", "" },
	{ "Kicker", "Text",
	  "fo:border-top=\"3pt solid #000000\" fo:padding-top=\"1.5mm\" fo:margin-bottom=\"3mm\"",
	  "fo:font-size=\"86%\" fo:color=\"#44413b\"" },
	{ "Subtitle", "Text", "fo:margin-bottom=\"5mm\"",
	  "style:font-name=\"Serif\" fo:font-size=\"114%\" fo:font-style=\"italic\" "
	  "fo:color=\"#44413b\"" },
	{ "Lead", "Text", "fo:margin-top=\"2mm\" fo:margin-bottom=\"3mm\"",
	  "fo:font-size=\"110%\"" },
	{ "Notice", "Text",
	  "fo:border-left=\"3pt solid #8a1616\" fo:background-color=\"#f4f2ec\" "
	  "fo:padding=\"2mm\" fo:margin-top=\"2mm\" fo:margin-bottom=\"4mm\"",
	  "fo:font-weight=\"bold\"" },
	{ "Hint", "Text", "", "fo:font-size=\"86%\" fo:color=\"#44413b\"" },
	{ "Quote", "Text",
	  "fo:border-left=\"3pt solid #000000\" fo:padding-left=\"4mm\" "
	  "fo:margin-top=\"2mm\" fo:margin-bottom=\"4mm\"",
	  "style:font-name=\"Serif\" fo:font-size=\"119%\" fo:font-style=\"italic\"" },
	{ "Item", "Text", "fo:margin-bottom=\"1mm\"", "" },
	{ "Caption", "Text",
	  "fo:keep-with-next=\"always\" fo:margin-top=\"3mm\" fo:margin-bottom=\"1mm\"",
	  "fo:font-weight=\"bold\" fo:font-size=\"90%\"" },
	{ "Label", "Text", "fo:margin-bottom=\"0mm\"",
	  "fo:font-size=\"86%\" fo:color=\"#44413b\"" },
	{ "Value", "Text", "fo:margin-bottom=\"0.6mm\"", "" },
	{ "Column", "Text", "fo:margin-bottom=\"0mm\" fo:keep-with-next=\"always\"",
	  "fo:font-size=\"81%\" fo:font-weight=\"bold\" fo:color=\"#44413b\"" },
	{ "Cell", "Text", "fo:margin-bottom=\"0.8mm\"", "fo:font-size=\"90%\"" },
	{ "CellHint", "Cell", "", "fo:font-size=\"90%\" fo:color=\"#44413b\"" },
	{ "Signed", "Cell", "",
	  "style:font-name=\"Serif\" fo:font-size=\"116%\" fo:font-style=\"italic\"" },
	{ "CellItem", "Cell", "fo:margin-bottom=\"0.3mm\"", "" },
	{ "Line", "Text",
	  "fo:border-bottom=\"0.5pt solid #44413b\" style:join-border=\"false\" "
	  "fo:line-height=\"8mm\" fo:margin-bottom=\"0mm\"",
	  "" },
	{ "Running", NULL,
	  "fo:border-bottom=\"0.5pt solid #000000\" fo:padding-bottom=\"1mm\" "
	  "fo:margin-bottom=\"0mm\"",
	  "fo:font-size=\"8pt\" fo:color=\"#44413b\"" },
	{ "Foot", NULL, "fo:margin-bottom=\"0mm\"", "fo:font-size=\"8pt\" fo:color=\"#44413b\"" },
};

/* space above, space below, size of letters */
#define SECTION                                                                                    \
	"<style:style style:name=\"Section\" style:family=\"paragraph\" "                          \
	"style:parent-style-name=\"Heading\" style:default-outline-level=\"2\">"                   \
	"<style:paragraph-properties fo:border-top=\"1.2pt solid #000000\" "                       \
	"fo:padding-top=\"1.5mm\" fo:margin-top=\"%dmm\" fo:margin-bottom=\"%dmm\"/>"              \
	"<style:text-properties fo:font-size=\"%dpt\"/></style:style>\n"

static const char fixed_styles[] =
	"<style:style style:name=\"Heading\" style:family=\"paragraph\">"
	"<style:paragraph-properties fo:keep-with-next=\"always\"/>"
	"<style:text-properties style:font-name=\"Serif\" fo:font-weight=\"bold\"/>"
	"</style:style>\n"
	"<style:style style:name=\"Title\" style:family=\"paragraph\" "
	"style:parent-style-name=\"Heading\" style:default-outline-level=\"1\">"
	"<style:paragraph-properties fo:margin-bottom=\"3mm\" fo:line-height=\"108%\"/>"
	"<style:text-properties fo:font-size=\"23pt\"/></style:style>\n"
	"<style:style style:name=\"SectionNew\" style:family=\"paragraph\" "
	"style:parent-style-name=\"Section\" style:default-outline-level=\"2\">"
	"<style:paragraph-properties fo:break-before=\"page\" fo:margin-top=\"0mm\" "
	"fo:margin-bottom=\"2.5mm\"/>"
	"</style:style>\n"
	"<style:style style:name=\"Part\" style:family=\"paragraph\" "
	"style:parent-style-name=\"Heading\" style:default-outline-level=\"3\">"
	"<style:paragraph-properties fo:margin-top=\"4mm\" fo:margin-bottom=\"1.5mm\"/>"
	"<style:text-properties fo:font-size=\"11.5pt\"/></style:style>\n"
	"<style:style style:name=\"Strong\" style:family=\"text\">"
	"<style:text-properties fo:font-weight=\"bold\"/></style:style>\n"
	"<style:style style:name=\"Quiet\" style:family=\"text\">"
	"<style:text-properties fo:font-size=\"88%\" fo:color=\"#44413b\"/></style:style>\n"
	"<style:style style:name=\"Code\" style:family=\"text\">"
	"<style:text-properties style:font-name=\"Mono\" fo:font-weight=\"bold\" "
	"fo:letter-spacing=\"0.3mm\"/></style:style>\n"
	"<style:style style:name=\"Blank\" style:family=\"text\">"
	"<style:text-properties fo:font-size=\"88%\" fo:font-style=\"italic\" "
	"fo:color=\"#44413b\" fo:background-color=\"#f4f2ec\" "
	"style:text-underline-style=\"dotted\" style:text-underline-width=\"auto\" "
	"style:text-underline-color=\"#000000\"/></style:style>\n";

#define LIST(name, level)                                                                          \
	"<text:list-style style:name=\"" name "\">" level "<style:list-level-properties "          \
	"text:list-level-position-and-space-mode=\"label-alignment\">"                             \
	"<style:list-level-label-alignment text:label-followed-by=\"listtab\" "                    \
	"text:list-tab-stop-position=\"6mm\" fo:text-indent=\"-6mm\" fo:margin-left=\"6mm\"/>"     \
	"</style:list-level-properties>"

static const char list_styles[] = LIST(
	"Bullets",
	"<text:list-level-style-bullet text:level=\"1\" "
	"text:bullet-char=\"\u2013\">") "</"
					"text:list-level-style-bullet>"
					"</text:list-style>\n" LIST(
						"Steps",
						"<text:list-level-"
						"style-number "
						"text:level=\"1\" "
						"style:num-suffix=\"."
						"\" "
						"style:num-format="
						"\"1\">") "</"
							  "text:list-"
							  "level-"
							  "style-"
							  "number></"
							  "text:list-"
							  "style>"
							  "\n" LIST("C"
                                                                    "h"
                                                                    "e"
                                                                    "c"
                                                                    "k"
                                                                    "s",
                                                                    "<"
                                                                    "t"
                                                                    "e"
                                                                    "x"
                                                                    "t"
                                                                    ":"
                                                                    "l"
                                                                    "i"
                                                                    "s"
                                                                    "t"
                                                                    "-"
                                                                    "l"
                                                                    "e"
                                                                    "v"
                                                                    "e"
                                                                    "l"
                                                                    "-"
                                                                    "s"
                                                                    "t"
                                                                    "y"
                                                                    "l"
                                                                    "e"
                                                                    "-"
                                                                    "b"
                                                                    "u"
                                                                    "l"
                                                                    "l"
                                                                    "e"
                                                                    "t"
                                                                    " "
                                                                    "t"
                                                                    "e"
                                                                    "x"
                                                                    "t"
                                                                    ":"
                                                                    "l"
                                                                    "e"
                                                                    "v"
                                                                    "e"
                                                                    "l"
                                                                    "="
                                                                    "\"1\" "
                                                                    "text:bullet-char="
                                                                    "\"\u2610\">") "</"
										   "text:list-"
										   "level-style-"
										   "bullet></"
										   "text:list-"
										   "style>\n";

static const char page_styles[] =
	"<office:automatic-styles>\n"
	"<style:page-layout style:name=\"Page\">"
	"<style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\" "
	"style:print-orientation=\"portrait\" fo:margin-top=\"12mm\" fo:margin-bottom=\"12mm\" "
	"fo:margin-left=\"20mm\" fo:margin-right=\"20mm\"/>"
	"<style:header-style><style:header-footer-properties fo:min-height=\"6mm\" "
	"fo:margin-bottom=\"6mm\"/></style:header-style>"
	"<style:footer-style><style:header-footer-properties fo:min-height=\"6mm\" "
	"fo:margin-top=\"5mm\"/></style:footer-style></style:page-layout>\n"
	"</office:automatic-styles>\n";

static void add_paragraph_styles(struct text *out)
{
	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(*paragraphs); i++) {
		text_addf(out, "<style:style style:name=\"%s\" style:family=\"paragraph\"",
		          paragraphs[i].name);
		if (paragraphs[i].parent)
			text_addf(out, " style:parent-style-name=\"%s\"", paragraphs[i].parent);
		text_addf(out, "><style:paragraph-properties %s", paragraphs[i].paragraph);
		if (i >= sizeof(paragraphs) / sizeof(*paragraphs) - 2) /* the two of the page */
			text_addf(out,
			          "><style:tab-stops><style:tab-stop style:position=\"%dmm\" "
			          "style:type=\"right\"/></style:tab-stops>"
			          "</style:paragraph-properties>",
			          ODT_WIDTH);
		else
			text_add(out, "/>");
		text_addf(out, "<style:text-properties %s/></style:style>\n",
		          paragraphs[i].letters);
	}
}

static void add_page(const struct odt *odt, struct text *out)
{
	text_add(out, page_styles);
	text_add(out, "<office:master-styles><style:master-page style:name=\"Standard\" "
	              "style:page-layout-name=\"Page\">\n"
	              "<style:header><text:p text:style-name=\"Running\">");
	escape_html(out, odt->title);
	if (odt->mark) {
		text_add(out, "<text:tab/>");
		escape_html(out, odt->mark);
	}
	text_add(out, "</text:p></style:header>\n<style:footer><text:p text:style-name=\"Foot\">");
	escape_html(out, odt->foot);
	text_add(out, "<text:tab/><text:page-number text:select-page=\"current\">1"
	              "</text:page-number> / <text:page-count>1</text:page-count></text:p>"
	              "</style:footer>\n</style:master-page></office:master-styles>\n");
}

static void add_styles(const struct odt *odt, struct text *out)
{
	text_add(out, HEAD "<office:document-styles " SPACES ">\n" FONTS "<office:styles>\n");
	text_addf(out,
	          "<style:default-style style:family=\"paragraph\">"
	          "<style:paragraph-properties fo:line-height=\"%s\" fo:orphans=\"2\" "
	          "fo:widows=\"2\"/><style:text-properties style:font-name=\"Sans\" "
	          "fo:font-size=\"%s\" fo:language=\"en\" fo:country=\"GB\" "
	          "fo:color=\"#000000\"/></style:default-style>\n",
	          odt->dense ? "115%" : "125%", odt->dense ? "8.5pt" : "10.5pt");
	add_paragraph_styles(out);
	text_add(out, fixed_styles);
	text_addf(out, SECTION, odt->dense ? 4 : 7, odt->dense ? 1 : 2, odt->dense ? 11 : 14);
	text_add(out, list_styles);
	text_add(out, "</office:styles>\n");
	add_page(odt, out);
	text_add(out, "</office:document-styles>\n");
}

static void add_meta(const struct odt *odt, struct text *out)
{
	text_add(out, HEAD "<office:document-meta "
	                   "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
	                   "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
	                   "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	                   "office:version=\"1.3\"><office:meta>"
	                   "<meta:generator>Daylight</meta:generator><dc:title>");
	escape_html(out, odt->title);
	text_add(out, "</dc:title><dc:language>en-GB</dc:language></office:meta>"
	              "</office:document-meta>\n");
}

/* The kind of the file stands first and unpacked (ODF 1.3 part 2, section 3.3). */
static int add_parts(struct archive *archive, const struct odt *odt)
{
	_cleanup_(text_free) struct text kind = { 0 }, list = { 0 }, styles = { 0 }, meta = { 0 };
	int error;

	text_add(&kind, "application/vnd.oasis.opendocument.text");
	text_add(&list, manifest);
	add_styles(odt, &styles);
	add_meta(odt, &meta);
	error = archive_add(archive, "mimetype", &kind, false);
	if (!error)
		error = archive_add(archive, "content.xml", &odt->content, true);
	if (!error)
		error = archive_add(archive, "styles.xml", &styles, true);
	if (!error)
		error = archive_add(archive, "meta.xml", &meta, true);
	return error ? error : archive_add(archive, "META-INF/manifest.xml", &list, true);
}

int odt_write(const struct odt *odt, struct text *out)
{
	struct archive *archive = NULL;
	int error = archive_open(&archive);

	if (error)
		return error;
	error = add_parts(archive, odt);
	if (!error)
		return archive_close(archive, out);
	archive_discard(archive);
	return error;
}
