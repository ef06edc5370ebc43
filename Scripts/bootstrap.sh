#!/usr/bin/env bash
# Installs the tools that `make demo` and `make test` need and that are not there yet.
# Nothing missing: nothing is run and nothing is printed.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly minimum_swift="6.1"
readonly minimum_verilator="5.0"
readonly tools=(verilator iverilog yosys z3 make git)
# Lists the tools as they were when everything was last found in order.
readonly stamp=".build/bootstrap.stamp"

# Prints the arguments as lines on standard error, and leaves.
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# True when version $1 is $2 or later; both are numbers separated by dots.
version_is_at_least() {
  local -a found wanted
  local index
  IFS=. read -r -a found <<<"$1"
  IFS=. read -r -a wanted <<<"$2"
  for index in "${!wanted[@]}"; do
    ((10#${found[index]:-0} > 10#${wanted[index]})) && return 0
    ((10#${found[index]:-0} < 10#${wanted[index]})) && return 1
  done
  return 0
}

# True when a C++ compiler finds its standard headers. On Linux, clang takes those of g++.
have_cxx() {
  if [[ $OSTYPE == darwin* ]]; then
    xcode-select -p >/dev/null 2>&1
  else
    have g++ && compgen -G '/usr/include/c++/*/iostream' >/dev/null
  fi
}

# True when the compiler finds zlib, which compresses waveforms. On macOS it comes with the system.
have_zlib() {
  [[ $OSTYPE == darwin* ]] || compgen -G '/usr/include/zlib.h' >/dev/null || compgen -G '/usr/local/include/zlib.h' >/dev/null
}

# Sets `missing` to the tools that are not there.
find_missing() {
  local tool
  missing=()
  for tool in "${tools[@]}"; do
    have "$tool" || missing+=("$tool")
  done
  have_cxx || missing+=("c++")
  have_zlib || missing+=("zlib")
  # Tests read waveforms back with GTKWave's fst2vcd and look at the page in a browser. They are skipped without these, and both
  # are large: they are installed where everything has to be tested.
  if [[ -n ${BITLOOM_WITH_VIEWERS:-} && $OSTYPE != darwin* ]]; then
    have fst2vcd || missing+=("fst2vcd")
    have chromium || have google-chrome || missing+=("chromium")
  fi
}

# Prints what a change of the installed tools would change: paths, sizes and dates.
fingerprint() {
  local tool
  local -a paths=()
  for tool in swift "${tools[@]}"; do
    paths+=("$(command -v "$tool")")
  done
  printf 'swift %s, verilator %s\n' "$minimum_swift" "$minimum_verilator"
  ls -lnL "${paths[@]}"
}

check_swift() {
  local found
  have swift || fail \
    "Bitloom needs Swift $minimum_swift or later, and there is no 'swift' on the PATH." \
    "Install it as described at https://www.swift.org/install and run this again."
  found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
  [[ -n $found ]] || fail \
    "'swift --version' ($(command -v swift)) does not print a version." \
    "Install Swift $minimum_swift or later as described at https://www.swift.org/install and run this again."
  version_is_at_least "$found" "$minimum_swift" || fail \
    "Bitloom needs Swift $minimum_swift or later; $(command -v swift) is Swift $found." \
    "Install a newer one as described at https://www.swift.org/install and run this again."
}

check_verilator() {
  local found
  found=$(verilator --version 2>/dev/null | sed -nE 's/^Verilator ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
  version_is_at_least "${found:-0}" "$minimum_verilator" || fail \
    "Bitloom needs Verilator $minimum_verilator or later; $(command -v verilator) is Verilator ${found:-of unknown version}." \
    "Install a newer one as described at https://verilator.org/guide/latest/install.html and run this again."
}

# Sets `packages` to what the package manager calls the missing tools: $1 is apt or brew.
name_packages() {
  local tool
  packages=()
  for tool in "${missing[@]}"; do
    case "$1:$tool" in
      apt:c++) packages+=("g++") ;;
      apt:zlib) packages+=("zlib1g-dev") ;;
      *:fst2vcd) packages+=("gtkwave") ;;
      brew:iverilog) packages+=("icarus-verilog") ;;
      *) packages+=("$tool") ;;
    esac
  done
}

