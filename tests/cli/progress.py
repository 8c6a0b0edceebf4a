#!/usr/bin/env python3
"""Runs `daylight hosts` with a terminal for standard error and prints what came there: progress.py DAYLIGHT FILE SECONDS
[OPTION...]. FILE is read for SECONDS, then the run is interrupted; with - the example on standard input is fed in two
halves, SECONDS apart."""
import os
import pty
import signal
import subprocess
import sys
import threading
import time

program, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
data = sys.stdin.buffer.read() if path == "-" else b""
ours, theirs = pty.openpty()
process = subprocess.Popen([program, "hosts", path, "--permission", "own", *sys.argv[4:]], stderr=theirs,
                           stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
os.close(theirs)
said = []


def listen():
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            return
        if not piece:
            return
        said.append(piece)


listener = threading.Thread(target=listen)
listener.start()
if path == "-":
    process.stdin.write(data[:len(data) // 2])
    process.stdin.flush()
time.sleep(seconds)
if path == "-":
    process.stdin.write(data[len(data) // 2:])
else:
    process.send_signal(signal.SIGINT)
process.stdin.close()
process.wait()
listener.join()
print(b"".join(said).decode().replace("\r", "\n"))
