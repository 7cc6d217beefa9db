#!/bin/sh
# Installs halo-mcp for one person on Linux or macOS, without root; --help tells how. Everything lies in functions that the last
# line starts, so a copy of this file that was cut short on its way does nothing.
set -eu

release_address='' # where the files of the newest release lie; empty while there is no such place
public_key='' # of the release's minisign signature; empty while there is none

main() {
  task=install
  from=$release_address
  prefix=''
  menu=no
  read_options "$@"
  if [ -z "$prefix" ]; then
    [ -n "${HOME:-}" ] || fail 'HOME is not set, so tell where to install: --prefix FOLDER'
    if [ "$(id -u)" = 0 ] && [ -n "${SUDO_USER:-}" ]; then
      fail 'Run this as yourself, without sudo. To install for everybody, say where: --prefix /usr/local'
    fi
    prefix=$HOME/.local
  fi
  # Some shells leave --prefix=~/folder as it was typed.
  case $prefix in
  /*) ;;
  \~/*) prefix=$HOME/${prefix#??} ;;
  *) prefix=$PWD/$prefix ;;
  esac
  bin=${prefix%/}/bin
  program=$bin/halo-mcp
  menu_folder=${XDG_DATA_HOME:-${HOME:-$prefix}/.local/share}
  icon_folder=icons/hicolor/scalable/apps
  case $task in
  install) install_program ;;
  *) remove_program ;;
  esac
}

show_help() {
  cat <<'HELP'
Usage: sh install.sh [--from PLACE] [--prefix FOLDER] [--menu]
       sh install.sh --uninstall | --purge [--prefix FOLDER]

Installs halo-mcp for you alone, or a newer one over an older one. It needs no root.

  --from PLACE     Where the files of the release lie: a folder, or an address that begins with https:// or http://
  --prefix FOLDER  Install into FOLDER/bin; otherwise into ~/.local/bin
  --menu           Also put it into the menu of applications (Linux)
  --uninstall      Remove the program; what you set up with it stays
  --purge          Take back what you set up ("halo-mcp uninstall"), then remove the program
  --help           This text
HELP
}

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
    --from | --prefix)
      [ -n "${2:-}" ] || fail "$1 needs a value; see --help"
      if [ "$1" = --from ]; then from=$2; else prefix=$2; fi
      shift
      ;;
    --from=?*) from=${1#--from=} ;;
    --prefix=?*) prefix=${1#--prefix=} ;;
    --menu) menu=yes ;;
    --uninstall) [ $task = purge ] || task=remove ;;
    --purge) task=purge ;;
    --help | -h)
      show_help
      exit 0
      ;;
    *) fail "There is no option \"$1\"; see --help" ;;
    esac
    shift
  done
}

install_program() {
  target=$(find_target)
  [ -n "$from" ] || fail 'This install.sh knows no place to download from yet. Tell it where the files of the release lie: --from PLACE'
  for tool in tar gzip; do
    command -v "$tool" >/dev/null || fail "\"$tool\" is missing; install it first"
  done
  command -v sha256sum >/dev/null || command -v shasum >/dev/null ||
    fail '"sha256sum" or "shasum" is missing, so nothing could be checked; install one of them first'
  make_workplace
  download
  version=${file#halo-mcp-}
  version=${version%-"$target".tar.gz}
  unpacked=$workplace/${file%.tar.gz}
  say "Unpacking halo-mcp $version"
  tar -xzf "$workplace/$file" -C "$workplace" || fail 'It could not be unpacked; perhaps the disk is full. Nothing was changed'
  try_program "$unpacked/bin/halo-mcp"
  had_one=no
  [ -e "$program" ] && had_one=yes
  # In one step, within one file system: assistants that run the old one keep it, and nobody ever meets half a program.
  mv -f "$unpacked/bin/halo-mcp" "$program" || fail "$program could not be written. Nothing was changed"
  is_done=yes
  say "halo-mcp $version is installed: $program"
  [ $menu = no ] || add_to_menu
  tell_next_step
}

# Prints linux-x64 and the like, or ends with the reason why there is no program for this computer.
find_target() {
  system=$(uname -s)
  processor=$(uname -m)
  case $system in
  Linux) system=linux ;;
  Darwin) system=darwin ;;
  MINGW* | MSYS* | CYGWIN*) fail 'This is for Linux and macOS. For Windows there is an installer of its own' ;;
  *) fail "halo-mcp runs on Linux, macOS and Windows; there is none for $system" ;;
  esac
  # A shell that macOS translates for another processor is told the other processor.
  if [ "$system" = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then processor=arm64; fi
  case $processor in
  x86_64 | amd64) processor=x64 ;;
  arm64 | aarch64) processor=arm64 ;;
  i?86 | arm | armv*) fail "This is a 32-bit system ($processor), and halo-mcp needs a 64-bit one" ;;
  *) fail "There is no halo-mcp for this kind of processor ($processor), only for x64 and arm64" ;;
  esac
  if [ "$system" = linux ]; then check_linux "$processor"; else check_mac; fi
  echo "$system-$processor"
}

check_linux() {
  if [ "$(getconf LONG_BIT 2>/dev/null)" = 32 ]; then
    fail 'This is a 32-bit system, though its processor could do more, and halo-mcp needs a 64-bit one'
  fi
  libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || libc=$(ldd --version 2>&1) || true
  case $libc in
  *musl*) fail 'This system is built on musl, as Alpine is, and halo-mcp needs the GNU C library (glibc)' ;;
  'glibc '*)
    number=${libc#glibc }
    minor=${number#*.}
    if [ "${number%%.*}" -lt 2 ] || { [ "${number%%.*}" = 2 ] && [ "${minor%%.*}" -lt 17 ]; }; then
      fail "This system's C library is too old: glibc $number, and halo-mcp needs 2.17 or newer"
    fi
    ;;
  esac
  if [ "$1" = x64 ] && [ -r /proc/cpuinfo ] && ! grep -q sse4_2 /proc/cpuinfo; then
    fail 'The processor of this computer is too old: halo-mcp needs SSE4.2, which processors have since about 2009'
  fi
}

check_mac() {
  number=$(sw_vers -productVersion)
  [ "${number%%.*}" -ge 13 ] || fail "This is macOS $number, and halo-mcp needs macOS 13 or newer"
}

# In the folder where the program goes, because that is its file system, and programs may run there; /tmp often allows neither.
make_workplace() {
  [ ! -d "$program" ] || fail "There is a folder in the program's place: $program"
  is_new_folder=no
  [ -d "$bin" ] || is_new_folder=yes
  workplace=''
  is_done=no
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  { mkdir -p "$bin" && workplace=$(mktemp -d "$bin/.halo-mcp.XXXXXX"); } ||
    fail "Nothing can be written to $bin. Choose another folder: --prefix FOLDER"
}

clean_up() {
  [ -z "$workplace" ] || rm -rf "$workplace"
  if [ "$is_done$is_new_folder" = noyes ]; then rmdir "$bin" 2>/dev/null || true; fi
}

download() {
  fetch SHA256SUMS || fail "The list of sums (SHA256SUMS) could not be had from $from. Nothing was changed"
  if [ -n "$public_key" ] && command -v minisign >/dev/null; then
    fetch SHA256SUMS.minisig || fail "The signature of the list could not be had from $from. Nothing was changed"
    minisign -Vqm "$workplace/SHA256SUMS" -P "$public_key" ||
      fail 'The list of sums is not signed by the makers of halo-mcp, so somebody changed it. Nothing was changed here'
  fi
  lines=$(tr -d '\r' <"$workplace/SHA256SUMS" |
    sed -n "s/^\([0-9a-f]\{64\}\) [ *]\(halo-mcp-[0-9][0-9A-Za-z.-]*-$target\.tar\.gz\)\$/\1 \2/p")
  case $lines in
  '') fail "There is no halo-mcp for $target at $from. Nothing was changed" ;;
  *tar.gz*tar.gz) fail "There are several versions at $from; give the place of one. Nothing was changed" ;;
  esac
  wanted=${lines%% *}
  file=${lines#* }
  say "Fetching $file"
  fetch "$file" || fail 'It did not arrive whole. Nothing was changed; try again'
  [ "$(sum "$workplace/$file")" = "$wanted" ] ||
    fail 'What arrived is not what the release holds: it is damaged, or somebody changed it. Nothing was changed here'
}

# Brings one file of the release into the workplace.
fetch() {
  case $from in
  https://* | http://*)
    if command -v curl >/dev/null; then
      progress=--silent
      if [ -t 2 ] && [ "$1" != SHA256SUMS ]; then progress=--progress-bar; fi
      curl --fail --location --show-error "$progress" --connect-timeout 30 --speed-limit 1 --speed-time 60 \
        --proto '=https,http' --output "$workplace/$1" "${from%/}/$1"
    elif command -v wget >/dev/null; then
      wget -q -O "$workplace/$1" "${from%/}/$1"
    else
      fail '"curl" or "wget" is missing; install one of them first'
    fi
    ;;
  *)
    found=${from#file://}/$1
    [ -f "$found" ] || tell_missing "$1"
    cp "$found" "$workplace/$1"
    ;;
  esac
}

tell_missing() {
  folder=${from#file://}
  if [ -f "$folder/${1%.gz}" ]; then
    fail "Your browser has unpacked $1 into ${1%.gz}, which can't be checked. Nothing was changed. Download it again; in Safari first \
switch off Settings > General > Open \"safe\" files after downloading"
  fi
  fail "$1 is not in $folder. Nothing was changed. Put it there too, from the same release"
}

sum() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -d' ' -f1
}

# A damaged program can turn into another one that ends well too, so it must say itself what it is. Its environment is empty,
# so that no variable of this shell changes what it says.
try_program() {
  answer=$(env -i HOME="${HOME:-/}" "$1" --help 2>&1 </dev/null) || true
  case $answer in
  "halo-mcp $version: "*) ;;
  *) fail "The program does not run on this computer. Nothing was changed. Instead of its name it said: ${answer:-nothing}" ;;
  esac
}

add_to_menu() {
  case $target$program in
  darwin*) say 'There is no menu to put it into on macOS' ;;
  *[\"\`\$\\%]*) say "It could not be put into the menu, because of special characters in $program" ;;
  *)
    if mkdir -p "$menu_folder/applications" "$menu_folder/$icon_folder" &&
      write_menu_entry >"$menu_folder/applications/halo-mcp.desktop" &&
      cp "$unpacked/share/$icon_folder/halo-mcp.svg" "$menu_folder/$icon_folder/"; then
      say 'It is in the menu of applications, as "Halo MCP"'
    else
      say "It could not be put into the menu, because $menu_folder can not be written to"
    fi
    ;;
  esac
}

# The menu may not look where the program lies, so its entry names the whole path.
write_menu_entry() {
  while IFS= read -r line; do
    case $line in
    Exec=halo-mcp*) printf 'Exec="%s"%s\n' "$program" "${line#Exec=halo-mcp}" ;;
    TryExec=*) printf 'TryExec=%s\n' "$program" ;;
    *) printf '%s\n' "$line" ;;
    esac
  done <"$unpacked/share/applications/halo-mcp.desktop"
}

tell_next_step() {
  if [ $had_one = yes ]; then
    say 'Assistants that are open still use the old one: quit them and open them again'
    return
  fi
  command='halo-mcp'
  found=$(command -v halo-mcp) || found=''
  if [ "$found" != "$program" ]; then
    command="\"$program\""
    if [ -n "$found" ]; then
      say "Typing halo-mcp starts another one, $found, because that is found first"
    else
      say "$bin is not on your PATH, so type the whole name, or add it; assistants find the program without it"
    fi
  fi
  say ''
  say "Next:  $command settings   opens the set-up in your browser"
  say "   or  $command setup      asks the same here"
}

remove_program() {
  [ -f "$program" ] || fail "There is no halo-mcp in $bin"
  if [ $task = purge ]; then
    "$program" uninstall --yes </dev/null ||
      fail 'Not all that was set up could be taken back, so the program stays for another try'
  fi
  rm -f "$program" 2>/dev/null || fail "$program could not be removed"
  rm -f "$menu_folder/applications/halo-mcp.desktop" "$menu_folder/$icon_folder/halo-mcp.svg"
  say "$program is removed"
  [ $task = purge ] || say 'What you set up with it stays: logins in your keychain, entries in assistants, settings'
}

say() {
  printf '%s\n' "$1"
}

fail() {
  printf 'halo-mcp: %s\n' "$1" >&2
  exit 1
}

main "$@"
