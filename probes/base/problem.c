/* The first sentence wins: later problems are usually its echoes. */
#include "probes/base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "probes/base/text.h"

void problem_set(struct problem *problem, const char *format, ...)
{
	va_list args;

	if (problem_found(problem))
		return;
	va_start(args, format);
	vsnprintf(problem->text, sizeof(problem->text), format, args);
	va_end(args);
	text_make_printable(problem->text);
}
