/* Which system calls the worker may make, and which the opener may not. */
#include "agent/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* whatever their arguments */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(pread64),
	SCMP_SYS(readv),
	SCMP_SYS(preadv),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(pwrite64),
	SCMP_SYS(lseek),
	SCMP_SYS(_llseek),
	SCMP_SYS(fstat),
	SCMP_SYS(fstat64),
	SCMP_SYS(close),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(brk),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(futex_time64),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_gettime64),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(getrandom),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrusage),
	SCMP_SYS(sysinfo),
	SCMP_SYS(sendmsg),
	SCMP_SYS(recvmsg),
	SCMP_SYS(recvfrom),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(ppoll_time64),
	SCMP_SYS(ftruncate),
	SCMP_SYS(ftruncate64),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(fadvise64),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rseq),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(memfd_create),
	SCMP_SYS(sched_yield),
};

/* what no honest worker calls */
static const int fatal[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(openat2),
	SCMP_SYS(creat),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(open_tree),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(move_mount),
	SCMP_SYS(fsopen),
	SCMP_SYS(fsmount),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
	SCMP_SYS(setuid),
	SCMP_SYS(setresuid),
	SCMP_SYS(setgid),
	SCMP_SYS(setresgid),
	SCMP_SYS(setgroups),
	SCMP_SYS(capset),
	SCMP_SYS(personality),
};

/* what the opener has no use for */
static const int no_opener[] = {
	SCMP_SYS(socket),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(bpf),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(mount),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(open_by_handle_at),
};

/* what the sanitizers' runtimes need besides */
static const int lenient_too[] = { SCMP_SYS(sched_getaffinity), SCMP_SYS(nanosleep),
	                           SCMP_SYS(clock_nanosleep), SCMP_SYS(getppid), SCMP_SYS(uname) };

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int error = seccomp_rule_add(filter, action, calls[i], 0);

		if (error && error != -EDOM) /* a call that this architecture does not have */
			return error;
	}
	return 0;
}

struct condition {
	int call;
	unsigned argument; /* counted from 0 */
	enum scmp_compare how;
	scmp_datum_t mask_or_value, value;
};

/* Calls that are harmless with some arguments only. Several lines for one call: any of them. */
static int add_conditions(scmp_filter_ctx filter)
{
	const struct condition conditions[] = {
		{ SCMP_SYS(mmap), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 },
		{ SCMP_SYS(mmap2), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 },
		{ SCMP_SYS(mprotect), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0 },
		{ SCMP_SYS(newfstatat), 3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH },
		{ SCMP_SYS(fstatat64), 3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH },
		{ SCMP_SYS(sendto), 4, SCMP_CMP_EQ, 0, 0 }, /* no address */
		{ SCMP_SYS(tgkill), 0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0 },
		{ SCMP_SYS(prlimit64), 2, SCMP_CMP_EQ, 0, 0 },
		{ SCMP_SYS(prctl), 0, SCMP_CMP_EQ, PR_GET_SECCOMP, 0 },
		{ SCMP_SYS(fcntl), 1, SCMP_CMP_EQ, F_GETFL, 0 },
		{ SCMP_SYS(fcntl), 1, SCMP_CMP_EQ, F_GETFD, 0 },
		{ SCMP_SYS(fcntl), 1, SCMP_CMP_EQ, F_DUPFD_CLOEXEC, 0 },
		{ SCMP_SYS(fcntl64), 1, SCMP_CMP_EQ, F_GETFL, 0 },
		{ SCMP_SYS(fcntl64), 1, SCMP_CMP_EQ, F_GETFD, 0 },
		{ SCMP_SYS(fcntl64), 1, SCMP_CMP_EQ, F_DUPFD_CLOEXEC, 0 },
		{ SCMP_SYS(ioctl), 1, SCMP_CMP_EQ, TCGETS, 0 }, /* isatty() */
		{ SCMP_SYS(ioctl), 1, SCMP_CMP_EQ, TIOCGWINSZ, 0 },
	};

	for (size_t i = 0; i < COUNT(conditions); i++) {
		const struct condition *c = &conditions[i];
		const struct scmp_arg_cmp argument = { c->argument, c->how, c->mask_or_value,
			                               c->value };
		int error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, c->call, 1, &argument);

		if (error && error != -EDOM)
			return error;
	}
	return 0;
}

static int fill_worker(scmp_filter_ctx filter, bool lenient)
{
	int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);

	if (!error)
		error = add_all(filter, SCMP_ACT_ALLOW, allowed, COUNT(allowed));
	if (!error)
		error = add_conditions(filter);
	if (!error && lenient)
		return add_all(filter, SCMP_ACT_ALLOW, lenient_too, COUNT(lenient_too));
	if (!error)
		error = add_all(filter, SCMP_ACT_KILL_PROCESS, fatal, COUNT(fatal));
	return error;
}

static int load(scmp_filter_ctx filter, int error)
{
	if (!error)
		error = seccomp_load(filter);
	seccomp_release(filter);
	return error;
}

int filter_load_worker(bool lenient)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	return filter ? load(filter, fill_worker(filter, lenient)) : -ENOMEM;
}

int filter_load_opener(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	return filter ? load(filter,
	                     add_all(filter, SCMP_ACT_ERRNO(EPERM), no_opener, COUNT(no_opener)))
	              : -ENOMEM;
}
