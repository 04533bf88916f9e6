#!/usr/bin/env bash
# Installs the Debian programs that some tests use, when they are missing and this user may install; says plainly what is
# still missing. Never fails: a test that misses its program is skipped and listed.
set -u
declare -A package=(
  [LibreOffice]=libreoffice-calc
  [PostgreSQL]=postgresql
  [Java]=default-jre-headless
  [Chromium]=chromium
)
found() {
  case $1 in
    LibreOffice) command -v soffice || command -v libreoffice ;;
    PostgreSQL) command -v pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl ;;
    Java) command -v java ;;
    Chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
  esac >/dev/null 2>&1
}
missing=()
for program in LibreOffice PostgreSQL Java Chromium; do found "$program" || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing for the tests: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || true
  for program in "${missing[@]}"; do
    apt-get install -y -qq --no-install-recommends "${package[$program]}" >/dev/null 2>&1 || true
  done
fi
for program in "${missing[@]}"; do
  found "$program" || echo "Not found and not installed: $program (${package[$program]}); the tests that need it are skipped"
done
exit 0
