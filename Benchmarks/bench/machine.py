"""What a reader of the record must know about the machine and the versions."""

import os
import pathlib
import platform
import re
import shutil
import subprocess

PACKAGES = {"libpcre2-8": "libpcre2-dev", "libhs": "libvectorscan-dev", "re2": "libre2-dev"}
LIBRARIES = ["libpcre2-8-0", "libvectorscan5", "libre2-9"]


def said(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def missing():
    """The Debian packages to install before anything can be built; `swift` when that is missing."""
    absent = [] if shutil.which("swift") else ["swift"]
    if not shutil.which("pkg-config"):
        return absent + ["pkg-config"] + list(PACKAGES.values())
    for module, package in PACKAGES.items():
        if subprocess.run(["pkg-config", "--exists", module], check=False).returncode != 0:
            absent.append(package)
    return absent


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def memory_gb():
    found = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return round(int(found[1]) / 1e6, 1) if found else 0


def system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def describe(root):
    commit = said("git", "-C", str(root), "rev-parse", "--short=12", "HEAD")
    changed = said("git", "-C", str(root), "status", "--porcelain", "--untracked-files=no")
    libraries = said("dpkg-query", "-W", "-f", "${Package} ${Version}\n", *LIBRARIES)
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": memory_gb(),
        "system": system(),
        "kernel": platform.release(),
        "swift": (said("swift", "--version").splitlines() or [""])[0],
        "libraries": libraries.splitlines(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
        "commit": (commit or "unknown") + (" with local changes" if changed else ""),
    }


def name(machine):
    """A short name for the folder of the record: cores and processor, nothing about whose machine it is."""
    model = re.sub(r"\(.*?\)|\bProcessor\b|\bCPU\b|@.*", "", machine["processor"])
    slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")
    return f"{machine['cores']}core-{slug}"[:40].rstrip("-")
