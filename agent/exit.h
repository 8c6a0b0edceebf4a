/* Exit statuses (DESIGN 7). */
#pragma once

enum exit_status {
	EXIT_NOTHING = 0, /* nothing that the rules say to raise, coverage sufficient; or: all was
	                     written */
	EXIT_RAISE = 1,   /* something to raise, chase or discuss */
	EXIT_USAGE = 2,   /* usage or bad input */
	EXIT_REFUSED = 3, /* permission or right missing */
	EXIT_TOO_LITTLE = 4, /* nothing found, but not enough was examined to say so */
	EXIT_BROKEN = 5,     /* the tool itself failed or was interrupted */
};
