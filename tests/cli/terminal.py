"""terminal.py SCRIPT COMMAND... : drives a command through a pseudo-terminal.

SCRIPT holds lines "expected text<TAB>what to type"; "\\x03", "\\x04" and "\\x00" stand for control keys, "\\n" for Enter, "KILL" for SIGKILL of the
whole session. All that the terminal showed goes to standard output; the status is the command's, 99 when something that
was expected did not come, 137 after KILL.
"""
import os
import pty
import select
import signal
import sys
import time


def read_some(fd, seconds):
    if not select.select([fd], [], [], seconds)[0]:
        return b""
    try:
        return os.read(fd, 65536)
    except OSError:
        return b""


def still_waits(pid):
    """It goes on waiting: os.waitpid() would wait with it."""
    end = time.monotonic() + 5
    while not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        if time.monotonic() > end:
            return True
        time.sleep(0.05)
    return False


def main():
    steps = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8") if "\t" in line]
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp(sys.argv[2], sys.argv[2:])
    shown, seen = b"", 0
    for wanted, typed in steps:
        end = time.monotonic() + 20
        while wanted.encode() not in shown[seen:]:
            more = read_some(fd, 0.5)
            shown += more
            if not more and (time.monotonic() > end or os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
                sys.stdout.buffer.write(shown + b"\n# did not show: " + wanted.encode() + b"\n")
                os.killpg(os.getpgid(pid), signal.SIGKILL)
                return 99
        seen = shown.index(wanted.encode(), seen) + len(wanted.encode())
        if typed == "KILL":
            os.killpg(os.getpgid(pid), signal.SIGKILL)
            break
        typed = typed.replace("\\x03", "\x03").replace("\\x04", "\x04").replace("\\x1b", "\x1b")
        typed = typed.replace("\\x00", "\0").replace("\\n", "\n")
        os.write(fd, typed.encode() + (b"" if typed in ("\x03", "\x04") else b"\n"))
    while more := read_some(fd, 5):
        shown += more
    sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
    if still_waits(pid):
        sys.stdout.buffer.write(b"\n# still waits after all was typed\n")
        os.killpg(os.getpgid(pid), signal.SIGKILL)
        return 99
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 128 - status if status < 0 else status


sys.exit(main())
