#!/bin/sh
# After an installation or upgrade, by dpkg or rpm: the program must say itself what it is. A damaged one turns into plain
# Bun, which ends well too, so an exit code tells nothing.
set -e

case $1 in
configure | 1 | 2) ;;
*) exit 0 ;;
esac

# Nothing that Bun made starts without it, and who builds an image of a system may lack it.
if [ ! -e /proc/self ]; then
  echo "halo-mcp @VERSION@ could not be tried, because /proc is not mounted here." >&2
  rm -f /usr/bin/.halo-mcp.previous
  exit 0
fi

# With an empty environment: variables of whoever installs must not change what it says.
answer=$(env -i HOME=/nonexistent /usr/bin/halo-mcp --help 2>&1) || true
case $answer in
"halo-mcp @VERSION@: "*)
  rm -f /usr/bin/.halo-mcp.previous
  exit 0
  ;;
esac

echo "halo-mcp @VERSION@ does not run on this computer. Instead of its name it said: ${answer:-nothing}" >&2
if [ -e /usr/bin/.halo-mcp.previous ]; then
  mv -f /usr/bin/.halo-mcp.previous /usr/bin/halo-mcp
  echo "The version from before was put back and goes on working. Install it again, or a newer one." >&2
else
  echo "Download the package again; if it stays so, remove it and report this." >&2
fi
exit 1
