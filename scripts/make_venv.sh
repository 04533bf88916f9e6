#!/usr/bin/env bash
# Makes a virtual environment with the first Python of at least 3.11 that is found.
set -eu
venv=$1
python=
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 python; do
  if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "No Python of version 3.11 or newer was found; install one, or name it: make setup PYTHON=/path/to/python" >&2
  exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  else
    echo "This Python cannot make environments: install python3-venv (Debian, Ubuntu) and run make again" >&2
    exit 2
  fi
fi
"$python" -m venv "$venv"
