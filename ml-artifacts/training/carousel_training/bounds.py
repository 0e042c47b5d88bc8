"""Bounds of a training that a server starts beside its other work: it takes no more memory than it was given, and ends when the
server does, however that ended."""

import os
import sys
import threading

# Exit code: it would have taken more memory than it was given.
TOO_MUCH_MEMORY = 5


def bound_memory(megabytes: int) -> None:
    """Of the address space; more is a MemoryError. Where the system knows no such limit there is none."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    except (ImportError, ValueError, OSError):
        pass


def end_with_stdin() -> None:
    """Ends this process when its standard input does: the other end is held by whoever started it, and nobody else."""

    def watch() -> None:
        while sys.stdin.buffer.raw.read(4096):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
