/* A few lines for one pair of eyes. */
#include "reports/private_notice.h"

#include <errno.h>

#include "policies/sealing.h"
#include "reports/escape.h"
#include "reports/messages.h"

int private_notice_write(const struct findings *findings, struct text *out)
{
	size_t named = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct product *product = findings->items[i].product;

		if (!product_is_personal(product))
			continue;
		text_addf(out, "%s", named++ ? ", " : message_label("private.only-you"));
		if (named == 1)
			text_add(out, " ");
		escape_plain(out, product->name);
	}
	if (named)
		text_addf(out, ".\n%s\n%s\n", message_label("private.meaning"),
		          message_label("private.help"));
	return out->failed ? -ENOMEM : 0;
}
