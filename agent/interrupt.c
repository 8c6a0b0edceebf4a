/* The one piece of state at file scope in the program: a signal has no other way to say something.
 */
#include "agent/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t *asked_to_stop;

static void on_signal(int number)
{
	if (number != SIGUSR1)
		*asked_to_stop = 1;
}

bool interrupted(void)
{
	return asked_to_stop && *asked_to_stop != 0;
}

void interrupt_listen(volatile sig_atomic_t *flag)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND };
	struct sigaction wake = { .sa_handler = on_signal };

	asked_to_stop = flag;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGUSR1, &wake, NULL);
	signal(SIGPIPE, SIG_IGN);
}
