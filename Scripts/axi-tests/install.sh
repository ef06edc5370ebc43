#!/usr/bin/env bash
# Makes the virtual environment in which cocotbext-axi drives the AXI components: see CocotbTests.
#
#   Scripts/axi-tests/install.sh FOLDER
set -euo pipefail

folder=$1
requirements="$(dirname "${BASH_SOURCE[0]}")/requirements.txt"
if cmp --silent "$requirements" "$folder/installed.txt"; then exit 0; fi

python=$(command -v python3) || {
  printf 'There is no python3: cocotbext-axi cannot be installed.\n' >&2
  exit 1
}
"$python" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$requirements"
cp "$requirements" "$folder/installed.txt"
