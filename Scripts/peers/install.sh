#!/usr/bin/env bash
# Makes a virtual environment with the simulators of others that `make bench` compares with.
#
#   Scripts/peers/install.sh FOLDER
#
# What cannot be installed is told, and the status is 0 all the same: the benchmark names what is missing.
set -euo pipefail

folder=$1
requirements="$(dirname "${BASH_SOURCE[0]}")/requirements.txt"
if cmp --silent "$requirements" "$folder/installed.txt"; then exit 0; fi

python=$(command -v python3) || { printf 'There is no python3: no peers are compared with.\n'; exit 0; }
if "$python" -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"; then
  cp "$requirements" "$folder/installed.txt"
else
  printf 'The peers could not be installed: those that are missing are not compared with.\n'
fi
