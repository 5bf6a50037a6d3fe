#!/usr/bin/env python3
"""Set up onrecord in an environment of its own (.venv beside this file) and run it.

    python3 start.py            set up, read examples/, say what was found
    python3 start.py test       set up with what the tests need, then lint, types, import rules and tests
    python3 start.py setup      only set up
    python3 start.py eval       the quality gate;  python3 start.py bench   speed and memory

Needs Python 3.11 or newer and a way to PyPI; nothing else, and nothing outside this folder is changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-n", "2"),
    ("python", "-m", "eval.gate"),
)


def main(words: list[str]) -> int:
    """Do what the words ask for; the exit code is that of the first part that failed."""
    if sys.version_info < (3, 11):
        print(f"onrecord needs Python 3.11 or newer; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    verb = words[0] if words else "demo"
    if verb not in ("demo", "test", "setup", "eval", "bench"):
        print(__doc__, file=sys.stderr)
        return 2
    set_up(dev=verb in ("test", "eval", "bench"))
    if verb == "demo":
        return run("onrecord", "read", "examples", "--record", "crisis.db", *words[1:])
    if verb == "test":
        return next((code for check in CHECKS if (code := run(*check))), 0)
    if verb == "eval":
        return run("python", "-m", "eval.gate", *words[1:])
    if verb == "bench":
        return run("python", "-m", "bench", *words[1:])
    return 0


def set_up(*, dev: bool) -> None:
    """Make .venv with the locked packages and onrecord itself; a second call with the same locks does nothing."""
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    done = HOME / ".onrecord-set-up"
    marks = [hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in (lock.name, "pyproject.toml")]
    wanted = json.dumps({"lock": marks, "at": str(ROOT)})
    known = done.read_text().splitlines() if done.exists() else []
    if wanted in known:
        return
    if not PYTHON.exists():
        make_environment()
    print(f"Setting up in {HOME.name} from {lock.name}: about 200 MB, a minute or two the first time …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must([*pip, "--require-hashes", "-r", str(lock)])
    must([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    done.write_text("\n".join([*known, wanted]))


def make_environment() -> None:
    """A virtual environment with pip, also where the system's Python came without ensurepip (Debian)."""
    try:
        import ensurepip  # noqa: F401

        venv.create(HOME, with_pip=True, symlinks=os.name != "nt")
    except (ImportError, subprocess.CalledProcessError):
        venv.create(HOME, with_pip=False, clear=True, symlinks=os.name != "nt")
        if subprocess.call([sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            must([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"])
        else:
            install_pip_from_index()


def install_pip_from_index() -> None:
    """Fetch pip's own wheel from the package index, check its digest, and let it install itself."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    request = urllib.request.Request(f"{index}/pip/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        found = [f for f in json.load(answer)["files"] if f["filename"].endswith(".whl") and not f.get("yanked")]
    newest = max(found, key=lambda f: [int(part) if part.isdigit() else -1 for part in f["filename"].split("-")[1].split(".")])
    with urllib.request.urlopen(newest["url"], timeout=120) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() != newest["hashes"]["sha256"]:
        raise SystemExit(f"{newest['filename']} from {index} does not have the digest the index names; try again")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / newest["filename"]
        path.write_bytes(wheel)
        must([str(PYTHON), f"{path}/pip", "install", "--quiet", "--no-index", str(path)])


def must(command: list[str]) -> None:
    """Run a set-up command; where it fails, say which and stop."""
    code = subprocess.call(command)
    if code:
        raise SystemExit(f"setting up stopped (exit {code}) at: {' '.join(command)}\nFix what it says above and run this again.")


def run(*command: str) -> int:
    """Run a program of the environment from the project's folder."""
    program, *rest = command
    path = BIN / (program + (".exe" if os.name == "nt" else ""))
    print("$", *command, flush=True)
    return subprocess.call([str(path), *rest], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