install_with_apt() {
  local -a as_root=() apt
  local by_hand
  name_packages apt
  by_hand="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
  if ((EUID != 0)); then
    by_hand="sudo apt-get update && sudo ${by_hand#*&& }"
    if ! have sudo || ! sudo -n true 2>/dev/null; then
      fail "Missing: ${missing[*]}. Installing them needs root. Run this, then try again:" "  $by_hand"
    fi
    as_root=(sudo -n)
  fi
  apt=(
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q
    -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o DPkg::Lock::Timeout=300
  )
  printf 'Installing %s\n' "${packages[*]}"
  # One broken entry of the system's source list must not stop us: the installation is what decides.
  "${apt[@]}" update || printf 'apt-get update failed; trying with the package lists as they are.\n' >&2
  # apt-get downloads every package before it unpacks the first, so a failing network installs nothing.
  "${apt[@]}" install -y --no-install-recommends "${packages[@]}" || fail \
    "" "Missing: ${missing[*]}. apt-get could not install them (its messages are above; is there a network?)." \
    "Once that is solved, run this and try again:" "  $by_hand"
}

install_with_brew() {
  if ! have_cxx; then
    fail "Missing: ${missing[*]}." "Run 'xcode-select --install' for the command line tools first, then try again."
  fi
  name_packages brew
  have brew || fail "Missing: ${missing[*]}. Install Homebrew (https://brew.sh), then run this and try again:" \
    "  brew install ${packages[*]}"
  printf 'Installing %s\n' "${packages[*]}"
  # Everything is fetched before the first package is installed.
  if ! brew fetch --deps "${packages[@]}" || ! brew install "${packages[@]}"; then
    fail "" "Missing: ${missing[*]}. brew could not install them (its messages are above; is there a network?)." \
      "Once that is solved, run this and try again:" "  brew install ${packages[*]}"
  fi
}

# Prints a line for each missing tool: what it is and where it comes from.
explain_missing() {
  local tool
  for tool in "${missing[@]}"; do
    case "$tool" in
      verilator) printf '  verilator   %s or later, https://verilator.org/guide/latest/install.html\n' "$minimum_verilator" ;;
      iverilog) printf '  iverilog    11 or later, https://steveicarus.github.io/iverilog/usage/installation.html\n' ;;
      yosys) printf '  yosys       0.23 or later, https://github.com/YosysHQ/yosys\n' ;;
      fst2vcd) printf '  fst2vcd     of GTKWave, https://gtkwave.github.io/gtkwave\n' ;;
      zlib) printf '  zlib        with its header zlib.h, https://zlib.net\n' ;;
      chromium) printf '  chromium    or Google Chrome\n' ;;
      z3) printf '  z3          https://github.com/Z3Prover/z3\n' ;;
      make) printf '  make        GNU make\n' ;;
      git) printf '  git         https://git-scm.com\n' ;;
      c++) printf '  g++         with the headers of its standard library, in /usr/include/c++\n' ;;
    esac
  done
}

install_missing() {
  if [[ $OSTYPE == darwin* ]]; then
    install_with_brew
  elif have apt-get; then
    install_with_apt
  else
    fail "Missing: ${missing[*]}. This system has no apt-get. Install these by hand, then try again:" \
      "$(explain_missing)"
  fi
}

find_missing
if ((${#missing[@]} == 0)) && have swift && [[ -f $stamp ]] && [[ $(fingerprint) == "$(<"$stamp")" ]]; then
  exit 0
fi

check_swift
if ((${#missing[@]} > 0)); then
  install_missing
  hash -r
  find_missing
  ((${#missing[@]} == 0)) || fail "Still missing after the installation:" "$(explain_missing)"
fi
check_verilator

mkdir -p "$(dirname "$stamp")"
fingerprint >"$stamp"
