"""Starts a program and says what it cost: wall time, processor time, peak memory."""

import dataclasses
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import time


class Failure(Exception):
    """A program that did not do what the measurement needs, in words for the person who started it."""


@dataclasses.dataclass
class Run:
    seconds: float
    cpu_seconds: float
    peak_rss_mb: float
    status: int
    output: str
    errors: str


def run(command, accept=(0,), output=None, cpus=None, environment=None, limit=1800):
    """Runs one program to its end. Standard output goes to the file `output`, or is returned when there is none.

    The peak is the child's own. Linux counts what the parent held at the moment of the start as well, so the caller must
    stay small: nothing here reads a large file into memory. After `limit` seconds the child is killed.
    """
    command = [str(part) for part in command]

    def pin():
        os.sched_setaffinity(0, cpus)

    with tempfile.TemporaryFile() as captured, tempfile.TemporaryFile() as errors:
        target = open(output, "wb") if output else captured
        try:
            start = time.perf_counter()
            try:
                child = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=target,
                    stderr=errors,
                    env={**os.environ, **(environment or {})},
                    preexec_fn=pin if cpus else None,
                )
            except OSError as fault:
                raise Failure(f"{command[0]} start niet: {fault.strerror}") from None
            watchdog = threading.Timer(limit, child.kill)
            watchdog.start()
            try:
                _, status, usage = os.wait4(child.pid, 0)
            except KeyboardInterrupt:
                child.terminate()
                raise
            finally:
                watchdog.cancel()
            seconds = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
        finally:
            if output:
                target.close()
        captured.seek(0)
        errors.seek(0)
        result = Run(
            seconds,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024,
            child.returncode,
            "" if output else captured.read().decode(errors="replace"),
            errors.read().decode(errors="replace"),
        )
    if result.status not in accept:
        said = "\n".join((result.errors or result.output).strip().splitlines()[-8:])
        raise Failure(f"{' '.join(command)} eindigde met {result.status}:\n{said or '(zonder een woord)'}")
    return result


def last_object(text, needed):
    """The JSON object on the last line that is not empty; `needed` are the keys it must have."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        found = json.loads(lines[-1])
    except (IndexError, ValueError):
        raise Failure("de laatste regel van de uitvoer is geen JSON-object") from None
    missing = [key for key in needed if key not in found]
    if missing:
        raise Failure(f"in het JSON-object van de laatste regel ontbreekt: {', '.join(missing)}")
    return found


def two_processors():
    """Two of the processors that this process may use, or the one there is."""
    return set(sorted(os.sched_getaffinity(0))[:2])


def file_digest(path):
    import hashlib

    digest = hashlib.sha256()
    with pathlib.Path(path).open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
