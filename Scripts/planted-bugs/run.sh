#!/usr/bin/env bash
# Plants bugs in Bitloom, one at a time, and sees to it that the tests catch each of them.
#
#   Scripts/planted-bugs/run.sh [--copy DIRECTORY] [--report FILE] [NAME]...
#
# A bug is a patch in bugs/ with a first line 'Bug: ...' and a second line 'Tests: ...', the filter of the tests that are
# to catch it. The patches are applied to a copy of the last commit; a patch that no longer fits ends the run, because a
# bug that is not planted cannot be caught. NAME picks the bugs whose file names contain it. --copy keeps the copy and its
# build there for the next run; --report writes the table to a file as well.
#
# SWIFT is the Swift command, SWIFT_WRAPPER what is put before it (a lock, say). Exit status: 0 when every bug is caught.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
export SWIFT="${SWIFT:-swift}"
read -ra wrapper <<<"${SWIFT_WRAPPER:-}"
# Seconds. No honest run of the tests takes that long, but an oscillating simulation does.
export TEST_LIMIT=600

copy=''
report=''
names=()
while (($# > 0)); do
  case "$1" in
    --copy | --report)
      (($# > 1)) || { printf '%s needs an argument.\n' "$1" >&2; exit 64; }
      declare "${1#--}=$2"
      shift
      ;;
    -*)
      printf "Unknown option '%s': --copy and --report are the options.\n" "$1" >&2
      exit 64
      ;;
    *) names+=("$1") ;;
  esac
  shift
done

bugs=()
for patch in "$here"/bugs/*.patch; do
  picked=$((${#names[@]} == 0))
  for name in ${names[@]+"${names[@]}"}; do [[ "$(basename "$patch")" == *"$name"* ]] && picked=1; done
  if ((picked)); then bugs+=("$patch"); fi
done
((${#bugs[@]} > 0)) || { echo 'No bug has such a name.' >&2; exit 64; }

if [[ -z "$copy" ]]; then
  folder="$(mktemp -d)"
  copy="$folder/copy"
  trap 'git -C "$root" worktree remove --force "$copy"; rm -rf "$folder"' EXIT
fi
mkdir -p "$(dirname "$copy")"
if [[ -e "$copy/.git" ]]; then
  git -C "$copy" checkout --quiet --force --detach "$(git -C "$root" rev-parse HEAD)"
else
  git -C "$root" worktree add --quiet --detach "$copy" HEAD
fi
log="$(mktemp)"

# The patches are looked at first: building takes long.
for patch in "${bugs[@]}"; do
  git -C "$copy" apply --check "$patch" || { echo "$(basename "$patch") does not fit the sources any more." >&2; exit 1; }
done

field() { sed -n "s/^$1: //p" "$2" | head -n 1; }
fail() {
  printf '%s\n' "$1" >&2
  tail -n 40 "$log" >&2
  exit 1
}
# Builds, and runs the tests of a filter; returns 99 when the build fails. The wrapper is not counted in the time limit.
build_and_test() {
  (
    cd "$copy"
    ${wrapper[@]+"${wrapper[@]}"} bash -c '
      $SWIFT build --build-tests || exit 99
      exec timeout "$TEST_LIMIT" $SWIFT test --skip-build --disable-xctest --filter "$1"' bash "$1"
  ) >"$log" 2>&1
}

# Without a bug all of the tests must pass, or failing would prove nothing.
filters="$(for patch in "${bugs[@]}"; do field Tests "$patch" | tr '|' '\n'; done | sort -u | paste -sd '|' -)"
echo 'Building and testing without a bug...' >&2
build_and_test "$filters" || fail 'The sources do not build or the tests fail, without a bug.'

table='| Bug | Caught by |'$'\n''|---|---|'
missed=0
for patch in "${bugs[@]}"; do
  title="$(field Bug "$patch")"
  echo "$title" >&2
  git -C "$copy" apply "$patch"
  status=0
  build_and_test "$(field Tests "$patch")" || status=$?
  if ((status == 99)); then
    fail "$(basename "$patch") does not compile."
  elif ((status == 0)); then
    missed=$((missed + 1))
    caught='**nothing**'
  elif ((status == 124)); then
    caught="no end within $TEST_LIMIT seconds"
  else
    tests="$(sed -nE 's/^. Test (.*) recorded an issue.*/\1/p' "$log" | sed -E 's/\(.*//' | sort | uniq)"
    count="$(grep -c . <<<"$tests" || true)"
    caught="$(head -n 3 <<<"$tests" | sed 's/.*/`&`/' | paste -sd ',' - | sed 's/,/, /g')"
    ((count <= 3)) || caught+=" and $((count - 3)) more"
    # A crash leaves no test that failed.
    ((count > 0)) || caught="the run itself, which ended with status $status"
  fi
  echo "  $caught" >&2
  table+=$'\n'"| ${title%.} | $caught |"
  git -C "$copy" checkout --quiet --force -- .
done

summary="$((${#bugs[@]} - missed)) of ${#bugs[@]} planted bugs were caught."
printf '%s\n\n%s\n' "$table" "$summary"
if [[ -n "$report" ]]; then
  {
    cat <<'HEADER'
# Planted bugs

Would the tests notice? Each of these bugs was put into Bitloom's own sources, alone, and the tests that should see it were
run. `make planted-bugs` does it again and writes this page; it takes about a minute a bug. The bugs are the patches in
`Scripts/planted-bugs/bugs`, each with the filter of its tests. A patch that no longer fits the sources ends the run.

HEADER
    printf '%s\n\n%s\n' "$table" "$summary"
  } >"$report"
fi
((missed == 0))
