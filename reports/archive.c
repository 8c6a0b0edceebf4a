/* The zip library, given a piece of memory in place of a file. */
#include "reports/archive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct archive {
	zipFile zip;
	struct text bytes;
	size_t at; /* where the next byte is written */
};

static voidpf open_memory(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *to, uLong len)
{
	struct archive *archive = stream;
	size_t left = archive->bytes.len - archive->at;

	(void)opaque;
	if (len > left)
		len = left;
	if (len)
		memcpy(to, archive->bytes.at + archive->at, len);
	archive->at += len;
	return len;
}

/* The library goes back to fill in sizes: what is there already is written over. */
static uLong write_memory(voidpf opaque, voidpf stream, const void *from, uLong len)
{
	struct archive *archive = stream;
	size_t over = archive->bytes.len - archive->at;

	(void)opaque;
	if (over > len)
		over = len;
	if (over)
		memcpy(archive->bytes.at + archive->at, from, over);
	if (len > over)
		text_add_bytes(&archive->bytes, (const char *)from + over, len - over);
	if (archive->bytes.failed)
		return 0;
	archive->at += len;
	return len;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct archive *)stream)->at;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct archive *archive = stream;
	size_t from = origin == SEEK_SET   ? 0
	              : origin == SEEK_CUR ? archive->at
	                                   : archive->bytes.len;

	(void)opaque;
	if (offset > archive->bytes.len - from)
		return -1;
	archive->at = from + (size_t)offset;
	return 0;
}

static int close_memory(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

static int memory_failed(voidpf opaque, voidpf stream)
{
	(void)opaque;
	return ((struct archive *)stream)->bytes.failed;
}

int archive_open(struct archive **out)
{
	struct archive *archive = calloc(1, sizeof(*archive));
	zlib_filefunc64_def functions = {
		.zopen64_file = open_memory,
		.zread_file = read_memory,
		.zwrite_file = write_memory,
		.ztell64_file = tell_memory,
		.zseek64_file = seek_memory,
		.zclose_file = close_memory,
		.zerror_file = memory_failed,
		.opaque = archive,
	};

	if (!archive)
		return -ENOMEM;
	archive->zip = zipOpen2_64("memory", APPEND_STATUS_CREATE, NULL, &functions);
	if (!archive->zip) {
		free(archive);
		return -ENOMEM;
	}
	*out = archive;
	return 0;
}

static int error_of(const struct archive *archive)
{
	return archive->bytes.failed ? -ENOMEM : -EIO;
}

int archive_add(struct archive *archive, const char *name, const struct text *bytes, bool packed)
{
	/* the first day that a zip file can name */
	const zip_fileinfo when = { .tmz_date = { .tm_mday = 1, .tm_year = 1980 } };
	int error;

	if (bytes->failed)
		return -ENOMEM;
	if (zipOpenNewFileInZip(archive->zip, name, &when, NULL, 0, NULL, 0, NULL,
	                        packed ? Z_DEFLATED : 0, packed ? Z_BEST_COMPRESSION : 0) != ZIP_OK)
		return error_of(archive);
	error = zipWriteInFileInZip(archive->zip, bytes->at, (unsigned)bytes->len);
	if (zipCloseFileInZip(archive->zip) != ZIP_OK || error != ZIP_OK)
		return error_of(archive);
	return 0;
}

int archive_close(struct archive *archive, struct text *out)
{
	int error = zipClose(archive->zip, NULL) == ZIP_OK ? 0 : error_of(archive);

	if (!error)
		text_add_bytes(out, archive->bytes.at, archive->bytes.len);
	text_free(&archive->bytes);
	free(archive);
	return error ? error : out->failed ? -ENOMEM : 0;
}

void archive_discard(struct archive *archive)
{
	struct text none = { 0 };

	if (archive)
		archive_close(archive, &none);
	text_free(&none);
}
