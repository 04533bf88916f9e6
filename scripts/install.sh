#!/usr/bin/env bash
# Installs what a requirements file names, every file checked by its hash, and then the project itself, editable.
set -eu
venv=$1
requirements=$2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# compiled once here, so that no start pays for it where Python may not keep what it compiled
"$venv/bin/python" -m compileall -q src
