"""Runs a command and watches it: wall time, CPU time, largest memory, with all its children."""

from __future__ import annotations

import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class Run:
    """What a command took.

    Parameters
    ----------
    seconds : float
        Wall time.
    cpu_seconds : float
        CPU time over all cores; unlike wall time it hardly depends on what else the machine does.
    peak_bytes : int
        Largest sum of resident memory over the command and its children, looked at 20 times a
        second; pages that two of them share count twice.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int

    @property
    def peak_gigabytes(self) -> float:
        """Return the peak in units of 10^9 bytes."""
        return self.peak_bytes / 1e9


def run_watched(command: list[str], folder: Path, log: Path) -> Run:
    """Run a command to its end.

    Parameters
    ----------
    command : list of str
        Program and arguments.
    folder : pathlib.Path
        Where it runs.
    log : pathlib.Path
        Gets what the command prints.

    Raises
    ------
    RuntimeError
        If the command fails; the text is the end of the log.
    """
    start = time.perf_counter()
    cpu_before = _cpu_of_children()
    with log.open("w") as stream:
        process = subprocess.Popen(
            command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT, text=True
        )
        peak = 0
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, _resident(watched))
            time.sleep(SECONDS_BETWEEN_LOOKS)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{log.read_text()[-3000:]}")
    return Run(seconds, _cpu_of_children() - cpu_before, peak)


def _cpu_of_children() -> float:
    """Return the CPU seconds of all children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _resident(process: psutil.Process) -> int:
    """Return the resident bytes of a process and its children, 0 if it has just ended."""
    total = 0
    try:
        for each in [process, *process.children(recursive=True)]:
            total += each.memory_info().rss
    except psutil.Error:
        pass
    return total
