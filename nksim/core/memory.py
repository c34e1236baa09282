"""How much memory this machine can still give, as Linux says it."""

from __future__ import annotations

import os
from pathlib import Path


def available_bytes() -> int:
    """Bytes this machine can still give, or this process's share where a limit is set."""
    free = _meminfo()
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.exists():
        text = limit.read_text().strip()
        if text.isdigit():
            free = min(free, int(text))
    return free


def _meminfo() -> int:
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
