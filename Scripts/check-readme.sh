#!/usr/bin/env bash
# Runs the commands of the README, so that what it promises stays true.
#
#   Scripts/check-readme.sh [--list] [--except COMMAND]... [FILE]
#
# The commands are the lines that start with '$ ' in blocks fenced as ```console or ```sh. The lines between them are
# output: they have to appear in what the command before them prints, in this order, where '...' stands for anything.
# A block is one shell that starts in the project's folder and ends at the first failure. A block below a line
# '<!-- not run -->' is left out. --list prints the commands and runs none; --except leaves out a command.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage_error() {
  printf '%s\n' "$1" >&2
  exit 64
}

document=README.md
listing=false
excepted=()
while (($# > 0)); do
  case "$1" in
    --list) listing=true ;;
    --except)
      (($# > 1)) || usage_error '--except needs a command.'
      excepted+=("$2")
      shift
      ;;
    -*) usage_error "Unknown option '$1': --list and --except are the options." ;;
    *) document=$1 ;;
  esac
  shift
done
[[ -f $document ]] || usage_error "There is no file '$document'."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Writes command number C of block B to the file B.C.command, and the output shown below it to B.C.output.
extract_commands() {
  awk -v work="$work" '
    function file(kind) { return sprintf("%s/%03d.%03d.%s", work, block, command, kind) }
    !fenced && /^[ \t]*```/ {
      fenced = 1
      chosen = /^[ \t]*```(console|sh)[ \t]*$/ && previous !~ /<!-- not run -->/
      if (chosen) { block++; command = 0; continued = 0 }
      next
    }
    fenced && /^[ \t]*```[ \t]*$/ { fenced = 0; previous = ""; next }
    !fenced { if ($0 !~ /^[ \t]*$/) previous = $0; next }
    !chosen { next }
    continued { sub(/^> /, ""); print > file("command"); continued = /\\$/; next }
    /^\$ / { command++; print substr($0, 3) > file("command"); printf "" > file("output"); continued = /\\$/; next }
    command > 0 { print > file("output") }
  ' "$document"
}

is_excepted() {
  local command
  for command in ${excepted[@]+"${excepted[@]}"}; do
    [[ $1 == "$command" ]] && return 0
  done
  return 1
}

# Prints the first line of file $1 that file $2 lacks at its place, or nothing.
first_difference() {
  local expected pattern actual found
  exec 3<"$2"
  while IFS= read -r expected; do
    [[ $expected =~ ^[[:space:]]*$ ]] && continue
    pattern=$(sed -e 's/[][*?\\()|+@!]/\\&/g' -e 's/\.\.\./*/g' <<<"$expected")
    [[ $pattern == '*' ]] && continue
    found=false
    while IFS= read -r actual <&3; do
      # shellcheck disable=SC2053 # the right side is a pattern
      if [[ $actual == $pattern ]]; then
        found=true
        break
      fi
    done
    if ! $found; then
      printf '%s\n' "$expected"
      break
    fi
  done <"$1"
  exec 3<&-
}

# Runs the commands of one block; a `cd` or a variable lasts to the end of the block.
run_block() {
  local file text status difference
  for file in "$work/$1".*.command; do
    text=$(<"$file")
    printf '$ %s\n' "$text"
    if is_excepted "$text"; then
      printf '(left out)\n'
      continue
    fi
    $listing && continue
    status=0
    eval "$text" </dev/null >"$work/printed" 2>&1 || status=$?
    cat "$work/printed"
    if ((status != 0)); then
      printf "%s: '%s' failed with status %d\n" "$document" "$text" "$status" >&2
      return 1
    fi
    difference=$(first_difference "${file%.command}.output" "$work/printed")
    if [[ -n $difference ]]; then
      printf "%s: '%s' does not print this line here:\n  %s\n" "$document" "$text" "$difference" >&2
      return 1
    fi
  done
}

extract_commands
status=0
blocks=0
for first in "$work"/*.001.command; do
  [[ -e $first ]] || break
  blocks=$((blocks + 1))
  block=${first##*/}
  (run_block "${block%%.*}") || status=1
done
if ((blocks == 0)); then
  printf "%s has no command in a block fenced as console or sh.\n" "$document" >&2
  status=1
fi
exit "$status"
